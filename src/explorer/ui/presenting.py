"""Pages for a room: large, without controls, and led by keys.

What is hidden is hidden by the style sheet alone, so a page that is presented is the page itself.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

import streamlit as st

from explorer.ui import address, look

STYLE_SHEET = Path(__file__).with_name("present.css")
SCRIPT = Path(__file__).with_name("presenter.js")
KEY = "presenting"
PERIODS = "presenting:periods"
"""Session key of the widget whose periods the arrows go through, and of those periods."""

_keys = st.components.v2.component(KEY, js=SCRIPT.read_text(encoding="utf-8"))


def apply() -> None:
    """Make the page large and bare, if its address says so."""
    if address.is_presenting():
        look.apply(STYLE_SHEET)


def periods(key: str, identifiers: Sequence[str]) -> None:
    """Let the arrows go through the periods of a widget, earliest first, while it is presented."""
    st.session_state[PERIODS] = (key, tuple(identifiers))


def of_view() -> None:
    """Listen to keys on a page that is presented: the arrows go through the periods of its view."""
    if not address.is_presenting():
        return
    keys(turn)
    # Those of another page must not be turned to before this one has said its own.
    st.session_state.pop(PERIODS, None)


def turn(by: int) -> None:
    """Go to a later period of the view, or an earlier one; past its ends nothing happens."""
    key, identifiers = st.session_state.get(PERIODS, ("", ()))
    if not identifiers:
        return
    place = identifiers.index(st.session_state[key]) + by
    st.session_state[key] = identifiers[min(max(place, 0), len(identifiers) - 1)]


def keys(step: Callable[[int], None] | None = None, *, bar: bool = True) -> None:
    """Listen to keys: arrows and space, b, f, p and Escape.

    Parameters
    ----------
    step : callable, optional
        Called with 1 for what comes next and -1 for what came before; without it the arrows do
        nothing.
    bar : bool
        Whether the same can be done with the mouse, in a bar that shows when it moves.
    """

    def stepped() -> None:
        by = st.session_state[KEY].step
        if by and step:
            step(int(by))

    def left() -> None:
        if st.session_state[KEY].leave:
            address.present(False)

    _keys(
        key=KEY,
        data={"steps": step is not None, "bar": bar},
        on_step_change=stepped,
        on_leave_change=left,
    )


def button(key: str) -> None:
    """Offer to show the page to a room."""
    if st.button("Present", key=f"{key}-present", help="Large, without controls; Esc comes back"):
        address.present()
        st.rerun()
