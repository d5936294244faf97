"""GeoJSON and GeoPackage: the attributes as text, and whether the shapes are sound and in place."""

from __future__ import annotations

import io
import json
import sqlite3
import time
import warnings
from functools import cache
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from explorer import areas
from explorer.areas.sets import BRITISH_GRID, WGS84
from explorer.errors import Problem
from explorer.intake.readers import bounds
from explorer.intake.readers.grid import Sheet, sheet, tidy

if TYPE_CHECKING:
    import geopandas as gpd

MOST_BYTES = 50 * bounds.MEGABYTE
MOST_SHAPES = 50_000
GEOPACKAGE = b"SQLite format 3\0"
APPLICATION = (b"GPKG", b"GP10", b"GP11")
SECONDS_TO_LOOK = 1.0
KNOWN_CRS = (WGS84, BRITISH_GRID, "EPSG:3857", "OGC:CRS84")
NEARBY_METRES = 2_000
LOCATED = "area in which the point lies"
SMALL_SET_LEVEL = "lsoa"


def is_geojson(content: bytes) -> bool:
    """Say whether bytes are a GeoJSON collection of features."""
    start = content[:4_096].lstrip(b"\xef\xbb\xbf \t\r\n")
    return start.startswith(b"{") and b'"FeatureCollection"' in content


def is_geopackage(content: bytes) -> bool:
    """Say whether bytes are a SQLite database that calls itself a GeoPackage."""
    return content.startswith(GEOPACKAGE) and content[68:72] in APPLICATION


def read_spatial(content: bytes, name: str) -> Sheet:
    """Read the attributes of a layer; points without an area code are placed in the areas here.

    Raises
    ------
    IntakeError
        When the file is damaged or larger than may be read, or holds no layer of shapes.
    """
    bounds.check_bytes(name, len(content))
    if len(content) > MOST_BYTES:
        bounds.refuse(
            name,
            f"{len(content) / bounds.MEGABYTE:,.0f} MB of shapes",
            f"at most {MOST_BYTES // bounds.MEGABYTE} MB",
            "Leave out the shapes: figures by area code are enough.",
        )
    geojson = is_geojson(content)
    (_check_json if geojson else _check_database)(content, name)
    layer = _layer(content, name)
    problems = _crs_problems(layer, name, geojson)
    if not problems:
        problems = [*_shape_problems(layer), *_place_problems(layer)]
    return _as_sheet(layer, name, located=not problems).with_faults(*problems)


def _layer(content: bytes, name: str) -> gpd.GeoDataFrame:
    import geopandas as gpd
    import pyogrio
    from pyogrio.errors import DataLayerError, DataSourceError, FeatureError, GeometryError
    from shapely.errors import ShapelyError

    try:
        with warnings.catch_warnings():
            # The bytes have no file name, so GDAL misses the ending that it expects.
            warnings.simplefilter("ignore", RuntimeWarning)
            layer = pyogrio.read_dataframe(io.BytesIO(content), max_features=MOST_SHAPES + 1)
    except (
        *(DataLayerError, DataSourceError, FeatureError, GeometryError),
        *(ShapelyError, ValueError, UnicodeError, OverflowError),
    ) as error:
        _refuse_damaged(name, type(error).__name__)
    if not isinstance(layer, gpd.GeoDataFrame) or layer.empty:
        _refuse_damaged(name, "no shapes")
    if len(layer) > MOST_SHAPES:
        _refuse_damaged(name, f"more than {MOST_SHAPES:,} shapes")
    return layer


def _check_json(content: bytes, name: str) -> None:
    """Refuse what only looks like GeoJSON, and numbers that JSON does not have."""

    def no_such_number(word: str) -> float:
        raise ValueError(f"{word} in place of a number")

    try:
        json.loads(content.decode("utf-8-sig"), parse_constant=no_such_number)
    except (ValueError, RecursionError) as error:
        _refuse_damaged(name, str(error).splitlines()[0][:120])


def _check_database(content: bytes, name: str) -> None:
    """Refuse layers that are queries: they can be made to run for ever."""
    ends = time.monotonic() + SECONDS_TO_LOOK
    database = sqlite3.connect(":memory:")
    try:
        database.deserialize(content)
        database.set_progress_handler(lambda: time.monotonic() > ends, 10_000)
        layers = database.execute(
            "SELECT m.type FROM gpkg_contents c LEFT JOIN sqlite_master m ON m.name = c.table_name "
            "WHERE c.data_type = 'features'"
        ).fetchall()
    except (sqlite3.Error, UnicodeError) as error:
        _refuse_damaged(name, str(error)[:120])
    finally:
        database.close()
    if [kind for (kind,) in layers] != ["table"]:
        _refuse_damaged(name, f"{len(layers)} layers of shapes, or one that is a query")


