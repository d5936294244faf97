"""The Fingertips rule for recent trends."""

from __future__ import annotations

import math
from datetime import date

import numpy as np
import pytest
import statsmodels.api as sm
from hypothesis import given
from hypothesis import strategies as st

from explorer.errors import StatisticsError
from explorer.stats import independent_periods, recent_trend, recent_trend_of_proportions

series = st.lists(
    st.tuples(st.floats(min_value=1, max_value=100), st.floats(min_value=0.1, max_value=5)),
    min_size=5,
    max_size=12,
)
counts = st.lists(
    st.tuples(st.integers(min_value=5, max_value=400), st.integers(min_value=410, max_value=900)),
    min_size=5,
    max_size=5,
)


@given(series)
def test_slope_and_test_are_those_of_weighted_regression(rows: list[tuple[float, float]]) -> None:
    values, errors = np.array(rows).T
    trend = recent_trend(values, errors)
    last, weights = values[-5:], 1 / errors[-5:] ** 2
    fit = sm.WLS(last, sm.add_constant(np.arange(1.0, 6.0)), weights=weights).fit()
    variance = np.linalg.inv((sm.add_constant(np.arange(1.0, 6.0)).T * weights) @ fit.model.exog)
    assert trend.slope == pytest.approx(fit.params[1], rel=1e-6, abs=1e-8)
    assert trend.chi_squared == pytest.approx(fit.params[1] ** 2 / variance[1, 1], abs=1e-6)


@given(series)
def test_turning_values_over_turns_the_direction(rows: list[tuple[float, float]]) -> None:
    values, errors = np.array(rows).T
    one, other = recent_trend(values, errors), recent_trend(-values, errors)
    opposite = {"increasing": "decreasing", "decreasing": "increasing"}
    assert other.direction == opposite.get(one.direction, one.direction)


@given(series, st.floats(min_value=0.1, max_value=10))
def test_scaling_keeps_the_test(rows: list[tuple[float, float]], by: float) -> None:
    values, errors = np.array(rows).T
    assert recent_trend(values * by, errors * by).chi_squared == pytest.approx(
        recent_trend(values, errors).chi_squared, rel=1e-6, abs=1e-9
    )


@given(counts)
def test_proportions_agree_with_the_chi_squared_for_trend(rows: list[tuple[int, int]]) -> None:
    r, n = np.array(rows).T
    table = sm.stats.Table(np.stack([r, n - r]))
    scores = {"row_scores": np.array([1, 0]), "col_scores": np.arange(1, 6)}
    z = table.test_ordinal_association(**scores).zscore
    people = n.sum()
    # the table's test divides by people less one, this one by people
    expected = z**2 * people / (people - 1)
    assert recent_trend_of_proportions(r, n).chi_squared == pytest.approx(expected, abs=1e-6)


def test_only_the_last_five_points_count() -> None:
    recent, errors = [10.0, 12.0, 14.0, 16.0, 18.0], [0.5] * 5
    long = recent_trend([99.0, 1.0, *recent], [0.5, 0.5, *errors])
    assert long == recent_trend(recent, errors)
    assert long.direction == "increasing"


def test_a_slope_that_hangs_on_one_point_is_no_trend() -> None:
    trend = recent_trend([10.0, 9.9, 9.8, 9.7, 14.0], [0.2] * 5)
    assert trend.chi_squared > 9.55
    assert trend.leave_one_out[-1] < 0 < trend.slope
    assert trend.direction == "no significant change"
    assert "single point" in trend.reason


def test_equal_values_have_no_trend() -> None:
    assert recent_trend([5.0] * 5, [0.1] * 5).direction == "no significant change"
    assert recent_trend_of_proportions([50] * 5, [100] * 5).chi_squared == pytest.approx(0)


