"""Indices of Deprivation 2025 by LSOA, and their means over the residents of wards and boroughs."""

from __future__ import annotations

import pandas as pd
from data.build.figures import Figures
from data.build.table import TableWriter, group, rows, weighted_mean

DOMAINS = {
    "overall": "IMD",
    "income": "Income",
    "employment": "Employment",
    "education": "Education",
    "health": "Health",
    "crime": "Crime",
    "housing-and-services": "Housing_and_Services",
    "environment": "Environment",
}
PERIOD = "2025"
# Indicator, breakdown, column, and what turns it into the unit that is shown.
UNDERLYING = (
    ("imd-2025-years-of-life-lost", "", "years_of_potential_life_lost_indicator", 1),
    (
        "imd-2025-illness-and-disability",
        "",
        "comparative_illness_and_disability_ratio_indicator",
        1,
    ),
    ("imd-2025-acute-morbidity", "", "acute_morbidity_indicator", 1),
    ("imd-2025-mood-and-anxiety", "", "mental_health_indicator", 1),
    ("imd-2025-patients-per-gp", "", "patient_to_gp_ratio", 1),
    (
        "imd-2025-adult-skills",
        "",
        "adult_skills_and_english_language_proficiency_indicator",
        100,
    ),
    (
        "imd-2025-overcrowding",
        group(standard="rooms"),
        "household_overcrowding_indicator_rooms",
        100,
    ),
    (
        "imd-2025-overcrowding",
        group(standard="bedrooms"),
        "household_overcrowding_indicator_bedrooms",
        100,
    ),
)


def build(figures: Figures, writer: TableWriter) -> None:
    """Write the tables of this theme; ranks and deciles are not averaged."""
    residents = figures.data("ethnicity_lsoa_2021.csv")[["lsoa21_code", "total"]]
    scores = figures.data("imd_2025_lsoa.csv").merge(residents, validate="1:1")
    underlying = figures.data("imd_2025_indicators_lsoa.csv").merge(residents, validate="1:1")

    measures = []
    for domain, column in DOMAINS.items():
        indicator = "imd-2025" if domain == "overall" else "imd-2025-domain-score"
        by = "" if domain == "overall" else group(domain=domain)
        measures.append((scores, indicator, by, f"{column}_score"))
    for indicator, by, column, factor in UNDERLYING:
        underlying[column] = underlying[column] * factor
        measures.append((underlying, indicator, by, column))

    small: list[pd.DataFrame] = []
    wards: list[pd.DataFrame] = []
    boroughs: list[pd.DataFrame] = []
    for source, indicator, by, column in measures:
        small.append(_rows(source, indicator, "lsoa21_code", column, by))
        for code, parts in (("ward_code", wards), ("lad_code", boroughs)):
            means = weighted_mean(source, code, column, "total")
            parts.append(_rows(means, indicator, code, column, by))
    for domain, column in DOMAINS.items():
        for measure in ("rank", "decile"):
            indicator, by = f"imd-2025-{measure}", group(domain=domain)
            small.append(_rows(scores, indicator, "lsoa21_code", f"{column}_{measure}", by))
    writer.write("imd-2025-lsoa.csv", [*small, *boroughs])
    writer.write("imd-2025-wards.csv", [*wards, *boroughs])


def _rows(
    frame: pd.DataFrame, indicator: str, code: str, value: str, breakdown: str
) -> pd.DataFrame:
    return rows(frame, indicator, code=code, value=value, period=PERIOD, breakdown=breakdown)
