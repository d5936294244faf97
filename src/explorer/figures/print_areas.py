"""The areas of a print map on the British National Grid: ground, classes, borders, outlines."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from math import pi, sin

import geopandas as gpd
import numpy as np
import shapely
from matplotlib.patches import Circle, PathPatch
from matplotlib.path import Path
from matplotlib.transforms import Affine2D
from shapely.geometry.base import BaseGeometry

from explorer import areas
from explorer.areas.sets import BRITISH_GRID, WGS84
from explorer.figures.print_sheet import GREEN, LAND, LINES, WATER, Box, Layer, Sheet
from explorer.keeping import kept
from explorer.model import AreaKind, AreaSet
from explorer.views import palettes
from explorer.views.base import LegendEntry, MapView, Swatch

HATCH = "//////"
ROOM_ROUND = 0.045
"""Empty ground round the areas, as a share of the map's shorter side."""
DOT = 1.25
"""Radius of a point in millimetres on an A4 page."""
SITE = 0.8
"""Radius of a site over the areas, likewise."""
TREE, TREE_STEP = 0.75, 1.3
"""Of the stipple of parks: a dot in points, and millimetres between dots, on an A4 page."""
EDGE = 300.0
"""Metres by which the edge of the context layers, cut along meridians, slants on the grid."""
NEIGHBOURS, PARKS, RIVER, BOROUGHS = "neighbouring-boroughs", "parks", "thames", "boroughs"
REGION = "region-boroughs"


@dataclass(frozen=True)
class Ground:
    """The stretch of the British National Grid that a box of the sheet shows.

    Attributes
    ----------
    box : Box
    west, south : float
        Metres east and north at the box's lower left corner.
    scale : float
        Millimetres of paper a metre of ground.
    """

    box: Box
    west: float
    south: float
    scale: float

    @property
    def transform(self) -> Affine2D:
        """Metres of the grid to millimetres of the sheet."""
        place = Affine2D().translate(-self.west, -self.south).scale(self.scale)
        return place.translate(self.box.x, self.box.y)

    @property
    def extent(self) -> BaseGeometry:
        """What the box shows, in metres of the grid."""
        east = self.west + self.box.width / self.scale
        north = self.south + self.box.height / self.scale
        return shapely.box(self.west, self.south, east, north)

    def on_sheet(self, shapes: Iterable[BaseGeometry]) -> list[BaseGeometry]:
        """Return shapes of the grid in millimetres of the sheet."""
        origin = np.array([self.west, self.south])
        corner = np.array([self.box.x, self.box.y])
        moved = shapely.transform(
            np.array(list(shapes), dtype=object), lambda at: (at - origin) * self.scale + corner
        )
        return list(moved)


@kept
def on_grid(identifier: str) -> gpd.GeoDataFrame:
    """Return an area set on the British National Grid; shared, never changed."""
    return areas.load(identifier).to_crs(BRITISH_GRID)


@kept
def _whole(identifier: str) -> BaseGeometry:
    """Return everything of a context layer as one shape; nothing where there is no such layer."""
    if identifier not in areas.area_sets():
        return shapely.MultiPolygon()
    return on_grid(identifier).union_all()


@kept
def _between_boroughs() -> BaseGeometry:
    """Return the lines between neighbouring boroughs, without the edge where the file ends."""
    held = areas.load(NEIGHBOURS)
    end = shapely.segmentize(shapely.box(*held.total_bounds).exterior, 0.01)
    edge = gpd.GeoSeries([end], crs=held.crs).to_crs(BRITISH_GRID).iloc[0]
    return shapely.difference(on_grid(NEIGHBOURS).boundary.union_all(), edge.buffer(25))


