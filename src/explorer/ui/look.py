"""The look of the pages beyond what Streamlit's theme can say, as one style sheet."""

from __future__ import annotations

import re
from pathlib import Path

import streamlit as st

from explorer.keeping import kept

STYLE_SHEET = Path(__file__).with_name("style.css")


def apply(sheet: Path = STYLE_SHEET) -> None:
    """Put a style sheet on the page; every page's frame does it first, with the usual one."""
    st.html(_style(sheet))


@kept
def _style(sheet: Path) -> str:
    """Return the sheet without comments and blanks: it is sent again on every change."""
    text = re.sub(r"/\*.*?\*/", "", sheet.read_text(encoding="utf-8"), flags=re.DOTALL)
    compact = re.sub(r"\s+", " ", text).strip()
    return f"<style>{compact}</style>"
