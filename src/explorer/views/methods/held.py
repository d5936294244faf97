"""What is held: every indicator with its releases and gaps, and every set of areas."""

from __future__ import annotations

from collections import Counter
from datetime import date

import pandas as pd

from explorer import areas, registry
from explorer.keeping import kept
from explorer.model import AreaKind, AreaSet, Indicator, Polarity, Series, Standing
from explorer.views import disclosure, words
from explorer.views.base import Column, Passage, Provenance, TableView

POLARITY = {
    Polarity.HIGH_IS_BETTER: "higher is better",
    Polarity.LOW_IS_BETTER: "lower is better",
    Polarity.NEUTRAL: "no judgement",
}
INTERVALS = {True: "given by the publisher", False: "none"}
MADE_HERE = "made here from the counts (Wilson)"
COMPLETE = "none"
STILL = "still in force"
NOT_JOINED = (
    "Each release is made by a method of its own. Releases are never joined by a line nor tested "
    "against each other."
)
NEVER_ON_OTHERS = (
    "A figure is only ever drawn on the areas for which it was published; a code of another set is "
    "refused, and both sets are named."
)
OWN_FILES = Provenance(
    measure="Descriptions of indicators, sources and sets of areas",
    period="",
    areas="",
    source="the explorer's own files: data/indicators, data/sources.yaml and geo/geographies.yaml",
    licence="Each source's licence stands beside it",
    boundary_credit="",
    standing=Standing.PUBLISHED,
)


def themes() -> dict[str, str]:
    """Return the themes that have indicators, with their labels."""
    held = registry.indicators()
    return {
        theme: held[theme].short_name
        if theme in held
        else words.upper_first(theme.replace("-", " "))
        for theme in sorted({indicator.theme for indicator in held.values()})
    }


def indicators_of(theme: str) -> dict[str, str]:
    """Return the indicators of a theme, with their names, in the order of these."""
    held = {i.id: i.name for i in registry.indicators().values() if i.theme == theme}
    return dict(sorted(held.items(), key=lambda item: item[1]))


@kept(maxsize=256)
def facts(identifier: str) -> TableView:
    """Build the table of what an indicator is."""
    indicator = registry.indicator(identifier)
    groups = "; ".join(
        f"{b.label}: {words.in_sentence([label for _, label in b.groups])}"
        for b in indicator.breakdowns
    )
    lines = words.in_sentence([f"{label} {value:g}" for label, value in indicator.lines])
    threshold = indicator.disclosure_threshold
    rows = {
        "Unit": indicator.unit or "none",
        "Which way is better": POLARITY[indicator.polarity],
        "Counted (numerator)": indicator.numerator or "not given",
        "Out of (denominator)": indicator.denominator or "not given",
        "Groups": groups or "not split",
        "Reference lines": lines or "none",
        "Smallest count shown": f"{threshold}" if threshold is not None else "no threshold",
        "Name in files and links": indicator.id,
    }
    return _facts("What it is", rows)


def definition(identifier: str) -> tuple[str, ...]:
    """Return an indicator's definition, then its caveats."""
    indicator = registry.indicator(identifier)
    return indicator.definition.strip(), *(registry.notes()[key] for key in indicator.caveats)


@kept(maxsize=256)
def releases(identifier: str) -> Passage:
    """Build a table for each release of an indicator: one method on one set of areas."""
    indicator = registry.indicator(identifier)
    many = len(indicator.series) > 1
    return Passage(
        "Releases" if many else "Release",
        tuple(_facts(series.label, _release(indicator, series)) for series in indicator.series),
        (NOT_JOINED,) if many else (),
    )


@kept(maxsize=256)
def gaps(identifier: str, series_id: str) -> str:
    """Say how many of a release's own figures are missing and why."""
    indicator = registry.indicator(identifier)
    series = next(series for series in indicator.series if series.id == series_id)
    held = disclosure.rows(identifier, series_id)
    held = held[held["area_code"].isin(areas.codes(series.area_set))]
    blank = held[held["value"].isna()]
    if blank.empty:
        return COMPLETE
    reasons = Counter(registry.notes()[key].rstrip(".") for key in blank["note"])
    why = "; ".join(f"{text[:1].lower()}{text[1:]} ({n:,})" for text, n in reasons.most_common())
    return f"{len(blank):,} of {len(held):,}: {why}"


@kept(maxsize=16)
def catalogue(theme: str) -> TableView:
    """Build the table of a theme's indicators, one row each."""
    held = [registry.indicator(identifier) for identifier in indicators_of(theme)]
    return TableView(
        caption=f"{themes()[theme]}: {words.count_of(len(held), 'indicator', 'indicators')}",
        columns=(
            Column("name", "Indicator"),
            Column("unit", "Unit"),
            Column("areas", "Areas and periods"),
        ),
        frame=pd.DataFrame(
            {
                "name": indicator.name,
                "unit": indicator.unit or "none",
                "areas": "; ".join(
                    f"{areas.area_set(series.area_set).nouns} {_span(series)}"
                    for series in indicator.series
                ),
            }
            for indicator in held
        ),
        provenance=OWN_FILES,
    )


@kept(maxsize=1)
def area_sets() -> Passage:
    """Build a table for each set of areas for which figures are held, with its dates in force."""
    held = [s for s in areas.area_sets().values() if s.kind is not AreaKind.CONTEXT and _used(s)]
    return Passage(
        "Sets of areas", tuple(_facts(s.title, _area_set(s)) for s in held), (NEVER_ON_OTHERS,)
    )


def _used(area_set: AreaSet) -> int:
    return sum(area_set.id in i.area_sets for i in registry.indicators().values())


def _release(indicator: Indicator, series: Series) -> dict[str, str]:
    source = registry.sources()[series.source]
    area_set = areas.area_set(series.area_set)
    caveats = " ".join(registry.notes()[key] for key in series.caveats)
    return {
        "Areas": f"{area_set.title}, {words.count_of(area_set.feature_count, 'area', 'areas')}",
        "Periods": _span(series),
        "Standing": series.standing.value,
        "Intervals": MADE_HERE if series.interval_method else INTERVALS[series.has_intervals],
        "Figures missing": gaps(indicator.id, series.id),
        "Source": f"{source.publisher}, {source.title}",
        "Licence": source.licence,
        "To be known": caveats or "nothing further",
    }


def _area_set(area_set: AreaSet) -> dict[str, str]:
    return {
        "Areas": words.count_of(area_set.feature_count, area_set.noun, area_set.nouns),
        "In force from": _day(area_set.valid_from),
        "In force until": _day(area_set.valid_to),
        "Made of": area_set.vintage,
        "Indicators held": f"{_used(area_set)}",
        "Boundaries": area_set.source,
        "Licence": area_set.licence,
        "Name in files and links": area_set.id,
    }


def _day(day: date | None) -> str:
    return words.day(day) if day else STILL


def _span(series: Series) -> str:
    first, last = series.periods[0].label, series.periods[-1].label
    many = len(series.periods)
    return first if many == 1 else f"{first} to {last}, {many} periods"


def _facts(caption: str, rows: dict[str, str]) -> TableView:
    return TableView(
        caption=caption,
        columns=(Column("what", "What"), Column("held", "As declared")),
        frame=pd.DataFrame({"what": list(rows), "held": list(rows.values())}),
        provenance=OWN_FILES,
    )
