"""Cancer screening coverage: of residents by borough, and of registered patients by practice."""

from __future__ import annotations

import numpy as np
import pandas as pd
from data.build.figures import Figures
from data.build.table import TableWriter, group, note_where_blank, rows

CERVICAL_AGES = {"25-49": "25_49", "50-64": "50_64"}
PRACTICE_YEARS = {"2022/23": "2022-23", "2023/24": "2023-24"}
BREAST = "C24a - Cancer screening coverage: breast cancer"


def build(figures: Figures, writer: TableWriter) -> None:
    """Write the tables of this theme. Practices are never summed to an area's residents."""
    _boroughs(figures, writer)
    _practices_2017(figures, writer)
    _practices_2024(figures, writer)


def _boroughs(figures: Figures, writer: TableWriter) -> None:
    source = figures.data("cervical_screening_borough.csv")
    ages = source["Age"].str.removesuffix(" yrs")
    cervical = rows(
        source,
        "cervical-coverage",
        code="Area Code",
        value="Value",
        lower="Lower CI 95.0 limit",
        upper="Upper CI 95.0 limit",
        numerator="Count",
        denominator="Denominator",
        period=source["Time period"].astype(str),
        breakdown=ages.map(lambda age: group(age=age)),
    )
    writer.write("cervical-coverage-boroughs.csv", [cervical])

    latest = figures.data("borough_latest.csv")
    breast = latest[latest["indicator"] == BREAST]
    writer.write(
        "breast-coverage-boroughs.csv",
        [rows(breast, "breast-coverage", code="area_code", value="value", period="2025")],
    )

    index = figures.data("health_index_borough.csv")
    combined = index[index["indicator"] == "Cancer screening attendance"]
    writer.write(
        "cancer-screening-attendance-boroughs.csv",
        [
            rows(
                combined,
                "cancer-screening-attendance",
                code="ltla21_code",
                value="value",
                period=combined["year"].astype(int).astype(str),
            )
        ],
    )


def _practices_2017(figures: Figures, writer: TableWriter) -> None:
    source = figures.data("cervical_screening_practice_2017.csv")
    # One practice has a count of women but no coverage: that is how a withheld figure looks.
    withheld = source["eligible_25_49"].notna() & source["coverage_25_49"].isna()
    closed = source["closed_date"] < 20171201
    reason = np.select([withheld, closed], ["suppressed", "practice-closed"], "not-published")
    parts = []
    for age, suffix in CERVICAL_AGES.items():
        held = source[f"coverage_{suffix}"].notna()
        part = source.assign(
            screened=source[f"screened_{suffix}"].where(held),
            eligible=source[f"eligible_{suffix}"].where(held),
        )
        parts.append(
            rows(
                part,
                "cervical-coverage",
                code="practice_code",
                numerator="screened",
                denominator="eligible",
                period="2017-12",
                breakdown=group(age=age),
                note=pd.Series(np.where(held, "", reason), index=source.index),
            )
        )
    writer.write("cervical-coverage-practices-2017.csv", parts)


def _practices_2024(figures: Figures, writer: TableWriter) -> None:
    source = figures.data("screening_practice.csv")
    columns = {
        ("cervical-coverage", group(age="25-49")): "cervical_25_49_pct",
        ("cervical-coverage", group(age="50-64")): "cervical_50_64_pct",
        ("bowel-coverage", ""): "bowel_60_74_pct",
        ("breast-coverage", ""): "breast_53_70_pct",
    }
    practices = pd.Index(sorted(source["practice_code"].unique()), name="practice_code")
    parts = []
    for year, period in PRACTICE_YEARS.items():
        held = source[source["qof_period"] == year].set_index("practice_code").reindex(practices)
        for (indicator, by), column in columns.items():
            if held[column].isna().all():
                continue
            parts.append(
                rows(
                    held.reset_index(),
                    indicator,
                    code="practice_code",
                    value=column,
                    period=period,
                    breakdown=by,
                    note=note_where_blank(held[column].reset_index(drop=True), "not-published"),
                )
            )
    writer.write("screening-practices-2024.csv", parts)
