"""Errors as messages on the page."""

from __future__ import annotations

import re
from collections.abc import Callable

import streamlit as st

from explorer.errors import ExplorerError
from explorer.ui import shown

_MARKUP = re.compile(r"([\\`*\[\]<$!])")


def explain(error: ExplorerError, lead: str) -> None:
    """Show what went wrong and how to mend it, in words."""
    shown.tell(error)
    lines = [
        f"- **{plain(p.where)}**: found {plain(p.found)}; expected {plain(p.expected)}. "
        f"{plain(p.fix)}"
        for p in error.problems
    ]
    st.error("\n".join([lead, "", *lines]))


def attempt(do: Callable[[], object], lead: str) -> None:
    """Do something, or show why it cannot be done."""
    try:
        do()
    except ExplorerError as error:
        explain(error, lead)


def plain(text: str) -> str:
    """Return a text for Markdown that shows it as it is.

    An error repeats what a link or file asked for, which must not become a picture from elsewhere.
    """
    return _MARKUP.sub(r"\\\1", " ".join(text.split()))
