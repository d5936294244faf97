"""PowerPoint: a document as slides, an idea each, with what a speaker needs in the notes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pptx.presentation import Presentation as Slides

from explorer import registry
from explorer.exports import cells
from explorer.exports.base import Stamp
from explorer.exports.documents import parts
from explorer.exports.slide_blocks import (
    add_chart,
    add_map,
    add_table,
    add_words,
    finished,
    write_notes,
)
from explorer.exports.slide_design import blank_slides
from explorer.views.base import MapView, TableView
from explorer.views.document import Document, Section
from explorer.views.layout import Layout

LINE, MOST_LINES = 96, 17.0
SMALL_LINE, MOST_SMALL_LINES, SMALL = 130, 23.0, 12.0
"""Characters of a line of words on a slide, and how many lines it holds; in points, for the end."""
GAP = 0.6
"""Lines between paragraphs."""
MOST_ROWS = 13


def write(document: Document, address: str = "") -> bytes:
    """Write a document as slides, 16:9."""
    said = parts.stamp_of(document, address)
    slides = blank_slides()
    if document.summary:
        _add_words(slides, said, document.title, document.subtitle, document.summary)
    else:
        _add_words(slides, said, document.title, registry.places().title, [document.subtitle])
    for section in document.sections:
        _add_section(slides, said, section)
    used = [f"{used.source_line} For: {'; '.join(used.taken)}." for used in parts.sources(document)]
    _add_small(slides, said, "Sources", said.title, used)
    about = [f"{label}: {text}" for label, text in parts.about(said)]
    _add_small(slides, said, "About this document", said.title, about)
    return finished(slides, said)


def _add_section(slides: Slides, said: Stamp, section: Section) -> None:
    """Add a slide a figure, the first under the section's finding; or its words on their own."""
    drawn = list(parts.figures(section))
    finding = "" if section.listed else next(iter(section.sentences), "").rstrip(".")
    spoken = (*section.sentences, *section.notes)
    if not drawn and section.sentences:
        _add_words(slides, said, section.title, "", spoken)
    for number, view in enumerate(drawn):
        is_first = number == 0 and finding
        layout = Layout(
            headline=finding if is_first else "",
            subtitle=section.title if is_first else "",
            permalink=said.permalink,
            labels=parts.labels_on(view),
        )
        if isinstance(view, MapView):
            add_map(slides, view, layout, spoken)
        else:
            add_chart(slides, view, layout, spoken)
    for table in section.tables:
        _add_table(slides, said, section, table)


def _add_words(
    slides: Slides, said: Stamp, title: str, subtitle: str, texts: Sequence[str]
) -> None:
    for held in _shared_out(texts, LINE, MOST_LINES) or [[]]:
        write_notes(add_words(slides, title, subtitle, held), held, said.lines)


def _add_small(
    slides: Slides, said: Stamp, title: str, subtitle: str, texts: Sequence[str]
) -> None:
    for held in _shared_out(texts, SMALL_LINE, MOST_SMALL_LINES):
        write_notes(add_words(slides, title, subtitle, held, SMALL), held, said.lines)


def _shared_out(texts: Sequence[str], line: int, most: float) -> list[list[str]]:
    """Share paragraphs among slides, as many on each as it holds."""
    shared: list[list[str]] = []
    room = 0.0
    for text in texts:
        lines = len(text) // line + 1 + GAP
        if lines > room:
            shared.append([])
            room = most
        shared[-1].append(text)
        room -= lines
    return shared


def _add_table(slides: Slides, said: Stamp, section: Section, table: TableView) -> None:
    headings = cells.headings(table.columns)
    source = parts.credit(table.provenance)
    for rows in _pages(cells.rows(table)):
        slide = add_table(slides, section.title, table.caption, headings, rows, source)
        write_notes(slide, (*section.sentences, *table.notes), said.lines)


def _pages(rows: list[list[cells.Cell]]) -> Iterator[list[list[cells.Cell]]]:
    for start in range(0, len(rows), MOST_ROWS):
        yield rows[start : start + MOST_ROWS]
