"""What the strategy documents state, and whether published figures bear it out."""

from functools import partial

import streamlit as st

from explorer.ui import exporting, page
from explorer.ui import ledger as shown
from explorer.ui.choices import Choices
from explorer.views.evidence import ledger, statements, written

ANY = {"": "All"}

with page.frame("Evidence"):
    page.headline(ledger.headline(), ledger.subtitle())
    shown.tally(statements.counts())
    choices = Choices("evidence", width=260)
    theme = choices.pick("theme", "Theme", ANY | statements.themes())
    document = choices.pick("document", "Document", ANY | statements.documents())
    place = choices.pick("place", "Borough or ward", ANY | statements.places())
    verdict = choices.pick("verdict", "Verdict", ANY | statements.verdicts())
    choices.done()
    chosen = statements.chosen(theme, document, place, verdict)
    page.section(ledger.selected(len(chosen)))
    if chosen:
        exporting.document_menu(partial(written.document, chosen, choices.asked), written.PAGE)
    else:
        page.note("No statement is of all these. Choose All somewhere.")
    shown.in_full(ledger.in_full(chosen))
    page.passage(ledger.side_by_side(chosen))
    shown.in_short(ledger.in_short(chosen))
    if st.toggle("Show all statements as a table to sort and download"):
        page.data_table(ledger.table())
    shown.sources()
