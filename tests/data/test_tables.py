"""The shipped tables: whole, described, known by code, and equal to what was published."""

import math
from pathlib import Path

import frictionless
import pandas as pd
import pytest

from explorer import areas, registry, store
from explorer.checks import everything
from explorer.model import Indicator, Series, Standing

TABLES = sorted(path.name for path in (store.root() / "data/tables").glob("*.csv"))
EXTRAS = sorted(path.stem for path in (store.root() / "data/extras").glob("*.csv"))
SERIES = [
    pytest.param(indicator, series, id=f"{indicator.id}-{series.id}")
    for indicator in registry.indicators().values()
    for series in indicator.series
]
COMPARATORS = {"E09000020", "E09000033", "E12000007", "E92000001"}
ROW_COUNTS = {
    "life-expectancy-wards.csv": 1008,
    "life-expectancy-msoa-2019-23.csv": 90,
    "ethnic-group-wards.csv": 228,
    "air-quality-laei-wards.csv": 342,
    "air-quality-defra-lsoa.csv": 678,
    "cervical-coverage-boroughs.csv": 120,
    "cervical-coverage-practices-2017.csv": 182,
    "screening-practices-2024.csv": 483,
    "local-health-msoa.csv": 1440,
    "imd-2025-lsoa.csv": 7200,
    "main-language-boroughs.csv": 188,
}


def value(indicator: str, area_set: str, period: str, code: str, **by: str) -> float:
    found = registry.figures(indicator, area_set, period, tuple(by.items())).areas
    return float(found.set_index("area_code").loc[code, "value"])


def test_nothing_is_wrong() -> None:
    assert everything() == []


def test_the_data_package_is_true_of_every_file() -> None:
    path = store.root() / "data/datapackage.json"
    report = frictionless.validate(str(path))
    assert report.flatten(["name", "title", "message"]) == []
    described = {
        resource["path"] for resource in store.read_json("data/datapackage.json")["resources"]
    }
    held = {f"tables/{name}" for name in TABLES} | {f"extras/{name}.csv" for name in EXTRAS}
    assert described == held


def test_the_manifest_is_true_of_every_file() -> None:
    manifest = store.manifest()
    held = {f"data/tables/{name}" for name in TABLES} | {f"data/extras/{n}.csv" for n in EXTRAS}
    assert set(manifest) == held
    for name, entry in manifest.items():
        content = (store.root() / name).read_bytes()
        assert (len(content), store.digest(content)) == (entry["bytes"], entry["sha256"]), name


@pytest.mark.parametrize("name", TABLES)
def test_a_table_is_in_order_and_plainly_written(name: str) -> None:
    raw = (store.root() / "data/tables" / name).read_bytes()
    assert b"\r" not in raw
    assert raw.endswith(b"\n")
    raw.decode("utf-8")
    text = pd.read_csv(Path(store.root()) / "data/tables" / name, dtype=str, keep_default_na=False)
    key = ["indicator", "period", "breakdown", "area_code"]
    assert text[key].equals(text[key].sort_values(key, ignore_index=True))
    decimals = text["value"].str.partition(".")[2].str.len()
    assert decimals.max() <= 4
    assert not text["value"].isin(["-0", "nan", "inf"]).any()


@pytest.mark.parametrize(("name", "count"), ROW_COUNTS.items())
def test_a_table_has_all_its_rows(name: str, count: int) -> None:
    assert len(registry.table(name)) == count


@pytest.mark.parametrize(("indicator", "series"), SERIES)
def test_every_area_period_and_group_of_a_series_has_a_row(
    indicator: Indicator, series: Series
) -> None:
    groups = [f"{b.id}={group}" for b in indicator.breakdowns for group, _ in b.groups] or [""]
    rows = registry.rows(indicator.id, series.id)
    codes = areas.codes(series.area_set)
    own = rows[rows["area_code"].isin(codes)]
    expected = {
        (code, period.id, group) for code in codes for period in series.periods for group in groups
    }
    assert set(zip(own["area_code"], own["period"], own["breakdown"], strict=True)) == expected
    assert set(rows["area_code"]) - set(codes) <= COMPARATORS


