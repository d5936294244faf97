"""The key of a map labelled with numbers: which number is which area, in columns."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil

from explorer.errors import Problem, SelectionError
from explorer.figures.print_sheet import POINT, Box, Sheet, width_of
from explorer.views.base import MapSet, MapView

SMALLEST = 4.6
SHARES = (1.0, 0.88, 0.77, 0.68, 0.58)
"""Sizes tried, as shares of the largest."""
LINE, GAP, BETWEEN = 1.32, 0.7, 1.6
"""Of the size of the text: height of a line, room after a number, room between columns."""


@dataclass(frozen=True)
class KeyPlan:
    """How a key stands: its size of text, its columns, and how many lines each has."""

    size: float
    number: float
    column: float
    columns: int
    rows: int

    @property
    def height(self) -> float:
        return (self.rows * LINE + BETWEEN) * self.size * POINT


def names_of(view: MapView | MapSet) -> list[str]:
    """Return the names of the areas in the order of their numbers.

    Raises
    ------
    SelectionError
        When several maps show different areas, which one key cannot name.
    """
    if isinstance(view, MapView):
        return [str(name) for name in view.frame["area_name"]]
    if len(view.area_sets) > 1:
        raise SelectionError(
            Problem(
                "labels",
                "numbers on maps of different areas",
                "names, values or none",
                "Choose another label: one key cannot name the areas of both.",
            )
        )
    return names_of(view.panels[0].view)


def plan(names: Sequence[str], size: float, width: float, height: float) -> KeyPlan | None:
    """Find the largest letters in which a key stands in a box; None where none do.

    Parameters
    ----------
    names : sequence of str
        Of the areas, in order of their numbers.
    size : float
        Largest size of text in points.
    width, height : float
        Of the box, in millimetres.
    """
    for points in [size * share for share in SHARES if size * share > SMALLEST] + [SMALLEST]:
        number = max(width_of(str(index + 1), points, bold=True) for index in range(len(names)))
        unit = points * POINT
        column = number + (GAP + BETWEEN) * unit + max(width_of(name, points) for name in names)
        columns = int((width + BETWEEN * unit) // column)
        if not columns:
            continue
        rows = ceil(len(names) / columns)
        found = KeyPlan(points, number, column, ceil(len(names) / rows), rows)
        if found.height <= height:
            return found
    return None


def draw(sheet: Sheet, room: Box, names: Sequence[str], size: float) -> Box:
    """Write the key at the top of a box; return what is left beneath.

    Raises
    ------
    SelectionError
        When it has no room even in the smallest letters.
    """
    key = plan(names, size, room.width, room.height)
    if key is None:
        raise SelectionError(
            Problem(
                "labels",
                f"{len(names)} numbers, whose key has no room on this page",
                "a key that can be read",
                "Choose a larger page, or names or values instead of numbers.",
            )
        )
    layer, unit = sheet.layer("key"), key.size * POINT
    for index, name in enumerate(names):
        x = room.x + (index // key.rows) * key.column + key.number
        y = room.top - (index % key.rows * LINE + BETWEEN) * unit
        sheet.write(layer, x, y, str(index + 1), key.size, bold=True, align="right")
        sheet.write(layer, x + GAP * unit, y, name, key.size)
    return Box(room.x, room.y, room.width, max(0.0, room.height - key.height))
