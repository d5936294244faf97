"""A ward's place in each theme, and what its interval leaves open."""

import math

import pytest
from tests.unit.views.ward import raw

from explorer.views.ward import found, ranked
from explorer.views.ward.found import Ward

WESTBOURNE = found.ward("Westbourne")


@pytest.mark.parametrize("ward", found.wards().values(), ids=lambda ward: ward.name)
def test_places_in_life_expectancy_are_those_that_the_intervals_leave_open(ward: Ward) -> None:
    for one in ranked.life(ward):
        held = raw.rows("life-expectancy", raw.OLD, "2010-14", one.selection.by)
        wards = {code: row for code, row in held.items() if code.startswith("E05")}
        own = wards[one.code]
        values = (own.value or 0, own.lower or 0, own.upper or 0)
        others = [(r.value or 0, r.lower or 0, r.upper or 0) for r in wards.values()]
        higher = sum(is_surely_higher(other, values) for other in others)
        lower = sum(is_surely_higher(values, other) for other in others)
        assert (one.first, one.last, one.count) == (1 + higher, len(wards) - lower, 38)
        assert one.in_words == f"{ordinals(one)} highest of 38 wards"


def ordinals(one: ranked.Place) -> str:
    first, last = ranked.ordinal(one.first), ranked.ordinal(one.last)
    return f"{first} to {last}"


def is_surely_higher(one: tuple[float, float, float], other: tuple[float, float, float]) -> bool:
    return one[0] - other[0] > math.hypot(one[0] - one[1], other[2] - other[0])


def test_one_measure_of_each_theme_that_wards_have() -> None:
    themes = [one.indicator.theme for one in ranked.themes(WESTBOURNE)]
    assert themes == [
        *("life-expectancy", "life-expectancy", "global-majority", "air-quality", "deprivation"),
        *("health", "housing", "environment", "population"),
    ]


def test_figures_that_print_alike_share_a_place() -> None:
    air = ranked.themes(WESTBOURNE)[3]
    printed = [round(value, 1) for value in raw.by_ward("pm25", raw.TODAY, "2019").values()]
    assert (air.first, air.last) == (
        1 + sum(value > 12.3 for value in printed),
        sum(value >= 12.3 for value in printed),
    )
    assert air.in_words.startswith("joint ")


@pytest.mark.parametrize(
    ("number", "written"),
    [(1, "1st"), (2, "2nd"), (3, "3rd"), (4, "4th"), (11, "11th"), (12, "12th"), (13, "13th"),
     (21, "21st"), (22, "22nd"), (33, "33rd")],
)  # fmt: skip
def test_places_are_written_as_words_have_them(number: int, written: str) -> None:
    assert ranked.ordinal(number) == written


def test_table_says_whose_life_expectancy_it_is_and_what_is_not_known_by_ward() -> None:
    table = ranked.table(WESTBOURNE)
    rows = table.frame.set_index("measure")
    assert rows.loc["Life expectancy, men (2010–14)", "here"] == "75.3 years (73.7 to 76.8)"
    assert rows.loc["Life expectancy, men (2010–14)", "against"] == "81.9 years (Westminster)"
    assert rows.loc["Deprivation overall (score 2025)", "place"] == "2nd highest of 36 wards"
    assert (
        rows.loc["Deprivation overall (score 2025)", "range"]
        == "9.5 (Campden) to 46.2 (Church Street)"
    )
    assert "Westbourne, one of 38 wards of 2002, which held 99%" in table.notes[0]
    assert "not published for wards" in table.notes[-1]


def test_chart_of_the_measure_on_the_map_is_named_after_it() -> None:
    chart = ranked.chart(ranked.themes(WESTBOURNE)[4].selection)
    assert chart.title == "Deprivation overall (score 2025) in every ward"
    assert len(chart.frame) == 36


def test_chart_of_life_expectancy_marks_the_old_ward() -> None:
    chart = ranked.life_chart(WESTBOURNE)
    assert chart.title == "Life expectancy, men (2010–14) in every old ward"
    assert chart.frame.loc[chart.frame["highlight"], "label"].tolist() == ["Westbourne"]
    assert chart.frame["lower_95"].notna().all()
