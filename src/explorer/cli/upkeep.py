"""Looking after the data: prove that everything fits, and seal what was changed on purpose."""

from __future__ import annotations

import typer

from explorer import areas, checks, registry, store
from explorer.views import words


def check() -> None:
    """Check every table, boundary and reference; exit 1 with a list if anything is wrong."""
    problems = checks.everything()
    for problem in problems:
        typer.echo(str(problem), err=True)
    if problems:
        typer.echo(f"{words.count_of(len(problems), 'problem', 'problems')}.", err=True)
        raise typer.Exit(1)
    held = registry.indicators()
    typer.echo(
        f"{words.count_of(len(held), 'indicator', 'indicators')} and "
        f"{words.count_of(len(areas.area_sets()), 'area set', 'area sets')}: nothing wrong."
    )


def seal() -> None:
    """Record the checksums of data/tables and data/extras after a deliberate change."""
    typer.echo(f"{words.count_of(store.seal(), 'file', 'files')} sealed in {store.MANIFEST}.")