def fit(bounds: tuple[float, float, float, float], box: Box, *, inside_context: bool) -> Ground:
    """Choose the ground that a box shows: the areas in its middle, and round them what is there.

    Where the ground that is held ends before the box does, the box is made smaller, so that no
    map shows an empty edge.
    """
    west, south, east, north = bounds
    room = ROOM_ROUND * min(box.width, box.height)
    scale = min(
        (box.width - 2 * room) / max(east - west, 1.0),
        (box.height - 2 * room) / max(north - south, 1.0),
    )
    width, height = box.width, box.height
    middle = (west + east) / 2, (south + north) / 2
    if inside_context:
        left, low, right, high = context_bounds()
        width = min(width, 2 * scale * min(middle[0] - left, right - middle[0]))
        height = min(height, 2 * scale * min(middle[1] - low, high - middle[1]))
    shrunk = Box(box.x, box.top - height, width, height)
    return Ground(shrunk, middle[0] - width / scale / 2, middle[1] - height / scale / 2, scale)


def context_bounds() -> tuple[float, float, float, float]:
    """Return the ground that the context layers fill, without the slanting edge of their file."""
    west, south, east, north = on_grid(NEIGHBOURS).total_bounds
    return west + EDGE, south + EDGE, east - EDGE, north - EDGE


def within_context(bounds: tuple[float, float, float, float]) -> bool:
    """Say whether the neighbouring boroughs that are held reach round some bounds."""
    held = shapely.box(*context_bounds())
    return bool(held.contains(shapely.box(*bounds)))


def draw_ground(sheet: Sheet, layer: Layer, ground: Ground, *, context: bool) -> None:
    """Draw neighbouring boroughs, parks and river, or an even ground."""
    sheet.rectangle(layer, ground.box, LAND if context else palettes.PAPER)
    if not context:
        return
    for name, shape, fill, line in (
        ("neighbours", _between_boroughs(), "none", LINES),
        ("parks", _whole(PARKS), GREEN, "none"),
        ("river", _whole(RIVER), WATER, "none"),
    ):
        patch = PathPatch(
            path_of(shape), facecolor=fill, edgecolor=line, linewidth=0.6, joinstyle="round"
        )
        sheet.put(layer, patch, ground.transform + sheet.millimetres, ground.box, name)


def draw_trees(
    sheet: Sheet, layer: Layer, ground: Ground, shapes: Iterable[BaseGeometry], scale: float
) -> BaseGeometry:
    """Stipple parks over the areas, as the screen does; return what is stippled, on the sheet."""
    whole = shapely.union_all(np.array(list(shapes), dtype=object), grid_size=1.0)
    green = ground.on_sheet([shapely.intersection(whole, _whole(PARKS))])[0]
    step = TREE_STEP * max(scale, 0.6)
    west, south, east, north = green.bounds if not green.is_empty else (0.0, 0.0, 0.0, 0.0)
    x, y = np.meshgrid(np.arange(west, east, step), np.arange(south, north, step / 2))
    x[1::2] += step / 2
    inside = shapely.contains_xy(green, x.ravel(), y.ravel())
    spots = np.column_stack([x.ravel()[inside], y.ravel()[inside]])
    # A dot is a line of almost no length with round ends: one path, small in every format.
    ends = np.stack([spots, spots + np.array([0.01, 0.0])], axis=1).reshape(-1, 2)
    dots = PathPatch(
        Path(ends, [Path.MOVETO, Path.LINETO] * len(spots)) if len(spots) else Path([(0.0, 0.0)]),
        facecolor="none",
        edgecolor="#24331C70",
        linewidth=TREE * max(scale, 0.6),
        capstyle="round",
    )
    dots.set_snap(False)
    sheet.put(layer, dots, name="park-stipple")
    return green


def draw_quiet(sheet: Sheet, layer: Layer, ground: Ground, beneath: AreaSet) -> None:
    """Draw areas without a figure of their own under points."""
    patch = PathPatch(
        compound(on_grid(beneath.id).geometry),
        facecolor="#FFFFFFD0",
        edgecolor=LINES,
        linewidth=0.6,
        joinstyle="round",
    )
    sheet.put(layer, patch, ground.transform + sheet.millimetres, ground.box, beneath.id)


