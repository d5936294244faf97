"""Screening coverage of residents: boroughs against region, country and the acceptable level."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd

from explorer import registry, stats
from explorer.keeping import kept
from explorer.model import Period, Selection, Source
from explorer.views import charts, maps, selections, words
from explorer.views.base import (
    ChartKind,
    ChartView,
    Column,
    Finding,
    MapView,
    Passage,
    Provenance,
    ReferenceLine,
    TableView,
)
from explorer.views.cancer_screening import others, practices, recent
from explorer.views.cancer_screening.programmes import (
    BOROUGHS,
    ELIGIBLE,
    MAIN,
    PAGE,
    by_borough,
    organ_of,
    people_of,
)

REGION_TABLE = "breast-coverage-london"
AS_MANY_ELIGIBLE = (
    "This takes the number of people eligible as it stands, and counts people, not appointments."
)


@kept(maxsize=512)
def headline(programme: Selection) -> str:
    """Say the boroughs' latest coverage, or the practices' median where none is held for them."""
    boroughs = by_borough(programme)
    if boroughs is not None:
        return _coverage_words(boroughs)
    selection = selections.complete(programme)
    median = registry.indicator(programme.indicator).with_unit(practices.spread(selection).median)
    return (
        f"In {selections.period_of(selection).label} half of the GP practices here had screened "
        f"more than {median} of their eligible patients for {organ_of(programme).lower()} cancer"
    )


@kept(maxsize=512)
def subtitle(programme: Selection) -> str:
    """Say what the headline stands beside, and how sure it is or why that cannot be said."""
    boroughs = by_borough(programme)
    if boroughs is None:
        caveats = registry.indicator(programme.indicator).caveats
        return " ".join(maps.caveat_text(key) for key in caveats)
    indicator, held = registry.indicator(programme.indicator), selections.figures(boroughs)
    spans = [
        words.interval(row["lower_95"], row["upper_95"], indicator.decimals)
        for _, row in held.areas.iterrows()
    ]
    elsewhere = ", ".join(f"{name} {indicator.with_unit(value)}" for name, value in _beyond(held))
    return " ".join(
        [
            f"{indicator.name}, {people_of(programme)}, by borough.",
            f"{elsewhere}." if elsewhere else "",
            f"95% intervals of the boroughs: {words.in_sentence(spans)}."
            if all(spans)
            else maps.caveat_text("no-intervals"),
        ]
    )


@kept(maxsize=512)
def chart(programme: Selection) -> ChartView | None:
    """Build the boroughs' chart: through time, or among the region's boroughs for one year."""
    boroughs = by_borough(programme)
    if boroughs is None:
        return None
    periods = registry.indicator(programme.indicator).periods(BOROUGHS)
    if len(periods) > 1:
        title = _change_words(boroughs, periods[0])
        view = charts.boroughs_through_time(boroughs, title)
        return replace(view, subtitle=_counts_words(boroughs, periods[0]))
    return _among_boroughs(boroughs)


@kept(maxsize=512)
def beside(programme: Selection) -> Passage | None:
    """Return what stands beside the chart: the recent trend, or what else is published."""
    if additional(programme) is None:
        definition = registry.indicator(programme.indicator).definition.strip()
        return Passage(others.TITLE, (others.official(),), (definition,))
    return recent.passage(programme)


@kept(maxsize=512)
def beneath(programme: Selection) -> Passage | None:
    """Return what stands beneath the chart: how many more people to screen; None without counts."""
    table = additional(programme)
    return Passage(additional_words(programme), (table,)) if table else None


@kept(maxsize=512)
def below(programme: Selection) -> Passage:
    """Return what is held of the boroughs' other programmes, as far as it is not shown above."""
    if additional(programme) is None:
        return Passage(others.NEWS_TITLE, (others.secondary(),))
    placed = by_borough(others.placed())
    title = others.TITLE if placed is None else _coverage_words(placed)
    return Passage(title, (others.official(), others.secondary()))


@kept(maxsize=512)
def sources(programme: Selection) -> tuple[Provenance, ...]:
    """Return where the boroughs' figures on the page come from, the chosen programme's first."""
    boroughs = by_borough(programme)
    own = () if boroughs is None else (maps.provenance(boroughs),)
    measures = {provenance.measure for provenance in own}
    return (*own, *(other for other in others.provenances() if other.measure not in measures))


