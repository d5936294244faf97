"""Global Majority: who lives where, counted by the census, on maps and in composition charts."""

from __future__ import annotations

import pandas as pd

from explorer import areas, registry
from explorer.keeping import kept
from explorer.model import Selection
from explorer.views import maps, selections, words
from explorer.views.base import ChartKind, ChartView, Column, Finding, MapView, TableView

PAGE = "global-majority"
INDICATOR = "global-majority"
BROAD = "ethnic-group"
DETAILED = "ethnic-group-detailed"
BREAKDOWN = "ethnic_group"
WHITE = "white"
BOROUGHS = "boroughs"
SIZED = {"ward": "Wards", "msoa": "Neighbourhoods", "lsoa": "Small areas"}

COUNTED = (
    "The census counts residents instead of asking a sample of them, so no interval belongs to "
    "these figures. They are not free of error: some people are missed, and ethnic group is "
    "what people answered."
)
BREADTH = (
    "The term joins people whose histories, incomes and health differ widely. Choose a group above "
    "the map to see it by itself, and read the 19 groups further down."
)
SIZES = (
    "Neighbourhoods are the census's MSOAs, small areas its LSOAs. There are about five small "
    "areas to a neighbourhood, and about six to a ward."
)
# Four hues for the Global Majority's groups and a quiet grey for the rest, so that the length of
# the coloured part of a bar is the Global Majority's share.
_COLOURS = ("#801650", "#F46A25", "#A285D1", "#28A197", "#C3C6CA")


def wards() -> str:
    """Return the id of today's wards."""
    return areas.current("ward")


def area_sets() -> dict[str, str]:
    """Return the sets of areas that the page offers, with what they are called there."""
    held = registry.indicator(INDICATOR).area_sets
    found = {areas.current(level): label for level, label in SIZED.items()}
    return {area_set: label for area_set, label in found.items() if area_set in held}


def choices() -> dict[str, str]:
    """Return what the page's one control offers: the Global Majority, then each broad group."""
    (breakdown,) = registry.indicator(BROAD).breakdowns
    return {INDICATOR: registry.indicator(INDICATOR).short_name, **dict(breakdown.groups)}


def choice_of(selection: Selection) -> str:
    """Return the choice that a selection stands for."""
    return dict(selection.by).get(BREAKDOWN, INDICATOR)


def selection_of(choice: str, area_set: str = "") -> Selection:
    """Return the selection that a choice stands for; the inverse of `choice_of`."""
    if choice == INDICATOR:
        return Selection(INDICATOR, area_set)
    return Selection(BROAD, area_set, by=((BREAKDOWN, choice),))


@kept(maxsize=512)
def map_view(selection: Selection) -> MapView:
    """Build the map with the boroughs' shares and the ends of the range as its headline."""
    selection = selections.complete(selection)
    return maps.map_view(selection, headline(selection), subtitle(selection))


@kept(maxsize=512)
def headline(selection: Selection) -> str:
    """Say the share in each borough and the least and greatest share among the areas mapped."""
    held = selections.figures(selection)
    indicator = registry.indicator(selection.indicator)
    ordered = held.areas.dropna(subset=["value"]).sort_values("value", kind="stable")
    low, high = ordered.iloc[0], ordered.iloc[-1]
    shares = words.in_sentence(
        [
            f"{indicator.with_unit(row['value'])} of {row['area_name']}"
            for _, row in _boroughs(held.comparators).iterrows()
        ]
    )
    return (
        f"{_residents(selection)} are {shares}, "
        f"from {indicator.with_unit(low['value'])} in {low['area_name']} "
        f"to {indicator.with_unit(high['value'])} in {high['area_name']}"
    )


@kept(maxsize=512)
def subtitle(selection: Selection) -> str:
    """Say measure, areas and period, then the chosen area's count."""
    held = selections.figures(selection)
    text = maps.describe(selection)
    for code in selection.highlighted:
        row = selections.row_of(held, code)
        share = registry.indicator(selection.indicator).with_unit(row["value"])
        text += f" {row['area_name']}: {share}, {_people(row)}."
    return text


@kept(maxsize=512)
def beside(selection: Selection) -> TableView:
    """Build the small table of the chosen area and both boroughs, with number and share."""
    selection = selections.complete(selection)
    held = selections.figures(selection)
    chosen = [selections.row_of(held, code) for code in selection.highlighted]
    rows = pd.concat([pd.DataFrame(chosen), _boroughs(held.comparators)])
    return TableView(
        caption=f"{_residents(selection)}, {selections.period_of(selection).label}",
        columns=(
            Column("area_name", "Area"),
            Column("numerator", "Number", 0),
            Column("denominator", "Of all residents", 0),
            Column("value", "Share (%)", registry.indicator(selection.indicator).decimals),
        ),
        frame=rows[["area_name", "numerator", "denominator", "value"]].reset_index(drop=True),
        provenance=maps.provenance(selection),
    )


