"""The print chart: a chart view as SVG of an exact size, with headline, source and notes."""

from __future__ import annotations

import re
from collections.abc import Sequence
from html import escape
from typing import Any

import vl_convert

from explorer.figures import charts, print_frame, print_map, style
from explorer.figures.print_sheet import LINE, POINT, QUIET_INK, Block, width_of
from explorer.views import palettes
from explorer.views.base import ChartView
from explorer.views.layout import Layout

FONTS = "'DejaVu Sans', Verdana, sans-serif"
TEXT = 8.0
"""Points of a chart's own text on an A4 page."""
MOST_STRETCHED = 1.35
"""How much further apart than on the screen rows may stand to fill a sheet."""
_UNSEEN = re.compile(r'<path [^>]*opacity="0"[^>]*>(?:</path>)?')
"""What on the screen answers to pointing."""
LEAST_PIXELS = 420
"""A chart narrower than this has no room for its labels."""


def draw(view: ChartView, layout: Layout, lines: Sequence[tuple[str, str]]) -> str:
    """Draw a chart for print.

    Parameters
    ----------
    view : ChartView
    layout : Layout
    lines : sequence of (str, str)
        Label and text of everything that a file says of itself, as `exports.base.Stamp.lines`.

    Returns
    -------
    str
        SVG drawn in millimetres, its width and height in points; text stays text.

    Raises
    ------
    SelectionError
        When the words leave no room for the chart.
    """
    width, height = layout.millimetres
    scale = print_frame.scale_of(layout)
    margin = print_frame.margin_of(layout)
    across = width - 2 * margin
    title, small = print_frame.head_of(layout, view.title, subtitle_of(view), across)
    notes = [text for label, text in lines if label == "Note"]
    foot = print_frame.foot_of(layout, print_map.credit_lines(lines), notes)
    foot_height = max(map(print_frame.height_of, foot), default=0.0)
    gap = 4 * scale
    top = margin
    if layout.standalone:
        top += title.height + 1.2 * scale + small.height + gap
    room = height - 0.8 * margin - foot_height - (gap if foot else 0.0) - top
    print_frame.check_room(layout, across, room)
    drawn, chart_scale = _chart(view, across, room, TEXT * scale * POINT / style.TEXT_SIZE)
    step = (across + 4 * foot[0][0].size * POINT) / 2 if foot else 0.0
    foot_top = height - 0.8 * margin - foot_height
    parts = [
        f'<rect width="{width:g}" height="{height:g}" fill="{palettes.PAPER}"/>',
        _group("headline", _texts([title], margin, margin, palettes.HEADING, bold=True)),
        _group(
            "subtitle", _texts([small], margin, margin + title.height + 1.2 * scale, palettes.INK)
        ),
        _group("chart", drawn, f"translate({margin:.3f},{top:.3f}) scale({chart_scale:.5f})"),
        _group(
            "source",
            "".join(
                _texts(column, margin + index * step, foot_top, QUIET_INK)
                for index, column in enumerate(foot)
            ),
        ),
    ]
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" '
        f'width="{width / POINT:.4f}" height="{height / POINT:.4f}" '
        f'viewBox="0 0 {width:g} {height:g}">'
        f'<g id="figure">{"".join(parts)}</g></svg>'
    )


def subtitle_of(view: ChartView) -> str:
    """Return the view's subtitle, led by its measure where neither it nor the title says that."""
    measure, said = view.provenance.measure, view.subtitle
    if measure.casefold() in f"{view.title} {said}".casefold():
        return said
    return f"{measure}. {said}" if said else f"{measure}, {view.provenance.period}."


def _chart(view: ChartView, width: float, height: float, scale: float) -> tuple[str, float]:
    """Draw the chart as wide as its box; where it is too tall, smaller and so wider in pixels.

    Returns
    -------
    (str, float)
        What stands inside the SVG, and millimetres a pixel.
    """
    spec = charts.draw(view, style.PRINT).to_dict()
    grows = spec["height"] == style.PLOT_HEIGHT
    for _ in range(6):
        pixels = max(LEAST_PIXELS, width / scale)
        scale = width / pixels
        if grows:
            around = _size(_svg(spec, pixels))[1] - spec["height"]
            spec["height"] = max(120, height / scale - around)
        svg = _svg(spec, pixels)
        drawn_width, drawn_height = _size(svg)
        fitting = min(width / drawn_width, height / drawn_height, scale)
        if fitting > 0.995 * scale or grows:
            break
        scale = fitting
    spare = height / (drawn_height * scale)
    if not grows and spare > 1:
        spec["height"] *= min(MOST_STRETCHED, spare)
        svg = _svg(spec, width / scale)
        drawn_width, drawn_height = _size(svg)
    inside = _UNSEEN.sub("", svg[svg.index(">") + 1 : svg.rindex("</svg>")])
    return inside, min(width / drawn_width, height / drawn_height, scale)


def _svg(spec: dict[str, Any], width: float) -> str:
    config = {**spec.get("config", {}), "font": FONTS}
    sized = spec | {"width": round(width), "config": config, "background": None}
    sized |= {"autosize": {"type": "fit-x", "contains": "padding"}}
    return str(vl_convert.vegalite_to_svg(sized, allowed_base_urls=[]))


def _size(svg: str) -> tuple[float, float]:
    found = re.search(r'width="([\d.]+)" height="([\d.]+)"', svg)
    return (float(found[1]), float(found[2])) if found else (1.0, 1.0)


def _group(name: str, content: str, transform: str = "") -> str:
    moved = f' transform="{transform}"' if transform else ""
    return f'<g id="{name}"{moved}>{content}</g>'


def _texts(
    blocks: Sequence[Block], x: float, top: float, colour: str, *, bold: bool = False
) -> str:
    """Write blocks one under the other, each led by its bold word."""
    written = []
    for block in blocks:
        step, foot = block.size * LINE * POINT, top + 0.98 * block.size * POINT
        indent = 0.0
        if block.lead:
            written.append(_line(x, foot, block.lead, block.size, palettes.INK, bold=True))
            indent = width_of(f"{block.lead}  ", block.size, bold=True)
        for index, line in enumerate(block.lines):
            start = x + indent if index == 0 else x
            written.append(_line(start, foot + index * step, line, block.size, colour, bold=bold))
        top += block.height
    return "".join(written)


def _line(x: float, y: float, text: str, size: float, colour: str, *, bold: bool) -> str:
    weight = "bold" if bold else "normal"
    return (
        f'<text x="{x:.3f}" y="{y:.3f}" font-size="{size * POINT:.4f}" font-weight="{weight}" '
        f'font-family="{FONTS}" fill="{colour}">{escape(text, quote=False)}</text>'
    )
