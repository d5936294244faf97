"""Two estimates compared, from limits or from standard errors."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from explorer.errors import StatisticsError
from explorer.stats import (
    Comparison,
    Estimate,
    difference,
    difference_in_differences,
    proportion_difference,
    ratio,
)

WESTBOURNE = Estimate(75.3, 73.7, 76.8)
KNIGHTSBRIDGE = Estimate(89.3, 85.8, 92.8)

sizes = st.floats(min_value=0.1, max_value=1_000)
margins = st.floats(min_value=0.001, max_value=0.5)


@st.composite
def estimates(draw: st.DrawFn) -> Estimate:
    value = draw(sizes)
    return Estimate(value, value * (1 - draw(margins)), value * (1 + draw(margins)))


def test_the_named_pair_of_westminster_men_2010_14() -> None:
    gap = difference(KNIGHTSBRIDGE, WESTBOURNE)
    assert gap.value == pytest.approx(14.0)
    assert gap.lower == pytest.approx(10.2, abs=0.05)
    assert gap.upper == pytest.approx(17.8, abs=0.05)
    assert gap.chance_excluded


@given(estimates(), estimates())
def test_exchanging_the_two_turns_the_difference_round(a: Estimate, b: Estimate) -> None:
    one, other = difference(a, b), difference(b, a)
    assert (one.lower, one.upper) == pytest.approx((-other.upper, -other.lower))
    assert one.chance_excluded == other.chance_excluded


@given(estimates(), estimates())
def test_exchanging_the_two_turns_the_ratio_over(a: Estimate, b: Estimate) -> None:
    one, other = ratio(a, b), ratio(b, a)
    assert (one.lower, one.upper) == pytest.approx((1 / other.upper, 1 / other.lower))


@given(estimates(), estimates())
def test_intervals_enclose_and_widen(a: Estimate, b: Estimate) -> None:
    for compare in (difference, ratio):
        usual, strict = compare(a, b), compare(a, b, confidence=0.998)
        assert strict.lower < usual.lower <= usual.value <= usual.upper < strict.upper


@given(estimates(), st.floats(min_value=0.01, max_value=100))
def test_scaling_both_scales_the_difference_and_keeps_the_ratio(a: Estimate, by: float) -> None:
    scaled = Estimate(a.value * by, a.lower * by, a.upper * by)
    fixed = Estimate(10.0, 9.0, 12.0)
    fixed_scaled = Estimate(10.0 * by, 9.0 * by, 12.0 * by)
    assert difference(scaled, fixed_scaled).upper == pytest.approx(
        by * difference(a, fixed).upper, rel=1e-6, abs=1e-6 * by
    )
    assert ratio(scaled, fixed_scaled).upper == pytest.approx(ratio(a, fixed).upper)


@given(
    sizes, sizes, st.floats(min_value=0.01, max_value=10), st.floats(min_value=0.01, max_value=10)
)
def test_symmetric_limits_and_standard_errors_agree(a: float, b: float, s: float, t: float) -> None:
    z = 1.959963984540054
    from_errors = difference(Estimate(a, standard_error=s), Estimate(b, standard_error=t))
    from_limits = difference(Estimate(a, a - z * s, a + z * s), Estimate(b, b - z * t, b + z * t))
    assert from_errors.lower == pytest.approx(from_limits.lower)
    assert from_errors.upper == pytest.approx(a - b + z * math.hypot(s, t))


def test_a_standard_error_goes_before_rounded_limits() -> None:
    with_both = Estimate(10.0, 9.0, 11.0, standard_error=0.1)
    assert with_both.limits(0.95)[0] == pytest.approx(10 - 1.96 * 0.1, abs=1e-4)


def test_limits_at_another_confidence_are_scaled() -> None:
    at_998 = Estimate(10.0, 10 - 3.0902, 10 + 3.0902, confidence=0.998)
    assert at_998.limits(0.95) == pytest.approx((10 - 1.96, 10 + 1.96), abs=1e-3)


def test_chance_is_not_excluded_where_0_or_1_is_a_limit() -> None:
    a, b = Estimate(2.0, 1.0, 3.0), Estimate(2.0, 1.0, 3.0)
    assert not difference(a, b).chance_excluded
    assert not ratio(a, b).chance_excluded


def test_ratio_of_rates_agrees_with_the_log_method() -> None:
    # rates of 50 and 40 per 1,000 with log standard errors of 0.1 and 0.2
    a = Estimate(50, 50 * math.exp(-0.196), 50 * math.exp(0.196))
    b = Estimate(40, 40 * math.exp(-0.392), 40 * math.exp(0.392))
    result = ratio(a, b)
    assert result.value == pytest.approx(1.25)
    assert result.upper == pytest.approx(1.25 * math.exp(1.96 * math.hypot(0.1, 0.2)))


COUNTS = st.integers(1, 500).flatmap(
    lambda trials: st.tuples(st.integers(0, trials), st.just(trials))
)


@given(COUNTS, COUNTS)
def test_proportion_difference_turns_round_and_stays_in_bounds(
    a: tuple[int, int], b: tuple[int, int]
) -> None:
    (x, n), (y, m) = a, b
    one, other = proportion_difference(x, n, y, m), proportion_difference(y, m, x, n)
    assert -1 <= one.lower <= one.value <= one.upper <= 1
    assert one.lower == pytest.approx(-other.upper, abs=1e-12)


@pytest.mark.parametrize(
    "arguments",
    [
        {"value": 1.0},
        {"value": 1.0, "lower": 0.5},
        {"value": np.nan, "standard_error": 1.0},
        {"value": 1.0, "standard_error": -1.0},
        {"value": 1.0, "standard_error": np.inf},
        {"value": 3.0, "lower": 1.0, "upper": 2.0},
        {"value": 1.5, "lower": 2.0, "upper": 1.0},
        {"value": 1.5, "lower": 1.0, "upper": 2.0, "confidence": 95},
    ],
)
def test_estimates_without_sense_are_refused(arguments: dict[str, float]) -> None:
    with pytest.raises(StatisticsError):
        Estimate(**arguments)


@pytest.mark.parametrize(
    ("a", "b"),
    [
        (Estimate(0.0, -1.0, 1.0), Estimate(1.0, 0.5, 2.0)),
        (Estimate(1.0, 0.0, 2.0), Estimate(1.0, 0.5, 2.0)),
        (Estimate(1.0, 0.5, 2.0), Estimate(-1.0, standard_error=0.1)),
    ],
)
def test_ratios_need_values_above_0(a: Estimate, b: Estimate) -> None:
    with pytest.raises(StatisticsError, match="by their difference"):
        ratio(a, b)


@pytest.mark.parametrize(
    "counts", [(5, 0, 1, 2), (5, 4, 1, 2), (-1, 4, 1, 2), (1, 4, np.nan, 2), (1, 4, 3, 2)]
)
def test_proportions_without_sense_are_refused(counts: tuple[float, ...]) -> None:
    with pytest.raises(StatisticsError):
        proportion_difference(*counts)


def change(value: float, lower: float, upper: float, confidence: float = 0.95) -> Comparison:
    return Comparison(value, lower, upper, 0.0, confidence)


def test_change_beyond_a_control_s_joins_both_intervals() -> None:
    found = difference_in_differences(change(0.10, 0.07, 0.14), change(0.02, -0.02, 0.06))
    assert found.value == pytest.approx(0.08)
    assert found.lower == pytest.approx(0.08 - 0.05)
    assert found.upper == pytest.approx(0.08 + math.hypot(0.04, 0.04))
    assert found.chance_excluded
    assert found.no_difference == 0


def test_change_beyond_a_control_s_is_that_of_a_regression_with_interaction() -> None:
    """With symmetric limits it is the interaction of group and time, as least squares gives it."""
    programme = proportion_difference(1_800, 4_000, 1_600, 4_000)
    control = proportion_difference(1_540, 4_000, 1_500, 4_000)
    found = difference_in_differences(programme, control)
    shares = np.array([0.45, 0.40, 0.385, 0.375])
    error = math.sqrt((shares * (1 - shares) / 4_000).sum())
    assert found.value == pytest.approx(0.05 - 0.01)
    assert found.lower == pytest.approx(0.04 - 1.959964 * error, abs=2e-4)
    assert found.upper == pytest.approx(0.04 + 1.959964 * error, abs=2e-4)


@pytest.mark.parametrize(
    ("control", "message"),
    [
        (Comparison(1.0, 0.9, 1.1, 1.0), "a ratio"),
        (change(0.0, -0.1, 0.1, 0.99), "one confidence"),
    ],
)
def test_changes_of_two_kinds_are_refused(control: Comparison, message: str) -> None:
    with pytest.raises(StatisticsError, match=message):
        difference_in_differences(change(0.1, 0.0, 0.2), control)
