"""Pharmacies, GP sites, dentists and hospitals: where they stand, how many, and how far away."""

from __future__ import annotations

from functools import cache

import geopandas as gpd
import pandas as pd
from data.build.figures import Figures
from data.build.schemas import EXTRAS
from data.build.table import TableWriter, group, rows, weighted_mean

from explorer import areas

WARDS, SMALL_AREAS = "wards-2022", "lsoa-2021"
METRES = "EPSG:27700"
LEVELS = ("ward_code", "lad_code")
PERIOD = "2026"
SOURCE = "nhs-ods"
FILES = {
    "pharmacy": "pharmacies_2026.csv",
    "gp": "gp_practices_2026.csv",
    "dentist": "dental_practices_2026.csv",
    "hospital": "hospitals_2026.csv",
}


def build(figures: Figures, writer: TableWriter) -> None:
    """Write how many stand in each ward, and how far it is to the nearest."""
    listed = premises(figures)
    residents = figures.data("population_ward_mid2022.csv")
    small = figures.data("imd_2025_lsoa.csv")[["lsoa21_code", "ward_code", "lad_code"]].merge(
        figures.data("ethnicity_lsoa_2021.csv")[["lsoa21_code", "total"]], validate="1:1"
    )
    wards: list[pd.DataFrame] = []
    lsoas: list[pd.DataFrame] = []
    for kind in FILES:
        own = listed[listed["kind"] == kind]
        service = group(service=kind)
        by_lsoa, by_ward, by_borough = _distances(own, small, service)
        wards += [*_counts(own, residents, service), by_ward, by_borough]
        lsoas += [by_lsoa, by_borough]
    writer.write("services-wards.csv", wards)
    writer.write("services-lsoa.csv", lsoas)


def premises(figures: Figures) -> pd.DataFrame:
    """Return every site, placed in the ward and small area of its postcode by the official list."""
    return pd.concat([_placed(figures, kind) for kind in FILES], ignore_index=True)


def _placed(figures: Figures, kind: str) -> pd.DataFrame:
    table = figures.data(FILES[kind], keep_default_na=False)
    table = table.rename(columns={"lat": "latitude", "lon": "longitude", "addr": "address"})
    compact = table["postcode"].str.replace(" ", "")
    table["postcode"] = compact.str[:-3] + " " + compact.str[-3:]
    for column, area_set in (("ward_code", WARDS), ("lsoa_code", SMALL_AREAS)):
        table[column] = [areas.ward_of_postcode(p, area_set) for p in table["postcode"]]
    for column in ("code", "address", "nhs_contracted"):
        # Only one of the four lists has all three.
        table[column] = table.get(column, "")
    table["name"] = table["name"].str.strip()
    table = table.assign(kind=kind, source=SOURCE).sort_values(["name", "postcode"])
    return table[list(EXTRAS["services"].fields)]


def _counts(own: pd.DataFrame, residents: pd.DataFrame, service: str) -> list[pd.DataFrame]:
    parts = []
    for level in LEVELS:
        held = residents.groupby(level)["population_mid2022"].sum().reset_index()
        borough = residents.set_index("ward_code")["lad_code"]
        places = own["ward_code"] if level == "ward_code" else own["ward_code"].map(borough)
        held["number"] = held[level].map(places.value_counts()).fillna(0)
        held["rate"] = 10_000 * held["number"] / held["population_mid2022"]
        for indicator, value in (("services", "number"), ("services-rate", "rate")):
            parts.append(
                rows(held, indicator, code=level, value=value, period=PERIOD, breakdown=service)
            )
    return parts


def _distances(own: pd.DataFrame, small: pd.DataFrame, service: str) -> list[pd.DataFrame]:
    sites = gpd.GeoSeries.from_xy(own["longitude"], own["latitude"], crs=areas.sets.WGS84)
    sites = sites.to_crs(METRES)
    middles = _middles()
    small = small.assign(
        metres=[middles[code].distance(sites.union_all()) for code in small["lsoa21_code"]]
    )
    means = [weighted_mean(small, level, "metres", "total") for level in LEVELS]
    frames = zip(("lsoa21_code", *LEVELS), (small, *means), strict=True)
    return [_metres(frame, level, service) for level, frame in frames]


def _metres(frame: pd.DataFrame, code: str, service: str) -> pd.DataFrame:
    whole = frame.assign(metres=frame["metres"].round())
    return rows(
        whole, "services-distance", code=code, value="metres", period=PERIOD, breakdown=service
    )


@cache
def _middles() -> pd.Series:
    """Return a point inside each small area, on the British National Grid."""
    small = areas.load(SMALL_AREAS).to_crs(METRES).set_index("area_code")
    return small.representative_point()
