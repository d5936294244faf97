"""Word: a figure as a finished document, with its caption, source, methods note and table."""

from __future__ import annotations

import io
import math
from collections.abc import Sequence
from dataclasses import replace

import pandas as pd
from docx.document import Document as WordDocument
from docx.shared import Mm

from explorer import registry
from explorer.exports import picture
from explorer.exports.base import Format, Stamp, stamp
from explorer.exports.office import fill_properties, sealed
from explorer.exports.word_parts import (
    FIGURE_STYLE,
    SOURCE_STYLE,
    TEXT_WIDTH,
    Cell,
    add_caption,
    add_link,
    add_picture,
    add_table,
    blank_document,
    turn_page,
    write_words,
)
from explorer.model import Indicator, Polarity
from explorer.views import painting, words
from explorer.views.base import ChartView, Column, MapView, Provenance, TableView
from explorer.views.layout import Layout

_DEFAULT = Layout()
LOWEST_FIGURE, TALLEST_FIGURE = 85.0, 165.0
"""Height of a figure in millimetres, so that caption and source stay on its page."""
FEW_ROWS = 12
"""Up to so many, a table goes on where the text ends; from there on it has a page of its own."""
CHARACTER, PADDING = Mm(1.72), Mm(3.2)
WIDEST_WORDS = 46
"""Characters after which a cell's words go on to a second line."""
BETTER = {
    Polarity.HIGH_IS_BETTER: "A higher figure is better.",
    Polarity.LOW_IS_BETTER: "A lower figure is better.",
    Polarity.NEUTRAL: "Neither a high nor a low figure is better in itself.",
}
READING_INTERVALS = (
    "The 95% interval beside a figure shows how far chance alone could have moved it: of 100 such "
    "intervals, about 95 would hold the true figure. A wide interval means few people or events. "
    "Two figures whose intervals do not overlap differ beyond chance; where the intervals overlap, "
    "the difference may be chance and has to be tested for itself."
)
WITHOUT_INTERVALS = (
    "The figures come without intervals, so nothing can be said here about how much of a "
    "difference between two areas is chance."
)


def write(
    view: MapView, table: TableView, layout: Layout = _DEFAULT, charts: Sequence[ChartView] = ()
) -> bytes:
    """Write a map with its table and methods note as an editable Word document.

    Parameters
    ----------
    view : MapView
        Its headline, or the layout's, is the heading; its text alternative is the picture's.
    table : TableView
        The same figures; the class each area has on the map is added from `view`.
    layout : Layout
        The figure keeps its proportions and fills the width of an A4 page.
    charts : sequence of ChartView
        Further figures, each with a heading, caption and source.

    Returns
    -------
    bytes
        A .docx file; the same bytes each time where `SOURCE_DATE_EPOCH` is set.
    """
    said = stamp(view, layout)
    document = _begin(said)
    content = picture.write_map(view, Format.PNG, _in_page(layout))
    _add_figure(document, content, view.text_alternative, "Map", _caption(view.provenance))
    _add_source(document, view.provenance, said.in_force)
    for chart in charts:
        document.add_heading(level=2)
        write_words(document.paragraphs[-1], chart.title)
        _add_chart(document, chart, layout)
    _add_methods(document, view, said)
    _add_about(document, said)
    _add_figures_table(document, view, table)
    return _finished(document, said)


def write_chart(view: ChartView, layout: Layout = _DEFAULT) -> bytes:
    """Write a chart with its source and notes as an editable Word document."""
    said = stamp(view, layout)
    document = _begin(said)
    _add_chart(document, view, layout)
    _add_notes(document, said.notes)
    _add_about(document, said)
    return _finished(document, said)


def _begin(said: Stamp) -> WordDocument:
    measured = ", ".join(part for part in (said.measure, said.period) if part)
    document = blank_document(header=registry.places().title, footer=measured)
    write_words(document.add_heading(level=1), said.title)
    if said.subtitle:
        write_words(document.add_paragraph(style="Subtitle"), said.subtitle)
    return document


