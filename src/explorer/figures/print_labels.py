"""Where labels stand on a print map, found the same way each time: never one over another.

Areas compared are served first, then every label that stands wholly inside its area, as large and
as far from the borders as it can. What is left may reach a little over its border where nothing
stands, and is left out where it cannot; a few names among many would seem chosen, so they are then
left out together.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from explorer.figures.print_sheet import LINE, POINT, Box, width_of
from explorer.keeping import kept

SIZES = (1.0, 0.92, 0.84, 0.76)
"""Sizes tried, as shares of the largest."""
STRONG = 1.15
"""How much larger the label of an area compared may be."""
SMALLEST = 4.4
"""Points; a smaller label is left out."""
GRID, FINE_GRID = 13, 31
INSIDE_ENOUGH = 0.68
MANY = 80
"""Of more areas than this, only those compared are labelled beyond their borders."""
SHARE = 0.35
AIR = 0.5
"""Millimetres kept free round a label on an A4 page."""
CAP, DEPTH = 0.74, 0.2
"""Height of capitals and depth of tails, in the size of the text."""


@dataclass(frozen=True)
class Wanted:
    """A label that asks for a place: its words, its area on the sheet, whether it is compared."""

    key: str
    text: str
    shape: BaseGeometry
    strong: bool = False


@dataclass(frozen=True)
class Label:
    """A placed label: its lines, each centred on `x`, with the foot of the first at `y`.

    `inside` says whether all of it stands within its area.
    """

    key: str
    lines: tuple[str, ...]
    x: float
    y: float
    size: float
    strong: bool
    inside: bool
    box: tuple[float, float, float, float]

    @property
    def feet(self) -> Iterator[tuple[str, float]]:
        for index, line in enumerate(self.lines):
            yield line, self.y - index * self.size * LINE * 0.9 * POINT


def foldings(text: str) -> list[tuple[str, ...]]:
    """Return a name on one line, then folded in two and three of most even length."""
    words = text.split(" ")
    return [_fold(tuple(words), count) for count in range(1, min(3, len(words)) + 1)]


def in_areas(
    wanted: Sequence[Wanted],
    size: float,
    panel: Box,
    taken: Sequence[Box] = (),
    *,
    overhang: bool = True,
) -> list[Label]:
    """Place labels on polygons.

    Parameters
    ----------
    wanted : sequence of Wanted
        With polygons in millimetres of the sheet.
    size : float
        Largest size of text in points.
    panel : Box
        The map, beyond which no label reaches.
    taken : sequence of Box
        Where scale bar, arrow and the like stand.
    overhang : bool
        Whether a label without room inside its area may reach a little over its border.

    Returns
    -------
    list of Label
        Those that have room, areas compared first.
    """
    order = sorted(wanted, key=lambda label: not label.strong)
    room = [shapely.box(*box.bounds) for box in taken]
    outlines = [label.shape.boundary for label in wanted if label.strong]
    placed: list[Label] = []
    left: list[Wanted] = []
    for label in order:
        found = _inside(label, size, [*room, *(shapely.box(*p.box) for p in placed)])
        if found:
            placed.append(found)
        else:
            left.append(label)
    if len(wanted) > MANY:
        left = [label for label in left if label.strong]
    for label in left if overhang else ():
        boxes = [*room, *(shapely.box(*p.box) for p in placed)]
        found = _overhanging(label, size, panel, boxes, outlines)
        if found:
            placed.append(found)
    return _all_or_few(placed, wanted)


def beside_points(
    wanted: Sequence[Wanted],
    size: float,
    radius: float,
    panel: Box,
    taken: Sequence[Box] = (),
) -> list[Label]:
    """Place labels beside points: right, left, above or below, clear of every other point."""
    dots = [label.shape.buffer(radius + 0.2) for label in wanted]
    blocked = [*dots, *(shapely.box(*box.bounds) for box in taken)]
    within = shapely.box(*panel.bounds)
    placed: list[Label] = []
    for label in sorted(wanted, key=lambda one: not one.strong):
        points = size * (STRONG if label.strong else 0.88)
        choices = (
            _beside(label, lines, points, radius, side)
            for lines in foldings(label.text)[:2]
            for side in ((1, 0), (-1, 0), (0, 1), (0, -1))
        )
        for choice in choices:
            box = shapely.box(*choice.box)
            if within.contains(box) and not shapely.intersects(blocked, box).any():
                placed.append(choice)
                blocked.append(box)
                break
    return _all_or_few(placed, wanted)


def _all_or_few(placed: list[Label], wanted: Sequence[Wanted]) -> list[Label]:
    ordinary = sum(not label.strong for label in placed)
    asked = sum(not label.strong for label in wanted)
    return placed if ordinary >= SHARE * asked else [label for label in placed if label.strong]


def _inside(label: Wanted, size: float, blocked: Sequence[BaseGeometry]) -> Label | None:
    """Return the label inside its area: the largest size first, then the fewest lines."""
    spots = _spots(label.shape, FINE_GRID if label.strong else GRID)
    shapely.prepare(label.shape)
    edge = label.shape.boundary
    middle = shapely.centroid(label.shape)
    for points in _sizes(size, label.strong):
        best: tuple[float, Label] | None = None
        for lines in foldings(label.text):
            if not _may_fit(label.shape, _extent(lines, points, label.strong)):
                continue
            boxes = _boxes(spots, lines, points, label.strong)
            fits = shapely.contains_properly(label.shape, boxes)
            if blocked and fits.any():
                fits &= ~_hit(boxes, blocked)
            if not fits.any():
                continue
            clear = np.minimum(shapely.distance(boxes, edge), 3.0)
            away = shapely.distance(shapely.centroid(boxes), middle)
            score = np.where(fits, clear - 0.12 * away, -np.inf)
            index = int(np.argmax(score))
            if best is None or score[index] > best[0] + 0.35:
                best = (score[index], _label(label, lines, spots[index], points, boxes[index]))
        if best:
            return replace(best[1], inside=True)
    return None


def _overhanging(
    label: Wanted,
    size: float,
    panel: Box,
    blocked: Sequence[BaseGeometry],
    outlines: Sequence[BaseGeometry],
) -> Label | None:
    """Return the label where most of it stands in its area and nothing is written over."""
    points = _sizes(size, label.strong)[-1]
    spots = _spots(label.shape, FINE_GRID if label.strong else GRID)
    within = shapely.box(*panel.bounds)
    others = [line for line in outlines if not line.equals(label.shape.boundary)]
    best: tuple[float, Label] | None = None
    for lines in foldings(label.text):
        width, height = _extent(lines, points, label.strong)
        if INSIDE_ENOUGH * width * height > label.shape.area:
            continue
        boxes = _boxes(spots, lines, points, label.strong)
        inside = shapely.area(shapely.intersection(boxes, label.shape)) / shapely.area(boxes)
        free = shapely.contains_properly(within, boxes) & (inside >= INSIDE_ENOUGH)
        if free.any() and (blocked or others):
            free &= ~_hit(boxes, [*blocked, *others])
        if not free.any():
            continue
        score = np.where(free, inside, -np.inf)
        index = int(np.argmax(score))
        if best is None or score[index] > best[0]:
            best = (score[index], _label(label, lines, spots[index], points, boxes[index]))
    return best[1] if best else None


def _may_fit(shape: BaseGeometry, extent: tuple[float, float]) -> bool:
    west, south, east, north = shape.bounds
    return bool(extent[0] < east - west and extent[1] < north - south)


def _beside(
    label: Wanted, lines: tuple[str, ...], points: float, radius: float, side: tuple[int, int]
) -> Label:
    width, height = _extent(lines, points, label.strong)
    x = label.shape.x + side[0] * (radius + width / 2 + 0.5)
    y = label.shape.y + side[1] * (radius + height / 2 + 0.4)
    box = shapely.box(x - width / 2, y - height / 2, x + width / 2, y + height / 2)
    return _label(label, lines, np.array([x, y]), points, box)


def _label(
    label: Wanted,
    lines: tuple[str, ...],
    at: NDArray[np.float64],
    points: float,
    box: BaseGeometry,
) -> Label:
    """Turn the middle of a label into the foot of its first line."""
    x, y = (float(value) for value in at)
    height = _extent(lines, points, label.strong)[1]
    foot = y + height / 2 - CAP * points * POINT
    return Label(label.key, lines, x, foot, points, label.strong, False, box.bounds)


def _sizes(size: float, strong: bool) -> list[float]:
    largest = size * STRONG if strong else size
    sizes = [largest * share for share in SIZES]
    return [points for points in sizes if points >= SMALLEST] or [SMALLEST]


def _extent(lines: Sequence[str], points: float, strong: bool) -> tuple[float, float]:
    width = max(width_of(line, points, strong) for line in lines)
    height = ((len(lines) - 1) * LINE * 0.9 + CAP + DEPTH) * points * POINT
    return width, height


def _boxes(
    spots: NDArray[np.float64], lines: Sequence[str], points: float, strong: bool
) -> NDArray[np.object_]:
    width, height = _extent(lines, points, strong)
    half, rise = width / 2 + AIR / 2, height / 2 + AIR / 2
    x, y = spots[:, 0], spots[:, 1]
    boxes: NDArray[np.object_] = shapely.box(x - half, y - rise, x + half, y + rise)
    return boxes


def _hit(boxes: NDArray[np.object_], blocked: Sequence[BaseGeometry]) -> NDArray[np.bool_]:
    tree = shapely.STRtree(list(blocked))
    struck = np.zeros(len(boxes), dtype=bool)
    struck[tree.query(boxes, predicate="intersects")[0]] = True
    return struck


def _spots(shape: BaseGeometry, grid_size: int) -> NDArray[np.float64]:
    """Return points inside a shape where the middle of its label may stand, its deepest first."""
    west, south, east, north = shape.bounds
    x, y = np.meshgrid(
        np.linspace(west, east, grid_size + 2)[1:-1], np.linspace(south, north, grid_size + 2)[1:-1]
    )
    grid = np.column_stack([x.ravel(), y.ravel()])
    inside = grid[shapely.contains_xy(shape, grid[:, 0], grid[:, 1])]
    deepest = shapely.get_coordinates(shapely.maximum_inscribed_circle(shape, 0.5))[:1]
    middle = shapely.get_coordinates(shapely.point_on_surface(shape))
    return np.vstack([deepest, middle, inside])


@kept(maxsize=2048)
def _fold(words: tuple[str, ...], count: int) -> tuple[str, ...]:
    if count == 1:
        return (" ".join(words),)
    folded = (
        (" ".join(words[:cut]), *_fold(words[cut:], count - 1))
        for cut in range(1, len(words) - count + 2)
    )
    return min(folded, key=lambda lines: max(map(len, lines)))
