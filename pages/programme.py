"""A programme before and after: what changed, by how much, and whether chance can explain it."""

import streamlit as st

from explorer.ui import page, programme
from explorer.views.programme import change

with page.frame("Programme", document="programme"):
    heading = st.container()
    shown = programme.choose()
    with heading:
        page.headline(shown.headline, change.subtitle(shown.reached))
    left, right = st.columns(2, gap="large")
    with left:
        page.chart(change.slopes(shown.reached, shown.of))
    with right:
        page.chart(change.changes(shown.reached, shown.of, "Each change, with its interval"))
        page.callout("What this can and cannot show", change.limits(shown.reached))
    page.html_table(change.table(shown.reached, shown.of))
    if beyond := change.beyond_control(shown.reached, shown.of):
        page.html_table(beyond)
    programme.take_in()
    page.sources(shown.of)
