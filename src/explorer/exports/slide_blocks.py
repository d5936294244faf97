"""What every presentation is put together from: slides with a map, a chart, words or a table."""

from __future__ import annotations

import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from pptx.enum.text import PP_ALIGN
from pptx.presentation import Presentation as Slides
from pptx.slide import Slide
from pptx.util import Emu, Mm, Pt

from explorer.exports import column_widths, picture, safe, slide_charts
from explorer.exports.base import Format, Stamp, stamp
from explorer.exports.cells import Cell
from explorer.exports.office import fill_properties, sealed
from explorer.exports.slide_design import (
    BODY,
    BOXES,
    CHART_LAYOUT,
    MAP_LAYOUT,
    SOURCE,
    SUBTITLE,
    TITLE,
    WORDS_LAYOUT,
    layout_of,
    set_language,
)
from explorer.views.base import ChartView, MapSet, MapView, Provenance
from explorer.views.layout import Layout

TITLE_SIZES = {125: 22.0, 150: 18.0}
SUBTITLE_SIZES = {230: 10.5, 440: 9.0}
SOURCE_SIZES = {480: 8.0, 640: 7.0}
"""Longer than so many characters, a text is set in so many points."""
LETTERING = 1.4
"""Of a map on a slide, to be read from the back of a room."""
WORDS_SIZE, PARAGRAPH_GAP = 16.0, 9.0
CELL_SIZE, ROW_HEIGHT = 10.0, 8.0
"""Points of a table's text, and millimetres of its rows."""
FEW_ROWS, LARGE_CELL, LARGE_ROW = 8, 14.0, 11.0
"""Up to so many rows, a table that is not wide is set larger."""


def add_map(
    slides: Slides, view: MapView | MapSet, layout: Layout, spoken: Sequence[str] = ()
) -> Stamp:
    """Add a slide with one map or several as a picture; `spoken` leads its speaker's notes."""
    said = picture.stamp_of(view, layout)
    slide = _add_figure(slides, MAP_LAYOUT, said, view.provenance)
    content = picture.write_map(view, Format.PNG, _on_slide(layout))
    frame = slide.placeholders[BODY].insert_picture(io.BytesIO(content))
    frame.crop_left = frame.crop_right = frame.crop_top = frame.crop_bottom = 0
    _describe(frame, "Map", view.text_alternative)
    write_notes(slide, (*spoken, view.text_alternative), said.lines)
    return said


def add_chart(slides: Slides, view: ChartView, layout: Layout, spoken: Sequence[str] = ()) -> Stamp:
    """Add a slide with a chart that can be edited; `spoken` leads its speaker's notes."""
    said = stamp(view, layout)
    slide = _add_figure(slides, CHART_LAYOUT, said, view.provenance)
    frame = slide_charts.insert(slide.placeholders[BODY], view, said.made)
    _describe(frame, "Chart", view.text_alternative)
    write_notes(slide, (*spoken, view.text_alternative), said.lines)
    return said


def add_words(
    slides: Slides, title: str, subtitle: str, texts: Sequence[str], size: float = WORDS_SIZE
) -> Slide:
    """Add a slide of a few paragraphs, set in `size` points."""
    slide = _add_titled(slides, WORDS_LAYOUT, title, subtitle, "")
    frame = slide.placeholders[BODY].text_frame
    frame.text = safe.text("\n".join(texts))
    for paragraph in frame.paragraphs:
        paragraph.space_after = Pt(PARAGRAPH_GAP)
        for run in paragraph.runs:
            run.font.size = Pt(size)
    return slide


