"""Every indicator that is declared can be shown, and a wrong declaration is told in words."""

from datetime import date
from pathlib import Path

import pytest

from explorer import areas, registry, store
from explorer.errors import DataFileError, SelectionError
from explorer.model import Indicator, Series
from explorer.views.neighbourhood import measures
from explorer.views.palettes import THEMES

ALL = [(i, s) for i in registry.indicators().values() for s in i.series]


@pytest.mark.parametrize(("indicator", "series"), ALL, ids=lambda item: getattr(item, "id", ""))
def test_every_release_has_figures_for_every_period_and_group(
    indicator: Indicator, series: Series
) -> None:
    for period in series.periods:
        for group in registry.groups_held(indicator.id, series.area_set, period.id):
            held = registry.figures(indicator.id, series.area_set, period.id, group)
            assert held.series.id == series.id
            assert set(held.areas["area_code"]) <= set(areas.codes(series.area_set))
            assert not held.areas["area_code"].duplicated().any()
            assert not set(held.comparators["area_code"]) & set(held.areas["area_code"])


@pytest.mark.parametrize("indicator", registry.indicators().values(), ids=lambda i: i.id)
def test_every_indicator_is_declared_in_full(indicator: Indicator) -> None:
    assert indicator.definition.strip().endswith(".")
    assert indicator.theme in THEMES
    assert indicator.series
    assert (store.root() / registry.INDICATORS / f"{indicator.id}.yaml").exists()
    for series in indicator.series:
        source = registry.sources()[series.source]
        assert source.publisher
        assert source.licence
        assert all(period.start <= period.end <= date(2030, 1, 1) for period in series.periods)
    periods = [(s.area_set, p.id) for s in indicator.series for p in s.periods]
    assert len(periods) == len(set(periods)), "two series claim one area set and period"


@pytest.mark.parametrize("place", registry.places().comparators, ids=lambda p: p.name)
def test_names_of_places_agree_with_their_boundaries(place: registry.Any) -> None:
    if place in registry.places().boroughs:
        assert areas.name_of(place.code) == place.name


def test_named_pairs_are_areas_of_the_sets_they_are_named_for() -> None:
    for pair in registry.places().pairs:
        for area_set, codes in pair.areas:
            assert set(codes) <= set(areas.codes(area_set))


def test_no_two_measures_are_called_alike_in_a_list_of_all() -> None:
    labels = [one.label for one in measures.all_measures()]
    assert len(set(labels)) == len(labels)


def test_unknown_indicator_names_the_nearest() -> None:
    with pytest.raises(SelectionError, match="life-expectancy"):
        registry.indicator("life-expectency")


def test_group_that_is_not_held_names_those_that_are() -> None:
    with pytest.raises(SelectionError, match="sex=female, sex=male"):
        registry.figures("life-expectancy", "wards-2002", "2010-14", (("sex", "persons"),))


GOOD = """
id: x
name: X
short_name: X
definition: A measure.
theme: health
unit: '%'
decimals: 1
polarity: neutral
series:
  - id: s
    label: S
    area_set: wards-2022
    table: x.csv
    source: s
    periods: [{id: 2021, label: 2021, start: 2021-01-01, end: 2021-12-31}]
"""


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "data/indicators").mkdir(parents=True)
    (tmp_path / "data/manifest.json").write_text('{"files": {}}')
    monkeypatch.setattr(store, "root", lambda: tmp_path)
    monkeypatch.setattr(store, "manifest", dict)
    monkeypatch.setattr(registry, "indicators", registry.declared.__wrapped__)
    return tmp_path


def test_year_is_read_as_a_period(project: Path) -> None:
    (project / "data/indicators/x.yaml").write_text(GOOD)
    assert registry.indicators()["x"].series[0].periods[0].id == "2021"


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("decimals: 1", "decimals: one", "decimals"),
        ("polarity: neutral", "polarity: up", "polarity"),
        ("theme: health", "thema: health", "unknown key thema"),
        ("    source: s", "    sauce: s", "unknown key sauce"),
        ("end: 2021-12-31", "end: never", "end"),
        (
            "series:",
            "breakdowns: {a: {label: A, groups: {b: B, c: C}, in_words: {b: Bs}}}\nseries:",
            "found b; expected b, c",
        ),
    ],
)
def test_wrong_entry_is_told_with_its_file(project: Path, old: str, new: str, message: str) -> None:
    (project / "data/indicators/x.yaml").write_text(GOOD.replace(old, new))
    with pytest.raises(DataFileError, match=message) as caught:
        registry.indicators()
    assert caught.value.problems[0].where.startswith("data/indicators/x.yaml")


@pytest.mark.usefixtures("project")
def test_empty_folder_is_told() -> None:
    with pytest.raises(DataFileError, match="no indicator"):
        registry.indicators()
