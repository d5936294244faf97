"""A neighbourhood: its needs at a glance, who lives there, and how it differs inside."""

import streamlit as st

from explorer.ui import neighbourhood, page
from explorer.views.neighbourhood import glance, mapped, people

NAME = neighbourhood.PAGE

with page.frame("Neighbourhoods", document=NAME):
    heading = st.container()
    choice = neighbourhood.choose()
    of, beside = choice.of, choice.beside

    view = mapped.map_view(of, choice.indicator)
    with heading:
        page.headline(view.headline, view.subtitle)
    page.map_and_legend(view, key=NAME, area_sets=[view.area_set.id], select=neighbourhood.CLICKED)
    neighbourhood.lists(glance.sentences(of))
    neighbourhood.links(of)
    page.chart(glance.chart(of, beside))
    page.callout("How these lists are made", glance.method(of), folded=True)
    page.passage(people.inequality(of, beside))
    for identifier in people.compositions():
        page.chart(people.composition(identifier, of, beside))
    if st.toggle("Show every figure as a table, and how each was made"):
        page.data_table(glance.table(of, beside))
        page.html_table(glance.range_table(of))
    page.sources(glance.provenance(of))