def draw_areas(sheet: Sheet, layer: Layer, ground: Ground, view: MapView) -> None:
    """Fill each area as the legend's entry of its class is drawn, under its code as name."""
    entries = {entry.key: entry for entry in view.legend}
    shapes = view.frame.geometry.to_crs(BRITISH_GRID)
    at = ground.transform + sheet.millimetres
    rows = zip(view.frame["area_code"], view.frame["class_key"], shapes, strict=True)
    for code, key, shape in rows:
        patch = PathPatch(path_of(shape), **fill_of(entries[key]), linewidth=0.0)
        sheet.put(layer, patch, at, ground.box, f"area-{code}")


def draw_borders(sheet: Sheet, layer: Layer, ground: Ground, view: MapView, scale: float) -> None:
    """Draw white hairlines between areas, finer where there are many, and dark borough edges."""
    at = ground.transform + sheet.millimetres
    shapes = view.frame.geometry.to_crs(BRITISH_GRID)
    if view.area_set.kind is AreaKind.POLYGON:
        hair = (0.75 if len(shapes) <= 80 else 0.4) * max(scale, 0.6)
        lines = PathPatch(
            compound(shapes),
            facecolor="none",
            edgecolor=palettes.PAPER,
            linewidth=hair,
            joinstyle="round",
        )
        sheet.put(layer, lines, at, ground.box, "area-borders")
        edges = [shapely.union_all(group, grid_size=1.0) for group in _boroughs(view, shapes)]
    else:
        edges = list(on_grid(BOROUGHS).geometry)
    for name, colour, width in (
        ("borough-casing", "#FFFFFFA0", 2.6),
        ("borough-edges", palettes.INK, 1.1),
    ):
        patch = PathPatch(
            compound(edges),
            facecolor="none",
            edgecolor=colour,
            linewidth=width * max(scale, 0.6),
            joinstyle="round",
        )
        sheet.put(layer, patch, at, ground.box, name)


def _boroughs(view: MapView, shapes: gpd.GeoSeries) -> Iterator[list[BaseGeometry]]:
    for _, rows in view.frame.groupby("borough_code", sort=True).groups.items():
        yield list(shapes.loc[rows])


def draw_highlights(
    sheet: Sheet, layer: Layer, ground: Ground, view: MapView, scale: float
) -> None:
    """Outline the areas compared in the accent, cased in white so that it stands on any class."""
    if view.area_set.kind is AreaKind.POINT:
        return
    chosen = view.frame[view.frame["area_code"].isin(view.highlighted)]
    at = ground.transform + sheet.millimetres
    shapes = list(zip(chosen["area_code"], chosen.geometry.to_crs(BRITISH_GRID), strict=True))
    for name, colour, width in (
        ("casing", palettes.PAPER, 3.8),
        ("outline", palettes.HIGHLIGHT, 2.2),
    ):
        for code, shape in shapes:
            patch = PathPatch(
                path_of(shape),
                facecolor="none",
                edgecolor=colour,
                linewidth=width * max(scale, 0.6),
                joinstyle="round",
            )
            sheet.put(layer, patch, at, ground.box, f"{name}-{code}")


def draw_points(
    sheet: Sheet, layer: Layer, ground: Ground, view: MapView, scale: float
) -> list[tuple[float, float]]:
    """Draw points in their class's colour, those compared ringed; return where each stands."""
    entries = {entry.key: entry for entry in view.legend}
    radius = DOT * max(scale, 0.6)
    places = spread(ground.on_sheet(view.frame.geometry.to_crs(BRITISH_GRID)), radius)
    rows = zip(view.frame["area_code"], view.frame["class_key"], places, strict=True)
    for code, key, place in sorted(rows, key=lambda row: row[0] in view.highlighted):
        if code in view.highlighted:
            for name, colour, more in (
                ("casing", palettes.PAPER, 1.0),
                ("outline", palettes.HIGHLIGHT, 0.75),
            ):
                ring = Circle(place, radius + more, facecolor=colour, linewidth=0.0)
                sheet.put(layer, ring, name=f"{name}-{code}")
        draw_dot(sheet, layer, place, radius, entries[key], f"area-{code}", ground.box)
    return places


