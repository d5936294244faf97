"""The overview's parts: a way to anything by name, findings, and where to start."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Sequence
from html import escape

import streamlit as st

from explorer.errors import ExplorerError
from explorer.figures import small_map, web_map
from explorer.ui import shown
from explorer.ui.messages import explain
from explorer.ui.start import FOLDER, PAGES
from explorer.ui.ward import PROMISE, UNPLACED
from explorer.views import destinations, palettes
from explorer.views.base import Finding, MapView
from explorer.views.overview import Query, Start, Step


def find() -> None:
    """Let a reader go straight to a ward, a neighbourhood or a measure, by name or postcode."""
    with st.container(horizontal=True, vertical_alignment="bottom"):
        name = st.selectbox(
            "Find a ward, a neighbourhood or a measure",
            list(destinations.named()),
            index=None,
            placeholder="Type a part of its name",
            filter_mode="contains",
            width=440,
        )
        postcode = st.text_input(
            "or your ward by postcode", max_chars=12, autocomplete="off", help=PROMISE, width=220
        )
    try:
        if name:
            _go(destinations.named()[name])
        elif postcode:
            _go(destinations.of_postcode(postcode))
    except ExplorerError as error:
        explain(error, UNPLACED)


def _go(step: Step) -> None:
    st.switch_page(FOLDER / f"{step.page}.py", query_params=step.query)


def findings(found: Sequence[Finding]) -> None:
    """Show findings two by two, each with its map, source, period and the way to its page."""
    st.html(f"<style>{web_map.legend_style()}</style>")
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
    title, source = PAGES[finding.page], f"{finding.period}. {finding.source}."
    shown.now().finding(title, finding)
    rule = palettes.sequential(finding.page, 3)[1]
    st.html(
        f'<article class="finding" style="--theme:{rule}">'
        f'<p class="finding-theme">{escape(title)}</p>'
        f'<h2 class="finding-sentence">{escape(finding.sentence)}</h2>'
        f"{_picture(finding.picture, finding.source) if finding.picture else ''}"
        f"<p>{escape(finding.detail)}</p>"
        f'<p class="finding-source">{escape(source)}</p>'
        "</article>"
    )
    link(f"See {title} in full", finding.page, finding.query)


def _picture(view: MapView, source: str) -> str:
    """Return a finding's map with its legend and what it shows, for when; its source if another."""
    # The page takes SVG out of what it is handed, but not pictures.
    picture = b64encode(small_map.svg(view).encode()).decode()
    of = view.provenance
    beneath = f"{of.measure}, {of.period}. {of.areas}."
    if of.source != source:
        beneath += f" {of.source_line}"
    return (
        f'<figure><div class="finding-map"><img src="data:image/svg+xml;base64,{picture}" '
        f'alt="{escape(view.text_alternative)}">'
        f"{web_map.legend_html(view, styled=False)}</div>"
        f"<figcaption>{escape(beneath)}</figcaption></figure>"
    )
