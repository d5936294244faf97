"""How a measure changes from the most to the least deprived areas, and what that means."""

import streamlit as st

from explorer.ui import page
from explorer.ui.controls import Controls
from explorer.views.gradient import boroughs, measures, people, slope, sources, tables, through_time

NAME = measures.PAGE

with page.frame("Gradient", document=NAME):
    heading = st.container()
    controls = Controls(NAME, measures.first())
    asked = measures.measure_of(controls.asked).id
    chosen = measures.selection_of(controls.pick("measure", "Measure", measures.choices(), asked))
    indicator = page.registry.indicator(chosen.indicator)
    chosen = chosen.changed(by=controls.groups(indicator, chosen.area_set, chosen.period))
    area = controls.area(chosen, measures.nouns(chosen.area_set)[0].capitalize())
    selection = controls.done(chosen.changed(highlighted=area))

    view = slope.map_view(selection)
    with heading:
        page.headline(view.headline, view.subtitle)
    page.map_and_legend(
        view,
        key=NAME,
        area_sets=(measures.wards(), measures.NEIGHBOURHOODS, measures.SMALL_AREAS),
        select=controls.key("one"),
        beside=tables.beside(selection),
    )
    left, right = st.columns([3, 2], gap="large")
    with left:
        page.chart(slope.chart(selection))
    with right:
        page.callout("How this is worked out", tables.method(selection))
    page.passage(boroughs.passage(selection))
    if through_time.is_held(selection):
        sex = dict(selection.by)["sex"]
        left, right = st.columns(2, gap="large")
        with left:
            page.chart(through_time.trend_chart(sex))
        with right:
            page.chart(through_time.published_chart(sex))
        page.callout("Why the two are not one series", through_time.why_they_differ())
    left, right = st.columns(2, gap="large")
    with left:
        page.passage(people.passage(selection))
    with right:
        page.passage(people.counted_passage())
    page.section("Every measure of inequality")
    if st.toggle("Show all measures, for analysts"):
        page.html_table(tables.every_measure(selection))
    page.data_table(tables.table_view(selection))
    page.sources(view.provenance, *sources.beside(selection))
