"""Word: a document with headings, captions and tables that can be walked and edited."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Sequence

from docx.document import Document as WordDocument
from docx.enum.section import WD_SECTION
from docx.enum.text import WD_BREAK
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.shared import Length, Mm
from docx.text.paragraph import Paragraph

from explorer import registry
from explorer.exports import cells
from explorer.exports.base import Format, Stamp
from explorer.exports.documents import parts
from explorer.exports.word_blocks import (
    add_about,
    add_about_in_short,
    add_captioned_table,
    add_figure,
    add_heading,
    add_small,
    finished,
)
from explorer.exports.word_parts import (
    MARGIN,
    PAGE,
    blank_document,
    write_words,
)
from explorer.views.base import MapView
from explorer.views.document import Document, Section

BRIEF_MARGIN, GUTTER = Mm(13), Mm(6)
BRIEF_TYPE = 0.75
"""Of the usual size of type, so that a brief stays on its page."""
LONGEST_FOOTER = 90
"""Characters; more would push the number of the page to a second line."""
ROW = "Each row is one entry."


def write(document: Document, address: str = "") -> bytes:
    """Write a document as Word; a brief has sections beside one another in two columns."""
    said = parts.stamp_of(document, address)
    is_brief = document.one_page
    margin = BRIEF_MARGIN if is_brief else MARGIN
    width = Length(PAGE[0] - 2 * margin)
    written = blank_document(
        header=registry.places().title,
        footer=textwrap.shorten(document.title, LONGEST_FOOTER, placeholder="…"),
        margin=margin,
        scale=BRIEF_TYPE if is_brief else 1.0,
    )
    add_heading(written, document.title, 1)
    if document.subtitle:
        write_words(written.add_paragraph(style="Subtitle"), document.subtitle)
    if document.summary:
        add_heading(written, "In short", 2)
        _add_list(written, document.summary)
    if is_brief:
        _add_groups(written, document.sections, width)
    else:
        for section in document.sections:
            _add_section(written, section, width, sourced=True)
    if is_brief:
        _add_brief_end(written, document, said)
    else:
        _add_end(written, document)
        add_about(written, parts.about(said))
    return finished(written, said)


def _add_groups(written: WordDocument, sections: Sequence[Section], whole: Length) -> None:
    """Add sections, those beside one another in two columns of a part of the page."""
    for group in parts.groups(sections):
        if len(group) == 1:
            _add_section(written, group[0], whole, sourced=False)
            continue
        _begin_columns(written, 2)
        half = Length((whole - GUTTER) // 2)
        first, second, *others = group
        _add_section(written, first, half, sourced=False).paragraph_format.space_before = 0
        heading = _add_section(written, second, half, sourced=False)
        heading.paragraph_format.space_before = 0
        heading.runs[0].element.addprevious(_column_break(heading))
        for section in others:
            _add_section(written, section, half, sourced=False)
        _begin_columns(written, 1)


def _begin_columns(written: WordDocument, count: int) -> None:
    section = written.add_section(WD_SECTION.CONTINUOUS)
    columns = section._sectPr.find(qn("w:cols"))
    columns.set(qn("w:num"), str(count))
    columns.set(qn("w:space"), str(round(GUTTER.twips)))


def _column_break(paragraph: Paragraph) -> BaseOxmlElement:
    run = paragraph.add_run()
    run.add_break(WD_BREAK.COLUMN)
    return run.element


def _add_section(
    written: WordDocument, section: Section, width: Length, *, sourced: bool
) -> Paragraph:
    """Add a section and return its heading."""
    heading = write_words(written.add_heading(level=2), section.title)
    style = "List Bullet" if section.listed else "Normal"
    said = [write_words(written.add_paragraph(style=style), text) for text in section.sentences]
    drawn = list(parts.figures(section))
    if said and drawn:
        said[-1].paragraph_format.keep_with_next = True
    for view in drawn:
        content = parts.draw(view, Format.PNG, width.mm)
        name = "Map" if isinstance(view, MapView) else "Chart"
        add_figure(written, content, name, view.text_alternative, parts.caption(view), width)
        for remark in parts.remarks(view, sourced=sourced):
            add_small(written, remark)
    for table in section.tables:
        headings = cells.headings(table.columns)
        add_captioned_table(written, table, headings, cells.rows(table), ROW, width)
        for remark in parts.remarks(table, sourced=sourced):
            add_small(written, remark)
    for note in section.notes:
        add_small(written, note)
    return heading


def _add_list(written: WordDocument, sentences: Iterable[str]) -> None:
    for sentence in sentences:
        write_words(written.add_paragraph(style="List Bullet"), sentence)


def _add_end(written: WordDocument, document: Document) -> None:
    if caveats := parts.caveats(document):
        add_heading(written, "What to bear in mind", 2)
        _add_list(written, caveats)
    used_sources = parts.sources(document)
    if used_sources:
        add_heading(written, "Sources", 2)
    for used in used_sources:
        add_small(written, f"{used.source_line} For: {'; '.join(used.taken)}.")


def _add_brief_end(written: WordDocument, document: Document, said: Stamp) -> None:
    """Add each source on lines of its own, and what the file says of itself as one paragraph."""
    add_heading(written, "Sources, and about this document", 2)
    for one in parts.sources(document):
        source = add_small(written, f"{one.source_line} For: {'; '.join(one.taken)}.")
        source.paragraph_format.space_after = 0
    add_about_in_short(written, parts.about(said))
