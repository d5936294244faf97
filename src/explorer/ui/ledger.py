"""The evidence page's parts: how verdicts fell, a statement in full, and many in short."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape
from urllib.parse import urlencode

import streamlit as st

from explorer.views import words
from explorer.views.evidence import ledger
from explorer.views.evidence.readings import Reading
from explorer.views.evidence.statements import Evidence, key_of, themes
from explorer.views.evidence.verdicts import MEANING, Verdict

MARKS = {
    Verdict.REPRODUCED: "=",
    Verdict.CONSISTENT: "≈",
    Verdict.DIFFERS: "≠",
    Verdict.CANNOT: "?",
}
"""Signs that stand before a verdict's name, so that its colour is never alone."""
NEAREST = "Nearest here, of another measure, place or time:"


def tally(counts: Mapping[Verdict, int]) -> None:
    """Show how many statements have each verdict, and what each verdict means."""
    items = "".join(
        f'<div><dt><a href="?{urlencode({"verdict": key_of(verdict)})}" target="_self">'
        f"<b>{count}</b> {_mark(verdict)}</a></dt><dd>{escape(MEANING[verdict])}</dd></div>"
        for verdict, count in counts.items()
    )
    st.html(f'<dl class="tally">{items}</dl>')


def in_full(chosen: Sequence[Evidence]) -> None:
    """Show statements with what is found, the reason, and what comes nearest."""
    if chosen:
        st.html(f'<div class="claims">{"".join(map(_claim, chosen))}</div>')


def in_short(by_theme: Mapping[str, Sequence[Evidence]]) -> None:
    """Show statements that cannot be checked, in short, theme by theme."""
    if not by_theme:
        return
    parts = "".join(_theme(theme, chosen) for theme, chosen in by_theme.items())
    count = sum(map(len, by_theme.values()))
    st.html(
        f'<h2 class="section">{words.upper_first(Verdict.CANNOT)}</h2><div class="table-wrap">'
        f'<table class="plain statements"><caption>{count} statements, by theme</caption>'
        '<thead><tr><th scope="col">Stated</th><th scope="col">Where and for when</th>'
        f'<th scope="col">What would settle it</th></tr></thead>{parts}</table></div>'
    )


def listed(texts: Sequence[str]) -> None:
    """Show a long list of short things, side by side where there is room."""
    st.html(f'<div class="listed">{_list(texts)}</div>')


def sources() -> None:
    """Show the documents by their full titles, and where the figures against them come from."""
    st.html(
        '<section class="sources"><h2>Where this comes from</h2>'
        f"{_list(ledger.full_titles())}<p>Set against figures from:</p>"
        f"{_list(ledger.figures_from())}{_list(ledger.CAVEATS)}</section>"
    )


def _claim(evidence: Evidence) -> str:
    stated = evidence.statement
    remark = f'<p class="remark">{escape(stated.remark)}</p>' if stated.remark else ""
    nearest = "".join(f"<li>{_reading(reading)}</li>" for reading in evidence.nearest)
    return (
        f'<article class="claim" id="{stated.claim_id}">'
        f'<div><p class="claim-figure">{escape(stated.figure)}</p>'
        f"<h3>{escape(stated.sentence)}</h3>"
        f'<p class="remark">{escape(ledger.origin(stated))}</p>{remark}</div>'
        f"<div><p>{_mark(evidence.verdict)}</p><p>{escape(evidence.reason)}</p>"
        + (f"<p>{escape(evidence.comparison)}</p>" if evidence.comparison else "")
        + (
            f"<p>Nearest here, of another measure, place or time:</p><ul>{nearest}</ul>"
            if nearest
            else ""
        )
        + (f"<p>To settle it: {escape(evidence.needed)}</p>" if evidence.needed else "")
        + (f'<p class="remark">{escape(evidence.found.source)}.</p>' if evidence.found else "")
        + "</div></article>"
    )


def _reading(reading: Reading) -> str:
    standing = "" if reading.standing.is_official else f" ({escape(reading.standing)})"
    span = f" ({escape(reading.span)})" if reading.span else ""
    return (
        f"{escape(words.upper_first(reading.of))}{standing}: <b>{escape(reading.amount)}</b>{span}"
    )


def _theme(theme: str, chosen: Sequence[Evidence]) -> str:
    rows = "".join(
        f'<tr><th scope="row">{escape(each.statement.sentence)}</th>'
        f"<td>{escape(ledger.origin(each.statement))}</td><td>{escape(each.needed)}</td></tr>"
        for each in chosen
    )
    link = f"?{urlencode({'theme': theme})}"
    return (
        f'<tbody><tr class="theme"><th scope="rowgroup" colspan="3">'
        f"{escape(themes()[theme])} ({len(chosen)}): "
        f'<a href="{link}" target="_self">reasons and nearest figures</a></th></tr>{rows}</tbody>'
    )


def _mark(verdict: Verdict) -> str:
    return (
        f'<span class="verdict {key_of(verdict)}"><span aria-hidden="true">{MARKS[verdict]}</span> '
        f"{escape(words.upper_first(verdict))}</span>"
    )


def _list(texts: Sequence[str]) -> str:
    return f"<ul>{''.join(f'<li>{escape(text)}</li>' for text in texts)}</ul>"
