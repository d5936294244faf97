"""How a layer becomes a file: short coordinates, one feature a line, the same bytes every time."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import geopandas as gpd
import shapely

BRITISH_GRID = 27700
WGS84 = 4326
FILE_DECIMALS = 6
WEB_DECIMALS = 5


def feature_collection(layer: gpd.GeoDataFrame, decimals: int) -> str:
    """Write a layer as GeoJSON in WGS 84, its features in order and one to a line."""
    return "\n".join(_lines(layer.to_crs(WGS84), decimals)) + "\n"


def in_short(value: Any) -> str:
    """Write a value as JSON without spaces."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _lines(layer: gpd.GeoDataFrame, decimals: int) -> Iterator[str]:
    yield '{"type":"FeatureCollection","features":['
    geometries = _rounded(layer.geometry, decimals)
    records = layer.drop(columns=layer.geometry.name).to_dict("records")
    for index, (properties, geometry) in enumerate(zip(records, geometries, strict=True)):
        feature = {
            "type": "Feature",
            "properties": properties,
            "geometry": shapely.geometry.mapping(geometry),
        }
        yield in_short(feature) + ("," if index < len(records) - 1 else "")
    yield "]}"


def _rounded(geometries: gpd.GeoSeries, decimals: int) -> Iterator[Any]:
    # Rounding each vertex alone keeps shared edges shared: the same vertex rounds the same way.
    for geometry in geometries:
        short = shapely.transform(geometry, lambda xy: xy.round(decimals))
        yield shapely.orient_polygons(shapely.remove_repeated_points(short))
