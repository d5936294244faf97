"""Highest less lowest: the interval allows for having chosen the pair after looking."""

from __future__ import annotations

from random import Random

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import studentized_range

from explorer.errors import StatisticsError
from explorer.stats import Estimate, difference, extreme_gap

areas = st.lists(
    st.tuples(st.floats(min_value=50, max_value=100), st.floats(min_value=0.01, max_value=10)),
    min_size=2,
    max_size=40,
)


def _pairwise(values: np.ndarray, errors: np.ndarray, factor: float) -> float:
    apart = values[:, None] - values[None, :]
    return float((apart + factor * np.hypot(errors[:, None], errors[None, :])).max())


@given(areas)
def test_upper_limit_is_the_widest_of_all_pairs(rows: list[tuple[float, float]]) -> None:
    values, errors = np.array(rows).T
    gap = extreme_gap(values, errors, draws=100)
    assert gap.upper == pytest.approx(_pairwise(values, errors, 1.959963984540054))
    assert gap.value == pytest.approx(np.ptp(values))
    assert 0 <= gap.lower <= gap.value <= gap.upper


@given(areas, st.randoms(use_true_random=False))
def test_order_of_areas_does_not_matter(rows: list[tuple[float, float]], random: Random) -> None:
    mixed = list(rows)
    random.shuffle(mixed)
    one, other = (extreme_gap(*np.array(each).T, draws=200) for each in (rows, mixed))
    assert (one.value, one.lower, one.upper) == pytest.approx(
        (other.value, other.lower, other.upper)
    )


def test_lower_limit_follows_tukey_and_kramer() -> None:
    rng = np.random.default_rng(1)
    values, errors = rng.normal(80, 6, 30), rng.uniform(0.5, 2, 30)
    gap = extreme_gap(values, errors, draws=200_000)
    exact = studentized_range.ppf(0.975, 30, np.inf) / np.sqrt(2)
    assert gap.lower == pytest.approx(_pairwise(values, errors, -exact), abs=0.05)


def test_allowing_for_the_choice_lowers_the_lower_limit() -> None:
    values, errors = np.linspace(70, 90, 20), np.full(20, 1.0)
    named = difference(Estimate(90.0, standard_error=1.0), Estimate(70.0, standard_error=1.0))
    chosen = extreme_gap(values, errors)
    assert chosen.lower < named.lower
    assert chosen.upper == pytest.approx(named.upper)
    assert chosen.chance_excluded


def test_a_pair_alone_needs_no_allowance() -> None:
    named = difference(Estimate(85.0, standard_error=1.0), Estimate(80.0, standard_error=1.0))
    pair = extreme_gap([80.0, 85.0], [1.0, 1.0], draws=200_000)
    assert (pair.lowest, pair.highest) == (0, 1)
    # with two areas the range of the errors is the difference itself, in absolute value
    assert pair.lower == pytest.approx(5 - 2.2414 * np.sqrt(2), abs=0.05)
    assert pair.upper == pytest.approx(named.upper)


@pytest.mark.parametrize("spread", [0.0, 0.5, 3.0])
def test_true_gap_is_inside_at_least_as_often_as_promised(spread: float) -> None:
    rng = np.random.default_rng(7)
    inside, tries = 0, 300
    for _ in range(tries):
        truth, errors = rng.normal(80, spread, 20), rng.uniform(0.5, 1.5, 20)
        gap = extreme_gap(truth + rng.normal(size=20) * errors, errors, draws=400)
        inside += gap.lower <= np.ptp(truth) <= gap.upper
    assert inside / tries >= 0.94


def test_equal_areas_still_seem_to_differ_and_the_expected_gap_says_so() -> None:
    rng = np.random.default_rng(3)
    errors = np.full(36, 1.5)
    gaps = [extreme_gap(80 + rng.normal(size=36) * 1.5, errors, draws=500) for _ in range(60)]
    assert np.mean([gap.value for gap in gaps]) == pytest.approx(
        gaps[0].expected_by_chance, rel=0.06
    )
    assert np.mean([gap.chance_excluded for gap in gaps]) < 0.1


def test_certain_values_have_a_certain_gap() -> None:
    gap = extreme_gap([1.0, 5.0, 3.0], [0.0, 0.0, 0.0])
    assert (gap.lower, gap.value, gap.upper, gap.expected_by_chance) == (4.0, 4.0, 4.0, 0.0)


def test_the_seed_decides() -> None:
    values, errors = [70.0, 80.0, 90.0], [2.0, 2.0, 2.0]
    assert extreme_gap(values, errors, seed=1) == extreme_gap(values, errors, seed=1)
    assert extreme_gap(values, errors, seed=1).lower != extreme_gap(values, errors, seed=2).lower


@pytest.mark.parametrize(
    ("values", "errors"),
    [
        ([1.0], [1.0]),
        ([1.0, np.nan], [1.0, 1.0]),
        ([1.0, np.inf], [1.0, 1.0]),
        ([1.0, 2.0], [1.0, -1.0]),
        ([1.0, 2.0], [1.0]),
        ([[1.0, 2.0]], [1.0, 1.0]),
    ],
)
def test_what_cannot_be_answered_is_refused(values: list[float], errors: list[float]) -> None:
    with pytest.raises(StatisticsError):
        extreme_gap(values, errors)
    with pytest.raises(StatisticsError, match="draws"):
        extreme_gap([1.0, 2.0], [1.0, 1.0], draws=5)
