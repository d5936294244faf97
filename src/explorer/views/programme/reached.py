"""What is known of a programme: how many of those eligible each partner had reached, and when."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from explorer import registry, stats
from explorer.model import Standing
from explorer.stats import Comparison, Estimate
from explorer.views.base import Provenance

TABLE = "screen-detect-protect"
NAME = "Screen, Detect, Protect"
DONE = "screened"


@dataclass(frozen=True)
class Reached:
    """How many of those eligible a partner, or an area, had reached at two dates.

    Attributes
    ----------
    label : str
        Who: a partner or an area.
    before, after : str
        The two dates in words: 'December 2023'.
    eligible_before, reached_before, eligible_after, reached_after : float
        People; a number reached may be a fraction where it is worked back from a rounded share.
    is_control : bool
        Whether these were not part of the programme.
    population : str
        Who they are, where that has to be said.
    stated_relative : float or None
        The relative change in per cent as a document states it.
    """

    label: str
    before: str
    after: str
    eligible_before: float
    reached_before: float
    eligible_after: float
    reached_after: float
    is_control: bool = False
    population: str = ""
    stated_relative: float | None = None

    @property
    def share_before(self) -> float:
        """Share reached at first, in per cent."""
        return 100 * self.reached_before / self.eligible_before

    @property
    def share_after(self) -> float:
        """Share reached in the end, in per cent."""
        return 100 * self.reached_after / self.eligible_after

    @property
    def points(self) -> Comparison:
        """The change in percentage points with its interval (Newcombe)."""
        return in_points(
            stats.proportion_difference(
                self.reached_after, self.eligible_after, self.reached_before, self.eligible_before
            )
        )

    @property
    def ratio(self) -> Comparison | None:
        """The share in the end over that at first with its interval; None from or to nobody."""
        if not (self.reached_before and self.reached_after):
            return None
        return stats.ratio(
            _estimate(self.reached_after, self.eligible_after),
            _estimate(self.reached_before, self.eligible_before),
        )


def in_points(change: Comparison) -> Comparison:
    """Return a difference of proportions in percentage points."""
    return Comparison(
        100 * change.value, 100 * change.lower, 100 * change.upper, 0.0, change.confidence
    )


def published() -> tuple[Reached, ...]:
    """Return the partners of the programme that is held, in the order of publication.

    The numbers reached are not published, so they are worked back from the rounded shares.
    """
    return tuple(
        Reached(
            label=str(row["organisation"]),
            before=_month(row["period_before"]),
            after=_month(row["period_after"]),
            eligible_before=float(row["eligible_before"]),
            reached_before=float(row["eligible_before"]) * float(row["coverage_before"]) / 100,
            eligible_after=float(row["eligible_after"]),
            reached_after=float(row["eligible_after"]) * float(row["coverage_after"]) / 100,
            population=str(row["population"]),
            stated_relative=float(row["stated_relative_change"]),
        )
        for _, row in registry.extra(TABLE).fillna("").iterrows()
    )


def provenance() -> Provenance:
    """Say where the figures of the programme that is held come from."""
    held = registry.extra(TABLE).iloc[0]
    document = registry.extra("documents").set_index("document").loc[held["document"]]
    first = published()[0]
    return Provenance(
        measure=f"{NAME}: share of eligible people {DONE}",
        period=f"{first.before} and {first.after}",
        areas="People registered with or reached by each organisation",
        source=f"{document['publisher']}, {document['title']}",
        licence="Figures quoted",
        boundary_credit="",
        standing=Standing.STATED,
        notes=(),
    )


def _month(period: str) -> str:
    return f"{pd.Timestamp(period):%B %Y}"


def _estimate(successes: float, trials: float) -> Estimate:
    limits = stats.wilson_interval(successes, trials)
    return Estimate(successes / trials, float(limits.lower), float(limits.upper))
