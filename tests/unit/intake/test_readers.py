"""Every kind of file gives the same sheet; what a sheet hides or is too large for is named."""

from __future__ import annotations

import io
import sqlite3

import numpy as np
import pandas as pd
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st
from tests.unit.intake import files

from explorer.errors import IntakeError
from explorer.intake import readers
from explorer.intake.readers import bounds
from explorer.intake.readers.grid import heading_row, letters

TABLE = [("ward", "value"), ("Abingdon", 1.5), ("Holland", 2)]
TEXT = "ward,value\nAbingdon,1.5\nHolland,2\n"


def read(content: bytes) -> readers.Sheet:
    return readers.read(content, "figures")[0]


def refused(content: bytes) -> str:
    with pytest.raises(IntakeError) as error:
        readers.read(content, "figures")
    return str(error.value)


@pytest.mark.parametrize(
    "content",
    [
        *(TEXT.encode(e) for e in ("utf-8", "utf-8-sig", "utf-16", "utf-32", "cp1252")),
        TEXT.encode("utf-16-le"),
        TEXT.encode("utf-16-be"),
        TEXT.replace(",", ";").encode(),
        TEXT.replace(",", "\t").encode(),
        TEXT.replace(",", "|").encode(),
        TEXT.replace("\n", "\r\n").encode(),
        TEXT.replace("\n", "\r").encode(),
        f"Table 3: figures of 2023\n\n{TEXT}\nSource: the council\n".encode(),
        TEXT.replace("Abingdon", "\u200bAbingdon\u00a0").encode(),
        files.xlsx(TABLE),
        files.ods([files.ods_row(*row) for row in TABLE]),
        files.parquet(pd.DataFrame(TABLE[1:], columns=list(TABLE[0]))),
    ],
)
def test_every_kind_of_file_gives_the_same_sheet(content: bytes) -> None:
    sheet = read(content)
    assert sheet.headings == ("ward", "value")
    assert sheet.frame.to_numpy().tolist() == [["Abingdon", "1.5"], ["Holland", "2"]]
    assert sheet.problems == ()


def test_rows_are_numbered_as_in_the_file() -> None:
    sheet = read(f"A title\n\n{TEXT}".encode())
    assert list(sheet.frame.index) == [4, 5]
    assert sheet.where(4, 1) == "row 4, column B (value)"
    assert list(read(files.xlsx([("A title",), *TABLE])).frame.index) == [3, 4]


def test_figures_without_headings_begin_at_once() -> None:
    sheet = read(b"E05013806,3\nE05013807,4\n")
    assert sheet.headings == ("column A", "column B")
    assert list(sheet.frame.index) == [1, 2]


def test_notes_at_the_foot_are_left_out_and_said() -> None:
    assert read(f"{TEXT}Source: ONS\nNote: small\n".encode()).remarks == (
        "2 lines of notes at the foot left out.",
    )


def test_windows_text_keeps_its_letters() -> None:
    assert read("ward,value\nQueen’s Gate,3\n".encode("cp1252")).frame[0].iloc[0] == "Queen’s Gate"


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "an empty file"),
        (b"\n\n\n", "no text"),
        (b"area,value\n", "no row of figures"),
        (bytes(range(256)) * 20, "no text in any usual encoding"),
        (b'a,b\n1,"2\n3,4\n', "rows that cannot be told apart"),
        (b"%PDF-1.7", "a PDF"),
        (b"\xd0\xcf\x11\xe0" + b"\0" * 600, "one with a password"),
        (b"<html><table></table></html>", "a web page"),
        (b'{"figures": [1, 2]}', "JSON that is no collection"),
        (b"\x1f\x8b\x08\0", "a packed file"),
        (files.zipped({"a.csv": TEXT}), "a ZIP archive that is no workbook"),
        (files.xlsx(TABLE)[:3000], "a ZIP archive that is no workbook"),
        (b"PAR1" + b"\0" * 40 + b"PAR1", "a Parquet file that cannot be read"),
        (b"SQLite format 3\0" + b"\0" * 200, "a database that is no GeoPackage"),
        (b"a,b\n" + b"1,2\n" * (bounds.MOST_ROWS + 1), "at most 500,000 rows"),
        (b"a,b\n" + b"1," + b"x" * 6_000 + b"\n", "thousands of characters"),
        ((",".join("abc" * 200) + "\n").encode() * 3, "at most 500 columns"),
    ],
)
def test_what_is_no_table_is_refused_with_what_it_is(content: bytes, words: str) -> None:
    assert words in refused(content)


