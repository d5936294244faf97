"""How many more people it takes to reach a target."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from explorer.errors import StatisticsError
from explorer.stats import additional_to_reach


@given(
    st.integers(min_value=0, max_value=100_000),
    st.integers(min_value=1, max_value=100_000),
    st.integers(min_value=0, max_value=1_000),
)
def test_it_is_the_fewest_whole_people_that_reach_the_target(
    screened: int, eligible: int, thousandths: int
) -> None:
    screened = min(screened, eligible)
    target = Fraction(thousandths, 1_000)
    more = additional_to_reach(screened, eligible, thousandths / 1_000)
    assert Fraction(screened + more, eligible) >= target
    assert more == 0 or Fraction(screened + more - 1, eligible) < target


def test_one_and_several() -> None:
    assert additional_to_reach(400, 1_000, 0.8) == 400
    assert additional_to_reach([400, 900], [1_000, 1_000], 0.8).tolist() == [400, 0]
    assert isinstance(additional_to_reach(400, 1_000, 0.8), int)


@pytest.mark.parametrize(
    ("numerator", "denominator", "target", "words"),
    [
        (5, 10, 80, "80% as 0.8"),
        (5, 10, -0.1, "80% as 0.8"),
        (5, 10, np.nan, "target"),
        (11, 10, 0.8, "more people than are eligible"),
        (-1, 10, 0.8, "numerator"),
        (0, 0, 0.8, "denominator"),
        ([5, np.nan], [10, 10], 0.8, "missing value in place 2"),
        ([5, 5], [10], 0.8, "lengths"),
    ],
)
def test_what_cannot_be_answered_is_refused(numerator, denominator, target, words: str) -> None:
    with pytest.raises(StatisticsError, match=words):
        additional_to_reach(numerator, denominator, target)
