"""After the room: end the workshop, take its record away, keep its notes, delete everything."""

from __future__ import annotations

from functools import partial

import streamlit as st

from explorer.exports.base import MEDIA_TYPES, Format
from explorer.exports.workshops import FORMATS, export_record
from explorer.ui import downloads, guarding, page
from explorer.ui.workshop.led import Led, told
from explorer.views import words
from explorer.workshop import telling

LABELS = {Format.DOCX: "Word", Format.XLSX: "Excel", Format.CSV: "CSV"}


def show(led: Led) -> None:
    """Offer what comes after the last scene."""
    page.section("The record")
    with st.container(horizontal=True, key="workshop-record"):
        for form in FORMATS:
            downloads.button(
                LABELS[form],
                partial(_file, led, form),
                f"workshop-{led.keys.code.lower()}.{form}",
                MEDIA_TYPES[form],
                key=f"workshop:record-{form}",
            )
    page.note(
        "Scenes, guesses against the figures, notes on the map and dots. Hidden notes are out."
    )
    page.section("Notes that outlive the workshop")
    page.note(
        "Notes that you keep can be read on the page Insights by everyone who uses this "
        "installation, without who said them, until somebody deletes them."
    )
    guarding.ask()
    st.button(
        "Keep the notes as insights",
        on_click=_keep,
        args=(led,),
        disabled=not guarding.may_change(),
    )
    page.section("End and delete")
    if not led.is_over:
        st.button("End the workshop", on_click=_end, args=(led,))
    sure = st.checkbox("Delete everything of this workshop, for good")
    st.button("Delete", disabled=not sure, key="workshop:delete", on_click=_delete, args=(led,))


def _keep(led: Led) -> None:
    with told():
        kept = led.facilitator.keep(neighbourhoods=telling.neighbourhood_by_place())
        st.toast(f"{words.count_of(kept, 'note was', 'notes were')} kept.")


def _end(led: Led) -> None:
    with told():
        led.facilitator.end()


def _delete(led: Led) -> None:
    with told():
        led.facilitator.delete()
        st.query_params.clear()


def _file(led: Led, form: Format) -> bytes:
    return export_record(led.facilitator.record(), form).content