@pytest.mark.parametrize("name", TABLES)
def test_area_names_are_those_of_the_map(name: str) -> None:
    comparators = {place.code: place.name for place in registry.places().comparators}
    held = registry.table(name)[["area_code", "area_name"]].drop_duplicates()
    for code, found in zip(held["area_code"], held["area_name"], strict=True):
        assert found == (comparators.get(code) or areas.name_of(code))


def test_what_was_worked_out_here_is_not_called_published() -> None:
    # Of all the figures on the wards of today only these come from a ward table of their publisher.
    published = {
        (indicator.id, series.source)
        for indicator in registry.indicators().values()
        for series in indicator.series
        if series.area_set == "wards-2022" and series.standing is Standing.PUBLISHED
    }
    assert published == {("population", "ons-population-estimates")}


@pytest.mark.parametrize(
    ("figure", "by", "published"),
    [
        (("life-expectancy", "wards-2002", "2010-14", "E05000648"), {"sex": "male"}, 75.3),
        (("life-expectancy", "wards-2002", "2010-14", "E05000637"), {"sex": "male"}, 89.3),
        (("life-expectancy", "msoa-2021", "2019-23", "E02000969"), {"sex": "male"}, 75.5),
        (("global-majority", "boroughs", "2021", "E09000033"), {}, 44.8),
        (("global-majority", "boroughs", "2021", "E09000020"), {}, 36.3),
        (("global-majority", "wards-2022", "2021", "E05013794"), {}, 66.9),
        (("pm25", "wards-2022", "2019", "E05013808"), {}, 14.0),
        (("pm25", "wards-2022", "2019", "E05009394"), {}, 11.1),
        (("pm25-defra", "boroughs", "2024", "E09000020"), {}, 9.4),
        (("pm25-defra", "boroughs", "2024", "E09000033"), {}, 9.7),
        (("breast-coverage", "boroughs", "2025", "E09000020"), {}, 48.6),
        (("breast-coverage", "boroughs", "2025", "E09000033"), {}, 51.7),
        (("population", "boroughs", "2022", "E09000033"), {}, 211_365),
        (("population", "boroughs", "2022", "E09000020"), {}, 146_154),
    ],
)
def test_published_values_come_out_exactly(
    figure: tuple[str, str, str, str], by: dict[str, str], published: float
) -> None:
    assert round(value(*figure, **by), 1) == published


def test_residents_breathe_what_defra_publishes_for_their_borough() -> None:
    found = registry.figures("air-2024", "wards-2022", "2024", (("pollutant", "pm25"),))
    worked_out = found.comparators.set_index("area_code")["value"].round(1)
    assert worked_out.to_dict() == {"E09000020": 9.4, "E09000033": 9.7}


@pytest.mark.parametrize(
    ("period", "westbourne_to_knightsbridge", "notting_dale_to_queens_gate"),
    [("2009-13", 14.2, 7.8), ("2015-19", 16.7, 17.7), ("2019-23", 10.4, 6.6)],
)
def test_the_named_gaps_of_each_msoa_release(
    period: str, westbourne_to_knightsbridge: float, notting_dale_to_queens_gate: float
) -> None:
    gaps = (westbourne_to_knightsbridge, notting_dale_to_queens_gate)
    for pair, gap in zip(registry.places().pairs, gaps, strict=True):
        low, high = (
            value("life-expectancy", "msoa-2021", period, code, sex="male")
            for code in dict(pair.areas)["msoa-2021"]
        )
        assert round(high - low, 1) == gap


def test_the_widest_gap_of_kensington_and_chelsea() -> None:
    found = registry.figures("life-expectancy", "wards-2002", "2009-13", (("sex", "male"),)).areas
    own = found[found["area_code"].between("E05000382", "E05000399")]["value"]
    assert round(own.max() - own.min(), 1) == 17.1


