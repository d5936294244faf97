"""What every Word document of ours is put together from: figures, sources, tables, properties."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence

from docx.document import Document as WordDocument
from docx.text.paragraph import Paragraph

from explorer.exports import column_widths
from explorer.exports.base import LINK, Stamp
from explorer.exports.cells import Cell
from explorer.exports.office import fill_properties, sealed
from explorer.exports.word_parts import (
    FIGURE_STYLE,
    SOURCE_STYLE,
    TEXT_WIDTH,
    add_caption,
    add_link,
    add_picture,
    add_table,
    write_words,
)
from explorer.views.base import Provenance, TableView


def add_heading(document: WordDocument, text: str, level: int) -> None:
    """Add a heading, whatever characters it holds."""
    write_words(document.add_heading(level=level), text)


def add_figure(
    document: WordDocument,
    content: bytes,
    name: str,
    alternative: str,
    caption: str,
    width: int = TEXT_WIDTH,
) -> None:
    """Add a picture with alternative text and a numbered caption."""
    add_picture(document.add_paragraph(style=FIGURE_STYLE), content, name, alternative, width)
    add_caption(document, "Figure", caption).paragraph_format.keep_with_next = True


def add_source(document: WordDocument, origin: Provenance, said: Stamp) -> None:
    """Add where a figure comes from, its standing, and the credit of all boundaries on it."""
    areas = f"Areas in force {said.in_force}. " if said.in_force else ""
    for text in (
        f"{origin.source_line} Standing of the figures: {origin.standing.value}.",
        f"{areas}Boundaries: {said.boundary_credit}",
    ):
        add_small(document, text)


def add_small(document: WordDocument, text: str) -> Paragraph:
    """Add a paragraph in the type of a source."""
    return write_words(document.add_paragraph(style=SOURCE_STYLE), text)


def add_captioned_table(
    document: WordDocument,
    table: TableView,
    headings: Sequence[Cell],
    rows: Sequence[Sequence[Cell]],
    description: str,
    width: int = TEXT_WIDTH,
) -> None:
    """Add a table of a width under its numbered caption; `description` says what its rows are."""
    add_caption(document, "Table", table.caption).paragraph_format.keep_with_next = True
    least, wanted = column_widths.least(headings, rows), column_widths.wanted(headings, rows)
    widths = column_widths.shared_out(width, least, wanted)
    add_table(document, headings, rows, widths, (table.caption, description))


def add_about(document: WordDocument, lines: Iterable[tuple[str, str]]) -> None:
    """Add what a file says of itself, kept together on one page."""
    add_heading(document, "About this document", 2)
    held = list(lines)
    for label, text in held:
        paragraph = document.add_paragraph(style=SOURCE_STYLE)
        paragraph.paragraph_format.keep_with_next = label != held[-1][0]
        _write_labelled(paragraph, label, text)


def add_about_in_short(document: WordDocument, lines: Iterable[tuple[str, str]]) -> None:
    """Add what a file says of itself as one running paragraph, to save room."""
    paragraph = document.add_paragraph(style=SOURCE_STYLE)
    paragraph.paragraph_format.keep_together = True
    for label, text in lines:
        _write_labelled(paragraph, label, text, end=". ")


def _write_labelled(paragraph: Paragraph, label: str, text: str, end: str = "") -> None:
    write_words(paragraph, f"{label}: ", bold=True)
    if label == LINK and "://" in text:
        add_link(paragraph, text)
    else:
        write_words(paragraph, f"{text.rstrip('.')}{end}" if end else text)


def finished(document: WordDocument, said: Stamp) -> bytes:
    """Return the document as bytes that depend on nothing but what is in it and its date."""
    fill_properties(document.core_properties, said)
    out = io.BytesIO()
    document.save(out)
    return sealed(out.getvalue(), said.made)