@kept(maxsize=1)
def composition() -> ChartView:
    """Build the chart of the broad groups in every ward, most of the Global Majority first."""
    (breakdown,) = registry.indicator(BROAD).breakdowns
    order = sorted(breakdown.groups, key=lambda group: group[0] == WHITE)
    selection = selections.complete(selection_of(INDICATOR, wards()))
    ranked = selections.figures(selection).areas.sort_values(
        "value", ascending=False, kind="stable"
    )
    parts = []
    for choice, label in order:
        figures = selections.figures(selections.complete(selection_of(choice, wards()))).areas
        share = figures.set_index("area_code")["value"].loc[ranked["area_code"]]
        parts.append(
            pd.DataFrame(
                {"label": ranked["area_name"].to_numpy(), "group": label, "value": share.to_numpy()}
            )
        )
    first = ranked.iloc[0]
    majority = int((ranked["value"] > 50).sum())
    noun, nouns = areas.area_set(wards()).noun, areas.area_set(wards()).nouns
    title = (
        f"{registry.indicator(INDICATOR).short_name} residents are more than half in "
        f"{majority} of the {len(ranked)} {nouns}"
    )
    first_parts = words.in_sentence(
        [
            f"{label} {words.with_unit(part['value'].iloc[0], 1, '%')}"
            for (_, label), part in zip(order, parts, strict=True)
        ]
    )
    return ChartView(
        kind=ChartKind.STACKED,
        title=title,
        subtitle=f"A bar is all residents of a {noun}; its coloured part is the Global Majority.",
        frame=pd.concat(parts, ignore_index=True),
        value_label="Share of residents (%)",
        label_heading=noun.capitalize(),
        decimals=1,
        colours=tuple(zip([label for _, label in order], _COLOURS, strict=True)),
        text_alternative=f"{title}. First {first['area_name']}: {first_parts}.",
        provenance=maps.provenance(selection),
    )


@kept(maxsize=1)
def detailed() -> TableView:
    """Build the table of the census's 19 groups in each borough, largest first."""
    indicator = registry.indicator(DETAILED)
    (breakdown,) = indicator.breakdowns
    held = {}
    for choice, label in breakdown.groups:
        selection = selections.complete(Selection(DETAILED, BOROUGHS, by=((BREAKDOWN, choice),)))
        held[label] = selections.figures(selection)
    order = sorted(held, key=lambda label: held[label].areas["numerator"].sum(), reverse=True)
    places = registry.places().boroughs
    cells = {
        place.code: [
            f"{indicator.with_unit(float(row['value']))} ({words.number(float(row['numerator']))})"
            for row in (selections.row_of(held[label], place.code) for label in order)
        ]
        for place in places
    }
    return TableView(
        caption=f"{indicator.name}, {selections.period_of(selection).label}: share and number "
        "of residents, largest group first",
        columns=(
            Column("group", breakdown.label),
            *(Column(place.code, place.short_name) for place in places),
        ),
        frame=pd.DataFrame({"group": order, **cells}),
        provenance=maps.provenance(selection),
    )


def meaning() -> tuple[str, ...]:
    """Return what the term means and what it does not say."""
    return (registry.indicator(INDICATOR).definition.strip(), BREADTH)


@kept(maxsize=1)
def overview_finding() -> Finding:
    """Return the theme's headline for the overview."""
    selection = selections.complete(selection_of(INDICATOR, wards()))
    view = map_view(selection)
    counts = words.in_sentence(
        [
            f"{words.number(row['numerator'])} of {words.number(row['denominator'])} residents "
            f"of {row['area_name']}"
            for _, row in _boroughs(selections.figures(selection).comparators).iterrows()
        ]
    )
    return Finding(
        sentence=view.headline,
        detail=f"That is {counts}. A census counts everyone it can, so there is no interval.",
        source=view.provenance.source,
        period=view.provenance.period,
        page=PAGE,
        query=tuple(selection.to_query().items()),
        picture=view,
    )


def _boroughs(comparators: pd.DataFrame) -> pd.DataFrame:
    own = comparators["area_code"].isin([place.code for place in registry.places().boroughs])
    return comparators[own].sort_values("value", ascending=False, kind="stable")


def _residents(selection: Selection) -> str:
    """Say who is counted: 'Global Majority residents', 'Residents of Asian ethnic groups'."""
    choice = choice_of(selection)
    label = choices()[choice]
    if choice == INDICATOR:
        return f"{label} residents"
    return f"Residents of {label} ethnic groups"


def _people(row: pd.Series) -> str:
    return f"{words.number(row['numerator'])} of {words.number(row['denominator'])} residents"
