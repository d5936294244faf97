"""Word: a figure as a finished document, with its caption, source, methods note and table."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from docx.document import Document as WordDocument

from explorer import registry
from explorer.exports import cells, picture, word_widths
from explorer.exports.base import Format, Stamp, caption_of, stamp
from explorer.exports.cells import Cell
from explorer.exports.word_blocks import (
    add_about,
    add_captioned_table,
    add_figure,
    add_small,
    add_source,
    finished,
)
from explorer.exports.word_parts import TEXT_WIDTH, blank_document, turn_page, write_words
from explorer.model import Indicator, Polarity
from explorer.views import painting, words
from explorer.views.base import ChartView, MapView, TableView
from explorer.views.layout import Layout

_DEFAULT = Layout()
LOWEST_FIGURE, TALLEST_FIGURE = 85.0, 165.0
"""Height of a figure in millimetres, so that caption and source stay on its page."""
FEW_ROWS = 12
"""Up to so many, a table goes on where the text ends; from there on it has a page of its own."""
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
    add_figure(document, content, "Map", view.text_alternative, caption_of(view.provenance))
    add_source(document, view.provenance, said.in_force)
    for chart in charts:
        document.add_heading(level=2)
        write_words(document.paragraphs[-1], chart.title)
        _add_chart(document, chart, layout)
    _add_methods(document, view, said)
    add_about(document, _about(said))
    _add_figures_table(document, view, table)
    return finished(document, said)


def write_chart(view: ChartView, layout: Layout = _DEFAULT) -> bytes:
    """Write a chart with its source and notes as an editable Word document."""
    said = stamp(view, layout)
    document = _begin(said)
    _add_chart(document, view, layout)
    _add_notes(document, said.notes)
    add_about(document, _about(said))
    return finished(document, said)


def _begin(said: Stamp) -> WordDocument:
    measured = ", ".join(part for part in (said.measure, said.period) if part)
    document = blank_document(header=registry.places().title, footer=measured)
    write_words(document.add_heading(level=1), said.title)
    if said.subtitle:
        write_words(document.add_paragraph(style="Subtitle"), said.subtitle)
    return document


def _in_page(layout: Layout) -> Layout:
    """Return the layout of a figure that fills the width of the text, in its own proportions."""
    wide, high = layout.millimetres
    width = TEXT_WIDTH.mm
    height = min(max(width * high / wide, LOWEST_FIGURE), TALLEST_FIGURE)
    return replace(layout, size=f"{width:.0f}x{height:.0f}", standalone=False, notes=False)


def _add_chart(document: WordDocument, view: ChartView, layout: Layout) -> None:
    content = picture.write_chart(view, Format.PNG, _in_page(layout))
    add_figure(document, content, "Chart", view.text_alternative, caption_of(view.provenance))
    add_source(document, view.provenance)


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
    headings = cells.headings(table.columns)
    keys = [column.key for column in table.columns]
    place = keys.index("area_code") if "area_code" in keys else len(keys)
    headings.insert(place, Cell("Class on the map"))
    rows = _rows(view, table, place)
    width = TEXT_WIDTH
    if is_wide := sum(word_widths.wanted(headings, rows)) > width:
        width = turn_page(document)
    heading = write_words(document.add_heading(level=2), "The figures")
    heading.paragraph_format.page_break_before = not is_wide and len(rows) > FEW_ROWS
    described = f"Each row is one {view.area_set.noun}, in the order of its value, then what it is "
    add_captioned_table(document, table, headings, rows, f"{described}compared with.", width)
    remarks = [*table.notes]
    if view.highlighted:
        remarks.insert(0, f"Bold: the {view.area_set.nouns} outlined on the map.")
    for remark in (*remarks, table.provenance.source_line):
        add_small(document, remark)


def _rows(view: MapView, table: TableView, place: int) -> list[list[Cell]]:
    """Write each row of a table as cells, with the class on the map put in at a place."""
    legend = {entry.key: entry for entry in view.legend}
    drawn = dict(zip(view.frame["area_code"], view.frame["class_key"], strict=True))
    colours = dict(zip(view.frame["area_code"], view.frame["colour"], strict=True))
    rows = []
    for row in table.frame.to_dict("records"):
        code = str(row.get("area_code", ""))
        key = drawn.get(code, "")
        without = "withheld" if key == painting.WITHHELD else cells.NO_FIGURE
        has_value = not cells.is_missing(row.get("value"))
        bold = code in view.highlighted
        written = [
            cells.cell(row[column.key], column, "not given" if has_value else without, bold)
            for column in table.columns
        ]
        label = legend[key].label if key in legend else "not on the map"
        written.insert(place, Cell(label, fill=colours.get(code, ""), bold=bold))
        rows.append(written)
    return rows


def _about(said: Stamp) -> list[tuple[str, str]]:
    return [pair for pair in said.lines if pair[0] not in ("Title", "Subtitle", "Note")]