def add_table(
    slides: Slides,
    title: str,
    caption: str,
    headings: Sequence[Cell],
    rows: Sequence[Sequence[Cell]],
    source: str,
) -> Slide:
    """Add a slide with a table that can be edited, its first row the headings."""
    slide = _add_titled(slides, WORDS_LAYOUT, title, caption, source)
    body = slide.placeholders[BODY]
    body._element.getparent().remove(body._element)
    box = BOXES[BODY]
    frame = slide.shapes.add_table(
        len(rows) + 1, len(headings), Mm(box.left), Mm(box.top), Mm(box.width), Mm(ROW_HEIGHT)
    )
    _describe(frame, "Table", caption)
    frame.table.horz_banding = False
    least, wanted = column_widths.least(headings, rows), column_widths.wanted(headings, rows)
    widths = column_widths.shared_out(Mm(box.width), least, wanted)
    for place, width in enumerate(widths):
        frame.table.columns[place].width = Emu(width)
    is_short = len(rows) <= FEW_ROWS and LARGE_CELL / CELL_SIZE * sum(wanted) <= Mm(box.width)
    size, height = (LARGE_CELL, LARGE_ROW) if is_short else (CELL_SIZE, ROW_HEIGHT)
    for row, cells in zip(frame.table.rows, (headings, *rows), strict=True):
        row.height = Mm(height)
        for place, cell in zip(row.cells, cells, strict=True):
            place.text = safe.text(cell.text)
            place.margin_top = place.margin_bottom = Mm(1)
            paragraph = place.text_frame.paragraphs[0]
            paragraph.alignment = PP_ALIGN.RIGHT if cell.number else PP_ALIGN.LEFT
            for run in paragraph.runs:
                run.font.size = Pt(size)
    return slide


def write_notes(slide: Slide, spoken: Iterable[str], lines: Iterable[tuple[str, str]]) -> None:
    """Write the speaker's notes: what may be said, then everything the file carries."""
    said = (*spoken, "", *(f"{label}: {text}" for label, text in lines))
    placeholder: Any = slide.notes_slide.notes_placeholder
    placeholder.text_frame.text = safe.text("\n".join(said))


def finished(slides: Slides, said: Stamp) -> bytes:
    """Return the slides as bytes that depend on nothing but what is on them and their date."""
    fill_properties(slides.core_properties, said)
    for slide in slides.slides:
        set_language(slide._element)
        set_language(slide.notes_slide._element)
    set_language(slides.notes_master._element)
    out = io.BytesIO()
    slides.save(out)
    return sealed(out.getvalue(), said.made)


def _add_figure(slides: Slides, layout: str, said: Stamp, origin: Provenance) -> Slide:
    measured = ", ".join(part for part in (said.measure, said.period) if part)
    standing = "" if origin.standing.is_official else f" {said.standing} figures."
    source = f"{measured}. {origin.source_line}{standing} {said.areas}. {said.boundary_credit}"
    subtitle = said.subtitle or f"{measured}."
    return _add_titled(slides, layout, said.title, subtitle, source.strip())


def _add_titled(slides: Slides, layout: str, title: str, subtitle: str, source: str) -> Slide:
    slide: Slide = slides.slides.add_slide(layout_of(slides, layout))
    _fill(slide.placeholders[TITLE], title, TITLE_SIZES)
    _fill(slide.placeholders[SUBTITLE], subtitle, SUBTITLE_SIZES)
    _fill(slide.placeholders[SOURCE], source, SOURCE_SIZES)
    return slide


def _fill(placeholder: Any, text: str, sizes: Mapping[int, float]) -> None:
    """Write a text into its placeholder, smaller than the layout's size where it is long."""
    placeholder.text_frame.text = safe.text(text)
    for length, points in sizes.items():
        if len(text) > length:
            for run in placeholder.text_frame.paragraphs[0].runs:
                run.font.size = Pt(points)


def _on_slide(layout: Layout) -> Layout:
    box = BOXES[BODY]
    return replace(
        layout,
        size=f"{box.width:.2f}x{box.height:.2f}",
        standalone=False,
        notes=False,
        lettering=LETTERING,
    )


def _describe(shape: Any, name: str, text: str) -> None:
    """Give a picture, chart or table its name and alternative text."""
    properties = shape._element._nvXxPr.cNvPr
    properties.set("name", name)
    properties.set("descr", safe.text(text))
