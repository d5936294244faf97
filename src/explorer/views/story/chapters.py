"""The chapters of a story: each a sentence true of its numbers, a picture, a map and its source."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

import pandas as pd

from explorer import areas, neighbourhoods, registry
from explorer.model import Selection
from explorer.views import (
    charts,
    gaps,
    global_majority,
    life_expectancy,
    maps,
    rebased,
    selections,
    words,
)
from explorer.views.air_quality import levels
from explorer.views.base import ChartKind, ChartView
from explorer.views.cancer_screening import practices, programmes
from explorer.views.document import Section
from explorer.views.neighbourhood import made, people
from explorer.views.story.places import Told, beside, own, own_figures

MEN, WOMEN = "male", "female"
YOUNGER = "25-49"
FIFTH = 2
"""Tenths of the country's small areas that make a fifth."""
WHO_IS_COUNTED = (
    "Coverage counts residents who are registered with a GP. The map shows GP practices, whose "
    "patients may live elsewhere; it is no map of residents."
)
DEPRIVED_AREAS = (
    "Deprivation is of areas: not everybody in a deprived area is deprived, and many who are live "
    "elsewhere. Residents are those of the census of 2021."
)


@dataclass(frozen=True)
class Ends:
    """The lowest and highest of some areas, in words, and the selection that outlines both."""

    said: str
    outlined: Selection


def population(told: Told) -> Section:
    """Tell how many people live there, where, and of what ages."""
    chosen = selections.complete(Selection("population", neighbourhoods.area_set()))
    number = words.number(float(own_figures(told, chosen)["value"].sum()))
    ends = _ends(told, chosen, words.number)
    sentence = (
        f"{words.upper_first(told.name)} had {number} residents in "
        f"{selections.period_of(chosen).label.lower()}, {ends.said}."
    )
    ages = people.parts("age-group", beside(told))
    return Section(
        "How many people live here",
        (sentence,),
        maps=(maps.map_view(ends.outlined),),
        charts=(replace(ages, title="Residents by age"),),
        notes=("Ages are those of the census of 2021, when some residents had left for a time.",),
    )


def lives(told: Told, sex: str = MEN) -> Section:
    """Tell how far apart the shortest and longest lives are, as far as chance allows."""
    chosen = _lives_on(next(iter(life_expectancy.area_sets())), sex)
    gap = gaps.widest(chosen, told.id if told.is_one else "")
    pair = (gap.low.code, gap.high.code)
    outlined = chosen.changed(highlighted=pair)
    span = words.interval(gap.lower, gap.upper, 1)
    certain = f" (95% interval {span})" if span else ""
    return Section(
        f"Lives cut short: {words.lower_first(selections.group_words(chosen))}",
        (f"{life_expectancy.headline(outlined, gap)}{certain}.",),
        maps=(life_expectancy.map_view(outlined),),
        charts=(_own_rows(told, chosen, charts.ranked(outlined)),),
        notes=(gaps.AFTER_LOOKING if span else gaps.verdict(gap), *_later(told, sex)),
    )


def who(told: Told) -> Section:
    """Tell who lives there, by ethnic group."""
    chosen = selections.complete(Selection(global_majority.INDICATOR, global_majority.wards()))
    ends = _ends(told, chosen, _percent)
    share = made.figure(chosen, own(told, chosen.area_set)).value
    sentence = (
        f"{_percent(share)} of residents of {told.name} are of the Global Majority, {ends.said} "
        f"({selections.period_of(chosen).label})."
    )
    groups = people.parts("ethnic-group", beside(told))
    return Section(
        "Who lives here",
        (sentence,),
        maps=(global_majority.map_view(ends.outlined),),
        charts=(replace(groups, title="Residents by ethnic group"),),
        notes=(
            registry.indicator(global_majority.INDICATOR).definition.strip(),
            global_majority.COUNTED,
        ),
    )


def air(told: Told, pollutant: str = levels.POLLUTANTS[0]) -> Section:
    """Tell what people breathe, against the stricter guideline."""
    chosen = levels.selection_of(pollutant)
    strictest = levels.guidelines(pollutant)[0]
    indicator = registry.indicator(pollutant)
    ends = _ends(told, chosen, indicator.with_unit)
    held = own_figures(told, chosen)
    over = int((held["value"] > strictest.value).sum())
    nouns = areas.area_set(chosen.area_set).nouns
    which = f"all {len(held)} {nouns}" if over == len(held) else f"{over} of {len(held)} {nouns}"
    sentence = (
        f"In {selections.period_of(chosen).label} the air in {which} of {told.name} held more "
        f"{indicator.short_name} than the {strictest.label} of "
        f"{words.number(strictest.value)} {indicator.unit} allows, {ends.said}."
    )
    return Section(
        f"What they breathe: {indicator.short_name}",
        (sentence,),
        maps=(levels.map_view(ends.outlined),),
        charts=(_own_rows(told, chosen, levels.ranked(ends.outlined)),),
        notes=(f"Levels are modelled by the {levels.inventory_name()}, {levels.UNCERTAIN}",),
    )


