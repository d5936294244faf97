"""Maps as data for geographic software: GeoJSON, and GeoPackage that QGIS opens as it is drawn."""

from __future__ import annotations

import io
import json
import sqlite3
from typing import TYPE_CHECKING, Any

import numpy as np

from explorer.areas.sets import BRITISH_GRID
from explorer.errors import ExportError, Problem
from explorer.exports import qgis, records, safe
from explorer.exports.base import Format, Stamp, slug, stamp
from explorer.model import AreaKind, Selection
from explorer.views.base import MapView
from explorer.views.layout import Layout

if TYPE_CHECKING:
    import geopandas as gpd
    from numpy.typing import NDArray

DEGREE_DECIMALS = 7
CHANGE_COUNTERS = (24, 92)
"""About a centimetre; RFC 7946 warns against more."""
METRE_DECIMALS = 2
GRID_NOTE = (
    "British National Grid by a transformation of seven parameters, good to about 2 metres; "
    "boundaries are generalised to 20 metres."
)


def write(view: MapView, form: Format, layout: Layout) -> bytes:
    """Write a map as geographic data.

    Parameters
    ----------
    view : MapView
    form : Format
        GeoJSON or GeoPackage.
    layout : Layout
        Its headline, subtitle, note and permalink are told in the file.

    Raises
    ------
    ExportError
        When the format is another.
    """
    said = stamp(view, layout)
    if form is Format.GEOJSON:
        return geojson(view, said)
    if form is Format.GPKG:
        return geopackage(view, said)
    raise ExportError(Problem("format", f"'{form}'", "geojson or gpkg", "Choose one of these."))


def geojson(view: MapView, said: Stamp) -> bytes:
    """Write GeoJSON as RFC 7946 has it: WGS 84, outer rings anticlockwise, no `crs` member.

    What the file says of itself stands in the foreign member `metadata`, with the legend.
    One feature a line, so that two files can be compared.
    """
    areas = _text_made_safe(records.of(view))
    shapes = _oriented(areas, DEGREE_DECIMALS)
    rows = areas.drop(columns="geometry").to_dict("records")
    features = [
        {
            "type": "Feature",
            "id": row["area_code"],
            "geometry": shape.__geo_interface__,
            "properties": {key: _json_value(value) for key, value in row.items()},
        }
        for row, shape in zip(rows, shapes, strict=True)
    ]
    legend = [
        {
            "class": entry.key,
            "label": entry.label,
            "colour": entry.colour,
            "drawn": entry.swatch.value,
            "areas": entry.count,
        }
        for entry in view.legend
    ]
    head = {
        "type": "FeatureCollection",
        "name": layer_name(view.selection),
        "bbox": shapes.total_bounds.tolist(),
        "metadata": {
            **{key: safe.text(text) for key, text in records.told(said).items()},
            "highlighted": list(view.highlighted),
            "legend_title": view.legend_title,
            "legend": legend,
        },
    }
    lines = ",\n".join(_json(feature) for feature in features)
    return f'{_json(head)[:-1]},"features":[\n{lines}\n]}}\n'.encode()


def geopackage(view: MapView, said: Stamp) -> bytes:
    """Write a GeoPackage on the British National Grid, with the style in which QGIS opens it.

    What the file says of itself stands in the layer's description and in its metadata.

    Notes
    -----
    The file is made in memory: GDAL notes the time of writing in it, which is put right before
    anything is on disk, so that the same map made for the same moment is the same bytes.
    """
    import pyogrio

    areas = _text_made_safe(records.of(view)).to_crs(BRITISH_GRID)
    areas = areas.set_geometry(_oriented(areas, METRE_DECIMALS))
    name = layer_name(view.selection)
    told = {key: safe.text(text) for key, text in records.told(said).items()}
    told["coordinates"] = GRID_NOTE
    written = io.BytesIO()
    pyogrio.write_dataframe(
        areas,
        written,
        layer=name,
        driver="GPKG",
        promote_to_multi=view.area_set.kind is not AreaKind.POINT,
        layer_options={
            "GEOMETRY_NAME": qgis.GEOMETRY,
            "IDENTIFIER": told["title"],
            "DESCRIPTION": "\n".join(f"{key}: {text}" for key, text in told.items()),
        },
        layer_metadata=told,
    )
    with sqlite3.connect(":memory:") as database:
        database.deserialize(written.getvalue())
        moment = f"{said.made:%Y-%m-%dT%H:%M:%S}.000Z"
        qgis.add_style(database, name, view, moment)
        database.execute("UPDATE gpkg_contents SET last_change = ?", (moment,))
        database.execute("UPDATE gpkg_metadata_reference SET timestamp = ?", (moment,))
        database.commit()
        # Written anew, so that nothing of the first times is left in the file's unused room.
        database.execute("VACUUM")
        content = bytearray(database.serialize())
    database.close()
    # SQLite counts its writes at these two places of the header, and GDAL's number of them varies.
    for place in CHANGE_COUNTERS:
        content[place : place + 4] = (1).to_bytes(4, "big")
    return bytes(content)


def layer_name(selection: Selection) -> str:
    """Name a layer after what is in it: 'life_expectancy_male_wards_2002_2010_14'."""
    groups = [value for _, value in selection.by]
    parts = [selection.indicator, *groups, selection.area_set, selection.period]
    return slug(" ".join(parts)).replace("-", "_")


def _oriented(areas: gpd.GeoDataFrame, decimals: int) -> gpd.GeoSeries:
    """Return shapes rounded, outer rings anticlockwise and holes clockwise."""
    import shapely

    def rounded(coordinates: NDArray[np.float64]) -> NDArray[np.float64]:
        return np.asarray(np.round(coordinates, decimals))

    return areas.geometry.transform(rounded).map(shapely.orient_polygons).set_crs(areas.crs)


def _text_made_safe(areas: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    words = areas.select_dtypes("str").columns
    return areas.assign(**{column: areas[column].map(safe.text) for column in words})


def _json(content: dict[str, Any]) -> str:
    return json.dumps(content, ensure_ascii=False, separators=(",", ":"), allow_nan=False)


def _json_value(value: object) -> object:
    """Return what JSON can hold: a missing number is null, a whole one has no decimals."""
    if isinstance(value, float):
        if np.isnan(value):
            return None
        return int(value) if value.is_integer() else value
    return value
