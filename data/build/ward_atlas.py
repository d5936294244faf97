"""Figures of 2001 to 2014 on the wards of 2002, from the Greater London Authority's ward atlas."""

from __future__ import annotations

import pandas as pd
from data.build.figures import Figures
from data.build.table import TableWriter, note_where_blank, rows

# Start of the name that the atlas gives, before the period.
INDICATORS = {
    "Indices of Deprivation; Average Score; 2010": "imd-2010",
    "Indices of Deprivation; IDACI; 2010": "idaci-2010",
    "Indices of Deprivation; IDAOPI; 2010": "idaopi-2010",
    "Childhood Obesity Prevalence; Reception": "reception-obesity",
    "Childhood Obesity Prevalence; Year 6": "year-6-obesity",
    "Children in Poverty; % of children aged under 16 in poverty": "child-poverty",
    "Births and deaths; Standardised Mortality Ratio (SMR)": "standardised-mortality-ratio",
    "Health and Disability; General Health - 2011 Census; % People with Bad": "bad-health-2011",
    "Health and Disability; General Health - 2011 Census; % People whose Day": (
        "disability-limited-a-lot"
    ),
    "Air Emissions; Annual Mean of Nitrogen Dioxide (NO2)": "no2",
}
PERCENTAGES = ("idaci-2010", "idaopi-2010")


def build(figures: Figures, writer: TableWriter) -> None:
    """Write the table of the atlas; the atlas leaves out a ward where a figure is suppressed."""
    atlas = figures.data("ward_atlas_2001_2015.csv")
    wards = sorted(atlas["area_code"].unique())
    parts = []
    for start, indicator in INDICATORS.items():
        measure = atlas[atlas["indicator"].str.startswith(start)]
        if indicator in PERCENTAGES:
            measure = measure.assign(value=measure["value"] * 100)
        complete = pd.MultiIndex.from_product(
            [wards, sorted(measure["period"].unique())], names=["area_code", "period"]
        )
        measure = measure.set_index(["area_code", "period"]).reindex(complete).reset_index()
        parts.append(
            rows(
                measure,
                indicator,
                code="area_code",
                value="value",
                period=measure["period"].map(_years),
                note=note_where_blank(measure["value"], "suppressed"),
            )
        )
    writer.write("ward-atlas.csv", parts)


def _years(period: str) -> str:
    """Turn '2008/09 to 2010/11' into '2008-09-2010-11'; a year stays as it is."""
    return period.replace("/", "-").replace(" to ", "-")