def _finished(document: WordDocument, said: Stamp) -> bytes:
    fill_properties(document.core_properties, said)
    out = io.BytesIO()
    document.save(out)
    return sealed(out.getvalue(), said.made)


def _in_page(layout: Layout) -> Layout:
    """Return the layout of a figure that fills the width of the text, in its own proportions."""
    wide, high = layout.millimetres
    width = TEXT_WIDTH.mm
    height = min(max(width * high / wide, LOWEST_FIGURE), TALLEST_FIGURE)
    return replace(layout, size=f"{width:.0f}x{height:.0f}", standalone=False, notes=False)


def _add_figure(
    document: WordDocument, content: bytes, alternative: str, name: str, caption: str
) -> None:
    add_picture(document.add_paragraph(style=FIGURE_STYLE), content, name, alternative)
    add_caption(document, "Figure", caption).paragraph_format.keep_with_next = True


def _add_chart(document: WordDocument, view: ChartView, layout: Layout) -> None:
    content = picture.write_chart(view, Format.PNG, _in_page(layout))
    _add_figure(document, content, view.text_alternative, "Chart", _caption(view.provenance))
    _add_source(document, view.provenance)


def _caption(origin: Provenance) -> str:
    return f"{', '.join(part for part in (origin.measure, origin.period) if part)}. {origin.areas}"


def _add_source(document: WordDocument, origin: Provenance, in_force: str = "") -> None:
    areas = f"Areas in force {in_force}. " if in_force else ""
    for text in (
        f"{origin.source_line} Standing of the figures: {origin.standing.value}.",
        f"{areas}{origin.boundary_credit}".strip(),
    ):
        if text:
            write_words(document.add_paragraph(style=SOURCE_STYLE), text)


def _add_methods(document: WordDocument, view: MapView, said: Stamp) -> None:
    indicator = registry.indicator(view.selection.indicator)
    write_words(document.add_heading(level=2), "How to read these figures")
    write_words(document.add_heading(level=3), "What is measured")
    write_words(document.add_paragraph(), _definition(indicator))
    write_words(document.add_heading(level=3), "How certain the figures are")
    with_intervals = bool(view.frame["lower_95"].notna().any())
    write_words(
        document.add_paragraph(), READING_INTERVALS if with_intervals else WITHOUT_INTERVALS
    )
    _add_notes(document, said.notes)


def _definition(indicator: Indicator) -> str:
    parts = [
        indicator.definition.strip(),
        f"Counted: {words.lower_first(indicator.numerator)}." if indicator.numerator else "",
        f"Out of: {words.lower_first(indicator.denominator)}." if indicator.denominator else "",
        f"Unit: {indicator.unit}." if indicator.unit else "",
        BETTER[indicator.polarity],
    ]
    return " ".join(part.replace("..", ".") for part in parts if part)


def _add_notes(document: WordDocument, notes: Sequence[str]) -> None:
    if not notes:
        return
    write_words(document.add_heading(level=3), "What to bear in mind")
    for note in notes:
        write_words(document.add_paragraph(style="List Bullet"), note)


def _add_figures_table(document: WordDocument, view: MapView, table: TableView) -> None:
    headings = [Cell(_heading(column), column.decimals is not None) for column in table.columns]
    keys = [column.key for column in table.columns]
    place = keys.index("area_code") if "area_code" in keys else len(keys)
    headings.insert(place, Cell("Class on the map"))
    rows = _rows(view, table, place)
    wanted = _widths(headings, rows)
    width = TEXT_WIDTH
    if is_wide := sum(wanted) > width:
        width = turn_page(document)
    heading = write_words(document.add_heading(level=2), "The figures")
    heading.paragraph_format.page_break_before = not is_wide and len(rows) > FEW_ROWS
    add_caption(document, "Table", table.caption).paragraph_format.keep_with_next = True
    described = f"Each row is one {view.area_set.noun}, in the order of its value, then what it is "
    add_table(
        document,
        headings,
        rows,
        _shared_out(width, _least_widths(headings, rows), wanted),
        (table.caption, f"{described}compared with."),
    )
    remarks = [*table.notes]
    if view.highlighted:
        remarks.insert(0, f"Bold: the {view.area_set.nouns} outlined on the map.")
    for remark in (*remarks, table.provenance.source_line):
        write_words(document.add_paragraph(style=SOURCE_STYLE), remark)


