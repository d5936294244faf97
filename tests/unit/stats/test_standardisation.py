"""Directly standardised rates and the European Standard Population."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats as scipy_stats

from explorer.errors import StatisticsError
from explorer.stats import (
    EUROPEAN_STANDARD_POPULATION_2013,
    byar_interval,
    directly_standardised_rate,
)

bands = st.lists(
    st.tuples(
        st.integers(min_value=0, max_value=500), st.integers(min_value=500, max_value=50_000)
    ),
    min_size=19,
    max_size=19,
).filter(lambda rows: sum(events for events, _ in rows) >= 10)


def test_the_european_standard_population_is_100_000() -> None:
    assert len(EUROPEAN_STANDARD_POPULATION_2013) == 19
    assert sum(EUROPEAN_STANDARD_POPULATION_2013) == 100_000
    assert EUROPEAN_STANDARD_POPULATION_2013[-3:] == (2_500, 1_500, 1_000)


@given(bands)
def test_interval_encloses_and_widens(rows: list[tuple[int, int]]) -> None:
    events, people = np.array(rows).T
    usual = directly_standardised_rate(events, people)
    strict = directly_standardised_rate(events, people, confidence=0.998)
    assert strict.lower < usual.lower <= usual.value <= usual.upper < strict.upper


@given(bands)
def test_order_of_bands_does_not_matter_with_their_weights(rows: list[tuple[int, int]]) -> None:
    events, people = np.array(rows).T
    turned = np.array(EUROPEAN_STANDARD_POPULATION_2013)[::-1]
    one = directly_standardised_rate(events, people)
    other = directly_standardised_rate(events[::-1], people[::-1], turned)
    assert (one.value, one.lower) == pytest.approx((other.value, other.lower))


@given(bands)
def test_a_population_like_the_standard_has_its_crude_rate(rows: list[tuple[int, int]]) -> None:
    events, _ = np.array(rows).T
    people = np.array(EUROPEAN_STANDARD_POPULATION_2013) * 3
    rate = directly_standardised_rate(events, people)
    crude = byar_interval(int(events.sum()))
    assert rate.value == pytest.approx(events.sum() / people.sum() * 100_000)
    assert rate.lower == pytest.approx(crude.lower / people.sum() * 100_000)


def test_dobson_with_exact_limits_is_almost_the_same() -> None:
    events = np.array([0, 8, 63, 112, 262, 295])
    people = np.array([327, 30_666, 123_419, 149_919, 104_088, 34_392])
    standard = np.array([319_933, 931_318, 786_511, 488_235, 237_863, 61_313])
    rate = directly_standardised_rate(events, people, standard)
    weights = standard / standard.sum() / people * 1e5
    spread = np.sqrt((weights**2 * events).sum() / events.sum())
    exact = scipy_stats.chi2.ppf([0.025, 0.975], [1_480, 1_482]) / 2
    expected = rate.value + spread * (exact - 740)
    assert (rate.lower, rate.upper) == pytest.approx(tuple(expected), abs=0.01)


def test_85_and_over_may_be_the_last_band() -> None:
    events, people = [5] * 18, [1_000] * 18
    assert directly_standardised_rate(events, people).value == pytest.approx(500)


@pytest.mark.parametrize(
    ("events", "people", "words"),
    [
        ([0] * 18 + [9], [1_000] * 19, "9 in all; expected 10 or more"),
        ([5] * 20, [1_000] * 20, "20 age bands"),
        ([5] * 19, [1_000] * 18, "populations"),
        ([5] * 18 + [-1], [1_000] * 19, "events: found -1 in place 19"),
        ([5] * 18 + [np.nan], [1_000] * 19, "missing"),
        ([5] * 19, [1_000] * 18 + [0], "populations: found 0 in place 19"),
    ],
)
def test_what_cannot_be_answered_is_refused(events, people, words: str) -> None:
    with pytest.raises(StatisticsError, match=words):
        directly_standardised_rate(events, people)


def test_a_standard_needs_weights_above_0() -> None:
    with pytest.raises(StatisticsError, match="standard population"):
        directly_standardised_rate([10, 10], [100, 100], [1, 0])
    with pytest.raises(StatisticsError, match="per"):
        directly_standardised_rate([10, 10], [100, 100], [1, 1], per=0)
