"""What documents state, in the terminal: each statement with its verdict and reason."""

from __future__ import annotations

import json
from typing import Annotated

import typer

from explorer.cli.asking import JsonOption, known
from explorer.views import words
from explorer.views.evidence import ledger, statements
from explorer.views.evidence.statements import Evidence

THOUSANDTHS = 3


def evidence(
    theme: Annotated[str, typer.Option(help="Such as 'air quality'; all if left.")] = "",
    verdict: Annotated[str, typer.Option(help="reproduced, consistent, differs or cannot.")] = "",
    as_json: JsonOption = False,
) -> None:
    """Set every statement of the documents against published figures."""
    known("--theme", theme, statements.themes())
    known("--verdict", verdict, statements.verdicts())
    chosen = statements.chosen(theme=theme, verdict=verdict)
    if as_json:
        rows = [_row(each) for each in chosen]
        typer.echo(json.dumps(rows, ensure_ascii=False, indent=2, allow_nan=False))
        return
    typer.echo(f"{ledger.headline()}.")
    for each in chosen:
        stated = each.statement
        typer.echo(f"\n{stated.claim_id}  {stated.sentence} {ledger.origin(stated)}")
        typer.echo(f"  {words.upper_first(each.verdict)}. {each.reason}")
        if each.comparison:
            typer.echo(f"  {each.comparison}")
        for near in each.nearest:
            typer.echo(f"  Nearest: {near.of}: {near.figure}")
        if each.needed:
            typer.echo(f"  To settle it: {each.needed}")


def _row(each: Evidence) -> dict[str, object]:
    """Return a statement as JSON; `found` is null where no figure here can decide."""
    stated = each.statement
    return {
        "claim_id": stated.claim_id,
        "stated": stated.value,
        "found": None if each.found is None else round(each.found.value, THOUSANDTHS),
        "verdict": each.verdict.value,
        "reason": each.reason,
        "statement": stated.sentence,
        "unit": stated.unit,
        "where": stated.where,
        "period": stated.when,
        "source": "" if each.found is None else each.found.source,
        "compared_with": each.comparison,
        "nearest": [f"{near.of}: {near.figure}" for near in each.nearest],
        "needed": each.needed,
    }