@kept(maxsize=512)
def additional_words(programme: Selection) -> str:
    """Say how many more people screened would reach the indicator's own line; '' without one."""
    boroughs = by_borough(programme)
    lines = registry.indicator(programme.indicator).lines
    if boroughs is None or not lines:
        return ""
    _, target = lines[-1]
    (first, count), *others = _additional(boroughs, target).items()
    more = [
        f"{count:,} more {ELIGIBLE[programme.indicator]} screened in {first}",
        *(f"{count:,} in {name}" for name, count in others),
    ]
    return f"Reaching {target:g}% would take {words.in_sentence(more)}"


@kept(maxsize=512)
def additional(programme: Selection) -> TableView | None:
    """Build the table of how many more people screened would reach each coverage.

    One row a target (region, country, the indicator's own lines), one column a borough. None where
    no counts are held.
    """
    boroughs = by_borough(programme)
    if boroughs is None or selections.figures(boroughs).areas["numerator"].isna().any():
        return None
    indicator, held = registry.indicator(programme.indicator), selections.figures(boroughs)
    targets = [
        (f"{name}'s coverage", value, indicator.with_unit(value)) for name, value in _beyond(held)
    ]
    lines = [(label, value, f"{value:g}{indicator.unit}") for label, value in indicator.lines]
    rows = [
        {"target": f"{label}, {share}", **_additional(boroughs, value)}
        for label, value, share in (*targets, *lines)
    ]
    return TableView(
        caption=f"How many more {people_of(programme)} screened would reach each coverage, "
        f"{selections.period_of(boroughs).label}",
        columns=(
            Column("target", "To reach"),
            *(Column(name, name, 0) for name in held.areas["area_name"]),
        ),
        frame=pd.DataFrame(rows),
        provenance=maps.provenance(boroughs),
        notes=(AS_MANY_ELIGIBLE, indicator.definition.strip()),
    )


@kept(maxsize=1)
def overview_finding() -> Finding:
    """Return cervical coverage against its acceptable level, for the overview."""
    boroughs = selections.complete(Selection(MAIN, BOROUGHS))
    programme = Selection(MAIN, by=boroughs.by)
    source = _source(boroughs)
    held, indicator = selections.figures(boroughs), registry.indicator(MAIN)
    elsewhere = " and ".join(
        f"{indicator.with_unit(value)} in {name}" for name, value in _beyond(held)
    )
    return Finding(
        sentence=_coverage_words(boroughs, with_intervals=True),
        detail=f"It was {elsewhere}. {additional_words(programme)}.",
        source=f"{source.publisher}, {source.title}",
        period=selections.period_of(boroughs).label,
        page=PAGE,
        query=tuple(programme.to_query().items()),
        picture=_of_practices(programme),
    )


def _of_practices(programme: Selection) -> MapView | None:
    """Return the newest map of a programme's practices; nothing where none is held."""
    newest = next(iter(practices.periods(programme)), None)
    return practices.map_view(practices.selection_of(programme, newest)) if newest else None


def _coverage_words(boroughs: Selection, *, with_intervals: bool = False) -> str:
    indicator, held = registry.indicator(boroughs.indicator), selections.figures(boroughs)
    people = people_of(boroughs)
    shares: list[str] = []
    for _, row in held.areas.iterrows():
        span = words.interval(row["lower_95"], row["upper_95"], indicator.decimals)
        aside = f" (95% interval {span})" if span and with_intervals else ""
        of = f" of {people}" if not shares else ""
        shares.append(f"{indicator.with_unit(row['value'])}{of} in {row['area_name']}{aside}")
    return (
        f"In {selections.period_of(boroughs).label} {organ_of(boroughs).lower()} screening "
        f"covered {words.in_sentence(shares)}{_against_line(boroughs)}"
    )


def _against_line(boroughs: Selection) -> str:
    """Say how coverage stands to the indicator's own line, as far as the intervals allow."""
    held = selections.figures(boroughs).areas
    lines = registry.indicator(boroughs.indicator).lines
    if not lines:
        is_placed = others.placed().indicator == boroughs.indicator
        return f", {others.place_words()}" if is_placed else ""
    label, target = lines[-1]
    line = f"the {label.lower()} of {target:g}%"
    if (held["upper_95"] < target).all():
        return f", below {line}"
    if (held["lower_95"] > target).all():
        return f", above {line}"
    return f", against {line}"


