"""The `explorer` command: the same figures, views and files without a browser."""

from __future__ import annotations

import sys

import typer

from explorer.cli import (
    evidence,
    export,
    figures,
    intake,
    new_borough,
    places,
    refresh,
    upkeep,
    ward,
    workshop,
)
from explorer.errors import ExplorerError

app = typer.Typer(
    help="Neighbourhood inequalities, with the certainty each figure allows.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
for command in (figures.indicators, figures.values, figures.gap, upkeep.check, upkeep.seal):
    app.command()(command)
app.command()(evidence.evidence)
app.command()(places.neighbourhood)
app.command()(places.rebase)
app.command()(ward.ward)
app.command()(refresh.refresh)
app.command()(new_borough.new_borough)
app.add_typer(export.app, name="export")
app.add_typer(intake.app, name="import")
app.add_typer(workshop.app, name="workshop")


def main() -> None:
    """Run the command; every known error becomes a message and exit code 2."""
    try:
        app()
    except ExplorerError as error:
        for problem in error.problems:
            typer.echo(str(problem), err=True)
        sys.exit(2)
