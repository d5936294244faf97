"""Each fault a table can have is found, named with its line, and nothing else is."""

from datetime import date

import pandas as pd
import pytest

from explorer.model import Breakdown, Indicator, Period, Polarity, Series
from explorer.validate import (
    TABLE_COLUMNS,
    TABLE_TYPES,
    check_references,
    check_series,
    check_table,
    parse_breakdown,
)

GOOD = {
    "indicator": "x",
    "area_code": "A1",
    "area_name": "A",
    "breakdown": "sex=male",
    "period": "2021",
    "value": 50.0,
    "lower_95": 40.0,
    "upper_95": 60.0,
    "numerator": 5.0,
    "denominator": 10.0,
    "note": "",
}
PERIOD = Period("2021", "2021", date(2021, 1, 1), date(2021, 12, 31))
SERIES = Series("s", "S", "wards", "t.csv", "source", (PERIOD,), has_intervals=True)
INDICATOR = Indicator(
    id="x",
    name="X",
    short_name="X",
    definition="",
    theme="health",
    unit="%",
    decimals=1,
    polarity=Polarity.NEUTRAL,
    series=(SERIES,),
    breakdowns=(Breakdown("sex", "Sex", (("male", "Men"),)),),
)


def _table(*changes: dict[str, object]) -> pd.DataFrame:
    rows = [{**GOOD, **change} for change in changes or ({},)]
    return pd.DataFrame(rows, columns=list(TABLE_COLUMNS)).astype(TABLE_TYPES)


def test_sound_table_has_no_problem() -> None:
    table = _table(
        {},
        {
            "area_code": "A2",
            "value": None,
            "lower_95": None,
            "upper_95": None,
            "note": "suppressed",
        },
    )
    assert check_table(table, "t.csv", {"suppressed"}) == []


@pytest.mark.parametrize(
    ("change", "found"),
    [
        ({"value": None, "lower_95": None, "upper_95": None}, "no value and no reason"),
        ({"lower_95": None}, "half an interval"),
        ({"value": None, "note": "suppressed"}, "an interval without a value"),
        ({"value": 61.0}, "a value outside its interval"),
        ({"denominator": 0.0}, "a denominator of zero"),
        ({"numerator": -1.0}, "a negative numerator"),
        ({"note": "mystery"}, "a note that data/notes.yaml does not hold"),
    ],
)
def test_fault_is_found_and_named(change: dict[str, object], found: str) -> None:
    problems = check_table(_table(change), "t.csv", {"suppressed"})
    assert len(problems) == 1
    assert found in problems[0].found
    assert problems[0].where == "t.csv, line 2"


def test_row_given_twice_is_found_on_both_lines() -> None:
    problems = check_table(_table({}, {"value": 51.0}), "t.csv", set())
    assert [p.where for p in problems] == ["t.csv, line 2", "t.csv, line 3"]


def test_series_that_holds_what_it_declares_has_no_problem() -> None:
    assert check_series(_table(), INDICATOR, SERIES, {"A1"}, set()) == []


@pytest.mark.parametrize(
    ("change", "found"),
    [
        ({"period": "2020"}, "no row for 2021 on wards"),
        ({"lower_95": None, "upper_95": None}, "no interval in any row"),
        ({"breakdown": "sex=other"}, "breakdown 'sex=other'"),
    ],
)
def test_series_that_breaks_its_declaration_is_told(change: dict[str, object], found: str) -> None:
    problems = check_series(_table(change), INDICATOR, SERIES, {"A1"}, set())
    assert found in [p.found for p in problems]


def test_code_of_no_set_is_told() -> None:
    problems = check_series(_table({}, {"area_code": "Z9"}), INDICATOR, SERIES, {"A1"}, {"E92"})
    assert [p.found for p in problems] == ["area code Z9"]


def test_unknown_references_are_told() -> None:
    problems = check_references({"x": INDICATOR}, {"other"}, set(), {"wards"})
    assert [p.found for p in problems] == ["source 'source'"]


def test_breakdown_cell_is_read_in_any_order() -> None:
    assert parse_breakdown("sex=male;age=25-49") == (("age", "25-49"), ("sex", "male"))
    assert parse_breakdown("") == ()