def test_a_file_above_the_limit_is_refused_by_its_size_alone() -> None:
    with pytest.raises(IntakeError, match="250 MB; expected at most 200 MB"):
        bounds.check_bytes("figures.csv", 250_000_000)


def test_cells_too_many_are_named_by_their_row() -> None:
    (problem,) = read(b"ward,value\nAbingdon,1,500\nHolland,2\n").problems
    assert (problem.where, problem.found) == ("row 2", "more than 2 cells")


def test_the_same_heading_twice_is_named_by_its_columns() -> None:
    (problem,) = read(b"ward,value,Value\nAbingdon,1,2\n").problems
    assert problem.where == "figures, columns B and C"


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (lambda _, sheet: sheet.merge_cells("A2:A3"), "A2:A3: found merged cells"),
        (lambda _, sheet: sheet.__setitem__("B2", "=1+1"), "1 formula without a saved result"),
        (
            lambda _, sheet: sheet.row_dimensions.__getitem__(2).__setattr__("hidden", True),
            "hidden",
        ),
    ],
)
def test_what_a_workbook_hides_is_named(change, words: str) -> None:
    assert words in str(read(files.xlsx(TABLE, change)).problems[0])


def test_merged_titles_above_the_table_do_not_matter() -> None:
    def merge(_: object, sheet) -> None:
        sheet.merge_cells("A1:B1")

    assert read(files.xlsx([("A title",), *TABLE], merge)).problems == ()


def test_hidden_sheets_are_not_read_and_every_other_is() -> None:
    def add(book, _: object) -> None:
        hidden = book.create_sheet("Secret")
        hidden.append(["ward", "value"])
        hidden.sheet_state = "hidden"
        for row in TABLE:
            book.create_sheet("Second" if "Second" not in book.sheetnames else None).append(row)

    names = [sheet.name for sheet in readers.read(files.xlsx(TABLE, add), "figures")]
    assert names[0] == "sheet 'Sheet'"
    assert "Secret" not in str(names)
    assert "Hidden sheets were not read: Secret." in read(files.xlsx(TABLE, add)).remarks


def test_opendocument_sheets_are_measured_before_they_are_unrolled() -> None:
    repeat = 'table:number-rows-repeated="1000000"'
    assert "1,000,001 rows" in refused(
        files.ods([files.ods_row(*TABLE[0]), files.ods_row("Abingdon", 1, row=repeat)])
    )
    blank = f"<table:table-row {repeat}><table:table-cell/></table:table-row>"
    assert len(read(files.ods([*(files.ods_row(*row) for row in TABLE), blank])).frame) == 2
    spanned = files.ods_row("Abingdon", 1, cell='table:number-rows-spanned="2"')
    assert "merged cells" in str(read(files.ods([files.ods_row(*TABLE[0]), spanned])).problems)


def test_archives_that_would_unpack_to_too_much_are_refused_unopened() -> None:
    bomb = files.zipped({"xl/workbook.xml": "<a/>", "xl/b.xml": b" " * 50_000_000})
    assert "50 MB packed into" in refused(bomb)
    book = files.xlsx(TABLE)
    lie = bytearray(
        files.zipped({"xl/workbook.xml": "<a/>", "xl/worksheets/sheet1.xml": b" " * 4_000_000})
    )
    for place in (
        i for i in range(len(lie) - 4) if lie[i : i + 4] == (4_000_000).to_bytes(4, "little")
    ):
        lie[place : place + 4] = (40).to_bytes(4, "little")
    assert "larger than the file says" in refused(bytes(lie))
    corner = files.changed(
        book, "sheet1.xml", lambda xml: xml.replace(b'r="B3"', b's="0" r="XFD1048576"')
    )
    assert "1,048,576 rows" in refused(corner)


def test_entities_are_refused() -> None:
    declared = b'<!DOCTYPE a [<!ENTITY b "c">]>'
    book = files.changed(files.xlsx(TABLE), "sheet1.xml", lambda xml: declared + xml)
    assert "entities" in refused(book)
    sheet = files.ods([files.ods_row(*row) for row in TABLE], before=declared.decode())
    assert "entities" in refused(sheet)


