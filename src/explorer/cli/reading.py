"""What commands share that take in a file: its bytes, and how every fault of it is listed."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from dataclasses import asdict
from pathlib import Path
from typing import NoReturn

import typer

from explorer.cli.figures import print_json
from explorer.errors import IntakeError, Problem
from explorer.intake.readers.bounds import check_bytes

PASTED = "-"


def content_of(file: str) -> tuple[bytes, str]:
    """Read a file, or pasted cells from standard input; one that is too large is not read."""
    if file == PASTED:
        return sys.stdin.buffer.read(), "pasted cells"
    path = Path(file)
    try:
        check_bytes(path.name, path.stat().st_size)
        return path.read_bytes(), path.name
    except OSError as error:
        raise IntakeError(
            Problem(file, error.strerror or str(error), "a file", "Check its name and its rights.")
        ) from error


def refuse(problems: Iterable[Problem], as_json: bool) -> NoReturn:
    """List problems, as text or as JSON, and end with 1."""
    if as_json:
        print_json({"problems": [asdict(problem) for problem in problems]})
    else:
        for problem in problems:
            typer.echo(str(problem), err=True)
    raise typer.Exit(1)
