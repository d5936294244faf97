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

AVERAGE, INNER, OUTER = 0, 1, 2
LIMITS = {
    "lower_limit_998": (OUTER, "99.8% limit"),
    "lower_limit_95": (INNER, "95% limit"),
    "upper_limit_95": (INNER, "95% limit"),
    "upper_limit_998": (OUTER, "99.8% limit"),
}
DASHES = {AVERAGE: [1, 0], INNER: [7, 4], OUTER: [2, 3]}
_IS_POINT = "isValid(datum.value)"
_LEADER = 16
"""Length in pixels of the lines that lead from the ends of the limits to their names."""
_ROOM = 112
"""Room in pixels right of the plot for those names."""
_APART = 1.35 * style.LINE_HEIGHT
"""How far apart names stand: more than a line, since the axis may reach further than the marks."""


def funnel_table(view: ChartView, frame: pd.DataFrame) -> pd.DataFrame:
    """Return the points, the course of the limits, and the names of limits and average."""
    names = ["x", "value", "label", "position", *LIMITS]
    table = parts.chosen(frame, names).assign(compared=frame["highlight"].astype(bool))
    # A name stands left of its point where there is more room.
    table["leftwards"] = table["x"] > table["x"].max() / 2
    together = pd.concat([table, _names(view, frame)], ignore_index=True)
    for name in ("compared", "leftwards"):
        together[name] = together[name].eq(True)
    return together.astype({"position": "category", "text": "category", "dash": "Int8"})


def funnel(shape: Shape) -> alt.LayerChart:
    """Draw points between two pairs of limits about their average; those compared are named.

    Each line has a dash pattern of its own and its name at its end.
    """
    layers = [*_lines(shape), *_ends(shape), _points(shape), *_compared(shape)]
    x = alt.X(
        "x:Q",
        title=shape.x_label,
        scale=alt.Scale(zero=True, nice=False, rangeMax=alt.ExprRef(f"width - {_ROOM}")),
        axis=alt.Axis(tickCount=parts.by_width(3, 6), grid=False, format=",~r"),
    )
    return alt.layer(*layers).encode(x=x).properties(padding={"top": 4, "right": 12})


def _points(shape: Shape) -> alt.Chart:
    said = parts.tooltip(
        shape,
        "label",
        alt.Tooltip("x:Q", title=shape.x_label, format=",~r"),
        alt.Tooltip("position:N", title="In the funnel"),
    )
    accent = alt.Scale(domain=[False, True], range=[shape.ink.mark, shape.ink.accent])
    point: alt.Chart = alt.Chart().mark_point(filled=True, opacity=0.75, size=55)
    colour = alt.Color("compared:N", legend=None, scale=accent)
    point = point.encode(y=upright(shape), color=colour, tooltip=said)
    return point.transform_filter(_IS_POINT)


def _lines(shape: Shape) -> list[Layer]:
    """Draw the limits along the numbers they belong to, and the average from the axis on."""
    quiet = alt.value(shape.ink.quiet)
    course = alt.Chart().transform_filter("isValid(datum.upper_limit_95)")
    limits: list[Layer] = [
        course.mark_line(strokeWidth=1.75, strokeDash=DASHES[kind]).encode(
            y=f"{name}:Q", color=quiet
        )
        for name, (kind, _) in LIMITS.items()
    ]
    average = alt.Chart().mark_rule(strokeWidth=1.75)
    average = average.encode(x=alt.XDatum(0), x2="x:Q", y="edge:Q", color=quiet)
    return [*limits, average.transform_filter(f"datum.dash === {AVERAGE}")]


def _ends(shape: Shape) -> list[Layer]:
    """Name each line at its end, led to its name by a stroke of the same pattern."""
    end = alt.Chart().transform_filter("isValid(datum.text)")
    end = end.encode(color=alt.value(shape.ink.quiet))
    dashes = alt.Scale(domain=list(DASHES), range=list(DASHES.values()))
    leader = end.mark_rule(strokeWidth=1.75, x2Offset=_LEADER).encode(
        x2="x:Q",
        y="edge:Q",
        y2="at_name:Q",
        strokeDash=alt.StrokeDash("dash:O", scale=dashes, legend=None),
    )
    name = end.mark_text(align="left", dx=_LEADER + 4).encode(y="at_name:Q", text="text:N")
    return [leader, name]


def _compared(shape: Shape) -> list[Layer]:
    """Name the points compared, clear of what is behind."""
    name = alt.Chart().encode(y="value:Q", text="label:N")
    name = name.transform_filter(f"datum.compared && {_IS_POINT}")
    right = name.mark_text(align="left", dx=9, fontWeight="bold")
    left = name.mark_text(align="right", dx=-9, fontWeight="bold")
    marks: list[Layer] = []
    for side, condition in ((right, "!datum.leftwards"), (left, "datum.leftwards")):
        side = side.transform_filter(condition)
        marks += [
            side.encode(stroke=alt.value(alt.ExprRef("background")), strokeWidth=alt.value(4)),
            side.encode(color=alt.value(shape.ink.quiet)),
        ]
    return marks


def _names(view: ChartView, frame: pd.DataFrame) -> pd.DataFrame:
    """Place the names of limits and average beside the ends of their lines, apart from each other.

    Returns
    -------
    DataFrame
        Columns `x`, `edge` (height of the line's end), `at_name` (of its name), `text`, `dash`.
    """
    end = frame.dropna(subset=list(LIMITS)).iloc[-1]
    (average,) = view.reference_lines
    ends = [(float(end[name]), text, kind) for name, (kind, text) in LIMITS.items()]
    ends.insert(len(ends) // 2, (average.value, average.label, AVERAGE))
    edges = np.array([edge for edge, _, _ in ends])
    drawn = frame[["value", *LIMITS]].to_numpy(dtype=float)
    unit = _APART * float(np.nanmax(drawn) - np.nanmin(drawn)) / style.PLOT_HEIGHT
    return pd.DataFrame(
        {
            "x": end["x"],
            "edge": edges.astype("float32"),
            "at_name": parts.kept_apart(edges, np.full(len(ends), unit)).astype("float32"),
            "text": [text for _, text, _ in ends],
            "dash": [kind for _, _, kind in ends],
        }
    )