def test_a_parquet_word_in_every_row_does_not_fill_the_memory() -> None:
    frame = pd.DataFrame({"ward": pd.Categorical(["x" * 20_000] * 3_000), "value": 1})
    assert "a cell of 20,000 characters" in refused(files.parquet(frame))


def test_layers_are_read_from_both_formats_and_reference_systems() -> None:
    wards = files.layer()
    for content in (
        files.geojson(wards),
        files.geopackage(wards),
        files.geopackage(wards.to_crs(27700)),
    ):
        sheet = read(content)
        assert sheet.problems == ()
        found = dict(zip(sheet.headings, sheet.frame.iloc[0], strict=True))
        assert (found["area_code"], found["value"]) == (files.WARDS[0], "1")


def test_points_without_codes_are_placed() -> None:
    import geopandas as gpd

    points = gpd.GeoDataFrame(
        {"kind": ["a", "b"]}, geometry=gpd.points_from_xy([-0.2, -0.19], [51.5, 51.51]), crs=4326
    )
    sheet = read(files.geojson(points))
    assert "area in which the point lies" in sheet.headings
    assert set(sheet.frame[len(sheet.headings) - 1]) <= set(files.LSOAS)


def test_broken_and_misplaced_shapes_are_named() -> None:
    bow = files.layer().copy()
    bow.loc[bow.index[0], "geometry"] = shapely.Polygon(
        [(-0.2, 51.5), (-0.19, 51.51), (-0.19, 51.5), (-0.2, 51.51)]
    )
    assert "Self-intersection" in read(files.geojson(bow)).problems[0].found
    moved = files.layer().set_crs(27700, allow_override=True)
    assert "km away from Abingdon" in read(files.geopackage(moved)).problems[0].found
    metres = files.layer().to_crs(27700).to_json().replace('"crs"', '"was"').encode()
    assert "degrees of longitude" in read(metres).problems[0].expected
    other = files.layer().to_crs(3035)
    assert "British National Grid" in read(files.geopackage(other)).problems[0].expected
    unknown = files.layer().set_crs(None, allow_override=True)
    with pytest.warns(UserWarning, match="'crs' was not provided"):
        content = files.geopackage(unknown)
    assert read(content).problems[0].where.endswith("reference system")


def test_numbers_that_json_does_not_have_are_refused() -> None:
    wards = files.geojson(files.layer()).replace(b'"value": 3', b'"value": Infinity')
    assert "Infinity in place of a number" in refused(wards)


def test_a_layer_that_is_a_query_is_refused() -> None:
    database = sqlite3.connect(":memory:")
    database.deserialize(files.geopackage(files.layer()))
    (name,) = database.execute("SELECT table_name FROM gpkg_contents").fetchone()
    database.execute(f'ALTER TABLE "{name}" RENAME TO held')
    database.execute(
        f'CREATE VIEW "{name}" AS WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i FROM n) '
        "SELECT held.* FROM held, n"
    )
    database.execute("UPDATE gpkg_contents SET table_name = ?", (name,))
    assert "a query" in refused(bytes(database.serialize()))


@given(st.lists(st.lists(st.text("ab1 ", max_size=3), max_size=4), max_size=8))
def test_a_heading_row_is_one_of_those_looked_at(rows: list[list[str]]) -> None:
    place = heading_row(rows)
    assert place is None or any(rows[place])


@pytest.mark.parametrize(("number", "word"), [(0, "A"), (25, "Z"), (26, "AA"), (701, "ZZ")])
def test_columns_are_lettered_as_in_spreadsheets(number: int, word: str) -> None:
    assert letters(number) == word


def test_infinite_and_missing_numbers_of_a_parquet_file_stay_what_they_are() -> None:
    sheet = read(files.parquet(pd.DataFrame({"w": ["a", "b"], "v": [np.inf, np.nan]})))
    assert sheet.frame[1].tolist() == ["inf", ""]


def test_a_workbook_s_dates_and_truths_are_words() -> None:
    frame = pd.DataFrame({"w": ["a"], "d": [pd.Timestamp("2023-04-01")], "t": [True]})
    out = io.BytesIO()
    frame.to_excel(out, index=False)
    assert read(out.getvalue()).frame.iloc[0].tolist() == ["a", "2023-04-01", "True"]
