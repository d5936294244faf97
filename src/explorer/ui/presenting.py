"""Pages for a room: large, without controls, and led by keys.

What is hidden is hidden by the style sheet alone, so a page that is presented is the page itself.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import streamlit as st

from explorer.ui import address, look

STYLE_SHEET = Path(__file__).with_name("present.css")
SCRIPT = Path(__file__).with_name("presenter.js")
KEY = "presenting"

_keys = st.components.v2.component(KEY, js=SCRIPT.read_text(encoding="utf-8"))


def apply(move: Callable[[int], None] | None = None) -> None:
    """Show the page to a room, if its address says so.

    Parameters
    ----------
    move : callable, optional
        Called with 1 for the next scene and -1 for the one before; without it the arrows do
        nothing.
    """
    if not address.is_presenting():
        return
    look.apply(STYLE_SHEET)

    def stepped() -> None:
        by = st.session_state[KEY].step
        if by and move:
            move(int(by))

    def left() -> None:
        if st.session_state[KEY].leave:
            address.present(False)

    _keys(
        key=KEY,
        data={"steps": move is not None},
        on_step_change=stepped,
        on_leave_change=left,
    )


def button(key: str) -> None:
    """Offer to show the page to a room."""
    if st.button("Present", key=f"{key}-present", help="Large, without controls; Esc comes back"):
        address.present()
        st.rerun()
