"""Life expectancy: against arithmetic done by hand, and the published rules."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from explorer.errors import StatisticsError
from explorer.stats import life_expectancy

AGES = [0, 1, *range(5, 95, 5)]
PEOPLE = [1_000.0] * len(AGES)

deaths_by_age = st.lists(
    st.integers(min_value=0, max_value=300), min_size=len(AGES), max_size=len(AGES)
).map(lambda deaths: [*deaths[:-1], max(1, deaths[-1])])


def test_a_table_of_three_bands_by_hand() -> None:
    # under 1: M = 0.01, q = 0.01 / (1 + 0.01 * 0.9); 1 to 50: M = 0.002; 51 and over: M = 0.05
    table = life_expectancy([100, 200, 500], [10_000, 100_000, 10_000], [0, 1, 51])
    q0 = 0.01 / 1.009
    q1 = 50 * 0.002 / (1 + 50 * 0.002 * 0.5)
    alive1 = 1 - q0
    alive51 = alive1 * (1 - q1)
    lived = (alive1 + 0.1 * q0) + 50 * (alive51 + 0.5 * alive1 * q1) + alive51 / 0.05
    assert table.value == pytest.approx(lived)
    assert table.values[2] == pytest.approx(20)

    e1 = (50 * (alive51 + 0.5 * alive1 * q1) + alive51 / 0.05) / alive1
    variance = (0.9 * 1 + e1) ** 2 * q0**2 * (1 - q0) / 100
    variance += alive1**2 * (0.5 * 50 + 20) ** 2 * q1**2 * (1 - q1) / 200
    variance += (alive51 / 2) ** 2 * 4 / (500 * 0.05**2)
    assert table.standard_errors[0] == pytest.approx(math.sqrt(variance))
    assert table.interval.upper == pytest.approx(lived + 1.959964 * math.sqrt(variance))


@given(deaths_by_age)
def test_limits_enclose_and_widen_with_confidence(deaths: list[int]) -> None:
    usual = life_expectancy(deaths, PEOPLE, AGES)
    strict = life_expectancy(deaths, PEOPLE, AGES, confidence=0.998)
    shown = ~np.isnan(usual.values)
    assert (usual.lower[shown] <= usual.values[shown]).all()
    assert (usual.values[shown] <= usual.upper[shown]).all()
    assert strict.interval.lower <= usual.interval.lower <= usual.interval.upper
    assert usual.interval.upper <= strict.interval.upper


@given(deaths_by_age, st.integers(min_value=0, max_value=len(AGES) - 1))
def test_more_deaths_mean_shorter_life(deaths: list[int], place: int) -> None:
    more = list(deaths)
    more[place] += 50
    before, after = (life_expectancy(d, PEOPLE, AGES) for d in (deaths, more))
    middle = (before.lower[0] + before.upper[0]) / 2
    assert (after.lower[0] + after.upper[0]) / 2 <= middle + 1e-9


def test_ten_times_the_people_and_deaths_keep_the_value_and_narrow_the_interval() -> None:
    deaths = [5, 1, 1, 1, 2, 3, 4, 5, 6, 8, 10, 15, 20, 30, 45, 70, 110, 160, 200, 240]
    small = life_expectancy(deaths, PEOPLE, AGES)
    large = life_expectancy(np.array(deaths) * 10, np.array(PEOPLE) * 10, AGES)
    assert large.value == pytest.approx(small.value)
    assert large.standard_errors[0] == pytest.approx(small.standard_errors[0] / math.sqrt(10))


def test_bands_without_deaths_are_allowed_before_the_last() -> None:
    deaths = [0] * 19 + [200]
    table = life_expectancy(deaths, PEOPLE, AGES)
    assert table.value == pytest.approx(90 + 5)


def test_a_value_with_an_interval_wider_than_20_years_is_withheld_its_interval_shown() -> None:
    deaths = [0] * 19 + [1]
    table = life_expectancy(deaths, PEOPLE, AGES)
    assert math.isnan(table.value)
    assert table.interval.upper - table.interval.lower > 20


def test_ages_nobody_reaches_have_no_value() -> None:
    deaths = [0] * 10 + [1_000.0] + [0] * 8 + [200]
    table = life_expectancy(deaths, PEOPLE, AGES)
    assert table.value == pytest.approx(AGES[10] + 2.5)
    assert np.isnan(table.values[11:]).all()
    assert np.isfinite(table.interval.lower)


@pytest.mark.parametrize(
    ("deaths", "people", "ages", "words"),
    [
        ([1, 1, 0], [5_000] * 3, [0, 1, 50], "none in the last age band"),
        ([1, 1, 1], [1_000] * 3, [0, 1, 50], "3,000 person-years; expected 5,000 or more"),
        ([1, -1, 1], [5_000] * 3, [0, 1, 50], "deaths: found -1"),
        ([1, np.nan, 1], [5_000] * 3, [0, 1, 50], "missing value in place 2"),
        ([1, 1, 1], [5_000, 0, 5_000], [0, 1, 50], "populations: found 0"),
        ([1, 9_000, 1], [5_000] * 3, [0, 1, 50], "9000 deaths in 5000 person-years"),
        ([1, 1, 1], [5_000] * 3, [0, 50, 1], "50 followed by 1"),
        ([1, 1, 1], [5_000] * 3, [0, 1, 1], "1 followed by 1"),
        ([1, 1, 1], [5_000] * 3, [0, 5, 10], "ages under 1"),
        ([1, 1, 1], [5_000] * 3, [1, 5, 10], "ages under 1"),
        ([1, 1, 1], [5_000] * 2, [0, 1, 50], "populations: found 2 numbers; expected 3"),
        ([1, 1], [5_000] * 2, [0, 1], "2 groups; expected 3 or more"),
    ],
)
def test_what_cannot_be_answered_is_refused(deaths, people, ages, words: str) -> None:
    with pytest.raises(StatisticsError, match=words):
        life_expectancy(deaths, people, ages)


def test_exactly_5000_person_years_are_enough() -> None:
    assert life_expectancy([5, 30, 150], [1_000, 2_000, 2_000], [0, 1, 50]).value > 0
