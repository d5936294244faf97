"""Areas against a benchmark, in words."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from explorer.errors import StatisticsError
from explorer.stats import benchmark

reals = st.floats(min_value=-100, max_value=100)


@pytest.mark.parametrize(
    ("polarity", "below", "above"),
    [
        ("neutral", "lower", "higher"),
        ("high-is-better", "worse", "better"),
        ("low-is-better", "better", "worse"),
    ],
)
def test_words_follow_the_polarity(polarity: str, below: str, above: str) -> None:
    words = benchmark([1, 3, 6, np.nan], [2, 5, 7, 9], 4, polarity)
    assert words.tolist() == [below, "similar", above, "not compared"]
    assert benchmark(1, 2, 4, polarity) == below


def test_a_limit_on_the_benchmark_is_similar() -> None:
    assert benchmark([4, 2], [5, 4], 4).tolist() == ["similar", "similar"]


def test_without_limits_or_benchmark_nothing_is_compared() -> None:
    assert benchmark(None, 2, 4) == "not compared"
    assert benchmark(1, None, 4) == "not compared"
    assert benchmark(1, 2, None) == "not compared"
    assert benchmark([1, 2], [2, 3], np.nan).tolist() == ["not compared"] * 2


@given(reals, reals, reals, reals)
def test_shifting_everything_changes_nothing(
    one: float, two: float, mark: float, by: float
) -> None:
    low, high = sorted((round(one), round(two)))
    mark, by = round(mark), round(by)
    assert benchmark(low, high, mark) == benchmark(low + by, high + by, mark + by)
    mirrored = benchmark(-high, -low, -mark)
    turned = {"lower": "higher", "higher": "lower"}
    assert mirrored == turned.get(benchmark(low, high, mark), "similar")


@pytest.mark.parametrize(
    "arguments",
    [([2], [1], 4), ([1], [2, 3], 4), ([1], [np.inf], 4), ([1], [2], [3, 4]), ([1], [2], 3, "up")],
)
def test_what_cannot_be_answered_is_refused(arguments: tuple[object, ...]) -> None:
    with pytest.raises(StatisticsError):
        benchmark(*arguments)
