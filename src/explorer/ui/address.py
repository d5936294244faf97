"""The address of a page: read and written in one place, so that presenting outlives every change.

`present=1` belongs to how a page is shown and not to what it shows, so no page reads it.
"""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st

PRESENT = "present"


def read() -> dict[str, str]:
    """Return what the address asks for, without what is empty."""
    return {key: value for key, value in st.query_params.items() if value and key != PRESENT}


def write(query: Mapping[str, str]) -> None:
    """Make the address say what is on the page; a page that is presented stays so."""
    whole = {**query, PRESENT: "1"} if is_presenting() else dict(query)
    if st.query_params.to_dict() != whole:
        st.query_params.from_dict(whole)


def is_presenting() -> bool:
    """Say whether the page is shown to a room."""
    return st.query_params.get(PRESENT) == "1"


def present(on: bool = True) -> None:
    """Show the page to a room from the next run on, or no longer."""
    if on:
        st.query_params[PRESENT] = "1"
    elif PRESENT in st.query_params:
        del st.query_params[PRESENT]
