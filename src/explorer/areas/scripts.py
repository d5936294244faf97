"""Geometry for the web map: one script a set, each with the least that a map needs."""

from __future__ import annotations

import geopandas as gpd
import numpy as np
import numpy.typing as npt
import shapely

from explorer.areas.writing import (
    BRITISH_GRID,
    WEB_DECIMALS,
    WGS84,
    feature_collection,
    in_short,
)

KEYS = {"thames": "thames", "parks": "parks", "neighbouring-boroughs": "neighbours"}
# A vertex is left out where its triangle is smaller than this length squared.
DETAIL_METRES = 15.0
MOST_VERTICES_KEPT_WHOLE = 2_000


def area_script(identifier: str, layer: gpd.GeoDataFrame) -> str:
    """Return the script that holds an area set's shapes, names and label points."""
    grid = layer.to_crs(BRITISH_GRID)
    if grid.geometry.count_coordinates().sum() > MOST_VERTICES_KEPT_WHOLE:
        grid = grid.set_geometry(
            gpd.GeoSeries(
                shapely.coverage_simplify(grid.geometry.to_numpy(), DETAIL_METRES), crs=grid.crs
            )
        )
    labels = label_points(grid.geometry).to_crs(WGS84)
    shapes = gpd.GeoDataFrame(
        {
            "code": layer["area_code"],
            "name": layer["area_name"],
            "borough": layer["borough_code"],
            "x": labels.x.round(WEB_DECIMALS),
            "y": labels.y.round(WEB_DECIMALS),
        },
        geometry=grid.geometry,
    )
    collection = feature_collection(shapes, WEB_DECIMALS).strip()
    if "Point" not in set(grid.geom_type):
        edges = _in_short_shape(borough_edges(grid))
        collection = f'{collection[:-1]},"borough_edges":{edges}}}'
    return _script(identifier, collection)


def borough_edges(areas: gpd.GeoDataFrame) -> shapely.Geometry:
    """Return the outlines of the boroughs as the areas draw them, each stretch once."""
    boroughs = areas.dissolve("borough_code", method="coverage")
    edges = shapely.union_all([borough.boundary for borough in boroughs.geometry])
    return gpd.GeoSeries([shapely.line_merge(edges)], crs=areas.crs).to_crs(WGS84).iloc[0]


def context_script(layers: dict[str, gpd.GeoDataFrame], boroughs: gpd.GeoDataFrame) -> str:
    """Return the script of the base map: water, parks, neighbours, borough edges and bounds.

    `bounds` are those of the boroughs: south, west, north, east in Leaflet's pairs.
    """
    west, south, east, north = boroughs.to_crs(WGS84).total_bounds.round(WEB_DECIMALS).tolist()
    members = [
        f"{in_short(KEYS[identifier])}:{feature_collection(_named(layer), WEB_DECIMALS).strip()}"
        for identifier, layer in layers.items()
    ]
    members.append(f'"boroughs":{_in_short_shape(borough_edges(boroughs))}')
    members.append(f'"bounds":{in_short([[south, west], [north, east]])}')
    return _script("context", "{" + ",\n".join(members) + "}")


def label_points(shapes: gpd.GeoSeries) -> gpd.GeoSeries:
    """Return the point of each area that lies furthest from its edges; a point stays itself."""
    if (shapes.geom_type == "Point").all():
        return shapes
    circles = shapely.maximum_inscribed_circle(shapes.to_numpy(), tolerance=1.0)
    centres = shapely.get_point(circles, 0)
    return gpd.GeoSeries(np.asarray(centres), index=shapes.index, crs=shapes.crs)


def _named(layer: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    return layer[["area_name", "geometry"]].rename(columns={"area_name": "name"})


def _in_short_shape(shape: shapely.Geometry) -> str:
    return in_short(shapely.geometry.mapping(shapely.transform(shape, _to_web)))


def _to_web(xy: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    return xy.round(WEB_DECIMALS)


def _script(identifier: str, content: str) -> str:
    return f"(window.explorerGeometry ??= {{}})[{in_short(identifier)}] = {content.strip()};\n"
