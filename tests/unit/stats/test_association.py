"""Rank correlation with its interval."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from scipy.stats import rankdata

from explorer.errors import StatisticsError
from explorer.stats import spearman

pairs = st.lists(
    st.tuples(st.integers(min_value=0, max_value=50), st.integers(min_value=0, max_value=50)),
    min_size=5,
    max_size=40,
).filter(lambda rows: all(len(set(column)) > 1 for column in zip(*rows, strict=True)))


@given(pairs)
def test_rho_is_the_correlation_of_ranks_inside_its_interval(rows: list[tuple[int, int]]) -> None:
    x, y = np.array(rows).T
    result = spearman(x, y)
    expected = np.corrcoef(rankdata(x), rankdata(y))[0, 1]
    assert result.rho == pytest.approx(expected, abs=1e-9)
    assert -1 <= result.lower <= result.rho <= result.upper <= 1


@given(pairs)
def test_a_rising_change_of_scale_changes_nothing(rows: list[tuple[int, int]]) -> None:
    x, y = np.array(rows).T
    assert spearman(np.exp(x / 10), y).rho == pytest.approx(spearman(x, y).rho)
    assert spearman(-x, y).rho == pytest.approx(-spearman(x, y).rho)


@given(pairs)
def test_higher_confidence_is_wider(rows: list[tuple[int, int]]) -> None:
    x, y = np.array(rows).T
    usual, strict = spearman(x, y), spearman(x, y, confidence=0.998)
    assume(abs(usual.rho) < 1)
    assert strict.lower < usual.lower
    assert usual.upper < strict.upper


def test_areas_without_both_measures_are_left_out() -> None:
    x = [1.0, 2.0, 3.0, 4.0, 5.0, 6.0, np.nan]
    y = [2.0, 1.0, 4.0, 3.0, 6.0, np.nan, 1.0]
    result = spearman(x, y)
    assert result.pairs == 5
    assert result == spearman(x[:5], y[:5])


def test_perfect_agreement_is_1_throughout() -> None:
    result = spearman(range(6), range(6))
    assert (result.rho, result.lower, result.upper) == (1, 1, 1)
    assert result.chance_excluded


@pytest.mark.parametrize(
    ("x", "y"),
    [
        ([1, 2, 3, 4], [1, 2, 3, 4]),
        ([1, 2, 3, 4, 5], [1, 2, 3, 4]),
        ([1, 1, 1, 1, 1], [1, 2, 3, 4, 5]),
        ([1, 2, 3, 4, 5], [2, 2, 2, 2, 2]),
        ([1, 2, 3, 4, np.inf], [1, 2, 3, 4, 5]),
    ],
)
def test_what_cannot_be_answered_is_refused(x: list[float], y: list[float]) -> None:
    with pytest.raises(StatisticsError):
        spearman(x, y)