def _rows(view: MapView, table: TableView, place: int) -> list[list[Cell]]:
    """Write each row of a table as cells, with the class on the map put in at a place."""
    legend = {entry.key: entry for entry in view.legend}
    drawn = dict(zip(view.frame["area_code"], view.frame["class_key"], strict=True))
    colours = dict(zip(view.frame["area_code"], view.frame["colour"], strict=True))
    rows = []
    for row in table.frame.to_dict("records"):
        code = str(row.get("area_code", ""))
        key = drawn.get(code, "")
        without = "withheld" if key == painting.WITHHELD else "no figure"
        has_value = not _is_missing(row.get("value"))
        bold = code in view.highlighted
        cells = [
            _cell(row[column.key], column, "not given" if has_value else without, bold)
            for column in table.columns
        ]
        label = legend[key].label if key in legend else "not on the map"
        cells.insert(place, Cell(label, fill=colours.get(code, ""), bold=bold))
        rows.append(cells)
    return rows


def _cell(value: object, column: Column, missing: str, bold: bool) -> Cell:
    if column.decimals is None:
        return Cell("" if _is_missing(value) else str(value), bold=bold)
    if _is_missing(value) or not isinstance(value, float | int):
        return Cell(missing, number=True, bold=bold)
    return Cell(words.number(float(value), column.decimals), number=True, bold=bold)


def _heading(column: Column) -> str:
    return f"{column.label} ({column.unit})" if column.unit else column.label


def _is_missing(value: object) -> bool:
    return value is None or value is pd.NA or (isinstance(value, float) and math.isnan(value))


def _widths(headings: Sequence[Cell], rows: Sequence[Sequence[Cell]]) -> list[int]:
    """Return the width in which each column's cells stand on one line, up to a limit."""
    longest = [max((len(cell.text) for cell in column), default=0) for column in _columns(rows)]
    least = _least_widths(headings, rows)
    wanted = [_room(min(length, WIDEST_WORDS)) for length in longest]
    return [max(pair) for pair in zip(wanted, least, strict=True)]


def _least_widths(headings: Sequence[Cell], rows: Sequence[Sequence[Cell]]) -> list[int]:
    """Return the width in which no word of a column is broken."""
    columns = zip(headings, *rows, strict=True)
    return [
        _room(max(len(word) for cell in column for word in (cell.text or " ").split(" ")))
        for column in columns
    ]


def _shared_out(width: int, least: Sequence[int], wanted: Sequence[int]) -> list[int]:
    """Share a width among columns: first what each needs, then by what each wants more."""
    left = width - sum(least)
    more = [want - need for want, need in zip(wanted, least, strict=True)]
    if left <= 0 or sum(more) <= left:
        return [want * width // sum(wanted) for want in wanted]
    return [need + left * extra // sum(more) for need, extra in zip(least, more, strict=True)]


def _columns(rows: Sequence[Sequence[Cell]]) -> list[tuple[Cell, ...]]:
    return list(zip(*rows, strict=True))


def _room(characters: int) -> int:
    return int(characters * CHARACTER + PADDING)


def _add_about(document: WordDocument, said: Stamp) -> None:
    write_words(document.add_heading(level=2), "About this document")
    held = [pair for pair in said.lines if pair[0] not in ("Title", "Subtitle", "Note")]
    for label, text in held:
        paragraph = document.add_paragraph(style=SOURCE_STYLE)
        paragraph.paragraph_format.keep_with_next = label != held[-1][0]
        write_words(paragraph, f"{label}: ", bold=True)
        if label == "Link to this view":
            add_link(paragraph, text)
        else:
            write_words(paragraph, text)
