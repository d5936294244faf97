from __future__ import annotations

import csv
import io
from dataclasses import replace

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.unit.exports import names

from explorer.exports import records, safe, table
from explorer.exports.base import Stamp, stamp
from explorer.model import Selection
from explorer.views import maps, tables
from explorer.views.base import Column, TableView
from explorer.views.layout import Layout

SELECTION = Selection("life-expectancy", area_set="msoa-2021")


def said() -> Stamp:
    return stamp(maps.map_view(SELECTION), Layout(permalink="http://localhost:8501/x?a=b&c=d"))


def read(content: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content.decode(), newline="")))


def small(**columns: list[object]) -> TableView:
    frame = pd.DataFrame(columns)
    told = maps.map_view(SELECTION).provenance
    return TableView("A table", tuple(Column(key, key) for key in columns), frame, told)


def test_a_map_becomes_one_row_an_area_each_saying_where_it_comes_from() -> None:
    view = maps.map_view(SELECTION)
    rows = read(table.write_map(view, said()))
    areas = [row for row in rows if row["level"] != records.COMPARATOR]
    assert [row["area_code"] for row in areas] == view.frame["area_code"].tolist()
    for row in rows:
        assert row["source"] == view.provenance.source
        assert row["licence"] == view.provenance.licence
        assert row["boundary_credit"] == view.provenance.boundary_credit
        assert (row["period"], row["standing"], row["unit"]) == ("2019–23", "published", "years")
        assert row["permalink"] == "http://localhost:8501/x?a=b&c=d"
        assert row["made_on"]
        assert row["data_version"]


def test_comparators_follow_and_are_on_no_map() -> None:
    rows = read(table.write_map(maps.map_view(Selection("life-expectancy")), said()))
    others = [row for row in rows if row["level"] == records.COMPARATOR]
    assert "E92000001" in {row["area_code"] for row in others}
    assert {row["class"] + row["area_set"] for row in others} == {""}


def test_what_is_withheld_is_said_to_be_and_has_no_number() -> None:
    rows = read(table.write_map(maps.map_view(SELECTION), said()))
    withheld = [row for row in rows if row["class"] == "withheld"]
    assert len(withheld) == 2
    for row in withheld:
        assert row["class_label"] == "Withheld"
        assert row["note"]
        assert (row["value"], row["lower_95"], row["upper_95"]) == ("", "", "")


def test_numbers_are_written_as_held() -> None:
    held = [0.1, -3.25, 100.0, 1 / 3, float("nan"), 1e21]
    rows = read(table.write_csv(small(value=held), said()))
    assert [row["value"] for row in rows[:5]] == ["0.1", "-3.25", "100", repr(1 / 3), ""]
    assert float(rows[5]["value"]) == 1e21


def test_the_file_is_utf8_without_a_mark_and_its_lines_end_as_the_standard_has_them() -> None:
    content = table.write_csv(tables.table_view(SELECTION), said())
    assert content.startswith(b"area_name,value")
    assert content.count(b"\r\n") == content.count(b"\n")


def test_names_that_are_hard_to_write_come_back() -> None:
    rows = read(table.write_map(names.hostile(), stamp(names.hostile(), Layout())))
    assert [row["area_name"] for row in rows][: len(names.PLAIN)] == [
        safe.cell(name) for name in names.PLAIN
    ]
    assert rows[0]["title"] == "'=1+1 is said to be <b>2</b>, $$or$$ so"


@given(st.lists(st.text(), min_size=1, max_size=20), st.lists(st.text(), min_size=20, max_size=20))
def test_any_text_comes_back_and_none_is_run(first: list[str], second: list[str]) -> None:
    written = table.write_csv(small(a=first, b=second[: len(first)]), said())
    rows = read(written)
    assert [row["a"] for row in rows] == [safe.cell(text) for text in first]
    assert all(
        not cell.startswith(("=", "+", "-", "@", "\t", "\r"))
        for row in rows
        for cell in row.values()
    )


def test_a_column_of_the_table_stands_before_one_of_the_stamp() -> None:
    rows = read(table.write_csv(small(period=["2021", "2022"], value=[1.0, 2.0]), said()))
    assert [row["period"] for row in rows] == ["2021", "2022"]


def test_yes_and_no_are_words() -> None:
    rows = read(table.write_csv(small(highlight=[True, False]), said()))
    assert [row["highlight"] for row in rows] == ["yes", "no"]


@pytest.mark.parametrize("when", ["0", "1700000000"])
def test_the_same_moment_gives_the_same_bytes(when: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", when)
    view = maps.map_view(SELECTION)
    assert table.write_map(view, said()) == table.write_map(replace(view), said())
