"""Any two indicators on one set of areas: where both are high, and whether they go together."""

import streamlit as st

from explorer.ui import page
from explorer.ui.controls import Controls
from explorer.views import maps
from explorer.views.compare import comparison, together, wording
from explorer.views.compare.comparison import PREFIX, Comparison, Selection

NAME = comparison.PAGE

with page.frame("Compare", document=NAME):
    heading = st.container()
    first = Controls(NAME, comparison.beginning().first, aside=(PREFIX,))
    indicator = first.indicator("Compare", comparison.firsts())
    area_set = first.area_set(indicator, comparison.area_sets())
    period = first.period(indicator, area_set)
    chosen = Selection(indicator.id, area_set, period, first.groups(indicator, area_set, period))

    second = Controls(f"{NAME}-with", comparison.beginning().second, prefix=PREFIX)
    other = second.indicator("with", comparison.others(area_set, indicator.id))
    own_set = comparison.held_on(other, area_set)
    period = second.period(other, own_set)
    groups = second.groups(other, own_set, period)
    area = first.area(chosen)
    found = Comparison(
        chosen.changed(highlighted=area), Selection(other.id, own_set, period, groups)
    ).complete()
    first.done(found.first, **found.second_query())

    view = together.map_view(found)
    with heading:
        page.headline(view.headline, view.subtitle)
    if moved := together.move(found):
        page.note(moved, standing=together.standing(found))
    page.map_and_legend(
        view,
        key=NAME,
        area_sets=(area_set,),
        select=first.key("one"),
        beside=together.beside(found),
    )
    left, right = st.columns([3, 2], gap="large")
    with left:
        page.chart(together.chart(found))
    with right:
        count, nouns = len(view.frame), view.area_set.nouns
        page.callout("What this cannot show", wording.cautions(nouns, count))
    page.data_table(together.table_view(found))
    page.sources(view.provenance, *(maps.provenance(one) for one in (found.first, found.second)))
