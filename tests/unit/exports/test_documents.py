"""Documents as Word, PDF and slides, opened by readers that know nothing of how they were made."""

import io
import subprocess
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from itertools import pairwise
from pathlib import Path

import docx
import openpyxl
import pytest
from docx.document import Document as WordDocument
from docx.oxml.ns import qn
from pptx import Presentation
from pptx.presentation import Presentation as Slides
from pypdf import PdfReader
from tests.unit.exports import readers
from tests.unit.exports.names import PLAIN, hostile

from explorer import __version__, areas
from explorer.errors import SelectionError
from explorer.exports.base import Format, data_version
from explorer.exports.documents import FORMATS, export_document, formats_of, parts
from explorer.model import Selection, Standing
from explorer.views import life_expectancy, tables, words
from explorer.views.document import Document, Section
from explorer.views.ward import found, ranked

ADDRESS = "https://explorer.example.org"
MEN = Selection(
    "life-expectancy", "wards-2002", "2010-14", (("sex", "male"),), ("E05000648", "E05000637")
)
HARD = 'The "finding" is #set text(red) *not* _markup_ $x$ <b>&</b> @here שכונה מערבית'


def story(one_page: bool = False) -> Document:
    view = life_expectancy.map_view(MEN)
    trend = life_expectancy.borough_trend("male")
    estimated = replace(trend.provenance, standing=Standing.ESTIMATE, source="A made-up source")
    return Document(
        name="Story of two boroughs",
        title="Two boroughs in figures",
        subtitle="What the figures say, 2010–14",
        summary=("A first finding.", "A second finding."),
        sections=(
            Section("Lives cut short", (HARD,), maps=(view,), notes=("Read with care.",)),
            Section("Through time", ("It rose.",), charts=(replace(trend, provenance=estimated),)),
            Section("Every ward", ("All.",), tables=(tables.table_view(MEN),), beside=True),
            Section("Not known", ("One thing.", "Another."), listed=True, beside=True),
        ),
        provenances=(view.provenance, estimated, view.provenance),
        areas="Wards in force from 2 May 2002 to 21 May 2014",
        permalink="story?place=all",
        one_page=one_page,
    )


