"""Annual mean PM2.5, NO2 and PM10 by two models, which are never one series."""

from __future__ import annotations

import pandas as pd
from data.build.figures import Figures
from data.build.table import TableWriter, group, rows, weighted_mean

from explorer import registry

POLLUTANTS = ("pm25", "no2", "pm10")
LAEI_YEARS = ("2013", "2016", "2019")


def build(figures: Figures, writer: TableWriter) -> None:
    """Write the tables of this theme; wards and boroughs are means over their LSOAs' residents."""
    _london_inventory(figures, writer)
    _defra_model(figures, writer)


def _london_inventory(figures: Figures, writer: TableWriter) -> None:
    lsoas = figures.data("air_quality_lsoa.csv")
    small: list[pd.DataFrame] = []
    wards: list[pd.DataFrame] = []
    boroughs: list[pd.DataFrame] = []
    for pollutant in POLLUTANTS:
        for year in LAEI_YEARS:
            column = f"{pollutant}_{year}_mean"
            small.append(rows(lsoas, pollutant, code="lsoa21_code", value=column, period=year))
            for level, parts in (("ward_code", wards), ("lad_code", boroughs)):
                means = weighted_mean(lsoas, level, column, "pop_census2021")
                parts.append(rows(means, pollutant, code=level, value=column, period=year))
    writer.write("air-quality-laei-wards.csv", [*wards, *boroughs])
    writer.write("air-quality-laei-lsoa.csv", [*small, *boroughs])


def _defra_model(figures: Figures, writer: TableWriter) -> None:
    lsoas = figures.data("air_quality_lsoa_2024.csv")
    small: list[pd.DataFrame] = []
    wards: list[pd.DataFrame] = []
    boroughs: list[pd.DataFrame] = []
    for pollutant in POLLUTANTS:
        column = f"{pollutant}_ugm3"
        kind = group(pollutant=pollutant)
        small.append(_air_2024(lsoas, "lsoa21_code", column, kind))
        for level, parts in (("ward_code", wards), ("lad_code", boroughs)):
            means = weighted_mean(lsoas, level, column, "census_population")
            parts.append(_air_2024(means, level, column, kind))
    writer.write("air-quality-defra-wards.csv", [*wards, *boroughs])
    writer.write("air-quality-defra-lsoa.csv", [*small, *boroughs])

    published = figures.data("air_quality_borough_2023_2024.csv")
    published = published[published["area_code"].isin(registry.comparator_codes())]
    writer.write(
        "pm25-defra-boroughs.csv",
        [
            rows(
                published,
                "pm25-defra",
                code="area_code",
                value="pm25_total_popw",
                period=published["year"].astype(str),
            )
        ],
    )


def _air_2024(frame: pd.DataFrame, code: str, value: str, breakdown: str) -> pd.DataFrame:
    return rows(frame, "air-2024", code=code, value=value, period="2024", breakdown=breakdown)
