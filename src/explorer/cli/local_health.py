"""Figures of OHID's Local Health from the command line: shown, checked, and taken over as one."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date
from typing import Annotated, Any

import typer

from explorer.cli.asking import JsonOption
from explorer.cli.figures import print_json
from explorer.cli.reading import content_of, refuse
from explorer.errors import DataFileError, IntakeError
from explorer.intake import local_health
from explorer.intake.local_health import Found
from explorer.upkeep import differing
from explorer.upkeep.replacing import Plan
from explorer.views import words


def import_local_health(
    file: Annotated[str, typer.Argument(metavar="FILE", help="An .ods, .xlsx or .csv file.")],
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Show the difference and change nothing.")
    ] = False,
    accept: Annotated[
        bool, typer.Option("--accept", help="Take over losses and large revisions too.")
    ] = False,
    as_json: JsonOption = False,
) -> None:
    """Take over figures of Local Health for the wards or neighbourhoods that they are of."""
    try:
        content, name = content_of(file)
        found = local_health.read(content, name)
        act = local_health.plans if dry_run else local_health.take_over
        made = act(found, name, date.today(), accept)
    except (IntakeError, DataFileError) as error:
        refuse(error.problems, as_json)
    if as_json:
        print_json({"accepted": _accepted(found, made), "changed": not dry_run})
        return
    typer.echo(f"{words.count_of(found.rows, 'figure', 'figures')} of {name}.")
    for remark in found.remarks:
        typer.echo(f"  {remark}")
    for one in made:
        for line in differing.summary(one.changes) or ("everything as held",):
            typer.echo(f"  {one.source}: {line}")
    if dry_run:
        typer.echo("Nothing was changed.")


def _accepted(found: Found, made: tuple[Plan, ...]) -> dict[str, Any]:
    return {
        "rows": found.rows,
        "remarks": list(found.remarks),
        "series": [
            {
                "indicator": release.indicator,
                "series": release.series,
                "periods": [period.id for period in release.periods],
                "new": release.declares is not None,
                "source": source,
            }
            for source, releases in found.releases.items()
            for release in releases
        ],
        "changes": [
            {**asdict(change), "date": change.date.isoformat()}
            for one in made
            for change in one.changes
        ],
    }
