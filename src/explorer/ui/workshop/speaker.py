"""Speaker notes for a second window, which leads the projector with the same keys."""

from __future__ import annotations

from functools import partial
from html import escape

import streamlit as st

from explorer.ui import page, presenting
from explorer.ui.workshop.led import Led, of, step, told
from explorer.views.stories import facts
from explorer.workshop import telling

EVERY = 1.0


def show(led: Led) -> None:
    """Show the notes of the scene before the room, and what comes next."""
    presenting.keys(partial(step, led.keys), bar=False)
    _notes(led)


@st.fragment(run_every=EVERY)
def _notes(drawn: Led) -> None:
    with told():
        led = of(drawn.keys)
        scene, last = led.story_scene, len(led.programme) - 1
        said = (
            telling.title(led.scene) if scene is None or led.awaits_answer else led.scene.headline
        )
        page.headline(said, f"{led.place + 1} of {last + 1} · {led.workshop.title}")
        if scene is not None:
            notes, question = (
                facts.fill(text, scene.selection) for text in (scene.notes, scene.question)
            )
            st.html(
                f'<p class="speaker-notes">{escape(notes)}</p>'
                f'<p class="asked">{escape(question)}</p>'
            )
        if led.awaits_answer:
            given = len(led.facilitator.guesses())
            st.html(
                f'<p class="live"><b>{given}</b> of {led.workshop.participants} have guessed</p>'
            )
            following = "the answer"
        else:
            following = (
                telling.title(led.programme[led.place + 1]) if led.place < last else "the end"
            )
        st.html(f'<p class="speaker-next">Next: {escape(following)}</p>')
        with st.container(horizontal=True, key="speaker-steps"):
            st.button("Previous", on_click=step, args=(led.keys, -1), disabled=led.place == 0)
            st.button("Next", on_click=step, args=(led.keys, 1), type="primary")
