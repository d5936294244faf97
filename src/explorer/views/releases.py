"""A gap in life expectancy as documents state it and as each release gives it: never a trend."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pandas as pd

from explorer import areas, registry
from explorer.keeping import kept
from explorer.model import Pair, Selection, Standing
from explorer.views import gaps, maps, selections, words
from explorer.views.base import (
    ChartKind,
    ChartView,
    Column,
    Provenance,
    ReferenceLine,
    TableView,
)
from explorer.views.life_expectancy import INDICATOR, NOT_GIVEN

STATED_MEASURE = "life expectancy gap"
DASHED = "The dashed line is what documents state; no figures behind it are held."
NO_TREND = "Each release is made in its own way, so from one to the next is no trend."
NO_INTERVAL = "A point without a line was published without an interval."


@kept(maxsize=8)
def charts(sex: str) -> tuple[ChartView, ...]:
    """Build, for each named pair, the chart of what each release gives beside what is stated.

    Rows: releases on which both places have a figure, oldest first, the newest marked. A gap is
    the second place's figure minus the first's, in years.
    """
    drawn = (_chart(pair, sex) for pair in registry.places().pairs)
    return tuple(chart for chart in drawn if chart)


def _chart(pair: Pair, sex: str) -> ChartView | None:
    found = pd.DataFrame(_published(pair, sex)).dropna(subset=["value"]).reset_index(drop=True)
    if found.empty:
        return None
    frame = found[["label", "value", "lower_95", "upper_95"]].assign(
        highlight=found.index == len(found) - 1
    )
    stated = _stated(pair, sex)
    values = sorted(set(stated["value"].astype(float)))
    title = f"{_who(pair, sex)}: {_title(values, sorted(found['value']))}"
    remarks = (
        DASHED if values else "",
        NO_INTERVAL if found["lower_95"].isna().any() else "",
        NO_TREND if len(found) > 1 else "",
    )
    return ChartView(
        kind=ChartKind.INTERVALS,
        title=title,
        subtitle=" ".join(text for text in remarks if text),
        frame=frame,
        value_label="Gap (years)",
        label_heading="Release",
        decimals=1,
        zero_based=True,
        reference_lines=tuple(
            ReferenceLine(_stated_label(stated[stated["value"].astype(float) == value]), value)
            for value in values
        ),
        text_alternative=f"{title}. "
        + "; ".join(
            f"{row['label']}: {words.with_unit(row['value'], 1, 'years')}"
            f" ({row['interval'] or 'no interval'})"
            for _, row in found.iterrows()
        )
        + ".",
        provenance=_provenance(pair, sex, found),
    )


def _title(stated: list[float], published: list[float]) -> str:
    """Say what is stated and what is given, both in order, as the end of a title."""
    held = "release" if len(published) == 1 else "releases"
    given = f"in the {held} held"
    if not stated:
        return f"{_range(published)} years {given}"
    return f"{_range(stated).replace('.0', '')} years stated, {_range(published)} {given}"


def _range(values: list[float]) -> str:
    ends = dict.fromkeys(words.number(end, 1) for end in (values[0], values[-1]))
    return " to ".join(ends)


def _stated_label(statements: pd.DataFrame) -> str:
    periods = dict.fromkeys(statements["period"].dropna().str.replace("-", words.EN_DASH))
    return f"Stated for {words.in_sentence(list(periods))}" if periods else "Stated"


def _provenance(pair: Pair, sex: str, found: pd.DataFrame) -> Provenance:
    used = list(found["selection"])
    sets = dict.fromkeys(selection.area_set for selection in used)
    held = [areas.area_set(name) for name in sets]
    stands_alone = _stated(pair, sex).empty
    return replace(
        maps.shared_provenance(
            f"Gap in life expectancy, {_who(pair, sex)}",
            held[-1],
            used,
            Standing.DERIVED,
            tuple(text for area_set, text in pair.remarks if area_set in sets)
            + (() if stands_alone else (DASHED,)),
        ),
        period=f"{found['period'].iloc[0]} to {found['period'].iloc[-1]}",
        areas="; ".join(f"{one.title}: {one.vintage}" for one in held),
        boundary_credit=" ".join(dict.fromkeys(one.credit for one in held)),
    )


@kept(maxsize=8)
def tables(sex: str) -> tuple[TableView, ...]:
    """Build, for each named pair, what is stated of it and what each release gives for it.

    Rows: the documents' statements for that sex, then every release on which both places can be
    found, oldest first. Releases are not a trend: each row is made by another method.
    """
    return tuple(_table(pair, sex) for pair in registry.places().pairs)


def _table(pair: Pair, sex: str) -> TableView:
    documents = registry.extra("documents").set_index("document")["title"]
    stated = [
        {
            "who": f"Stated: {documents[row['document']].split(':')[0]}",
            "period": row["period"] if isinstance(row["period"], str) else NOT_GIVEN,
            "places": pair.label if row["claim_id"] in pair.stated else "two wards, not named",
            "value": float(row["value"]),
            "interval": NOT_GIVEN,
        }
        for _, row in _stated(pair, sex).iterrows()
    ]
    published = [{**row, "interval": row["interval"] or NOT_GIVEN} for row in _published(pair, sex)]
    shown = registry.indicator(INDICATOR).area_sets
    columns = (
        Column("who", "Who says so"),
        Column("period", "Period"),
        Column("places", "Places"),
        Column("value", "Years apart", 1),
        Column("interval", "95% interval"),
    )
    return TableView(
        caption=_who(pair, sex),
        notes=tuple(text for area_set, text in pair.remarks if area_set in shown),
        columns=columns,
        frame=pd.DataFrame([*stated, *published])[[column.key for column in columns]],
        provenance=maps.provenance(_of(sex)),
    )


@kept(maxsize=1)
def why_they_differ() -> tuple[str, ...]:
    """Say, in the notes' one wording, what sets the releases by named neighbourhood apart."""
    msoas = areas.current("msoa")
    series = [s for s in registry.indicator(INDICATOR).series if s.area_set == msoas]
    if len(series) < 2:
        return ()
    shared = [key for key in series[0].caveats if all(key in s.caveats for s in series)]
    notes = registry.notes()
    return (
        *(notes[key] for key in shared),
        *(
            f"{s.periods[-1].label}. {' '.join(notes[k] for k in s.caveats if k not in shared)}"
            for s in series
        ),
    )


