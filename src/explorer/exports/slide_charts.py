"""Chart views as PowerPoint's own charts: editable, with their figures inside."""

from __future__ import annotations

import io
import math
import re
import zipfile
from collections.abc import Iterable, Sequence
from copy import deepcopy
from datetime import datetime
from typing import Any

from pptx.chart.chart import Chart
from pptx.chart.data import CategoryChartData, XyChartData
from pptx.dml.color import RGBColor
from pptx.enum.chart import (
    XL_CHART_TYPE,
    XL_LABEL_POSITION,
    XL_LEGEND_POSITION,
    XL_MARKER_STYLE,
    XL_TICK_LABEL_POSITION,
    XL_TICK_MARK,
)
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls, qn
from pptx.util import Pt

from explorer.exports import safe
from explorer.exports.office import LANGUAGE, zipped
from explorer.exports.slide_design import QUIET, set_language
from explorer.exports.slide_marks import (
    BARS,
    PLANES,
    Area,
    Marks,
    Number,
    has_groups,
    plane_marks,
    row_marks,
)
from explorer.views import palettes
from explorer.views.base import ChartKind, ChartView

TEXT, SMALL_TEXT, SMALLEST_TEXT = 11.0, 8.0, 6.5
MANY_ROWS, MOST_BARS = 16, 28
"""From so many rows on, their names are small, and smallest beside so many bars."""
FEW = 5.0
"""Below such a spread the horizontal axis needs decimals."""
RULE = "D9D9D6"
MARKER_SIZE, HOLLOW_SIZE = 8, 5
BAND_WORDS = ", and its 95% interval shaded"
BAND_OPACITY = 22
"""Per cent of a band's colour that is seen."""
_DATES = re.compile(rb"(<dcterms:\w+[^>]*>)[^<]*")


def insert(placeholder: Any, view: ChartView, made: datetime) -> Any:
    """Put a chart into a chart placeholder and return its frame.

    Intervals are error bars, those of one line through time a band; bars start at zero;
    a chart in the plane has its fitted line or limits as further series.
    """
    data: CategoryChartData | XyChartData
    if view.kind in PLANES:
        marks = plane_marks(view)
        kind, data = XL_CHART_TYPE.XY_SCATTER, _plane_data(marks, view)
    else:
        categories, marks = row_marks(view)
        kind = {
            ChartKind.BARS: XL_CHART_TYPE.BAR_CLUSTERED,
            ChartKind.STACKED: XL_CHART_TYPE.BAR_STACKED,
        }.get(view.kind, XL_CHART_TYPE.LINE_MARKERS)
        data = named = CategoryChartData(number_format=_number_format(view.decimals))
        named.categories = categories
        for mark in marks:
            named.add_series(safe.text(mark.name), mark.values)
    frame = placeholder.insert_chart(kind, data)
    _style(frame.chart, view, marks)
    _date_workbook(frame.chart, made)
    return frame


def _plane_data(marks: Iterable[Marks], view: ChartView) -> XyChartData:
    data = XyChartData(number_format=_number_format(view.decimals))
    for mark in marks:
        series = data.add_series(safe.text(mark.name))
        for x, y in zip(mark.x, mark.values, strict=True):
            series.add_data_point(x, y)
    return data


def _style(chart: Chart, view: ChartView, marks: Sequence[Marks]) -> None:
    chart.font.size = Pt(TEXT)
    chart.font.color.rgb = _rgb(palettes.INK)
    chart.has_title = False
    for series, mark in zip(chart.plots[0].series, marks, strict=True):
        if mark.area is None:
            _style_series(series, mark, view)
    chart.has_legend = sum(mark.area is None for mark in marks) > 1
    if chart.has_legend:
        chart.legend.position = XL_LEGEND_POSITION.BOTTOM
        chart.legend.include_in_layout = False
        _leave_out_of_legend(chart, [i for i, mark in enumerate(marks) if mark.repeated])
    _style_axes(chart, view, marks)
    _draw_band(chart, marks)
    if view.kind in BARS:
        chart.plots[0].gap_width = 45
        chart.plots[0].overlap = (
            0 if has_groups(view.frame) and view.kind is ChartKind.BARS else 100
        )
    space = chart._chartSpace
    space.insert(1, parse_xml(f'<c:lang {nsdecls("c")} val="{LANGUAGE}"/>'))
    set_language(space)


