"""Classes and their labels can never disagree with the values printed beside them."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from explorer.errors import SelectionError
from explorer.views.classes import SCHEMES, classify

values = st.lists(st.floats(-500, 5000, allow_nan=False).map(lambda v: round(v, 3)), max_size=60)


@given(values, st.sampled_from(list(SCHEMES)), st.integers(0, 2), st.integers(2, 7))
def test_every_value_lies_within_the_label_of_its_class(
    held: list[float], scheme: str, decimals: int, k: int
) -> None:
    array = np.array(held, dtype=float)
    classes = classify(array, decimals, scheme, k)
    assigned = classes.assign(array)
    edges = (-np.inf, *classes.breaks, np.inf)
    step = 10.0**-decimals
    for value, index in zip(np.round(array, decimals), assigned, strict=True):
        assert edges[index] - step * 1e-3 <= value
        assert value <= edges[index + 1] - step * 0.999 or np.isinf(edges[index + 1])
    assert len(classes.labels(array)) == classes.count


@given(values, st.sampled_from(list(SCHEMES)))
def test_breaks_ascend_and_each_class_of_a_scheme_is_possible(
    held: list[float], scheme: str
) -> None:
    breaks = classify(np.array(held, dtype=float), 1, scheme).breaks
    assert list(breaks) == sorted(set(breaks))


def test_value_on_a_break_belongs_to_the_class_above() -> None:
    classes = classify(np.array([1.0]), 1, breaks=(78.0, 80.0))
    assert classes.assign(np.array([77.9, 78.0, 79.96, 80.0])).tolist() == [0, 1, 2, 2]


def test_missing_value_has_no_class() -> None:
    classes = classify(np.array([1.0, 2.0]), 1)
    assert classes.assign(np.array([np.nan])).tolist() == [-1]


def test_labels_say_which_values_a_class_holds() -> None:
    held = np.array([75.1, 77.9, 79.0, 91.0])
    assert classify(held, 1, breaks=(78, 80, 85)).labels(held) == (
        "75.1 to 77.9",
        "78.0 to 79.9",
        "80.0 to 84.9",
        "85.0 to 91.0",
    )


def test_a_class_of_one_value_is_labelled_by_it() -> None:
    held = np.array([9.3, 9.4, 9.7])
    assert classify(held, 1, breaks=(9.4, 9.5)).labels(held) == ("9.3", "9.4", "9.5 to 9.7")


def test_ends_without_a_value_stay_open() -> None:
    held = np.array([79.0])
    assert classify(held, 1, breaks=(78, 80)).labels(held) == (
        "below 78.0",
        "78.0 to 79.9",
        "80.0 and above",
    )


def test_equal_values_make_one_class() -> None:
    classes = classify(np.array([5.0, 5.0, 5.0]), 1)
    assert classes.breaks == ()
    assert classes.labels(np.array([5.0])) == ("5.0",)


def test_unknown_scheme_names_those_that_are_known() -> None:
    with pytest.raises(SelectionError, match="quantiles"):
        classify(np.array([1.0, 2.0]), 1, "magic")


def test_own_breaks_are_read_as_written() -> None:
    held = np.array([5.0, 12.0, 25.0])
    assert classify(held, 0, "own:20,10").breaks == (10, 20)


@pytest.mark.parametrize("text", ["own:", "own:a,b", "own:1;2", "own:1,2,3,4,5,6,7", "own:nan"])
def test_own_breaks_that_cannot_be_used_are_refused_in_words(text: str) -> None:
    with pytest.raises(SelectionError, match="numbers with commas"):
        classify(np.array([1.0, 2.0]), 1, text)


def test_round_numbers_are_round_and_no_more_than_there_are_colours() -> None:
    held = np.linspace(0.3, 98.7, 60)
    assert classify(held, 1, "round-numbers").breaks == (20, 40, 60, 80)


def test_a_benchmark_takes_the_place_of_the_nearest_break() -> None:
    held = np.array([70.0, 75.0, 80.0, 85.0, 90.0])
    classes = classify(held, 1, breaks=(75, 80, 85)).about(81.23)
    assert classes.breaks == (75, 81.2, 85)
