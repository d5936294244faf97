"""The slope index: its line, its ends and its simulated intervals."""

from __future__ import annotations

import math

import numpy as np
import pytest
import statsmodels.api as sm
from hypothesis import given
from hypothesis import strategies as st

from explorer.errors import StatisticsError
from explorer.stats import slope_index

groups = st.lists(
    st.tuples(
        st.floats(min_value=1, max_value=100),
        st.integers(min_value=1, max_value=10_000),
        st.floats(min_value=0.01, max_value=5),
    ),
    min_size=5,
    max_size=30,
)
Rows = list[tuple[float, float, float]]


@given(groups)
def test_line_is_that_of_weighted_least_squares(rows: Rows) -> None:
    values, populations, _ = np.array(rows).T
    index = slope_index(values, populations)
    fit = sm.WLS(values, sm.add_constant(index.ranks), weights=populations).fit()
    assert index.most_deprived == pytest.approx(fit.params[0], rel=1e-6, abs=1e-6)
    assert index.sii == pytest.approx(fit.params[1], rel=1e-6, abs=1e-6)
    assert index.least_deprived - index.most_deprived == pytest.approx(index.sii, abs=1e-9)


@given(groups)
def test_turning_the_order_turns_the_sign(rows: Rows) -> None:
    values, populations, _ = np.array(rows).T
    one, other = slope_index(values, populations), slope_index(values[::-1], populations[::-1])
    assert one.sii == pytest.approx(-other.sii, abs=1e-9)
    if not math.isnan(one.rii):
        assert one.rii == pytest.approx(1 / other.rii)


@given(groups, st.floats(min_value=0.1, max_value=10))
def test_scaling_values_scales_sii_and_keeps_rii(rows: Rows, by: float) -> None:
    values, populations, errors = np.array(rows).T
    one = slope_index(values, populations, errors, draws=1_000)
    other = slope_index(values * by, populations, errors * by, draws=1_000)
    assert other.sii == pytest.approx(one.sii * by, rel=1e-6, abs=1e-8)
    assert other.rii == pytest.approx(one.rii, nan_ok=True)
    assert one.sii_interval is not None
    assert other.sii_interval is not None
    assert other.sii_interval.upper == pytest.approx(one.sii_interval.upper * by, abs=1e-6)


@given(groups, st.floats(min_value=0.1, max_value=50))
def test_scaling_populations_changes_nothing(rows: Rows, by: float) -> None:
    values, populations, _ = np.array(rows).T
    assert slope_index(values, populations * by).sii == pytest.approx(
        slope_index(values, populations).sii, abs=1e-8
    )


@given(groups, st.floats(min_value=1, max_value=100))
def test_equal_groups_have_no_gradient(rows: Rows, value: float) -> None:
    _, populations, errors = np.array(rows).T
    index = slope_index(np.full(len(rows), value), populations, errors)
    assert index.sii == pytest.approx(0, abs=1e-9)
    assert index.rii == pytest.approx(1)
    assert index.chance_excluded is False


@given(groups)
def test_interval_agrees_with_its_exact_distribution(rows: Rows) -> None:
    values, populations, errors = np.array(rows).T
    index = slope_index(values, populations, errors)
    share = populations / populations.sum()
    weight = share * (index.ranks - 0.5)
    exact = 1.959964 * math.sqrt(np.sum((weight / (weight @ index.ranks) * errors) ** 2))
    assert index.sii_interval is not None
    assert index.sii_interval.lower == pytest.approx(index.sii - exact, abs=0.04 * exact)
    assert index.sii_interval.upper == pytest.approx(index.sii + exact, abs=0.04 * exact)


def test_drawing_two_ends_is_drawing_every_group() -> None:
    rng = np.random.default_rng(5)
    values, populations = np.linspace(74, 84, 12), rng.integers(500, 5_000, 12)
    errors = rng.uniform(0.5, 2, 12)
    index = slope_index(values, populations, errors)
    design = sm.add_constant(index.ranks)
    weighted = design.T * index.shares
    lines = np.linalg.solve(weighted @ design, weighted) @ rng.normal(
        values[:, None], errors[:, None], (12, 100_000)
    )
    assert index.sii_interval is not None
    assert index.rii_interval is not None
    found = (index.sii_interval.lower, index.sii_interval.upper)
    assert found == pytest.approx(np.quantile(lines[1], [0.025, 0.975]), abs=0.05)
    found = (index.rii_interval.lower, index.rii_interval.upper)
    ratios = (lines[0] + lines[1]) / lines[0]
    assert found == pytest.approx(np.quantile(ratios, [0.025, 0.975]), abs=0.001)


