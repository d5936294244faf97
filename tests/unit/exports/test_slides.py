"""PowerPoint slides: filled placeholders, charts with their figures, notes for the speaker."""

import io
import math
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise
from xml.etree import ElementTree

import openpyxl
import pandas as pd
import pytest
from pptx import Presentation
from pptx.enum.chart import XL_CHART_TYPE
from pptx.presentation import Presentation as Slides
from pptx.shapes.base import BaseShape
from tests.unit.exports.names import hostile

from explorer.exports import slides
from explorer.model import Selection
from explorer.views import charts, global_majority, life_expectancy
from explorer.views.base import ChartKind, ChartView, ReferenceLine
from explorer.views.layout import Layout

MEN = Selection(
    "life-expectancy", "wards-2002", "2010-14", (("sex", "male"),), ("E05000648", "E05000637")
)
SMALL = Layout(dpi=50, permalink="https://explorer.example.org/life-expectancy?sex=male&x=1")
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
BASE = charts.ranked(MEN)


def made_up(kind: ChartKind, frame: pd.DataFrame, **changes: object) -> ChartView:
    lines = (ReferenceLine("England", 3.0),)
    return replace(BASE, kind=kind, frame=frame, reference_lines=lines, decimals=1, **changes)


def lines_chart() -> ChartView:
    rows = [
        ("2001", 0, 1.0, "A", "old", 0.5, 1.5, True),
        ("2002", 1, 2.0, "A", "old", 1.5, 2.5, False),
        ("2003", 2, 4.0, "A", "new", 3.0, 5.0, True),
        ("2001", 0, 5.0, "B", "old", math.nan, math.nan, True),
    ]
    names = ["period", "order", "value", "group", "segment", "lower_95", "upper_95", "filled"]
    return made_up(ChartKind.LINES, pd.DataFrame(rows, columns=names))


def bars_chart() -> ChartView:
    rows = [("One", 1.0, 0.5, 2.0, False), ("Two", 2.0, 1.0, 4.0, True)]
    names = ["label", "value", "lower_95", "upper_95", "highlight"]
    return made_up(ChartKind.BARS, pd.DataFrame(rows, columns=names))


def spine_chart() -> ChartView:
    rows = [
        ("One", "Here", 0.5, 0.1, 0.9, -1.0, 1.0),
        ("One", "There", -0.5, -0.8, -0.2, math.nan, math.nan),
        ("Two", "Here", 0.25, math.nan, math.nan, -0.75, 0.75),
    ]
    names = ["label", "group", "value", "lower_95", "upper_95", "least", "most"]
    return made_up(ChartKind.SPINE, pd.DataFrame(rows, columns=names))


def plane_chart(kind: ChartKind) -> ChartView:
    frame = pd.DataFrame(
        {
            "x": [1.0, 2.0, 3.0, 1.0, 3.0],
            "y": [1.0, 4.0, 2.0, math.nan, math.nan],
            "value": [1.0, 4.0, 2.0, math.nan, math.nan],
            "lower_95": [0.5, 3.0, 1.0, math.nan, math.nan],
            "upper_95": [1.5, 5.0, 3.0, math.nan, math.nan],
            "label": ["One", "Two", "Three", "", ""],
            "highlight": [False, True, False, False, False],
            "fitted": [math.nan, math.nan, math.nan, 1.0, 3.0],
            **{
                column: [math.nan] * 3 + [low, low + 0.5]
                for column, low in {
                    "lower_limit_998": 0.0,
                    "lower_limit_95": 1.0,
                    "upper_limit_95": 4.0,
                    "upper_limit_998": 5.0,
                }.items()
            },
        }
    )
    return made_up(kind, frame, x_label="Deprivation")


# A line chart in which a reference has no marks is told apart from one in which all have them.
MARKS = [XL_CHART_TYPE.LINE, XL_CHART_TYPE.LINE_MARKERS]
PLANE = [XL_CHART_TYPE.XY_SCATTER]
ALL_KINDS = {
    ChartKind.SPINE: (spine_chart(), MARKS),
    ChartKind.INTERVALS: (BASE, MARKS),
    ChartKind.LINES: (lines_chart(), MARKS),
    ChartKind.BARS: (bars_chart(), [XL_CHART_TYPE.BAR_CLUSTERED]),
    ChartKind.STACKED: (global_majority.composition(), [XL_CHART_TYPE.BAR_STACKED]),
    ChartKind.SCATTER: (plane_chart(ChartKind.SCATTER), PLANE),
    ChartKind.GRADIENT: (plane_chart(ChartKind.GRADIENT), PLANE),
    ChartKind.FUNNEL: (plane_chart(ChartKind.FUNNEL), PLANE),
}


def opened(content: bytes) -> Slides:
    return Presentation(io.BytesIO(content))


