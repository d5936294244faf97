"""A ward: what to know of it, its place among all wards, and how its borders changed."""

import streamlit as st

from explorer.ui import page, ward
from explorer.views.neighbourhood import glance
from explorer.views.neighbourhood import mapped as neighbourhoods
from explorer.views.ward import boundaries, facts, found, mapped, ranked

with page.frame("Wards", document=found.PAGE):
    heading = st.container()
    of, measure = ward.choose(neighbourhoods.choices())

    view = mapped.map_view(of, measure)
    with heading:
        page.headline(view.headline, view.subtitle)
    page.map_and_legend(view, key=found.PAGE, select=ward.WARD)
    ward.lists(facts.sentences(of))
    page.section("Among all wards")
    page.html_table(ranked.table(of))
    left, right = st.columns(2, gap="large")
    with left:
        page.chart(ranked.chart(view.selection))
    with right:
        page.chart(ranked.life_chart(of))
    page.section("How its borders changed")
    page.note(str(boundaries.sentence(of)))
    borders = mapped.borders(of)
    page.map_and_legend(
        borders,
        key=f"{found.PAGE}-borders",
        area_sets=(found.today().id, found.before().id),
        select=ward.WARD,
        beside=boundaries.table(of),
    )
    ward.briefs(of)
    page.callout("How these sentences are made", facts.EXPLAINED, folded=True)
    if st.toggle("Show every figure as a table, and how each was made"):
        page.data_table(glance.table(of.alone))
    page.sources(view.provenance, ranked.provenance(of), facts.provenance(of), borders.provenance)
