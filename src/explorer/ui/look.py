"""The look of the pages beyond what Streamlit's theme can say, as style sheets."""

from __future__ import annotations

import re
from pathlib import Path

import streamlit as st

from explorer.keeping import kept

USUAL = (Path(__file__).with_name("style.css"), Path(__file__).with_name("pages.css"))


def apply(*sheets: Path) -> None:
    """Put style sheets on the page; every page's frame does it first, with the usual ones."""
    st.html(_style(sheets or USUAL))


@kept
def _style(sheets: tuple[Path, ...]) -> str:
    """Return sheets as one without comments and blanks: it is sent again on every change."""
    whole = "".join(sheet.read_text(encoding="utf-8") for sheet in sheets)
    text = re.sub(r"/\*.*?\*/", "", whole, flags=re.DOTALL)
    compact = re.sub(r"\s+", " ", text).strip()
    return f"<style>{compact}</style>"
