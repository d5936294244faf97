"""GP practices as points: where the building stands and which ward its postcode lies in."""

from __future__ import annotations

import re
from pathlib import Path

import geopandas as gpd
import numpy as np
import pandas as pd
from geo.build.boundaries import COLUMNS
from geo.build.writing import BRITISH_GRID, WGS84

POINT_COLUMNS = [*COLUMNS[:-1], "postcode", "ward_code", "geometry"]
# Coordinates further than this from the practice's own postcode belong to another building.
FURTHEST_FROM_POSTCODE = 1_000.0
SMALL_WORDS = {"and", "at", "for", "of", "the", "in"}
PERIOD = "2023/24"


def practices_2017(
    folder: Path, postcodes: pd.DataFrame, wards: gpd.GeoDataFrame
) -> gpd.GeoDataFrame:
    """Return the practices of December 2017; those outside both boroughs have no ward."""
    table = pd.read_csv(folder / "data/cervical_screening_practice_2017.csv")
    return _placed(table, postcodes, wards)


def practices_2024(
    folder: Path, postcodes: pd.DataFrame, wards: gpd.GeoDataFrame
) -> gpd.GeoDataFrame:
    """Return the practices with screening figures, named as in the newest year that has any."""
    rows = pd.read_csv(folder / "data/screening_practice.csv")
    rows["is_newest"] = rows["qof_period"].eq(PERIOD)
    table = rows.sort_values("is_newest", kind="stable").drop_duplicates(
        "practice_code", keep="last"
    )
    register = pd.read_csv(folder / "data/gp_practices.csv").set_index("practice_code")
    for column in ("postcode", "lat", "lon"):
        table[column] = table[column].fillna(table["practice_code"].map(register[column]))
    return _placed(table, postcodes, wards)


def title_case(name: str) -> str:
    """Write a practice's name as people do: "DR O'RAWE(MGD)" as "Dr O'Rawe (MGD)"."""
    name = re.sub(r"_([A-Z]\d+)$", r" (\1)", name.strip())
    name = re.sub(r"(?<=\w)\(", " (", name)
    words = name.split()
    return " ".join(_title_word(word, first=index == 0) for index, word in enumerate(words))


def _title_word(word: str, first: bool) -> str:
    letters = word.strip("(),.")
    if letters.lower() in SMALL_WORDS and not first:
        return word.lower()
    if re.search(r"\d", word) or len(letters) == 1 or re.fullmatch(r"\([A-Z]{1,3}\)", word):
        return word
    titled = word if not word.isupper() else word.title()
    titled = re.sub(r"['’]S\b", "'s", titled)
    return re.sub(r"^Mc([a-z])", lambda match: f"Mc{match[1].upper()}", titled)


def _placed(
    table: pd.DataFrame, postcodes: pd.DataFrame, wards: gpd.GeoDataFrame
) -> gpd.GeoDataFrame:
    grid = postcodes.set_index("postcode")
    own = gpd.GeoSeries.from_xy(table["lon"], table["lat"], crs=WGS84).to_crs(BRITISH_GRID)
    x, y = (table["postcode"].map(grid[axis]).to_numpy() for axis in ("easting", "northing"))
    astray = np.hypot(own.x.to_numpy() - x, own.y.to_numpy() - y) > FURTHEST_FROM_POSTCODE
    points = gpd.GeoSeries.from_xy(
        np.where(astray, x, own.x), np.where(astray, y, own.y), crs=BRITISH_GRID
    )
    layer = gpd.GeoDataFrame(
        {
            "area_code": table["practice_code"].to_numpy(),
            "area_name": [title_case(name) for name in table["practice_name"]],
            "postcode": table["postcode"].to_numpy(),
            "official": table["postcode"].map(grid["ward_2022"]).to_numpy(),
        },
        geometry=points.to_numpy(),
        crs=BRITISH_GRID,
    )
    nearby = wards[["area_code", "geometry"]].rename(columns={"area_code": "by_location"})
    layer = layer.sjoin(nearby, how="left", predicate="within")
    layer["ward_code"] = layer["official"].fillna(layer["by_location"]).fillna("")
    boroughs = wards.set_index("area_code")["borough_code"]
    layer["borough_code"] = layer["ward_code"].map(boroughs).fillna("")
    return layer[POINT_COLUMNS].sort_values("area_code", ignore_index=True)
