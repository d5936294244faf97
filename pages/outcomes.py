"""The outcomes framework: both boroughs as printed, and what the printed figures give."""

from functools import partial

import streamlit as st

from explorer.ui import exporting, page
from explorer.ui import ledger as shown
from explorer.ui.choices import Choices
from explorer.views.outcomes import framework, printed, written

with page.frame("Outcomes"):
    page.headline(printed.headline(), printed.subtitle())
    page.callout("What cannot be told from these figures", [printed.NO_INTERVALS])
    boroughs = page.registry.places().boroughs
    for column, borough in zip(st.columns(len(boroughs), gap="large"), boroughs, strict=True):
        with column:
            page.chart(printed.chart(borough.name))
    page.section("Every measure")
    choices = Choices("outcomes", width=260)
    ambition = choices.pick("ambition", "Ambition", framework.ambitions())
    answer = choices.pick("answer", "Printed comparison", framework.answers())
    choices.done()
    chosen = framework.chosen(ambition, answer)
    if chosen:
        exporting.document_menu(partial(written.document, chosen, choices.asked), written.PAGE)
    else:
        page.note("No measure is of both. Choose All somewhere.")
    for pair in zip(chosen[::2], [*chosen[1::2], None], strict=False):
        for column, metric in zip(st.columns(2, gap="large"), pair, strict=True):
            if metric is not None:
                with column:
                    page.html_table(printed.metric_table(metric))
    page.section(f"What is not known: {len(printed.unknown())} measures without any figure")
    shown.listed(printed.unknown())
    page.passage(printed.care_fund())
    if st.toggle("Show all figures as a table to sort and download"):
        page.data_table(printed.table())
    page.sources(printed.provenance())
