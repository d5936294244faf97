"""Where everything stands on the sheet of a print map, worked out before anything is drawn."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import sqrt

from explorer.errors import Problem, SelectionError
from explorer.figures import print_key, print_legend, print_sheet
from explorer.figures.print_sheet import POINT, Block, Box
from explorer.views.base import MapSet, MapView
from explorer.views.layout import SIZES, Labels, Layout, LegendPlace

TITLE, SUBTITLE, LABEL, FOOT = 15.0, 9.5, 6.6, 6.3
"""Sizes of text in points on an A4 page."""
SMALLEST_TITLE, SMALLEST_FOOT = 9.0, 4.6
EDGE = 0.4
"""Millimetres at the edges of a figure that stands within a page, so that no line is cut."""
SLIDE_SCALE = 1.2
FOOT_SHARE = 0.27
"""Most of the page's height that the foot takes."""
SMALLEST_FIGURE = 18.0
"""Millimetres; on less, no map or chart can be read."""
CUT_SHORT = "Further notes are kept in the description inside this file."


@dataclass(frozen=True)
class Frame:
    """The parts of a sheet; `scale` is how much larger its text is than on an A4 page."""

    width: float
    height: float
    margin: float
    scale: float
    title: Block
    subtitle: Block
    foot: tuple[tuple[Block, ...], ...]
    foot_box: Box
    body: Box
    map_box: Box
    side: Box
    legend: print_legend.LegendPlan


def scale_of(layout: Layout) -> float:
    """Return how much larger a sheet's text is than on an A4 page."""
    width, height = layout.millimetres
    whole = SIZES["a4-landscape"]
    scale = min(1.6, max(0.5, sqrt(width * height / (whole[0] * whole[1])))) * layout.lettering
    return scale * SLIDE_SCALE if layout.size == "slide" else scale


def plan(
    view: MapView | MapSet,
    layout: Layout,
    credits: Sequence[tuple[str, str]],
    notes: Sequence[str],
) -> Frame:
    """Divide the sheet: title and subtitle, map, legend beside or below it, foot.

    Parameters
    ----------
    view : MapView or MapSet
    layout : Layout
    credits : sequence of (str, str)
        Bold word and text of what must stand on the sheet.
    notes : sequence of str
        What should; the last are left out where there is no room, and that is said.

    Raises
    ------
    SelectionError
        When the words leave no room for the map.
    """
    width, height = layout.millimetres
    scale = scale_of(layout)
    margin = margin_of(layout)
    across = width - 2 * margin
    title, small = head_of(layout, view.headline, view.subtitle, across)
    foot = foot_of(layout, credits, notes)
    foot_height = max(map(height_of, foot), default=0.0)
    gap = 4 * scale
    over = title.height + 1.2 * scale + small.height + gap if layout.standalone else 0.0
    foot_box = Box(margin, margin * 0.8, across, foot_height)
    under = foot_box.top + gap if layout.standalone else margin
    body = Box(margin, under, across, height - margin - over - under)
    names = print_key.names_of(view) if layout.labels is Labels.NUMBERS else []
    if layout.legend is LegendPlace.RIGHT:
        legend = print_legend.plan_right(view, scale, across)
        room = body.height - legend.height
        wide = _key_width(names, legend.width, room, 0.5 * across, key_size(scale))
        side = Box(body.right - wide, body.y, wide, body.height)
        map_box = Box(body.x, body.y, across - wide - 1.6 * gap, body.height)
    else:
        legend = print_legend.plan_below(view, scale, across)
        key = print_key.plan(names, key_size(scale), across, 0.4 * body.height) if names else None
        keyed = key.height + print_legend.HAIR if key else 0.0
        side = Box(body.x, body.y, across, legend.height + keyed)
        map_box = Box(body.x, side.top + gap, across, body.height - side.height - gap)
    check_room(layout, map_box.width, map_box.height)
    return Frame(
        *(width, height, margin, scale, title, small),
        *(foot, foot_box, body, map_box, side, legend),
    )


def check_room(layout: Layout, width: float, height: float) -> None:
    """Refuse a sheet on which the words leave no room for the figure.

    Raises
    ------
    SelectionError
        When what is left, in millimetres, is too little for a map or chart that can be read.
    """
    if min(width, height) < SMALLEST_FIGURE:
        across, down = layout.millimetres
        raise SelectionError(
            Problem(
                "size",
                f"{across:g} by {down:g} mm, of which the words leave "
                f"{max(0.0, width):.0f} by {max(0.0, height):.0f} mm to the figure",
                f"{SMALLEST_FIGURE:.0f} mm or more",
                "Choose a larger page, a shorter headline, or to leave the notes off.",
            )
        )


def key_size(scale: float) -> float:
    """Return the largest size of text of a key of numbers, in points."""
    return 0.85 * print_legend.TEXT * scale


