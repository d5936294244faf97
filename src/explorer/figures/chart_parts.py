"""Parts that several kinds of chart are made of: shape, numbers, axes, tooltips."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import altair as alt
import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.optimize import isotonic_regression

from explorer.figures.style import Ink
from explorer.views import palettes
from explorer.views.base import ChartKind, ChartView

Layer = alt.Chart | alt.LayerChart

LEAST, MOST = "lower_95", "upper_95"
SHORT = 12
"""Rows up to which every figure is written, not those of the areas compared alone."""
_VALUES = ("value", "y", LEAST, MOST)


@dataclass(frozen=True)
class Shape:
    """All that decides how a chart is composed; what is not here travels as data.

    Attributes
    ----------
    has_intervals, has_lines, has_segments, has_sizes, is_short : bool
        Whether any row has an interval; whether there are reference lines; whether lines break
        between segments; whether points have a size; whether there is room for every figure.
    groups : tuple of (str, str)
        Groups or parts in order with their colours, '' for the theme's.
    periods : tuple of (int, str, bool)
        Order, label and whether filled, for charts through time.
    """

    kind: ChartKind
    ink: Ink
    value_label: str
    x_label: str
    decimals: int
    zero_based: bool
    has_intervals: bool
    has_lines: bool
    has_segments: bool
    has_sizes: bool
    is_short: bool
    groups: tuple[tuple[str, str], ...]
    periods: tuple[tuple[int, str, bool], ...]

    @property
    def number(self) -> str:
        """The d3 format of a value, thousands apart."""
        return f",.{self.decimals}f"

    @property
    def tick(self) -> str:
        """The d3 format of an axis: no decimals that its ticks do not need."""
        return f",.{self.decimals}~f"


def shape_of(view: ChartView, frame: pd.DataFrame, ink: Ink) -> Shape:
    """Read the shape of a chart from a view and its numbers as they are written."""
    groups = tuple(dict.fromkeys(frame["group"])) if "group" in frame else ()
    given = dict(view.colours)
    if view.kind is ChartKind.STACKED:
        given = dict(zip(groups, palettes.categorical(len(groups)), strict=True)) | given
    elif ink.categorical:
        given = dict(zip(groups, ink.categorical, strict=False)) | given
    periods: tuple[tuple[int, str, bool], ...] = ()
    if view.kind is ChartKind.LINES:
        held = frame.drop_duplicates("order").sort_values("order")
        periods = tuple(zip(held["order"], held["period"], held["filled"], strict=True))
    return Shape(
        kind=view.kind,
        ink=ink,
        value_label=view.value_label,
        x_label=view.x_label,
        decimals=view.decimals,
        zero_based=view.zero_based,
        has_intervals=LEAST in frame,
        has_lines=bool(view.reference_lines),
        has_segments="segment" in frame and frame["segment"].nunique() > 1,
        has_sizes="size" in frame,
        is_short=len(frame) <= SHORT,
        groups=tuple((group, given.get(group, "")) for group in groups),
        periods=tuple((int(order), str(label), bool(filled)) for order, label, filled in periods),
    )


def as_written(view: ChartView) -> pd.DataFrame:
    """Return the view's frame with its values as tables write them, and no idle interval.

    Numbers are half as wide as they come (32 bits): they travel to the browser on every change.
    """
    frame = view.frame.reset_index(drop=True)
    for name in frame.columns.intersection(list(_VALUES)):
        frame[name] = [float(f"{value:.{view.decimals}f}") for value in frame[name].astype(float)]
    idle = [name for name in (LEAST, MOST) if name in frame and frame[name].isna().all()]
    frame = frame.drop(columns=idle)
    return frame.astype(dict.fromkeys(frame.select_dtypes("float"), "float32"))


def chosen(frame: pd.DataFrame, names: Sequence[str]) -> pd.DataFrame:
    """Return the named columns, those that the frame has."""
    return frame[[name for name in names if name in frame]].copy()


def extent(view: ChartView, frame: pd.DataFrame) -> tuple[float, float]:
    """Return the least and the greatest number drawn along the value axis."""
    held = frame[[name for name in ("value", LEAST, MOST) if name in frame]]
    drawn = held.to_numpy(dtype=float)
    numbers = [*drawn[np.isfinite(drawn)], *(line.value for line in view.reference_lines)]
    if view.zero_based or not numbers:
        numbers.append(0.0)
    return float(min(numbers)), float(max(numbers))


def with_lines(frame: pd.DataFrame, lines: Iterable[dict[str, object]]) -> pd.DataFrame:
    """Return the rows of reference lines and after them the frame."""
    first = pd.DataFrame(list(lines))
    if first.empty:
        return frame
    first["value"] = first["value"].astype("float32")
    together = pd.concat([first, frame], ignore_index=True)
    for name in (*frame.select_dtypes("bool"), *first.select_dtypes("bool")):
        together[name] = together[name].fillna(False).astype(bool)
    return together


def kept_apart(places: NDArray[np.float64], heights: NDArray[np.float64]) -> NDArray[np.float64]:
    """Move the middles of labels, lowest first, as little as keeps them from overlapping."""
    stacked = heights.cumsum() - heights / 2
    moved: NDArray[np.float64] = isotonic_regression(places - stacked).x + stacked
    return moved


def listed(texts: Sequence[object]) -> str:
    """Write texts or numbers as a list in a Vega expression."""
    return json.dumps(list(texts), ensure_ascii=False)


def by_width(narrow: int, wide: int) -> alt.ExprRef:
    """Return one number for phones and another for wider pages."""
    return alt.ExprRef(f"containerSize()[0] < 480 ? {narrow} : {wide}")


def legend() -> alt.Legend:
    """Return a legend above the plot: in a row, or in fewer columns where there is less room."""
    return alt.Legend(
        orient="top",
        direction="horizontal",
        columns=alt.ExprRef("containerSize()[0] < 480 ? 2 : containerSize()[0] < 700 ? 3 : 6"),
        symbolType="square",
        symbolSize=140,
        labelLimit=240,
        rowPadding=2,
        padding=0,
    )


def tooltip(shape: Shape, heading: str, *more: alt.Tooltip) -> list[alt.Tooltip]:
    """Return what pointing at a mark says: its name, its value, its interval in words."""
    said = [alt.Tooltip(f"{heading}:N", title="title"), *more]
    said.append(alt.Tooltip("value:Q", title=shape.value_label, format=shape.number))
    if shape.has_intervals:
        said.append(alt.Tooltip("between:N", title="95% interval"))
    return said


def with_interval_in_words(chart: alt.LayerChart, shape: Shape) -> alt.LayerChart:
    """Add the field `between` that the tooltip says."""
    if not shape.has_intervals:
        return chart
    low, high = (f"format(datum.{name}, '{shape.number}')" for name in (LEAST, MOST))
    return chart.transform_calculate(
        between=f"isValid(datum.{LEAST}) ? {low} + ' to ' + {high} : 'not given'"
    )
