"""Files from the command line: the options that say what and where, and how far it is."""

from __future__ import annotations

import math
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Annotated

import typer

from explorer.errors import Problem, SelectionError
from explorer.exports.base import Export, Format
from explorer.views import words

FormatOption = Annotated[
    Format | None, typer.Option("--format", help="By default what --out ends in.")
]
OutOption = Annotated[
    Path | None,
    typer.Option("--out", help="The file to write; a name that says what is in it if left."),
]
AddressOption = Annotated[
    str,
    typer.Option(
        envvar="EXPLORER_ADDRESS",
        help="The explorer's address, for a link to the view in the file.",
    ),
]


def form_of(form: Format | None, out: Path | None, usual: Format = Format.PNG) -> Format:
    """Return the format asked for, else the one that the file's ending names, else the usual."""
    ending = out.suffix.removeprefix(".").lower() if out else ""
    if form or not ending:
        return form or usual
    if ending not in set(Format):
        raise SelectionError(
            Problem("--out", f"'{out}'", f"an ending out of {', '.join(Format)}", "Or --format.")
        )
    return Format(ending)


def write(make: Callable[[], Export], out: Path | None) -> None:
    """Make a file and put it on disk whole or not at all, saying how far it is."""
    from explorer.exports.saving import save

    with typer.progressbar(length=2, label="Drawing", file=sys.stderr, show_eta=False) as bar:
        made = make()
        bar.update(1)
        path = save(made, out or Path(made.name))
        bar.update(1)
    report(path)


def report(path: Path) -> None:
    """Say where a file is and how large."""
    kilobytes = math.ceil(path.stat().st_size / 1000)
    typer.echo(f"{path} ({words.count_of(kilobytes, 'kB', 'kB')})")