def draw_sites(
    sheet: Sheet, layer: Layer, ground: Ground, view: MapView, scale: float
) -> BaseGeometry:
    """Draw sites as small dots, dark within and light round them; return what they cover."""
    radius = SITE * max(scale, 0.6)
    places = gpd.GeoSeries.from_xy(
        [site.longitude for site in view.sites], [site.latitude for site in view.sites], crs=WGS84
    )
    spots = spread(ground.on_sheet(places.to_crs(BRITISH_GRID)), radius)
    for place in spots:
        draw_site(sheet, layer, place, radius, ground.box)
    return shapely.union_all([point.buffer(radius) for point in as_points(spots)])


def draw_site(
    sheet: Sheet,
    layer: Layer,
    place: tuple[float, float],
    radius: float,
    within: Box | None = None,
) -> None:
    """Draw one site."""
    dot = Circle(place, radius, facecolor=palettes.INK, edgecolor=palettes.PAPER, linewidth=0.7)
    sheet.put(layer, dot, within=within)


def draw_dot(
    sheet: Sheet,
    layer: Layer,
    place: tuple[float, float],
    radius: float,
    entry: LegendEntry,
    name: str = "",
    within: Box | None = None,
) -> None:
    """Draw one point as its legend entry says; a hollow one is crossed."""
    dot = Circle(place, radius, **fill_of(entry) | {"edgecolor": palettes.INK}, linewidth=0.5)
    if entry.swatch is Swatch.HATCH:
        dot.set_hatch(HATCH * 2)
    sheet.put(layer, dot, within=within, name=name)
    if entry.swatch is Swatch.POINT_HOLLOW:
        reach = radius * 0.7
        x, y = place
        moves = [Path.MOVETO, Path.LINETO] * 2
        ends = [
            (x - reach, y - reach),
            (x + reach, y + reach),
            (x - reach, y + reach),
            (x + reach, y - reach),
        ]
        cross = PathPatch(Path(ends, moves), edgecolor=palettes.INK, linewidth=0.7)
        sheet.put(layer, cross, within=within)


def spread(points: Iterable[BaseGeometry], radius: float) -> list[tuple[float, float]]:
    """Return where points are drawn: those of one building in a small circle round it."""
    homes = [(point.x, point.y) for point in points]
    together: dict[tuple[float, float], list[int]] = {}
    for index, (x, y) in enumerate(homes):
        together.setdefault((round(x, 1), round(y, 1)), []).append(index)
    placed = list(homes)
    for members in together.values():
        if len(members) == 1:
            continue
        reach = radius / sin(pi / len(members))
        for turn, index in enumerate(members):
            angle = 2 * pi * turn / len(members)
            x, y = homes[index]
            placed[index] = (x + reach * np.cos(angle), y + reach * np.sin(angle))
    return placed


def as_points(places: Iterable[tuple[float, float]]) -> list[BaseGeometry]:
    """Return places on the sheet as shapes."""
    return [shapely.Point(place) for place in places]


def fill_of(entry: LegendEntry) -> dict[str, str]:
    """Return how a legend entry fills: its colour, hatched where the entry is."""
    if entry.swatch is Swatch.HATCH:
        return {"facecolor": entry.colour, "edgecolor": palettes.NO_DATA_HATCH, "hatch": HATCH}
    if entry.swatch is Swatch.OUTLINE:
        return {"facecolor": "none", "edgecolor": entry.colour}
    return {"facecolor": entry.colour, "edgecolor": "none"}


def path_of(shape: BaseGeometry) -> Path:
    """Return a shape of polygons or lines as one path."""
    rings: list[Path] = []
    for part in shapely.get_parts(shape):
        if part.geom_type == "Polygon":
            rings += [Path(shapely.get_coordinates(ring), closed=True) for ring in _rings(part)]
        elif part.geom_type in ("LineString", "LinearRing"):
            rings.append(Path(shapely.get_coordinates(part)))
    return Path.make_compound_path(*rings)


def compound(shapes: Iterable[BaseGeometry]) -> Path:
    """Return several shapes as one path."""
    return Path.make_compound_path(*(path_of(shape) for shape in shapes))


def _rings(polygon: BaseGeometry) -> list[BaseGeometry]:
    turned = shapely.orient_polygons(polygon)
    return [turned.exterior, *turned.interiors]
