"""Local Health indicators by neighbourhood, in two releases, and other borough trends."""

from __future__ import annotations

import pandas as pd
from data.build.figures import Figures
from data.build.table import TableWriter, note_where_blank, rows

# Fingertips number of each indicator in the latest release.
LATEST = {
    93089: "general-fertility-rate",
    93092: "low-birth-weight",
    93097: "unemployment",
    93098: "long-term-unemployment",
    93105: "reception-obesity",
    93106: "reception-overweight",
    93107: "year-6-obesity",
    93108: "year-6-overweight",
    93114: "injury-admissions-under-5",
    93115: "emergency-admissions-under-5",
    93219: "injury-admissions-under-15",
    93224: "injury-admissions-15-to-24",
    93227: "emergency-admissions",
    93229: "emergency-admissions-coronary-heart-disease",
    93231: "emergency-admissions-stroke",
    93232: "emergency-admissions-heart-attack",
    93233: "emergency-admissions-copd",
    93239: "emergency-admissions-self-harm",
    93240: "alcohol-admissions-narrow",
    93241: "emergency-admissions-hip-fracture",
    93250: "mortality-all-causes",
    93252: "mortality-all-causes-under-75",
    93253: "mortality-cancer",
    93254: "mortality-cancer-under-75",
    93255: "mortality-cardiovascular",
    93256: "mortality-cardiovascular-under-75",
    93257: "mortality-coronary-heart-disease",
    93259: "mortality-stroke",
    93260: "mortality-respiratory",
    93280: "fuel-poverty",
    93465: "alcohol-admissions",
    93480: "mortality-preventable-under-75",
}
# The release of December 2021 has names and no numbers. Its broad alcohol measure may differ from
# number 93465, so it stays apart.
RELEASE_2021 = {
    "Deaths from all causes, all ages": "mortality-all-causes",
    "Deaths from all causes, under 75 years": "mortality-all-causes-under-75",
    "Deaths from all cancer, all ages": "mortality-cancer",
    "Deaths from all cancer, under 75 years": "mortality-cancer-under-75",
    "Deaths from circulatory disease, all ages": "mortality-cardiovascular",
    "Deaths from circulatory disease, under 75 years": "mortality-cardiovascular-under-75",
    "Deaths from coronary heart disease, all ages": "mortality-coronary-heart-disease",
    "Deaths from respiratory diseases, all ages": "mortality-respiratory",
    "Deaths from stroke, all ages": "mortality-stroke",
    "Deaths from causes considered preventable, under 75 years, SMR": (
        "mortality-preventable-under-75"
    ),
    "Emergency hospital admissions for all causes": "emergency-admissions",
    "Emergency hospital admissions for coronary heart disease": (
        "emergency-admissions-coronary-heart-disease"
    ),
    "Emergency hospital admissions for stroke": "emergency-admissions-stroke",
    "Emergency hospital admissions for Myocardial Infarction (heart attack)": (
        "emergency-admissions-heart-attack"
    ),
    "Emergency hospital admissions for Chronic Obstructive Pulmonary Disease (COPD)": (
        "emergency-admissions-copd"
    ),
    "Emergency hospital admissions for hip fracture in 65+": "emergency-admissions-hip-fracture",
    "Hospital stays for self harm": "emergency-admissions-self-harm",
    "Hospital stays for alcohol related harm (Narrow definition)": "alcohol-admissions-narrow",
    "Hospital stays for alcohol related harm (Broad definition)": "alcohol-admissions-broad-2021",
    "Limiting long-term illness or disability": "limiting-long-term-illness",
}
RELEASE_2021_PERIODS = {
    "2015-19": "2015-19",
    "2015/16-2019/20 (release; year not in file)": "2015-16-2019-20",
    "2011 (Census)": "2011",
}
BOROUGH_TRENDS = {
    "Adult obesity prevalence": "adult-obesity",
    "Preventable cardiovascular mortality (England)": "preventable-cardiovascular-mortality",
    "Anxiety": "anxiety",
    "Happiness": "happiness",
    "Satisfaction": "life-satisfaction",
    "Worthwhile": "worthwhile",
}


def build(figures: Figures, writer: TableWriter) -> None:
    """Write the tables of this theme."""
    latest = figures.data("local_health_msoa_latest.csv")
    latest["id"] = latest["indicator_id"].map(LATEST)
    latest["when"] = latest["period"].map(_years)
    writer.write("local-health-msoa.csv", _each_indicator(latest))

    earlier = figures.data("local_health_msoa_2015_19.csv")
    earlier["id"] = earlier["indicator"].str.replace("  ", " ").map(RELEASE_2021)
    earlier["when"] = earlier["period"].map(RELEASE_2021_PERIODS)
    writer.write("local-health-msoa-2021-release.csv", _each_indicator(earlier))

    trends = figures.data("borough_trends.csv")
    trends["id"] = trends["indicator"].map(BOROUGH_TRENDS)
    trends = trends[trends["id"].notna()]
    trends["when"] = trends["period"].map(_from_iso)
    writer.write(
        "health-trends-boroughs.csv",
        _each_indicator(trends, lower="lower_95", upper="upper_95"),
    )


def _each_indicator(source: pd.DataFrame, **interval: str) -> list[pd.DataFrame]:
    return [
        rows(
            part,
            str(indicator),
            code="area_code",
            value="value",
            period=part["when"],
            note=note_where_blank(part["value"], "not-published"),
            **interval,
        )
        for indicator, part in source.groupby("id")
    ]


def _years(period: str) -> str:
    """Turn '2019 - 23' into '2019-23' and '2016/17 - 20/21' into '2016-17-2020-21'."""
    first, _, last = period.replace("/", "-").partition(" - ")
    return f"{first}-20{last}" if "-" in last else f"{first}-{last}".removesuffix("-")


def _from_iso(period: str) -> str:
    """Turn '2022-04-01/P1Y' into '2022-23' and '2022-01-01/P3Y' into '2022-24'."""
    start, _, length = period.partition("/P")
    year, years = int(start[:4]), int(length.removesuffix("Y"))
    last = year + years - (1 if start[5:] == "01-01" else 0)
    return f"{year}-{last % 100:02d}"
