"""Wards, LSOAs, MSOAs and boroughs, as published and as the explorer draws them."""

from __future__ import annotations

from pathlib import Path

import geopandas as gpd
import pandas as pd
from geo.build.writing import BRITISH_GRID

from explorer.areas.fitting import COLUMNS, joined, outlines

__all__ = ["COLUMNS", "joined", "outlines"]


def borough_wards(folder: Path, borough: str, first_day: str) -> gpd.GeoDataFrame:
    """Return one borough's wards as published, British National Grid, in the order of codes."""
    wards = _supplied(folder / "geo/wards.geojson", code="ward_code", name="ward_name")
    chosen = wards["borough_code"].eq(borough) & wards["in_force_from"].astype(str).str.startswith(
        first_day
    )
    return wards.loc[chosen, COLUMNS].sort_values("area_code", ignore_index=True)


def borough_names(folder: Path) -> dict[str, str]:
    """Return the official names of the boroughs by code."""
    boroughs = gpd.read_file(folder / "geo/boroughs.geojson")
    return dict(zip(boroughs["lad19cd"], boroughs["lad19nm"], strict=True))


def lsoas(folder: Path) -> gpd.GeoDataFrame:
    """Return the LSOAs of Census 2021."""
    layer = _supplied(folder / "geo/lsoa_2021.geojson", code="LSOA21CD", name="LSOA21NM")
    return _census(layer)


def msoas(folder: Path) -> gpd.GeoDataFrame:
    """Return the MSOAs of Census 2021 under the names of the House of Commons Library."""
    layer = _census(_supplied(folder / "geo/msoa_2021.geojson", code="MSOA21CD", name="MSOA21NM"))
    named = pd.read_csv(folder / "data/life_expectancy_msoa.csv")
    names = named.drop_duplicates("area_code").set_index("area_code")["area_name"]
    return layer.assign(area_name=layer["area_code"].map(names))


def msoa_of_lsoa(folder: Path) -> dict[str, str]:
    """Return the MSOA of each LSOA: 'Westminster 002A' lies in 'Westminster 002'."""
    numbered = gpd.read_file(folder / "geo/msoa_2021.geojson")
    codes = dict(zip(numbered["MSOA21NM"], numbered["MSOA21CD"], strict=True))
    small = lsoas(folder)
    return {
        code: codes[name[:-1]]
        for code, name in zip(small["area_code"], small["area_name"], strict=True)
    }


def _census(layer: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    layer = layer.rename(columns={"lad_code": "borough_code"})
    return layer[COLUMNS].sort_values("area_code", ignore_index=True)


def _supplied(file: Path, code: str, name: str) -> gpd.GeoDataFrame:
    layer = gpd.read_file(file).to_crs(BRITISH_GRID)
    return layer.rename(columns={code: "area_code", name: "area_name"})
