"""Charts on two axes: values through time, and one measure against another."""

from __future__ import annotations

import json
import textwrap

import altair as alt
import numpy as np
import pandas as pd

from explorer.figures import chart_parts as parts
from explorer.figures import style
from explorer.figures.chart_parts import LEAST, MOST, Layer, Shape
from explorer.views.base import ChartView

_NAME_WIDTH = 15
_PERIOD_WIDTH = 44


def lines_table(view: ChartView, frame: pd.DataFrame) -> pd.DataFrame:
    """Return the points of `lines`, the last of each group named, and the reference lines."""
    names = ["order", "value", LEAST, MOST, "group"]
    names += [name for name in ("segment", "filled") if frame[name].nunique() > 1]
    points = parts.chosen(frame, names)
    if points["group"].nunique() > 1:
        ends = _names(points, *parts.extent(view, frame))
        points = points.merge(ends, how="left", on=["group", "order"])
    table = _with_lines(view, points)
    kinds = {"order": "Int16", "group": "category", "segment": "category"}
    return table.astype({name: kind for name, kind in kinds.items() if name in table})


def scatter_table(view: ChartView, frame: pd.DataFrame) -> pd.DataFrame:
    """Return the points of `scatter` and the reference lines."""
    points = parts.chosen(frame, ["x", "y", "label", "size"]).rename(columns={"y": "value"})
    points["compared"] = frame["highlight"].astype(bool) if "highlight" in frame else False
    return _with_lines(view, points)


def _with_lines(view: ChartView, points: pd.DataFrame) -> pd.DataFrame:
    lines_across = ({"value": line.value, "text": line.label} for line in view.reference_lines)
    return parts.with_lines(points, lines_across)


def lines(shape: Shape) -> alt.LayerChart:
    """Draw values through time, each line named at its end; a break where the method changes.

    A filled point stands for a period that shares no year with the other filled ones.
    """
    y = upright(shape)
    series = alt.Chart().encode(
        detail=["group:N", "segment:N"] if shape.has_segments else "group:N"
    )
    point = alt.Chart().encode(y=y)
    marks: list[Layer] = []
    if shape.has_intervals:
        area = series.mark_area(opacity=style.BAND_OPACITY)
        marks.append(area.encode(y=f"{LEAST}:Q", y2=f"{MOST}:Q"))
    marks.append(series.mark_line(strokeWidth=2.5).encode(y=y))
    hollow = point.mark_point(size=46, opacity=1, fill=alt.ExprRef("background"))
    solid = point.mark_point(size=60, opacity=1, filled=True)
    filled = {filled for _, _, filled in shape.periods}
    if len(filled) > 1:
        marks += [hollow.transform_filter("!datum.filled"), solid.transform_filter("datum.filled")]
    else:
        marks.append(solid if True in filled else hollow)
    if len(shape.groups) > 1:
        marks += _named_ends(shape)
    body = (
        alt.layer(*marks)
        .encode(
            x=_period_axis(shape),
            color=_group_colours(shape),
            tooltip=parts.tooltip(shape, "group", alt.Tooltip("period:N", title="Period")),
        )
        .transform_filter("isValid(datum.order)")
        .transform_calculate(period=f"{_period_labels(shape)}[datum.order]")
    )
    return _with_lines_across(parts.with_interval_in_words(body, shape), shape, "order")


def scatter(shape: Shape) -> alt.LayerChart:
    """Draw one measure against another; the areas compared are in accent and named."""
    point = alt.Chart().mark_point(filled=True, opacity=0.75, size=60).encode(y=upright(shape))
    if shape.has_sizes:
        point = point.encode(size=alt.Size("size:Q", legend=None, scale=alt.Scale(range=[20, 300])))
    name = (
        alt.Chart()
        .mark_text(align="left", dx=8, fontWeight="bold")
        .encode(
            y="value:Q",
            text=alt.condition("datum.compared", "label:N", alt.value("")),
            color=alt.value(shape.ink.quiet),
        )
    )
    along = alt.Tooltip("x:Q", title=shape.x_label, format=",.3~r")
    accent = alt.Scale(domain=[False, True], range=[shape.ink.mark, shape.ink.accent])
    body = (
        alt.layer(point, name)
        .encode(
            x=alt.X(
                "x:Q",
                title=shape.x_label,
                scale=alt.Scale(zero=False, nice=True),
                axis=alt.Axis(tickCount=parts.by_width(4, 6)),
            ),
            color=alt.Color("compared:N", legend=None, scale=accent),
            tooltip=parts.tooltip(shape, "label", along),
        )
        .transform_filter("isValid(datum.x)")
    )
    return _with_lines_across(body, shape, "x")


