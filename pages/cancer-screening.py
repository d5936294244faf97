"""Cancer screening: residents by borough, GP practices on the map, and what a scheme reports."""

import streamlit as st

from explorer.model import Selection
from explorer.ui import page
from explorer.ui.controls import Controls
from explorer.views.cancer_screening import compared, practices, programmes, residents, scheme

NAME = programmes.PAGE

with page.frame("Cancer screening", document=NAME):
    heading = st.container()
    controls = Controls(NAME, Selection(programmes.MAIN))
    indicator = controls.indicator("Programme", programmes.labels())
    newest = practices.newest(indicator.id)
    by = controls.groups(indicator, newest.area_set, newest.period)
    programme = Selection(indicator.id, by=by)
    with heading:
        page.headline(residents.headline(programme), residents.subtitle(programme))
    chart = residents.chart(programme)
    left, right = st.columns([3, 2], gap="large") if chart else [st.container()] * 2
    with left:
        page.chart(chart)
        page.passage(residents.beneath(programme))
    with right:
        page.passage(residents.beside(programme))

    finding = st.container()
    controls.another_row("practices")
    period = controls.pick("period", "Year", practices.periods(programme), controls.asked.period)
    chosen = practices.selection_of(programme, period)
    selection = controls.done(chosen.changed(highlighted=controls.area(chosen, "Practice")))
    view = practices.map_view(selection)
    with finding:
        page.section(view.headline)
        page.note(practices.WHERE_PATIENTS_LIVE)
    page.map_and_legend(
        view,
        key=NAME,
        area_sets=practices.area_sets(),
        select=controls.key("one"),
        beside=practices.beside(selection),
        beneath=practices.wards().id,
    )
    left, right = st.columns(2, gap="large")
    with left:
        page.chart(practices.chart(selection))
    with right:
        page.data_table(practices.table_view(selection))
        page.callout(compared.TITLE, compared.why(programme))
    left, right = st.columns(2, gap="large")
    with left:
        page.chart(scheme.chart())
    with right:
        page.html_table(scheme.table())
    page.passage(residents.below(programme))
    beside = (*residents.sources(programme), compared.provenance(), scheme.table().provenance)
    page.sources(view.provenance, *beside)
