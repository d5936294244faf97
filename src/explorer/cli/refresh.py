"""Fetch newer figures from the publishers, show what they change, and take them over."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any

import typer

from explorer.cli.asking import JsonOption
from explorer.cli.figures import print_json
from explorer.sources import refreshing
from explorer.sources.fetching import Fetcher
from explorer.sources.refreshing import Report
from explorer.upkeep import differing
from explorer.upkeep.changes import Change
from explorer.upkeep.freshness import Outcome

SHOWN = 12
SAID = {
    Outcome.UNCHANGED: "as held, nothing changed",
    Outcome.REPLACED: "taken over",
    Outcome.SHOWN: "would be taken over",
    Outcome.FAILED: "left as it was",
}


def refresh(
    sources: Annotated[
        list[str] | None, typer.Argument(help="Keys of data/refresh.yaml; all of them if left.")
    ] = None,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Show the difference and change nothing.")
    ] = False,
    accept: Annotated[
        bool, typer.Option("--accept", help="Take over losses and large revisions too.")
    ] = False,
    as_json: JsonOption = False,
) -> None:
    """Fetch newer figures, show what they change, and take them over; exit 1 if any cannot be."""
    names = refreshing.chosen(sources or ())
    fetcher, reports = Fetcher(), []
    for name in names:
        report = refreshing.refresh(name, fetcher, date.today(), dry_run=dry_run, accept=accept)
        reports.append(report)
        if not as_json:
            _print(report)
    if as_json:
        print_json(map(_plain, reports))
    elif any(report.outcome is Outcome.REPLACED for report in reports):
        typer.echo("A running explorer shows the new figures from the next click on.")
    if any(report.problems for report in reports):
        raise typer.Exit(1)


def _print(report: Report) -> None:
    typer.echo(f"{report.name}: {report.title}: {SAID[report.outcome]}.")
    for line in differing.summary(report.changes):
        typer.echo(f"  {line}")
    for change in report.changes[:SHOWN]:
        typer.echo(f"    {_line(change)}")
    if len(report.changes) > SHOWN:
        typer.echo(f"    and {len(report.changes) - SHOWN} more; --json lists all")
    for problem in report.problems:
        typer.echo(f"  {problem}", err=True)


def _line(change: Change) -> str:
    place = ", ".join(
        word for word in (change.indicator, change.period, change.area_code, change.detail) if word
    )
    moved = f"{change.before or 'nothing'} to {change.after or 'nothing'}"
    size = "" if change.size is None else f" ({change.size:+.4g})"
    return f"{change.kind.value}: {place}: {moved}{size}"


def _plain(report: Report) -> dict[str, Any]:
    return {
        "source": report.name,
        "title": report.title,
        "outcome": report.outcome.value,
        "changes": [
            {
                "kind": change.kind.value,
                "indicator": change.indicator,
                "period": change.period,
                "area_code": change.area_code,
                "detail": change.detail,
                "before": change.before,
                "after": change.after,
            }
            for change in report.changes
        ],
        "problems": [
            {
                "where": problem.where,
                "found": problem.found,
                "expected": problem.expected,
                "fix": problem.fix,
            }
            for problem in report.problems
        ],
    }
