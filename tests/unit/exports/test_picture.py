"""Pictures open in independent readers, and say inside what they show and whose it is."""

import io
import xml.etree.ElementTree as ElementTree
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path

import pypdf
import pytest
from PIL import Image
from tests.unit.exports.readers import run_reader
from tests.unit.figures import print_views

from explorer.errors import SelectionError
from explorer.exports import Format, pdf, picture
from explorer.figures import print_frame
from explorer.model import Selection
from explorer.views import charts, life_expectancy, maps
from explorer.views.base import ChartView, MapView
from explorer.views.layout import Layout

SVG = "{http://www.w3.org/2000/svg}"
INKSCAPE = "{http://www.inkscape.org/namespaces/inkscape}"
SMALL = Layout(size="180x130", dpi=60)
LAYERS = ["context", "areas", "trees", "borders", "highlighted", "labels", "scale"]
LAYERS += ["headline", "legend", "intervals", "source"]


@pytest.fixture(autouse=True)
def _same_day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1767225600")


@pytest.fixture(scope="module")
def view() -> MapView:
    return print_views.pair()


@pytest.fixture(scope="module")
def chart(view: MapView) -> ChartView:
    return charts.ranked(view.selection)


def root_of(content: bytes) -> ElementTree.Element:
    return ElementTree.fromstring(content)


def layer(root: ElementTree.Element, name: str) -> ElementTree.Element:
    return next(group for group in root.iter(f"{SVG}g") if group.get("id") == name)


def said(element: ElementTree.Element) -> str:
    return " ".join("".join(text.itertext()) for text in element.iter(f"{SVG}text"))


def fonts(content: bytes, folder: Path) -> list[tuple[str, bool]]:
    """Return the type of each font of a PDF, and whether it is embedded, as pdffonts reads them."""
    path = folder / "file.pdf"
    path.write_bytes(content)
    listed = run_reader("pdffonts", str(path)).splitlines()
    types, embedded = listed[0].index("type"), listed[0].index("emb")
    return [
        (line[types : listed[0].index("encoding")].strip(), line[embedded:].startswith("yes"))
        for line in listed[2:]
    ]


def test_png_is_300_dots_an_inch_and_says_so(view: MapView) -> None:
    image = Image.open(io.BytesIO(picture.write_map(view, Format.PNG, Layout())))
    assert image.size == (3508, 2480)
    assert image.info["dpi"] == pytest.approx((300, 300), abs=0.01)


def test_png_says_inside_what_it_shows_and_whose_it_is(view: MapView) -> None:
    image = Image.open(io.BytesIO(picture.write_map(view, Format.PNG, SMALL)))
    inside = image.text
    assert inside["Title"] == view.headline
    assert inside["Description"] == view.text_alternative
    assert inside["Source"] == view.provenance.source
    assert view.provenance.licence in inside["Copyright"]
    assert view.provenance.boundary_credit in inside["Copyright"]
    assert all(note in inside["Comment"] for note in view.provenance.notes)
    assert "Standing: Published" in inside["Comment"]
    assert inside["Creation Time"] == "2026-01-01T00:00:00Z"


def test_svg_holds_ward_names_as_text_in_named_layers(view: MapView) -> None:
    root = root_of(picture.write_map(view, Format.SVG, Layout()))
    labels = said(layer(root, "labels"))
    assert [name for name in view.frame["area_name"] if name not in labels] == []
    names = [group.get("id") for group in root.iter() if group.get(f"{INKSCAPE}groupmode")]
    assert names == LAYERS
    assert len([g for g in layer(root, "areas") if g.get("id", "").startswith("area-")]) == 38
    assert not list(root.iter(f"{SVG}image"))


def test_svg_says_what_it_shows_and_each_area_its_figure(view: MapView) -> None:
    root = root_of(picture.write_map(view, Format.SVG, Layout()))
    assert root[0].tag == f"{SVG}title"
    assert root[0].text == view.headline
    description = root[1].text or ""
    assert description.startswith(view.text_alternative)
    assert view.provenance.boundary_credit in description
    assert root.get("width") == "297mm"
    assert root.get("aria-labelledby") == "title description"
    titles = [group.findtext(f"{SVG}title") for group in layer(root, "areas")]
    assert titles == list(view.frame["text"])


def test_svg_asks_nothing_of_any_other_host(view: MapView, chart: ChartView) -> None:
    for content in (
        picture.write_map(view, Format.SVG, SMALL),
        picture.write_chart(chart, Format.SVG, SMALL),
    ):
        links = [
            value
            for element in root_of(content).iter()
            for name, value in element.attrib.items()
            if name.endswith("href")
        ]
        assert all(link.startswith("#") for link in links)


@pytest.mark.parametrize("kind", ["map", "chart"])
def test_pdf_is_one_page_with_embedded_truetype_title_and_language(
    kind: str, view: MapView, chart: ChartView, tmp_path: Path
) -> None:
    shown: MapView | ChartView = view if kind == "map" else chart
    content = (
        picture.write_map(view, Format.PDF, Layout())
        if kind == "map"
        else picture.write_chart(chart, Format.PDF, Layout())
    )
    reader = pypdf.PdfReader(io.BytesIO(content), strict=True)
    title = view.headline if kind == "map" else chart.title
    assert len(reader.pages) == 1
    assert [float(side) for side in reader.pages[0].mediabox[2:]] == pytest.approx(
        [841.89, 595.28], abs=0.01
    )
    assert reader.metadata is not None
    assert reader.metadata.title == title
    assert (reader.metadata.subject or "").startswith(shown.text_alternative)
    assert reader.trailer["/Root"]["/Lang"] == "en-GB"
    held = fonts(content, tmp_path)
    assert held
    assert all(kind.endswith("TrueType") and embedded for kind, embedded in held)
    assert "Westbourne" in reader.pages[0].extract_text()


