"""Run as `python -m geo.build FOLDER`, with the folder that holds `geo/` and `data/`."""

from __future__ import annotations

import argparse
import hashlib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import geopandas as gpd
import pandas as pd
import yaml
from geo.build import boundaries, context, descriptions, postcodes, practices, web
from geo.build.writing import FILE_DECIMALS, feature_collection

HOME = Path(__file__).resolve().parents[1]
HEADER = "# Written by geo.build: change its descriptions and run it again.\n"
CRS = "OGC:CRS84"
REGION = "region-boroughs"


def build(folder: Path, target: Path) -> None:
    """Write every file of `geo/` into the target folder from the supplied folder."""
    layers = area_layers(folder)
    lookup = postcodes.postcode_table(folder, layers["wards-2002"], layers["lsoa-2021"])
    layers["practices-2017"] = practices.practices_2017(folder, lookup, layers["wards-2022"])
    layers["practices-2024"] = practices.practices_2024(folder, lookup, layers["wards-2022"])
    around = context.context_layers(folder, layers["boroughs"])
    described = descriptions.BOROUGH_WARDS | descriptions.WARDS | descriptions.OTHERS
    area_sets = {
        identifier: _entry(target, identifier, layer, described[identifier])
        for identifier, layer in (layers | around | {REGION: context.region(folder)}).items()
    }
    scripts = {
        identifier: web.area_script(identifier, layer)
        for identifier, layer in layers.items()
        if identifier not in descriptions.BOROUGH_WARDS
    }
    scripts["context"] = web.context_script(around, layers["boroughs"])
    walks = postcodes.crosswalks(folder, lookup, boundaries.msoa_of_lsoa(folder))
    content = {
        "area_sets": area_sets,
        "postcodes": {
            **_table(target, "postcodes.csv", lookup),
            **descriptions.POSTCODES,
            "columns": {name: postcodes.COLUMN_OF[name] for name in postcodes.LOOKED_UP},
        },
        "crosswalks": [_crosswalk(target, pair, table) for pair, table in walks.items()],
        "web": {
            name: {
                "file": f"geo/web/{name}.js",
                "checksum": _write(target, f"web/{name}.js", script),
            }
            for name, script in scripts.items()
        },
    }
    text = yaml.safe_dump(content, sort_keys=False, allow_unicode=True, width=100)
    _write(target, "geographies.yaml", HEADER + text)


def area_layers(folder: Path) -> dict[str, gpd.GeoDataFrame]:
    """Return every polygon layer by id, British National Grid."""
    layers = {
        identifier: boundaries.borough_wards(folder, about["borough"], str(about["valid_from"]))
        for identifier, about in descriptions.BOROUGH_WARDS.items()
    }
    for identifier, about in descriptions.WARDS.items():
        layers[identifier] = boundaries.joined(*(layers[part] for part in about["parts"]))
    names = boundaries.borough_names(folder)
    return layers | {
        "lsoa-2021": boundaries.lsoas(folder),
        "msoa-2021": boundaries.msoas(folder),
        "boroughs": boundaries.outlines(layers["wards-2022"], names),
    }


def _entry(
    target: Path, identifier: str, layer: gpd.GeoDataFrame, about: Mapping[str, Any]
) -> dict[str, Any]:
    file = f"{identifier}.geojson"
    checksum = _write(target, file, feature_collection(layer, FILE_DECIMALS))
    said = {key: value for key, value in about.items() if key not in ("years", "borough", "parts")}
    if "years" in about:
        said["credit"] = descriptions.credit(*about["years"])
    return {
        **said,
        "file": f"geo/{file}",
        "code_field": "area_code",
        "name_field": "area_name",
        "crs": CRS,
        "feature_count": len(layer),
        "checksum": checksum,
        "parts": list(about.get("parts", ())),
    }


def _crosswalk(target: Path, pair: tuple[str, str], table: pd.DataFrame) -> dict[str, Any]:
    old, new = pair
    source = (
        descriptions.CROSSWALK_SOURCE_2011 if old == "lsoa-2011" else descriptions.CROSSWALK_SOURCE
    )
    written = _table(target, f"crosswalks/{old}-to-{new}.csv", table)
    return {"from": old, "to": new, **written, "source": source}


def _table(target: Path, file: str, table: pd.DataFrame) -> dict[str, Any]:
    text = table.to_csv(index=False, lineterminator="\n")
    return {"file": f"geo/{file}", "rows": len(table), "checksum": _write(target, file, text)}


def _write(target: Path, file: str, text: str) -> str:
    path = target / file
    path.parent.mkdir(parents=True, exist_ok=True)
    content = text.encode()
    path.write_bytes(content)
    return hashlib.sha256(content).hexdigest()


def main() -> None:
    """Read the command line and build."""
    parser = argparse.ArgumentParser(prog="python -m geo.build", description=__doc__)
    parser.add_argument("folder", type=Path, help="folder that holds geo/ and data/")
    parser.add_argument("--target", type=Path, default=HOME, help="where to write (default: geo/)")
    arguments = parser.parse_args()
    build(arguments.folder, arguments.target)


if __name__ == "__main__":
    main()
