from __future__ import annotations

import io
import time
import zipfile
from dataclasses import replace

import openpyxl
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet
from tests.unit.exports import names

from explorer.exports import records, safe, workbook
from explorer.exports.base import Stamp, stamp
from explorer.model import Selection
from explorer.views import maps, tables
from explorer.views.base import Column, MapView, TableView
from explorer.views.layout import Layout

NEIGHBOURHOODS = Selection("life-expectancy", area_set="msoa-2021")
# gptables speaks to pandas in ways that a later pandas will not understand.
pytestmark = pytest.mark.filterwarnings("ignore::pandas.errors.Pandas4Warning")
HEADER = 4
"""Row of the headings: after title, instructions and source."""


def said(view: MapView | None = None) -> Stamp:
    return stamp(
        view or maps.map_view(NEIGHBOURHOODS), Layout(permalink="http://localhost:8501/x?a=b")
    )


def opened(*tables_written: TableView, view: MapView | None = None) -> Workbook:
    return openpyxl.load_workbook(io.BytesIO(workbook.write(tables_written, said(view))))


def rows(sheet: Worksheet) -> list[tuple[object, ...]]:
    return list(sheet.iter_rows(values_only=True))


def small(*columns: Column, **values: list[object]) -> TableView:
    told = maps.map_view(NEIGHBOURHOODS).provenance
    named = columns or tuple(Column(key, key) for key in values)
    return TableView("A table.", named, pd.DataFrame(values), told)


@pytest.fixture(scope="module")
def book() -> Workbook:
    view = maps.map_view(NEIGHBOURHOODS)
    return opened(records.table(view), tables.table_view(NEIGHBOURHOODS))


def test_sheets_follow_the_guidance(book: Workbook) -> None:
    assert book.sheetnames == ["Cover", "Contents", "Notes", "Table 1", "Table 2"]
    assert all(not sheet.merged_cells.ranges for sheet in book)
    assert [len(sheet.tables) for sheet in book] == [0, 1, 1, 1, 1]
    assert len({name for sheet in book for name in sheet.tables}) == 4
    assert all(sheet["A1"].value for sheet in book)


def test_each_table_is_marked_up_over_the_whole_of_it(book: Workbook) -> None:
    for sheet in book.worksheets[1:]:
        (marked,) = sheet.tables.values()
        header = sheet[marked.ref.split(":")[0]].row
        assert marked.ref.split(":")[1] == sheet.dimensions.split(":")[1]
        headings = [cell.value for cell in sheet[header]]
        # Excel repairs a file whose marked-up headings differ from its cells.
        assert [name.replace("_x000a_", "\n") for name in marked.column_names] == headings
        assert all(headings)


def test_the_cover_says_where_it_all_comes_from(book: Workbook) -> None:
    view = maps.map_view(NEIGHBOURHOODS)
    cover = "\n".join(str(row[0]) for row in rows(book["Cover"]))
    for part in (
        view.headline,
        view.provenance.source,
        view.provenance.licence,
        view.provenance.boundary_credit,
        "Standing: Published",
        "Period: 2019–23",
        "Link to this view: http://localhost:8501/x?a=b",
    ):
        assert part in cover


def test_contents_lead_to_each_table(book: Workbook) -> None:
    sheet = book["Contents"]
    assert [row[0] for row in rows(sheet)[3:]] == ["Table 1", "Table 2"]
    links = [sheet.cell(row, 1).hyperlink.location for row in (4, 5)]
    assert links == ["'Table 1'!A1", "'Table 2'!A1"]


def test_every_note_is_told_and_referred_to(book: Workbook) -> None:
    held = rows(book["Notes"])[3:]
    notes = maps.map_view(NEIGHBOURHOODS).provenance.notes
    assert [row[1] for row in held][: len(notes)] == list(notes)
    assert [row[0] for row in held] == list(range(1, len(held) + 1))
    for number in range(1, len(notes) + 1):
        assert f"[note {number}]" in str(book["Table 1"]["A1"].value)


def test_help_on_a_column_becomes_a_note_at_its_heading() -> None:
    table = small(Column("value", "Value", 1, help="What this means."), value=[1.0])
    book = opened(table)
    texts = [row[1] for row in rows(book["Notes"])[3:]]
    number = texts.index("What this means.") + 1
    assert book["Table 1"].cell(HEADER, 1).value == f"Value\n[note {number}]"