def test_higher_confidence_is_wider_and_the_seed_decides() -> None:
    arguments = (np.linspace(74, 84, 10), np.full(10, 1_000), np.full(10, 1.5))
    usual = slope_index(*arguments).sii_interval
    strict = slope_index(*arguments, confidence=0.998).sii_interval
    again = slope_index(*arguments).sii_interval
    other = slope_index(*arguments, seed=1).sii_interval
    assert usual is not None
    assert strict is not None
    assert strict.lower < usual.lower < usual.upper < strict.upper
    assert usual == again
    assert usual != other


def test_ranks_are_the_middles_of_the_shares() -> None:
    index = slope_index([1, 2, 3, 4, 5], [10, 20, 30, 20, 20])
    assert index.ranks.tolist() == pytest.approx([0.05, 0.2, 0.45, 0.7, 0.9])


def test_a_ratio_without_meaning_is_not_given() -> None:
    crossing = slope_index([-10, -5, 0, 5, 10], [1, 1, 1, 1, 1], [1, 1, 1, 1, 1])
    assert math.isnan(crossing.rii)
    assert crossing.rii_interval is None
    unsure = slope_index([1, 1.2, 1.4, 1.6, 1.8], [1] * 5, [5] * 5)
    assert unsure.rii > 1
    assert unsure.rii_interval is None


def test_without_standard_errors_there_is_no_interval() -> None:
    index = slope_index([1, 2, 3, 4, 5], [1, 1, 1, 1, 1])
    assert (index.sii_interval, index.rii_interval, index.chance_excluded) == (None, None, None)


def test_certain_values_give_an_interval_without_width() -> None:
    index = slope_index([1, 2, 3, 4, 5], [1, 1, 1, 1, 1], [0, 0, 0, 0, 0])
    assert index.sii_interval is not None
    assert index.sii_interval.lower == pytest.approx(index.sii_interval.upper)


def test_thirty_five_thousand_areas_fit_in_memory() -> None:
    rng = np.random.default_rng(0)
    size = 35_000
    index = slope_index(
        np.linspace(75, 85, size), rng.integers(500, 3_000, size), np.full(size, 3.0)
    )
    assert index.sii == pytest.approx(10, abs=0.1)
    assert index.chance_excluded


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (([1, 2, 3, 4], [1, 1, 1, 1]), "4 groups; expected 5 or more"),
        (([1], [1]), "1 group;"),
        (([1, 2, np.nan, 4, 5], [1] * 5), "missing value in place 3"),
        (([1, 2, np.inf, 4, 5], [1] * 5), "finite"),
        (([1, 2, 3, 4, 5], [1, 0, 1, 1, 1]), "populations: found 0 in place 2"),
        (([1, 2, 3, 4, 5], [1] * 4), "populations: found 4 numbers; expected 5"),
        (([1, 2, 3, 4, 5], [1] * 5, [1, 1, -1, 1, 1]), "standard errors"),
        (([1, 2, 3, 4, 5], [1] * 5, [1, 1, np.nan, 1, 1]), "standard errors"),
        (([1, 2, 3, 4, 5], [1] * 5, None, 95), "0.95"),
        (([[1, 2, 3, 4, 5]], [1] * 5), "2 dimensions"),
    ],
)
def test_what_cannot_be_answered_is_refused(arguments: tuple[object, ...], words: str) -> None:
    with pytest.raises(StatisticsError, match=words):
        slope_index(*arguments)


def test_quantiles_out_of_order_are_refused() -> None:
    with pytest.raises(StatisticsError, match="3 followed by 2"):
        slope_index([1, 2, 3, 4, 5], [1] * 5, quantiles=[1, 3, 2, 4, 5])
    with pytest.raises(StatisticsError, match="quantiles"):
        slope_index([1, 2, 3, 4, 5], [1] * 5, quantiles=[1, 2, 3])
    with pytest.raises(StatisticsError, match="draws"):
        slope_index([1, 2, 3, 4, 5], [1] * 5, [1] * 5, draws=10)