def test_notes_that_have_no_room_on_a_page_stand_in_its_description() -> None:
    view = maps.map_view(Selection("life-expectancy", "msoa-2021", "2019-23", (("sex", "male"),)))
    layout = Layout(size="150x110", note="A last note of the reader's own.")
    reader = pypdf.PdfReader(io.BytesIO(picture.write_map(view, Format.PDF, layout)))
    on_page = " ".join(reader.pages[0].extract_text().split())
    notes = (*view.provenance.notes, layout.note)
    assert any(note not in on_page for note in notes), "else the test shows nothing"
    assert print_frame.CUT_SHORT in on_page
    assert reader.metadata is not None
    described = reader.metadata.subject or ""
    assert [note for note in notes if note not in described] == []
    assert view.provenance.boundary_credit in described


@pytest.mark.parametrize("form", picture.FORMATS)
def test_files_made_twice_on_a_fixed_day_are_the_same_bytes(
    form: Format, view: MapView, chart: ChartView
) -> None:
    assert picture.write_map(view, form, SMALL) == picture.write_map(view, form, SMALL)
    assert len({picture.write_chart(chart, form, SMALL) for _ in range(4)}) == 1


@pytest.mark.parametrize("form", picture.FORMATS)
def test_maps_drawn_at_once_do_not_disturb_each_other(form: Format) -> None:
    views = [print_views.pair(), print_views.practices()] * 2
    alone = [picture.write_map(view, form, SMALL) for view in views[:2]]
    with ThreadPoolExecutor(4) as pool:
        together = list(pool.map(lambda view: picture.write_map(view, form, SMALL), views))
    assert together == alone * 2


def test_words_of_any_kind_come_through(view: MapView, chart: ChartView) -> None:
    headline = 'متوسط "العمر" & <b>Westbourne</b>, $5'
    layout = Layout(size="180x130", dpi=60, headline=headline)
    for content in (
        picture.write_map(view, Format.SVG, layout),
        picture.write_chart(chart, Format.SVG, layout),
    ):
        assert root_of(content)[0].text == headline
        assert (
            said(layer(root_of(content), "headline")).split(" Life")[0].split() == headline.split()
        )
    inside = Image.open(io.BytesIO(picture.write_map(view, Format.PNG, layout))).text
    assert inside["Title"] == headline
    reader = pypdf.PdfReader(io.BytesIO(picture.write_map(view, Format.PDF, layout)))
    assert reader.metadata is not None
    assert reader.metadata.title == headline


def test_chart_has_headline_source_and_notes_round_it(chart: ChartView) -> None:
    root = root_of(picture.write_chart(chart, Format.SVG, Layout(note="My own note.")))
    words = said(root)
    assert said(layer(root, "headline")).startswith(chart.title)
    assert chart.provenance.source.split(",")[0] in words
    assert chart.provenance.measure in words
    assert "My own note." in words
    assert "Courtfield" in said(layer(root, "chart"))
    assert root.get("height") == "210mm"


def test_chart_as_png_is_as_large_as_its_page() -> None:
    trend = life_expectancy.borough_trend("male")
    content = picture.write_chart(trend, Format.PNG, Layout(size="slide", dpi=100))
    image = Image.open(io.BytesIO(content))
    assert image.size == (1333, 750)
    assert image.info["dpi"] == pytest.approx((100, 100), abs=0.02)
    assert image.text["Description"] == trend.text_alternative


def test_without_words_where_a_document_has_them(view: MapView) -> None:
    root = root_of(picture.write_map(view, Format.SVG, Layout(standalone=False, dpi=60)))
    assert said(layer(root, "headline")) == ""
    assert root[0].text == view.headline


def test_a_page_without_room_for_the_chart_is_refused(chart: ChartView) -> None:
    with pytest.raises(SelectionError, match="leave"):
        picture.write_chart(chart, Format.SVG, Layout(size="60x60", headline="Long words " * 20))


@pytest.mark.parametrize("form", [Format.CSV, Format.GPKG])
def test_other_formats_are_refused(form: Format, view: MapView, chart: ChartView) -> None:
    with pytest.raises(SelectionError, match="format"):
        picture.write_map(view, form, SMALL)
    with pytest.raises(SelectionError, match="format"):
        picture.write_chart(chart, form, SMALL)


def test_pdf_of_another_make_is_refused() -> None:
    with pytest.raises(SelectionError, match="table of objects"):
        pdf.described(b"%PDF-1.7 nothing", {}, datetime(2026, 1, 1, tzinfo=UTC))


def test_an_estimate_says_so_inside_the_file() -> None:
    content = picture.write_map(print_views.small_areas(), Format.PNG, SMALL)
    image = Image.open(io.BytesIO(content))
    assert "Standing: Derived" in image.text["Comment"]
