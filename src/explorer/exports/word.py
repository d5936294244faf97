"""Word: a figure as a finished document, with its caption, source, methods note and table."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pandas as pd
from docx.document import Document as WordDocument

from explorer import registry
from explorer.exports import cells, column_widths, picture
from explorer.exports.base import Format, Stamp, caption_of, stamp
from explorer.exports.cells import Cell
from explorer.exports.documents import parts
from explorer.exports.word_blocks import (
    add_about_in_short,
    add_captioned_table,
    add_figure,
    add_heading,
    add_small,
    add_source,
    finished,
)
from explorer.exports.word_parts import TEXT_WIDTH, blank_document, turn_page, write_words
from explorer.model import Indicator, Polarity
from explorer.views import painting, words
from explorer.views.base import ChartView, MapSet, MapView, Panel, TableView
from explorer.views.layout import Layout, LegendPlace
from explorer.views.map_sets.tables import side_by_side
from explorer.views.map_sets.wording import FEW

_DEFAULT = Layout()
LOWEST_FIGURE, TALLEST_FIGURE = 85.0, 165.0
"""Height of a figure in millimetres, so that caption and source stay on its page."""
FEW_ROWS, PAGE_ROWS = 12, 46
"""A table of more than few rows that fits one page begins there; others go on under the text."""
INTERVALS_WITHIN = "In brackets: the 95% interval."
INTERVALS_ELSEWHERE = "The 95% intervals stand in the CSV and Excel files of this figure."
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
    said = picture.stamp_of(view, layout)
    document = _begin(said)
    content = picture.write_map(view, Format.PNG, _in_page(layout))
    add_figure(document, content, "Map", view.text_alternative, caption_of(view.provenance))
    add_source(document, view.provenance, said)
    _add_methods(document, [view], said)
    for chart in charts:
        add_heading(document, chart.title, 2)
        _add_chart(document, chart, layout)
    _add_about(document, said)
    _add_figures_table(document, view, table)
    return finished(document, said)


def write_chart(view: ChartView, layout: Layout = _DEFAULT) -> bytes:
    """Write a chart with its source and notes as an editable Word document."""
    said = stamp(view, layout)
    document = _begin(said)
    _add_chart(document, view, layout)
    _add_notes(document, said.notes)
    _add_about(document, said)
    return finished(document, said)


def write_set(view: MapSet, layout: Layout = _DEFAULT) -> bytes:
    """Write several maps as one figure, with a table that has a column for each of them.

    Parameters
    ----------
    view : MapSet
    layout : Layout
        As for a single map.

    Returns
    -------
    bytes
        A .docx file; maps of different areas get a table for each set of areas.
    """
    said = picture.stamp_of(view, layout)
    document = _begin(said)
    in_page = replace(_in_page(layout), legend=LegendPlace.BELOW)
    content = picture.write_map(view, Format.PNG, in_page)
    add_figure(document, content, "Maps", view.text_alternative, caption_of(view.provenance))
    add_source(document, view.provenance, said)
    for panel in view.panels:
        if panel.remark:
            add_small(document, f"{panel.title}: {panel.remark}")
    _add_methods(document, [panel.view for panel in view.panels], said)
    _add_about(document, said)
    for area_set, table in zip(view.area_sets, side_by_side(view), strict=True):
        panels = [panel for panel in view.panels if panel.view.area_set == area_set]
        _add_set_table(document, panels, table)
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
    return replace(
        layout,
        size=f"{width:.0f}x{height:.0f}",
        standalone=False,
        notes=False,
        lettering=parts.LETTERING,
    )


def _add_chart(document: WordDocument, view: ChartView, layout: Layout) -> None:
    content = parts.draw(view, Format.PNG, TEXT_WIDTH.mm, dpi=layout.dpi)
    add_figure(document, content, "Chart", view.text_alternative, parts.caption(view))
    for remark in parts.remarks(view, sourced=True):
        add_small(document, remark)


def _add_methods(document: WordDocument, views: Sequence[MapView], said: Stamp) -> None:
    write_words(document.add_heading(level=2), "How to read these figures")
    write_words(document.add_heading(level=3), "What is measured")
    for identifier in dict.fromkeys(view.selection.indicator for view in views):
        write_words(document.add_paragraph(), _definition(registry.indicator(identifier)))
    write_words(document.add_heading(level=3), "How certain the figures are")
    with_intervals = any(view.frame["lower_95"].notna().any() for view in views)
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
    described = f"Each row is one {view.area_set.noun}, in the order of its value, then what it is "
    _add_table_of_figures(
        document, table, headings, _rows(view, table, place), f"{described}compared with."
    )
    if view.highlighted:
        add_small(document, f"Bold: the {view.area_set.nouns} outlined on the map.")
    for remark in (*table.notes, table.provenance.source_line):
        add_small(document, remark)


def _add_set_table(document: WordDocument, panels: Sequence[Panel], table: TableView) -> None:
    """Add the table of maps of one set of areas, each figure on the colour of its class."""
    nouns = panels[0].view.area_set
    described = f"Each row is one {nouns.noun}, each column of figures one map."
    few = len(panels) <= FEW
    certain = any(panel.view.frame["lower_95"].notna().any() for panel in panels)
    _add_table_of_figures(
        document, table, cells.headings(table.columns), _set_rows(panels, intervals=few), described
    )
    remarks = (
        "A figure stands on the colour of its class on the map.",
        f"Bold: the {nouns.nouns} outlined on the maps." if panels[0].view.highlighted else "",
        INTERVALS_WITHIN if certain and few else INTERVALS_ELSEWHERE if certain else "",
        table.provenance.source_line,
    )
    for remark in filter(None, remarks):
        add_small(document, remark)


def _add_table_of_figures(
    document: WordDocument,
    table: TableView,
    headings: Sequence[Cell],
    rows: Sequence[Sequence[Cell]],
    described: str,
) -> None:
    """Add a table under its heading, on a page that lies across where it is wide."""
    width = TEXT_WIDTH
    if is_wide := sum(column_widths.wanted(headings, rows)) > width:
        width = turn_page(document)
    heading = write_words(document.add_heading(level=2), "The figures")
    heading.paragraph_format.page_break_before = not is_wide and FEW_ROWS < len(rows) <= PAGE_ROWS
    add_captioned_table(document, table, headings, rows, described, width)


def _set_rows(panels: Sequence[Panel], *, intervals: bool) -> list[list[Cell]]:
    """Write a row for each area: its name, its figure on each map, its code."""
    frames = [panel.view.frame.set_index("area_code") for panel in panels]
    first = panels[0].view
    decimals = registry.indicator(first.selection.indicator).decimals
    rows = []
    for code, name in zip(first.frame["area_code"], first.frame["area_name"], strict=True):
        bold = code in first.highlighted
        figures = (_figure(frame.loc[code], decimals, bold, intervals) for frame in frames)
        rows.append([Cell(str(name), bold=bold), *figures, Cell(str(code), bold=bold)])
    return rows


def _figure(row: pd.Series, decimals: int, bold: bool, intervals: bool) -> Cell:
    """Write an area's figure on the colour of its class."""
    if cells.is_missing(row["value"]):
        text = "withheld" if row["class_key"] == painting.WITHHELD else cells.NO_FIGURE
    else:
        text = words.number(float(row["value"]), decimals)
        span = words.interval(row["lower_95"], row["upper_95"], decimals) if intervals else ""
        text = f"{text} ({span})" if span else text
    return Cell(text, number=True, fill=str(row["colour"]), bold=bold)


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


def _add_about(document: WordDocument, said: Stamp) -> None:
    add_heading(document, "About this document", 2)
    left_out = ("Title", "Subtitle", "Note")
    add_about_in_short(document, [pair for pair in said.lines if pair[0] not in left_out])
