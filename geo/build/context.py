"""Thames, parks and neighbouring boroughs: the base map that needs no internet."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
from geo.build.boundaries import COLUMNS
from geo.build.writing import BRITISH_GRID, WGS84

# Degrees around the two boroughs; a wide screen shows more to the sides than above and below.
MARGIN_EAST_WEST = 0.045
MARGIN_NORTH_SOUTH = 0.03
SMALLEST_PARK_HECTARES = 5.0
DETAIL_METRES = 12.0
# All of the region is drawn a few centimetres wide.
REGION_DETAIL_METRES = 200.0
# The source names this park after its former pleasure gardens.
PARK_NAMES = {"Festival Pleasure Gardens": "Battersea Park"}


def frame(boroughs: gpd.GeoDataFrame) -> shapely.Polygon:
    """Return the rectangle that context is drawn in, British National Grid."""
    west, south, east, north = boroughs.to_crs(WGS84).total_bounds
    corners = shapely.box(
        west - MARGIN_EAST_WEST,
        south - MARGIN_NORTH_SOUTH,
        east + MARGIN_EAST_WEST,
        north + MARGIN_NORTH_SOUTH,
    )
    return gpd.GeoSeries([corners], crs=WGS84).to_crs(BRITISH_GRID).iloc[0]


def context_layers(folder: Path, boroughs: gpd.GeoDataFrame) -> dict[str, gpd.GeoDataFrame]:
    """Return the context layers by id, cut to the frame and fitted to the two boroughs."""
    window = frame(boroughs)
    own = boroughs.union_all(method="coverage")
    river = _read(folder / "geo/thames.geojson").union_all()
    river = river.simplify(DETAIL_METRES).intersection(window).difference(own)
    around = _neighbours(folder, boroughs, window).assign(
        geometry=lambda layer: layer.difference(own).difference(river)
    )
    fitted = _filled([river, *around.geometry], window.difference(own))
    return {
        "thames": _layer(["thames"], ["River Thames"], fitted[:1]),
        "parks": _parks(folder, window),
        "neighbouring-boroughs": _layer(around["GSS_CODE"], around["NAME"], fitted[1:]),
    }


def region(folder: Path) -> gpd.GeoDataFrame:
    """Return every borough of the region, British National Grid, for a small map of it all."""
    whole = _simplified(folder, REGION_DETAIL_METRES).sort_values("GSS_CODE", ignore_index=True)
    return _layer(whole["GSS_CODE"], whole["NAME"], whole.geometry)


def _simplified(folder: Path, metres: float) -> gpd.GeoDataFrame:
    """Return the boroughs with less detail, still fitting one another."""
    whole = _read(folder / "geo/london_boroughs.geojson")
    shapes = shapely.coverage_simplify(whole.geometry.to_numpy(), metres)
    return whole.set_geometry(gpd.GeoSeries(shapes, crs=whole.crs))


def _neighbours(
    folder: Path, boroughs: gpd.GeoDataFrame, window: shapely.Polygon
) -> gpd.GeoDataFrame:
    london = _simplified(folder, DETAIL_METRES)
    london = london[london.intersects(window) & ~london["GSS_CODE"].isin(boroughs["area_code"])]
    cut = london.assign(geometry=london.intersection(window))
    return cut.sort_values("GSS_CODE", ignore_index=True)


def _filled(layers: list[shapely.Geometry], domain: shapely.Geometry) -> list[shapely.Geometry]:
    """Give each gap between layers of different detail to the layer it borders most."""
    gaps = shapely.get_parts(domain.difference(shapely.union_all(layers)))
    edges = np.array([layer.boundary for layer in layers])
    taken: dict[int, list[shapely.Geometry]] = {}
    for gap in gaps:
        borders = shapely.length(shapely.intersection(edges, gap.buffer(0.1)))
        taken.setdefault(int(np.argmax(borders)), []).append(gap)
    return [
        _polygons(shapely.union_all([layer, *taken.get(index, [])]))
        for index, layer in enumerate(layers)
    ]


def _polygons(geometry: shapely.Geometry) -> shapely.Geometry:
    parts = [p for p in shapely.get_parts(geometry) if p.geom_type == "Polygon" and p.area > 50]
    return parts[0] if len(parts) == 1 else shapely.MultiPolygon(parts)


def _parks(folder: Path, window: shapely.Polygon) -> gpd.GeoDataFrame:
    parks = _read(folder / "geo/parks.geojson")
    parks = parks.assign(geometry=parks.intersection(window))
    parks = parks[parks.area >= SMALLEST_PARK_HECTARES * 10_000].sort_values("id")
    parks = parks[~np.array(_mostly_in_another(parks))]
    names = parks["name"].replace(PARK_NAMES).fillna("")
    return _layer(parks["id"], names, parks.simplify(DETAIL_METRES / 2))


def _mostly_in_another(parks: gpd.GeoDataFrame) -> list[bool]:
    return [
        any(
            park.intersection(other).area > park.area / 2
            for other in parks.geometry
            if other.area > park.area
        )
        for park in parks.geometry
    ]


def _layer(
    codes: Iterable[str], names: Iterable[str], geometries: Iterable[shapely.Geometry]
) -> gpd.GeoDataFrame:
    columns = {"area_code": list(codes), "area_name": list(names), "borough_code": ""}
    return gpd.GeoDataFrame(pd.DataFrame(columns), geometry=list(geometries), crs=BRITISH_GRID)[
        COLUMNS
    ]


def _read(file: Path) -> gpd.GeoDataFrame:
    return gpd.read_file(file).to_crs(BRITISH_GRID)
