"""Several maps as one file: what stands on the sheet, in the document, on the slide, in tables."""

import csv
import io
import zipfile
from pathlib import Path
from xml.etree import ElementTree

import openpyxl
import pytest
from docx import Document
from pptx import Presentation
from pypdf import PdfReader
from typer.testing import CliRunner

from explorer import exports
from explorer.cli import app
from explorer.errors import SelectionError
from explorer.exports import SET_FORMATS, Format, pack, pack_spec
from explorer.figures import print_map, print_panels
from explorer.figures.print_sheet import Box
from explorer.model import Selection
from explorer.views import of_selection
from explorer.views.base import MapSet
from explorer.views.layout import Labels, Layout, LegendPlace
from explorer.views.map_sets import asked

PAIR = ("E05000648", "E05000637")
MEN = Selection("life-expectancy", "wards-2002", "2010-14", (("sex", "male"),), PAIR)
SMALL = Layout(dpi=50)
SVG = "{http://www.w3.org/2000/svg}"


def maps(selection: Selection = MEN, over: str = "", *beside: str) -> MapSet:
    view = of_selection.map_or_maps(selection, asked.asked(selection, over, beside))
    assert isinstance(view, MapSet)
    return view


def svg(view: MapSet, layout: Layout = SMALL) -> ElementTree.Element:
    return ElementTree.fromstring(exports.export_map(view, Format.SVG, layout).content)


def words(root: ElementTree.Element, prefix: str = "") -> str:
    groups = [g for g in root.iter(f"{SVG}g") if g.get("id", "").startswith(prefix)]
    held = groups if prefix else [root]
    return " ".join(t.text or "" for group in held for t in group.iter(f"{SVG}text"))


@pytest.mark.parametrize("form", [Format.GEOJSON, Format.GPKG])
def test_boundaries_hold_one_map_each(form: Format) -> None:
    with pytest.raises(SelectionError, match="each map by itself"):
        exports.export_map(maps(over="sex"), form, SMALL)


def test_a_sheet_has_each_map_under_its_title_and_one_of_all_else() -> None:
    root = svg(maps(over="sex"))
    assert "Men" in words(root, "map-1-title")
    assert "Women" in words(root, "map-2-title")
    groups = [group.get("id", "") for group in root.iter(f"{SVG}g")]
    names = [name for name in groups if name]
    assert len(names) == len(set(names)), "no two parts of a file have one name"
    assert [name for name in names if name in ("legend", "headline", "source")] == [
        "headline", "legend", "source",
    ]  # fmt: skip
    assert "map-1-scale" in names
    assert "map-2-scale" not in names
    said = words(root, "legend")
    assert "number of wards on" in said
    assert "4, 0" in said


def test_an_area_says_its_own_figure_on_each_map() -> None:
    root = svg(maps(over="sex"))
    titles = {
        group.get("id"): group.findtext(f"{SVG}title")
        for group in root.iter(f"{SVG}g")
        if (group.get("id") or "").endswith(f"area-{PAIR[0]}")
    }
    assert "75.3 years" in (titles[f"map-1-area-{PAIR[0]}"] or "")
    assert "80.7 years" in (titles[f"map-2-area-{PAIR[0]}"] or "")


def test_maps_of_other_wards_say_which_over_each_map() -> None:
    root = svg(maps(Selection("disability-limited-a-lot", "wards-2022"), "", "2011"))
    assert "Westminster 2002–2022" in words(root, "map-1-title")
    assert "Westminster from 2022" in words(root, "map-2-title")
    assert "2 May 2002 to 21 May 2014 and from 5 May 2022, in their order" in " ".join(
        words(root, "source").split()
    )


def test_one_key_of_numbers_cannot_name_two_sets_of_areas() -> None:
    view = maps(Selection("disability-limited-a-lot", "wards-2022"), "", "2011")
    with pytest.raises(SelectionError, match="numbers on maps of different areas"):
        exports.export_map(view, Format.SVG, Layout(labels=Labels.NUMBERS))
    assert "Westbourne" in words(svg(maps(over="sex"), Layout(labels=Labels.NUMBERS)), "key")


