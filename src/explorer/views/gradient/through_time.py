"""The gradient in life expectancy through time: ours across wards, and the boroughs' published."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd

from explorer import registry, stats
from explorer.keeping import kept
from explorer.model import Period, Selection
from explorer.stats.trend import POINTS
from explorer.views import charts, gaps, maps, selections, words
from explorer.views.base import ChartKind, ChartView
from explorer.views.gradient import measures, ranking
from explorer.views.gradient.slope import gradient

PUBLISHED = "sii-life-expectancy"
BOROUGHS = "boroughs"


def is_held(selection: Selection) -> bool:
    """Say whether the gradient of a measure is held through time."""
    return selection.indicator == measures.LIFE_EXPECTANCY


@kept(maxsize=8)
def slopes(sex: str) -> pd.DataFrame:
    """Return the slope index across the wards in every period, ranked alike in all of them.

    Returns
    -------
    pandas.DataFrame
        Oldest first: `period`, `order`, `value`, `lower_95`, `upper_95`, `group`, `segment`,
        `filled` (shares no year with another filled period, counted back from the latest).
    """
    periods = _periods(measures.LIFE_EXPECTANCY, measures.wards())
    independent = gaps.independent_periods(list(periods))
    found = []
    for order, period in enumerate(periods):
        slope = gradient(_selection(sex, period)).slope
        lower, upper = slope.sii_interval or (float("nan"), float("nan"))
        found.append(
            {
                "period": period.label,
                "order": order,
                "value": slope.sii,
                "lower_95": lower,
                "upper_95": upper,
                "group": "",
                "segment": measures.wards(),
                "filled": period.id in independent,
            }
        )
    return pd.DataFrame(found)


@kept(maxsize=8)
def trend_chart(sex: str) -> ChartView:
    """Build the chart of the slope index across the wards through all periods."""
    frame = slopes(sex)
    periods = _periods(measures.LIFE_EXPECTANCY, measures.wards())
    latest = _selection(sex, periods[-1])
    indicator = registry.indicator(measures.LIFE_EXPECTANCY)
    index = registry.indicator(ranking.index_of(measures.wards()).indicator)
    nouns = measures.nouns(measures.wards())[1]
    return ChartView(
        kind=ChartKind.LINES,
        title=change_words(sex),
        subtitle=(
            f"Slope index across the {nouns}, in the order of the {index.name.partition(',')[0]} "
            f"throughout. {gaps.OVERLAP_NOTE} {trend_words(sex)}"
        ),
        frame=frame,
        value_label=f"Slope index of inequality ({indicator.unit})",
        decimals=indicator.decimals,
        zero_based=True,
        text_alternative=f"{change_words(sex)}. {trend_words(sex)}",
        provenance=maps.provenance(latest),
    )


@kept(maxsize=8)
def change_words(sex: str) -> str:
    """Say how the slope moved between the first and the last period that share no year."""
    rows = slopes(sex)
    rows = rows[rows["filled"]]
    first, last = rows.iloc[0], rows.iloc[-1]
    moved = stats.difference(_estimate(last), _estimate(first))
    people = words.lower_first(_group(sex))
    span = f"{words.number(first['value'], 1)} years in {first['period']}, " + (
        f"{words.number(last['value'], 1)} in {last['period']}"
    )
    if not moved.chance_excluded:
        return f"No change in the gradient among {people} can be told from chance: {span}"
    way = "grew" if moved.value > 0 else "shrank"
    interval = words.interval(moved.lower, moved.upper, 1)
    return (
        f"The gradient among {people} {way} by {words.number(abs(moved.value), 1)} years "
        f"(95% interval {interval}): {span}"
    )


@kept(maxsize=8)
def trend_words(sex: str) -> str:
    """Give the trend marker, tested on periods that share no year, or say why there is none."""
    rows = slopes(sex)
    apart = rows[rows["filled"]]
    found = stats.recent_trend(
        apart["value"].to_numpy(),
        polarity="low-is-better",
        lower=apart["lower_95"].to_numpy(),
        upper=apart["upper_95"].to_numpy(),
    )
    if len(apart) >= POINTS:
        return f"Trend marker: {found.direction}. {found.reason}"
    return (
        f"Trend marker: not tested. The rule needs {POINTS} periods that share no "
        f"year, and of these {len(rows)} only {len(apart)} do: "
        f"{words.in_sentence(list(apart['period']))}."
    )


def published(sex: str) -> Selection:
    """Return the selection of the boroughs' published slope index, its latest period."""
    return selections.complete(Selection(PUBLISHED, BOROUGHS, by=(("sex", sex),)))


@kept(maxsize=8)
def published_chart(sex: str) -> ChartView:
    """Build the chart of the boroughs' own slope index, as published, apart from ours."""
    periods, selection = _periods(PUBLISHED, BOROUGHS), published(sex)
    first, last = periods[0].label, periods[-1].label
    people = words.lower_first(_group(sex))
    view = charts.boroughs_through_time(
        selection, f"The boroughs' published slope index, {people}, {first} to {last}"
    )
    own = view.frame["group"].isin([place.short_name for place in registry.places().boroughs])
    independent = {p.label for p in periods if p.id in gaps.independent_periods(list(periods))}
    frame = view.frame[own].reset_index(drop=True)
    return replace(
        view,
        frame=frame.assign(filled=frame["period"].isin(independent)),
        subtitle=(
            f"{gaps.OVERLAP_NOTE} Published without intervals, so no trend is tested and how much "
            "of the movement is chance cannot be said."
        ),
        value_label=f"Slope index of inequality ({registry.indicator(PUBLISHED).unit})",
        zero_based=True,
    )


def why_they_differ() -> tuple[str, ...]:
    """Say why the published index of a borough and ours across areas are not one series."""
    nouns = measures.nouns(measures.wards())[1]
    boroughs = words.in_sentence([place.name for place in registry.places().boroughs])
    ours = _periods(measures.LIFE_EXPECTANCY, measures.wards())
    theirs = _periods(PUBLISHED, BOROUGHS)
    return (
        "The published index looks within one borough: its small areas are put into ten groups by "
        "deprivation, life expectancy is worked out for each group from its deaths, and the line "
        "goes through the ten.",
        f"Ours looks across the {nouns} or neighbourhoods of {boroughs} together, and its line "
        "goes through their published life expectancies, because deaths by small area are not "
        "held here.",
        f"The years differ too: {theirs[0].label} to {theirs[-1].label} there, {ours[0].label} to "
        f"{ours[-1].label} for our {nouns}. So one is not to be taken from the other, and no line "
        "joins them.",
    )


def _periods(indicator: str, area_set: str) -> tuple[Period, ...]:
    return registry.indicator(indicator).periods(area_set)


def _selection(sex: str, period: Period) -> Selection:
    return Selection(measures.LIFE_EXPECTANCY, measures.wards(), period.id, (("sex", sex),))


def _group(sex: str) -> str:
    (breakdown,) = registry.indicator(measures.LIFE_EXPECTANCY).breakdowns
    return breakdown.label_of(sex)


def _estimate(row: pd.Series) -> stats.Estimate:
    return stats.Estimate(float(row["value"]), float(row["lower_95"]), float(row["upper_95"]))
