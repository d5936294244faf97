"""Errors as messages on the page."""

from __future__ import annotations

import streamlit as st

from explorer.errors import ExplorerError


def explain(error: ExplorerError, lead: str) -> None:
    """Show what went wrong and how to mend it, in words."""
    lines = [
        f"- **{p.where}**: found {p.found}; expected {p.expected}. {p.fix}" for p in error.problems
    ]
    st.error("\n".join([lead, "", *lines]))