def test_maps_stand_in_as_many_columns_as_let_them_be_largest() -> None:
    panels = maps(over="period").panels
    square = (0.0, 0.0, 1000.0, 1000.0)
    places = print_panels.places(panels, Box(0, 0, 200, 150), square, 1.0)
    assert len({round(place.box.x) for place in places}) == 4
    assert len({(place.box.width, place.box.height) for place in places}) == 1
    boxes = [place.box for place in places]
    assert all(one.right <= other.x or one.y >= other.top or other.y >= one.top or other is one
               or other.right <= one.x for one in boxes for other in boxes)  # fmt: skip
    assert min(box.y for box in boxes) >= -1e-9
    assert max(box.right for box in boxes) <= 200 + 1e-9
    beside = print_panels.places(maps(over="sex").panels, Box(0, 0, 170, 120), square, 1.0)
    assert beside[0].box.y == beside[1].box.y, "two stand side by side"


def test_small_maps_have_no_names_on_them() -> None:
    assert "Westbourne" not in words(svg(maps(over="period")), "map-1-labels")
    assert "Westbourne" in words(svg(maps(over="period")), "legend")
    assert "Westbourne" in words(svg(maps(over="sex")), "map-1-labels")


def test_a_page_too_small_for_its_maps_is_refused() -> None:
    with pytest.raises(SelectionError, match="larger page"):
        exports.export_map(maps(over="period"), Format.SVG, Layout(size="120x90"))


def test_figures_are_the_same_on_sheet_and_in_table() -> None:
    view = maps(over="sex")
    rows = list(csv.DictReader(io.StringIO(
        exports.export_map(view, Format.CSV, SMALL).content.decode())))  # fmt: skip
    drawn = print_map.draw(view, SMALL, [])
    held = {
        child.get_gid(): child
        for layer in drawn.artists
        for child in getattr(layer, "children", [])
        if child.get_gid()
    }
    assert len(rows) == 76
    for row in rows:
        number = 1 if row["map"] == "Men" else 2
        patch = held[f"map-{number}-area-{row['area_code']}"]
        assert _hex(patch.get_facecolor()) == row["colour"]


def _hex(colour: tuple[float, ...]) -> str:
    return "#" + "".join(f"{round(255 * part):02X}" for part in colour[:3])


def test_the_workbook_has_the_figures_and_the_counts_of_every_map() -> None:
    content = exports.export_map(maps(over="sex"), Format.XLSX, SMALL).content
    book = openpyxl.load_workbook(io.BytesIO(content), read_only=True)
    assert {"Cover", "Contents", "Notes", "Table 1", "Table 2"} <= set(book.sheetnames)
    header, *rows = list(book["Table 2"].iter_rows(values_only=True))[3:]
    assert header == ("Life expectancy (years)", "Men", "Women")
    assert rows[0] == ("75.1 to 77.9", 4, 0)
    assert len(list(book["Table 1"].iter_rows(values_only=True))) == 4 + 76


def test_the_document_has_a_column_for_each_map() -> None:
    document = Document(io.BytesIO(exports.export_map(maps(over="sex"), "docx", SMALL).content))
    (table,) = document.tables
    assert [cell.text for cell in table.rows[0].cells] == [
        "Ward", "Men (years)", "Women (years)", "Code",
    ]  # fmt: skip
    westbourne = next(row for row in table.rows if row.cells[3].text == PAIR[0])
    assert westbourne.cells[1].text == "75.3 (73.7 to 76.8)"
    said = " ".join(paragraph.text for paragraph in document.paragraphs)
    assert "In brackets: the 95% interval." in said
    assert "2 maps of wards beside each other" in document.element.xml


