"""Air quality: where the air holds more of a pollutant than the guidelines allow.

Two models stand side by side and are never one series: an inventory of several years, one
indicator for each pollutant, and a national model of one year, one indicator with a breakdown.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

import pandas as pd

from explorer import areas, registry
from explorer.keeping import kept
from explorer.model import Selection
from explorer.views import charts, maps, selections, tables, words
from explorer.views.base import ChartView, Column, MapView, ReferenceLine, TableView

PAGE = "air-quality"
POLLUTANTS = ("pm25", "no2", "pm10")
NATIONAL = "air-2024"
BREAKDOWN = "pollutant"
NATIONAL_NAME = "national model"
SMALL_AREAS = "lsoa-2021"
WHO = "World Health Organization"

UNCERTAIN = (
    "in micrograms (µg) in each cubic metre of outdoor air. The model comes without intervals, so "
    "a small difference between two places may be the model's."
)


def inventory_name() -> str:
    """Return what the model of the region itself is called."""
    return f"{registry.places().region.name} inventory"


def wards() -> str:
    """Return the id of today's wards, on which the air is shown first."""
    return areas.current("ward")


def area_sets() -> dict[str, str]:
    """Return the sets of areas that can be chosen, with their names."""
    return {wards(): "Wards", SMALL_AREAS: "Small areas (LSOAs)"}


def pollutants() -> dict[str, str]:
    """Return the pollutants that can be chosen, with their names."""
    return {i: registry.indicator(i).short_name for i in POLLUTANTS}


def pollutant_of(selection: Selection) -> str:
    """Return the pollutant that a selection of either model shows."""
    chosen = dict(selection.by).get(BREAKDOWN, selection.indicator)
    return chosen if chosen in POLLUTANTS else POLLUTANTS[0]


def name_of(selection: Selection) -> str:
    """Return the short name of the pollutant that a selection shows: 'PM2.5'."""
    return registry.indicator(pollutant_of(selection)).short_name


@kept
def years(pollutant: str) -> dict[str, str]:
    """Return the years to choose from: the inventory's, latest first, then the other model's."""
    own = reversed(registry.indicator(pollutant).periods(wards()))
    other = reversed(registry.indicator(NATIONAL).periods(wards()))
    return {period.id: period.label for period in own} | {
        period.id: f"{period.label}, {NATIONAL_NAME}" for period in other
    }


def years_label(pollutant: str) -> str:
    """Return the heading of the years, which says whose those without a name are."""
    latest = registry.indicator(pollutant).periods(wards())[-1]
    return f"Year (to {latest.label}: {inventory_name()})"


def selection_of(pollutant: str, year: str = "", area_set: str = "") -> Selection:
    """Return the selection of a pollutant's year, which also decides the model.

    An empty year stands for the inventory's latest, an empty area set for today's wards.
    """
    area_set = area_set or wards()
    if year in {period.id for period in registry.indicator(NATIONAL).periods(area_set)}:
        return Selection(NATIONAL, area_set, year, ((BREAKDOWN, pollutant),))
    return selections.complete(Selection(pollutant, area_set, year))


def is_national(selection: Selection) -> bool:
    """Say whether a selection shows the national model."""
    return selection.indicator == NATIONAL


def by_ward(selection: Selection) -> Selection:
    """Return the same year and model by ward; areas chosen on another set are let go."""
    if selection.area_set == wards():
        return selection
    return selection.changed(area_set=wards(), highlighted=())


def by_small_area(selection: Selection) -> Selection:
    """Return the same year and model by small area, with none chosen."""
    return selection.changed(area_set=SMALL_AREAS, highlighted=())


@kept
def lines(pollutant: str) -> tuple[ReferenceLine, ...]:
    """Return guidelines and targets, lowest first; those at the same level share one line."""
    labels: dict[float, list[str]] = {}
    for label, value in registry.indicator(pollutant).lines:
        labels.setdefault(value, []).append(label)
    return tuple(ReferenceLine(words.in_sentence(labels[value]), value) for value in sorted(labels))


@kept
def guidelines(pollutant: str) -> tuple[ReferenceLine, ...]:
    """Return the World Health Organization's guidelines alone, strictest first."""
    held = registry.indicator(pollutant).lines
    own = (ReferenceLine(label, value) for label, value in held if label.startswith("WHO"))
    return tuple(sorted(own, key=lambda line: line.value))


@kept(maxsize=512)
def map_view(selection: Selection) -> MapView:
    """Build the map with the guidelines that the areas stand above as its headline."""
    selection = selections.complete(selection)
    view = maps.map_view(selection, headline(selection), subtitle(selection))
    return replace(view, legend_title=_measure(selection))


@kept(maxsize=512)
def headline(selection: Selection) -> str:
    """Say which guidelines the areas stand above, and where the level is highest and lowest."""
    indicator = registry.indicator(selection.indicator)
    ordered = levels(selection).sort_values()
    low, high = str(ordered.index[0]), str(ordered.index[-1])
    most = indicator.with_unit(ordered.iloc[-1])
    least = words.number(ordered.iloc[0], indicator.decimals)
    return (
        f"{against_guidelines(selection)}; most in {place(high)} ({most}), "
        f"least in {place(low)} ({least})"
    )


