"""Life expectancy: the sentence, the pair, and what the two stand beside."""

from __future__ import annotations

import pandas as pd

from explorer import areas, registry
from explorer.keeping import kept
from explorer.model import Pair, Selection
from explorer.views import charts, gaps, maps, selections, words
from explorer.views.base import ChartView, Column, Finding, MapView, TableView
from explorer.views.gaps import Gap

INDICATOR = "life-expectancy"
NOT_GIVEN = "not given"
SHOWN = ("ward", "msoa")
NEWBORN = {"male": "boy", "female": "girl"}


@kept(maxsize=1)
def area_sets() -> dict[str, str]:
    """Return the sets on which it is held for many areas, each with its last year."""
    indicator = registry.indicator(INDICATOR)
    shown = [name for name in indicator.area_sets if areas.area_set(name).level in SHOWN]
    return {
        name: f"{words.upper_first(areas.area_set(name).nouns)}, to "
        f"{indicator.periods(name)[-1].label}"
        for name in shown
    }


def pairs_on(area_set: str) -> tuple[Pair, ...]:
    """Return the documents' named pairs that can be looked up on an area set."""
    return tuple(p for p in registry.places().pairs if area_set in dict(p.areas))


def codes_on(pair: Pair, area_set: str) -> tuple[str, str]:
    """Return the two codes of a named pair on an area set."""
    return dict(pair.areas)[area_set]


def named_pairs(area_set: str) -> dict[str, tuple[str, str]]:
    """Return the documents' pairs on an area set by the names that the set gives the places."""
    return {
        words.in_sentence([areas.name_of(code) for code in codes_on(pair, area_set)]): codes_on(
            pair, area_set
        )
        for pair in pairs_on(area_set)
    }


def default_pair(selection: Selection) -> tuple[str, str]:
    """Return the pair shown first: one that a document names, else the lowest and the highest."""
    named = pairs_on(selection.area_set)
    if named:
        return codes_on(named[0], selection.area_set)
    widest = gaps.widest(selections.complete(selection))
    return widest.low.code, widest.high.code


@kept(maxsize=512)
def map_view(selection: Selection) -> MapView:
    """Build the map with the pair's gap as its headline."""
    selection = selections.complete(selection)
    if len(selection.highlighted) != 2:
        return maps.map_view(selection)
    gap = gaps.between(selection, *selection.highlighted)
    return maps.map_view(selection, headline(selection, gap), subtitle(selection, gap))


def headline(selection: Selection, gap: Gap | None) -> str:
    """Say the pair's gap as a sentence that claims no more than the interval allows."""
    one, other = (areas.name_of(code) for code in selection.highlighted)
    period = selections.period_of(selection).label
    child = NEWBORN[dict(selection.by)["sex"]]
    if gap is None:
        return f"No figure is held for {one} or {other} in {period}"
    years = words.number(gap.gap, 1).removesuffix(".0")
    if gap.gap == 0:
        return f"In {period} life expectancy was the same in {one} and {other}"
    if gap.beyond_chance is False:
        return (
            f"In {period} the life expectancy of a {child} born in {gap.low.name} cannot be told "
            f"from that of one born in {gap.high.name}"
        )
    year_words = "year" if years == "1" else "years"
    return (
        f"In {period} a {child} born in {gap.low.name} could expect {years} fewer {year_words} "
        f"of life than one born in {gap.high.name}"
    )


def subtitle(selection: Selection, gap: Gap | None) -> str:
    """Say measure, areas and period, then the gap with its interval and what chance can do."""
    text = maps.describe(selection)
    if gap is None:
        return text
    verdict = "" if gap.beyond_chance else f" {gaps.verdict(gap)}"
    return f"{text} {gaps.gap_words(gap, selection)}.{verdict}"