def _change_words(boroughs: Selection, first: Period) -> str:
    """Say how coverage moved since the first period; never a move that chance can explain."""
    indicator = registry.indicator(boroughs.indicator)
    held = selections.figures(boroughs)
    then = selections.figures(boroughs.changed(period=first.id)).areas
    moves = [
        stats.difference(_estimate(selections.row_of(held, code)), _estimate(row))
        for code, (_, row) in zip(then["area_code"], then.iterrows(), strict=True)
    ]
    group = f" at age {selections.group_words(boroughs)}" if boroughs.by else ""
    directions = {move.value > 0 for move in moves}
    if len(directions) > 1 or not all(move.chance_excluded for move in moves):
        last = selections.period_of(boroughs).label
        return f"{indicator.short_name}{group}, {first.label} to {last}"
    unit = f" {words.difference_unit(indicator.unit)}"
    points = [
        f"{words.number(abs(move.value), indicator.decimals)}{unit if order == 0 else ''} in {name}"
        for order, (name, move) in enumerate(zip(then["area_name"], moves, strict=True))
    ]
    return (
        f"Since {first.label}, {indicator.short_name.lower()}{group} has "
        f"{'risen' if directions == {True} else 'fallen'} by {words.in_sentence(points)}"
    )


def _counts_words(boroughs: Selection, first: Period) -> str:
    """Say the counts behind the first and the latest coverage, which can move for two reasons."""
    now, last = selections.figures(boroughs).areas, selections.period_of(boroughs)
    then = selections.figures(boroughs.changed(period=first.id)).areas.set_index("area_code")
    parts = []
    for _, row in now.iterrows():
        before = then.loc[row["area_code"]]
        parts.append(
            f"{row['area_name']}: {before['numerator']:,.0f} screened of "
            f"{before['denominator']:,.0f} eligible in {first.label}, {row['numerator']:,.0f} of "
            f"{row['denominator']:,.0f} in {last.label}."
        )
    return (
        "Coverage moves when more or fewer people are screened, and when more or fewer are "
        f"counted as eligible. {' '.join(parts)}"
    )


def _among_boroughs(boroughs: Selection) -> ChartView:
    held = registry.extra(REGION_TABLE).sort_values("value", ascending=False, kind="stable")
    own = {place.code for place in registry.places().boroughs}
    region, indicator = registry.places().region, registry.indicator(boroughs.indicator)
    median = float(held["value"].median())
    title = f"{indicator.short_name} in every borough of {region.name}, highest first"
    return ChartView(
        kind=ChartKind.INTERVALS,
        title=title,
        subtitle=maps.caveat_text("no-intervals"),
        frame=pd.DataFrame(
            {
                "label": held["area_name"],
                "value": held["value"].round(indicator.decimals),
                "lower_95": float("nan"),
                "upper_95": float("nan"),
                "highlight": held["area_code"].isin(own),
            }
        ).reset_index(drop=True),
        value_label=maps.legend_title(indicator),
        label_heading="Borough",
        decimals=indicator.decimals,
        reference_lines=(ReferenceLine("Median", median),),
        text_alternative=f"{title}. {_coverage_words(boroughs)}.",
        provenance=maps.provenance(boroughs),
    )


def _additional(boroughs: Selection, target: float) -> dict[str, int]:
    """Return how many more people each borough would need to screen to reach a percentage."""
    held = selections.figures(boroughs).areas
    needed = stats.additional_to_reach(
        held["numerator"].to_numpy(), held["denominator"].to_numpy(), target / 100
    )
    return dict(zip(held["area_name"], (int(count) for count in needed), strict=True))


def _beyond(held: registry.Figures) -> list[tuple[str, float]]:
    """Return the region and country that the same release gives, in that order."""
    figures = held.comparators.set_index("area_code")["value"]
    places = (registry.places().region, registry.places().country)
    return [(p.name, float(figures[p.code])) for p in places if p.code in figures]


def _source(selection: Selection) -> Source:
    series = registry.indicator(selection.indicator).series_for(
        selection.area_set, selection.period
    )
    return registry.sources()[series.source]


def _estimate(row: pd.Series) -> stats.Estimate:
    return stats.Estimate(float(row["value"]), float(row["lower_95"]), float(row["upper_95"]))