@pytest.fixture(autouse=True)
def _fixed_date(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")


@cache
def written(form: str, one_page: bool = False) -> bytes:
    return export_document(story(one_page), form, ADDRESS).content


def word(content: bytes) -> WordDocument:
    return docx.Document(io.BytesIO(content))


def slides(content: bytes) -> Slides:
    return Presentation(io.BytesIO(content))


def pdf_text(content: bytes, folder: Path) -> str:
    file = folder / "document.pdf"
    file.write_bytes(content)
    command = ["pdftotext", "-layout", str(file), "-"]
    return subprocess.run(command, capture_output=True, check=True).stdout.decode()


def words_of(form: str, folder: Path) -> str:
    """Return everything that a reader of the file can find in it, on one line."""
    content = written(form)
    if form == "pdf":
        text = pdf_text(content, folder)
    elif form == "docx":
        document = word(content)
        cells = (cell.text for table in document.tables for cell in table._cells)
        text = " ".join([*(p.text for p in document.paragraphs), *cells])
    else:
        text = " ".join(_slide_texts(slides(content)))
    return " ".join(text.split())


def _slide_texts(presentation: Slides) -> Iterator[str]:
    for slide in presentation.slides:
        yield from (shape.text_frame.text for shape in slide.shapes if shape.has_text_frame)
        yield slide.notes_slide.notes_text_frame.text


@pytest.mark.parametrize("form", FORMATS)
def test_every_file_says_where_its_figures_come_from_and_what_made_it(
    form: str, tmp_path: Path
) -> None:
    text = words_of(form, tmp_path)
    document = story()
    for origin in document.provenances:
        credits = words.SENTENCE_END.split(origin.boundary_credit.rstrip("."))
        for said in (origin.source, origin.licence, *credits):
            assert " ".join(said.split()) in text
    for said in (
        document.areas, *document.summary, "(estimate)", "14 November 2023", __version__,
        data_version(), f"{ADDRESS}/story?place=all", "Read with care.", "Another.",
    ):  # fmt: skip
        assert said in text


@pytest.mark.parametrize("form", FORMATS)
def test_owners_of_what_is_drawn_round_the_areas_are_credited(form: str, tmp_path: Path) -> None:
    text = words_of(form, tmp_path)
    for one in areas.surroundings():
        for sentence in words.SENTENCE_END.split(one.credit):
            assert text.count(sentence) >= 1


@pytest.mark.parametrize("form", ["docx", "pptx"])
@pytest.mark.parametrize("one_page", [False, True])
def test_libreoffice_opens_a_document(form: str, one_page: bool, tmp_path: Path) -> None:
    opened = readers.in_libreoffice(written(form, one_page), form, tmp_path)
    text = " ".join(readers.text_of(opened).split())
    for said in ("Two boroughs in figures", "A second finding.", "Not known", "Sources"):
        assert said in text


@pytest.mark.parametrize("form", FORMATS)
def test_the_same_document_gives_the_same_bytes(form: str) -> None:
    assert export_document(story(), form, ADDRESS).content == written(form)


@pytest.mark.parametrize("form", FORMATS)
def test_a_file_is_named_after_its_document(form: str) -> None:
    assert export_document(story(), form).name == f"story-of-two-boroughs.{form}"


def test_a_document_cannot_be_a_picture() -> None:
    with pytest.raises(SelectionError, match="for a document"):
        export_document(story(), "png")


def test_a_source_is_written_once_with_all_that_was_taken_from_it() -> None:
    first, second = parts.sources(story())
    assert first.taken == ("Life expectancy at birth, men, 2010–14 (published)",)
    assert second.source_line.startswith("Source: A made-up source.")


def test_a_pdf_is_tagged_and_says_what_it_is() -> None:
    reader = PdfReader(io.BytesIO(written("pdf")))
    root = reader.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"] == True  # noqa: E712  # a BooleanObject of pypdf
    assert root["/Lang"] == "en-GB"
    assert root["/ViewerPreferences"]["/DisplayDocTitle"] == True  # noqa: E712
    assert reader.metadata is not None
    assert reader.metadata.title == "Two boroughs in figures"
    assert reader.metadata.creation_date is not None
    assert reader.metadata.creation_date.year == 2023
    assert "pdfuaid:part" in root["/Metadata"].get_data().decode()
    assert [item["/Title"] for item in reader.outline if not isinstance(item, list)] == [
        "Two boroughs in figures"
    ]


def test_a_pdf_holds_its_fonts_and_none_of_type_3(tmp_path: Path) -> None:
    file = tmp_path / "document.pdf"
    file.write_bytes(written("pdf"))
    listed = subprocess.run(["pdffonts", str(file)], capture_output=True, check=True).stdout
    fonts = listed.decode().splitlines()[2:]
    assert len(fonts) >= 2
    assert all("CID TrueType" in font and " yes yes yes " in font for font in fonts)


def test_words_are_never_taken_for_markup(tmp_path: Path) -> None:
    text = words_of("pdf", tmp_path)
    assert 'The "finding" is #set text(red) *not* _markup_ $x$ <b>&</b> @here' in text
    assert "שכונה" in text


def test_a_pdf_says_what_its_pictures_show() -> None:
    content = written("pdf")
    reader = PdfReader(io.BytesIO(content))
    said = {
        str(item.get_object()["/Alt"])
        for item in (reader.get_object(number) for number in range(1, len(reader.xref[0])))
        if isinstance(item, dict) and "/Alt" in item
    }
    drawn = [view for section in story().sections for view in parts.figures(section)]
    assert {view.text_alternative for view in drawn} <= said


def test_a_column_of_long_texts_has_room_beside_many_short_ones() -> None:
    table = ranked.table(found.ward("Campden"))
    document = replace(story(), sections=(Section("Places", tables=(table,)),), summary=())
    pages = PdfReader(io.BytesIO(export_document(document, "pdf").content)).pages
    told = " ".join(pages[0].extract_text().split())
    assert "(Lancaster Gate) to 59.5%" in told
    assert "65 and over (Census 2021)" in told


def test_a_brief_fits_one_page() -> None:
    brief = replace(story(one_page=True), sections=story().sections[:1])
    assert len(PdfReader(io.BytesIO(export_document(brief, "pdf").content)).pages) == 1


def test_a_brief_sets_sections_beside_one_another_in_word() -> None:
    document = word(written("docx", one_page=True))
    columns = [section._sectPr.find(qn("w:cols")).get(qn("w:num")) for section in document.sections]
    assert columns == [None, "2", "1"]
    breaks = [mark.get(qn("w:type")) for mark in document.element.iter(qn("w:br"))]
    assert breaks == ["column"]


def test_headings_of_a_word_document_go_down_by_one() -> None:
    document = word(written("docx"))
    found = [p for p in document.paragraphs if p.style.name.startswith("Heading")]
    levels = [int(p.style.name[-1]) for p in found]
    assert levels[0] == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))
    assert [p.text for p in found][1:4] == ["In short", "Lives cut short", "Through time"]


