"""What it would mean if every area had the figure of the least deprived, or of the best."""

from __future__ import annotations

import math

import pandas as pd

from explorer import areas, registry, stats
from explorer.keeping import kept
from explorer.model import Polarity, Selection
from explorer.views import maps, selections, words
from explorer.views.air_quality.levels import place
from explorer.views.base import Column, Passage, TableView
from explorer.views.gradient import measures, ranking, tables
from explorer.views.gradient.measures import apart, level, measure_of

TITLE = "What a better figure everywhere would mean"
COUNTED_TITLE = "People, not only years: what the census counts"
COUNTED = {
    "overcrowding": "Overcrowded households",
    "disability": "Disabled residents",
    "no-qualifications": "Residents aged 16 and over without qualifications",
}
"""Measures of the census that count people or households on today's wards."""

NEITHER_GOOD_NOR_BAD = (
    "A share of residents is neither good nor bad, so no area's is a mark for the others and "
    "nothing is worked out here."
)
ARITHMETIC = (
    "This is arithmetic, not a forecast: it says how much lies between areas, not how it could be "
    "closed or what closing it would take."
)
PARTLY_LUCK = (
    "The best of many small areas is partly luck, so its figure is too good a mark; the least "
    "deprived fifth is the steadier one."
)
NO_DEATHS_COUNTED = (
    "The counts are of one day, the census, so they are people at one time and not people a year. "
    "Deaths are published here as expectancies and ratios without counts, so early deaths cannot "
    "be turned into people a year. Disability is not adjusted for age."
)


@kept(maxsize=512)
def passage(selection: Selection) -> Passage:
    """Build the passage on the chosen measure: what all areas would have with a better figure."""
    selection = selections.complete(selection)
    table = matched(selection)
    if table is None:
        return Passage(TITLE, (), (sentence(selection),))
    return Passage(sentence(selection), (table,), (ARITHMETIC, PARTLY_LUCK))


@kept(maxsize=1)
def counted_passage() -> Passage:
    """Build the passage on what can be said in people, whatever measure is chosen."""
    return Passage(COUNTED_TITLE, (counted(),), (NO_DEATHS_COUNTED,))


@kept(maxsize=512)
def attributable(selection: Selection) -> stats.PopulationAttributable:
    """Return what would change if all had the figure of the least deprived fifth."""
    groups = tables.fifths(selection)
    return stats.population_attributable(
        groups["value"].to_numpy(),
        groups["population"].to_numpy(),
        registry.indicator(selection.indicator).polarity,
        reference=len(groups) - 1,
    )


@kept(maxsize=512)
def sentence(selection: Selection) -> str:
    """Say what all areas would have on average with the figure of the least deprived fifth."""
    indicator, measure = registry.indicator(selection.indicator), measure_of(selection)
    if indicator.polarity is Polarity.NEUTRAL:
        return NEITHER_GOOD_NOR_BAD
    noun, nouns = measures.nouns(selection.area_set)
    found = attributable(selection)
    if not found.par:
        return (
            f"The least deprived fifth of {nouns} is no better than the average here, so nothing "
            "would be gained by matching it"
        )
    way = "higher" if found.par > 0 else "lower"
    return (
        f"If every {noun} had the figure of the least deprived fifth, {measure.subject} would be "
        f"{apart(indicator, found.par)} {way} on average: "
        f"{level(indicator, found.average + found.par)} instead of "
        f"{level(indicator, found.average)}"
    )


@kept(maxsize=512)
def matched(selection: Selection) -> TableView | None:
    """Build the table of both marks: the least deprived fifth, and the best single area.

    None where the measure is neither good nor bad.
    """
    indicator = registry.indicator(selection.indicator)
    if indicator.polarity is Polarity.NEUTRAL:
        return None
    held = ranking.ranked(selection.changed(highlighted=()), ranking.index_of(selection.area_set))
    best = stats.population_attributable(
        held["value"].to_numpy(), held["population"].to_numpy(), indicator.polarity
    )
    fifth = attributable(selection)
    fifth_value = float(tables.fifths(selection)["value"].iloc[-1])
    best_area = held.iloc[best.reference]
    has_ratio = measure_of(selection).has_ratio
    rows = [
        {
            "mark": mark,
            "figure": figure,
            "average": found.average,
            "change": found.par,
            "share": found.paf if has_ratio else math.nan,
        }
        for mark, figure, found in (
            ("the least deprived fifth", fifth_value, fifth),
            (f"the best, {place(best_area['area_code'])}", float(best_area["value"]), best),
        )
    ]
    columns = [
        Column("mark", "If all had the figure of"),
        Column("figure", "Its figure", indicator.decimals),
        Column("average", "Average now", indicator.decimals),
        Column("change", f"Change ({measures.difference_unit(indicator)})", indicator.decimals),
    ]
    if has_ratio:
        columns.append(Column("share", "Change (%)", 1))
    return TableView(
        caption=maps.describe(selection).removesuffix("."),
        columns=tuple(columns),
        frame=pd.DataFrame(rows)[[column.key for column in columns]],
        provenance=maps.provenance(selection),
    )


def counts() -> tuple[Selection, ...]:
    """Return the selections of the measures that are counts, on today's wards."""
    found = (Selection(indicator, areas.current("ward")) for indicator in COUNTED)
    return tuple(selections.complete(selection) for selection in found)


@kept(maxsize=1)
def counted() -> TableView:
    """Build the table of what the census counts: how many fewer if all wards had a lower share."""
    found = counts()
    noun = measures.nouns(found[0].area_set)[0]
    period = selections.period_of(found[0]).label
    return TableView(
        caption=f"Counted in people and households, by {noun}, {period}",
        columns=(
            Column("what", "Counted"),
            Column("now", "Now"),
            Column("fifth", "Fewer, at the share of the least deprived fifth"),
            Column("lowest", f"Fewer, at the share of the lowest {noun}"),
        ),
        frame=pd.DataFrame([_counted(selection) for selection in found]),
        provenance=maps.provenance(found[0]),
    )


def _counted(selection: Selection) -> dict[str, str]:
    indicator = registry.indicator(selection.indicator)
    held = ranking.ranked(selection, ranking.index_of(selection.area_set))
    fifth = attributable(selection)
    best = stats.population_attributable(
        held["value"].to_numpy(), held["population"].to_numpy(), indicator.polarity
    )
    lowest = held.iloc[best.reference]
    now = words.number(selections.figures(selection).areas["numerator"].sum())
    return {
        "what": COUNTED[selection.indicator],
        "now": f"{now} ({indicator.with_unit(best.average)})",
        "fifth": f"{_about(fifth.people)} ({indicator.with_unit(fifth.average + fifth.par)})",
        "lowest": f"{_about(best.people)} ({lowest['area_name']}, "
        f"{indicator.with_unit(float(lowest['value']))})",
    }


def _about(people: float) -> str:
    """Write a count that was worked out to the nearest hundred."""
    return f"about {words.number(round(people, -2))}"
