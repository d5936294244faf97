"""Postcodes with their official wards, and the crosswalks that follow from them."""

from __future__ import annotations

from itertools import permutations
from pathlib import Path

import geopandas as gpd
import pandas as pd
from geo.build.writing import BRITISH_GRID

WARD_SETS = ("wards-2002", "wards-2014", "wards-2022")
COLUMN_OF = {name: name.replace("-", "_").replace("wards", "ward") for name in WARD_SETS} | {
    "lsoa-2021": "lsoa_2021",
    "msoa-2021": "msoa_2021",
}
LOOKED_UP = (*WARD_SETS, "lsoa-2021")
PAIRS = (
    ("lsoa-2021", "msoa-2021"),
    *((small, ward) for small in ("lsoa-2021", "msoa-2021") for ward in WARD_SETS),
    *permutations(WARD_SETS, 2),
)
LSOA_2011_FILES = {"wards-2014": "pre2022", "wards-2022": "from2022"}


def postcode_table(
    folder: Path, wards_2002: gpd.GeoDataFrame, lsoas: gpd.GeoDataFrame
) -> pd.DataFrame:
    """Return live postcodes with grid reference, LSOA, and ward of each of the three ward sets.

    The wards of 2014 and 2022 are official. Those of 2002 are official where they were still in
    force in the official list, else found by location.
    """
    table = pd.read_csv(folder / "geo/postcodes.csv").sort_values("postcode", ignore_index=True)
    points = gpd.GeoDataFrame(
        geometry=gpd.GeoSeries.from_xy(table["easting"], table["northing"], crs=BRITISH_GRID)
    )
    old = table["ward_pre2022"]
    table["ward_2002"] = old.where(old.isin(wards_2002["area_code"]), _nearest(points, wards_2002))
    table["lsoa_2021"] = table["lsoa21"].fillna(_nearest(points, lsoas))
    table = table.rename(columns={"ward_pre2022": "ward_2014", "ward_from2022": "ward_2022"})
    whole = table.astype({"easting": int, "northing": int})
    return whole[
        ["postcode", "easting", "northing", "lsoa_2021", "ward_2002", "ward_2014", "ward_2022"]
    ]


def crosswalks(
    folder: Path, postcodes: pd.DataFrame, msoa_of_lsoa: dict[str, str]
) -> dict[tuple[str, str], pd.DataFrame]:
    """Count live postcodes in each overlap of two area sets, by (from, to)."""
    table = postcodes.assign(msoa_2021=postcodes["lsoa_2021"].map(msoa_of_lsoa))
    found = {
        (old, new): _counted(table[COLUMN_OF[old]], table[COLUMN_OF[new]]) for old, new in PAIRS
    }
    for wards, suffix in LSOA_2011_FILES.items():
        supplied = pd.read_csv(folder / f"geo/xwalk_lsoa11_ward_{suffix}_postcode_weights.csv")
        supplied.columns = ["from_code", "to_code", "postcodes", "share", "ward_name"]
        found["lsoa-2011", wards] = supplied[["from_code", "to_code", "postcodes"]]
    return found


def _counted(old: pd.Series[str], new: pd.Series[str]) -> pd.DataFrame:
    counts = pd.DataFrame({"from_code": old, "to_code": new}).value_counts()
    return counts.rename("postcodes").reset_index().sort_values(["from_code", "to_code"])


def _nearest(points: gpd.GeoDataFrame, areas: gpd.GeoDataFrame) -> pd.Series[str]:
    # A postcode on an edge may stand a metre outside every area: the nearest is its own.
    joined = points.sjoin_nearest(areas[["area_code", "geometry"]], how="left")
    codes: pd.Series[str] = joined.loc[~joined.index.duplicated(), "area_code"]
    return codes