def test_a_word_document_has_captions_header_rows_and_alternatives() -> None:
    document = word(written("docx"))
    captions = [p.text.split(".")[0] for p in document.paragraphs if p.style.name == "Caption"]
    assert captions == ["Figure 1", "Figure 2", "Table 1"]
    assert document.tables[0]._tbl.tr_lst[0].trPr.find(qn("w:tblHeader")) is not None
    said = [drawn.get("descr") for drawn in document.element.iter(qn("wp:docPr"))]
    assert said[0] == life_expectancy.map_view(MEN).text_alternative
    assert document.core_properties.language == "en-GB"
    assert document.core_properties.title == "Two boroughs in figures"


def test_slides_have_one_idea_each_and_charts_that_can_be_edited() -> None:
    held = list(slides(written("pptx")).slides)
    titles = [slide.shapes.title.text for slide in held]
    assert titles[:3] == ["Two boroughs in figures", HARD, "It rose"]
    assert titles[-3:] == ["Not known", "Sources", "About this document"]
    assert [shape.has_chart for shape in held[2].shapes].count(True) == 1
    rows = [
        len(shape.table.rows) - 1 for slide in held for shape in slide.shapes if shape.has_table
    ]
    assert sum(rows) == len(tables.table_view(MEN).frame)
    assert all(slide.notes_slide.notes_text_frame.text for slide in held)


def test_the_first_slide_says_what_the_document_is_where_it_has_no_summary() -> None:
    without = replace(story(), summary=())
    first = slides(export_document(without, Format.PPTX).content).slides[0]
    assert without.subtitle in first.placeholders[1].text_frame.text


def test_columns_of_a_slide_s_table_are_as_wide_as_their_words() -> None:
    every = [shape for slide in slides(written("pptx")).slides for shape in slide.shapes]
    held = next(shape for shape in every if shape.has_table)
    widths = [column.width for column in held.table.columns]
    rows = list(held.table.rows)[1:]
    longest = [max(len(row.cells[i].text) for row in rows) for i in range(len(widths))]
    assert widths.index(max(widths)) == longest.index(max(longest))
    assert sum(widths) <= slides(written("pptx")).slide_width


def test_names_that_are_hard_to_write_come_out_right(tmp_path: Path) -> None:
    view = hostile()
    hard = replace(tables.table_view(MEN), frame=view.frame, caption="*A* #table")
    section = Section("Names", PLAIN, maps=(view,), tables=(hard,), listed=True)
    document = replace(story(), sections=(section,))
    told = word(export_document(document, "docx").content)
    bullets = [p.text for p in told.paragraphs if p.style.name == "List Bullet"]
    # Word knows one end of a line only.
    assert bullets[2 : 2 + len(PLAIN)] == [name.replace("\r", "\n") for name in PLAIN]
    assert zipfile.is_zipfile(io.BytesIO(export_document(document, "pptx").content))
    text = pdf_text(export_document(document, "pdf").content, tmp_path)
    for name in PLAIN:
        assert "".join(name.split()) in "".join(text.split()) or any(map(_turns, name))


def _turns(character: str) -> bool:
    """Whether a character stands in words that read right to left, which readers put in order."""
    return "\u0590" <= character <= "\u06ff"


def test_a_spreadsheet_holds_the_tables_alone() -> None:
    document = story()
    assert formats_of(document) == (*FORMATS, Format.XLSX, Format.CSV)
    book = openpyxl.load_workbook(io.BytesIO(export_document(document, "xlsx").content))
    frame = tables.table_view(MEN).frame
    cells = {cell.value for row in book["Table 1"].iter_rows() for cell in row}
    assert set(frame["area_name"]) <= cells
    lines = export_document(document, "csv").content.decode().splitlines()
    assert len(lines) == 1 + len(frame)
    assert "Two boroughs in figures" in lines[1]
    two = replace(document, spreadsheet=document.tables * 2)
    assert formats_of(two) == (*FORMATS, Format.XLSX)
    assert formats_of(replace(document, sections=document.sections[:2])) == FORMATS
    with pytest.raises(SelectionError, match="'csv' for a document"):
        export_document(two, "csv")


def test_a_column_of_long_texts_is_wider_than_one_of_short_ones() -> None:
    table = tables.table_view(MEN)
    long = replace(table, frame=table.frame.assign(note="Long words. " * 30), columns=(
        table.columns[0], replace(table.columns[-1], key="note"),
    ))  # fmt: skip
    document = replace(story(), sections=(Section("Long", (), tables=(long,)),))
    grid = word(export_document(document, "docx").content).tables[0].columns
    assert grid[1].width > 2 * grid[0].width