def _who(pair: Pair, sex: str) -> str:
    return f"{pair.label}, {words.lower_first(selections.group_words(_of(sex)))}"


def _of(sex: str) -> Selection:
    return selections.complete(Selection(INDICATOR, by=(("sex", sex),)))


def _stated(pair: Pair, sex: str) -> pd.DataFrame:
    """Return the documents' statements of a pair's gap."""
    statements = registry.extra("statements")
    named = statements["claim_id"].isin(pair.stated)
    # Some documents give a borough's gap without naming its two wards.
    unnamed = statements["area_code"].eq(pair.borough) & statements["measure"].eq(STATED_MEASURE)
    return statements[(named | unnamed) & statements["group"].eq(sex)]


def _published(pair: Pair, sex: str) -> list[dict[str, object]]:
    """Return what each release gives, oldest first; its last period, where it has several."""
    return sorted(_releases(pair, sex), key=lambda row: str(row["end"]))


def _releases(pair: Pair, sex: str) -> Iterator[dict[str, object]]:
    for area_set, (low, high) in pair.areas:
        for series in registry.indicator(INDICATOR).series:
            if series.area_set != area_set:
                continue
            period = series.periods[-1]
            selection = Selection(INDICATOR, area_set, period.id, (("sex", sex),))
            gap = gaps.through_time(selection, low, high).iloc[-1]
            yield {
                "who": f"Published: {series.label}",
                "label": f"{period.label}, {areas.area_set(area_set).nouns}",
                "period": period.label,
                "places": f"{areas.name_of(low)} to {areas.name_of(high)}",
                "value": float(gap["value"]),
                "lower_95": float(gap["lower_95"]),
                "upper_95": float(gap["upper_95"]),
                "interval": words.interval(gap["lower_95"], gap["upper_95"], 1),
                "selection": selection,
                "end": period.end,
            }