@pytest.mark.parametrize(
    ("polarity", "up", "down"),
    [
        ("high-is-better", "getting better", "getting worse"),
        ("low-is-better", "getting worse", "getting better"),
        ("neutral", "", ""),
    ],
)
def test_judgement_by_polarity(polarity: str, up: str, down: str) -> None:
    rising, errors = [1.0, 2.0, 3.0, 4.0, 5.0], [0.1] * 5
    assert recent_trend(rising, errors, polarity).judgement == up
    assert recent_trend(rising[::-1], errors, polarity).judgement == down
    assert recent_trend([1.0] * 5, errors, polarity).judgement == ""


def test_too_few_or_missing_points_are_said_so() -> None:
    few = recent_trend([1.0, 2.0, 3.0, 4.0], [0.1] * 4)
    assert (few.direction, few.reason) == (
        "cannot be calculated",
        "There are fewer than five points.",
    )
    assert math.isnan(few.chi_squared)
    gap = recent_trend([1.0, 2.0, np.nan, 4.0, 5.0], [0.1] * 5)
    assert gap.reason == "One of the five points is missing."
    whole = recent_trend_of_proportions([10, 10, 10, 10, 9], [10] * 5)
    assert whole.reason == "One of the five points is 0% or 100%."
    counts_gap = recent_trend_of_proportions([1, 2, np.nan, 2, 1], [10] * 5)
    assert counts_gap.reason == "One of the five points is missing."
    counts_few = recent_trend_of_proportions([1, 2], [10, 10])
    assert counts_few.reason == "There are fewer than five points."


def test_old_points_may_be_missing() -> None:
    values, errors = [np.nan, 1.0, 2.0, 3.0, 4.0, 5.0], [np.nan, 0.1, 0.1, 0.1, 0.1, 0.1]
    assert recent_trend(values, errors).direction == "increasing"


@pytest.mark.parametrize(
    "arguments",
    [
        {"values": [1.0] * 5},
        {"values": [1.0] * 5, "lower": [0.5] * 5},
        {"values": [1.0] * 5, "standard_errors": [0.0] * 5},
        {"values": [1.0] * 5, "standard_errors": [0.1] * 4},
        {"values": [1.0] * 5, "lower": [1.0] * 5, "upper": [1.0] * 5},
        {"values": [np.inf] * 5, "standard_errors": [0.1] * 5},
        {"values": [1.0] * 5, "standard_errors": [0.1] * 5, "polarity": "up"},
    ],
)
def test_what_cannot_be_answered_is_refused(arguments: dict[str, object]) -> None:
    with pytest.raises(StatisticsError):
        recent_trend(**arguments)


@pytest.mark.parametrize(
    ("r", "n"),
    [([5] * 5, [4] * 5), ([-1] * 5, [4] * 5), ([1] * 5, [0] * 5), ([1] * 5, [4] * 4)],
)
def test_counts_without_sense_are_refused(r: list[int], n: list[int]) -> None:
    with pytest.raises(StatisticsError):
        recent_trend_of_proportions(r, n)


def test_overlapping_periods_are_thinned_from_the_latest_back() -> None:
    years = range(1999, 2011)
    starts = [date(year, 1, 1) for year in years]
    ends = [date(year + 4, 12, 31) for year in years]
    kept = independent_periods(starts, ends)
    assert [(starts[k].year, ends[k].year) for k in kept] == [
        (2000, 2004),
        (2005, 2009),
        (2010, 2014),
    ]
    assert independent_periods(starts[::-1], ends[::-1]) == tuple(11 - k for k in kept)


def test_single_years_are_all_kept() -> None:
    starts = [date(year, 4, 1) for year in range(2015, 2024)]
    ends = [date(year + 1, 3, 31) for year in range(2015, 2024)]
    assert independent_periods(starts, ends) == tuple(range(9))
    assert independent_periods([], []) == ()


def test_periods_without_sense_are_refused() -> None:
    with pytest.raises(StatisticsError):
        independent_periods([date(2020, 1, 1)], [])
    with pytest.raises(StatisticsError):
        independent_periods([date(2020, 1, 1)], [date(2019, 1, 1)])
