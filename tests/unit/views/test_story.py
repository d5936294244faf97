"""The borough story: every sentence against the tables it is made from, and what changed since."""

import re
from dataclasses import replace
from datetime import date

import pandas as pd
import pytest

from explorer import areas, registry, store
from explorer.errors import SelectionError
from explorer.upkeep import changes
from explorer.upkeep.changes import Change, ChangeKind
from explorer.views import life_expectancy, overview
from explorer.views.document import Document
from explorer.views.story import changed, chapters, places, themes
from explorer.views.story.telling import UNKNOWN, story
from explorer.views.story.themes import THEMES

KENSINGTON, WESTMINSTER = "E09000020", "E09000033"
NUMBER = r"(\d[\d,]*(?:\.\d+)?)"
DAY = date(2026, 3, 1)


def rows(table: str, indicator: str, area_set: str, told: str) -> pd.DataFrame:
    """Return an indicator's rows of a table for areas in the boroughs told of."""
    held = store.read_table(f"data/tables/{table}")
    layer = areas.load(area_set)
    codes = layer.loc[layer["borough_code"].isin(places.find(told).codes), "area_code"]
    return held[(held["indicator"] == indicator) & held["area_code"].isin(codes)]


def numbers(text: str) -> list[float]:
    return [float(found.replace(",", "")) for found in re.findall(NUMBER, text)]


def sentence(theme: str, told: str) -> str:
    (said,) = THEMES[theme].chapter(places.find(told)).sentences
    return said