def test_seventeen_small_areas_are_above_ten_in_the_model_of_2024() -> None:
    found = registry.figures("air-2024", "lsoa-2021", "2024", (("pollutant", "pm25"),)).areas
    assert (found["value"] > 10).sum() == 17


def test_speakers_of_arabic() -> None:
    table = registry.table("main-language-boroughs.csv")
    arabic = table[table["breakdown"] == "language=arabic"].set_index("area_code")["numerator"]
    assert arabic.to_dict() == {"E09000020": 3196, "E09000033": 7446}


def test_withheld_and_suppressed_values_say_so() -> None:
    msoas = registry.table("life-expectancy-msoa-2019-23.csv")
    withheld = msoas[msoas["value"].isna()]
    assert set(withheld["area_name"]) == {"West Brompton", "Maida Vale"}
    assert set(withheld["note"]) == {"withheld-sex-uncertain"}
    practices = registry.table("cervical-coverage-practices-2017.csv")
    blank = practices[practices["value"].isna()]
    assert blank["area_code"].nunique() == 14
    assert blank[["numerator", "denominator"]].isna().all(axis=None)
    assert set(blank["note"]) == {"suppressed", "practice-closed", "not-published"}


def test_percentages_are_their_counts() -> None:
    for name in TABLES:
        table = registry.table(name)
        counted = table[table["numerator"].notna() & table["value"].notna()]
        expected = 100 * counted["numerator"] / counted["denominator"]
        assert ((counted["value"] - expected).abs() < 1e-3).all(), name


def test_every_statement_has_its_words_and_its_document() -> None:
    statements = registry.extra("statements")
    assert len(statements) == 47
    assert statements["statement"].str.len().gt(20).all()
    assert set(statements["document"]) <= set(registry.extra("documents")["document"])
    for pair in registry.places().pairs:
        assert set(pair.stated) <= set(statements["claim_id"])


def test_figures_from_news_are_never_called_official() -> None:
    screening = registry.extra("borough-screening")
    news = screening["source"].str.contains("news")
    assert (screening["standing"] == "secondary").equals(news)
    official = screening[~news].set_index("area_code")
    assert official["london_rank_from_lowest"].to_dict() == {"E09000020": 1, "E09000033": 2}


def test_diabetes_prevalence_has_its_intervals() -> None:
    health = registry.extra("global-majority-health")
    prevalence = health[health["measure"] == "type 2 diabetes, crude prevalence"]
    assert len(prevalence) == 4
    assert (prevalence["lower_95"] < prevalence["value"]).all()
    assert (prevalence["value"] < prevalence["upper_95"]).all()
    ratios = health[(health["standing"] == "stated") & (health["unit"] == "times")]
    assert set(ratios["value"]) == {2, 3, 4, 1.5}


def test_the_licences_give_every_credit_in_full() -> None:
    words = (store.root() / "data/LICENCES.md").read_text("utf-8")
    for source in registry.sources().values():
        assert " ".join(source.credit.split()) in words, source.id


def test_every_note_and_source_is_used() -> None:
    indicators = registry.indicators().values()
    series = [one for indicator in indicators for one in indicator.series]
    notes = {key for indicator in indicators for key in indicator.caveats}
    notes |= {key for one in series for key in one.caveats}
    notes |= {note for name in TABLES for note in registry.table(name)["note"]} - {""}
    # A view may name a note that no table needs.
    code = "".join(path.read_text("utf-8") for path in (store.root() / "src").rglob("*.py"))
    assert [key for key in registry.notes() if key not in notes and f'"{key}"' not in code] == []
    assert {one.source for one in series} == set(registry.sources())


def test_breaks_and_lines_are_finite_and_in_order() -> None:
    for indicator in registry.indicators().values():
        assert list(indicator.breaks) == sorted(set(indicator.breaks))
        assert all(math.isfinite(level) for _, level in indicator.lines)
