"""Intervals of proportions and counts: vectorised, enclosing, wider with confidence."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats as scipy_stats

from explorer.errors import StatisticsError
from explorer.stats import byar_interval, wilson_interval

counts = st.integers(min_value=0, max_value=100_000)
trials = st.integers(min_value=1, max_value=100_000)
confidences = st.sampled_from([0.8, 0.9, 0.95, 0.99, 0.998])


@given(counts, trials, confidences)
def test_wilson_encloses_the_proportion_within_0_and_1(
    successes: int, total: int, confidence: float
) -> None:
    successes = min(successes, total)
    interval = wilson_interval(successes, total, confidence)
    assert 0 <= interval.lower <= successes / total <= interval.upper <= 1


@given(counts, trials)
def test_wilson_widens_with_confidence(successes: int, total: int) -> None:
    successes = min(successes, total)
    usual, strict = (wilson_interval(successes, total, c) for c in (0.95, 0.998))
    assert strict.upper - strict.lower > usual.upper - usual.lower


@given(counts, trials)
def test_wilson_of_failures_mirrors_that_of_successes(successes: int, total: int) -> None:
    successes = min(successes, total)
    yes, no = wilson_interval(successes, total), wilson_interval(total - successes, total)
    assert yes.lower == pytest.approx(1 - no.upper, abs=1e-12)


@given(st.integers(min_value=1, max_value=500), trials)
def test_wilson_limits_are_where_the_score_test_turns(successes: int, total: int) -> None:
    total = max(total, successes + 1)
    interval = wilson_interval(successes, total)
    for limit in (interval.lower, interval.upper):
        score = (successes / total - limit) / np.sqrt(limit * (1 - limit) / total)
        assert abs(score) == pytest.approx(1.959964, abs=1e-5)


@given(counts, confidences)
def test_byar_encloses_the_count(count: int, confidence: float) -> None:
    interval = byar_interval(count, confidence)
    assert 0 <= interval.lower <= count <= interval.upper


@given(counts)
def test_byar_widens_with_confidence(count: int) -> None:
    usual, strict = byar_interval(count, 0.95), byar_interval(count, 0.998)
    assert strict.lower <= usual.lower
    assert strict.upper > usual.upper


@pytest.mark.parametrize("confidence", [0.95, 0.998])
@pytest.mark.parametrize("count", range(10))
def test_small_counts_are_exact(count: int, confidence: float) -> None:
    tail = (1 - confidence) / 2
    interval = byar_interval(count, confidence)
    assert scipy_stats.poisson.cdf(count, interval.upper) == pytest.approx(tail)
    if count:
        assert scipy_stats.poisson.sf(count - 1, interval.lower) == pytest.approx(tail)


@pytest.mark.parametrize(("confidence", "closeness"), [(0.95, 0.002), (0.998, 0.015)])
def test_byar_is_close_to_exact_from_10(confidence: float, closeness: float) -> None:
    count, tail = np.arange(10, 500), (1 - confidence) / 2
    interval = byar_interval(count, confidence)
    exact_lower = scipy_stats.chi2.ppf(tail, 2 * count) / 2
    exact_upper = scipy_stats.chi2.ppf(1 - tail, 2 * count + 2) / 2
    np.testing.assert_allclose(interval.lower, exact_lower, rtol=closeness)
    np.testing.assert_allclose(interval.upper, exact_upper, rtol=closeness)


def test_one_area_gives_floats_and_several_give_arrays() -> None:
    one, several = wilson_interval(65, 100), wilson_interval([65, 3], [100, 10])
    assert isinstance(one.lower, float)
    np.testing.assert_allclose(several.lower[0], one.lower)
    assert isinstance(byar_interval(3).upper, float)
    assert tuple(one) == (one.lower, one.upper)
    assert byar_interval(np.array([3, 30])).upper.shape == (2,)


def test_missing_counts_in_a_column_give_missing_limits() -> None:
    interval = wilson_interval([5, np.nan, 5], [10, 10, np.nan])
    assert np.isnan(interval.lower).tolist() == [False, True, True]
    assert np.isnan(byar_interval([np.nan, 3]).upper).tolist() == [True, False]


@pytest.mark.parametrize(
    ("successes", "total", "words"),
    [
        (5, 0, "more than 0"),
        (5, -1, "more than 0"),
        (-1, 5, "0 or more"),
        (6, 5, "more successes than trials"),
        (np.nan, 5, "a missing value"),
        (np.inf, 5, "a finite number"),
        ([1, 2], [3, 4, 5], "lengths 2, 3"),
        ([1, -2, -3], [3, 4, 5], "-2 in place 2 and 1 more"),
        ("many", 5, "not a number"),
    ],
)
def test_wilson_says_what_is_wrong(successes: float, total: float, words: str) -> None:
    with pytest.raises(StatisticsError, match=words):
        wilson_interval(successes, total)


@pytest.mark.parametrize("count", [-1, np.nan, np.inf])
def test_byar_refuses_what_is_not_a_count(count: float) -> None:
    with pytest.raises(StatisticsError, match="count"):
        byar_interval(count)


@pytest.mark.parametrize("confidence", [0, 1, 95, -0.5])
def test_confidence_is_a_proportion(confidence: float) -> None:
    with pytest.raises(StatisticsError, match=r"95% as 0\.95"):
        byar_interval(5, confidence)
    with pytest.raises(StatisticsError, match=r"95% as 0\.95"):
        wilson_interval(5, 10, confidence)
