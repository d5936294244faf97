"""Control limits and positions in the funnel."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from explorer.errors import StatisticsError
from explorer.stats import funnel_limits, funnel_position, wilson_interval

averages = st.floats(min_value=0.01, max_value=0.99)


@given(averages, st.integers(min_value=1, max_value=100_000))
def test_limits_enclose_the_average_and_narrow_with_numbers(average: float, people: int) -> None:
    usual, strict = (funnel_limits(average, people, c) for c in (0.95, 0.998))
    larger = funnel_limits(average, people * 4)
    assert 0 <= strict.lower <= usual.lower <= larger.lower <= average
    assert average <= larger.upper <= usual.upper <= strict.upper <= 1


@given(averages, st.integers(min_value=5, max_value=5_000), st.floats(min_value=0, max_value=1))
def test_outside_the_funnel_is_where_wilson_leaves_the_average_out(
    average: float, people: int, share: float
) -> None:
    count = round(share * people)
    limits, interval = funnel_limits(average, people), wilson_interval(count, people)
    outside = not limits.lower <= count / people <= limits.upper
    left_out = not interval.lower <= average <= interval.upper
    near = min(abs(average - interval.lower), abs(average - interval.upper)) < 1e-9
    assert outside == left_out or near


def test_positions_in_words() -> None:
    # average 0.5: limits at 100 people are 0.402 to 0.598, and 0.345 to 0.655
    words = funnel_position([30, 36, 50, 64, 70, np.nan], [100] * 6, average=0.5)
    assert words.tolist() == [
        "below 99.8% limit",
        "below 95% limit",
        "within limits",
        "above 95% limit",
        "above 99.8% limit",
        "not compared",
    ]


def test_the_average_is_that_of_everyone() -> None:
    # pooled 0.2, not the mean of the proportions
    assert funnel_position([0, 200], [100, 900]).tolist() == ["below 99.8% limit", "within limits"]


def test_areas_that_differ_by_chance_are_mostly_within() -> None:
    rng = np.random.default_rng(4)
    people = rng.integers(200, 5_000, 3_000)
    words = funnel_position(rng.binomial(people, 0.48), people)
    assert np.mean(words == "within limits") == pytest.approx(0.95, abs=0.015)


def test_one_denominator_gives_floats() -> None:
    assert isinstance(funnel_limits(0.5, 100).lower, float)
    assert funnel_limits(0.5, [100, 200]).lower.shape == (2,)


@pytest.mark.parametrize(
    ("average", "people"),
    [(80.0, [100]), (-0.1, [100]), (np.nan, [100]), (0.5, [0]), (0.5, [-1]), (0.5, [np.nan])],
)
def test_limits_without_sense_are_refused(average: float, people: list[float]) -> None:
    with pytest.raises(StatisticsError):
        funnel_limits(average, people)


@pytest.mark.parametrize(
    ("numerators", "denominators"),
    [([5], [4]), ([-1], [4]), ([1], [0]), ([np.nan], [5]), ([1, 2], [5])],
)
def test_counts_without_sense_are_refused(numerators, denominators) -> None:
    with pytest.raises(StatisticsError):
        funnel_position(numerators, denominators)
