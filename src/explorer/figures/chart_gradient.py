"""The chart of areas in order of deprivation, with the line fitted through them."""

from __future__ import annotations

import altair as alt
import pandas as pd

from explorer.figures import chart_parts as parts
from explorer.figures.chart_parts import LEAST, MOST, Layer, Shape
from explorer.figures.chart_plane import upright
from explorer.views.base import ChartView

_IS_POINT = "isValid(datum.value)"
_ROOM_AT_ENDS = 36
"""Room in pixels left and right of the line for the figures of its ends."""


def gradient_table(_view: ChartView, frame: pd.DataFrame) -> pd.DataFrame:
    """Return the points and, behind them, the two ends of the line."""
    table = parts.chosen(frame, ["x", "value", LEAST, MOST, "label", "size", "fitted"])
    return table.assign(compared=frame["highlight"].astype(bool))


def gradient(shape: Shape) -> alt.LayerChart:
    """Draw points with their intervals in order of deprivation, and the fitted line with its ends.

    A point is as large as its population; those compared are in accent and named.
    """
    accent = alt.Scale(domain=[False, True], range=[shape.ink.mark, shape.ink.accent])
    point = alt.Chart().mark_point(filled=True, opacity=0.8, size=70).encode(y=upright(shape))
    if shape.has_sizes:
        size = alt.Size("size:Q", legend=None, scale=alt.Scale(rangeMin=20, rangeMax=120))
        point = point.encode(size=size)
    marks: list[Layer] = [point]
    if shape.has_intervals:
        rule = alt.Chart().mark_rule(strokeWidth=1.5, opacity=0.45)
        marks.insert(0, rule.encode(y=f"{LEAST}:Q", y2=f"{MOST}:Q"))
    body = (
        alt.layer(*marks)
        .encode(
            color=alt.Color("compared:N", legend=None, scale=accent),
            tooltip=parts.tooltip(shape, "label"),
        )
        .transform_filter(_IS_POINT)
    )
    layers = [parts.with_interval_in_words(body, shape), *_fitted_line(shape), *_names(shape)]
    return (
        alt.layer(*layers)
        .encode(
            x=alt.X(
                "x:Q",
                title=shape.x_label,
                scale=alt.Scale(
                    domain=[0, 100],
                    nice=False,
                    rangeMin=_ROOM_AT_ENDS,
                    rangeMax=alt.ExprRef(f"width - {_ROOM_AT_ENDS}"),
                ),
                axis=alt.Axis(values=[0, 20, 40, 60, 80, 100], grid=False),
            )
        )
        .properties(padding={"top": 4, "right": 12})
    )


def _fitted_line(shape: Shape) -> list[Layer]:
    """Draw the line from end to end, each end's figure beside it."""
    line = alt.Chart().encode(y="fitted:Q", color=alt.value(shape.ink.quiet))
    line = line.transform_filter("isValid(datum.fitted)")
    figure = line.mark_text(align=_by_side("right", "left"), dx=_by_side(-5, 5), fontWeight="bold")
    return [
        line.mark_line(strokeWidth=2.5),
        figure.encode(text=alt.Text("fitted:Q", format=shape.number)),
    ]


def _names(shape: Shape) -> list[Layer]:
    """Name the points compared, above them, away from the nearer edge, clear of what is behind."""
    name = alt.Chart().mark_text(
        align=_by_side("left", "right"), dx=_by_side(-4, 4), dy=-13, fontWeight="bold"
    )
    name = name.encode(y="value:Q", text="label:N")
    name = name.transform_filter(f"datum.compared && {_IS_POINT}")
    background = alt.value(alt.ExprRef("background"))
    return [
        name.encode(stroke=background, strokeWidth=alt.value(4)),
        name.encode(color=alt.value(shape.ink.quiet)),
    ]


def _by_side(left: str | int, right: str | int) -> alt.ExprRef:
    """Return one setting for the more deprived half and another for the less."""
    return alt.ExprRef(f"datum.x < 50 ? {left!r} : {right!r}")
