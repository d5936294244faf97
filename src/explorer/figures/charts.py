"""Charts: a view goes in, a Vega-Lite specification comes out; showing and saving are elsewhere.

A specification is composed with Altair once for each shape of chart and kept: composing takes a
fifth of a second, filling in takes a few milliseconds. All that a selection changes travels as
data, so the browser redraws a chart that it has instead of building another.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import altair as alt
import pandas as pd

from explorer.figures import (
    chart_funnel,
    chart_gradient,
    chart_plane,
    chart_rows,
    chart_spine,
    style,
)
from explorer.figures.chart_parts import Shape, as_written, shape_of
from explorer.figures.light import light
from explorer.figures.style import Ink
from explorer.keeping import kept
from explorer.views.base import ChartKind, ChartView

Spec = dict[str, Any]

_ROWS = "rows"

_TABLES: dict[ChartKind, Callable[[ChartView, pd.DataFrame], pd.DataFrame]] = {
    ChartKind.INTERVALS: chart_rows.marked_table,
    ChartKind.BARS: chart_rows.marked_table,
    ChartKind.STACKED: chart_rows.stacked_table,
    ChartKind.LINES: chart_plane.lines_table,
    ChartKind.SCATTER: chart_plane.scatter_table,
    ChartKind.GRADIENT: chart_gradient.gradient_table,
    ChartKind.FUNNEL: chart_funnel.funnel_table,
    ChartKind.SPINE: chart_spine.spine_table,
}
_DRAWINGS: dict[ChartKind, Callable[[Shape], alt.LayerChart]] = {
    ChartKind.INTERVALS: chart_rows.intervals,
    ChartKind.BARS: chart_rows.bars,
    ChartKind.STACKED: chart_rows.stacked,
    ChartKind.LINES: chart_plane.lines,
    ChartKind.SCATTER: chart_plane.scatter,
    ChartKind.GRADIENT: chart_gradient.gradient,
    ChartKind.FUNNEL: chart_funnel.funnel,
    ChartKind.SPINE: chart_spine.spine,
}
_ROW_HEIGHTS = {
    ChartKind.INTERVALS: style.ROW_HEIGHT,
    ChartKind.BARS: style.BAR_HEIGHT,
    ChartKind.STACKED: style.BAR_HEIGHT,
    ChartKind.SPINE: style.BAR_HEIGHT,
}
BY_ROWS = frozenset(_ROW_HEIGHTS)
"""Kinds that are as high as they have rows."""
_PLOT_HEIGHTS = {ChartKind.FUNNEL: chart_funnel.HEIGHT}
_CONFIG: Spec = {
    "axis": {
        "aria": False,
        "labelFlush": False,
        "labelFontSize": style.TEXT_SIZE,
        "labelPadding": 6,
        "titleFontSize": style.TEXT_SIZE,
        "titlePadding": 8,
    },
    "legend": {"aria": False, "labelFontSize": style.TEXT_SIZE},
    "mark": {"aria": False},
    "text": {"fontSize": style.TEXT_SIZE},
}


def spec(view: ChartView, ink: Ink = style.SCREEN) -> Spec:
    """Draw a chart view.

    Parameters
    ----------
    view : ChartView
        Its frame has the columns that `ChartKind` names, rows in drawing order.
    ink : Ink
        `style.SCREEN` follows the page's theme; `style.PRINT` stands on white paper.

    Returns
    -------
    dict
        Vega-Lite, for `st.vega_lite_chart`, with the drawn table as its dataset `rows`. The page
        gives the title, and the text alternative in words of its own: the description is the title
        alone, since a description that changes makes the browser build the chart anew.

    Raises
    ------
    SelectionError
        When a composition has more parts than there are colours that can be told apart.
    """
    # Streamlit takes the outermost level apart, so each caller gets one of its own.
    return dict(_filled(view, ink))


def height(view: ChartView) -> int:
    """Return how high a chart is without axes and legend, in pixels of a page."""
    return int(_filled(view, style.PRINT)["height"])


@kept(maxsize=512)
def _filled(view: ChartView, ink: Ink) -> Spec:
    frame = as_written(view)
    shape = shape_of(view, frame, ink)
    table = _TABLES[view.kind](view, frame)
    rows = table["label"].nunique() if view.kind in _ROW_HEIGHTS else 0
    return _composed(shape) | {
        "description": view.title,
        "height": (
            rows * _ROW_HEIGHTS[view.kind]
            if rows
            else _PLOT_HEIGHTS.get(view.kind, style.PLOT_HEIGHT)
        ),
        "datasets": {_ROWS: light(table)},
    }


def draw(view: ChartView, ink: Ink = style.SCREEN) -> alt.LayerChart:
    """Draw a chart view as an Altair chart of its own, described by its text alternative, to save.

    It takes fifty times as long as `spec`, because Altair checks every part.
    """
    drawn = spec(view, ink)
    table = drawn["datasets"][_ROWS].to_pandas()
    narrow = table.select_dtypes("float32").columns
    exact = table.astype(dict.fromkeys(narrow, float)).round(view.decimals + 2)
    rows = [row.dropna().to_dict() for _, row in exact.astype(object).iterrows()]
    return alt.LayerChart.from_dict(
        drawn | {"description": view.text_alternative, "datasets": {_ROWS: rows}}
    )


@kept(maxsize=256)
def _composed(shape: Shape) -> Spec:
    chart = _DRAWINGS[shape.kind](shape).properties(
        data=alt.NamedData(_ROWS),
        autosize=alt.AutoSizeParams(type="fit-x", contains="padding"),
    )
    return chart.to_dict() | {"config": _CONFIG}
