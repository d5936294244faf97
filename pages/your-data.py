"""Figures of the reader's own: given, checked, and from then on like any other in this visit."""

import streamlit as st

from explorer.ui import giving, own, page
from explorer.views import charts, of_selection, tables, together

with page.frame("Your data"):
    heading = st.container()
    if chosen := own.choose():
        selection, controls = chosen
        view = of_selection.map_view(selection)
        with heading:
            page.headline(view.headline, view.subtitle)
        page.map_and_legend(view, key=own.PAGE, select=controls.key("one"))
        own.onward(selection)
        page.chart(charts.ranked(selection))
        if neighbourhoods := together.table_view(selection):
            page.html_table(neighbourhoods)
        page.data_table(tables.table_view(selection))
        page.sources(view.provenance)
        page.section("Give more figures")
    else:
        with heading:
            page.headline(*own.INVITATION)
    if given := giving.ask(own.PAGE, own.EXAMPLE):
        own.take_in(given)
    elif not chosen:
        page.callout("What can be brought", own.WHAT_CAN_BE_BROUGHT)
