"""The `geo/` folder of a new project: layers, postcodes, crosswalks, scripts, and what they are."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import yaml

from explorer import store
from explorer.areas import fitting, scripts, sets
from explorer.areas.writing import BRITISH_GRID, FILE_DECIMALS, feature_collection
from explorer.sources.borough_geography import (
    BOROUGHS,
    LSOAS,
    MSOAS,
    NEIGHBOURS,
    REGION,
    Declared,
    Geography,
)
from explorer.switching import write_atomically

if TYPE_CHECKING:
    import geopandas as gpd
    import pandas as pd

CRS = "OGC:CRS84"
LICENCE = "Open Government Licence v3.0"
BASE_MAP = ("thames", "parks")
"""Layers that the base map's script must have, if only empty: no source for them is asked."""
LSOA_COLUMN, WARD_COLUMN = "lsoa_2021", "ward"


def write(folder: Path, of: Declared, geography: Geography) -> None:
    """Write `geo/` into a project folder."""
    layers = {**geography.layers, NEIGHBOURS: geography.neighbours, REGION: geography.region}
    content = {
        "area_sets": {
            identifier: _area_set(folder, identifier, layer, of)
            for identifier, layer in layers.items()
        },
        "postcodes": _postcodes(folder, geography, of),
        "crosswalks": list(_crosswalks(folder, geography, of)),
        "web": {
            name: _written(folder, f"geo/web/{name}.js", script)
            for name, script in _scripts(geography)
        },
    }
    text = yaml.safe_dump(content, sort_keys=False, allow_unicode=True, width=100)
    write_atomically(folder / sets.GEOGRAPHIES, text.encode())


def _area_set(
    folder: Path, identifier: str, layer: gpd.GeoDataFrame, of: Declared
) -> dict[str, Any]:
    text = feature_collection(layer, FILE_DECIMALS)
    return {
        **_described(identifier, of),
        "source": f"Office for National Statistics, Open Geography Portal, {of.edition} "
        "(generalised, 20 m)",
        "licence": LICENCE,
        "credit": "Source: Office for National Statistics licensed under the Open Government "
        "Licence v.3.0. Contains OS data © Crown copyright and database right "
        f"{of.in_force.year}",
        **_written(folder, f"geo/{identifier}.geojson", text),
        "code_field": "area_code",
        "name_field": "area_name",
        "crs": CRS,
        "feature_count": len(layer),
    }


def _described(identifier: str, of: Declared) -> dict[str, Any]:
    words = {
        of.ward_set: ("ward", "polygon", "ward", "wards", f"Wards, {of.edition}"),
        LSOAS: ("lsoa", "polygon", "LSOA", "LSOAs", "Lower layer Super Output Areas (LSOA), 2021"),
        MSOAS: ("msoa", "polygon", "MSOA", "MSOAs", "Middle layer Super Output Areas (MSOA), 2021"),
        BOROUGHS: ("borough", "polygon", "borough", "boroughs", "Boroughs"),
        NEIGHBOURS: ("context", "context", "borough", "boroughs", "Neighbouring boroughs"),
        REGION: ("context", "context", "borough", "boroughs", "Boroughs of the region"),
    }
    level, kind, noun, nouns, title = words[identifier]
    vintages = {LSOAS: "LSOAs of Census 2021", MSOAS: "MSOAs of Census 2021"}
    about = {"level": level, "kind": kind, "noun": noun, "nouns": nouns, "title": title}
    about["vintage"] = vintages.get(identifier, f"{nouns} of {of.edition}")
    if identifier == of.ward_set:
        return {**about, "valid_from": of.in_force}
    return about


def _postcodes(folder: Path, geography: Geography, of: Declared) -> dict[str, Any]:
    table = geography.postcodes.rename(columns={"lsoa": LSOA_COLUMN})
    table = table.drop(columns="msoa")
    return {
        **_table(folder, "geo/postcodes.csv", table),
        "source": f"Office for National Statistics, ONS Postcode Directory, {of.edition}",
        "licence": LICENCE,
        "credit": f"Contains OS data © Crown copyright and database right {of.in_force.year}. "
        f"Contains Royal Mail data © Royal Mail copyright and database right {of.in_force.year}. "
        f"Contains National Statistics data © Crown copyright and database right "
        f"{of.in_force.year}",
        "columns": {of.ward_set: WARD_COLUMN, LSOAS: LSOA_COLUMN},
    }


def _crosswalks(folder: Path, geography: Geography, of: Declared) -> Iterator[dict[str, Any]]:
    columns = {LSOAS: "lsoa", MSOAS: "msoa", of.ward_set: "ward"}
    for old, new in ((LSOAS, MSOAS), (LSOAS, of.ward_set), (MSOAS, of.ward_set)):
        pairs = geography.postcodes[[columns[old], columns[new]]]
        counts = pairs.set_axis(["from_code", "to_code"], axis="columns").value_counts()
        table = counts.rename("postcodes").reset_index().sort_values(["from_code", "to_code"])
        yield {
            "from": old,
            "to": new,
            **_table(folder, f"geo/crosswalks/{old}-to-{new}.csv", table),
            "source": "live postcodes in each overlap, counted from geo/postcodes.csv",
        }


def _scripts(geography: Geography) -> Iterator[tuple[str, str]]:
    for identifier, layer in geography.layers.items():
        yield identifier, scripts.area_script(identifier, layer)
    context = {**dict.fromkeys(BASE_MAP, _empty()), NEIGHBOURS: geography.neighbours}
    yield "context", scripts.context_script(context, geography.layers[BOROUGHS])


def _empty() -> gpd.GeoDataFrame:
    import geopandas as gpd

    return gpd.GeoDataFrame(columns=fitting.COLUMNS, geometry="geometry", crs=BRITISH_GRID)


def _table(folder: Path, file: str, table: pd.DataFrame) -> dict[str, Any]:
    text = table.to_csv(index=False, lineterminator="\n")
    return {**_written(folder, file, text), "rows": len(table)}


def _written(folder: Path, file: str, text: str) -> dict[str, str]:
    content = text.encode()
    write_atomically(folder / file, content)
    return {"file": file, "checksum": store.digest(content)}