@pytest.fixture(params=[KENSINGTON, WESTMINSTER, places.ALL])
def told(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def test_residents_are_those_of_the_wards_added_up(told: str) -> None:
    held = rows("population-wards.csv", "population", "wards-2022", told)
    values = held.loc[held["period"] == "2022", "value"]
    said = sentence("population", told)
    total, _, low, high = numbers(said.replace("mid-2022", "2022"))
    assert (total, low, high) == (values.sum(), values.min(), values.max())


def test_the_gap_of_lives_has_the_interval_that_allows_for_the_choice(told: str) -> None:
    held = rows("life-expectancy-wards.csv", "life-expectancy", "wards-2002", told)
    held = held[(held["period"] == "2010-14") & (held["breakdown"] == "sex=male")].set_index(
        "area_code"
    )["value"]
    said = sentence("life-expectancy", told)
    gap, _, lower, upper = numbers(said.removeprefix("In 2010–14 "))
    assert gap == pytest.approx(held.max() - held.min(), abs=0.06)
    assert areas.name_of(held.idxmin()) in said
    assert areas.name_of(held.idxmax()) in said
    # Picked out after looking, so the interval lies lower than that of a pair named beforehand.
    assert lower < gap < upper
    assert upper - gap < gap - lower


def test_a_gap_that_chance_can_explain_is_not_called_one(monkeypatch: pytest.MonkeyPatch) -> None:
    told = places.find(WESTMINSTER)
    gap = life_expectancy.gaps.widest

    def wide(*args: object) -> object:
        found = gap(*args)
        return type(found)(found.low, found.high, found.gap, -1.0, 20.0, True)

    monkeypatch.setattr(chapters.gaps, "widest", wide)
    (said,) = chapters.lives(told).sentences
    assert "cannot be told from" in said
    assert "fewer" not in said


def test_the_share_of_the_global_majority_is_counted(told: str) -> None:
    held = rows("ethnic-group-wards.csv", "global-majority", "wards-2022", told)
    share, low, high, year = numbers(sentence("global-majority", told))
    assert share == pytest.approx(
        100 * held["numerator"].sum() / held["denominator"].sum(), abs=0.05
    )
    assert (low, high) == pytest.approx((held["value"].min(), held["value"].max()), abs=0.05)
    assert year == 2021


def test_wards_above_the_guideline_are_counted(told: str) -> None:
    held = rows("air-quality-laei-wards.csv", "pm25", "wards-2022", told)
    values = held.loc[held["period"] == "2019", "value"]
    said = sentence("air-quality", told)
    count = 18 if places.find(told).is_one else 36
    assert (values > 5).sum() == count
    assert f"all {count} wards" in said
    assert f"from {values.min():.1f} µg/m³" in said
    assert f"to {values.max():.1f} µg/m³" in said


def test_coverage_is_said_with_its_interval_and_what_it_stands_beside(told: str) -> None:
    held = store.read_table("data/tables/cervical-coverage-boroughs.csv")
    held = held[(held["period"] == "2024") & (held["breakdown"] == "age=25-49")]
    held = held.set_index("area_code")
    said = sentence("cancer-screening", told)
    for code in places.find(told).codes:
        row = held.loc[code]
        span = f"{row['lower_95']:.1f} to {row['upper_95']:.1f}"
        assert f"{row['value']:.1f}% (95% interval {span})" in said
    assert f"{held.loc['E12000007', 'value']:.1f}% in London" in said
    assert f"{held.loc['E92000001', 'value']:.1f}% in England" in said


def test_residents_of_the_most_deprived_fifth_are_counted_by_small_area(told: str) -> None:
    held = rows("imd-2025-lsoa.csv", "imd-2025-decile", "lsoa-2021", told)
    tenths = held[held["breakdown"] == "domain=overall"].set_index("area_code")["value"]
    people = rows("population-lsoa.csv", "population", "lsoa-2021", told)
    people = people.set_index("area_code")["value"]
    most = 100 * people[tenths <= 2].sum() / people.sum()
    least = 100 * people[tenths >= 9].sum() / people.sum()
    assert numbers(sentence("deprivation", told))[:2] == pytest.approx([most, least], abs=0.05)


def test_every_chapter_has_a_sentence_a_picture_and_a_map(told: str) -> None:
    for theme in THEMES.values():
        section = theme.chapter(places.find(told))
        assert (len(section.sentences), len(section.maps), len(section.charts)) == (1, 1, 1)
        assert section.maps[0].provenance.source
        assert section.charts[0].text_alternative


def test_findings_come_first_and_what_is_not_known_last() -> None:
    document = story("Westminster")
    assert document.title == "Westminster in figures"
    chapters_told = document.sections[: len(THEMES)]
    assert document.summary == tuple(section.sentences[0] for section in chapters_told)
    assert document.sections[-1].title == UNKNOWN
    assert document.sections[-1].sentences == overview.unknowns()
    origins = document.provenances
    assert len(origins) == len(set(origins))
    assert document.permalink == f"story?place={WESTMINSTER}"


@pytest.mark.parametrize("theme", THEMES)
def test_a_theme_alone_is_a_report_of_it(theme: str) -> None:
    document = story(places.ALL, theme)
    assert document.title == f"{THEMES[theme].title} in both boroughs"
    assert len(document.summary) == 1
    assert len(document.sections) > 2
    assert document.permalink == f"story?place=all&theme={theme}"
    assert set(document.sections[-1].sentences) <= set(overview.unknowns())


def test_a_table_of_a_borough_leaves_the_other_boroughs_wards_out() -> None:
    table = story(KENSINGTON, "population").sections[1].tables[0]
    codes = set(table.frame["area_code"])
    assert set(places.own(places.find(KENSINGTON), "wards-2022")) <= codes
    assert not codes & set(places.own(places.find(WESTMINSTER), "wards-2022"))


@pytest.mark.parametrize(("borough", "theme"), [("Camden", ""), ("all", "happiness")])
def test_what_is_not_held_is_refused_by_name(borough: str, theme: str) -> None:
    with pytest.raises(SelectionError, match=theme or borough):
        story(borough, theme)


def changes_are(monkeypatch: pytest.MonkeyPatch, *found: Change) -> None:
    monkeypatch.setattr(changes, "held", lambda: found)


def news(document: Document) -> tuple[str, ...]:
    (section,) = [s for s in document.sections if s.title.startswith("What changed")]
    return section.sentences


def change(kind: ChangeKind, area: str = "", before: str = "", after: str = "") -> Change:
    return Change(DAY, "any", "life-expectancy", kind, "2010-14", area, before, after, "sex=male")


def test_what_changed_is_counted_and_the_largest_move_is_named(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    changes_are(
        monkeypatch,
        change(ChangeKind.CHANGED_VALUE, "E05000648", "75.3", "75.9"),
        change(ChangeKind.CHANGED_VALUE, "E05000637", "89.3", "88.1"),
        change(ChangeKind.NEW_PERIOD, after="38"),
        change(ChangeKind.CHANGED_VALUE, "E05000395", "87.3", "60.0"),
    )
    section = changed.section(places.find(WESTMINSTER), THEMES, DAY)
    assert section.sentences == (
        "1 March 2026: Life expectancy at birth: 2 changed values and 1 new period; now held for "
        "2010–14; the largest move is in Knightsbridge and Belgravia (2010–14, men), from "
        "89.3 years to 88.1 years.",
    )


def test_that_nothing_changed_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    changes_are(monkeypatch, change(ChangeKind.CHANGED_VALUE, "E05000648", "75.3", "75.9"))
    told = places.find(WESTMINSTER)
    nothing = ("Nothing has changed in these figures since 2 March 2026.",)
    assert changed.section(told, THEMES, date(2026, 3, 2)).sentences == nothing
    other = changed.section(told, ["air-quality"], DAY)
    assert other.sentences == ("Nothing has changed in these figures since 1 March 2026.",)


def test_a_story_tells_of_the_last_refresh_unless_it_is_told_of_an_earlier_one(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    story.cache_clear()
    changes_are(monkeypatch)
    assert not [s for s in story(WESTMINSTER).sections if s.title.startswith("What changed")]
    story.cache_clear()
    changes_are(monkeypatch, change(ChangeKind.NEW_PERIOD))
    document = story(WESTMINSTER)
    assert "1 new period" in news(document)[0]
    assert document.permalink.endswith("since=2026-03-01")
    assert news(story(WESTMINSTER, since=date(2026, 4, 1)))[0].startswith("Nothing has changed")
    story.cache_clear()


def test_a_theme_whose_figures_are_not_held_is_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    known = dict(registry.indicators())
    del known["pm25"]
    monkeypatch.setattr(registry, "indicators", lambda: known)
    assert list(themes.held()) == [key for key in THEMES if key != "air-quality"]
    with pytest.raises(SelectionError, match="air-quality"):
        themes.find("air-quality")


def test_the_story_of_an_only_borough_is_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    held = registry.places()
    alone = replace(held, boroughs=held.boroughs[1:])
    monkeypatch.setattr(registry, "places", lambda: alone)
    assert places.choices() == {WESTMINSTER: "Westminster"}
    assert places.find(places.ALL) == places.find("Westminster")
