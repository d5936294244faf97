"""Rows about people are counted to areas and forgotten; what names anyone stops the import."""

from __future__ import annotations

import logging
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.unit.intake import files

from explorer import areas, intake
from explorer.errors import IntakeError
from explorer.intake import Content, Role, Wishes
from explorer.intake.individual import is_nhs_number

PEOPLE = replace(files.DETAILS, unit="people")
POSTCODES = ("W10 6NX", "w106nx", "W10 5AA")


@pytest.mark.parametrize(
    ("heading", "cells", "what"),
    [
        ("NHS number", ("9434765919", "943 476 5870"), "NHS numbers"),
        ("id", ("9434765919", "943 476 5870", "4010232137"), "NHS numbers"),
        ("surname", ("a", "b"), "names of people"),
        ("person", ("John Smith", "Fatima Ali", "x"), "names of people"),
        ("who", ("Mrs Jones", "Dr A Patel"), "names of people"),
        ("First Name", ("a", "b"), "names of people"),
        ("DOB", ("1", "2"), "dates of birth"),
        ("when", ("1950-03-04", "1970-01-01", "1999-12-31"), "dates of birth"),
        ("when", ("04/03/1950", "01/01/1970", "31/12/1999"), "dates of birth"),
        ("contact", ("a@example.org", "b"), "e-mail addresses"),
        ("address", ("1 High Street", "b"), "addresses"),
        ("Mobile", ("1", "2"), "telephone numbers"),
    ],
)
def test_columns_that_name_people_stop_the_import(
    heading: str, cells: tuple[str, ...], what: str
) -> None:
    content = files.csv([("postcode", heading), *(("W10 6NX", cell) for cell in cells)])
    outcome = intake.understand(content, "list.csv")
    assert outcome.understood is None
    (problem,) = outcome.problems
    assert problem.where == f"column B ({heading})"
    assert what in problem.found
    assert not any(cell in str(problem) for cell in cells if len(cell) > 2)
    with pytest.raises(IntakeError):
        intake.accept(content, "list.csv", PEOPLE)


def test_names_of_areas_and_partners_name_nobody() -> None:
    rows = [("ward name", "partner", "value"), ("St James's", "Age UK", 1), ("Holland", "Mind", 2)]
    assert intake.understand(files.csv(rows), "f.csv").is_accepted


@pytest.mark.parametrize("text", ["9434765919", "943 476 5919", "401-023-2137"])
def test_nhs_numbers_bear_a_check_digit(text: str) -> None:
    assert is_nhs_number(text)


@given(st.integers(0, 9))
def test_of_ten_last_digits_at_most_one_is_right(first: int) -> None:
    numbers = [f"{first}23456789{last}" for last in range(10)]
    assert sum(map(is_nhs_number, numbers)) <= 1


def test_postcodes_are_counted_to_wards() -> None:
    content = files.csv([("postcode",), *((code,) for code in POSTCODES)])
    outcome = intake.understand(content, "list.csv")
    assert outcome.understood is not None
    assert (outcome.understood.content, outcome.understood.rows) == (Content.PEOPLE, 3)
    table = intake.accept(content, "list.csv", PEOPLE).table.set_index("area_code")
    expected = areas.ward_of_postcode("W10 6NX")
    assert table["value"].sum() == 3
    assert table.loc[expected, "value"] >= 2
    assert len(table) == 18, "a borough's other areas are counted as none; other boroughs are not"


def test_postcodes_that_are_not_in_use_are_told_and_never_repeated() -> None:
    content = files.csv([("postcode",), ("W10 6NX",), ("ZZ1 1ZZ",), ("W10",)])
    outcome = intake.understand(content, "list.csv")
    assert outcome.understood is not None
    assert outcome.understood.remarks == (
        "1 row has a postcode that is not in use here, and could not be counted.",
    )
    (problem,) = outcome.problems
    assert problem.found == "something that is no whole postcode"
    assert outcome.template == b""


def test_counts_beside_postcodes_are_added_up() -> None:
    content = files.csv([("postcode", "count"), ("W10 6NX", 3), ("W10 6NX", 4)])
    assert intake.accept(content, "f.csv", PEOPLE).table["value"].sum() == 7


def test_small_areas_are_counted_by_sex_and_year() -> None:
    rows = [(files.LSOAS[n % 3], "MF"[n % 2], f"2023-0{1 + n % 9}-01") for n in range(30)]
    content = files.csv([("lsoa", "sex", "date"), *rows])
    own = intake.accept(content, "f.csv", PEOPLE)
    assert [period.id for period in own.indicator.series[0].periods] == ["2023"]
    assert set(own.table["breakdown"]) == {"sex=female", "sex=male"}
    assert own.table["value"].sum() == 30
    assert own.table.set_index(["area_code", "breakdown"])["value"][files.LSOAS[0], "sex=male"] == 5


def test_a_list_of_areas_is_not_a_list_of_people() -> None:
    outcome = intake.understand(files.csv([("area_code",), *((w,) for w in files.WARDS)]), "f.csv")
    assert "no column of figures" in outcome.problems[0].found


def test_values_of_postcodes_are_not_averaged() -> None:
    content = files.csv([("postcode", "value"), ("W10 6NX", 3), ("W10 6NX", 4)])
    assert "values beside single postcodes" in intake.understand(content, "f.csv").problems[0].found


def test_nothing_is_written_or_logged(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    caplog.set_level(logging.DEBUG)
    content = files.csv([("postcode",), *((code,) for code in POSTCODES)])
    figures = intake.accept(content, "list.csv", PEOPLE, [(Role.AREA, "postcode")])
    assert list(tmp_path.iterdir()) == []
    assert "W10" not in caplog.text
    assert not any(figures.table.astype(str).apply(lambda c: c.str.contains("W10")).any())


def test_a_borough_among_small_areas_is_no_person() -> None:
    content = files.csv(
        [("lsoa", "kind"), *((c, "x") for c in (*files.LSOAS[:2] * 2, "E09000033"))]
    )
    (problem,) = intake.understand(content, "f.csv").problems
    assert (problem.where, problem.found) == (
        "row 6, column A (lsoa)",
        "a whole borough, region or country",
    )


def test_people_of_areas_of_one_s_own_are_counted_without_others() -> None:
    content = files.csv([("area", "kind"), *((c, "x") for c in "AAB")])
    found = intake.work_out(content, "f.csv", PEOPLE, (), Wishes(own_areas=True))
    assert dict(zip(found["area_code"], found["value"], strict=True)) == {"A": 2, "B": 1}
