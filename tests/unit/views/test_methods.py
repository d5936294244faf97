"""Nothing public is left unexplained, and every example says what its function gives."""

from __future__ import annotations

import json
import math
import re
from pathlib import Path

import numpy as np
import pytest

from explorer import areas, registry, stats
from explorer.model import AreaKind
from explorer.views.methods import contents, documentation, held, rates
from explorer.views.methods.entries import MEASURES

NAMES = tuple(MEASURES)
INDICATORS = tuple(registry.indicators())
REFERENCE = Path(__file__).parents[2] / "reference/statistics.json"


def test_every_public_function_has_an_entry_and_nothing_else_has() -> None:
    assert set(MEASURES) == set(documentation.functions())


def test_every_public_name_is_explained_somewhere() -> None:
    explained = set(MEASURES)
    for name, measure in MEASURES.items():
        explained |= {*measure.also, *documentation.classes_of(name)}
    assert explained == set(documentation.public_names())


@pytest.mark.parametrize("name", NAMES)
def test_every_entry_is_whole(name: str) -> None:
    measure, said = MEASURES[name], MEASURES[name].documentation
    assert measure.question.endswith("?")
    assert measure.plain.endswith(".")
    assert said.summary.endswith(".")
    assert said.takes
    assert said.gives
    assert said.refuses
    assert said.working
    assert said.limits.endswith(".")
    assert not said.limits.startswith(documentation.LIMITS)
    assert "`" not in contents.readable(said.limits)


@pytest.mark.parametrize("name", sorted(set(NAMES) - {"additional_to_reach"}))
def test_every_method_says_where_it_is_published(name: str) -> None:
    references = MEASURES[name].documentation.references
    assert references
    assert all(text.endswith(".") for text in references)


FORMULA_ELSEWHERE = {"funnel_position", "independent_periods", "suppress"}
"""Rules rather than formulas, or a formula that another entry gives."""


@pytest.mark.parametrize("name", NAMES)
def test_every_measure_shows_its_formula(name: str) -> None:
    formulas = [block for block in MEASURES[name].documentation.working if block.is_formula]
    assert bool(formulas) == (name not in FORMULA_ELSEWHERE)


@pytest.mark.parametrize("name", NAMES)
def test_every_example_is_worked_out_on_figures_with_a_source(name: str) -> None:
    example = contents.example(name)
    assert example.setting.endswith(".")
    assert example.working
    assert example.finding.endswith(".")
    assert re.search(r"\d", example.finding)
    assert example.result is not None
    assert example.provenance.source
    assert "nan" not in " ".join((*example.working, example.finding, example.setting)).lower()


@pytest.mark.parametrize("name", NAMES)
def test_parts_of_what_comes_out_are_those_of_the_class(name: str) -> None:
    result = contents.example(name).result
    for table, kind in zip(contents.outcomes(name), documentation.classes_of(name), strict=True):
        parts = [part.strip() for text in table.frame["name"] for part in text.split(",")]
        assert set(parts) == set(getattr(stats, kind).__dataclass_fields__)
        if type(result).__name__ == kind:
            assert (table.frame["here"] != "").all()


def test_a_new_public_function_would_be_missed(monkeypatch: pytest.MonkeyPatch) -> None:
    def another(values: list[float]) -> float:
        return sum(values)

    monkeypatch.setattr(stats, "another", another, raising=False)
    monkeypatch.setattr(stats, "__all__", [*stats.__all__, "another"])
    assert set(documentation.functions()) - set(MEASURES) == {"another"}


def test_notes_are_told_apart_by_how_they_are_written() -> None:
    said = documentation.documentation("wilson_interval")
    assert [block.is_formula for block in said.working] == [False, True, False]
    assert said.working[0].text.endswith("normal quantile:")
    assert said.working[1].text.startswith("limits = (2np + z^2")
    assert said.limits == "It describes chance alone, not error in the counts."


def test_measures_are_called_by_their_titles_in_running_text() -> None:
    limits = contents.readable(documentation.documentation("difference").limits)
    assert limits.endswith(
        "for the highest against the lowest use “Gap between highest and lowest”."
    )