def parts(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        assert package.testzip() is None
        return {name: package.read(name) for name in package.namelist()}


def chart_of(content: bytes, slide: int = 0) -> BaseShape:
    return next(shape for shape in opened(content).slides[slide].shapes if shape.has_chart)


def described(content: bytes) -> Iterator[str]:
    for slide in opened(content).slides:
        for shape in slide.shapes:
            text = shape._element._nvXxPr.cNvPr.get("descr")
            if text:
                yield text


@pytest.fixture(scope="module")
def men() -> bytes:
    return slides.write(life_expectancy.map_view(MEN), SMALL, [BASE])


def test_slides_are_wide_and_every_placeholder_is_filled(men: bytes) -> None:
    presentation = opened(men)
    assert presentation.slide_width / presentation.slide_height == pytest.approx(16 / 9, rel=1e-3)
    view = life_expectancy.map_view(MEN)
    assert [slide.shapes.title.text for slide in presentation.slides] == [view.headline, BASE.title]
    for slide in presentation.slides:
        texts = [s.text_frame.text for s in slide.placeholders if s.has_text_frame]
        assert len(texts) == 3
        assert all(texts)
        assert view.provenance.source in texts[-1]
        assert view.provenance.period in texts[-1]


def test_nothing_lies_outside_the_slide_or_over_something_else(men: bytes) -> None:
    presentation = opened(men)
    for slide in presentation.slides:
        boxes = sorted((s.top, s.top + s.height, s.left, s.left + s.width) for s in slide.shapes)
        for top, bottom, left, right in boxes:
            assert 0 <= top < bottom <= presentation.slide_height
            assert 0 <= left < right <= presentation.slide_width
        assert all(above[1] <= below[0] for above, below in pairwise(boxes))


def test_map_and_chart_have_text_alternatives(men: bytes) -> None:
    view = life_expectancy.map_view(MEN)
    assert list(described(men)) == [view.text_alternative, BASE.text_alternative]


def test_the_map_is_a_picture_shown_whole(men: bytes) -> None:
    slide = opened(men).slides[0]
    picture = next(shape for shape in slide.placeholders if hasattr(shape, "image"))
    assert picture.image.content_type == "image/png"
    assert [picture.crop_left, picture.crop_right, picture.crop_top, picture.crop_bottom] == [0] * 4
    wide, high = picture.image.size
    assert wide / high == pytest.approx(picture.width / picture.height, rel=0.01)


def test_the_notes_hold_the_alternative_and_all_that_a_file_says_of_itself(men: bytes) -> None:
    view = life_expectancy.map_view(MEN)
    notes = opened(men).slides[0].notes_slide.notes_text_frame.text
    assert notes.startswith(view.text_alternative)
    for said in (view.provenance.licence, *view.provenance.notes, SMALL.permalink, "Made on"):
        assert said in notes


@pytest.mark.parametrize("kind", ChartKind)
def test_every_kind_of_chart_is_native(kind: ChartKind) -> None:
    view, expected = ALL_KINDS[kind]
    chart = chart_of(slides.write_chart(view)).chart
    assert chart.chart_type in expected
    shown = sorted(
        round(value, 4) for series in chart.series for value in series.values if value is not None
    )
    height = "y" if kind is ChartKind.SCATTER else "value"
    for value in view.frame[height].dropna():
        assert round(float(value), 4) in shown


@pytest.mark.parametrize("kind", ChartKind)
def test_the_workbook_inside_holds_what_is_drawn(kind: ChartKind) -> None:
    chart = chart_of(slides.write_chart(ALL_KINDS[kind][0])).chart
    blob = chart.part.chart_workbook.xlsx_part.blob
    sheet = openpyxl.load_workbook(io.BytesIO(blob)).active
    held = [cell for row in sheet.iter_rows(values_only=True) for cell in row]
    for series in chart.series:
        assert series.name in held
        assert {value for value in series.values if value is not None} <= set(held)


def test_intervals_are_drawn_and_reach_as_far_as_they_do() -> None:
    content = slides.write_chart(BASE)
    root = ElementTree.fromstring(parts(content)["ppt/charts/" + chart_name(content)])
    series = root.findall(f".//{C}ser")
    ends = {}
    for one in series:
        names = [v.text for v in one.findall(f"{C}cat//{C}v")]
        for place, element in enumerate(names):
            value = one.find(f"{C}val//{C}pt[@idx='{place}']/{C}v")
            up = one.find(f"{C}errBars/{C}plus//{C}pt[@idx='{place}']/{C}v")
            down = one.find(f"{C}errBars/{C}minus//{C}pt[@idx='{place}']/{C}v")
            if None not in (value, up, down):
                middle = float(value.text)
                ends[element] = (middle - float(down.text), middle + float(up.text))
    assert len(ends) == len(BASE.frame)
    for _, row in BASE.frame.iterrows():
        assert ends[row["label"]] == pytest.approx((row["lower_95"], row["upper_95"]), abs=1e-3)


def chart_name(content: bytes) -> str:
    return next(
        name.rsplit("/", 1)[1]
        for name in parts(content)
        if name.startswith("ppt/charts/") and name.endswith(".xml")
    )


def test_no_line_joins_two_releases_and_the_legend_names_each_group_once() -> None:
    content = slides.write_chart(lines_chart())
    chart = chart_of(content).chart
    assert [series.name for series in chart.series] == ["A", "A", "B", "England"]
    assert [list(series.values) for series in chart.series][:2] == [
        [1.0, 2.0, None],
        [None, None, 4.0],
    ]
    root = ElementTree.fromstring(parts(content)["ppt/charts/" + chart_name(content)])
    left_out = [e.find(f"{C}idx").get("val") for e in root.iter(f"{C}legendEntry")]
    assert left_out == ["1"]


def one_line(*lower: float) -> ChartView:
    rows = [
        (str(2001 + i), i, low + 1.0, "A", "one", low, low + 3.0) for i, low in enumerate(lower)
    ]
    names = ["period", "order", "value", "group", "segment", "lower_95", "upper_95"]
    return replace(made_up(ChartKind.LINES, pd.DataFrame(rows, columns=names)), reference_lines=())


def test_the_interval_of_one_line_is_a_band_behind_it() -> None:
    content = slides.write_chart(one_line(2.0, 4.0, 3.0))
    chart = chart_of(content).chart
    root = ElementTree.fromstring(parts(content)["ppt/charts/" + chart_name(content)])
    area = root.find(f".//{C}areaChart")
    assert area is not None
    assert area.find(f"{C}grouping").get("val") == "stacked"
    beneath, band = (
        [float(v.text) for v in one.findall(f"{C}val//{C}v")] for one in area.findall(f"{C}ser")
    )
    assert beneath == [2.0, 4.0, 3.0]
    assert band == [3.0, 3.0, 3.0]
    fills = [one.find(f"{C}spPr/*").tag for one in area.findall(f"{C}ser")]
    assert fills == [f"{A}noFill", f"{A}solidFill"]
    assert [e.get("val") for e in area.findall(f"{C}axId")] == [
        e.get("val") for e in root.findall(f".//{C}lineChart/{C}axId")
    ]
    assert root.find(f".//{C}errBars") is None
    assert chart.value_axis.axis_title.text_frame.text.endswith("its 95% interval shaded")
    assert chart.value_axis.maximum_scale >= 7.0
    assert not chart.has_legend


def test_a_line_with_a_gap_keeps_its_bars() -> None:
    content = slides.write_chart(one_line(2.0, math.nan, 3.0))
    root = ElementTree.fromstring(parts(content)["ppt/charts/" + chart_name(content)])
    assert root.find(f".//{C}areaChart") is None
    assert root.find(f".//{C}errBars") is not None


def test_bars_start_at_zero_with_the_first_at_the_top() -> None:
    chart = chart_of(slides.write_chart(bars_chart())).chart
    assert chart.value_axis.minimum_scale == 0
    assert list(chart.plots[0].categories) == ["England", "Two", "One"]
    names = [series.name for series in chart.series]
    assert names == [BASE.value_label, "Highlighted", "For comparison"]


def test_shares_reach_a_hundred_and_no_further() -> None:
    axis = chart_of(slides.write_chart(global_majority.composition())).chart.value_axis
    assert (axis.minimum_scale, axis.maximum_scale) == (0, 100)


def test_text_is_marked_as_british_english(men: bytes) -> None:
    for name, content in parts(men).items():
        if not name.endswith(".xml") or "theme" in name:
            continue
        root = ElementTree.fromstring(content)
        for tag in ("rPr", "defRPr", "endParaRPr"):
            assert {e.get("lang") for e in root.iter(f"{A}{tag}")} <= {"en-GB"}, name
        assert {e.get("val") for e in root.iter(f"{C}lang")} <= {"en-GB"}
    core = opened(men).core_properties
    assert core.language == "en-GB"
    assert core.title == life_expectancy.map_view(MEN).headline
    assert all((core.subject, core.keywords, core.comments))


def test_the_same_view_gives_the_same_bytes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    view = life_expectancy.map_view(MEN)
    first, second = (slides.write(view, SMALL, [BASE]) for _ in range(2))
    assert first == second
    with zipfile.ZipFile(io.BytesIO(first)) as package:
        assert {entry.date_time for entry in package.infolist()} == {(2023, 11, 14, 22, 13, 20)}
        book = next(name for name in package.namelist() if name.endswith(".xlsx"))
        inside = zipfile.ZipFile(io.BytesIO(package.read(book)))
    assert b"2023-11-14T22:13:20Z" in inside.read("docProps/core.xml")


def test_words_that_are_hard_to_write_come_out_right() -> None:
    view = hostile()
    names = view.frame["area_name"].tolist()
    ranked = replace(BASE, frame=BASE.frame.assign(label=[*names][: len(BASE.frame)]))
    content = slides.write(view, Layout(dpi=50), [ranked])
    assert opened(content).slides[0].shapes.title.text == view.headline
    categories = [str(c) for c in chart_of(content, 1).chart.plots[0].categories]
    for name in ("שכונה מערבית", "حي وستمنستر", "<script>alert('markup')</script> & co"):
        assert name in categories
    assert not any("\x07" in category for category in categories)


def test_a_long_headline_is_set_smaller() -> None:
    view = life_expectancy.map_view(MEN)
    long = slides.write(view, replace(SMALL, headline="Much to say " * 15))
    run = opened(long).slides[0].shapes.title.text_frame.paragraphs[0].runs[0]
    assert run.font.size.pt < 26
