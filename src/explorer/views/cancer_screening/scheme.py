"""What a local screening scheme reports, as differences with intervals, and not only as ratios."""

from __future__ import annotations

import pandas as pd

from explorer.keeping import kept
from explorer.model import Standing
from explorer.views import words
from explorer.views.base import ChartView, Column, TableView
from explorer.views.programme import change
from explorer.views.programme.reached import DONE, NAME, Reached, provenance, published

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


@kept(maxsize=1)
def results() -> tuple[Reached, ...]:
    """Return every organisation's result, in the order in which they were published."""
    return published()


def headline() -> str:
    """Say the changes in percentage points and which of them can be told from chance."""
    return change.headline(results(), NAME, DONE)


@kept(maxsize=1)
def chart() -> ChartView:
    """Build the chart of the changes with their intervals, about the line of no change."""
    return change.changes(results(), provenance(), headline())


@kept(maxsize=1)
def table() -> TableView:
    """Build the table of results, one column an organisation, one row a thing to know of it."""
    found = results()
    points = [one.points for one in found]
    rows = {
        found[0].before: [change.share_of(r.share_before, r.eligible_before) for r in found],
        found[0].after: [change.share_of(r.share_after, r.eligible_after) for r in found],
        "Change in percentage points": [words.signed(p.value, 1) for p in points],
        "95% interval": [words.interval(p.lower, p.upper, 1) for p in points],
        "Can chance alone explain it?": [change.BY_CHANCE[p.chance_excluded] for p in points],
        "Relative change, as published": [f"{words.signed(_stated(r), 2)}%" for r in found],
    }
    names = [one.label for one in found]
    frame = pd.DataFrame.from_dict(rows, orient="index", columns=names)
    return TableView(
        caption=f"Share of eligible people {DONE} ({Standing.STATED})",
        columns=(Column("what", "Result"), *(Column(name, name) for name in names)),
        frame=frame.rename_axis("what").reset_index(),
        provenance=provenance(),
        notes=(_who(), RELATIVE, HOW_WORKED_OUT, NAMED_UPTAKE),
    )


def _stated(one: Reached) -> float:
    return one.stated_relative or 0.0


def _who() -> str:
    return " ".join(f"{one.label}: {one.population}." for one in results() if one.population)
