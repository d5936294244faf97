"""Workshops from the command line: how many people they carry, their record, and their end."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Annotated

import typer

from explorer.cli.asking import JsonOption
from explorer.views import words

app = typer.Typer(
    help="Carry, write down and purge workshops.", no_args_is_help=True, add_completion=False
)
OPTIONS = 10


@dataclass(frozen=True)
class Load:
    """What a crowd was told, and what was stored of it.

    Attributes
    ----------
    acknowledged : int
        Votes of which a phone was told that they count.
    stored : int
        Votes in the database.
    duplicates : int
        Votes stored beyond those that were cast.
    p95_ms : float
        95% of the votes were acknowledged within as many milliseconds, all tries included.
    """

    acknowledged: int
    stored: int
    duplicates: int
    p95_ms: float


@app.command()
def bench(
    participants: Annotated[int, typer.Option(min=1, help="Phones in the room.")] = 200,
    votes: Annotated[int, typer.Option(min=1, help="Votes of each.")] = 10,
    seconds: Annotated[float, typer.Option(min=1, help="How long they take.")] = 30,
    database: Annotated[
        str, typer.Option(help="A PostgreSQL or SQLite URL; a temporary SQLite file if left.")
    ] = "",
    as_json: JsonOption = False,
) -> None:
    """Let people vote over HTTP at a server of their own; exit 1 unless every vote counts once."""
    with _somewhere(database) as url:
        load = measure(url, participants, votes, seconds)
    if as_json:
        typer.echo(json.dumps(asdict(load)))
    else:
        typer.echo(
            f"{load.acknowledged:,} votes acknowledged, {load.stored:,} stored, "
            f"{load.duplicates:,} twice; 95% within {load.p95_ms:,.0f} ms."
        )
    if (load.acknowledged, load.stored, load.duplicates) != (participants * votes,) * 2 + (0,):
        raise typer.Exit(1)


@app.command()
def export(
    code: Annotated[str, typer.Argument(help="The workshop's code.")],
    out: Annotated[Path, typer.Option(help="The file: .docx, .xlsx or .csv.")],
) -> None:
    """Write the record of a workshop."""
    from explorer.exports.saving import save
    from explorer.exports.workshops import export_record
    from explorer.workshop import service

    record = service.workshops().held(code).record()
    typer.echo(f"Written to {save(export_record(record, out.suffix.lstrip('.')), out)}.")


@app.command()
def purge() -> None:
    """Delete every workshop that has been kept for as long as it was to be."""
    from explorer.workshop import service

    purged = service.workshops().purge()
    typer.echo(f"{words.count_of(purged, 'workshop', 'workshops')} deleted.")


def measure(url: str, participants: int, votes: int, seconds: float) -> Load:
    """Open a workshop, let a crowd vote in it, count what is stored, and delete it again."""
    from explorer.cli import crowd, serving
    from explorer.workshop import service
    from explorer.workshop.model import Ask, Asks, Option, Scene

    every = service.at(url)
    opened = every.open("Measuring how many people a workshop carries")
    leading = every.facilitator(opened.code, opened.secret)
    options = tuple(Option(f"option-{n}", f"Option {n}") for n in range(1, OPTIONS + 1))
    # Twice the dots that are cast, so that one counted twice would find room, and show.
    ask = Ask(Asks.DOTS, "What comes first?", options=options, dots=2 * votes)
    scene = leading.show(Scene("dots", "What comes first?", ask=ask)).number
    try:
        with serving.serve(environment={"EXPLORER_DATABASE_URL": url}) as server:
            ballot = crowd.Ballot(server.url, opened.code, scene, tuple(o.id for o in options))
            heard = crowd.vote(ballot, participants, votes, seconds)
        tally = leading.tally()
        stored = tally.dots if tally else 0
    finally:
        leading.delete()
    return Load(
        acknowledged=heard.acknowledged,
        stored=stored,
        duplicates=max(0, stored - participants * votes),
        p95_ms=round(heard.p95, 1),
    )


@contextmanager
def _somewhere(database: str) -> Iterator[str]:
    if database:
        yield database
        return
    with tempfile.TemporaryDirectory(prefix="explorer-bench-") as folder:
        yield f"sqlite:///{Path(folder) / 'workshops.sqlite3'}"
