"""What a local screening scheme reports, as differences with intervals, and not only as ratios."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import pandas as pd

from explorer import registry, stats
from explorer.model import Standing
from explorer.views import words
from explorer.views.base import Column, Passage, Provenance, TableView

TABLE = "screen-detect-protect"
NAME = "Screen, Detect, Protect"
RELATIVE = (
    "The last column is the change as it was published: relative to the first share, in per cent "
    "of it. It is not a change in percentage points."
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
NOTES = (RELATIVE, HOW_WORKED_OUT, NAMED_UPTAKE)


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


@lru_cache(maxsize=1)
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


@lru_cache(maxsize=1)
def table() -> TableView:
    """Build the table of results: shares, change with interval, verdict, published change."""
    held = registry.extra(TABLE).iloc[0]
    frame = pd.DataFrame(
        {
            "who": [
                f"{r.organisation}: {words.lower_first(r.population)}"
                if r.population
                else r.organisation
                for r in results()
            ],
            "before": [f"{r.before:.1f}% of {r.eligible_before:,}" for r in results()],
            "after": [f"{r.after:.1f}% of {r.eligible_after:,}" for r in results()],
            "change": [
                f"{words.signed(r.change, 1)} ({words.interval(r.lower, r.upper, 1)})"
                for r in results()
            ],
            "verdict": ["no" if r.beyond_chance else "yes" for r in results()],
            "relative": [f"{words.signed(r.relative, 2)}%" for r in results()],
        }
    )
    return TableView(
        caption=f"Share of eligible people screened, by organisation ({Standing.STATED})",
        columns=(
            Column("who", "Organisation and people"),
            Column("before", _month(held["period_before"])),
            Column("after", _month(held["period_after"])),
            Column("change", "Change in percentage points (95% interval)"),
            Column("verdict", "Can chance alone explain it?"),
            Column("relative", "Relative change, as published"),
        ),
        frame=frame,
        provenance=_provenance(held),
    )


@lru_cache(maxsize=1)
def passage() -> Passage:
    """Return the finding, the table and what a reader must know about it."""
    return Passage(headline(), (table(),), NOTES)


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
