"""The overview's parts: findings with a link each, and where to start."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

import streamlit as st

from explorer.ui.start import FOLDER, PAGES
from explorer.views import palettes
from explorer.views.base import Finding
from explorer.views.overview import Query, Start


def findings(found: Sequence[Finding]) -> None:
    """Show findings two by two, each with its source, period and the way to its page."""
    for pair in (found[i : i + 2] for i in range(0, len(found), 2)):
        for column, finding in zip(st.columns(2, gap="large"), pair, strict=False):
            with column, st.container(key=f"finding-{finding.page}", gap="small"):
                _finding(finding)


def starts(found: Sequence[Start]) -> None:
    """Show where each kind of reader may start."""
    for column, start in zip(st.columns(len(found), gap="large"), found, strict=True):
        with column, st.container(key=f"start-{found.index(start)}", gap="small"):
            st.html(
                f'<h3 class="start-reader">{escape(start.reader)}</h3>'
                f'<p class="start-question">{escape(start.question)}</p>'
            )
            for step in start.steps:
                link(step.text, step.page, step.query)


def link(label: str, page: str, query: Query = ()) -> None:
    """Show a link to a page, opened on what a query says."""
    st.page_link(FOLDER / f"{page}.py", label=label, query_params=query or None)


def _finding(finding: Finding) -> None:
    title = PAGES[finding.page]
    rule = palettes.sequential(finding.page, 3)[1]
    st.html(
        f'<article class="finding" style="--theme:{rule}">'
        f'<p class="finding-theme">{escape(title)}</p>'
        f'<h2 class="finding-sentence">{escape(finding.sentence)}</h2>'
        f"<p>{escape(finding.detail)}</p>"
        f'<p class="finding-source">{escape(finding.period)}. {escape(finding.source)}.</p>'
        "</article>"
    )
    link(f"See {title} in full", finding.page, finding.query)
