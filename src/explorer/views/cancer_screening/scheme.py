"""What a local screening scheme reports, as differences with intervals, and not only as ratios."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from explorer import registry, stats
from explorer.keeping import kept
from explorer.model import Standing
from explorer.views import words
from explorer.views.base import ChartKind, ChartView, Column, Provenance, ReferenceLine, TableView

TABLE = "screen-detect-protect"
NAME = "Screen, Detect, Protect"
RELATIVE = (
    "The last row is the change as it was published: relative to the first share, in per cent of "
    "it. It is not a change in percentage points."
)
HOW_WORKED_OUT = (
    "Differences and intervals are worked out here from the published shares and numbers eligible "
    "(Newcombe's method). The people eligible on the two dates are not all the same, and are "
    "treated as two independent groups; those counted on both dates are not known. No group "
    "without the scheme is given, so even a change beyond chance need not be the scheme's doing."
)
NAMED_UPTAKE = (
    "The evaluation calls these shares uptake. They are shares of everyone eligible, and the "
    "figures held here do not say of which screening programmes."
)


@dataclass(frozen=True)
class Result:
    """One organisation's result: shares in per cent, the change in percentage points.

    Attributes
    ----------
    organisation, population : str
    before, after : float
        Percentage of the eligible who were screened.
    eligible_before, eligible_after : int
    change, lower, upper : float
        After minus before with its 95% interval, in percentage points.
    beyond_chance : bool
        Whether the interval leaves out no change.
    relative : float
        The change as published: per cent of the first share.
    """

    organisation: str
    population: str
    before: float
    after: float
    eligible_before: int
    eligible_after: int
    change: float
    lower: float
    upper: float
    beyond_chance: bool
    relative: float


@kept(maxsize=1)
def results() -> tuple[Result, ...]:
    """Return every organisation's result, in the order in which they were published."""
    return tuple(_result(row) for _, row in registry.extra(TABLE).fillna("").iterrows())


def headline() -> str:
    """Say the changes in percentage points and which of them can be told from chance."""
    found = results()
    changes = words.in_sentence([words.number(result.change, 1) for result in found])
    rose = all(result.change > 0 for result in found)
    verb = "rose by" if rose else "changed by"
    certain = [words.number(result.change, 1) for result in found if result.beyond_chance]
    if not certain:
        verdict = "none of them can be told from chance"
    elif len(certain) == len(found):
        verdict = "each can be told from chance"
    else:
        verdict = f"only the change of {words.in_sentence(certain)} can be told from chance"
    return f"{NAME}: the share screened {verb} {changes} percentage points; {verdict}"


@kept(maxsize=1)
def chart() -> ChartView:
    """Build the chart of the changes with their intervals, about the line of no change."""
    found = results()
    return ChartView(
        kind=ChartKind.INTERVALS,
        title=headline(),
        subtitle="Where an interval crosses the line of no change, chance alone can explain it.",
        frame=pd.DataFrame(
            {
                "label": [result.organisation for result in found],
                "value": [round(result.change, 1) for result in found],
                "lower_95": [round(result.lower, 1) for result in found],
                "upper_95": [round(result.upper, 1) for result in found],
                "highlight": [result.beyond_chance for result in found],
            }
        ),
        value_label="Change in percentage points",
        label_heading="Organisation",
        decimals=1,
        reference_lines=(ReferenceLine("No change", 0.0),),
        text_alternative=f"{headline()}. The table gives each change with its interval.",
        provenance=table().provenance,
    )


@kept(maxsize=1)
def table() -> TableView:
    """Build the table of results, one column an organisation, one row a thing to know of it."""
    first = registry.extra(TABLE).iloc[0]
    rows = {
        _month(first["period_before"]): [_share(r.before, r.eligible_before) for r in results()],
        _month(first["period_after"]): [_share(r.after, r.eligible_after) for r in results()],
        "Change in percentage points": [words.signed(r.change, 1) for r in results()],
        "95% interval": [words.interval(r.lower, r.upper, 1) for r in results()],
        "Can chance alone explain it?": ["no" if r.beyond_chance else "yes" for r in results()],
        "Relative change, as published": [f"{words.signed(r.relative, 2)}%" for r in results()],
    }
    names = [result.organisation for result in results()]
    frame = pd.DataFrame.from_dict(rows, orient="index", columns=names)
    return TableView(
        caption=f"Share of eligible people screened ({Standing.STATED})",
        columns=(Column("what", "Result"), *(Column(name, name) for name in names)),
        frame=frame.rename_axis("what").reset_index(),
        provenance=_provenance(first),
        notes=(_who(), RELATIVE, HOW_WORKED_OUT, NAMED_UPTAKE),
    )


def _result(row: pd.Series) -> Result:
    before, after = float(row["coverage_before"]), float(row["coverage_after"])
    eligible_before, eligible_after = int(row["eligible_before"]), int(row["eligible_after"])
    # The counts of people screened are not published, so they come from the rounded shares.
    change = stats.proportion_difference(
        after / 100 * eligible_after,
        eligible_after,
        before / 100 * eligible_before,
        eligible_before,
    )
    return Result(
        organisation=str(row["organisation"]),
        population=str(row["population"]),
        before=before,
        after=after,
        eligible_before=eligible_before,
        eligible_after=eligible_after,
        change=100 * change.value,
        lower=100 * change.lower,
        upper=100 * change.upper,
        beyond_chance=change.chance_excluded,
        relative=float(row["stated_relative_change"]),
    )


def _who() -> str:
    return " ".join(f"{r.organisation}: {r.population}." for r in results() if r.population)


def _share(share: float, eligible: int) -> str:
    return f"{words.number(share, 1)}% of {eligible:,}"


def _month(period: str) -> str:
    return f"{pd.Timestamp(period):%B %Y}"


def _provenance(held: pd.Series) -> Provenance:
    document = registry.extra("documents").set_index("document").loc[held["document"]]
    return Provenance(
        measure=f"{NAME}: share of eligible people screened",
        period=f"{_month(held['period_before'])} and {_month(held['period_after'])}",
        areas="People registered with or reached by each organisation",
        source=f"{document['publisher']}, {document['title']}",
        licence="Figures quoted",
        boundary_credit="",
        standing=Standing.STATED,
        notes=(),
    )
