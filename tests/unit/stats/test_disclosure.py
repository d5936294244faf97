"""No small count can be read or worked out from the totals."""

from __future__ import annotations

from collections.abc import Hashable, Sequence

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from explorer.errors import StatisticsError
from explorer.stats import Suppression, suppress

small = st.integers(min_value=0, max_value=30)


@st.composite
def tables(draw: st.DrawFn) -> tuple[np.ndarray, list[int], list[int]]:
    rows, columns = draw(st.integers(1, 6)), draw(st.integers(1, 6))
    cells = draw(st.lists(small, min_size=rows * columns, max_size=rows * columns))
    row_of = np.repeat(np.arange(rows), columns).tolist()
    column_of = np.tile(np.arange(columns), rows).tolist()
    return np.array(cells, dtype=float), row_of, column_of


def _worked_out(result: Suppression, *totals: Sequence[Hashable]) -> list[int]:
    """Small counts that follow from the shown counts and the shown totals."""
    hidden = np.flatnonzero(result.withheld)
    equations = [
        [float(labels[cell] == label) for cell in hidden]
        for labels, lost in zip(totals, result.withheld_totals, strict=True)
        for label in set(labels) - lost
    ]
    matrix = np.array(equations).reshape(len(equations), hidden.size)
    rank = np.linalg.matrix_rank(matrix) if matrix.size else 0
    found = []
    for place, cell in enumerate(hidden):
        with_cell = np.vstack([matrix, np.eye(hidden.size)[place]])
        if result.primary[cell] and np.linalg.matrix_rank(with_cell) == rank:
            found.append(int(cell))
    return found


@given(tables(), st.integers(min_value=0, max_value=12))
def test_nothing_small_is_shown_or_follows_from_row_and_column_totals(
    table: tuple[np.ndarray, list[int], list[int]], threshold: int
) -> None:
    counts, rows, columns = table
    result = suppress(counts, threshold, rows, columns)
    assert (counts[~result.withheld] >= threshold).all()
    assert _worked_out(result, rows, columns) == []


@given(st.lists(small, min_size=1, max_size=30), st.integers(1, 5), st.integers(1, 12))
def test_what_is_withheld_in_a_borough_adds_up_to_the_threshold(
    cells: list[int], boroughs: int, threshold: int
) -> None:
    borough = [place % boroughs for place in range(len(cells))]
    result = suppress(cells, threshold, borough)
    for label in set(borough) - result.withheld_totals[0]:
        inside = (np.array(borough) == label) & result.withheld
        if result.primary[inside].any():
            assert inside.sum() >= 2
            assert np.array(cells)[inside].sum() >= threshold


def test_a_single_small_count_takes_the_next_smallest_with_it() -> None:
    result = suppress([3, 40, 20, 60, 9], 5, ["a", "a", "a", "b", "b"])
    assert result.withheld.tolist() == [True, False, True, False, False]
    assert result.primary.tolist() == [True, False, False, False, False]
    assert result.withheld_totals == (frozenset(),)


def test_two_small_counts_that_add_up_to_little_need_a_third() -> None:
    assert suppress([1, 2, 30, 40], 5, ["a"] * 4).withheld.tolist() == [True, True, True, False]
    assert suppress([3, 4, 30, 40], 5, ["a"] * 4).withheld.tolist() == [True, True, False, False]


def test_a_group_of_one_loses_its_total() -> None:
    result = suppress([3, 40], 5, ["alone", "other"])
    assert result.withheld.tolist() == [True, False]
    assert result.withheld_totals == (frozenset({"alone"}),)


def test_a_count_given_away_through_another_total_is_found() -> None:
    # withholding in column 0 alone leaves the second cell to be read off its row
    counts = [2, 50, 60, 9, 70, 80, 90, 85, 95]
    rows, columns = [0, 0, 0, 1, 1, 1, 2, 2, 2], [0, 1, 2] * 3
    result = suppress(counts, 5, rows, columns)
    assert _worked_out(result, rows, columns) == []
    assert result.withheld.sum() == 4
    assert result.withheld_totals == (frozenset(), frozenset())


def test_without_shown_totals_only_the_small_counts_go() -> None:
    result = suppress([0, 4, 5, 6], 5)
    assert result.withheld.tolist() == [True, True, False, False]
    assert not result.secondary.any()


def test_a_cell_in_no_total_protects_none_and_needs_no_protection() -> None:
    result = suppress([3, 4, 40], 5, ["a", None, "a"])
    assert result.withheld.tolist() == [True, True, True]
    assert suppress([3, 4, 40], 5, [None, None, "a"]).withheld.tolist() == [True, True, False]


def test_zero_may_be_shown() -> None:
    assert suppress([0, 4, 9], 5, withhold_zero=False).withheld.tolist() == [False, True, False]


def test_without_threshold_nothing_is_withheld() -> None:
    result = suppress([0, 1, 2], None, ["a", "a", "a"])
    assert not result.withheld.any()
    assert result.withheld_totals == (frozenset(),)


def test_counts_the_publisher_withheld_protect_others() -> None:
    result = suppress([np.nan, 3, 40], 5, ["a"] * 3)
    assert result.withheld.tolist() == [False, True, True]
    assert suppress([np.nan, np.nan, 40], 5, ["a"] * 3).withheld.tolist() == [False] * 3


def test_apply_blanks_every_column_alike() -> None:
    result = suppress([3, 40, 20], 5)
    assert np.isnan(result.apply([0.1, 0.2, np.nan])).tolist() == [True, False, True]
    with pytest.raises(StatisticsError, match="figures"):
        result.apply([0.1, 0.2])


@pytest.mark.parametrize(
    ("counts", "threshold", "labels"),
    [([-1], 5, ["a"]), ([np.inf], 5, ["a"]), ([1], -5, ["a"]), ([1, 2], 5, ["a"])],
)
def test_what_cannot_be_answered_is_refused(counts, threshold, labels) -> None:
    with pytest.raises(StatisticsError):
        suppress(counts, threshold, labels)
