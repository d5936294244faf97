"""The gradient itself: the line through areas or groups in order of deprivation, and its words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from explorer import registry, stats
from explorer.keeping import kept
from explorer.model import Indicator, Selection
from explorer.views import maps, selections, words
from explorer.views.base import ChartKind, ChartView, MapView
from explorer.views.gaps import STANDARD_ERRORS_IN_INTERVAL
from explorer.views.gradient import measures, ranking
from explorer.views.gradient.measures import apart, level, measure_of

LITTLE_OF_IT = 0.2
"""Share of the differences below which a line says little of them."""


@dataclass(frozen=True, eq=False)
class Gradient:
    """A line fitted through areas, or groups of them, in order of deprivation.

    Attributes
    ----------
    points : pandas.DataFrame
        Most deprived first: `label`, `value`, `standard_error`, `population`, `rank` (0 to 1).
    areas : int
        How many areas have a figure.
    slope : explorer.stats.SlopeIndex
    explained : float
        Share of the differences between the points that the line accounts for: 0 to 1.
    """

    points: pd.DataFrame
    areas: int
    slope: stats.SlopeIndex
    explained: float

    @property
    def is_straight(self) -> bool:
        """Whether the line says enough of the points to be spoken of as a rise or a fall."""
        return self.explained >= LITTLE_OF_IT and self.slope.chance_excluded is not False


def gradient(selection: Selection, index: Selection | None = None) -> Gradient:
    """Fit the line for a complete selection.

    Wards and neighbourhoods are fitted one by one; small areas, which are many, in tenths of the
    residents, as the published index does within a local authority.

    Parameters
    ----------
    selection : Selection
    index : Selection, optional
        Other deprivation scores to rank by than those of the area set.
    """
    chosen = index or ranking.index_of(selection.area_set)
    return _gradient(selection.changed(highlighted=()), chosen)


def within(selection: Selection, borough: str) -> Gradient:
    """Fit the line for a complete selection through the areas of one borough alone."""
    index = ranking.index_of(selection.area_set)
    return _gradient(selection.changed(highlighted=()), index, borough)


@kept(maxsize=512)
def _gradient(selection: Selection, index: Selection, borough: str = "") -> Gradient:
    held = ranking.ranked(selection, index)
    if borough:
        held = ranking.within(held, selection.area_set, borough)
    points = held
    if in_tenths(selection):
        points = ranking.grouped(held, ranking.TENTHS)
    has_errors = bool(points["standard_error"].notna().all())
    slope = stats.slope_index(
        points["value"].to_numpy(),
        points["population"].to_numpy(),
        points["standard_error"].to_numpy() if has_errors else None,
    )
    labels = held["area_name"] if points is held else _tenth_labels(len(points))
    points = points.assign(label=labels, rank=slope.ranks)
    on_line = slope.most_deprived + slope.sii * slope.ranks
    line, whole = (
        stats.between_group_variance(values, points["population"].to_numpy())
        for values in (on_line, points["value"].to_numpy())
    )
    return Gradient(points, len(held), slope, line / whole if whole else 0.0)


def in_tenths(selection: Selection) -> bool:
    """Say whether the line is fitted through tenths of the residents."""
    return selection.area_set == measures.SMALL_AREAS


@kept(maxsize=512)
def map_view(selection: Selection) -> MapView:
    """Build the map of the measure with the gradient as its headline."""
    selection = selections.complete(selection)
    view = maps.map_view(selection, headline(selection), subtitle(selection))
    return replace(view, subtitle=" ".join([view.subtitle, *_places_of_chosen(view)]))


@kept(maxsize=512)
def headline(selection: Selection) -> str:
    """Say how the measure changes along the line, or that it does not change along a line."""
    found, indicator = gradient(selection), registry.indicator(selection.indicator)
    subject = measure_of(selection).subject
    scope = f"the most to the least deprived of these {_areas(selection, found)}"
    if not found.is_straight:
        beyond = " that can be told from chance" if found.slope.chance_excluded is False else ""
        return (
            f"From {scope}, there is no steady rise or fall{beyond} in {subject} "
            f"({_when(selection)})"
        )
    way = "rise" if found.slope.sii > 0 else "fall"
    return (
        f"From {scope}, there is a {way} of {apart(indicator, found.slope.sii)} in {subject} "
        f"({_when(selection)})"
    )


@kept(maxsize=512)
def subtitle(selection: Selection) -> str:
    """Say both measures of inequality with their intervals, or why they have none."""
    reason = measure_of(selection).without_interval
    return " ".join(
        text for text in (maps.describe(selection), sentence(selection), reason) if text
    )


@kept(maxsize=512)
def sentence(selection: Selection) -> str:
    """Say the line's two ends, their difference and their ratio."""
    indicator, measure = registry.indicator(selection.indicator), measure_of(selection)
    slope = gradient(selection).slope
    text = (
        f"The fitted line goes from {level(indicator, slope.most_deprived)} at the most deprived "
        f"end to {level(indicator, slope.least_deprived)} at the least deprived end"
        f"{measures.base(indicator)}. Their difference, the slope index of inequality (SII), is "
        f"{apart(indicator, slope.sii)}{_aside(difference_interval(slope, indicator))}"
    )
    if not measure.has_ratio:
        return f"{text}. They have no ratio, because the scale has no true zero."
    return (
        f"{text}; their ratio, the relative index (RII), is {words.number(slope.rii, 2)}"
        f"{_aside(ratio_interval(slope))}."
    )


