"""Inequality in one number: order, scale, equality and impact."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from explorer.errors import StatisticsError
from explorer.stats import (
    between_group_variance,
    concentration_index,
    index_of_disparity,
    mean_log_deviation,
    population_attributable,
    theil_index,
)

groups = st.lists(
    st.tuples(st.floats(min_value=0.5, max_value=100), st.integers(min_value=1, max_value=10_000)),
    min_size=2,
    max_size=30,
)
Rows = list[tuple[float, int]]

ORDERLESS = [between_group_variance, theil_index, mean_log_deviation, index_of_disparity]
RELATIVE = [theil_index, mean_log_deviation, index_of_disparity]


@pytest.mark.parametrize("measure", ORDERLESS)
@given(rows=groups, random=st.randoms(use_true_random=False))
def test_order_does_not_matter_and_nothing_is_below_0(measure, rows: Rows, random) -> None:
    mixed = list(rows)
    random.shuffle(mixed)
    one, other = (measure(*np.array(each).T) for each in (rows, mixed))
    assert one == pytest.approx(other, abs=1e-9)
    assert one >= -1e-12


@pytest.mark.parametrize("measure", ORDERLESS)
@given(value=st.floats(min_value=0.5, max_value=100), rows=groups)
def test_equal_groups_have_no_inequality(measure, value: float, rows: Rows) -> None:
    populations = [people for _, people in rows]
    values = [value] * len(rows)
    assert measure(values, populations) == pytest.approx(0, abs=1e-9)
    assert concentration_index(values, populations).absolute == pytest.approx(0, abs=1e-9)
    assert population_attributable(values, populations).par == pytest.approx(0, abs=1e-9)


@pytest.mark.parametrize("measure", RELATIVE)
@given(rows=groups, by=st.floats(min_value=0.1, max_value=10))
def test_relative_measures_have_no_unit(measure, rows: Rows, by: float) -> None:
    values, populations = np.array(rows).T
    assert measure(values * by, populations) == pytest.approx(
        measure(values, populations), rel=1e-6, abs=1e-9
    )


@given(groups, st.floats(min_value=0.1, max_value=10))
def test_variance_grows_with_the_square(rows: Rows, by: float) -> None:
    values, populations = np.array(rows).T
    assert between_group_variance(values * by, populations) == pytest.approx(
        by**2 * between_group_variance(values, populations), rel=1e-6, abs=1e-9
    )


@given(groups)
def test_variance_is_that_of_everyone_given_their_groups_value(rows: Rows) -> None:
    values, populations = np.array(rows).T
    few = np.ceil(populations / 100).astype(int)
    everyone = np.repeat(values, few)
    assert between_group_variance(values, few) == pytest.approx(everyone.var(), abs=1e-9)


@given(groups)
def test_turning_the_order_turns_the_concentration_index(rows: Rows) -> None:
    values, populations = np.array(rows).T
    one = concentration_index(values, populations)
    other = concentration_index(values[::-1], populations[::-1])
    assert one.absolute == pytest.approx(-other.absolute, abs=1e-9)
    assert -1 <= one.relative <= 1


@given(groups)
def test_concentration_index_is_twice_the_covariance_with_rank(rows: Rows) -> None:
    values, populations = np.array(rows).T
    share = populations / populations.sum()
    ranks = np.cumsum(share) - share / 2
    covariance = np.sum(share * (ranks - 0.5) * (values - share @ values))
    assert concentration_index(values, populations).absolute == pytest.approx(
        2 * covariance, abs=1e-9
    )


def test_everything_in_the_last_of_many_groups_is_near_1() -> None:
    values = np.zeros(1_000)
    values[-1] = 1.0
    assert concentration_index(values, np.ones(1_000)).relative == pytest.approx(0.999)


def test_an_average_of_0_has_no_relative_index() -> None:
    assert math.isnan(concentration_index([-1, 1], [1, 1]).relative)
    assert math.isnan(population_attributable([-1, 1], [1, 1]).paf)


def test_theil_takes_a_group_with_nobody_affected() -> None:
    # all of it in one of two equal groups: ln 2
    assert theil_index([0, 10], [500, 500]) == pytest.approx(math.log(2))


@given(groups)
def test_attributable_risk_brings_everyone_to_the_best(rows: Rows) -> None:
    values, populations = np.array(rows).T
    high = population_attributable(values, populations)
    low = population_attributable(values, populations, "low-is-better")
    assert high.average + high.par == pytest.approx(values.max())
    assert low.average + low.par == pytest.approx(values.min())
    assert high.par >= 0 >= low.par
    assert high.paf == pytest.approx(100 * high.par / high.average)


def test_attributable_risk_in_people() -> None:
    # coverage of 40% and 60%: 100 more of 1,000 if both had 60%
    assert population_attributable([40, 60], [500, 500]).people == pytest.approx(100)
    rate = population_attributable([300, 500], [50_000, 50_000], "low-is-better", per=100_000)
    assert (rate.par, rate.people) == pytest.approx((-100, 100))


def test_a_reference_worse_than_the_average_leaves_nothing_to_gain() -> None:
    result = population_attributable([40, 60, 20], [1, 1, 1], reference=2)
    assert (result.par, result.paf, result.people, result.reference) == (0, 0, 0, 2)


@pytest.mark.parametrize(
    "measure", [*ORDERLESS, concentration_index, population_attributable], ids=lambda m: m.__name__
)
@pytest.mark.parametrize(
    ("values", "populations"),
    [
        ([1.0], [1.0]),
        ([], []),
        ([1.0, np.nan], [1.0, 1.0]),
        ([1.0, np.inf], [1.0, 1.0]),
        ([1.0, 2.0], [1.0, 0.0]),
        ([1.0, 2.0], [1.0, -5.0]),
        ([1.0, 2.0], [1.0, np.nan]),
        ([1.0, 2.0], [1.0, 1.0, 1.0]),
    ],
)
def test_what_cannot_be_answered_is_refused(measure, values, populations) -> None:
    with pytest.raises(StatisticsError):
        measure(values, populations)


@pytest.mark.parametrize("measure", RELATIVE)
def test_relative_measures_refuse_negative_values_and_nothing_at_all(measure) -> None:
    with pytest.raises(StatisticsError):
        measure([-1.0, 2.0], [1.0, 1.0])
    with pytest.raises(StatisticsError):
        measure([0.0, 0.0], [1.0, 1.0])


def test_mean_log_deviation_refuses_a_group_at_0() -> None:
    with pytest.raises(StatisticsError, match="more than 0"):
        mean_log_deviation([0.0, 2.0], [1.0, 1.0])


def test_arguments_out_of_range_are_refused() -> None:
    with pytest.raises(StatisticsError, match="polarity"):
        population_attributable([1, 2], [1, 1], "neutral")
    with pytest.raises(StatisticsError, match="0 to 1"):
        population_attributable([1, 2], [1, 1], reference=2)
    with pytest.raises(StatisticsError, match="per"):
        population_attributable([1, 2], [1, 1], per=0)
    with pytest.raises(StatisticsError, match="2 followed by 1"):
        concentration_index([1, 2], [1, 1], quantiles=[2, 1])
