"""The visit at hand: the session that holds its own figures, and when these are forgotten."""

from __future__ import annotations

from threading import Timer

import streamlit as st
from starlette.formparsers import MultiPartParser
from streamlit.runtime.scriptrunner import get_script_run_ctx

from explorer import keeping
from explorer.keeping import Session

KEY = "visit"
LARGEST_UPLOAD = 256 * 1024 * 1024
"""Bytes; somewhat more than `server.maxUploadSize` lets in."""
GRACE_S = 120.0
"""How long a lost connection may take to come back; as long as Streamlit keeps a session."""


class Visit:
    """A session, forgotten a little after the browser has gone.

    Streamlit itself lets go of a closed session only when another one is closed.
    """

    def __init__(self) -> None:
        self.session = Session()
        self._leaving: Timer | None = None

    def leave(self) -> None:
        """Forget the session soon, unless the browser comes back before."""
        self.stay()
        self._leaving = Timer(GRACE_S, self.session.forget)
        self._leaving.daemon = True
        self._leaving.start()

    def stay(self) -> None:
        """Do not forget the session."""
        if self._leaving is not None:
            self._leaving.cancel()
            self._leaving = None


def begin() -> None:
    """Let everything that is worked out in a visit know whose it is; keep uploads off the disk."""
    keeping.found_by(_session)
    # Else the server puts whatever is larger than a megabyte into a temporary file on its way in.
    MultiPartParser.spool_max_size = LARGEST_UPLOAD


def go_on() -> None:
    """Note that the visit is still going on, if it has anything that would have to be forgotten."""
    if keeping.current().is_private:
        _present()


def _session() -> Session | None:
    return _visit().session if get_script_run_ctx(suppress_warning=True) else None


def _visit() -> Visit:
    visit: Visit = st.session_state.setdefault(KEY, Visit())
    return visit


@st.cache_resource(scope="session", show_spinner=False, on_release=Visit.leave)
def _present() -> Visit:
    visit = _visit()
    visit.stay()
    return visit
