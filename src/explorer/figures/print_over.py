"""Borders of another area set, dashed over the areas of a print map."""

from __future__ import annotations

import shapely
from matplotlib.patches import PathPatch
from shapely.geometry.base import BaseGeometry

from explorer.figures import print_areas
from explorer.figures.print_areas import Ground
from explorer.figures.print_sheet import Box, Layer, Sheet
from explorer.keeping import kept
from explorer.model import AreaSet
from explorer.views import palettes

DASHES = (0.0, (4.0, 2.5))
"""Where the first begins, and the lengths of dash and gap in widths of the line."""
WIDTH, CASING = 1.0, 2.6
"""In points, on an A4 page."""


@kept
def borders_of(identifier: str) -> BaseGeometry:
    """Return each border of a set once: drawn for both its areas, its gaps would be filled."""
    edges = print_areas.on_grid(identifier).boundary
    return shapely.line_merge(shapely.union_all(edges.to_numpy(), grid_size=1.0))


def draw_over(
    sheet: Sheet, layer: Layer, ground: Ground, over: AreaSet, scale: float
) -> BaseGeometry:
    """Draw the borders of a set dashed, light beneath to be seen on any class; return them."""
    at = ground.transform + sheet.millimetres
    path = print_areas.path_of(borders_of(over.id))
    for name, colour, width, style in (
        ("over-casing", palettes.PAPER, CASING, "solid"),
        ("over", palettes.INK, WIDTH, DASHES),
    ):
        line = PathPatch(
            path,
            facecolor="none",
            edgecolor=colour,
            linewidth=width * max(scale, 0.6),
            linestyle=style,
            capstyle="butt",
        )
        sheet.put(layer, line, at, ground.box, name)
    return ground.on_sheet([borders_of(over.id)])[0]


def draw_swatch(sheet: Sheet, layer: Layer, swatch: Box, colour: str, width: float) -> None:
    """Draw a dashed line across the middle of a legend's swatch; `width` in points."""
    middle = swatch.y + swatch.height / 2
    ends = print_areas.path_of(
        shapely.LineString([(swatch.x, middle), (swatch.x + swatch.width, middle)])
    )
    line = PathPatch(
        ends, facecolor="none", edgecolor=colour, linewidth=width, linestyle=DASHES, capstyle="butt"
    )
    sheet.put(layer, line, name="legend-over")
