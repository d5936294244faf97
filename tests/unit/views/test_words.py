"""Numbers and names come out as people write them."""

import math

import pytest

from explorer.views import words


@pytest.mark.parametrize(
    ("value", "decimals", "expected"),
    [
        (1234.5, 1, "1,234.5"),
        (-0.34, 1, "−0.3"),
        (-0.04, 1, "0.0"),
        (0.0, 0, "0"),
        (7446, 0, "7,446"),
    ],
)
def test_number(value: float, decimals: int, expected: str) -> None:
    assert words.number(value, decimals) == expected


def test_unit_follows_the_number() -> None:
    assert words.with_unit(44.8, 1, "%") == "44.8%"
    assert words.with_unit(14, 1, "µg/m³") == "14.0 µg/m³"


def test_interval_without_limits_is_left_out() -> None:
    assert words.interval(73.7, 76.8, 1) == "73.7 to 76.8"
    assert words.interval(math.nan, 76.8, 1) == ""


def test_percentages_differ_by_points() -> None:
    assert words.difference_unit("%") == "percentage points"
    assert words.difference_unit("years") == "years"


@pytest.mark.parametrize(
    ("items", "expected"),
    [([], ""), (["A"], "A"), (["A", "B"], "A and B"), (["A", "B", "C"], "A, B and C")],
)
def test_names_are_joined(items: list[str], expected: str) -> None:
    assert words.in_sentence(items) == expected


def test_names_in_capitals_keep_them() -> None:
    assert words.lower_first("PM2.5") == "PM2.5"
    assert words.lower_first("NO2") == "NO2"
    assert words.lower_first("Asian") == "Asian"
    assert words.lower_first("Men") == "men"
