"""The gap between two areas: what it is, how sure anyone can be, and how it went through time."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from explorer import areas, registry, stats
from explorer.errors import Problem, SelectionError
from explorer.keeping import kept
from explorer.model import Period, Selection
from explorer.views import selections, words
from explorer.views.base import ChartKind, ChartView
from explorer.views.maps import provenance

OVERLAP_NOTE = (
    "Neighbouring periods share years, so their points move together. "
    "The filled points share none: compare those."
)


STANDARD_ERRORS_IN_INTERVAL = 2 * 1.959964
AFTER_LOOKING = (
    "The lowest and the highest were picked out after looking, which makes a gap look wider than "
    "it is; the interval allows for that."
)
BY_CHANCE = (
    "By chance alone the lowest and the highest would stand so far apart, on average, if all were "
    "truly equal."
)


@dataclass(frozen=True)
class AreaFigure:
    """One area's figure; limits are NaN where the release gives none."""

    code: str
    name: str
    value: float
    lower: float = math.nan
    upper: float = math.nan

    @property
    def has_interval(self) -> bool:
        return not math.isnan(self.lower)


@dataclass(frozen=True)
class Gap:
    """The difference between two areas, the higher minus the lower.

    Attributes
    ----------
    low, high : AreaFigure
    gap : float
    lower, upper : float
        95% interval; NaN where either area has none.
    chosen_after_looking : bool
        True where the two are the lowest and highest of many, which makes the gap look wider than
        it would in a new set of figures.
    by_chance : float
        Gap to be expected between lowest and highest if all were equal; NaN for a named pair.
    """

    low: AreaFigure
    high: AreaFigure
    gap: float
    lower: float
    upper: float
    chosen_after_looking: bool = False
    by_chance: float = math.nan

    @property
    def has_interval(self) -> bool:
        return not math.isnan(self.lower)

    @property
    def beyond_chance(self) -> bool | None:
        """Whether chance can be excluded; None where no interval is held."""
        return self.lower > 0 if self.has_interval else None


def figure_of(selection: Selection, code: str) -> AreaFigure:
    """Return the figure of an area or comparator for a complete selection."""
    row = selections.row_of(selections.figures(selection), code)
    return AreaFigure(
        code=code,
        name=str(row["area_name"]),
        value=float(row["value"]),
        lower=float(row["lower_95"]),
        upper=float(row["upper_95"]),
    )


@kept(maxsize=512)
def between(selection: Selection, one: str, other: str) -> Gap | None:
    """Return the gap between two areas; None where either has no figure."""
    first, second = figure_of(selection, one), figure_of(selection, other)
    if math.isnan(first.value) or math.isnan(second.value):
        return None
    low, high = sorted((first, second), key=lambda figure: figure.value)
    return _gap(low, high)


@kept(maxsize=512)
def widest(selection: Selection, borough: str = "") -> Gap:
    """Return the gap between the lowest and highest area, of one borough or of all.

    The interval allows for the choice being made after looking, by simulation.

    Raises
    ------
    SelectionError
        When fewer than two areas have a figure.
    """
    held = selections.figures(selection).areas.dropna(subset=["value"])
    if borough:
        layer = areas.load(selection.area_set)
        own = layer.loc[layer["borough_code"] == borough, "area_code"]
        held = held[held["area_code"].isin(own)]
    if len(held) < 2:
        raise SelectionError(
            Problem(
                "gap",
                f"{len(held)} areas with a figure in {borough or selection.area_set}",
                "at least two",
                "Choose a borough code such as "
                f"{', '.join(place.code for place in registry.places().boroughs)}.",
            )
        )
    order = held.sort_values("value", kind="stable")["area_code"]
    low, high = (figure_of(selection, str(code)) for code in (order.iloc[0], order.iloc[-1]))
    if held[["lower_95", "upper_95"]].isna().any(axis=None):
        plain = _gap(low, high)
        return Gap(plain.low, plain.high, plain.gap, math.nan, math.nan, True)
    errors = (held["upper_95"] - held["lower_95"]).to_numpy() / STANDARD_ERRORS_IN_INTERVAL
    span = stats.extreme_gap(held["value"].to_numpy(), errors)
    return Gap(
        low, high, span.value, span.lower, span.upper, True, by_chance=span.expected_by_chance
    )


