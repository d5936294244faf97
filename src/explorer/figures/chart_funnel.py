"""The funnel: shares by the number they are counted in, between the limits that chance sets."""

from __future__ import annotations

import altair as alt
import numpy as np
import pandas as pd

from explorer.figures import chart_parts as parts
from explorer.figures import style
from explorer.figures.chart_parts import Layer, Shape
from explorer.figures.chart_plane import upright
from explorer.views.base import ChartView

HEIGHT = 340
AVERAGE = 0
LIMITS = {
    1: ("lower_limit_998", "99.8% limit"),
    2: ("lower_limit_95", "95% limit"),
    3: ("upper_limit_95", "95% limit"),
    4: ("upper_limit_998", "99.8% limit"),
}
"""The limits by the number of their line, lowest first: column of the view, name at the end."""
SOLID, DASHED, DOTTED = [1, 0], [7, 4], [2, 3]
DASHES = {AVERAGE: SOLID, 1: DOTTED, 2: DASHED, 3: DASHED, 4: DOTTED}
_LEADER = 16
"""Length in pixels of the strokes that lead from the ends of the lines to their names."""
_ROOM = 112
"""Room in pixels right of the plot for those names."""
_APART = 1.35 * style.LINE_HEIGHT
"""How far apart names stand: more than a line, since the axis may reach further than the marks."""


def funnel_table(view: ChartView, frame: pd.DataFrame) -> pd.DataFrame:
    """Return the points, then the limits point by point, then the ends of the lines.

    Columns: `x`, `value`; `label` of points and ends; `position` of points; `named`, of points (1
    and -1 for a name right and left, where there is more room); `line` of limits and ends, its
    number; `at_name` of ends, the height of their label.
    """
    points = parts.chosen(frame, ["x", "value", "label", "position"]).dropna(subset=["value"])
    side = np.where(points["x"] > points["x"].max() / 2, -1, 1)
    points["named"] = frame["highlight"].astype(bool)[points.index] * side
    course = _course(frame)
    drawn = np.append(points["value"], course["value"])
    ends = _ends(view, course, _APART * float(np.ptp(drawn)) / HEIGHT)
    together = pd.concat([points, course, ends], ignore_index=True)
    kinds = {"label": "category", "position": "category", "line": "Int8", "named": "Int8"}
    return together.astype(kinds)


def funnel(shape: Shape) -> alt.LayerChart:
    """Draw points between two pairs of limits about their average; those compared are named.

    Each line has a dash pattern of its own and its name at its end.
    """
    x = alt.X(
        "x:Q",
        title=shape.x_label,
        scale=alt.Scale(zero=True, nice=False, rangeMax=alt.ExprRef(f"width - {_ROOM}")),
        axis=alt.Axis(tickCount=parts.by_width(3, 6), grid=False, format=",~r"),
    )
    layers = [*_lines(shape), _points(shape), *_compared(shape)]
    return alt.layer(*layers).encode(x=x).properties(padding={"top": 4, "right": 12})


def _lines(shape: Shape) -> list[Layer]:
    """Draw the limits, the average from the axis on, and the names to which their ends lead."""
    dashes = alt.Scale(domain=list(DASHES), range=list(DASHES.values()))
    line = alt.Chart().encode(y="value:Q", color=alt.value(shape.ink.quiet))
    dashed = line.encode(strokeDash=alt.StrokeDash("line:O", scale=dashes, legend=None))
    limits = dashed.mark_line(strokeWidth=1.75).transform_filter(f"datum.line > {AVERAGE}")
    average = line.mark_rule(strokeWidth=1.75).encode(x=alt.XDatum(0), x2="x:Q")
    end = "isValid(datum.at_name)"
    leader = dashed.mark_rule(strokeWidth=1.75, x2Offset=_LEADER).encode(x2="x:Q", y2="at_name:Q")
    name = line.mark_text(align="left", dx=_LEADER + 4).encode(y="at_name:Q", text="label:N")
    return [
        limits,
        average.transform_filter(f"datum.line === {AVERAGE}"),
        leader.transform_filter(end),
        name.transform_filter(end),
    ]


def _points(shape: Shape) -> alt.Chart:
    said = parts.tooltip(
        shape,
        "label",
        alt.Tooltip("x:Q", title=shape.x_label, format=",~r"),
        alt.Tooltip("position:N", title="In the funnel"),
    )
    ink = alt.Scale(domain=[-1, 0, 1], range=[shape.ink.accent, shape.ink.mark, shape.ink.accent])
    point: alt.Chart = alt.Chart().mark_point(filled=True, opacity=0.8)
    point = point.encode(
        y=upright(shape),
        color=alt.Color("named:O", legend=None, scale=ink),
        size=alt.condition("datum.named", alt.value(110), alt.value(55)),
        tooltip=said,
    )
    return point.transform_filter("isValid(datum.position)")


def _compared(shape: Shape) -> list[Layer]:
    """Name the points compared, clear of what is behind."""
    name = alt.Chart().encode(y="value:Q")
    right = name.mark_text(align="left", dx=10, fontWeight="bold")
    left = name.mark_text(align="right", dx=-10, fontWeight="bold")
    marks: list[Layer] = []
    for side, condition in ((right, "datum.named > 0"), (left, "datum.named < 0")):
        # Not by a filter: a layer without rows makes the browser complain about its scales.
        side = side.encode(text=alt.condition(condition, "label:N", alt.value("")))
        marks += [
            side.encode(stroke=alt.value(alt.ExprRef("background")), strokeWidth=alt.value(4)),
            side.encode(color=alt.value(shape.ink.quiet)),
        ]
    return marks


def _course(frame: pd.DataFrame) -> pd.DataFrame:
    """Return the limits point by point, one line after another."""
    held = frame.dropna(subset=[column for column, _ in LIMITS.values()])
    lines = [
        pd.DataFrame({"x": held["x"], "value": held[column], "line": line})
        for line, (column, _) in LIMITS.items()
    ]
    return pd.concat(lines, ignore_index=True)


def _ends(view: ChartView, course: pd.DataFrame, height: float) -> pd.DataFrame:
    """Return the ends of the lines with their names, moved as little as keeps them apart.

    `height` is what a name takes up on the value axis.
    """
    (average,) = view.reference_lines
    ends = course.drop_duplicates("line", keep="last")
    ends = ends.assign(label=[LIMITS[line][1] for line in ends["line"]])
    own = {"x": ends["x"].max(), "value": average.value, "line": AVERAGE, "label": average.label}
    ends = pd.concat([ends, pd.DataFrame([own])]).sort_values("value", kind="stable")
    places = ends["value"].to_numpy(dtype=float)
    return ends.assign(
        value=ends["value"].astype("float32"),
        at_name=parts.kept_apart(places, np.full(len(ends), height)).astype("float32"),
    )