def screening(told: Told, group: str = YOUNGER) -> Section:
    """Tell who is reached by cervical screening, the one programme held by borough with counts."""
    programme = Selection(programmes.MAIN, by=(("age", group),))
    chosen = selections.complete(programme.changed(area_set=programmes.BOROUGHS))
    held = selections.figures(chosen)
    indicator = registry.indicator(programmes.MAIN)
    first, *others = [
        (_with_interval(row), row["area_name"])
        for _, row in held.areas.iterrows()
        if row["area_code"] in told.codes
    ]
    said = [f"{first[0]} of {programmes.people_of(chosen)} in {first[1]}"]
    said += [f"{share} in {name}" for share, name in others]
    boroughs = {place.code for place in registry.places().boroughs}
    wider = [
        f"{indicator.with_unit(float(row['value']))} in {row['area_name']}"
        for _, row in held.comparators.iterrows()
        if row["area_code"] not in boroughs
    ]
    sentence = (
        f"In {selections.period_of(chosen).label} {words.in_sentence(said)} had been screened in "
        f"time for {programmes.organ_of(chosen).lower()} cancer, against "
        f"{words.in_sentence(wider)}."
    )
    latest = next(iter(practices.periods(programme)), "")
    return Section(
        f"Who is reached: {programmes.people_of(chosen)}",
        (sentence,),
        maps=(practices.map_view(practices.selection_of(programme, latest)),) if latest else (),
        charts=(charts.boroughs_through_time(chosen, "Coverage through the years"),),
        notes=(WHO_IS_COUNTED,) if latest else (),
    )


def deprivation(told: Told) -> Section:
    """Tell what share of residents live in the most and least deprived fifths of the country."""
    shares = _tenths(told)
    most, least = shares.iloc[:FIFTH].sum(), shares.iloc[-FIFTH:].sum()
    country = registry.places().country.name
    sentence = (
        f"{_percent(most)} of residents of {told.name} live in the most deprived fifth of small "
        f"areas in {country}, and {_percent(least)} in the least deprived fifth (2025)."
    )
    chosen = selections.complete(people.SCORE)
    return Section(
        "Deprivation",
        (sentence,),
        maps=(maps.map_view(chosen),),
        charts=(_tenths_chart(shares, sentence),),
        notes=(DEPRIVED_AREAS,),
    )


def _ends(told: Told, selection: Selection, say: Callable[[float], str]) -> Ends:
    """Find the lowest and the highest of the areas told of."""
    held = own_figures(told, selection)
    low, high = held.iloc[0], held.iloc[-1]
    codes = dict.fromkeys(str(row["area_code"]) for row in (low, high))
    least, most = (f"{say(float(row['value']))} in {row['area_name']}" for row in (low, high))
    return Ends(f"from {least} to {most}", selection.changed(highlighted=tuple(codes)))


def _own_rows(told: Told, selection: Selection, view: ChartView) -> ChartView:
    """Keep of a chart of every area those told of."""
    names = {areas.name_of(code) for code in own(told, selection.area_set)}
    rows = view.frame[view.frame["label"].isin(names)].reset_index(drop=True)
    return replace(view, frame=rows)


def _lives_on(area_set: str, sex: str) -> Selection:
    return selections.complete(Selection(life_expectancy.INDICATOR, area_set, by=(("sex", sex),)))


def _later(told: Told, sex: str) -> tuple[str, ...]:
    """Say what the latest release gives for other areas, and that it is no trend."""
    _, *others = life_expectancy.area_sets()
    if not others:
        return ()
    chosen = _lives_on(others[-1], sex)
    ends = _ends(told, chosen, registry.indicator(chosen.indicator).with_unit)
    return (
        f"For {areas.area_set(chosen.area_set).nouns} in {selections.period_of(chosen).label}, by "
        f"another method and without intervals: {ends.said}. Set beside the earlier figures, this "
        "is not a trend.",
    )


def _with_interval(row: pd.Series) -> str:
    """Write a borough's coverage: '43.0% (95% interval 42.7 to 43.3)'."""
    span = words.interval(row["lower_95"], row["upper_95"], 1)
    return f"{_percent(row['value'])} (95% interval {span})"


def _tenths(told: Told) -> pd.Series:
    """Return what share of residents (%) live in each tenth of the country's small areas."""
    held = selections.figures(selections.complete(people.DECILE)).areas.set_index("area_code")
    mine = list(own(told, people.DECILE.area_set))
    there = rebased.residents(people.DECILE.area_set)[mine]
    tenths = held["value"].reindex(mine).astype(int)
    share = 100 * there.groupby(tenths).sum() / there.sum()
    return share.reindex(list(people.TENTHS), fill_value=0.0)


def _tenths_chart(shares: pd.Series, sentence: str) -> ChartView:
    """Build the chart of residents by tenth, a bar each."""
    rows = {"label": people.tenth_labels(), "value": shares.to_numpy(), "highlight": False}
    return ChartView(
        kind=ChartKind.BARS,
        title="Residents by how deprived their small area is among all of the country",
        frame=pd.DataFrame(rows),
        value_label="Share of residents (%)",
        label_heading="Tenth",
        decimals=1,
        text_alternative=sentence,
        provenance=maps.provenance(selections.complete(people.DECILE)),
        zero_based=True,
    )


def _percent(value: float) -> str:
    return words.with_unit(float(value), 1, "%")
