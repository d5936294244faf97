"""One door for every format: the right kind of bytes, under a name that says what is in them."""

import io
import json
import zipfile

import pytest
from docx import Document
from pptx import Presentation

from explorer import exports
from explorer.errors import SelectionError
from explorer.exports import CHART_FORMATS, Format
from explorer.model import Selection
from explorer.views import charts, of_selection
from explorer.views.layout import Layout

MEN = Selection(
    "life-expectancy", "wards-2002", "2010-14", (("sex", "male"),), ("E05000648", "E05000637")
)
SMALL = Layout(size="120x100", dpi=60)
BEGINNINGS = {
    Format.PNG: b"\x89PNG",
    Format.SVG: b"<?xml",
    Format.PDF: b"%PDF-",
    Format.GEOJSON: b"{",
    Format.GPKG: b"SQLite format 3",
    Format.CSV: b"level,area_code",
    Format.XLSX: b"PK",
    Format.DOCX: b"PK",
    Format.PPTX: b"PK",
}
INSIDE = {
    Format.XLSX: "xl/workbook.xml",
    Format.DOCX: "word/document.xml",
    Format.PPTX: "ppt/presentation.xml",
}


@pytest.mark.parametrize("form", Format)
@pytest.mark.parametrize(
    "selection", [MEN, Selection("global-majority", "msoa-2021"), Selection("bowel-coverage")]
)
def test_every_format_is_of_its_kind(selection: Selection, form: Format) -> None:
    made = exports.export_map(selection, form, SMALL)
    assert made.content.startswith(BEGINNINGS[form])
    assert made.name.startswith(selection.indicator)
    assert made.name.endswith(f"-map.{form}")
    if form in INSIDE:
        with zipfile.ZipFile(io.BytesIO(made.content)) as package:
            assert package.testzip() is None
            assert INSIDE[form] in package.namelist()


@pytest.mark.parametrize("form", CHART_FORMATS)
def test_a_chart_is_written_in_every_format_that_can_hold_one(form: Format) -> None:
    made = exports.export_chart(charts.ranked(MEN), form, SMALL, "life-expectancy-chart")
    beginning = b"label," if form is Format.CSV else BEGINNINGS[form]
    if form is Format.SVG:
        beginning = b"<"
    assert made.content.startswith(beginning)
    assert made.name == f"life-expectancy-chart.{form}"


@pytest.mark.parametrize("form", [Format.GEOJSON, Format.GPKG])
def test_a_chart_has_no_boundaries(form: Format) -> None:
    with pytest.raises(SelectionError, match="no boundaries"):
        exports.export_chart(charts.ranked(MEN), form)


def test_a_selection_is_exported_with_its_theme_s_own_headline() -> None:
    content = json.loads(exports.export_map(MEN, Format.GEOJSON).content)
    assert of_selection.map_view(MEN).headline in json.dumps(content, ensure_ascii=False)


def test_a_view_is_exported_as_it_is_and_not_worked_out_again() -> None:
    view = of_selection.map_view(MEN)
    made = exports.export_map(view, Format.CSV).content.decode()
    assert view.headline in made
    assert made == exports.export_map(MEN, Format.CSV).content.decode()


def test_words_of_the_reader_s_own_stand_in_the_file() -> None:
    layout = Layout(headline="Fourteen years apart", permalink="http://localhost:8501/x?a=b")
    made = exports.export_map(MEN, Format.CSV, layout).content.decode()
    assert "Fourteen years apart" in made
    assert "http://localhost:8501/x?a=b" in made


def test_a_document_of_a_map_has_the_charts_of_its_page() -> None:
    document = Document(io.BytesIO(exports.export_map(MEN, Format.DOCX, SMALL).content))
    said = [paragraph.text for paragraph in document.paragraphs]
    for chart in of_selection.charts_of(MEN):
        assert chart.title in said
    slides = Presentation(io.BytesIO(exports.export_map(MEN, Format.PPTX, SMALL).content))
    drawn = [any(shape.has_chart for shape in slide.shapes) for slide in slides.slides]
    assert drawn == [False, True, True]


@pytest.mark.parametrize(
    ("selection", "titles"),
    [
        (MEN, ["Every ward, highest first, with its 95% interval", "The gap"]),
        (
            Selection("pm25"),
            ["Every ward against the guidelines, 2019", "In 2019 the most deprived"],
        ),
        (Selection("aged-65-and-over", "lsoa-2021"), []),
        (Selection("no-car", "wards-2022"), ["Every ward, highest first"]),
    ],
)
def test_each_theme_has_its_own_charts(selection: Selection, titles: list[str]) -> None:
    made = [chart.title for chart in of_selection.charts_of(selection)]
    assert len(made) == len(titles)
    assert all(found.startswith(title) for found, title in zip(made, titles, strict=True))


def test_a_view_given_as_it_is_has_no_chart_that_was_not_asked_for() -> None:
    view = of_selection.map_view(MEN)
    slides = Presentation(io.BytesIO(exports.export_map(view, Format.PPTX, SMALL).content))
    assert len(slides.slides) == 1
