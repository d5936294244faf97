"""Every measure, indicator and set of areas: what it is and how it is worked out."""

from datetime import date

import streamlit as st

from explorer.ui import manual, page
from explorer.ui.choices import Choices
from explorer.views import rebased
from explorer.views.methods import contents, fresh, held
from explorer.views.neighbourhood import glance
from explorer.views.ward import facts

PARTS = {
    "measures": "Measures",
    "indicators": "Indicators",
    "areas": "Areas",
    "freshness": "How fresh",
}

with page.frame("Methods", document="methods"):
    page.headline(contents.headline(), contents.SUBTITLE)
    choices = Choices("methods")
    part = choices.pick("part", "Show", PARTS)
    if part == "measures":
        name = choices.pick("measure", "Measure", contents.titles())
        left, right = st.columns([3, 1], gap="large")
        with left:
            manual.measure(contents.MEASURES[name], contents.example(name))
        with right:
            manual.list_of_measures(contents.sections(), name)
    elif part == "indicators":
        theme = choices.pick("theme", "Theme", held.themes())
        names = held.indicators_of(theme)
        indicator = choices.pick("indicator", "Indicator", names)
        left, right = st.columns(2, gap="large")
        with left:
            page.section(names[indicator])
            manual.paragraphs(held.definition(indicator))
        with right:
            page.html_table(held.facts(indicator))
        page.passage(held.releases(indicator))
        page.section("All indicators of this theme")
        page.html_table(held.catalogue(theme))
    elif part == "freshness":
        page.passage(fresh.sources(date.today()))
        days = fresh.days()
        since = choices.pick("since", "Changes since", days) if len(days) > 1 else fresh.EVER
        page.passage(fresh.changed(since))
    else:
        page.passage(held.area_sets())
        page.section("Figures moved from one set of areas to another")
        manual.paragraphs(rebased.MOVING)
        page.html_table(rebased.closeness("global-majority"))
        page.section("How a neighbourhood's lists are made")
        manual.paragraphs(glance.RULES)
        page.section("How a ward's sentences are made")
        manual.paragraphs(facts.EXPLAINED)
    choices.done()
