"""Charts with one row an area: intervals, bars, compositions."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

import altair as alt
import pandas as pd

from explorer.figures import chart_parts as parts
from explorer.figures import style
from explorer.figures.chart_parts import LEAST, MOST, Layer, Shape
from explorer.views import palettes
from explorer.views.base import ChartView

BOLD = "\u200b"
"""Unseen first character of the labels of areas compared: the axis writes such labels bold."""
APART = "\u2060"
"""Unseen first character of the labels of reference lines: an area may have the same name."""

_IS_BOLD = f"indexof(datum.label, '{BOLD}') === 0"


def marked_table(view: ChartView, frame: pd.DataFrame) -> pd.DataFrame:
    """Return the rows of `intervals` and `bars`, above them those of the reference lines."""
    rows = parts.chosen(frame, ["label", "value", LEAST, MOST, "group"])
    rows["compared"] = frame["highlight"].astype(bool) if "highlight" in frame else False
    rows["label"] = rows["label"].where(~rows["compared"], BOLD + rows["label"])
    lines = sorted(view.reference_lines, key=lambda line: line.value, reverse=True)
    return parts.with_lines(
        rows, ({"label": APART + line.label, "value": line.value, "line": True} for line in lines)
    )


def stacked_table(_view: ChartView, frame: pd.DataFrame) -> pd.DataFrame:
    """Return one row a label and one column a part: a third of the size of one row a part."""
    wide = frame.pivot_table(index="label", columns="group", values="value", sort=False)
    return pd.DataFrame({"label": wide.index, **{part: wide[part].to_numpy() for part in wide}})


def intervals(shape: Shape) -> alt.LayerChart:
    """Draw every row as a point with its interval; the areas compared in accent, with figures."""
    band = alt.Chart().mark_rect(opacity=style.BAND_OPACITY)
    pointing = alt.Chart().mark_rect(opacity=0)
    across = {"x": alt.value(0), "x2": alt.value("width")}
    point = alt.Chart().mark_point(filled=True, size=48, opacity=1).encode(x=_values(shape))
    if shape.groups:
        point = point.encode(shape=alt.Shape("group:N", title=None, legend=parts.legend()))
    others = [_figures(shape, "normal").transform_filter("!datum.compared")]
    return _rows(
        shape,
        [
            pointing.encode(**across),
            band.encode(**across).transform_filter("datum.compared"),
            *_interval_rules(shape),
            point,
            _figures(shape).transform_filter("datum.compared"),
            *(others if shape.is_short else ()),
        ],
    )


def bars(shape: Shape) -> alt.LayerChart:
    """Draw every row as a bar from nought, with its figure at the right."""
    bar = alt.Chart().mark_bar(height={"band": 0.72}, opacity=0.5 if shape.has_intervals else 1)
    return _rows(
        shape,
        [bar.encode(x=_values(shape, zero=True)), *_interval_rules(shape), _figures(shape)],
    )


def stacked(shape: Shape) -> alt.LayerChart:
    """Draw every row as a whole cut into its parts, with percentages where there is room."""
    names = [part for part, _ in shape.groups]
    fills = [fill for _, fill in shape.groups]
    on_dark = [part for part, fill in shape.groups if palettes.ink_on(fill) == palettes.PAPER]
    bar = alt.Chart().mark_bar(height={"band": 0.84}, stroke=palettes.PAPER, strokeWidth=1)
    bar = bar.encode(
        x=alt.X(
            "from:Q",
            title=shape.value_label,
            stack=None,
            axis=alt.Axis(format="%", tickCount=5),
        ),
        x2="to:Q",
        color=alt.Color(
            "group:N",
            title=None,
            legend=parts.legend(),
            scale=alt.Scale(domain=names, range=fills),
        ),
    )
    share = (
        alt.Chart()
        .mark_text(fontSize=style.TEXT_SIZE - 1)
        .encode(
            x="middle:Q",
            text=alt.Text("share:Q", format=".0%"),
            color=alt.condition(
                f"indexof({parts.listed(on_dark)}, datum.group) >= 0",
                alt.value(palettes.PAPER),
                alt.value(palettes.INK),
            ),
        )
        .transform_filter("datum.share * width > 26")
    )
    return (
        alt.layer(bar, share)
        .encode(
            y=_labels(),
            tooltip=parts.tooltip(shape, "label", alt.Tooltip("group:N", title="Part")),
        )
        .transform_fold([*names], as_=["group", "value"])
        .transform_calculate(place=f"indexof({parts.listed(names)}, datum.group)")
        .transform_stack(
            stack="value",
            groupby=["label"],
            sort=[alt.SortField("place")],
            offset="normalize",
            as_=["from", "to"],
        )
        .transform_calculate(share="datum.to - datum.from", middle="(datum.to + datum.from) / 2")
    )


def _rows(shape: Shape, marks: Sequence[Layer]) -> alt.LayerChart:
    """Put marks on rows, in front of the reference lines."""
    accent = alt.Scale(domain=[False, True], range=[shape.ink.mark, shape.ink.accent])
    body = alt.layer(*marks).encode(color=alt.Color("compared:N", legend=None, scale=accent))
    body = parts.with_interval_in_words(body, shape).transform_filter("!datum.line")
    layers = [_lines_down(shape), body] if shape.has_lines else [body]
    return alt.layer(*layers).encode(y=_labels(), tooltip=parts.tooltip(shape, "label"))


def _lines_down(shape: Shape) -> alt.LayerChart:
    """Draw reference lines from rows of their own, on which they are named, down the plot."""
    rule = alt.Chart().mark_rule(strokeDash=[4, 3]).encode(y2=alt.value("height"))
    top = alt.Chart().mark_point(shape="diamond", filled=True, size=40, opacity=1)
    return (
        alt.layer(rule, top, _figures(shape, "normal"))
        .encode(x="value:Q", color=alt.value(shape.ink.quiet))
        .transform_filter("datum.line")
    )


def _labels() -> alt.Y:
    """Return the axis of row labels, those of the areas compared in bold."""
    weight = alt.condition(_IS_BOLD, alt.value("bold"), alt.value("normal"))
    return alt.Y(
        "label:N",
        sort=None,
        title=None,
        axis=alt.Axis(
            labelLimit=parts.by_width(150, 240), labelOverlap=False, labelFontWeight=weight
        ),
    )


def _values(shape: Shape, zero: bool = False) -> alt.X:
    return alt.X(
        "value:Q",
        title=shape.value_label,
        scale=alt.Scale(zero=zero or shape.zero_based, nice=True),
        axis=alt.Axis(tickCount=parts.by_width(3, 6), grid=True, format=shape.tick),
    )


def _interval_rules(shape: Shape) -> list[alt.Chart]:
    if not shape.has_intervals:
        return []
    return [alt.Chart().mark_rule(strokeWidth=2).encode(x=f"{LEAST}:Q", x2=f"{MOST}:Q")]


def _figures(shape: Shape, weight: Literal["bold", "normal"] = "bold") -> alt.Chart:
    """Write rows' figures in a column right of the plot."""
    figure: alt.Chart = (
        alt.Chart()
        .mark_text(align="right", dx=style.FIGURE_ROOM, fontWeight=weight)
        .encode(
            x=alt.value("width"),
            text=alt.Text("value:Q", format=shape.number),
            color=alt.value(shape.ink.quiet),
        )
        .transform_filter("isValid(datum.value)")
    )
    return figure