@kept(maxsize=512)
def pair_table(selection: Selection) -> TableView:
    """Build the table of the two areas, then boroughs, region and country of the same release."""
    selection = selections.complete(selection)
    held = selections.figures(selection)
    given = set(held.comparators["area_code"])
    codes = [
        *selection.highlighted,
        *(p.code for p in registry.places().comparators if p.code in given),
    ]
    rows = pd.DataFrame([selections.row_of(held, code) for code in codes])
    rows["interval"] = [
        words.interval(row["lower_95"], row["upper_95"], 1) or NOT_GIVEN
        for _, row in rows.iterrows()
    ]
    return TableView(
        caption=f"The two {areas.area_set(selection.area_set).nouns}, and what they stand beside",
        columns=(
            Column("area_name", "Area"),
            Column("value", "Years", 1),
            Column("interval", "95% interval"),
        ),
        frame=rows[["area_name", "value", "interval"]].reset_index(drop=True),
        provenance=maps.provenance(selection),
    )


@kept(maxsize=512)
def widest_table(selection: Selection) -> TableView | None:
    """Build the table of each borough's widest gap, with an interval that allows for the choice.

    None for a release without intervals, where nothing can be said of what chance does.
    """
    selection = selections.complete(selection).changed(
        highlighted=(), layer="", benchmark="", palette=""
    )
    rows = []
    for place in registry.places().boroughs:
        gap = gaps.widest(selection, place.code)
        if not gap.has_interval:
            return None
        rows.append(
            {
                "borough": place.name,
                "low": f"{gap.low.name} ({words.number(gap.low.value, 1)})",
                "high": f"{gap.high.name} ({words.number(gap.high.value, 1)})",
                "gap": gap.gap,
                "interval": words.interval(gap.lower, gap.upper, 1),
                "chance": gap.by_chance,
            }
        )
    noun = areas.area_set(selection.area_set).noun
    return TableView(
        caption=f"The lowest and the highest {noun} of each borough",
        columns=(
            Column("borough", "Borough"),
            Column("low", "Lowest"),
            Column("high", "Highest"),
            Column("gap", "Years apart", 1),
            Column("interval", "95% interval"),
            Column("chance", "Years apart by chance alone", 1),
        ),
        frame=pd.DataFrame(rows),
        provenance=maps.provenance(selection),
        notes=(gaps.AFTER_LOOKING, gaps.BY_CHANCE),
    )


@kept(maxsize=8)
def borough_trend(sex: str) -> ChartView:
    """Build the chart of the boroughs' own life expectancy, from the longest borough release."""
    indicator = registry.indicator(INDICATOR)
    series = max(
        (s for s in indicator.series if s.area_set == "boroughs"), key=lambda s: len(s.periods)
    )
    selection = Selection(INDICATOR, "boroughs", series.periods[-1].id, (("sex", sex),))
    first, last = series.periods[0].label, series.periods[-1].label
    return charts.boroughs_through_time(selection, f"The boroughs, {first} to {last}")


@kept(maxsize=1)
def overview_finding() -> Finding:
    """Return the theme's headline: the first named pair, and what later releases give for it."""
    named = registry.places().pairs[:1]
    sets = [pair.areas[0][0] for pair in named] or [areas.current("msoa")]
    chosen = Selection(INDICATOR, sets[0], by=(("sex", "male"),))
    codes = default_pair(chosen)
    selection = selections.complete(chosen.changed(highlighted=codes))
    gap = gaps.between(selection, *codes)
    detail = f"{gaps.gap_words(gap, selection)}." if gap else ""
    later = [text for pair in named for text in _later(pair, selection)]
    if later:
        detail += (
            " For neighbourhoods in much the same places, later releases made by other methods "
            f"give {words.in_sentence(later)}. That is not a trend."
        )
    view = map_view(selection)
    return Finding(
        sentence=view.headline,
        detail=detail,
        source=view.provenance.source,
        period=view.provenance.period,
        page=INDICATOR,
        query=tuple(selection.to_query().items()),
        picture=view,
    )


def _later(pair: Pair, selection: Selection) -> list[str]:
    """Say the pair's gap in each release that ends after a selection's period, oldest first."""
    after = selections.period_of(selection).end
    found = []
    for area_set, codes in pair.areas:
        for series in registry.indicator(INDICATOR).series:
            period = series.periods[-1]
            if series.area_set != area_set or period.end <= after:
                continue
            gap = gaps.between(Selection(INDICATOR, area_set, period.id, selection.by), *codes)
            if gap:
                years = words.with_unit(gap.gap, 1, "years")
                found.append((period.end, f"{years} in {period.label}"))
    return [text for _, text in sorted(found)]
