"""A map small enough to stand beside its finding: areas, borders and outlines, and nothing else.

It is drawn as SVG without a plotting library: whoever opens the overview waits for none.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from typing import Any

import numpy as np
import pandas as pd
import shapely
from shapely.geometry.base import BaseGeometry

from explorer import areas
from explorer.areas.sets import BRITISH_GRID
from explorer.keeping import kept
from explorer.model import AreaKind
from explorer.views import palettes
from explorer.views.base import LegendEntry, MapView, Swatch

WIDTH = 400
"""Units across; a map is as high as its areas are."""
ROOM = 6
"""Units left free round the areas, so that outlines are whole."""
DETAIL = 40.0
"""Metres by which a border may be drawn straighter than it is: less than a pixel of a phone's."""
DOT = 6
BOROUGHS = "boroughs"
HATCH = (
    '<defs><pattern id="{id}" width="6" height="6" patternUnits="userSpaceOnUse" '
    'patternTransform="rotate(45)"><rect width="6" height="6" fill="{fill}"/>'
    '<path d="M0 0V6" stroke="{line}" stroke-width="3"/></pattern></defs>'
)


@dataclass(frozen=True)
class Paper:
    """Where the ground lies on a small map: metres of its west and north, units a metre."""

    west: float
    north: float
    scale: float

    def placed(self, shapes: Iterable[BaseGeometry]) -> list[BaseGeometry]:
        """Return shapes of the British National Grid in units of the map, y downwards."""
        return [shapely.transform(shape, self._units) for shape in shapes]

    def _units(self, at: np.ndarray) -> np.ndarray:
        along, down = (at[:, 0] - self.west) * self.scale, (self.north - at[:, 1]) * self.scale
        return np.column_stack([along, down]) + ROOM


@kept(maxsize=64)
def svg(view: MapView) -> str:
    """Draw a map view small.

    Parameters
    ----------
    view : MapView
        Of areas or of points; points stand on the boroughs.

    Returns
    -------
    str
        An SVG document titled with the view's text alternative: every area is a `path` (every
        point a `circle`) with its `data-code`, in the colour of its class.
    """
    frame = view.frame.to_crs(BRITISH_GRID)
    is_points = view.area_set.kind is AreaKind.POINT
    ground = areas.load(BOROUGHS).to_crs(BRITISH_GRID) if is_points else frame
    # The same corners go on both sides of a border, so that no gap opens.
    shapes = shapely.coverage_simplify(ground.geometry.to_numpy(), DETAIL)
    west, south, east, north = shapely.total_bounds(shapes)
    scale = (WIDTH - 2 * ROOM) / (east - west)
    paper = Paper(west, north, scale)
    hatch = f"hatch-{view.selection.indicator}"
    fills = {entry.key: _fill(entry, hatch) for entry in view.legend}
    drawn = paper.placed(shapes)
    if is_points:
        body = _points(drawn, frame.assign(geometry=paper.placed(frame.geometry)), fills)
    else:
        body = _areas(frame.assign(geometry=drawn), fills, view.highlighted)
    pattern = HATCH.format(id=hatch, fill=palettes.NO_DATA_FILL, line=palettes.NO_DATA_HATCH)
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" '
        f'viewBox="0 0 {WIDTH} {(north - south) * scale + 2 * ROOM:.0f}">'
        f"<title>{escape(view.text_alternative)}</title>"
        f"{pattern if hatch in body else ''}{body}</svg>"
    )


def _points(boroughs: Sequence[BaseGeometry], frame: pd.DataFrame, fills: Mapping[str, str]) -> str:
    """Draw points in the colours of their classes on the boroughs."""
    ground = f'<path d="{_path(boroughs)}" fill="{palettes.PAPER}" {_line(1.5)}/>'
    return ground + "".join(
        f'<circle data-code="{escape(code)}" cx="{at.x:.0f}" cy="{at.y:.0f}" r="{DOT}" '
        f'fill="{fills[key]}" {_line(1)}/>'
        for code, key, at in _rows(frame)
    )


def _areas(frame: pd.DataFrame, fills: Mapping[str, str], highlighted: Sequence[str]) -> str:
    """Draw areas in the colours of their classes, dark borough edges, and those compared."""
    body = "".join(
        f'<path data-code="{escape(code)}" d="{_path([shape])}" fill="{fills[key]}" '
        f'stroke="{palettes.PAPER}"/>'
        for code, key, shape in _rows(frame)
    )
    edges = [
        shapely.union_all(held.to_numpy(), grid_size=0.1)
        for _, held in frame.groupby("borough_code")["geometry"]
    ]
    body += f'<path d="{_path(edges)}" fill="none" {_line(1.5)}/>'
    chosen = frame.loc[frame["area_code"].isin(highlighted), "geometry"]
    outlines = ((palettes.PAPER, 6), (palettes.HIGHLIGHT, 3.5)) if len(chosen) else ()
    return body + "".join(
        f'<path d="{_path(chosen)}" fill="none" stroke="{colour}" stroke-width="{width}" '
        'stroke-linejoin="round"/>'
        for colour, width in outlines
    )


def _rows(frame: pd.DataFrame) -> Iterator[tuple[str, str, Any]]:
    return zip(frame["area_code"], frame["class_key"], frame["geometry"], strict=True)


def _fill(entry: LegendEntry, hatch: str) -> str:
    return f"url(#{hatch})" if entry.swatch is Swatch.HATCH else entry.colour


def _line(width: float) -> str:
    return f'stroke="{palettes.INK}" stroke-width="{width}" stroke-linejoin="round"'


def _path(shapes: Iterable[BaseGeometry]) -> str:
    """Write polygons as the data of one path, to the nearest unit."""
    rings = [
        ring
        for polygon in shapely.get_parts(list(shapes))
        for ring in (polygon.exterior, *polygon.interiors)
    ]
    return "".join(
        "M" + "L".join(f"{x:.0f} {y:.0f}" for x, y in ring.coords[:-1]) + "Z" for ring in rings
    )