def against_guidelines(selection: Selection) -> str:
    """Say in how many areas the level is above each World Health Organization guideline."""
    held = levels(selection)
    noun, nouns = _nouns(selection)
    model = f", by the {NATIONAL_NAME}," if is_national(selection) else ""
    when = f"In {selections.period_of(selection).label}{model}"
    limits = guidelines(pollutant_of(selection))
    counts = [int((held > limit.value).sum()) for limit in limits]
    name = name_of(selection)
    if all(count == len(held) for count in counts):
        allowed = f"either {WHO} guideline" if len(limits) == 2 else f"any {WHO} guideline"
        return f"{when} the air in every {noun} held more {name} than {allowed} allows"
    strictest, *others = zip(limits, counts, strict=True)
    text = (
        f"{when} the air in {_how_many(strictest[1], len(held), noun, nouns)} held more {name} "
        f"than the {strictest[0].label} allows"
    )
    further = [
        f"in {_of_them(count, len(held))} more than the {limit.label}" for limit, count in others
    ]
    return ", and ".join([text, *further])


@kept(maxsize=512)
def subtitle(selection: Selection) -> str:
    """Say measure, areas, year and model, then where the chosen area stands."""
    model = f"Defra's {NATIONAL_NAME}" if is_national(selection) else f"the {inventory_name()}"
    text = f"{maps.describe(selection)} Modelled by {model}, {UNCERTAIN}"
    return " ".join([text, *(_stands(selection, code) for code in selection.highlighted)])


@kept(maxsize=512)
def beside(selection: Selection) -> TableView:
    """Build the small table: the chosen area, the boroughs, then guidelines and targets."""
    selection = selections.complete(selection)
    held = selections.figures(selection)
    codes = [*selection.highlighted, *held.comparators["area_code"]]
    rows = [(place(code), selections.row_of(held, code)["value"]) for code in codes]
    rows += [(line.label, line.value) for line in lines(pollutant_of(selection))]
    indicator = registry.indicator(selection.indicator)
    model = NATIONAL_NAME if is_national(selection) else inventory_name()
    return TableView(
        caption=f"{name_of(selection)}, {selections.period_of(selection).label}, {model}",
        columns=(
            Column("what", "Place or line"),
            Column("level", indicator.unit, indicator.decimals),
        ),
        frame=pd.DataFrame(rows, columns=["what", "level"]),
        provenance=maps.provenance(selection),
    )


@kept(maxsize=512)
def ranked(selection: Selection) -> ChartView:
    """Build the chart of every ward in order, with guidelines and targets as lines."""
    selection = by_ward(selections.complete(selection))
    view = charts.ranked(selection)
    declared = registry.indicator(pollutant_of(selection)).lines
    marks = tuple(ReferenceLine(*line) for line in sorted(declared, key=lambda line: line[1]))
    return replace(
        view,
        title=f"Every ward against the guidelines, {selections.period_of(selection).label}",
        value_label=_measure(selection),
        reference_lines=marks,
        text_alternative=f"{view.text_alternative} Lines: "
        + "; ".join(f"{line.label}, {line.value:g}" for line in marks),
    )


@kept(maxsize=512)
def table(selection: Selection) -> TableView:
    """Build the table twin of the map; small areas, whose names say little, with their ward."""
    view = tables.table_view(selection)
    view = replace(
        view,
        columns=tuple(
            replace(column, label=_measure(selection)) if column.key == "value" else column
            for column in view.columns
        ),
    )
    if selection.area_set != SMALL_AREAS:
        return view
    names, own = _wards_of_small_areas(), areas.codes(SMALL_AREAS)
    frame = view.frame[view.frame["area_code"].isin(own)].reset_index(drop=True)
    frame.insert(1, "ward", frame["area_code"].map(names))
    first, *rest = view.columns
    return replace(view, columns=(first, Column("ward", "Mostly in ward"), *rest), frame=frame)


def levels(selection: Selection) -> pd.Series[float]:
    """Return the level of each area of a complete selection, by code; no missing ones."""
    held = selections.figures(selection).areas.set_index("area_code")["value"]
    return held.dropna()


def place(code: str) -> str:
    """Return an area's name; a small area's with the ward that most of it lies in."""
    ward = _wards_of_small_areas().get(code)
    return f"{areas.name_of(code)} ({ward})" if ward else areas.name_of(code)


def in_places(codes: Iterable[str]) -> str:
    """Return the names of areas for a sentence, in the order of the alphabet."""
    return words.in_sentence(sorted(place(code) for code in codes))


def _measure(selection: Selection) -> str:
    return f"{name_of(selection)} ({registry.indicator(selection.indicator).unit})"


def _stands(selection: Selection, code: str) -> str:
    held = levels(selection)
    noun, nouns = _nouns(selection)
    if code not in held.index:
        return f"{place(code)}: no figure."
    value = float(held[code])
    others = held.drop(code)
    lower, higher = int((others < value).sum()), int((others > value).sum())
    level = f"{place(code)}: {registry.indicator(selection.indicator).with_unit(value)}"
    if not lower or not higher:
        return f"{level}; no other {noun} has {'more' if lower else 'less'}."
    return f"{level}, more than in {lower} of the {len(others)} other {nouns}."


def _nouns(selection: Selection) -> tuple[str, str]:
    if selection.area_set == SMALL_AREAS:
        return "small area", "small areas"
    held = areas.area_set(selection.area_set)
    return held.noun, held.nouns


def _how_many(count: int, of: int, noun: str, nouns: str) -> str:
    if count == of:
        return f"every {noun}"
    return f"{count} of {of} {nouns}" if count else f"no {noun}"


def _of_them(count: int, of: int) -> str:
    if count == of:
        return "all"
    return f"{count} of {of}" if count else "none"


@kept
def _wards_of_small_areas() -> dict[str, str]:
    shares = areas.crosswalk(SMALL_AREAS, wards())
    best = shares.loc[shares.groupby("from_code")["weight"].idxmax()]
    named = [areas.name_of(str(code)) for code in best["to_code"]]
    return dict(zip(best["from_code"].astype(str), named, strict=True))