def test_a_document_of_many_maps_says_where_the_intervals_are() -> None:
    document = Document(io.BytesIO(exports.export_map(maps(over="period"), "docx", SMALL).content))
    assert len(document.tables[0].columns) == 14
    assert "CSV and Excel files" in " ".join(p.text for p in document.paragraphs)
    both = maps(Selection("disability-limited-a-lot", "wards-2022"), "", "2011")
    other = Document(io.BytesIO(exports.export_map(both, "docx", SMALL).content))
    assert [len(table.rows) for table in other.tables] == [39, 37]


def test_the_slide_has_the_maps_as_one_picture_that_is_described() -> None:
    slides = Presentation(io.BytesIO(exports.export_map(maps(over="sex"), "pptx", SMALL).content))
    (slide,) = slides.slides
    xml = " ".join(str(shape._element.xml) for shape in slide.shapes)
    assert "2 maps of wards beside each other" in xml


@pytest.mark.parametrize("form", SET_FORMATS)
def test_every_format_is_named_after_what_differs_and_made_alike(
    form: Format, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    made = exports.export_map(maps(over="sex"), form, SMALL)
    assert made.name == f"life-expectancy-wards-2002-2010-14-by-sex-maps.{form}"
    assert made.content == exports.export_map(maps(over="sex"), form, SMALL).content


def test_a_pdf_of_several_maps_keeps_its_words() -> None:
    content = exports.export_map(maps(over="sex"), Format.PDF, SMALL).content
    (page,) = PdfReader(io.BytesIO(content)).pages
    text = page.extract_text()
    assert all(said in text for said in ("Women", "Open Government Licence", "Knightsbridge"))


def test_the_legend_may_stand_below() -> None:
    assert "4, 0" in words(svg(maps(over="sex"), Layout(legend=LegendPlace.BELOW)), "legend")


def test_the_command_line_draws_maps_beside_each_other(tmp_path: Path) -> None:
    out = tmp_path / "maps.csv"
    asked_for = ["export", "map", "life-expectancy", "--by", "sex=male", "--beside", "2003-07"]
    done = CliRunner().invoke(app, [*asked_for, "--area-set", "wards-2002", "--out", str(out)])
    assert done.exit_code == 0, done.output
    rows = list(csv.DictReader(out.open(encoding="utf-8", newline="")))
    assert {row["map"] for row in rows} == {"2003–07", "2010–14"}


SPEC = """
title: Maps together
address: http://localhost:8501
formats: [csv]
figures:
  - {indicator: life-expectancy, over: sex}
  - {indicator: pm25, beside: [no2]}
"""


def test_a_pack_holds_figures_of_several_maps() -> None:
    spec = pack_spec.read(SPEC)
    paths = [piece.path for piece in pack.pieces(spec)]
    assert paths == [
        "life-expectancy/life-expectancy-wards-2002-2010-14-by-sex-maps.csv",
        "pm25/wards-2022-2019-pm25-no2-maps.csv",
    ]
    link = spec.figures[0].layouts[0][1].permalink
    assert link.endswith("&panels=sex")
    with zipfile.ZipFile(io.BytesIO(pack.write(spec).content)) as held:
        assert set(paths) <= set(held.namelist())
        assert "NO2" in held.read("README.txt").decode()


@pytest.mark.parametrize(
    ("entry", "said"),
    [
        ("{indicator: pm25, over: sex}", "one for each 'sex'"),
        ("{indicator: pm25, over: period, kind: chart}", "several charts"),
        ("{indicator: pm25, over: period, formats: [gpkg]}", "hold several maps"),
        ("{indicator: global-majority, over: period}", "1 of Global Majority"),
    ],
)
def test_a_spec_says_of_each_entry_what_cannot_be_drawn(entry: str, said: str) -> None:
    with pytest.raises(SelectionError, match=said):
        pack_spec.read(f"title: T\nfigures:\n  - {entry}\n")