def _key_width(
    names: Sequence[str], least: float, height: float, most: float, size: float
) -> float:
    """Return how wide the legend's side must be for a key of names to stand under the legend."""
    widths = [least * (1 + step / 8) for step in range(20) if least * (1 + step / 8) <= most]
    fitting = (wide for wide in widths if print_key.plan(names, size, wide, height))
    return next(fitting, least) if names else least


def margin_of(layout: Layout) -> float:
    """Return the paper left at the edges of a sheet; a figure within a page has hardly any."""
    return 10 * min(scale_of(layout), 1.2) if layout.standalone else EDGE


def head_of(layout: Layout, title: str, subtitle: str, width: float) -> tuple[Block, Block]:
    """Set headline and subtitle, without a line where the page around the figure has them."""
    if not layout.standalone:
        return Block((), TITLE), Block((), SUBTITLE)
    scale = scale_of(layout)
    return (
        heading(layout.headline or title, TITLE * scale, width),
        wrapped(layout.subtitle or subtitle, SUBTITLE * scale, width),
    )


def beside(frame: Frame, drawn: Box) -> Frame:
    """Move the side up to a map drawn smaller than its room; let it use some of what is left."""
    left = frame.map_box.right - drawn.right
    most = print_legend.SHARE * frame.body.width
    width = min(frame.side.width + left, max(most, frame.side.width))
    gap = frame.side.x - frame.map_box.right
    return replace(frame, side=Box(drawn.right + gap, drawn.y, width, drawn.height))


def beneath(frame: Frame, lowest: float) -> Frame:
    """Move the side up to maps that end above where it begins."""
    up = lowest - frame.map_box.y
    side = frame.side
    return replace(frame, side=Box(side.x, side.y + up, side.width, side.height))


def wrapped(text: str, size: float, width: float) -> Block:
    """Break a text into the lines of a block; nothing where there is no text."""
    return Block(tuple(print_sheet.wrap(text, size, width)) if text else (), size)


def heading(text: str, size: float, width: float) -> Block:
    """Set the headline on two lines at most where a smaller size can, else on more."""
    least = max(SMALLEST_TITLE, 0.75 * size)
    while True:
        lines = print_sheet.wrap(text, size, width, bold=True)
        if len(lines) <= 2 or size <= least:
            return Block(tuple(_evened(text, size, width, len(lines))), size)
        size = max(least, size - 0.5)


def _evened(text: str, size: float, width: float, count: int) -> list[str]:
    """Break a text into `count` lines of about the same width."""
    for share in (0.55, 0.65, 0.75, 0.85):
        lines = print_sheet.wrap(text, size, share * width, bold=True)
        if len(lines) <= count:
            return lines
    return print_sheet.wrap(text, size, width, bold=True)


def foot_of(
    layout: Layout, credits: Sequence[tuple[str, str]], notes: Sequence[str]
) -> tuple[tuple[Block, ...], ...]:
    """Set the foot in two columns where the sheet is wide; shrink it, then leave out last notes.

    No column at all where the page around the figure has its words, or where there are none.
    """
    noted = list(notes) if layout.notes else []
    if not layout.standalone or not (credits or noted):
        return ()
    width, height = layout.millimetres
    across = width - 2 * margin_of(layout)
    size = max(SMALLEST_FOOT, FOOT * scale_of(layout))
    kept = list(noted)
    while True:
        for points in (size, max(SMALLEST_FOOT, 0.85 * size), SMALLEST_FOOT):
            columns = _foot_columns(credits, kept, points, across, cut=len(kept) < len(noted))
            if max(map(height_of, columns)) <= FOOT_SHARE * height:
                return columns
        if not kept:
            return columns
        kept.pop()


def _foot_columns(
    credits: Sequence[tuple[str, str]],
    notes: Sequence[str],
    size: float,
    width: float,
    *,
    cut: bool,
) -> tuple[tuple[Block, ...], ...]:
    remarks = [("Note", note) for note in notes] + ([("Note", CUT_SHORT)] if cut else [])
    two = width > 95 * size * POINT
    column = (width - 4 * size * POINT) / 2 if two else width

    def block(lead: str, text: str) -> Block:
        indent = print_sheet.width_of(f"{lead}  ", size, bold=True)
        lines = print_sheet.wrap(text, size, column, indent=indent)
        return Block(tuple(lines), size, lead)

    blocks = tuple(block(lead, text) for lead, text in [*credits, *remarks])
    if not two:
        return (blocks,)
    ways = ((blocks[:cut], blocks[cut:]) for cut in range(1, len(blocks) + 1))
    return min(ways, key=lambda columns: max(map(height_of, columns)))


def height_of(blocks: Sequence[Block]) -> float:
    """Return the height of blocks one under the other."""
    return sum(block.height for block in blocks)