def _crs_problems(layer: gpd.GeoDataFrame, name: str, geojson: bool) -> list[Problem]:
    where = f"{name}, reference system"
    if layer.crs is None:
        return [
            Problem(where, "none", "the British National Grid or WGS 84", "Set the layer's CRS.")
        ]
    if not any(layer.crs.equals(known, ignore_axis_order=True) for known in KNOWN_CRS):
        return [
            Problem(
                where,
                layer.crs.name,
                "British National Grid (EPSG:27700), WGS 84 (EPSG:4326) or web Mercator",
                "Save the layer in one of these.",
            )
        ]
    with np.errstate(invalid="ignore"):
        west, south, east, north = layer.total_bounds
    degrees = layer.crs.is_geographic
    if degrees and not (west >= -180 and east <= 180 and south >= -90 and north <= 90):
        return [
            Problem(
                where,
                f"coordinates such as {west:,.0f}, {south:,.0f}",
                "degrees of longitude and latitude",
                "Save GeoJSON in WGS 84." if geojson else "Set the layer's CRS to what it is.",
            )
        ]
    return []


def _shape_problems(layer: gpd.GeoDataFrame) -> list[Problem]:
    from shapely.validation import explain_validity

    shapes = layer.geometry
    found = []
    for place in np.flatnonzero((shapes.isna() | shapes.is_empty | ~shapes.is_valid).to_numpy()):
        shape = shapes.iloc[place]
        empty = shape is None or shape.is_empty
        found.append(
            Problem(
                f"shape {place + 1}",
                "no shape" if empty else f"a broken shape: {explain_validity(shape)}",
                "a shape that does not cross itself",
                "Repair it (in QGIS: Fix geometries), or send the figures without shapes.",
            )
        )
    return found


def _place_problems(layer: gpd.GeoDataFrame) -> list[Problem]:
    """Say which shapes lie far from the area whose code they bear: a sign of a wrong CRS."""
    own = layer.to_crs(BRITISH_GRID)
    found = []
    for column in _words(layer):
        for place, code in enumerate(layer[column].fillna("").astype(str).str.strip()):
            held = areas.sets_of(code)
            if not held:
                continue
            shape = own.geometry.iloc[place]
            apart = 0.0 if shape is None else shape.distance(_grid(held[-1])[code])
            # A distance that is not a number is not near either.
            if not apart <= NEARBY_METRES:
                found.append(
                    Problem(
                        f"shape {place + 1} ({code})",
                        f"a shape {apart / 1000:,.0f} km away from {areas.name_of(code)}",
                        "a shape in the area whose code it bears",
                        "Check the layer's CRS, and that the codes belong to these shapes.",
                    )
                )
    return found


@cache
def _grid(area_set: str) -> Any:
    shapes = areas.load(area_set).to_crs(BRITISH_GRID)
    return dict(zip(shapes["area_code"], shapes.geometry, strict=True))


def _as_sheet(layer: gpd.GeoDataFrame, name: str, located: bool) -> Sheet:
    words = layer.drop(columns=layer.geometry.name)
    frame = words.apply(lambda cells: cells.map(_text)) if len(words.columns) else words
    coded = any(
        cells.map(lambda cell: bool(areas.sets_of(cell))).any() for _, cells in frame.items()
    )
    if located and not coded and (layer.geom_type == "Point").all():
        smallest = next(
            one.id for one in areas.area_sets().values() if one.level == SMALL_SET_LEVEL
        )
        codes = areas.locate(layer[[layer.geometry.name]], smallest)["located_code"]
        frame = frame.assign(**{LOCATED: codes.to_numpy()})
    headings = [str(column) for column in frame.columns]
    frame = frame.set_axis(range(len(headings)), axis=1).set_axis(range(1, len(frame) + 1))
    return sheet(name, frame, headings)


def _words(layer: gpd.GeoDataFrame) -> list[Any]:
    return [column for column in layer.columns if pd.api.types.is_string_dtype(layer[column])]


def _text(cell: Any) -> str:
    if cell is None or (isinstance(cell, float) and cell != cell):
        return ""
    return f"{cell:.15g}" if isinstance(cell, float) else tidy(str(cell))


def _refuse_damaged(name: str, found: str) -> None:
    bounds.refuse(
        name,
        f"a layer that cannot be read ({found})",
        "GeoJSON or a GeoPackage with one layer of shapes and their figures",
        "Save the layer again, or send the figures as CSV without shapes.",
    )
