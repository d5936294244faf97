"""Several maps on one sheet: where each stands, all to one scale, with a title over each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil, sqrt

from explorer.figures import print_sheet
from explorer.figures.print_sheet import QUIET_INK, Block, Box, Sheet
from explorer.views.base import MapSet, MapView, Panel

TITLE, REMARK = 9.2, 6.6
"""Sizes of text in points, on an A4 page."""
SMALLEST_TITLE, SMALLEST_REMARK = 6.5, 4.6
BETWEEN, ABOVE = 4.0, 0.8
"""Millimetres between maps, and between a map and the words over it, on an A4 page."""
FINEST = 0.55
"""The least share of their usual size in which the marks of a small map are drawn."""
NAMED = 0.4
"""Of a smaller share, too few names would have room for them not to seem chosen."""
FEW, BESIDE = 3, 0.75
"""So few maps stand beside each other, unless they would be smaller than this share of stacked."""
TALLEST, WIDEST = 1.35, 1.4
"""How many times as tall and as wide as its areas a map may be: beyond, there is only context."""


@dataclass(frozen=True)
class Place:
    """Where a map stands, and how.

    Attributes
    ----------
    view : MapView
    box : Box
    title, remark : Block
        What stands over it.
    scale : float
        How much larger its marks and words are than on an A4 page.
    named : bool
        Whether there is room for names on its areas.
    """

    view: MapView
    box: Box
    title: Block
    remark: Block
    scale: float
    named: bool = True


def panels_of(view: MapView | MapSet) -> tuple[Panel, ...]:
    """Return the maps of a figure; a map alone has neither title nor remark."""
    return (Panel("", "", view),) if isinstance(view, MapView) else view.panels


def places(
    panels: Sequence[Panel],
    room: Box,
    ground: tuple[float, float, float, float],
    scale: float,
) -> list[Place]:
    """Divide the room of the map among panels in as many columns as let them be largest.

    Parameters
    ----------
    panels : sequence of Panel
    room : Box
    ground : tuple of float
        West, south, east and north of what every map shows, in metres.
    scale : float
        How much larger text is than on an A4 page.

    Returns
    -------
    list of Place
        In reading order, all boxes of one size.
    """
    if len(panels) == 1:
        return [Place(panels[0].view, room, Block((), TITLE), Block((), REMARK), scale)]
    west, south, east, north = ground
    shape = max(east - west, 1.0) / max(north - south, 1.0)

    def size_of(columns: int) -> float:
        box, _ = _cell(panels, room, columns, shape, scale)
        return min(box.width / shape, box.height)

    columns = max(range(1, len(panels) + 1), key=size_of)
    if len(panels) <= FEW and size_of(len(panels)) >= BESIDE * size_of(columns):
        columns = len(panels)
    box, over = _cell(panels, room, columns, shape, scale)
    gap = BETWEEN * scale
    share = sqrt(max(box.width * box.height, 0.0) / (room.width * room.height))
    found = []
    for index, panel in enumerate(panels):
        row, column = divmod(index, columns)
        top = room.top - row * (box.height + over + gap) - over
        x = room.x + column * (box.width + gap)
        title, remark = _heads(panel, box.width, scale)
        placed = Box(x, top - box.height, box.width, box.height)
        marks = scale * max(FINEST, share)
        found.append(Place(panel.view, placed, title, remark, marks, share >= NAMED))
    return found


def draw_head(sheet: Sheet, place: Place, drawn: Box) -> None:
    """Write a map's title and remark over what is drawn of it."""
    if not place.title.lines:
        return
    layer = sheet.layer("title")
    top = drawn.top + ABOVE * place.scale + place.remark.height + place.title.height
    y = sheet.write_block(layer, place.title, drawn.x, top, bold=True)
    sheet.write_block(layer, place.remark, drawn.x, y, colour=QUIET_INK)


def _cell(
    panels: Sequence[Panel], room: Box, columns: int, shape: float, scale: float
) -> tuple[Box, float]:
    """Return a map's box at the room's corner, and the height that is needed over each."""
    rows, gap = ceil(len(panels) / columns), BETWEEN * scale
    width = (room.width - (columns - 1) * gap) / columns
    heads = (_heads(panel, width, scale) for panel in panels)
    over = max(title.height + remark.height for title, remark in heads) + ABOVE * scale
    height = (room.height - (rows - 1) * gap) / rows - over
    wide = min(width, WIDEST * height * shape)
    return Box(room.x, room.y, wide, min(height, TALLEST * width / shape)), over


def _heads(panel: Panel, width: float, scale: float) -> tuple[Block, Block]:
    title = max(SMALLEST_TITLE, TITLE * scale)
    remark = max(SMALLEST_REMARK, REMARK * scale)
    lines = print_sheet.wrap(panel.title, title, width, bold=True)
    beneath = print_sheet.wrap(panel.remark, remark, width) if panel.remark else ()
    return Block(tuple(lines), title), Block(tuple(beneath), remark)
