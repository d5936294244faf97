"""Figures that are not a value of an area and period: statements, single figures, practices."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
from data.build.areas import official_names
from data.build.figures import Figures
from data.build.schemas import EXTRAS
from data.build.services import premises
from data.build.statements import REMARKS, SENTENCES
from data.build.table import write_csv

from explorer import areas, registry
from explorer.errors import DataFileError, Problem

# What the collector of a single figure wrote about its standing, and the word used here.
STANDINGS = {
    "official": "published",
    "peer reviewed": "peer reviewed",
    "council page": "stated",
    "secondary": "secondary",
}
SINGLE_REMARKS = {
    "council page; the 2023 outcomes framework has 17": "The outcomes framework of 2023 gives 17.",
    "council page; the 2023 outcomes framework has 18": "The outcomes framework of 2023 gives 18.",
}
BREAST = 22001
FINGERTIPS = "Office for Health Improvement and Disparities, Fingertips"
FINGERTIPS_URL = "https://fingertips.phe.org.uk/profile/public-health-outcomes-framework"
CENSUS = "Office for National Statistics, Census 2021"
CENSUS_URL = "https://www.nomisweb.co.uk/sources/census_2021"
# Sites stand on ward edges: a rounded place would lie in another ward.
DECIMALS = {"services": {"latitude": 6, "longitude": 6}}
HEALTH_CLAIMS = tuple(f"C{number:03d}" for number in range(15, 30))


def build(figures: Figures, folder: Path) -> None:
    """Write every table of `data/extras`, and delete those that are no longer written."""
    single = _single_figures(figures)
    statements = _statements(figures)
    tables = {
        "single-figures": single,
        "statements": statements,
        "documents": figures.statements("documents.csv").drop(columns="seed_file"),
        "screen-detect-protect": _screen_detect_protect(figures),
        "outcomes-framework": _outcomes_framework(figures),
        "outcomes-framework-gaps": _outcomes_framework_gaps(figures),
        "better-care-fund": _better_care_fund(figures),
        "borough-screening": _borough_screening(figures, single),
        "breast-coverage-london": _breast_coverage_london(figures),
        "borough-health-latest": _borough_health_latest(figures),
        "global-majority-health": _global_majority_health(figures, single, statements),
        "registered-patients-2026": _registered_patients(figures),
        "practices": _practices(figures),
        "services": premises(figures),
    }
    for path in folder.glob("*.csv"):
        if path.stem not in tables:
            path.unlink()
    for name, table in tables.items():
        _write(table, name, folder)


def _write(table: pd.DataFrame, name: str, folder: Path) -> None:
    schema = EXTRAS[name].fields
    if set(table.columns) != set(schema):
        raise DataFileError(
            Problem(
                f"data/extras/{name}.csv",
                f"columns {', '.join(table.columns)}",
                f"columns {', '.join(schema)}",
                "Make the build and data/build/schemas.py agree.",
            )
        )
    numbers = [column for column, field in schema.items() if field.kind == "number"]
    table = table.copy()
    for column in numbers:
        table[column] = pd.to_numeric(table[column])
    write_csv(table[list(schema)], folder / f"{name}.csv", numbers, DECIMALS.get(name, {}))


def _codes_by_name() -> dict[str, str]:
    return {place.name: place.code for place in registry.places().comparators}


def _single_figures(figures: Figures) -> pd.DataFrame:
    source = figures.data("single_figures.csv", dtype=str, keep_default_na=False)
    table = source.rename(columns={"area": "area_name"})
    table["area_code"] = table["area_name"].map(_codes_by_name()).fillna("")
    table["remark"] = table["standing"].map(SINGLE_REMARKS).fillna("")
    table["standing"] = table["standing"].str.partition(";")[0].map(STANDINGS)
    return table


def _statements(figures: Figures) -> pd.DataFrame:
    claims = figures.statements("claims.csv")
    table = claims.drop(columns="note")
    table["statement"] = table["claim_id"].map(SENTENCES)
    table["remark"] = table["claim_id"].map(REMARKS).fillna("")
    table["standing"] = "stated"
    return table


def _screen_detect_protect(figures: Figures) -> pd.DataFrame:
    return (
        figures.statements("screen_detect_protect.csv")
        .rename(
            columns={
                "proxy_population": "population",
                "eligible_2023_12": "eligible_before",
                "uptake_2023_12_pct": "coverage_before",
                "eligible_2024_07": "eligible_after",
                "uptake_2024_07_pct": "coverage_after",
                "published_relative_change_pct": "stated_relative_change",
            }
        )
        .assign(period_before="2023-12", period_after="2024-07", standing="stated")
    )


def _outcomes_framework(figures: Figures) -> pd.DataFrame:
    source = figures.statements("outcomes_framework.csv")
    boroughs = {"rbkc": "Kensington and Chelsea", "wcc": "Westminster"}
    nations = {"london": "London", "england": "England"}
    shared = {"fingertips_or_phof_id": "source_id", "note": "remark"}
    common = source.rename(columns=shared)
    common = common[["metric", "unit", "period", "source", "source_id", "ambition", "remark"]]
    parts = [
        common.assign(
            area_name=name,
            value=source[f"{key}_value"],
            compared_with_london=source[f"{key}_vs_london"],
            trend=source[f"{key}_trend"],
        )
        for key, name in boroughs.items()
    ]
    parts += [
        common.assign(
            area_name=name,
            value=source[key].str.removesuffix(" %"),
            compared_with_london="",
            trend="",
        )
        for key, name in nations.items()
    ]
    table = pd.concat(parts)
    table = table[table["value"] != ""]
    table["area_code"] = table["area_name"].map(_codes_by_name())
    # One measure is a count for the boroughs and a share for London and England.
    share = table["metric"].str.startswith("Unpaid carers") & table["area_name"].isin(
        list(nations.values())
    )
    table.loc[share, "unit"] = "%"
    table["document"] = "HWBB-2023-11"
    table["standing"] = "stated"
    return table.sort_values(["metric", "area_code"])


def _outcomes_framework_gaps(figures: Figures) -> pd.DataFrame:
    gaps = figures.statements("outcomes_framework_data_gaps.csv")[["metric"]]
    return gaps.assign(status="Named without any figure", document="HWBB-2023-11")


def _better_care_fund(figures: Figures) -> pd.DataFrame:
    source = figures.statements("better_care_fund_2021.csv")
    boroughs = {"rbkc": "Kensington and Chelsea", "wcc": "Westminster"}
    parts = [
        source.assign(area_name=name, value=source[key]).drop(columns=list(boroughs))
        for key, name in boroughs.items()
    ]
    table = pd.concat(parts).assign(standing="stated")
    table["area_code"] = table["area_name"].map(_codes_by_name())
    return table.sort_values(["metric", "area_code"])


def _breast(figures: Figures) -> pd.DataFrame:
    london = figures.data("screening_vaccination_london.csv")
    return london[london["indicator_id"] == BREAST]


def _breast_coverage_london(figures: Figures) -> pd.DataFrame:
    breast = _breast(figures).rename(
        columns={
            "LAD25CD": "area_code",
            "lad_name": "area_name",
            "london_rank_low": "rank_from_lowest",
        }
    )
    columns = ["area_code", "area_name", "period", "value", "rank_from_lowest"]
    return breast[columns].sort_values(["rank_from_lowest", "area_code"])


def _borough_screening(figures: Figures, single: pd.DataFrame) -> pd.DataFrame:
    own = [place.code for place in registry.places().boroughs]
    breast = _breast(figures)
    official = breast[breast["LAD25CD"].isin(own)].rename(
        columns={
            "LAD25CD": "area_code",
            "lad_name": "area_name",
            "london_rank_low": "london_rank_from_lowest",
            "london_n": "london_boroughs",
        }
    )
    official = official.assign(
        programme="breast",
        ages="53-70",
        source=FINGERTIPS,
        url=FINGERTIPS_URL,
        standing="published",
        remark="",
    )
    news = single[single["topic"] == "cancer screening"].copy()
    measure = news["measure"].str.extract(r"^(?P<programme>\w+) coverage, (?P<ages>[\d-]+)")
    news[["programme", "ages"]] = measure
    news[["london_rank_from_lowest", "london_boroughs", "london_median"]] = float("nan")
    news["remark"] = "From the news: not to be set beside official figures in one series."
    table = pd.concat([official[list(EXTRAS["borough-screening"].fields)], news])
    return table[list(EXTRAS["borough-screening"].fields)]


def _borough_health_latest(figures: Figures) -> pd.DataFrame:
    latest = figures.data("borough_latest.csv")
    latest = latest[latest["lower_95"].notna()].assign(standing="published", source=FINGERTIPS)
    latest["sex"] = latest["sex"].str.lower()
    latest["period"] = latest["period"].str.replace(" ", "")
    return latest.sort_values(["indicator", "sex", "area_code"])


def _global_majority_health(
    figures: Figures, single: pd.DataFrame, statements: pd.DataFrame
) -> pd.DataFrame:
    titles = figures.statements("documents.csv").set_index("document")["title"]
    claims = statements[statements["claim_id"].isin(HEALTH_CLAIMS)].assign(topic="", url="")
    claims["source"] = claims["document"].map(titles)
    claims = claims.rename(columns={"comparator": "comparator_group"})
    claims["topic"] = claims["measure"].map(_topic)

    studied = single[single["topic"].isin(["diabetes", "flu vaccination"])].copy()
    studied["measure"] = studied["measure"].replace(
        "uptake, 65 and over", "flu vaccination uptake, aged 65 and over"
    )
    odds = studied["unit"] == "odds ratio"
    studied["comparator_group"] = odds.map({True: "White", False: ""})
    studied["comparator_value"] = odds.map({True: "1", False: ""})

    latest = _borough_health_latest(figures)
    flu = latest[latest["indicator"].str.contains("flu")].assign(
        topic="flu vaccination",
        measure="flu vaccination coverage, aged 65 and over",
        unit="%",
        url=FINGERTIPS_URL,
    )
    table = pd.concat([claims, studied, flu, _arabic(figures)])
    fields = list(EXTRAS["global-majority-health"].fields)
    words = table.columns.difference(["value", "lower_95", "upper_95", "comparator_value"])
    table[words] = table[words].fillna("")
    return table[fields].sort_values(["topic", "measure", "standing", "area_name", "group"])


def _topic(measure: str) -> str:
    if "flu" in measure:
        return "flu vaccination"
    for condition in ("hypertension", "obesity", "diabetes"):
        if measure.startswith(condition):
            return condition
    return "Arabic speakers"


def _arabic(figures: Figures) -> pd.DataFrame:
    source = figures.data("main_language_borough_2021.csv")
    arabic = source[source["main_language"] == "Arabic"]
    shared = {
        "topic": "Arabic speakers",
        "group": "Arabic speakers",
        "period": "2021",
        "source": CENSUS,
        "url": CENSUS_URL,
        "standing": "published",
    }
    places = arabic.rename(columns={"lad_code": "area_code", "lad_name": "area_name"})
    counts = places.assign(
        measure="residents whose main language is Arabic", value=arabic["n"], unit="people"
    )
    shares = places.assign(
        measure="share of residents aged 3 and over whose main language is Arabic",
        value=arabic["pct_aged3plus"],
        unit="%",
    )
    return pd.concat([counts, shares]).assign(**shared)


def _registered_patients(figures: Figures) -> pd.DataFrame:
    table = figures.data("registered_patients_practice_2026.csv").rename(
        columns={
            "f_53_70": "women_53_70",
            "p_60_74": "people_60_74",
            "f_25_49": "women_25_49",
            "f_50_64": "women_50_64",
            "all": "all_ages",
        }
    )
    table["practice_name"] = official_names(table["practice_code"])
    return table.sort_values("practice_code")


def _practices(figures: Figures) -> pd.DataFrame:
    sets = {name: areas.load(name) for name in ("practices-2024", "practices-2017")}
    table = pd.concat(sets.values()).drop_duplicates("area_code").set_index("area_code")
    table = table.sort_index()
    for name, layer in sets.items():
        table[f"in_{name.replace('-', '_')}"] = table.index.isin(layer["area_code"])
    table["latitude"], table["longitude"] = table.geometry.y, table.geometry.x
    table["ward_name"] = [official_names([code])[0] if code else "" for code in table["ward_code"]]

    # The register's list sizes do not agree with any later count of the same practices: left out.
    register = figures.data("gp_practices.csv").set_index("practice_code")
    networks = register["pcn_name"].str.replace("'S ", "'s ").str.replace("K And C", "K&C")
    table["primary_care_network"] = networks.reindex(table.index).fillna("")
    profile = figures.data("screening_practice.csv")
    profile = profile[profile["qof_period"] == "2023/24"].set_index("practice_code")
    table["deprivation_score"] = profile["imd_score"].reindex(table.index)
    table.index.name = "practice_code"
    return (
        pd.DataFrame(table.drop(columns="geometry"))
        .reset_index()
        .rename(columns={"area_name": "practice_name"})
    )
