"""An indicator moved to another area set: its figures there, how sure, and how close it comes back.

Every figure here is read through `selections`, so what is withheld is withheld here too.
"""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from explorer import areas, registry
from explorer.errors import Problem, SelectionError
from explorer.keeping import kept
from explorer.model import Aggregation, Indicator, Selection, Standing
from explorer.views import selections, words
from explorer.views.base import Column, TableView
from explorer.views.maps import describe, provenance

SMALL_AREAS = "lsoa-2021"
RESIDENTS = "population"
MOVING = (
    "Figures published for one set of areas are read on another by sharing each area out by where "
    "its live postcodes lie. Counts are shared out and their ratio taken again; shares without "
    "counts are averaged with the people that each part brings. Totals stay as they were.",
    "Postcodes stand in for people, and each area is taken to be alike throughout, so the result "
    "is an estimate wherever an area is split. Medians, ranks, life expectancy and standardised "
    "ratios have no such mean and are never moved.",
)
FINEST_FIRST = (SMALL_AREAS, "msoa-2021")
PERCENT = "%"
DENOMINATORS = ("tenure", "qualifications", "age-group")
"""Indicators whose denominators are known by ward and serve as weights for others on the same."""


@dataclass(frozen=True, eq=False)
class Moved:
    """An indicator's figures on an area set for which they were not published.

    Attributes
    ----------
    source : Selection
        What was moved, complete.
    area_set : str
        Where to.
    figures : explorer.areas.Rebased
    there_and_back : explorer.areas.RoundTrip
    weights : str
        What weighted a mean, in words; '' for counts.
    """

    source: Selection
    area_set: str
    figures: areas.Rebased
    there_and_back: areas.RoundTrip
    weights: str

    @property
    def standing(self) -> Standing:
        return self.figures.standing


@kept(maxsize=256)
def moved(selection: Selection, to_set: str) -> Moved:
    """Move the figures of a complete selection to another area set.

    Raises
    ------
    StatisticsError
        When the indicator has neither counts nor a mean that means anything.
    UnknownAreaError
        When no crosswalk connects the sets.
    """
    held = selections.figures(selection)
    how = registry.aggregation(selection.indicator, held.series.id)
    table = held.areas.set_index("area_code").reindex(areas.codes(selection.area_set))
    table = table.reset_index()
    people, said = None, ""
    if how is Aggregation.WEIGHTED_MEAN:
        people, said = weights_of(registry.indicator(selection.indicator), selection.area_set)
    arguments = (table, selection.area_set, to_set, how, people, per(selection))
    return Moved(
        source=selection,
        area_set=to_set,
        figures=areas.rebase(*arguments),
        there_and_back=areas.there_and_back(*arguments),
        weights=said,
    )


def finest(indicator: Indicator, to_set: str) -> Selection:
    """Return the selection that moves best to an area set: small areas before larger ones.

    Raises
    ------
    SelectionError
        When the indicator is held for no area set that a crosswalk connects.
    """
    ranked = sorted(
        (area_set for area_set in indicator.area_sets if areas.can_rebase(area_set, to_set)),
        key=lambda name: FINEST_FIRST.index(name) if name in FINEST_FIRST else len(FINEST_FIRST),
    )
    if not ranked:
        raise SelectionError(
            Problem(
                f"{indicator.name} on {to_set}",
                f"figures on {', '.join(indicator.area_sets)} only",
                "an area set that a crosswalk connects",
                "Choose another indicator or area set.",
            )
        )
    return selections.complete(Selection(indicator.id, ranked[0]))


def per(selection: Selection) -> float:
    """Return what the shares of a selection are out of, read from its own figures.

    Percentages are out of 100; a ratio such as hectares a hectare is out of 1.
    """
    return 100.0 if registry.indicator(selection.indicator).unit == PERCENT else 1.0


@kept(maxsize=256)
def weights_of(indicator: Indicator, area_set: str) -> tuple[pd.Series, str]:
    """Return the people or households that weight an indicator's mean, by area, and their name.

    The indicator's own denominator is taken where another indicator on the same areas counts it;
    residents stand in for it elsewhere.
    """
    for identifier in [name for name in DENOMINATORS if name in registry.declared()]:
        other = registry.indicator(identifier)
        if other.denominator == indicator.denominator and area_set in other.area_sets:
            rows = selections.figures(selections.complete(Selection(identifier, area_set))).areas
            if rows["denominator"].notna().all():
                return rows.set_index("area_code")["denominator"], other.denominator.lower()
    return residents(area_set), "residents"


@kept(maxsize=16)
def residents(area_set: str) -> pd.Series:
    """Return the residents at the census of each area of a set, added up from small areas."""
    population = registry.indicator(RESIDENTS)
    if area_set in population.area_sets:
        # The census, because what is weighted by it is mostly the census too.
        oldest = population.periods(area_set)[0].id
        chosen = selections.complete(Selection(RESIDENTS, area_set, oldest))
        return selections.figures(chosen).areas.set_index("area_code")["value"]
    small = selections.figures(selections.complete(Selection(RESIDENTS, SMALL_AREAS))).areas
    found = areas.rebase(small, SMALL_AREAS, area_set, Aggregation.COUNTS).frame
    return found.set_index("area_code")["value"]


def sentence(found: Moved) -> str:
    """Say what was moved, how, and how close it comes back."""
    indicator = registry.indicator(found.source.indicator)
    old, new = areas.area_set(found.source.area_set), areas.area_set(found.area_set)
    unit = words.difference_unit(indicator.unit)
    trip = found.there_and_back
    how = f"as means weighted by {found.weights}" if found.weights else "as counts"
    split = found.figures.split
    lead = (
        f"An estimate: moved from {words.count_of(len(areas.codes(old.id)), old.noun, old.nouns)}, "
        f"{split} of which are split, to {new.nouns} {how}, by where live postcodes lie."
        if split
        else f"Added up exactly from whole {old.nouns}."
    )
    typical, largest = (
        words.with_unit(value, indicator.decimals + 1, unit)
        for value in (trip.mean_difference, trip.largest_difference)
    )
    return (
        f"{describe(found.source)} {lead} Moved there and back, {old.nouns} end {typical} from "
        f"where they began on average, {largest} at most."
    )


@kept(maxsize=4)
def closeness(identifier: str) -> TableView:
    """Build the table of how close an indicator comes back from every set that it can be moved to.

    Parameters
    ----------
    identifier : str
        An indicator that has counts or a mean.
    """
    indicator = registry.indicator(identifier)
    rows = []
    for start in indicator.area_sets:
        chosen = selections.complete(Selection(identifier, start))
        for to in (one for one in areas.area_sets() if areas.can_rebase(start, one)):
            found = moved(chosen, to)
            rows.append(
                {
                    "start": areas.area_set(start).title,
                    "to": areas.area_set(to).title,
                    "split": f"{found.figures.split} of {len(areas.codes(start))}",
                    "standing": str(found.standing),
                    "mean": found.there_and_back.mean_difference,
                    "largest": found.there_and_back.largest_difference,
                }
            )
    unit = words.difference_unit(indicator.unit)
    places = indicator.decimals + 1
    return TableView(
        caption=f"{indicator.name}, moved there and back: how far areas end from where they began "
        f"({unit})",
        columns=(
            Column("start", "From"),
            Column("to", "To"),
            Column("split", "Areas split"),
            Column("standing", "Result"),
            Column("mean", "On average", places),
            Column("largest", "At most", places),
        ),
        frame=pd.DataFrame(rows),
        provenance=provenance(selections.complete(Selection(identifier))),
    )