def test_numbers_are_held_in_full_and_shown_with_their_decimals(book: Workbook) -> None:
    view = maps.map_view(NEIGHBOURHOODS)
    sheet = book["Table 1"]
    column = [cell.value for cell in sheet[HEADER]].index("Life expectancy (years)")
    cells = [row[column] for row in sheet.iter_rows(min_row=HEADER + 1)][: len(view.frame)]
    held = [value for value in view.frame["value"] if value == value]
    assert [cell.value for cell in cells if cell.data_type == "n"] == held
    assert {cell.number_format for cell in cells} == {"#,##0.0"}


def test_a_figure_withheld_is_told_from_one_that_is_missing(book: Workbook) -> None:
    sheet = book["Table 1"]
    column = [cell.value for cell in sheet[HEADER]].index("Life expectancy (years)")
    marks = [row[column] for row in rows(sheet)[HEADER:] if isinstance(row[column], str)]
    assert marks == ["[c]", "[c]"]
    assert "[c] stands for a figure that is withheld" in str(sheet["A2"].value)
    missing = opened(small(area=["A", "B"], value=[1.0, float("nan")]))["Table 1"]
    assert rows(missing)[HEADER:] == [("A", 1), ("B", "[x]")]
    assert "[x] stands for a figure that is not available" in str(missing["A2"].value)


def test_negative_numbers_stay_numbers() -> None:
    sheet = opened(small(area=["-1"], value=[-3.25]))["Table 1"]
    assert rows(sheet)[HEADER:] == [("'-1", -3.25)]
    assert sheet.cell(HEADER + 1, 2).data_type == "n"


def test_names_that_are_hard_to_write_come_back() -> None:
    view = names.hostile()
    sheet = opened(records.table(view), view=view)["Table 1"]
    written = [str(row[0]) for row in rows(sheet)[HEADER:]][: len(names.PLAIN)]
    apart = [safe.cell(name).replace("$$", "$\u2060$") for name in names.PLAIN]
    assert [name.replace("_x000D_", "\r") for name in written] == apart


@settings(max_examples=30)
@given(st.lists(st.text(max_size=40), min_size=1, max_size=8), st.text(max_size=60))
def test_no_text_becomes_a_formula_or_a_link(texts: list[str], caption: str) -> None:
    table = replace(small(name=texts, **{"=1+1": [1.0] * len(texts)}), caption=caption)
    book = opened(table)
    for sheet in book:
        for row in sheet.iter_rows():
            for cell in row:
                assert cell.data_type != "f"
                assert not str(cell.value or "").startswith(("=", "+", "-", "@", "\t", "\r"))
                assert cell.hyperlink is None or sheet.title == "Contents"


@given(st.lists(st.text(max_size=20), min_size=1, max_size=6))
@settings(max_examples=30)
def test_any_headings_make_a_table_that_excel_opens(labels: list[str]) -> None:
    columns = tuple(Column(f"c{n}", label) for n, label in enumerate(labels))
    sheet = opened(small(*columns, **{f"c{n}": [n] for n in range(len(labels))}))["Table 1"]
    (marked,) = sheet.tables.values()
    headings = [str(name).lower() for name in marked.column_names]
    assert len(set(headings)) == len(labels)
    assert all(headings)


@pytest.mark.filterwarnings("error::UserWarning")
def test_a_table_without_notes_of_its_own_has_the_one_of_every_table() -> None:
    view = maps.map_view(Selection("population", area_set="wards-2022"))
    table = records.table(view)
    assert not table.notes
    assert not table.provenance.notes
    held = rows(opened(table, view=view)["Notes"])[3:]
    assert held == [(1, workbook.HELD_IN_FULL)]


def test_a_table_without_rows_says_so() -> None:
    sheet = opened(small(area=[], value=[]))["Table 1"]
    assert rows(sheet)[HEADER:] == [("No figures are held", None)]


def test_the_same_moment_gives_the_same_bytes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    view = maps.map_view(NEIGHBOURHOODS)
    first = workbook.write([records.table(view)], said())
    time.sleep(1.1)  # the zip format counts in seconds
    assert first == workbook.write([records.table(replace(view))], said())
    with zipfile.ZipFile(io.BytesIO(first)) as parts:
        assert {part.date_time for part in parts.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        core = parts.read("docProps/core.xml").decode()
    assert core.count("2023-11-14T22:13:20Z") == 2
