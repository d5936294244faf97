"""The gradient in tables: fifths beside the map, every measure of inequality, every area."""

from __future__ import annotations

import pandas as pd

from explorer import areas, registry, stats
from explorer.keeping import kept
from explorer.model import Indicator, Selection
from explorer.views import maps, selections, words
from explorer.views.air_quality.levels import place as name_of_place
from explorer.views.base import Column, TableView
from explorer.views.gaps import STANDARD_ERRORS_IN_INTERVAL
from explorer.views.gradient import measures, ranking, slope
from explorer.views.gradient.measures import difference_unit, measure_of
from explorer.views.tables import INTERVAL_HELP

NONE_GIVEN = "not given"
NO_MEANING = "no meaning"
FIFTHS = ("Most deprived fifth", "Second", "Third", "Fourth", "Least deprived fifth")


@kept(maxsize=512)
def beside(selection: Selection) -> TableView:
    """Build the small table of the measure in fifths, from the most to the least deprived."""
    selection = selections.complete(selection)
    indicator = registry.indicator(selection.indicator)
    nouns = measures.nouns(selection.area_set)[1]
    frame = fifths(selection).assign(fifth=FIFTHS)
    reach = frame["standard_error"] * STANDARD_ERRORS_IN_INTERVAL / 2
    limits = zip(frame["value"] - reach, frame["value"] + reach, strict=True)
    frame["interval"] = [words.interval(low, high, indicator.decimals) for low, high in limits]
    columns = [
        Column("fifth", f"Fifth of {_counted(selection)}"),
        Column("value", indicator.short_name, indicator.decimals),
    ]
    if reach.notna().all():
        columns.append(Column("interval", "95% interval"))
    return TableView(
        caption=f"{maps.legend_title(indicator)}, mean of the {nouns} in each fifth",
        columns=tuple(columns),
        frame=frame[[column.key for column in columns]],
        provenance=maps.provenance(selection),
    )


def fifths(selection: Selection) -> pd.DataFrame:
    """Return the measure in fifths of the residents, most deprived first; see `grouped`."""
    index = ranking.index_of(selection.area_set)
    held = ranking.ranked(selection.changed(highlighted=()), index)
    return ranking.grouped(held, ranking.FIFTHS)


@kept(maxsize=512)
def every_measure(selection: Selection) -> TableView:
    """Build the table of every measure of inequality, with what each says in plain words."""
    selection = selections.complete(selection)
    indicator = registry.indicator(selection.indicator)
    rows = [*_ends_compared(selection, indicator), *_other_measures(selection, indicator)]
    return TableView(
        caption=maps.describe(selection).removesuffix("."),
        columns=(
            Column("measure", "Measure"),
            Column("value", "Value"),
            Column("interval", "95% interval"),
            Column("says", "What it says"),
        ),
        frame=pd.DataFrame(rows, columns=["measure", "value", "interval", "says"]),
        provenance=maps.provenance(selection),
    )


@kept(maxsize=512)
def table_view(selection: Selection) -> TableView:
    """Build the table twin of map and chart: every area, the most deprived first."""
    selection = selections.complete(selection)
    indicator = registry.indicator(selection.indicator)
    index = ranking.index_of(selection.area_set)
    frame = ranking.ranked(selection.changed(highlighted=()), index)
    scores = registry.indicator(index.indicator)
    columns = [
        Column("area_name", measures.nouns(selection.area_set)[0].capitalize()),
        Column("deprivation", scores.short_name, scores.decimals, help=scores.definition),
        Column("value", indicator.short_name, indicator.decimals, indicator.unit),
    ]
    if frame["lower_95"].notna().any():
        columns += [
            Column("lower_95", "Lower 95% limit", indicator.decimals, help=INTERVAL_HELP),
            Column("upper_95", "Upper 95% limit", indicator.decimals, help=INTERVAL_HELP),
        ]
    if ranking.counts_residents(selection.area_set):
        columns.append(Column("population", "Residents", 0))
    columns.append(Column("area_code", "Code"))
    frame = frame.assign(area_name=[name_of_place(code) for code in frame["area_code"]])
    return TableView(
        caption=f"{maps.describe(selection)} Most deprived first.",
        columns=tuple(columns),
        frame=frame[[column.key for column in columns]],
        provenance=maps.provenance(selection),
    )


@kept(maxsize=512)
def method(selection: Selection) -> tuple[str, ...]:
    """Say how areas were ranked, weighted and grouped, and what the result cannot show."""
    selection = selections.complete(selection)
    return (
        f"{_ranking_words(selection)} {_fit_words(selection)}",
        *filter(None, [_income_words(selection)]),
        "The line is straight whether the points are or not: look at the chart before trusting "
        f"its ends. Here it accounts for {slope.gradient(selection).explained:.0%} of the "
        "differences between the points. Deprivation describes areas, not the people in them, and "
        "nothing here says what causes what.",
    )


