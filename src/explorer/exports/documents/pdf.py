"""PDF: a document set by Typst, tagged for screen readers, its fonts and figures inside."""

from __future__ import annotations

import json
from collections.abc import Sequence
from importlib.resources import files
from pathlib import Path
from typing import Any, Final

import matplotlib
import typst

from explorer import registry
from explorer.exports import cells, safe
from explorer.exports.base import LINK, Format, Stamp
from explorer.exports.cells import Cell
from explorer.exports.documents import parts
from explorer.exports.office import AUTHOR
from explorer.keeping import kept
from explorer.views.base import TableView
from explorer.views.document import Document, Section

STANDARD: Final = "ua-1"
"""PDF/UA-1, which Typst proves: without a title or an alternative text nothing is written."""
TEXT_WIDTH, COLUMN_WIDTH = 170.0, 90.0
"""Millimetres; the template's own margins give the same."""
TEMPLATE = "document.typ"
ACROSS = 110
"""Characters of a table that stand side by side across the page."""
CODE = 10
"""Characters of the longest code, such as a postcode."""


def write(document: Document, address: str = "") -> bytes:
    """Write a document as PDF/UA-1 on A4.

    The template reads all words as data, so that nothing in them is taken for markup.

    Parameters
    ----------
    document : Document
    address : str
        The explorer's own; '' where it is not known.
    """
    said = parts.stamp_of(document, address)
    pictures: dict[str, bytes] = {}
    content = _content(document, said, pictures)
    template = files("explorer.exports.documents").joinpath(TEMPLATE).read_bytes()
    told = json.dumps(content, ensure_ascii=False)
    # The package's own types know of a single file only.
    project: Any = {"main": template, "data.json": safe.text(told).encode(), **pictures}
    return typst.compile(
        project,
        format="pdf",
        font_paths=_fonts(),
        pdf_standards=STANDARD,
        timestamp=int(said.made.timestamp()),
    )


@kept
def _fonts() -> typst.Fonts:
    """Return the fonts of the figures, and no others: the same on every machine."""
    folder = Path(matplotlib.get_data_path()) / "fonts" / "ttf"
    return typst.Fonts(
        include_system_fonts=False, include_embedded_fonts=False, font_paths=[folder]
    )


def _content(document: Document, said: Stamp, pictures: dict[str, bytes]) -> dict[str, Any]:
    width = COLUMN_WIDTH if document.one_page else TEXT_WIDTH
    grouped = parts.groups(document.sections)
    return {
        "title": document.title,
        "subtitle": document.subtitle,
        "places": registry.places().title,
        "author": AUTHOR,
        "description": f"{document.subtitle} {said.source}",
        "keywords": said.measure.split("; "),
        "date": [said.made.year, said.made.month, said.made.day],
        "one_page": document.one_page,
        "summary": document.summary,
        "groups": [
            [
                _section(
                    section,
                    pictures,
                    width if len(group) > 1 or not document.one_page else TEXT_WIDTH,
                    sourced=not document.one_page,
                )
                for section in group
            ]
            for group in grouped
        ],
        "caveats": () if document.one_page else parts.caveats(document),
        "sources": [
            {"line": used.source_line, "taken": used.taken} for used in parts.sources(document)
        ],
        "about": [
            {"label": label, "text": text, "link": label == LINK and "://" in text}
            for label, text in parts.about(said)
        ],
    }


def _section(
    section: Section, pictures: dict[str, bytes], width: float, *, sourced: bool
) -> dict[str, Any]:
    drawn = []
    for view in parts.figures(section):
        name = f"figure-{len(pictures) + 1}.svg"
        pictures[name] = parts.draw(view, Format.SVG, width)
        drawn.append(
            {
                "path": name,
                "alternative": view.text_alternative,
                "caption": parts.caption(view),
                "remarks": parts.remarks(view, sourced=sourced),
            }
        )
    return {
        "title": section.title,
        "sentences": section.sentences,
        "listed": section.listed,
        "figures": drawn,
        "tables": [_table(table, sourced=sourced) for table in section.tables],
        "notes": section.notes,
    }


def _table(table: TableView, *, sourced: bool) -> dict[str, Any]:
    headings, rows = cells.headings(table.columns), cells.rows(table)
    return {
        "caption": table.caption,
        "long": _shares(list(zip(headings, *rows, strict=True))),
        "headings": [_cell(cell) for cell in headings],
        "rows": [[_cell(cell) for cell in row] for row in rows],
        "remarks": parts.remarks(table, sourced=sourced),
    }


def _shares(columns: Sequence[Sequence[Cell]]) -> list[int]:
    """Return what share of the width each column has; 0 for one as wide as its texts.

    Columns of long texts share what short ones leave; where that is little, all of them share but
    those of codes, which are not to be broken.
    """
    longest = [max(len(cell.text) for cell in column) for column in columns]
    short = [length for length in longest if length <= cells.WIDEST_WORDS]
    has_long = len(short) < len(longest)
    is_crowded = has_long and sum(short) + cells.WIDEST_WORDS > ACROSS
    return [
        cells.wished(column) if length > cells.WIDEST_WORDS or (is_crowded and length > CODE) else 0
        for column, length in zip(columns, longest, strict=True)
    ]


def _cell(cell: Cell) -> dict[str, Any]:
    return {"text": cell.text, "number": cell.number}
