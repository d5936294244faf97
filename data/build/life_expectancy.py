"""Life expectancy, healthy life expectancy, and how unequal they are within each borough."""

from __future__ import annotations

import pandas as pd
from data.build.figures import Figures
from data.build.table import TableWriter, group, note_where_blank, rows

MSOA_RELEASES = ("2009-13", "2015-19", "2019-23")
ENGLAND = "E92000001"


def build(figures: Figures, writer: TableWriter) -> None:
    """Write the tables of this theme."""
    _wards(figures, writer)
    _msoas(figures, writer)
    _boroughs(figures, writer)


def _wards(figures: Figures, writer: TableWriter) -> None:
    source = figures.data("life_expectancy_ward_1999_2014.csv")
    table = rows(
        source,
        "life-expectancy",
        code="area_code",
        value="value",
        lower="lower_95",
        upper="upper_95",
        period=source["period"],
        breakdown=_by_sex(source),
        note=note_where_blank(source["value"], "not-published"),
    )
    writer.write("life-expectancy-wards.csv", [table])


def _msoas(figures: Figures, writer: TableWriter) -> None:
    source = figures.data("life_expectancy_msoa.csv")
    for period in MSOA_RELEASES:
        release = source[source["period"] == period]
        table = rows(
            release,
            "life-expectancy",
            code="area_code",
            value="value",
            lower="lower_95",
            upper="upper_95",
            period=period,
            breakdown=_by_sex(release),
            note=note_where_blank(release["value"], "withheld-sex-uncertain"),
        )
        writer.write(f"life-expectancy-msoa-{period}.csv", [table])

    healthy = figures.data("healthy_life_expectancy_msoa.csv")
    names = {
        "healthy-life-expectancy": "Healthy life expectancy at birth",
        "disability-free-life-expectancy": "Disability-free life expectancy at birth",
    }
    parts = []
    for indicator, name in names.items():
        part = healthy[healthy["indicator"] == name]
        parts.append(
            rows(
                part,
                indicator,
                code="area_code",
                value="value",
                lower="lower_95",
                upper="upper_95",
                period=part["period"],
                breakdown=_by_sex(part),
            )
        )
    writer.write("healthy-life-expectancy-msoa.csv", parts)


def _boroughs(figures: Figures, writer: TableWriter) -> None:
    source = figures.data("health_borough.csv")
    names = {
        "life-expectancy": "life_expectancy",
        "sii-life-expectancy": "sii_life_expectancy",
        "under-75-preventable-mortality": "under_75_preventable_mortality",
    }
    parts = []
    for indicator, name in names.items():
        part = source[source["indicator"] == name]
        parts.append(
            rows(
                part,
                indicator,
                code="area_code",
                value="value",
                period=part["period"].astype(str),
                breakdown=_by_sex(part),
                note=note_where_blank(part["value"], "not-published"),
            )
        )
    writer.write("health-boroughs.csv", parts)

    latest = figures.data("borough_latest.csv")
    latest = latest[latest["indicator"].str.startswith("Life expectancy at birth")]
    writer.write(
        "life-expectancy-boroughs-2025.csv",
        [
            rows(
                latest,
                "life-expectancy",
                code="area_code",
                value="value",
                lower="lower_95",
                upper="upper_95",
                period="2025",
                breakdown=_by_sex(latest),
            )
        ],
    )

    trends = figures.data("borough_trends.csv")
    healthy = trends[trends["indicator"].str.endswith("ale healthy life expectancy")]
    first_year = healthy["period"].str[:4].astype(int)
    writer.write(
        "healthy-life-expectancy-boroughs.csv",
        [
            rows(
                healthy,
                "healthy-life-expectancy",
                code="area_code",
                value="value",
                lower="lower_95",
                upper="upper_95",
                period=first_year.map(lambda year: f"{year}-{(year + 2) % 100:02d}"),
                breakdown=_by_sex(healthy),
            )
        ],
    )


def _by_sex(frame: pd.DataFrame) -> pd.Series:
    return frame["sex"].str.lower().map(lambda sex: group(sex=sex))
