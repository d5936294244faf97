"""Fetch, check, compare, and take over: one source at a time, each whole or not at all."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from explorer.errors import ExplorerError, Problem, SelectionError
from explorer.sources import releases
from explorer.sources.fetching import Fetcher
from explorer.upkeep import declared, freshness, replacing
from explorer.upkeep.changes import Change
from explorer.upkeep.declared import AnySource, BoundarySource
from explorer.upkeep.freshness import Outcome


@dataclass(frozen=True)
class Report:
    """How a refresh of one source ended.

    Attributes
    ----------
    name, title : str
    outcome : Outcome
    changes : tuple of Change
        What the publisher's figures change in those held.
    problems : tuple of Problem
        Why nothing was taken over, one a cause.
    """

    name: str
    title: str
    outcome: Outcome
    changes: tuple[Change, ...] = ()
    problems: tuple[Problem, ...] = ()


def chosen(names: Iterable[str]) -> tuple[str, ...]:
    """Return the sources named, or all of them where none is.

    Raises
    ------
    SelectionError
        When a name is not known.
    """
    known = declared.held()
    given = tuple(dict.fromkeys(names))
    unknown = [name for name in given if name not in known]
    if unknown:
        raise SelectionError(
            Problem(
                "source",
                f"'{', '.join(unknown)}'",
                f"one of {', '.join(known)}",
                f"Choose some of those, or declare another in {declared.FILE}.",
            )
        )
    return given or tuple(known)


def refresh(
    name: str, fetcher: Fetcher, day: date, *, dry_run: bool = False, accept: bool = False
) -> Report:
    """Refresh one source and remember how it went; a failure leaves everything as it was.

    Parameters
    ----------
    name : str
        Of `data/refresh.yaml`.
    fetcher : Fetcher
    day : datetime.date
        The day for the change log.
    dry_run : bool
        Only show the difference.
    accept : bool
        Take over losses and large revisions too.
    """
    source = declared.held()[name]
    try:
        report = _attempt(name, source, fetcher, day, dry_run=dry_run, accept=accept)
    except ExplorerError as error:
        report = Report(name, source.title, Outcome.FAILED, problems=error.problems)
    if not dry_run:
        freshness.record(name, report.outcome, day, map(str, report.problems))
    return report


def _attempt(
    name: str, source: AnySource, fetcher: Fetcher, day: date, *, dry_run: bool, accept: bool
) -> Report:
    if isinstance(source, BoundarySource):
        problems = tuple(releases.changed_boundaries(fetcher, source))
        outcome = Outcome.FAILED if problems else Outcome.UNCHANGED
        return Report(name, source.title, outcome, problems=problems)
    obtained = releases.obtain(fetcher, source, releases.here())
    agreed = replacing.plan(
        source.source,
        obtained.releases,
        origin=obtained.origin,
        published=obtained.published,
        day=day,
        # What would be lost is shown, not refused, when nothing is taken over.
        accept=accept or dry_run,
    )
    if not dry_run:
        replacing.commit(agreed)
    outcome = Outcome.SHOWN if dry_run else Outcome.REPLACED
    return Report(
        name, source.title, outcome if agreed.changes else Outcome.UNCHANGED, agreed.changes
    )