def test_named_pair_of_the_first_example_is_that_of_the_strategy() -> None:
    example = contents.example("difference")
    assert example.working == (
        "a - b = 89.3 - 75.3 = 14.0",
        "lower = 14.0 - sqrt((89.3 - 85.8)^2 + (76.8 - 75.3)^2) = 10.2",
        "upper = 14.0 + sqrt((92.8 - 89.3)^2 + (75.3 - 73.7)^2) = 17.8",
    )
    assert example.finding.startswith("The gap is 14.0 years (95% interval 10.2 to 17.8).")


def test_arithmetic_of_the_wilson_example_gives_its_limits() -> None:
    _, *formula, limits = contents.example("wilson_interval").working
    text = "".join(formula).partition("=")[2].replace("^", "**").replace(",", "")
    for sign, found in zip("-+", re.findall(r"[\d.]+", limits), strict=True):
        value = eval(text.replace("-/+", sign), {"sqrt": math.sqrt})
        assert value == pytest.approx(float(found), abs=2e-4)


def test_arithmetic_of_the_gaps_gives_their_limits() -> None:
    for name in ("difference", "proportion_difference", "difference_in_differences", "ratio"):
        for line in contents.example(name).working:
            if not line.startswith(("lower", "upper")):
                continue
            formula, _, found = line.partition("=")[2].rpartition("=")
            text = re.sub(r"ln ([\d.]+)", r"log(\1)", formula).replace("^", "**")
            value = eval(text, {"sqrt": math.sqrt, "log": math.log, "exp": math.exp})
            assert value == pytest.approx(float(found), abs=0.06 if name == "difference" else 0.006)


def test_life_table_example_is_the_published_case() -> None:
    cases = json.loads(REFERENCE.read_text(encoding="utf-8"))["cases"]
    case = next(case for case in cases if case["function"] == "life_expectancy")
    ages, deaths, people = np.array(rates.LIFE_TABLE).T.tolist()
    given = case["arguments"]
    assert (ages, deaths, people) == (given["age_starts"], given["deaths"], given["populations"])
    assert "80.17 (79.88 to 80.46)" in contents.example("life_expectancy").working[-1]


def test_headline_counts_what_is_explained() -> None:
    assert contents.headline().startswith(f"{len(MEASURES)} measures, {len(INDICATORS)} indicators")


def test_measures_stand_under_one_heading_each() -> None:
    assert [m.name for measures in contents.sections().values() for m in measures] == list(NAMES)


@pytest.mark.parametrize("identifier", INDICATORS)
def test_every_indicator_is_described_with_all_its_releases(identifier: str) -> None:
    indicator = registry.indicator(identifier)
    assert identifier in held.indicators_of(indicator.theme)
    assert held.definition(identifier)[0] == indicator.definition.strip()
    facts = held.facts(identifier).frame.set_index("what")["held"]
    assert (facts != "").all()
    assert facts["Unit"] == (indicator.unit or "none")
    tables = held.releases(identifier).tables
    assert [table.caption for table in tables] == [series.label for series in indicator.series]
    for table, series in zip(tables, indicator.series, strict=True):
        said = table.frame.set_index("what")["held"]
        assert (said != "").all()
        assert registry.sources()[series.source].publisher in said["Source"]
        assert series.periods[-1].label in said["Periods"]


def test_gaps_are_counted_with_their_reasons() -> None:
    said = held.gaps("cervical-coverage", "practices-2017")
    assert said.startswith("28 of 182: the practice had closed before December 2017")
    assert said.endswith("withheld by the publisher because the number of people is small (2)")
    assert held.gaps("life-expectancy", "wards-1999-2014") == held.COMPLETE


def test_every_set_of_areas_with_figures_is_listed_with_its_dates() -> None:
    tables = {table.caption: table.frame for table in held.area_sets().tables}
    used = {s.area_set for i in registry.indicators().values() for s in i.series}
    assert set(tables) == {areas.area_set(area_set).title for area_set in used}
    assert not [s for s in used if areas.area_set(s).kind is AreaKind.CONTEXT]
    wards = tables[areas.area_set("wards-2002").title].set_index("what")["held"]
    assert wards["In force from"] == "2 May 2002"
    assert wards["In force until"] == "21 May 2014"
    today = tables[areas.area_set("wards-2022").title].set_index("what")["held"]
    assert today["In force until"] == held.STILL


@pytest.mark.parametrize("theme", held.themes())
def test_catalogue_has_a_row_for_every_indicator_of_a_theme(theme: str) -> None:
    assert list(held.catalogue(theme).frame["name"]) == list(held.indicators_of(theme).values())