def difference_interval(slope: stats.SlopeIndex, indicator: Indicator) -> str:
    """Write the interval of the slope index; '' where there is none."""
    if slope.sii_interval is None:
        return ""
    lower, upper = slope.sii_interval
    if slope.sii < 0:
        # the difference is written without its sign, so its limits are too
        lower, upper = -upper, -lower
    return words.interval(lower, upper, indicator.decimals)


def ratio_interval(slope: stats.SlopeIndex) -> str:
    """Write the interval of the relative index; '' where there is none."""
    if slope.rii_interval is None:
        return ""
    return words.interval(slope.rii_interval.lower, slope.rii_interval.upper, 2)


@kept(maxsize=512)
def chart(selection: Selection) -> ChartView:
    """Build the chart of areas or tenths in order of deprivation, with the fitted line."""
    selection = selections.complete(selection)
    found, indicator = gradient(selection), registry.indicator(selection.indicator)
    noun, nouns = measures.nouns(selection.area_set)
    points, errors = found.points, found.points["standard_error"]
    reach = errors * STANDARD_ERRORS_IN_INTERVAL / 2
    drawn = pd.DataFrame(
        {
            "x": 100 * points["rank"],
            "value": points["value"],
            "lower_95": points.get("lower_95", points["value"] - reach),
            "upper_95": points.get("upper_95", points["value"] + reach),
            "label": points["label"],
            "size": points["population"],
            "highlight": _marked(selection, points),
            "fitted": np.nan,
        }
    )
    ends = pd.DataFrame(
        {
            "x": [0.0, 100.0],
            "fitted": [found.slope.most_deprived, found.slope.least_deprived],
            "label": "Fitted line",
            "highlight": False,
        }
    )
    who = "residents" if ranking.counts_residents(selection.area_set) else nouns
    each = (
        f"Tenths of residents, by how deprived their {noun} is"
        if in_tenths(selection)
        else (f"Every {noun} in order of deprivation")
    )
    return ChartView(
        kind=ChartKind.GRADIENT,
        title=f"{each}, with the fitted line",
        subtitle=measure_of(selection).circular,
        frame=pd.concat([drawn, ends], ignore_index=True),
        value_label=maps.legend_title(indicator),
        x_label=f"Share of {who} (%), from the most deprived (0) to the least (100)",
        decimals=indicator.decimals,
        text_alternative=f"Each point is one of {len(points)}, and a straight line is fitted "
        "through them. The finding above says where the line starts and ends.",
        provenance=maps.provenance(selection),
    )


def _marked(selection: Selection, points: pd.DataFrame) -> pd.Series:
    """Mark the chosen area, or the tenth that it belongs to; the highest and lowest without one."""
    if not selection.highlighted:
        if in_tenths(selection):
            return pd.Series(data=False, index=points.index)
        ends = (points["value"].idxmin(), points["value"].idxmax())
        return pd.Series(points.index.isin(ends), index=points.index)
    if not in_tenths(selection):
        return points["area_code"].isin(selection.highlighted)
    held = ranking.ranked(selection.changed(highlighted=()), ranking.index_of(selection.area_set))
    ranks = held.loc[held["area_code"].isin(selection.highlighted), "rank"]
    return pd.Series(points.index.isin((ranks * ranking.TENTHS).astype(int)), index=points.index)


def _places_of_chosen(view: MapView) -> Iterator[str]:
    """Say the chosen area's figure and its place in the order of deprivation."""
    selection = view.selection.changed(highlighted=())
    order = list(ranking.ranked(selection, ranking.index_of(selection.area_set))["area_code"])
    texts = view.frame.set_index("area_code")["text"]
    for code in view.highlighted:
        text = str(texts[code]).removesuffix(".")
        if code in order:
            text += f", number {order.index(code) + 1} of {len(order)} from the most deprived"
        yield f"{text}."


def _tenth_labels(count: int) -> list[str]:
    inner = [f"Tenth {number} from the most deprived" for number in range(2, count)]
    return ["Most deprived tenth", *inner, "Least deprived tenth"]


def _areas(selection: Selection, found: Gradient) -> str:
    return words.count_of(found.areas, *measures.nouns(selection.area_set))


def _when(selection: Selection) -> str:
    """Say group and period: 'men, 2010–14', 'counted by bedrooms, Indices of 2025'."""
    breakdowns = {b.id: b for b in registry.indicator(selection.indicator).breakdowns}
    parts = [selections.period_of(selection).label]
    for key, value in reversed(selection.by):
        group = words.lower_first(breakdowns[key].label_of(value))
        named = group if key == "sex" else f"{breakdowns[key].label} {group}".lower()
        parts.insert(0, named)
    return ", ".join(parts)


def _aside(interval: str) -> str:
    return f" (95% interval {interval})" if interval else ""