def _with_lines_across(body: alt.LayerChart, shape: Shape, along: str) -> alt.LayerChart:
    """Put reference lines, the rows without a place along x, behind the marks; labels in front."""
    layers: list[Layer] = [body]
    if shape.has_lines:
        line = alt.Chart().encode(y="value:Q", color=alt.value(shape.ink.quiet))
        line = line.transform_filter(f"!isValid(datum.{along})")
        layers.insert(0, line.mark_rule(strokeDash=[4, 3]))
        label = line.encode(x=alt.value(4), yOffset=alt.value(-3), text="text:N")
        for halo in (4, 0):
            text = label.mark_text(align="left", baseline="bottom", strokeWidth=halo)
            layers.append(text.encode(stroke=alt.value(alt.ExprRef("background"))))
    return alt.LayerChart(layer=layers).properties(padding={"top": 4, "right": 12})


def upright(shape: Shape) -> alt.Y:
    """Return the value axis with its title above it, to be read without turning the head."""
    return alt.Y(
        "value:Q",
        title=shape.value_label,
        scale=alt.Scale(zero=shape.zero_based, nice=True),
        axis=alt.Axis(
            tickCount=6,
            format=shape.tick,
            titleAngle=0,
            titleAlign="left",
            titleBaseline="bottom",
            titleX=-24,
            titleY=-18,
        ),
    )


def _period_labels(shape: Shape) -> str:
    labels = {order: label for order, label, _ in shape.periods}
    return json.dumps(labels, ensure_ascii=False)


def _period_axis(shape: Shape) -> alt.X:
    """Return the axis of periods; where not all fit, those with filled points are named."""
    orders = [order for order, _, _ in shape.periods]
    key = [order for order, _, filled in shape.periods if filled]
    some = 0 < len(key) < len(orders)
    room = _room_for_names(shape)
    label = f"{_period_labels(shape)}[datum.value]"
    if some:
        fits = f"width > {len(orders) * _PERIOD_WIDTH + room}"
        label = f"{fits} || indexof({parts.listed(key)}, datum.value) >= 0 ? {label} : ''"
    return alt.X(
        "order:Q",
        title=None,
        scale=alt.Scale(zero=False, nice=False, rangeMax=alt.ExprRef(f"width - {room}")),
        axis=alt.Axis(
            values=orders,
            labelExpr=label,
            labelOverlap=False if some else "parity",
            grid=False,
            ticks=True,
        ),
    )


def _group_colours(shape: Shape) -> alt.Color | alt.Value:
    names = [group for group, _ in shape.groups]
    given = [colour for _, colour in shape.groups if colour]
    if len(names) == 1:
        return alt.value(given[0] if given else shape.ink.mark)
    scale = alt.Scale(domain=names, range=given) if given else alt.Scale(domain=names)
    return alt.Color("group:N", legend=None, scale=scale)


def _wrapped(name: str) -> list[str]:
    return textwrap.wrap(name, _NAME_WIDTH)


def _room_for_names(shape: Shape) -> int:
    """Return the pixels that the names need right of the last points."""
    if len(shape.groups) < 2:
        return 12
    lines_of_names = [line for group, _ in shape.groups for line in _wrapped(group)]
    return int(max(map(style.text_width, lines_of_names))) + 22


def _named_ends(shape: Shape) -> list[Layer]:
    """Draw each name behind a square in its line's colour, in ink that can be read."""
    named = alt.Chart().encode(y="at_name:Q").transform_filter("isValid(datum.text)")
    text = named.mark_text(align="left", dx=18, lineBreak="\n")
    return [
        named.mark_square(size=60, opacity=1, xOffset=12),
        text.encode(text="text:N", color=alt.value(shape.ink.quiet)),
    ]


def _names(points: pd.DataFrame, low: float, high: float) -> pd.DataFrame:
    """Place each line's name beside its last point, moved as little as keeps names apart.

    Returns
    -------
    DataFrame
        Columns `group`, `order`, `text` (on lines of its own) and `at_name`, on the value axis.
    """
    held = points.dropna(subset=["value"]).sort_values("order")
    last = held.drop_duplicates("group", keep="last").sort_values("value")
    names = [_wrapped(str(group)) for group in last["group"]]
    unit = style.LINE_HEIGHT * ((high - low) or 1.0) / style.PLOT_HEIGHT
    heights = unit * np.array([len(name) for name in names], dtype=float)
    middles = parts.kept_apart(last["value"].to_numpy(dtype=float), heights)
    return pd.DataFrame(
        {
            "group": last["group"],
            "order": last["order"],
            "text": ["\n".join(name) for name in names],
            "at_name": middles.astype("float32"),
        }
    )
