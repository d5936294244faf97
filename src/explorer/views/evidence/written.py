"""The evidence as a document: each statement with its verdict and reason, theme by theme."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from itertools import groupby
from urllib.parse import urlencode

import pandas as pd

from explorer.views import words
from explorer.views.base import Column, TableView
from explorer.views.document import Document, Section
from explorer.views.evidence import ledger
from explorer.views.evidence.readings import Reading
from explorer.views.evidence.statements import Evidence, themes
from explorer.views.evidence.verdicts import MEANING

PAGE = "evidence"


def document(chosen: tuple[Evidence, ...], asked: Mapping[str, str]) -> Document:
    """Write statements as a document.

    Parameters
    ----------
    chosen : tuple of Evidence
        In the order of their ids, which is that of their themes.
    asked : mapping of str to str
        The page's query that chooses them.
    """
    in_order = sorted(chosen, key=lambda evidence: list(themes()).index(evidence.statement.theme))
    by_theme = groupby(in_order, key=lambda evidence: evidence.statement.theme)
    whole = _whole(chosen)
    disagreeing = ledger.side_by_side(chosen)
    return Document(
        name=f"{PAGE} {' '.join(asked.values())}",
        title=ledger.headline(),
        subtitle=ledger.subtitle(),
        sections=(
            _how_to_read(len(chosen)),
            *(_theme(theme, tuple(found)) for theme, found in by_theme),
            *((Section(disagreeing.title, (), tables=disagreeing.tables),) if disagreeing else ()),
            Section("Documents", ledger.full_titles(), listed=True),
            Section("Set against figures from", ledger.figures_from(), listed=True),
        ),
        provenances=(whole.provenance,),
        areas=whole.provenance.areas,
        permalink=f"{PAGE}?{urlencode(asked)}" if asked else PAGE,
        spreadsheet=(whole,),
    )


def _how_to_read(count: int) -> Section:
    meanings = tuple(f"{words.upper_first(v.value)}: {text}" for v, text in MEANING.items())
    return Section(ledger.selected(count), meanings, listed=True, notes=ledger.CAVEATS)


def _theme(theme: str, found: tuple[Evidence, ...]) -> Section:
    """Set out a theme's statements, a row each."""
    table = ledger.table()
    rows = [
        {
            "stated": f"{evidence.statement.sentence} {ledger.origin(evidence.statement)}",
            "verdict": words.upper_first(evidence.verdict.value),
            "found": _found(evidence),
        }
        for evidence in found
    ]
    return Section(
        themes()[theme],
        (),
        tables=(
            replace(
                table,
                caption=words.count_of(len(found), "statement", "statements"),
                columns=(
                    Column("stated", "Stated, where and for when"),
                    Column("verdict", "Verdict"),
                    Column("found", "Reason, and what is found here"),
                ),
                frame=pd.DataFrame(rows),
                notes=(),
            ),
        ),
    )


def _found(evidence: Evidence) -> str:
    nearest = "; ".join(_said(reading) for reading in evidence.nearest)
    parts = (
        evidence.reason,
        evidence.comparison,
        f"Nearest here: {nearest}." if nearest else "",
        f"To settle it: {evidence.needed}" if evidence.needed else "",
        f"{evidence.found.source}." if evidence.found else "",
    )
    return " ".join(filter(None, parts))


def _said(reading: Reading) -> str:
    standing = "" if reading.standing.is_official else f" ({reading.standing})"
    return f"{reading.of}{standing}: {reading.figure}"


def _whole(chosen: tuple[Evidence, ...]) -> TableView:
    """Return the table of all statements with the rows of those chosen."""
    table = ledger.table()
    ids = {evidence.statement.claim_id for evidence in chosen}
    kept = table.frame["claim_id"].isin(ids)
    return replace(table, frame=table.frame[kept].reset_index(drop=True))
