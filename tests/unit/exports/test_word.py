"""Word documents: figure, caption, source, table and methods note, read back."""

import io
import zipfile
from dataclasses import replace
from itertools import pairwise
from xml.etree import ElementTree

import pytest
from docx import Document
from docx.document import Document as WordDocument
from docx.oxml.ns import qn
from tests.unit.exports.names import PLAIN, hostile

from explorer import areas
from explorer.exports import word
from explorer.model import Selection
from explorer.views import charts, life_expectancy, maps, selections, tables, words
from explorer.views.layout import Layout

MEN = Selection(
    "life-expectancy", "wards-2002", "2010-14", (("sex", "male"),), ("E05000648", "E05000637")
)
SMALL = Layout(dpi=50, permalink="https://explorer.example.org/life-expectancy?sex=male&x=1")
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def opened(content: bytes) -> WordDocument:
    return Document(io.BytesIO(content))


def paragraphs(document: WordDocument, style: str) -> list[str]:
    return [p.text for p in document.paragraphs if p.style.name == style]


def parts(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        assert package.testzip() is None
        return {name: package.read(name) for name in package.namelist()}


@pytest.fixture(scope="module")
def men() -> bytes:
    view = life_expectancy.map_view(MEN)
    return word.write(view, tables.table_view(MEN), SMALL, [charts.ranked(MEN)])


def test_the_finding_is_the_heading_and_headings_go_down_by_one(men: bytes) -> None:
    document = opened(men)
    view = life_expectancy.map_view(MEN)
    assert paragraphs(document, "Heading 1") == [view.headline]
    assert paragraphs(document, "Subtitle") == [view.subtitle]
    levels = [
        int(p.style.name[-1]) for p in document.paragraphs if p.style.name.startswith("Heading")
    ]
    assert levels[0] == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))


def test_pictures_say_what_they_show(men: bytes) -> None:
    drawn = list(opened(men).element.iter(qn("wp:docPr")))
    said = [properties.get("descr") for properties in drawn]
    view = life_expectancy.map_view(MEN)
    assert said == [view.text_alternative, charts.ranked(MEN).text_alternative]


def test_captions_number_themselves(men: bytes) -> None:
    root = ElementTree.fromstring(parts(men)["word/document.xml"])
    codes = [code.text for code in root.iter(f"{W}instrText")]
    assert [code.split()[:2] for code in codes if code] == [
        ["SEQ", "Figure"], ["SEQ", "Figure"], ["SEQ", "Table"],
    ]  # fmt: skip
    captions = paragraphs(opened(men), "Caption")
    assert [caption.split(".")[0] for caption in captions] == ["Figure 1", "Figure 2", "Table 1"]
    assert captions[1].startswith(f"Figure 2. {charts.ranked(MEN).title}. Life expectancy")
    kinds = [mark.get(f"{W}fldCharType") for mark in root.iter(f"{W}fldChar")]
    assert kinds == ["begin", "separate", "end"] * 3


def test_the_table_can_be_walked_by_a_screen_reader(men: bytes) -> None:
    table = opened(men).tables[0]
    header, *rows = table._tbl.tr_lst
    assert header.trPr.find(qn("w:tblHeader")) is not None
    assert not any(row.trPr.find(qn("w:tblHeader")) is not None for row in rows)
    xml = ElementTree.fromstring(parts(men)["word/document.xml"])
    assert not [e for tag in ("gridSpan", "vMerge", "hMerge") for e in xml.iter(f"{W}{tag}")]
    assert table.style.name == "Figures table"
    assert {len(row.tc_lst) for row in (header, *rows)} == {len(table.columns)}
    assert all(cell.text for cell in table._cells)
    properties = table._tbl.tblPr
    for tag in ("w:tblCaption", "w:tblDescription"):
        assert properties.find(qn(tag)).get(qn("w:val"))
    assert properties.find(qn("w:tblLook")).get(qn("w:firstRow")) == "1"


def test_the_table_holds_the_figures_of_the_view(men: bytes) -> None:
    table = opened(men).tables[0]
    header, *rows = [[cell.text for cell in row.cells] for row in table.rows]
    assert header[:2] == ["Ward", "Life expectancy (years)"]
    view = life_expectancy.map_view(MEN)
    legend = {entry.key: entry.label for entry in view.legend}
    held = {row[header.index("Code")]: row for row in rows}
    for _, area in view.frame.iterrows():
        row = held[area["area_code"]]
        assert row[0] == area["area_name"]
        assert row[1:4] == [words.number(area[key], 1) for key in ("value", "lower_95", "upper_95")]
        assert row[header.index("Class on the map")] == legend[area["class_key"]]
    assert held["E92000001"][header.index("Class on the map")] == "not on the map"


def test_numbers_stand_right_and_areas_compared_are_bold(men: bytes) -> None:
    table = opened(men).tables[0]
    for row in table.rows[1:]:
        style = row.cells[1].paragraphs[0].style
        assert style.name == "Table number"
        assert style.paragraph_format.alignment == 2
        bold = bool(row.cells[0].paragraphs[0].runs[0].bold)
        assert bold == (row.cells[-1].text in MEN.highlighted)


def test_source_standing_methods_and_link_are_said(men: bytes) -> None:
    document = opened(men)
    text = "\n".join(p.text for p in document.paragraphs)
    origin = life_expectancy.map_view(MEN).provenance
    for said in (origin.source, origin.licence, origin.boundary_credit, *origin.notes):
        assert said in text
    assert "Standing: Published" in text
    assert "In force: 2 May 2002 to 21 May 2014" in text
    assert word.READING_INTERVALS in text
    assert word.BETTER[word.registry.indicator("life-expectancy").polarity] in text
    links = [r.target_ref for r in document.part.rels.values() if r.reltype.endswith("/hyperlink")]
    assert links == [SMALL.permalink]


