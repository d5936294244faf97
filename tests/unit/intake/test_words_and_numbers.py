"""Numbers, periods, ages and sexes as people write them."""

from __future__ import annotations

from datetime import date

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from explorer.intake import ages, numbers, periods, sexes


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("12", 12),
        ("1,234.5", 1234.5),
        ("-3", -3),
        ("−3.5", -3.5),
        ("45.6%", 45.6),
        ("45.6 %", 45.6),
        ("£1,000", 1000),
        (".5", 0.5),
        ("1e3", 1000),
        ("0", 0),
    ],
)
def test_numbers(text: str, value: float) -> None:
    found = numbers.parse(pd.Series([text]))
    assert (found.values.iloc[0], found.wrong.iloc[0]) == (value, False)


@pytest.mark.parametrize("text", ["*", "[c]", "<5", "Suppressed", "withheld"])
def test_what_is_withheld(text: str) -> None:
    found = numbers.parse(pd.Series([text]))
    assert (found.withheld.iloc[0], found.wrong.iloc[0]) == (True, False)


@pytest.mark.parametrize("text", ["", "-", "..", ":", "n/a", "[x]", "No data"])
def test_what_is_missing(text: str) -> None:
    found = numbers.parse(pd.Series([text]))
    assert found.values.isna().iloc[0]
    assert not found.withheld.iloc[0]
    assert not found.wrong.iloc[0]


@pytest.mark.parametrize(
    "text", ["inf", "NaN", "1e999", "1,5", "12,34,5", "05-Sep", "=1+1", "#DIV/0!", "abc", "1.2.3"]
)
def test_what_is_no_number(text: str) -> None:
    found = numbers.parse(pd.Series([text]))
    assert found.wrong.iloc[0]
    assert found.values.isna().iloc[0]


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_every_finite_number_is_read_as_it_was_written(number: float) -> None:
    assert numbers.parse(pd.Series([repr(number)])).values.iloc[0] == number


@given(st.text(max_size=12))
def test_a_cell_is_a_number_or_missing_or_wrong(text: str) -> None:
    found = numbers.parse(pd.Series([text], dtype=str))
    assert found.values.notna().iloc[0] + found.wrong.iloc[0] <= 1
    assert not found.values.isin([float("inf"), float("-inf")]).any()


@pytest.mark.parametrize(
    ("text", "identifier", "label", "start", "end"),
    [
        ("2023", "2023", "2023", date(2023, 1, 1), date(2023, 12, 31)),
        ("2023.0", "2023", "2023", date(2023, 1, 1), date(2023, 12, 31)),
        ("2019-23", "2019-23", "2019–23", date(2019, 1, 1), date(2023, 12, 31)),
        ("2019 to 2023", "2019-23", "2019–23", date(2019, 1, 1), date(2023, 12, 31)),
        ("1999-03", "1999-03", "1999–03", date(1999, 1, 1), date(2003, 12, 31)),
        ("2022/23", "2022-23", "2022/23", date(2022, 4, 1), date(2023, 3, 31)),
        ("2022-23", "2022-23", "2022/23", date(2022, 4, 1), date(2023, 3, 31)),
        (
            "2016/17 - 20/21",
            "2016-17-2020-21",
            "2016/17 to 2020/21",
            date(2016, 4, 1),
            date(2021, 3, 31),
        ),
        ("July 2024", "2024-07", "July 2024", date(2024, 7, 1), date(2024, 7, 31)),
        ("2024-07-01", "2024-07-01", "1 July 2024", date(2024, 7, 1), date(2024, 7, 1)),
        ("01/07/2024", "2024-07-01", "1 July 2024", date(2024, 7, 1), date(2024, 7, 1)),
    ],
)
def test_periods(text: str, identifier: str, label: str, start: date, end: date) -> None:
    found = periods.parse(text)
    assert found is not None
    assert (found.id, found.label, found.start, found.end) == (identifier, label, start, end)


@pytest.mark.parametrize(
    "text", ["", "23", "soon", "2023/25", "2024-13-01", "3rd 2024", "2023-1990"]
)
def test_what_is_no_period(text: str) -> None:
    assert periods.parse(text) is None


@given(st.integers(1990, 2040), st.integers(0, 20))
def test_a_period_that_is_written_is_read_again(first: int, length: int) -> None:
    found = periods.parse(f"{first}" if not length else f"{first}-{(first + length) % 100:02d}")
    assert found is not None
    assert periods.parse(found.id) == found


@pytest.mark.parametrize(
    ("text", "band"),
    [
        ("0", (0, 0)),
        ("<1", (0, 0)),
        ("Under 1", (0, 0)),
        ("1-4", (1, 4)),
        ("01-04", (1, 4)),
        ("Aged 5 to 9 years", (5, 9)),
        ("85+", (85, None)),
        ("90 and over", (90, None)),
    ],
)
def test_age_bands(text: str, band: ages.Band) -> None:
    assert ages.parse(text) == band


@pytest.mark.parametrize("text", ["", "old", "9-5", "05-Sep", "200-300"])
def test_what_is_no_age_band(text: str) -> None:
    assert ages.parse(text) is None


@pytest.mark.parametrize(
    ("bands", "words"),
    [
        ([(0, 0), (1, 4), (5, None)], []),
        ([(1, 4), (5, None)], ["no ages below 1"]),
        ([(0, 0), (5, None)], ["nothing between 0 and 5"]),
        ([(0, 4), (4, None)], ["0-4 and a band from 4, which overlap"]),
        ([(0, 0), (1, 4)], ["1-4 as the last band"]),
        ([(0, None), (5, None)], ["0+ and a band from 5, which overlap"]),
    ],
)
def test_bands_lie_side_by_side(bands: list[ages.Band], words: list[str]) -> None:
    assert ages.gaps(bands) == words


def test_sexes() -> None:
    given = ("Males", "F", "Persons", "unknown")
    assert [sexes.parse(word) for word in given] == ["male", "female", "", None]
