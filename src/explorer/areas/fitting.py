"""Boundaries fitted to one another, so that neighbours share a line and boroughs their wards'."""

from __future__ import annotations

import geopandas as gpd
import pandas as pd
import shapely

COLUMNS = ["area_code", "area_name", "borough_code", "geometry"]
# Two boroughs' borders were generalised apart by up to 25 m: gaps up to this width are closed.
SEAM_WIDTH = 30.0


def joined(*boroughs: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Put boroughs' wards together along one common border, without gaps or overlaps."""
    wards = pd.concat(boroughs, ignore_index=True).sort_values("area_code", ignore_index=True)
    cleaned = shapely.coverage_clean(
        wards.geometry.to_numpy(),
        snapping_distance=0.01,
        gap_width=SEAM_WIDTH,
        merge_strategy="longest_border",
    )
    return wards.set_geometry(gpd.GeoSeries(cleaned, index=wards.index, crs=wards.crs))


def outlines(wards: gpd.GeoDataFrame, names: dict[str, str]) -> gpd.GeoDataFrame:
    """Return the boroughs as the outer edges of their wards, so that both draw the same line."""
    boroughs = wards.dissolve("borough_code", method="coverage").reset_index()
    boroughs["area_code"] = boroughs["borough_code"]
    boroughs["area_name"] = boroughs["borough_code"].map(names)
    return boroughs[COLUMNS].sort_values("area_code", ignore_index=True)