def verdict(gap: Gap) -> str:
    """Say in words whether chance can explain a gap."""
    if gap.beyond_chance is None:
        return (
            "This release gives no intervals, so nothing can be said here about how much of the "
            "gap is chance."
        )
    if gap.beyond_chance:
        return "The gap can be told from chance."
    return "The gap cannot be told from chance."


def gap_words(gap: Gap, selection: Selection) -> str:
    """Write a gap with its interval: 'The gap is 14.0 years (95% interval 10.2 to 17.8)'."""
    indicator = registry.indicator(selection.indicator)
    unit = words.difference_unit(indicator.unit)
    text = f"The gap is {words.with_unit(gap.gap, indicator.decimals, unit)}"
    span = words.interval(gap.lower, gap.upper, indicator.decimals)
    return f"{text} (95% interval {span})" if span else text


@kept(maxsize=512)
def through_time(selection: Selection, one: str, other: str) -> pd.DataFrame:
    """Return the gap, other minus one, in every period of the release that a selection uses.

    Returns
    -------
    pandas.DataFrame
        Oldest first: `period`, `order`, `value`, `lower_95`, `upper_95`, `group`, `segment`,
        `filled` (shares no year with another filled period, counted back from the latest).
    """
    indicator = registry.indicator(selection.indicator)
    series = indicator.series_for(selection.area_set, selection.period)
    periods = sorted(series.periods, key=lambda period: period.start)
    independent = independent_periods(periods)
    found = []
    for order, period in enumerate(periods):
        now = selection.changed(period=period.id)
        first, second = figure_of(now, one), figure_of(now, other)
        span = _signed(first, second)
        found.append(
            {
                "period": period.label,
                "order": order,
                "value": second.value - first.value,
                "lower_95": span[0],
                "upper_95": span[1],
                "group": "",
                "segment": series.id,
                "filled": period.id in independent,
            }
        )
    return pd.DataFrame(found)


def independent_periods(periods: Sequence[Period]) -> frozenset[str]:
    """Return ids of periods that share no day, counted back from the latest."""
    kept = stats.independent_periods([p.start for p in periods], [p.end for p in periods])
    return frozenset(periods[place].id for place in kept)


def through_time_chart(selection: Selection, one: str, other: str) -> ChartView | None:
    """Build the chart of a gap through the periods of one release; None for a single period."""
    frame = through_time(selection, one, other).dropna(subset=["value"])
    if len(frame) < 2:
        return None
    indicator = registry.indicator(selection.indicator)
    names = areas.name_of(one), areas.name_of(other)
    unit = words.difference_unit(indicator.unit)
    first, last = frame.iloc[0], frame.iloc[-1]
    overlap = not bool(np.all(frame["filled"]))
    return ChartView(
        kind=ChartKind.LINES,
        title=f"The gap between these two {areas.area_set(selection.area_set).nouns}, "
        f"{first['period']} to {last['period']}",
        subtitle=OVERLAP_NOTE if overlap else "",
        frame=frame,
        value_label=f"Gap ({unit})",
        decimals=indicator.decimals,
        zero_based=True,
        text_alternative=(
            f"Line chart of the gap between {names[0]} and {names[1]}: "
            f"{words.with_unit(first['value'], indicator.decimals, unit)} in {first['period']}, "
            f"{words.with_unit(last['value'], indicator.decimals, unit)} in {last['period']}."
        ),
        provenance=provenance(selection),
    )


def _gap(low: AreaFigure, high: AreaFigure) -> Gap:
    lower, upper = _signed(low, high)
    return Gap(low, high, high.value - low.value, lower, upper)


def _signed(first: AreaFigure, second: AreaFigure) -> tuple[float, float]:
    if not (first.has_interval and second.has_interval):
        return math.nan, math.nan
    found = stats.difference(
        stats.Estimate(second.value, second.lower, second.upper),
        stats.Estimate(first.value, first.lower, first.upper),
    )
    return float(found.lower), float(found.upper)
