"""A chart view as the series of a PowerPoint chart: which marks, where, and how drawn."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import Enum

import pandas as pd
from pptx.enum.dml import MSO_LINE

from explorer.exports import safe
from explorer.exports.slide_design import QUIET
from explorer.views import palettes
from explorer.views.base import ChartKind, ChartView

PLANES = (ChartKind.SCATTER, ChartKind.GRADIENT, ChartKind.FUNNEL)
BARS = (ChartKind.BARS, ChartKind.STACKED)
CHOSEN, COMPARISON, FITTED = "Highlighted", "For comparison", "Fitted line"
Curves = Mapping[str, tuple[str, MSO_LINE | None]]
"""Column of a frame, and the name and dash of the line drawn from it."""
LIMITS: Curves = {
    "lower_limit_998": ("Lower 99.8% limit", MSO_LINE.SQUARE_DOT),
    "lower_limit_95": ("Lower 95% limit", MSO_LINE.DASH),
    "upper_limit_95": ("Upper 95% limit", MSO_LINE.DASH),
    "upper_limit_998": ("Upper 99.8% limit", MSO_LINE.SQUARE_DOT),
}
CURVES: Mapping[ChartKind, Curves] = {
    ChartKind.GRADIENT: {"fitted": (FITTED, None)},
    ChartKind.FUNNEL: LIMITS,
}
_DASHES = (MSO_LINE.DASH, MSO_LINE.ROUND_DOT, MSO_LINE.DASH_DOT, MSO_LINE.LONG_DASH)
Number = float | None


class Area(Enum):
    """The two areas, one on the other, of which the upper is the band of an interval."""

    BENEATH = "Lower 95% limit"
    BAND = "Width of the 95% interval"


@dataclass(frozen=True)
class Marks:
    """One series of a chart: where its marks stand and how they are drawn.

    Attributes
    ----------
    values, lower, upper : tuple of float or None
        None where there is no figure; limits of the 95% intervals, empty where none is drawn.
    x, labels
        Of a chart in the plane: its horizontal values, and words at a mark ('' for none).
    line : bool
        Joined by a line; `marker` tells whether marks are drawn, `hollow` which of them are empty.
    repeated : bool
        Another part of a series named before, so left out of the legend.
    banded : bool
        Its intervals are drawn as a band, not as a bar at each mark.
    area : Area or None
        Drawn as an area instead: the band itself, or what stands beneath it and is not seen.
    """

    name: str
    values: tuple[Number, ...]
    colour: str
    lower: tuple[Number, ...] = ()
    upper: tuple[Number, ...] = ()
    x: tuple[float, ...] = ()
    labels: tuple[str, ...] = ()
    line: bool = False
    marker: bool = True
    hollow: tuple[bool, ...] = ()
    dash: MSO_LINE | None = None
    repeated: bool = False
    banded: bool = False
    area: Area | None = None


def row_marks(view: ChartView) -> tuple[list[str], list[Marks]]:
    """Return categories and series of a chart whose rows or periods have names."""
    frame = view.frame
    if view.kind is ChartKind.LINES:
        ordered = frame.drop_duplicates("order").sort_values("order")
        categories = [str(label) for label in ordered["period"]]
        marks = _line_marks(view, categories)
    else:
        categories = [str(label) for label in frame["label"].drop_duplicates()]
        if view.kind is ChartKind.STACKED or has_groups(frame):
            marks = _group_marks(view, categories)
        else:
            marks = _chosen_marks(view, categories)
    if view.kind is ChartKind.SPINE:
        marks += _spread_marks(frame, categories)
    if view.kind is ChartKind.BARS and view.reference_lines:
        # A bar chart cannot hold a line, so what it is compared with gets bars of its own.
        at = len(categories)
        categories += [line.label for line in view.reference_lines]
        padding = (None,) * len(view.reference_lines)
        marks = [_padded(mark, padding) for mark in marks]
        values = (*((None,) * at), *(line.value for line in view.reference_lines))
        marks.append(Marks(COMPARISON, values, f"#{QUIET}"))
    elif view.kind not in BARS:
        marks += [
            Marks(
                line.label,
                (line.value,) * len(categories),
                f"#{QUIET}",
                line=True,
                marker=False,
                dash=_DASHES[i % len(_DASHES)],
            )
            for i, line in enumerate(view.reference_lines)
        ]
    if view.kind is ChartKind.LINES and len(marks) == 1:
        marks = _with_band(marks[0])
    if view.kind in BARS:
        # PowerPoint draws the first bar at the foot.
        return categories[::-1], [_reversed(mark) for mark in marks]
    return [safe.text(category) for category in categories], marks


def _chosen_marks(view: ChartView, categories: list[str]) -> list[Marks]:
    frame = view.frame.drop_duplicates("label").set_index("label").reindex(categories)
    chosen = _chosen(frame)
    if not chosen.any():
        return [_limits(Marks(view.value_label, _numbers(frame["value"]), palettes.HEADING), frame)]
    return [
        _limits(Marks(name, _numbers(frame["value"].where(rows)), colour), frame.where(rows))
        for name, rows, colour in (
            (view.value_label, ~chosen, palettes.HEADING),
            (CHOSEN, chosen, palettes.HIGHLIGHT),
        )
    ]


def _group_marks(view: ChartView, categories: list[str]) -> list[Marks]:
    colours = _colours(view)
    found = []
    for group, rows in view.frame.groupby("group", sort=False):
        held = rows.drop_duplicates("label").set_index("label").reindex(categories)
        mark = Marks(str(group), _numbers(held["value"]), colours[str(group)])
        found.append(_limits(mark, held))
    return found


def _spread_marks(frame: pd.DataFrame, categories: list[str]) -> list[Marks]:
    """Return the ends of the spread of all areas, as empty marks."""
    held = frame.drop_duplicates("label").set_index("label").reindex(categories)
    hollow = (True,) * len(categories)
    return [
        Marks(name, _numbers(held[column]), f"#{QUIET}", hollow=hollow)
        for column, name in (("least", "Lowest of all"), ("most", "Highest of all"))
    ]


def _line_marks(view: ChartView, categories: list[str]) -> list[Marks]:
    """Return a series for each group and segment, so that no line joins two releases."""
    colours = _colours(view)
    found: list[Marks] = []
    for (group, _), rows in view.frame.groupby(["group", "segment"], sort=False):
        held = rows.assign(period=rows["period"].astype(str))
        held = held.drop_duplicates("period").set_index("period").reindex(categories)
        mark = Marks(
            str(group),
            _numbers(held["value"]),
            colours[str(group)],
            line=True,
            hollow=_hollow(held),
            repeated=any(other.name == str(group) for other in found),
        )
        found.append(_limits(mark, held))
    return found


def _with_band(mark: Marks) -> list[Marks]:
    """Turn the intervals of one whole line into a band; areas of several would lie on each other.

    A line with gaps keeps its bars: an area falls to nothing where a figure is missing.
    """
    if not mark.lower or None in (*mark.lower, *mark.upper):
        return [mark]
    lower = [low or 0.0 for low in mark.lower]
    width = [(high or 0.0) - low for low, high in zip(lower, mark.upper, strict=True)]
    return [
        replace(mark, banded=True),
        Marks(Area.BENEATH.value, tuple(lower), mark.colour, area=Area.BENEATH),
        Marks(Area.BAND.value, tuple(width), mark.colour, area=Area.BAND),
    ]


def plane_marks(view: ChartView) -> list[Marks]:
    """Return the series of a chart in the plane: points, then fitted line, limits, references."""
    frame, height = view.frame, "y" if view.kind is ChartKind.SCATTER else "value"
    points = frame.dropna(subset=["x", height])
    chosen = _chosen(points)
    found = []
    for name, rows, colour in (
        (view.label_heading or view.value_label, points[~chosen], palettes.HEADING),
        (CHOSEN, points[chosen], palettes.HIGHLIGHT),
    ):
        if len(rows):
            labels = tuple(rows["label"].astype(str)) if name == CHOSEN else ()
            mark = Marks(
                name,
                _numbers(rows[height]),
                colour,
                x=tuple(rows["x"].astype(float)),
                labels=labels,
            )
            found.append(_limits(mark, rows))
    for column, (name, dash) in CURVES.get(view.kind, {}).items():
        rows = frame.dropna(subset=["x", column]).sort_values("x")
        found.append(_curve(name, rows["x"], rows[column], palettes.INK, dash))
    across = pd.Series([frame["x"].min(), frame["x"].max()], dtype=float)
    for i, line in enumerate(view.reference_lines):
        level = pd.Series([line.value] * 2)
        found.append(_curve(line.label, across, level, f"#{QUIET}", _DASHES[i % len(_DASHES)]))
    return found


def _curve(name: str, x: pd.Series, values: pd.Series, colour: str, dash: MSO_LINE | None) -> Marks:
    return Marks(
        name,
        _numbers(values),
        colour,
        x=tuple(x.astype(float)),
        line=True,
        marker=False,
        dash=dash,
    )


def _limits(mark: Marks, frame: pd.DataFrame) -> Marks:
    if not {"lower_95", "upper_95"} <= set(frame.columns) or frame["lower_95"].isna().all():
        return mark
    return replace(mark, lower=_numbers(frame["lower_95"]), upper=_numbers(frame["upper_95"]))


def _hollow(frame: pd.DataFrame) -> tuple[bool, ...]:
    if "filled" not in frame:
        return ()
    return tuple(not filled for filled in frame["filled"].fillna(True))


def _numbers(values: pd.Series) -> tuple[Number, ...]:
    return tuple(None if pd.isna(value) else round(float(value), 6) for value in values)


def _chosen(frame: pd.DataFrame) -> pd.Series:
    if "highlight" not in frame:
        return pd.Series(False, frame.index)
    return frame["highlight"].fillna(False).astype(bool)


def has_groups(frame: pd.DataFrame) -> bool:
    """Whether a chart's rows belong to more than one group."""
    return "group" in frame and frame["group"].nunique() > 1


def _colours(view: ChartView) -> dict[str, str]:
    groups = [str(group) for group in view.frame["group"].drop_duplicates()]
    palette = palettes.categorical(6)
    own = dict(view.colours)
    return {
        group: own.get(group, palette[i] if i < len(palette) else f"#{QUIET}")
        for i, group in enumerate(groups)
    }


def _padded(mark: Marks, padding: tuple[Number, ...]) -> Marks:
    return replace(
        mark,
        values=(*mark.values, *padding),
        lower=(*mark.lower, *padding) if mark.lower else (),
        upper=(*mark.upper, *padding) if mark.upper else (),
    )


def _reversed(mark: Marks) -> Marks:
    return replace(mark, values=mark.values[::-1], lower=mark.lower[::-1], upper=mark.upper[::-1])
