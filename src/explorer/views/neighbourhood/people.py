"""Who lives in a neighbourhood, how deprived its small areas are, and how it differs inside."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pandas as pd

from explorer import areas, neighbourhoods, registry
from explorer.keeping import kept
from explorer.model import Selection
from explorer.neighbourhoods import Neighbourhood
from explorer.views import maps, rebased, selections, words
from explorer.views.base import ChartKind, ChartView, Column, Passage, TableView
from explorer.views.neighbourhood import glance, made, measures

COMPOSITIONS = {
    "age-group": "Ages",
    "ethnic-group": "Ethnic groups",
    "tenure": "How homes are held",
}
REMAINDER = "Other"
DECILE = Selection("imd-2025-decile", rebased.SMALL_AREAS, by=(("domain", "overall"),))
SCORE = Selection("imd-2025", rebased.SMALL_AREAS)
TENTHS = range(1, 11)
MOST_DIVIDED = 6


def compositions() -> list[str]:
    """Return the keys of `COMPOSITIONS` that are held."""
    return [name for name in COMPOSITIONS if name in registry.declared()]


@kept(maxsize=256)
def composition(identifier: str, of: Neighbourhood, other: Neighbourhood | None) -> ChartView:
    """Build the chart of an indicator's groups as parts of a whole, beside both boroughs."""
    view = parts(identifier, tuple(_compared(of, other)))
    return replace(view, provenance=glance.defined(view.provenance, of, other))


@kept(maxsize=256)
def parts(identifier: str, places: tuple[tuple[str, tuple[str, ...]], ...]) -> ChartView:
    """Build the chart of an indicator's groups as parts of a whole, a bar a place.

    Groups that do not add up to the whole are completed by a remainder.

    Parameters
    ----------
    identifier : str
        A key of `COMPOSITIONS`.
    places : tuple of (str, tuple of str)
        Name and areas of each; the first is the one that the text alternative tells of.
    """
    indicator = registry.indicator(identifier)
    (first, areas_of_first), *_ = places
    sets = (neighbourhoods.set_of(areas_of_first), neighbourhoods.area_set())
    held = next(name for name in sets if name in indicator.area_sets)
    chosen = selections.complete(Selection(identifier, held))
    breakdown = indicator.breakdowns[0]
    rows = []
    for name, codes in places:
        left = 100.0
        for group, label in breakdown.groups:
            value = made.figure(chosen.changed(by=((breakdown.id, group),)), codes).value
            left -= value
            rows.append({"label": name, "group": label, "value": value})
        if left > 0.05:
            rows.append({"label": name, "group": REMAINDER, "value": left})
    frame = pd.DataFrame(rows)
    own = frame[frame["label"] == first].sort_values("value", ascending=False)
    said = [f"{row['group']} {words.with_unit(row['value'], 1, '%')}" for _, row in own.iterrows()]
    return ChartView(
        kind=ChartKind.STACKED,
        title=COMPOSITIONS[identifier],
        frame=frame,
        value_label=words.upper_first(f"share of {indicator.denominator.lower()}"),
        decimals=1,
        text_alternative=f"{first}: {words.in_sentence(said)}.",
        provenance=replace(
            maps.provenance(chosen.changed(by=((breakdown.id, breakdown.groups[0][0]),))),
            measure=indicator.name,
        ),
    )


@kept(maxsize=256)
def deprivation(of: Neighbourhood, other: Neighbourhood | None) -> TableView:
    """Build the table of residents by how deprived their small area is among all of the country."""
    chosen = selections.complete(DECILE)
    tenths = selections.figures(chosen).areas.set_index("area_code")["value"]
    people = rebased.residents(rebased.SMALL_AREAS)
    columns = {}
    for number, (name, codes) in enumerate(_compared(of, other)):
        there = made.inside(rebased.SMALL_AREAS, codes) * people
        share = 100 * there.groupby(tenths).sum() / there.sum()
        columns[f"share-{number}"] = (name, share.reindex(list(TENTHS), fill_value=0.0).to_numpy())
    frame = pd.DataFrame(
        {"tenth": tenth_labels(), **{key: values for key, (_, values) in columns.items()}}
    )
    return TableView(
        caption="Residents by the tenth of England's small areas that theirs is in (%), 2025",
        columns=(
            Column("tenth", "Tenth"),
            *(Column(key, name, 1) for key, (name, _) in columns.items()),
        ),
        frame=frame,
        provenance=glance.defined(maps.provenance(chosen), of, other),
        notes=(
            "Estimated where a small area lies in more than one ward: its residents are shared "
            "out by postcodes.",
        ),
    )


def tenth_labels() -> list[str]:
    """Return the names of the tenths of the country's small areas, most deprived first."""
    labels = [f"{n}" for n in TENTHS]
    labels[0], labels[-1] = "1, most deprived", "10, least deprived"
    return labels


@kept(maxsize=256)
def inequality(of: Neighbourhood, other: Neighbourhood | None) -> Passage:
    """Build the passage on how far apart the neighbourhood's own areas are."""
    return Passage(
        "How it differs inside",
        (_most_divided(of), deprivation(of, other)),
        (deprivation_sentence(of), "One figure for the whole does not describe all its parts."),
    )


def deprivation_sentence(of: Neighbourhood) -> str:
    """Say which small areas are the most and the least deprived, and how far apart."""
    figure = made.figure(selections.complete(SCORE), of.codes)
    (low, least), (high, most) = figure.lowest, figure.highest
    return (
        f"Its least deprived small area is {low} (score {words.number(least, 1)}), its most "
        f"deprived {high} ({words.number(most, 1)}); higher is more deprived."
    )


def _most_divided(of: Neighbourhood) -> TableView:
    """Build the table of the measures on which the neighbourhood's areas are furthest apart."""
    own = of.area_set
    found = [
        one
        for one in measures.standings(of.codes)
        if one.measure.selection.area_set == own and not np.isnan(one.figure.lowest[1])
    ]
    found.sort(key=lambda one: -(one.figure.highest[1] - one.figure.lowest[1]) / one.band)
    frame = pd.DataFrame(
        [
            {
                "measure": one.measure.title,
                "low": f"{one.measure.say(one.figure.lowest[1])} ({one.figure.lowest[0]})",
                "high": f"{one.measure.say(one.figure.highest[1])} ({one.figure.highest[0]})",
            }
            for one in found[:MOST_DIVIDED]
        ],
        columns=["measure", "low", "high"],
    )
    noun = areas.area_set(own).noun
    scored = Selection(SCORE.indicator, own)
    if own not in registry.indicator(SCORE.indicator).area_sets:
        scored = SCORE
    return TableView(
        caption=f"Measures on which its {areas.area_set(own).nouns} are furthest apart, set "
        f"against the spread of all",
        columns=(
            Column("measure", "Measure"),
            Column("low", f"Lowest {noun}"),
            Column("high", f"Highest {noun}"),
        ),
        frame=frame,
        provenance=glance.defined(maps.provenance(selections.complete(scored)), of),
    )


def _compared(of: Neighbourhood, other: Neighbourhood | None) -> list[tuple[str, tuple[str, ...]]]:
    both = [(of.short_name, of.codes)]
    if other is not None:
        both.append((other.short_name, other.codes))
    boroughs = [
        (f"{place.short_name} (all)", made.of_borough(place.code))
        for place in registry.places().boroughs
    ]
    return [*both, *boroughs]
