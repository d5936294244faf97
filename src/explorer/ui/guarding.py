"""Who may change what residents said: everybody, or those who know the installation's key."""

from __future__ import annotations

import hmac
import os

import streamlit as st

from explorer.errors import ExplorerError, Problem
from explorer.ui import page
from explorer.ui.messages import explain
from explorer.workshop import service
from explorer.workshop.refusals import RefusedError

VARIABLE = "EXPLORER_INSIGHTS_KEY"
OPEN_TO_ALL = "Everyone who can open this page can bring in, tag and delete notes."
_OPENED, _TYPED, _FAULT = "guarding:opened", "guarding:typed", "guarding:fault"


def may_change() -> bool:
    """Say whether this visit may bring in, tag, keep and delete notes."""
    return not os.environ.get(VARIABLE) or bool(st.session_state.get(_OPENED))


def ask() -> None:
    """Ask for the key, where there is one that this visit has not given yet."""
    if not os.environ.get(VARIABLE):
        page.note(OPEN_TO_ALL)
    elif not may_change():
        with (
            st.form("guarding", border=False),
            st.container(horizontal=True, vertical_alignment="bottom"),
        ):
            st.text_input(
                "Key of this installation, to bring in, tag, keep and delete notes",
                type="password",
                key=_TYPED,
                width=420,
            )
            st.form_submit_button("Unlock", on_click=_try)
        if fault := st.session_state.pop(_FAULT, None):
            explain(fault, "Nothing is unlocked.")


def _try() -> None:
    try:
        _unlock()
    except ExplorerError as error:
        st.session_state[_FAULT] = error


def _unlock() -> None:
    """Let the visit change notes if the key is right; too many wrong ones have to wait."""
    attempts, caller = service.workshops().attempts, f"key {st.context.ip_address}"
    if attempts.wait(caller):
        raise RefusedError(
            Problem("key", "many wrong keys from here", "the key", "Wait a minute, then try again.")
        )
    typed, wanted = st.session_state[_TYPED], os.environ[VARIABLE]
    if not hmac.compare_digest(typed.encode(), wanted.encode()):
        attempts.fail(caller)
        raise RefusedError(
            Problem(
                "key",
                "another key",
                f"the one that {VARIABLE} names on the server",
                "Ask whoever runs this installation.",
            )
        )
    st.session_state[_OPENED] = True
