"""What residents said, beside the figures for the same place."""

from dataclasses import replace

import streamlit as st

from explorer.ui import insights as shown
from explorer.ui import page
from explorer.workshop import heard
from explorer.workshop.model import Sought

with page.frame("Insights"):
    heading = st.container()
    if (kept := shown.held()) is not None:
        sought = shown.seek(kept)
        found = kept.search(sought)
        said = heard.headline(found, is_sought=sought != Sought())
        everywhere = kept.search(replace(sought, places=(), neighbourhood=""))
        view = heard.map_view(everywhere, said, shown.outlined(sought))
        with heading:
            page.headline(view.headline, view.subtitle)
        shown.mapped(view, found)
        shown.bringing_in(kept)
        left, right = st.columns([3, 2], gap="large")
        with left:
            shown.listed(kept, found)
        with right:
            shown.figures(sought)
        page.sources(view.provenance)
