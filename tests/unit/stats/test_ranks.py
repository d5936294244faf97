"""Places in a ranking, with what chance leaves open."""

import numpy as np
import pytest

from explorer import stats
from explorer.errors import StatisticsError


def test_full_counts_have_one_place_each() -> None:
    values = [10.0, 30.0, 20.0]
    found = stats.rank_span(values, values, values)
    assert found.first.tolist() == [3, 1, 2]
    assert found.last.tolist() == [3, 1, 2]


def test_equal_full_counts_share_their_places() -> None:
    values = [5.0, 5.0, 1.0]
    found = stats.rank_span(values, values, values)
    assert found.first.tolist() == [1, 1, 3]
    assert found.last.tolist() == [2, 2, 3]


def test_areas_that_cannot_be_told_apart_span_each_others_places() -> None:
    # 12 and 10 differ by 2 with a margin of sqrt(2^2 + 2^2) = 2.83; 20 is 8 away from either.
    found = stats.rank_span([20.0, 12.0, 10.0], [18.0, 10.0, 8.0], [22.0, 14.0, 12.0])
    assert found.first.tolist() == [1, 2, 2]
    assert found.last.tolist() == [1, 3, 3]


def test_agrees_with_the_difference_of_each_pair() -> None:
    generator = np.random.default_rng(5)
    values = generator.normal(80, 3, 12)
    below, over = generator.uniform(0.5, 3, 12), generator.uniform(0.5, 3, 12)
    found = stats.rank_span(values, values - below, values + over)
    told = [stats.Estimate(v, v - b, v + o) for v, b, o in zip(values, below, over, strict=True)]
    for place, one in enumerate(told):
        surely_higher = sum(stats.difference(other, one).lower > 0 for other in told)
        surely_lower = sum(stats.difference(one, other).lower > 0 for other in told)
        assert (found.first[place], found.last[place]) == (1 + surely_higher, 12 - surely_lower)


@pytest.mark.parametrize(
    ("values", "lower", "upper"),
    [([1.0], [1.0], [1.0]), ([1.0, 2.0], [1.5, 2.0], [2.0, 2.0]), ([1.0, np.nan], [1, 1], [1, 1])],
)
def test_figures_that_cannot_be_ranked_are_refused(
    values: list[float], lower: list[float], upper: list[float]
) -> None:
    with pytest.raises(StatisticsError):
        stats.rank_span(values, lower, upper)
