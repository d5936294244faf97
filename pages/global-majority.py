"""Who lives where: the Global Majority share and each broad ethnic group, by ward or smaller."""

import streamlit as st

from explorer.ui import page
from explorer.ui.controls import Controls
from explorer.views import global_majority, tables
from explorer.views import global_majority_health as health

with page.frame("Global Majority", document="global-majority"):
    heading = st.container()
    start = global_majority.selection_of(global_majority.INDICATOR)
    controls = Controls(global_majority.PAGE, start)
    choice = global_majority.choice_of(controls.asked)
    choice = controls.pick("group", "Group", global_majority.choices(), choice)
    sets, sizes = global_majority.area_sets(), global_majority.SIZES
    area_set = controls.pick("areas", "Areas", sets, controls.asked.area_set, help=sizes)
    chosen = global_majority.selection_of(choice, area_set)
    selection = controls.done(chosen.changed(highlighted=controls.area(chosen, "Area")))

    view = global_majority.map_view(selection)
    with heading:
        page.headline(view.headline, view.subtitle)
    page.map_and_legend(
        view,
        key=global_majority.PAGE,
        area_sets=list(sets),
        select=controls.key("one"),
        beside=global_majority.beside(selection),
    )
    page.note(global_majority.COUNTED)
    page.callout("What Global Majority means", global_majority.meaning())
    left, right = st.columns(2, gap="large")
    with left:
        page.chart(global_majority.composition())
    with right:
        page.section("The boroughs in 19 ethnic groups")
        page.html_table(global_majority.detailed())
    page.data_table(tables.table_view(selection))

    if health.is_held():
        page.passage(health.ratios())
        page.chart(health.diabetes())
        page.html_table(health.diabetes_table())
        page.passage(health.flu())
        page.passage(health.arabic())
        page.passage(health.stated_against_census())
    page.sources(view.provenance)
