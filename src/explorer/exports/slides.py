"""PowerPoint: a map as a picture and charts as charts, with what a speaker needs in the notes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from explorer.exports.slide_blocks import add_chart, add_map, finished
from explorer.exports.slide_design import blank_slides
from explorer.views.base import ChartView, MapSet, MapView
from explorer.views.layout import Layout

_DEFAULT = Layout()


def write(
    view: MapView | MapSet, layout: Layout = _DEFAULT, charts: Sequence[ChartView] = ()
) -> bytes:
    """Write a map, or several under one legend, and charts after it, as slides.

    Parameters
    ----------
    view : MapView or MapSet
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
    said = add_map(slides, view, layout)
    for chart in charts:
        add_chart(slides, chart, replace(layout, headline="", subtitle="", note=""))
    return finished(slides, said)


def write_chart(view: ChartView, layout: Layout = _DEFAULT) -> bytes:
    """Write a chart as one slide, editable in PowerPoint with its figures inside."""
    slides = blank_slides()
    said = add_chart(slides, view, layout)
    return finished(slides, said)
