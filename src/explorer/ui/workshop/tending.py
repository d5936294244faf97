"""Tends the room's notes: hide, bring back, merge, delete."""

from __future__ import annotations

from html import escape

import streamlit as st

from explorer.ui.messages import attempt
from explorer.ui.workshop.led import LOST, Led, of, told
from explorer.workshop.facilitator import Facilitator
from explorer.workshop.model import Note

EVERY = 2.0
CHOSEN = "workshop:note-"


@st.fragment(run_every=EVERY)
def notes(drawn: Led) -> None:
    """List the notes, newest first, with what can be done to each."""
    with told():
        facilitator = of(drawn.keys).facilitator
        held = [note for note in facilitator.notes() if note.merged_into is None]
        if not held:
            st.html('<p class="remark">No notes yet. Phones can send some at any time.</p>')
            return
        chosen = [note for note in held if st.session_state.get(f"{CHOSEN}{note.id}")]
        st.button(
            f"Merge {len(chosen)} chosen notes into the first of them"
            if len(chosen) > 1
            else "Merge: choose notes that say the same",
            disabled=len(chosen) < 2,
            on_click=_merge,
            args=(facilitator, chosen),
        )
        for note in reversed(held):
            _note(facilitator, note)


def _note(facilitator: Facilitator, note: Note) -> None:
    with st.container(horizontal=True, vertical_alignment="center", key=f"workshop-note-{note.id}"):
        times = f" (said {1 + note.alike} times)" if note.alike else ""
        marks = [note.place.label, note.theme.label, *(["hidden"] if note.hidden else [])]
        # The label is the note itself, as text: a widget's own label would read it as markup.
        st.checkbox(
            f"Choose note {note.id}", key=f"{CHOSEN}{note.id}", label_visibility="collapsed",
            width=24,
        )  # fmt: skip
        st.html(
            f'<p class="note"><b>{escape(" · ".join(marks))}</b><br>{escape(note.text)}{times}</p>',
            width="stretch",
        )
        st.button(
            "Bring back" if note.hidden else "Hide",
            key=f"workshop:hide-{note.id}",
            on_click=attempt,
            args=(lambda: facilitator.hide(note.id, not note.hidden), LOST),
        )
        st.button(
            "Delete",
            key=f"workshop:delete-{note.id}",
            help="For good, and as an insight too",
            on_click=attempt,
            args=(lambda: facilitator.delete_note(note.id), LOST),
        )


def _merge(facilitator: Facilitator, chosen: list[Note]) -> None:
    first, *others = chosen
    attempt(lambda: facilitator.merge([note.id for note in others], into=first.id), LOST)
    for note in chosen:
        st.session_state[f"{CHOSEN}{note.id}"] = False
