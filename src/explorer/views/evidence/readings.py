"""What the figures held here give for each kind of reading.

Every reading is worked out from the figures held, small numbers withheld, and says in words what it
is, so that no statement has code of its own.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import singledispatch

import pandas as pd

from explorer import areas, registry
from explorer.errors import DataFileError, Problem
from explorer.model import Standing
from explorer.views import gaps, selections, words
from explorer.views.evidence.kinds import (
    AreasCounted,
    Change,
    Difference,
    Figure,
    Gap,
    GroundAbove,
    Groups,
    Listed,
    OfIndicator,
    Ratio,
    WidestGap,
)

TIMES = "times"


@dataclass(frozen=True)
class Reading:
    """What the figures held here give.

    Attributes
    ----------
    value, lower, upper : float
        The figure and its 95% interval; limits are NaN where none is held.
    decimals, unit
        How it is written.
    of : str
        What, where and when, in words.
    source, standing
        Who published the figures it is made from, and what standing they have.
    """

    value: float
    decimals: int
    unit: str
    of: str
    source: str
    standing: Standing = Standing.PUBLISHED
    lower: float = math.nan
    upper: float = math.nan

    @property
    def has_interval(self) -> bool:
        return not math.isnan(self.lower)

    @property
    def amount(self) -> str:
        """The figure with its unit."""
        if math.isnan(self.value):
            return "no figure"
        return words.with_unit(self.value, self.decimals, self.unit)

    @property
    def span(self) -> str:
        """The 95% interval in words; '' where none is held."""
        span = words.interval(self.lower, self.upper, self.decimals)
        return f"95% interval {span}" if span else ""

    @property
    def figure(self) -> str:
        """The figure with its unit, and its interval where one is held."""
        return f"{self.amount} ({self.span})" if self.span else self.amount


@singledispatch
def read(check: object) -> Reading:
    """Work a reading out.

    Raises
    ------
    SelectionError, UnknownAreaError
        When the figures that it asks for are not held.
    DataFileError
        When a single figure that it asks for is not there exactly once.
    """
    raise NotImplementedError(f"a reading of kind {type(check).__name__}")


@read.register
def _(check: Figure) -> Reading:
    selection = check.selection
    indicator = registry.indicator(selection.indicator)
    row = selections.row_of(selections.figures(selection), check.area)
    is_value = check.column == "value"
    return Reading(
        value=float(row[check.column]),
        lower=float(row["lower_95"]) if is_value else math.nan,
        upper=float(row["upper_95"]) if is_value else math.nan,
        decimals=indicator.decimals if is_value else 0,
        unit=indicator.unit if check.unit is None else check.unit,
        of=check.words_of(indicator.short_name, str(row["area_name"])),
        source=check.source,
        standing=check.standing,
    )


@read.register
def _(check: Groups) -> Reading:
    parts = [
        selections.row_of(
            selections.figures(
                selections.complete(check.selection.changed(by=((check.breakdown, group),)))
            ),
            check.area,
        )
        for group in check.groups
    ]
    indicator = registry.indicator(check.indicator)
    labels = next(b for b in indicator.breakdowns if b.id == check.breakdown)
    named = words.in_sentence([words.lower_first(labels.label_of(g)) for g in check.groups])
    when = selections.period_of(check.selection).label
    what = check.label or f"{indicator.short_name} ({named})"
    return Reading(
        value=sum(float(row["value"]) for row in parts),
        decimals=indicator.decimals,
        unit=indicator.unit,
        of=f"{what}, {parts[0]['area_name']}, {when}",
        source=check.source,
        standing=check.standing,
    )


@read.register
def _(check: Gap) -> Reading:
    selection = check.selection
    held = selections.figures(selection)
    low, high = (selections.row_of(held, code) for code in (check.low, check.high))
    gap = gaps.between(selection, check.low, check.high)
    value = float(high["value"]) - float(low["value"])
    nouns = areas.area_set(check.area_set).nouns
    # The gap is written the way it was stated, so that one the other way round is negative.
    span = (math.nan, math.nan)
    if gap is not None:
        span = (gap.lower, gap.upper) if value >= 0 else (-gap.upper, -gap.lower)
    return _gap_reading(check, value, span, f"{low['area_name']} to {high['area_name']} ({nouns})")


@read.register
def _(check: WidestGap) -> Reading:
    gap = gaps.widest(check.selection, check.borough)
    noun = areas.area_set(check.area_set).nouns
    where = f" of {_borough(check.borough)}" if check.borough else " of both boroughs"
    between = f"widest gap between {noun}{where}, {gap.low.name} to {gap.high.name}"
    return _gap_reading(check, gap.gap, (gap.lower, gap.upper), between)


@read.register
def _(check: Difference) -> Reading:
    selection = check.selection
    rows = [
        selections.row_of(
            selections.figures(selections.complete(selection.changed(indicator=identifier))),
            check.area,
        )
        for identifier in (check.indicator, check.less)
    ]
    indicator, less = registry.indicator(check.indicator), registry.indicator(check.less)
    return Reading(
        value=float(rows[0]["value"]) - float(rows[1]["value"]),
        decimals=indicator.decimals,
        unit=words.difference_unit(indicator.unit),
        of=check.words_of(
            f"{indicator.short_name} minus {less.short_name[:1].lower()}{less.short_name[1:]}",
            str(rows[0]["area_name"]),
        ),
        source=check.source,
        standing=check.standing,
    )


@read.register
def _(check: Change) -> Reading:
    before, after = (
        float(selections.row_of(selections.figures(check.at(period)), check.area)["value"])
        for period in (check.since, check.period)
    )
    indicator = registry.indicator(check.indicator)
    first = selections.period_of(check.at(check.since)).label
    last = selections.period_of(check.selection).label
    return Reading(
        value=100 * (after / before - 1),
        decimals=0,
        unit="%",
        of=f"change in {indicator.short_name}, {_borough(check.area)}, {first} to {last}",
        source=check.source,
        standing=check.standing,
    )


@read.register
def _(check: GroundAbove) -> Reading:
    ground = areas.measured_area_km2(check.area_set)[_codes_in(check.area_set, check.borough)]
    held = selections.figures(check.selection).areas.set_index("area_code")["value"]
    above = held.reindex(ground.index) > check.above
    indicator = registry.indicator(check.indicator)
    return Reading(
        value=100 * float(ground[above].sum() / ground.sum()),
        decimals=0,
        unit="%",
        of=check.words_of(
            f"share of the ground above {check.above:g} {indicator.unit} "
            f"({areas.area_set(check.area_set).nouns})",
            _borough(check.borough),
        ),
        source=check.source,
        standing=Standing.DERIVED,
    )


@read.register
def _(check: AreasCounted) -> Reading:
    codes = _codes_in(check.area_set, check.borough)
    held = selections.figures(check.selection).areas.set_index("area_code")["value"].reindex(codes)
    name = registry.indicator(check.indicator).short_name
    nouns = areas.area_set(check.area_set).nouns
    return Reading(
        value=float((held == check.equal).sum()),
        decimals=0,
        unit=f"of {held.notna().sum()}",
        of=check.words_of(f"{nouns} with {name} equal to {check.equal:g}", _borough(check.borough)),
        source=check.source,
        standing=Standing.DERIVED,
    )


@read.register
def _(check: Listed) -> Reading:
    row = _row(check.extra, check.where)
    return Reading(
        value=float(row["value"]),
        lower=float(row.get("lower_95", math.nan)),
        upper=float(row.get("upper_95", math.nan)),
        decimals=check.decimals,
        unit=check.unit,
        of=f"{check.label or _measure(row)}, {row['area_name']}, {row['period']}",
        source=_cited(row),
        standing=Standing(row["standing"]),
    )


@read.register
def _(check: Ratio) -> Reading:
    one, other = _row(check.extra, check.of), _row(check.extra, check.to)
    return Reading(
        value=float(one["value"]) / float(other["value"]),
        decimals=1,
        unit=TIMES,
        of=f"{_measure(one)}, {one['group']} to {other['group']}, {one['area_name']}, "
        f"{one['period']}",
        source=_cited(one),
        standing=Standing(one["standing"]),
    )


def _gap_reading(
    check: OfIndicator, value: float, span: tuple[float, float], between: str
) -> Reading:
    indicator = registry.indicator(check.indicator)
    return Reading(
        value=value,
        lower=span[0],
        upper=span[1],
        decimals=indicator.decimals,
        unit=words.difference_unit(indicator.unit),
        of=check.words_of(indicator.short_name, between),
        source=check.source,
        standing=check.standing,
    )


def _borough(code: str) -> str:
    return next(place.name for place in registry.places().comparators if place.code == code)


def _codes_in(area_set: str, borough: str) -> list[str]:
    layer = areas.load(area_set)
    return list(layer.loc[layer["borough_code"] == borough, "area_code"])


def _row(extra: str, where: dict[str, str]) -> pd.Series:
    held = registry.extra(extra)
    match = held
    for column, wanted in where.items():
        match = match[match[column].astype(str) == wanted]
    if len(match) != 1:
        raise DataFileError(
            Problem(
                f"data/extras/{extra}.csv",
                f"{len(match)} rows with {', '.join(f'{k} {v!r}' for k, v in where.items())}",
                "exactly one",
                "Correct the entry in data/evidence.yaml.",
            )
        )
    return match.iloc[0]


def _measure(row: pd.Series) -> str:
    return next(str(row[column]) for column in ("measure", "metric", "indicator") if column in row)


def _cited(row: pd.Series) -> str:
    if "document" not in row:
        return str(row["source"])
    titles = registry.extra("documents").set_index("document")["title"]
    return str(titles[row["document"]])