def test_owners_of_river_and_parks_are_credited_where_they_are_drawn() -> None:
    view, table = life_expectancy.map_view(MEN), tables.table_view(MEN)
    credit = areas.area_set("parks").credit
    for drawn in (True, False):
        document = opened(word.write(view, table, replace(SMALL, context=drawn)))
        notes = paragraphs(document, "Source note")
        assert [credit in text for text in notes if "Boundaries: " in text] == [drawn] * 2


def test_figures_without_intervals_say_so() -> None:
    selection = Selection("global-majority", "boroughs")
    view = maps.map_view(selection)
    assert view.frame["lower_95"].isna().all()
    document = opened(word.write(view, tables.table_view(selection), Layout(dpi=50)))
    assert word.WITHOUT_INTERVALS in [p.text for p in document.paragraphs]


def test_withheld_and_missing_figures_are_told_apart() -> None:
    selection = Selection("cervical-coverage", "practices-2017")
    view = maps.map_view(selection)
    rows = word._rows(view, tables.table_view(selection), place=1)
    keys = view.frame.set_index("area_code")["class_key"]
    codes = tables.table_view(selection).frame["area_code"]
    said = {code: row[2].text for code, row in zip(codes, rows, strict=True)}
    for code, key in keys.items():
        expected = {"withheld": "withheld", "no-data": "no figure"}.get(key)
        assert (said[code] == expected) if expected else said[code][0].isdigit()
    assert {"withheld", "no figure"} & set(said.values())


def test_a_document_is_in_british_english_and_says_what_it_is(men: bytes) -> None:
    document = opened(men)
    core = document.core_properties
    assert core.language == "en-GB"
    assert core.title == life_expectancy.map_view(MEN).headline
    assert "Life expectancy at birth" in core.subject
    assert all((core.keywords, core.comments, core.author))
    for name in ("word/styles.xml", "word/document.xml"):
        root = ElementTree.fromstring(parts(men)[name])
        assert {lang.get(f"{W}val") for lang in root.iter(f"{W}lang")} <= {"en-GB"}
    assert 'w:lang w:val="en-GB"' in parts(men)["word/styles.xml"].decode()


def test_the_same_view_gives_the_same_bytes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    view, table = life_expectancy.map_view(MEN), tables.table_view(MEN)
    first, second = (word.write(view, table, SMALL) for _ in range(2))
    assert first == second
    with zipfile.ZipFile(io.BytesIO(first)) as package:
        assert {entry.date_time for entry in package.infolist()} == {(2023, 11, 14, 22, 13, 20)}
    assert opened(first).core_properties.created.year == 2023


def test_names_that_are_hard_to_write_come_out_right() -> None:
    view = hostile()
    table = tables.table_view(view.selection)
    named = dict(zip(view.frame["area_code"], view.frame["area_name"], strict=True))
    frame = table.frame.assign(
        area_name=[
            named.get(code, name)
            for code, name in zip(table.frame["area_code"], table.frame["area_name"], strict=True)
        ]
    )
    content = word.write(view, replace(table, frame=frame), Layout(dpi=50))
    document = opened(content)
    held = {row.cells[0].text for row in document.tables[0].rows}
    # Word knows no carriage return in a text: it is a line's end.
    assert {name.replace("\r", "\n") for name in PLAIN} <= held
    assert paragraphs(document, "Heading 1") == [view.headline]
    turned = [
        run.text
        for run in document.element.iter(qn("w:r"))
        if run.rPr is not None and run.rPr.find(qn("w:rtl")) is not None
    ]
    assert {"حي وستمنستر", "שכונה מערבית"} <= set(turned)


def test_a_chart_alone_makes_a_document() -> None:
    view = charts.ranked(MEN)
    document = opened(word.write_chart(view, SMALL))
    assert paragraphs(document, "Heading 1") == [view.title]
    assert [p.get("descr") for p in document.element.iter(qn("wp:docPr"))] == [
        view.text_alternative
    ]
    assert any(view.provenance.source in text for text in paragraphs(document, "Source note"))


@pytest.mark.parametrize(
    ("of", "begins_a_page"),
    [
        (Selection("cervical-coverage", "boroughs", "2024"), False),
        (Selection("imd-2025", "wards-2022", "2025"), True),
        (Selection("imd-2025", "lsoa-2021", "2025"), False),
    ],
)
def test_only_a_table_that_fills_a_page_begins_one(of: Selection, begins_a_page: bool) -> None:
    of = selections.complete(of)
    document = opened(word.write(maps.map_view(of), tables.table_view(of), SMALL))
    (heading,) = [p for p in document.paragraphs if p.text == "The figures"]
    assert bool(heading.paragraph_format.page_break_before) is begins_a_page


def test_a_wide_table_stands_on_pages_that_lie_across() -> None:
    selection = Selection("cervical-coverage", "practices-2017")
    content = word.write(maps.map_view(selection), tables.table_view(selection), Layout(dpi=50))
    first, *others = opened(content).sections
    assert first.page_height > first.page_width
    assert [section.page_width > section.page_height for section in others] == [True]
    for table in opened(content).tables:
        widths = sum(column.width for column in table.columns)
        section = opened(content).sections[-1]
        assert widths <= section.page_width - section.left_margin - section.right_margin
