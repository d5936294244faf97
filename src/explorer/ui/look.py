"""The look of the pages beyond what Streamlit's theme can say, as one style sheet."""

from __future__ import annotations

import re
from pathlib import Path

import streamlit as st

from explorer.keeping import kept

STYLE_SHEET = Path(__file__).with_name("style.css")


def apply() -> None:
    """Put the style sheet on the page; `app.py` calls it once a run, before anything else."""
    st.html(_style())


@kept
def _style() -> str:
    """Return the sheet without comments and blanks: it is sent again on every change."""
    sheet = re.sub(r"/\*.*?\*/", "", STYLE_SHEET.read_text(encoding="utf-8"), flags=re.DOTALL)
    compact = re.sub(r"\s+", " ", sheet).strip()
    return f"<style>{compact}</style>"
