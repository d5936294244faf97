"""What is said of several maps: titles, what sets one apart, the finding, and their sources."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from explorer import areas, registry
from explorer.model import Selection, Series, Standing
from explorer.views import maps, painting, selections, words
from explorer.views.base import MapView, Panel, Provenance
from explorer.views.map_sets.asked import AREAS, INDICATOR, PERIOD

FEW = 3
"""Up to so many maps are named one by one in a sentence."""
DIFFERENT_RELEASES = (
    "These maps show different releases, whose methods differ: a difference between two of them "
    "is not by itself a change."
)
DIFFERENT_AREAS = (
    "These maps show different areas, as each map says: two areas of one name need not cover the "
    "same ground."
)
OUTLINES_LEFT_OUT = "Areas are outlined where the areas of a map have them by the same code."
OWN_BENCHMARK = "Each map is compared with its own figure of the benchmark."
SAME_CLASSES = "The classes are the same on every map."


def title(selection: Selection, by: str) -> str:
    """Name a map by what it does not share with the others: '2010–14', 'Men'."""
    if by == PERIOD:
        return selections.period_of(selection).label
    if by == AREAS:
        return areas.area_set(selection.area_set).title
    indicator = registry.indicator(selection.indicator)
    if by == INDICATOR:
        return indicator.short_name
    breakdown = next(one for one in indicator.breakdowns if one.id == by)
    return breakdown.label_of(dict(selection.by)[by])


def remark(view: MapView, views: Sequence[MapView], by: str) -> str:
    """Say of a map what the maps beside it do not share with it."""
    selection, area_set = view.selection, view.area_set
    indicator = registry.indicator(selection.indicator)
    parts = []
    if len({other.area_set.id for other in views}) > 1:
        parts.append(area_set.vintage if by == AREAS else f"{area_set.title}: {area_set.vintage}")
    elif by == PERIOD and len({_series_of(other).id for other in views}) > 1:
        parts.append(f"Release: {_series_of(view).label}")
    if by != PERIOD and len({other.selection.period for other in views}) > 1:
        parts.append(selections.period_of(selection).label)
    if not view.provenance.standing.is_official:
        parts.append(words.upper_first(view.provenance.standing.value))
    if selection.layer == selections.BENCHMARK:
        against = painting.benchmark_of(selection)
        parts.append(f"{against.name} {indicator.with_unit(against.value)}")
    return ". ".join(parts)


def legend_title(drawn: Sequence[Panel], by: str) -> str:
    """Return measure and unit of all maps."""
    unit = registry.indicator(drawn[0].view.selection.indicator).unit
    named = drawn[0].view.legend_title
    return f"{measure_words(drawn, by, short=True)} ({unit})" if by == INDICATOR else named


def measure_words(drawn: Sequence[Panel], by: str, *, short: bool = False) -> str:
    """Say what all maps measure: indicator, and the groups in which they do not differ."""
    chosen = [panel.view.selection for panel in drawn]
    indicators = dict.fromkeys(registry.indicator(one.indicator) for one in chosen)
    names = [one.short_name if short else one.name for one in indicators]
    shared = chosen[0].changed(by=tuple(pair for pair in chosen[0].by if pair[0] != by))
    group = words.lower_first(selections.group_words(shared))
    return ", ".join(part for part in (words.in_sentence(names), group) if part)


def finding(drawn: Sequence[Panel], by: str) -> str:
    """Say where figures are lowest and highest on each map, or on all; never that they differ."""
    ends = [_ends(panel, by) for panel in drawn]
    held = [end for end in ends if end is not None]
    named = measure_words(drawn, by, short=True)
    if not held:
        return f"No figure is held of {words.lower_first(named)}"
    noun = drawn[0].view.area_set.noun
    if len(drawn) <= FEW and len({panel.view.area_set.noun for panel in drawn}) == 1:
        spans = words.in_sentence(
            [_span(panel, by) for panel, end in zip(drawn, ends, strict=True) if end]
        )
        return f"{named}, from the lowest {noun} to the highest: {spans}"
    low = min((low for low, _ in held), key=lambda end: end[0])
    high = max((high for _, high in held), key=lambda end: end[0])
    indicator = registry.indicator(drawn[0].view.selection.indicator)
    name = f"{named}," if "," in named else named
    return (
        f"{name} ranged from {indicator.with_unit(low[0])} in {low[1]} to "
        f"{indicator.with_unit(high[0])} in {high[1]}"
    )


End = tuple[float, str]
"""A figure, and the area and map in which it stands, in words."""


def _ends(panel: Panel, by: str) -> tuple[End, End] | None:
    held = panel.view.frame.dropna(subset=["value"]).sort_values("value", kind="stable")
    if held.empty:
        return None
    # The name of an area says itself which areas it is one of.
    which = "" if by == AREAS else f" ({words.lower_first(panel.title)})"
    low, high = (
        (float(row["value"]), f"{row['area_name']}{which}") for row in (held.iloc[0], held.iloc[-1])
    )
    return low, high


def _span(panel: Panel, by: str) -> str:
    indicator = registry.indicator(panel.view.selection.indicator)
    values = panel.view.frame["value"]
    span = words.interval(values.min(), values.max(), indicator.decimals, indicator.unit)
    return (
        f"{span} in {panel.title}" if by == PERIOD else f"{span} ({words.lower_first(panel.title)})"
    )


def subtitle(drawn: Sequence[Panel], by: str) -> str:
    """Say measure, areas, period, and what differs: 'Life expectancy, by ward, 2010–14: ...'."""
    first = drawn[0].view
    nouns = words.in_sentence(list(dict.fromkeys(p.view.area_set.noun for p in drawn)))
    periods = {panel.view.provenance.period for panel in drawn}
    period = first.provenance.period if by != PERIOD and len(periods) == 1 else ""
    whole = ", ".join(part for part in (measure_words(drawn, by), f"by {nouns}", period) if part)
    titles = [words.lower_first(panel.title) for panel in drawn]
    named = words.in_sentence(titles) if len(drawn) <= FEW else _many(drawn, by)
    text = f"{whole}." if by == INDICATOR else f"{whole}: {named}."
    if first.selection.layer == selections.BENCHMARK:
        return f"{text} {OWN_BENCHMARK}"
    return f"{text} {SAME_CLASSES}"


def _many(drawn: Sequence[Panel], by: str) -> str:
    if by == PERIOD:
        return f"{len(drawn)} periods from {drawn[0].title} to {drawn[-1].title}"
    return f"{len(drawn)} maps"


def alternative(drawn: Sequence[Panel], headline: str) -> str:
    """Say what the figure shows for those who cannot see it."""
    nouns = words.in_sentence(list(dict.fromkeys(p.view.area_set.nouns for p in drawn)))
    titles = words.in_sentence([words.lower_first(panel.title) for panel in drawn])
    each = [f"{p.title}: {maps.finding(p.view.frame, p.view.selection)}." for p in drawn]
    return " ".join(
        (
            f"{len(drawn)} maps of {nouns} beside each other in the same classes: {titles}.",
            f"{headline}.",
            *(each if len(drawn) <= FEW else ()),
            "The table of this figure gives every value of every map.",
        )
    )


def provenance(drawn: Sequence[Panel], by: str, base: Selection) -> Provenance:
    """Gather where all maps come from; what holds of one map alone is said under its title too."""
    told = [panel.view.provenance for panel in drawn]
    views = [panel.view for panel in drawn]
    notes = dict.fromkeys(note for one in told for note in one.notes)

    def each_once(texts: Iterable[str]) -> str:
        return "; ".join(dict.fromkeys(text for text in texts if text))

    first = selections.period_of(views[0].selection).label
    last = selections.period_of(views[-1].selection).label
    return Provenance(
        measure=measure_words(drawn, by),
        period=first
        if first == last
        else f"{first} to {last}"
        if len(drawn) > FEW
        else words.in_sentence([one.period for one in told]),
        areas=each_once(one.areas for one in told),
        source=each_once(one.source for one in told),
        licence=each_once(one.licence for one in told),
        boundary_credit=words.sentences_once(one.boundary_credit for one in told),
        standing=max((one.standing for one in told), key=list(Standing).index),
        notes=(*_own_notes(views, by, base), *notes),
    )


def _own_notes(views: Sequence[MapView], by: str, base: Selection) -> list[str]:
    """Say what must be known before one map is compared with another."""
    said = {
        DIFFERENT_AREAS: len({view.area_set.id for view in views}) > 1 and by != AREAS,
        DIFFERENT_RELEASES: by == PERIOD and len({_series_of(view) for view in views}) > 1,
        OUTLINES_LEFT_OUT: any(view.highlighted != base.highlighted for view in views),
    }
    return [note for note, holds in said.items() if holds]


def _series_of(view: MapView) -> Series:
    selection = view.selection
    return registry.indicator(selection.indicator).series_for(selection.area_set, selection.period)
