"""Life expectancy by ward and by named neighbourhood, and the gap between any two."""

import streamlit as st

from explorer.model import Selection
from explorer.ui import page
from explorer.ui.controls import Controls
from explorer.views import charts, gaps, life_expectancy, releases, tables, trends

NAME = "life-expectancy"

with page.frame("Life expectancy", document=NAME):
    heading = st.container()
    controls = Controls(NAME, Selection(life_expectancy.INDICATOR))
    indicator = controls.indicator("Measure", [life_expectancy.INDICATOR])
    sets = life_expectancy.area_sets()
    area_set = controls.area_set(indicator, sets)
    period = controls.period(indicator, area_set)
    by = controls.groups(indicator, area_set, period)
    chosen = Selection(indicator.id, area_set, period, by)
    named = life_expectancy.named_pairs(area_set)
    pair = controls.pair(chosen, life_expectancy.default_pair(chosen))
    selection = controls.done(controls.layer(chosen.changed(highlighted=pair)))
    controls.shortcuts("Named in the strategy:", named)

    view = life_expectancy.map_view(selection)
    with heading:
        page.headline(view.headline, view.subtitle)
    page.map_and_legend(
        view,
        key=NAME,
        area_sets=list(sets),
        select=controls.key("one"),
        beside=life_expectancy.pair_table(selection),
    )
    sex = dict(by)["sex"]
    if widest := life_expectancy.widest_table(selection):
        page.html_table(widest)
    left, right = st.columns(2, gap="large")
    with left:
        page.chart(charts.ranked(selection))
    with right:
        page.chart(gaps.through_time_chart(selection, *pair))
        page.note(trends.gap_trend_words(selection, *pair))
        page.chart(life_expectancy.borough_trend(sex))
    if stated := releases.tables(sex):
        page.section("What the strategy states, and what each release gives")
        left, right = st.columns(2, gap="large")
        with left:
            for chart in releases.charts(sex):
                page.chart(chart)
        with right:
            page.callout("Why the releases differ", releases.why_they_differ())
        page.html_table(*stated)
    page.data_table(tables.table_view(selection))
    page.sources(view.provenance)
