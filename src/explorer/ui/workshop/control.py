"""The facilitator's own window: joining, the programme, the notes, and what comes after."""

from __future__ import annotations

from html import escape

import streamlit as st

from explorer.ui import page
from explorer.ui.workshop import keeping, parts, tending
from explorer.ui.workshop.led import Led, of, step, told
from explorer.workshop import telling

EVERY = 1.0
PLACE = "workshop:place"
"""Session key of the list by which the room is brought to any scene."""


def show(led: Led) -> None:
    """Show the control room."""
    page.headline(led.workshop.title, _until(led))
    left, right = st.columns([2, 3], gap="large")
    with left:
        _joining(led)
    with right:
        _programme(led)
    notes, counts, after = st.tabs(["Notes", "Guesses and dots", "End and record"])
    with notes:
        tending.notes(led)
    with counts:
        _counts(led)
    with after:
        keeping.show(led)


def _lock(led: Led, locked: bool) -> None:
    with told():
        led.facilitator.lock(locked)


def _until(led: Led) -> str:
    workshop = led.workshop
    if led.is_over:
        state = "Ended"
    else:
        state = f"Phones can join until {workshop.expires:%H:%M} UTC on {workshop.expires.day} "
        state += f"{workshop.expires:%B}"
    deleted = f"{workshop.purged_on.day} {workshop.purged_on:%B %Y}"
    return f"{state}. Everything is deleted on {deleted}."


def _joining(led: Led) -> None:
    st.html(parts.joining(led.keys.code))
    with st.container(horizontal=True, key="workshop-windows"):
        # Another window finds the secret in the browser, and not before that has it.
        early = not led.keys.remembered()
        st.link_button("Open the projector", led.keys.projector, type="primary", disabled=early)
        st.link_button("Open speaker notes", led.keys.speaker, disabled=early)
    with st.expander("Your secret link: whoever has it leads this workshop"):
        st.code(led.keys.link, language=None, wrap_lines=True)


@st.fragment(run_every=EVERY)
def _programme(drawn: Led) -> None:
    with told():
        led = of(drawn.keys)
        items = "".join(
            f"<li{_mark(led, place)}>{escape(telling.title(scene))}</li>"
            for place, scene in enumerate(led.programme)
        )
        here = parts.here(led.workshop.participants)
        st.html(f'<h2 class="section">Programme</h2>{here}<ol class="programme">{items}</ol>')
        if led.is_over:
            return
        last = len(led.programme) - 1
        onward = "Show the answer" if led.awaits_answer else "Next"
        is_done = led.place == last and not led.awaits_answer
        with st.container(horizontal=True, key="workshop-steps"):
            st.button("Previous", on_click=step, args=(led.keys, -1), disabled=led.place == 0)
            st.button(onward, on_click=step, args=(led.keys, 1), type="primary", disabled=is_done)
            locked = led.workshop.locked
            label = "Let the room in again" if locked else "Close the room's input"
            st.button(label, on_click=_lock, args=(led, not locked))
            st.button("Undo", on_click=_undo, args=(led,))
            st.selectbox(
                "Go to",
                range(len(led.programme)),
                index=None,
                format_func=lambda place: telling.title(led.programme[place]),
                placeholder="Go to",
                label_visibility="collapsed",
                key=PLACE,
                on_change=_go,
                args=(led,),
                width=180,
            )


def _go(led: Led) -> None:
    place = st.session_state[PLACE]
    st.session_state[PLACE] = None
    if place is not None:
        with told():
            led.go_to(place)


def _undo(led: Led) -> None:
    with told():
        undone = led.facilitator.undo()
        st.toast(f"Taken back: {undone}." if undone else "There is nothing to take back.")


def _mark(led: Led, place: int) -> str:
    return ' aria-current="step"' if place == led.place else ""


@st.fragment(run_every=EVERY)
def _counts(drawn: Led) -> None:
    with told():
        led = of(drawn.keys)
        record = led.facilitator.record()
        page.section("Guesses")
        for line in parts.fared(record):
            page.note(line)
        for tally in record.tallies:
            page.section(tally.shown.scene.headline)
            st.html(parts.dots(tally))