def _style_series(series: Any, mark: Marks, view: ChartView) -> None:
    colour = _rgb(mark.colour)
    if view.kind in BARS:
        series.format.fill.solid()
        series.format.fill.fore_color.rgb = colour
        series.invert_if_negative = False
    else:
        line = series.format.line
        if mark.line:
            line.color.rgb, line.width = colour, Pt(1.5 if mark.dash else 2.25)
            if mark.dash:
                line.dash_style = mark.dash
        else:
            line.fill.background()
        if view.kind not in PLANES:
            series.smooth = False
        _style_marker(series.marker, mark)
        for number, hollow in enumerate(mark.hollow):
            if hollow:
                _style_marker(series.points[number].marker, mark, palettes.PAPER)
    for number, label in enumerate(mark.labels):
        if label:
            words = series.points[number].data_label
            words.position = XL_LABEL_POSITION.ABOVE
            words.text_frame.text = safe.text(label)
    if not mark.banded and any(limit is not None for limit in mark.lower):
        _add_error_bars(series._element, mark, is_bar=view.kind in BARS)


def _style_marker(marker: Any, mark: Marks, fill: str = "") -> None:
    if not mark.marker:
        marker.style = XL_MARKER_STYLE.NONE
        return
    marker.style = XL_MARKER_STYLE.CIRCLE
    # Smaller too: LibreOffice fills every mark as its series.
    marker.size = HOLLOW_SIZE if fill else MARKER_SIZE
    marker.format.fill.solid()
    marker.format.fill.fore_color.rgb = _rgb(fill or mark.colour)
    marker.format.line.color.rgb = _rgb(mark.colour)


def _style_axes(chart: Chart, view: ChartView, marks: Sequence[Marks]) -> None:
    value, other = chart.value_axis, chart.category_axis
    value.has_major_gridlines = True
    value.major_gridlines.format.line.color.rgb = RGBColor.from_string(RULE)
    value.format.line.fill.background()
    other.has_major_gridlines = False
    other.format.line.color.rgb = RGBColor.from_string(QUIET)
    for axis in (value, other):
        axis.major_tick_mark = XL_TICK_MARK.NONE
        axis.tick_label_position = XL_TICK_LABEL_POSITION.LOW
    banded = any(mark.banded for mark in marks)
    _name_axis(value, f"{view.value_label}{BAND_WORDS if banded else ''}")
    if view.kind in PLANES:
        _name_axis(other, view.x_label)
        other.tick_labels.number_format = "#,##0.##" if _spread(marks) < FEW else "#,##0"
        other.tick_labels.number_format_is_linked = False
    starts_at_zero = view.zero_based or view.kind in BARS
    low, high, step = _scale(_heights(view, marks))
    value.minimum_scale = min(0.0, low) if starts_at_zero else low
    value.maximum_scale = high
    value.tick_labels.number_format = _number_format(max(0, -math.floor(math.log10(step))))
    value.tick_labels.number_format_is_linked = False
    rows = 0 if view.kind in PLANES else len(list(chart.plots[0].categories))
    if rows:
        # Every row and period has its name, however many there are.
        other._element.find(qn("c:noMultiLvlLbl")).addprevious(
            parse_xml(f'<c:tickLblSkip {nsdecls("c")} val="1"/>')
        )
    if rows > MANY_ROWS:
        is_full = view.kind in BARS and rows > MOST_BARS
        other.tick_labels.font.size = Pt(SMALLEST_TEXT if is_full else SMALL_TEXT)
        if view.kind not in BARS:
            other._element.txPr.find(qn("a:bodyPr")).set("rot", "-5400000")
            other._element.txPr.find(qn("a:bodyPr")).set("vert", "horz")


def _heights(view: ChartView, marks: Sequence[Marks]) -> list[Number]:
    """Return all that the value axis must hold: marks and limits, or the whole of each stack."""
    if view.kind is not ChartKind.STACKED:
        lines = [mark for mark in marks if mark.area is None]
        return [number for mark in lines for number in (*mark.values, *mark.lower, *mark.upper)]
    stacks = zip(*(mark.values for mark in marks), strict=True)
    # Parts that were rounded one by one may add up to a little more than the whole.
    return [0.0, *(float(round(sum(part or 0.0 for part in stack))) for stack in stacks)]


def _spread(marks: Sequence[Marks]) -> float:
    return max(x for mark in marks for x in mark.x) - min(x for mark in marks for x in mark.x)


def _name_axis(axis: Any, text: str) -> None:
    axis.has_title = bool(text)
    if text:
        axis.axis_title.text_frame.text = safe.text(text)
        font = axis.axis_title.text_frame.paragraphs[0].runs[0].font
        font.size, font.bold = Pt(TEXT), False