def _ends_compared(selection: Selection, indicator: Indicator) -> list[tuple[str, ...]]:
    found = slope.gradient(selection).slope
    ratio = words.number(found.rii, 2) if measure_of(selection).has_ratio else NO_MEANING
    unit = difference_unit(indicator)
    places = measures.decimals(indicator, found.sii)
    interval = ""
    if found.sii_interval is not None:
        interval = words.interval(found.sii_interval.lower, found.sii_interval.upper, places)
    return [
        (
            f"Slope index of inequality (SII), {unit}",
            words.signed(found.sii, places),
            interval or NONE_GIVEN,
            "Fitted figure at the least deprived end less that at the most deprived end.",
        ),
        (
            "Relative index of inequality (RII)",
            ratio,
            slope.ratio_interval(found) or NONE_GIVEN,
            "The same two ends as a ratio; 1 means no gradient.",
        ),
    ]


def _other_measures(selection: Selection, indicator: Indicator) -> list[tuple[str, ...]]:
    points = slope.gradient(selection).points
    values, people = points["value"].to_numpy(), points["population"].to_numpy()
    concentration = stats.concentration_index(values, people)
    unit, places = difference_unit(indicator), indicator.decimals + 1
    rows = [
        (
            f"Concentration index, absolute, {unit}",
            words.signed(concentration.absolute, places),
            "Above 0 where the less deprived have more of the measure, below 0 where they have "
            "less.",
        ),
        (
            "Between-group variance, unit squared",
            words.number(stats.between_group_variance(values, people), places),
            f"How far the {_points(selection)} lie from the average, whatever their deprivation; "
            "chance adds to it.",
        ),
    ]
    if not measure_of(selection).has_ratio:
        return [(name, value, NONE_GIVEN, says) for name, value, says in rows]
    rows += [
        (
            "Concentration index, relative",
            words.signed(concentration.relative, 3),
            "The absolute index as a share of the average, from −1 to 1.",
        ),
        (
            "Index of disparity (%)",
            words.number(stats.index_of_disparity(values, people), 1),
            "Average distance from the average, in per cent of it.",
        ),
        (
            "Theil index, times 1,000",
            words.number(1000 * stats.theil_index(values, people), 2),
            "0 where all are equal; the highest figures weigh most.",
        ),
        (
            "Mean log deviation, times 1,000",
            words.number(1000 * stats.mean_log_deviation(values, people), 2),
            "0 where all are equal; the lowest figures weigh most.",
        ),
    ]
    return [(name, value, NONE_GIVEN, says) for name, value, says in rows]


def _ranking_words(selection: Selection) -> str:
    index = ranking.index_of(selection.area_set)
    noun, nouns = measures.nouns(selection.area_set)
    name = registry.indicator(index.indicator).name.partition(",")[0]
    boroughs = words.in_sentence([place.name for place in registry.places().boroughs])
    text = f"The {nouns} of {boroughs} are ranked together by the {name}."
    if index.area_set != selection.area_set:
        parts = measures.nouns(index.area_set)[1]
        text += f" A {noun}'s score is worked out here, the mean of its {parts} by residents."
    if ranking.counts_residents(selection.area_set):
        period = selections.period_of(selections.complete(ranking.RESIDENTS)).label
        return f"{text} Each {noun} counts by its residents ({period})."
    return f"{text} Each counts alike, because residents are not held for these {nouns}."


def _fit_words(selection: Selection) -> str:
    nouns = measures.nouns(selection.area_set)[1]
    if slope.in_tenths(selection):
        return (
            f"The {nouns} are put into ten groups of about as many residents each, as the "
            "published slope index is made within a local authority, and the line goes through "
            "the ten."
        )
    missing = len(areas.codes(selection.area_set)) - slope.gradient(selection).areas
    text = (
        f"The line is fitted through the {nouns} themselves, which are too few to be put into "
        "tenths."
    )
    if missing:
        noun = words.count_of(missing, *measures.nouns(selection.area_set))
        text += f" {noun} without a figure {'is' if missing == 1 else 'are'} left out."
    return text


def _income_words(selection: Selection) -> str:
    """Say what the gradient is by income alone, the part of the index free of the circle.

    '' where the index is not held in its parts.
    """
    index = ranking.index_of(selection.area_set)
    if index.indicator != ranking.INDEX.indicator:
        return ""
    indicator = registry.indicator(selection.indicator)
    by_income = slope.gradient(selection, selections.complete(ranking.INCOME)).slope
    text = (
        "Ranked by income deprivation alone, the part of the index that holds nothing of health, "
        "homes or air, the fitted difference from the most to the least deprived end is "
        f"{words.signed(by_income.sii, measures.decimals(indicator, by_income.sii))} "
        f"{difference_unit(indicator)}"
    )
    if not measure_of(selection).has_ratio:
        return f"{text}."
    return f"{text} and the ratio {words.number(by_income.rii, 2)}."


def _points(selection: Selection) -> str:
    return "tenths" if slope.in_tenths(selection) else measures.nouns(selection.area_set)[1]


def _counted(selection: Selection) -> str:
    if ranking.counts_residents(selection.area_set):
        return "residents"
    return measures.nouns(selection.area_set)[1]
