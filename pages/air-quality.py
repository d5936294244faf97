"""Air quality by ward and small area, against guidelines, targets and deprivation."""

import streamlit as st

from explorer.ui import page
from explorer.ui.controls import Controls
from explorer.views.air_quality import change, deprivation, levels, residents, sources, statements

with page.frame("Air quality", document="air-quality"):
    heading = st.container()
    controls = Controls(levels.PAGE, levels.selection_of(levels.POLLUTANTS[0]))
    asked = levels.pollutant_of(controls.asked)
    pollutant = controls.pick("pollutant", "Pollutant", levels.pollutants(), asked)
    label, years = levels.years_label(pollutant), levels.years(pollutant)
    year = controls.pick("year", label, years, controls.asked.period)
    sets = levels.area_sets()
    area_set = controls.pick("areas", "Areas", sets, controls.asked.area_set)
    chosen = levels.selection_of(pollutant, year, area_set)
    selection = controls.done(chosen.changed(highlighted=controls.area(chosen, "Choose one")))

    view = levels.map_view(selection)
    with heading:
        page.headline(view.headline, view.subtitle)
    page.map_and_legend(
        view,
        key=levels.PAGE,
        area_sets=list(sets),
        select=controls.key("one"),
        beside=levels.beside(selection),
    )
    left, right = st.columns(2, gap="large")
    with left:
        page.chart(levels.ranked(selection))
    with right:
        page.chart(deprivation.chart(selection))
        page.callout("What this can and cannot show", deprivation.LIMITS)
    page.passage(residents.passage(selection))
    left, right = st.columns(2, gap="large")
    with left:
        page.chart(change.change_chart(selection))
        page.html_table(change.change_table(selection))
    with right:
        page.passage(change.models_passage(selection))
    page.data_table(levels.table(selection))
    page.passage(statements.passage())
    page.sources(view.provenance, *sources.beside(selection))