def _add_error_bars(series: Any, mark: Marks, is_bar: bool) -> None:
    """Draw the intervals; the library has no call for it."""

    def lengths(ends: Sequence[Number], sign: int) -> str:
        points = "".join(
            f'<c:pt idx="{i}"><c:v>{max(0.0, sign * (end - value)):.6g}</c:v></c:pt>'
            for i, (value, end) in enumerate(zip(mark.values, ends, strict=True))
            if value is not None and end is not None
        )
        return (
            "<c:numLit><c:formatCode>General</c:formatCode>"
            f'<c:ptCount val="{len(mark.values)}"/>{points}</c:numLit>'
        )

    colour = palettes.INK if is_bar else mark.colour
    direction = "" if is_bar else '<c:errDir val="y"/>'
    bars = parse_xml(
        f"<c:errBars {nsdecls('c', 'a')}>{direction}"
        '<c:errBarType val="both"/><c:errValType val="cust"/><c:noEndCap val="1"/>'
        f"<c:plus>{lengths(mark.upper, 1)}</c:plus><c:minus>{lengths(mark.lower, -1)}</c:minus>"
        f'<c:spPr><a:ln w="15875"><a:solidFill><a:srgbClr val="{colour[1:]}"/></a:solidFill>'
        "</a:ln></c:spPr></c:errBars>"
    )
    after = next(
        e for tag in ("c:cat", "c:xVal", "c:val") if (e := series.find(qn(tag))) is not None
    )
    after.addprevious(bars)


def _draw_band(chart: Chart, marks: Sequence[Marks]) -> None:
    """Move the series of a band into areas stacked behind the line; the library cannot."""
    drawn = chart.plots[0]._element
    held = dict(zip(marks, (series._element for series in chart.plots[0].series), strict=True))
    areas = parse_xml(
        f'<c:areaChart {nsdecls("c")}><c:grouping val="stacked"/>'
        '<c:varyColors val="0"/></c:areaChart>'
    )
    for mark in marks:
        if mark.area is None:
            continue
        series = held[mark]
        for tag in ("c:marker", "c:smooth", "c:spPr"):
            for own in series.findall(qn(tag)):
                series.remove(own)
        fill = (
            "<a:noFill/>"
            if mark.area is Area.BENEATH
            else f'<a:solidFill><a:srgbClr val="{mark.colour[1:]}">'
            f'<a:alpha val="{BAND_OPACITY}000"/></a:srgbClr></a:solidFill>'
        )
        series.find(qn("c:tx")).addnext(
            parse_xml(f"<c:spPr {nsdecls('c', 'a')}>{fill}<a:ln><a:noFill/></a:ln></c:spPr>")
        )
        areas.append(series)
    if any(mark.area for mark in marks):
        for axis in drawn.findall(qn("c:axId")):
            areas.append(deepcopy(axis))
        drawn.addprevious(areas)


def _leave_out_of_legend(chart: Chart, numbers: Iterable[int]) -> None:
    place = chart.legend._element.find(qn("c:legendPos"))
    for number in sorted(numbers, reverse=True):
        place.addnext(
            parse_xml(
                f'<c:legendEntry {nsdecls("c")}><c:idx val="{number}"/><c:delete val="1"/>'
                "</c:legendEntry>"
            )
        )


def _date_workbook(chart: Chart, made: datetime) -> None:
    """Give the workbook inside a chart the file's own date, so that it can be made again."""
    chart_part: Any = chart.part
    part = chart_part.chart_workbook.xlsx_part
    with zipfile.ZipFile(io.BytesIO(part.blob)) as held:
        files = {name: held.read(name) for name in held.namelist()}
    when = f"{made:%Y-%m-%dT%H:%M:%SZ}".encode()
    core = "docProps/core.xml"
    files[core] = _DATES.sub(lambda match: match.group(1) + when, files[core])
    part.blob = zipped(files, made)


def _scale(numbers: Iterable[Number]) -> tuple[float, float, float]:
    """Return round ends of an axis that hold all numbers, and the step between its ticks."""
    held = [number for number in numbers if number is not None]
    low, high = (min(held), max(held)) if held else (0.0, 1.0)
    span = (high - low) or abs(high) or 1.0
    rough = span / 5
    power = 10 ** math.floor(math.log10(rough))
    step = next(power * factor for factor in (1, 2, 5, 10) if power * factor >= rough)
    return math.floor(low / step) * step, math.ceil(high / step) * step, step


def _number_format(decimals: int) -> str:
    return f"#,##0.{'0' * decimals}" if decimals else "#,##0"


def _rgb(colour: str) -> RGBColor:
    found: RGBColor = RGBColor.from_string(colour.removeprefix("#"))
    return found
