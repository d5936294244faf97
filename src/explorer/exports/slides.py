"""PowerPoint: a map as a picture and charts as charts, with what a speaker needs in the notes."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from pptx.presentation import Presentation as Slides
from pptx.slide import Slide
from pptx.util import Pt

from explorer.exports import picture, safe, slide_charts
from explorer.exports.base import Format, Stamp, stamp
from explorer.exports.office import fill_properties, sealed
from explorer.exports.slide_design import (
    BODY,
    BOXES,
    CHART_LAYOUT,
    MAP_LAYOUT,
    SOURCE,
    SUBTITLE,
    TITLE,
    blank_slides,
    layout_of,
    set_language,
)
from explorer.views.base import ChartView, MapView, Provenance
from explorer.views.layout import Layout

_DEFAULT = Layout()
TITLE_SIZES = {125: 22.0, 150: 18.0}
SUBTITLE_SIZES = {230: 10.5, 440: 9.0}
SOURCE_SIZES = {480: 8.0, 640: 7.0}
"""Longer than so many characters, a text is set in so many points."""


def write(view: MapView, layout: Layout = _DEFAULT, charts: Sequence[ChartView] = ()) -> bytes:
    """Write a map, and charts after it, as slides.

    Parameters
    ----------
    view : MapView
        Its headline, or the layout's, is the title; the map stands as a picture with its text
        alternative.
    layout : Layout
        What stands on the map; the slide has the size.
    charts : sequence of ChartView
        Each gets a slide with a chart that can be edited.

    Returns
    -------
    bytes
        A .pptx file, 16:9; the same bytes each time where `SOURCE_DATE_EPOCH` is set.
    """
    slides = blank_slides()
    said = stamp(view, layout)
    slide = _add_slide(slides, MAP_LAYOUT, said, view.provenance)
    content = picture.write_map(view, Format.PNG, _on_slide(layout))
    frame = slide.placeholders[BODY].insert_picture(io.BytesIO(content))
    frame.crop_left = frame.crop_right = frame.crop_top = frame.crop_bottom = 0
    _describe(frame, "Map", view.text_alternative)
    _write_notes(slide, said, view.text_alternative)
    for chart in charts:
        _add_chart(slides, chart, replace(layout, headline="", subtitle="", note=""))
    return _finished(slides, said)


def write_chart(view: ChartView, layout: Layout = _DEFAULT) -> bytes:
    """Write a chart as one slide, editable in PowerPoint with its figures inside."""
    slides = blank_slides()
    said = _add_chart(slides, view, layout)
    return _finished(slides, said)


def _add_chart(slides: Slides, view: ChartView, layout: Layout) -> Stamp:
    said = stamp(view, layout)
    slide = _add_slide(slides, CHART_LAYOUT, said, view.provenance)
    frame = slide_charts.insert(slide.placeholders[BODY], view, said.made)
    _describe(frame, "Chart", view.text_alternative)
    _write_notes(slide, said, view.text_alternative)
    return said


def _add_slide(slides: Slides, layout: str, said: Stamp, origin: Provenance) -> Slide:
    slide: Slide = slides.slides.add_slide(layout_of(slides, layout))
    measured = ", ".join(part for part in (said.measure, said.period) if part)
    standing = "" if origin.standing.is_official else f" {said.standing} figures."
    _fill(slide.placeholders[TITLE], said.title, TITLE_SIZES)
    _fill(slide.placeholders[SUBTITLE], said.subtitle or f"{measured}.", SUBTITLE_SIZES)
    source = f"{measured}. {origin.source_line}{standing} {said.areas}. {said.boundary_credit}"
    _fill(slide.placeholders[SOURCE], source.strip(), SOURCE_SIZES)
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
    return replace(layout, size=f"{box.width:.2f}x{box.height:.2f}", standalone=False, notes=False)


def _describe(shape: Any, name: str, text: str) -> None:
    """Give a picture or chart its name and alternative text."""
    properties = shape._element._nvXxPr.cNvPr
    properties.set("name", name)
    properties.set("descr", safe.text(text))


def _write_notes(slide: Slide, said: Stamp, alternative: str) -> None:
    """Write into the speaker's notes what the picture says, then everything the file carries."""
    lines = (safe.text(alternative), "", *(f"{label}: {text}" for label, text in said.lines))
    placeholder: Any = slide.notes_slide.notes_placeholder
    placeholder.text_frame.text = safe.text("\n".join(lines))


def _finished(slides: Slides, said: Stamp) -> bytes:
    fill_properties(slides.core_properties, said)
    for slide in slides.slides:
        set_language(slide._element)
        set_language(slide.notes_slide._element)
    set_language(slides.notes_master._element)
    out = io.BytesIO()
    slides.save(out)
    return sealed(out.getvalue(), said.made)
