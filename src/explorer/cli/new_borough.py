"""Make a project folder for other boroughs."""

from __future__ import annotations

import os
import subprocess
import sys
from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from explorer.errors import DataFileError, Problem
from explorer.sources import new_borough as sources
from explorer.sources.fetching import Fetcher
from explorer.views import words

CHECK = "from explorer.cli import main; main()"


def new_borough(
    codes: Annotated[list[str], typer.Argument(help="GSS codes, such as E09000030.")],
    out: Annotated[Path, typer.Option("--out", help="The folder to write; it must be new.")],
) -> None:
    """Write a project folder for any English boroughs of one region, from the official sources."""
    made = sources.make(codes, out, Fetcher(), date.today(), check)
    wards = words.count_of(made.wards, "ward", "wards")
    indicators = words.count_of(made.indicators, "indicator", "indicators")
    typer.echo(f"{made.title}: {wards} and {indicators} in {made.folder}.")
    for problem in made.left_out:
        typer.echo(f"  left out: {problem}", err=True)
    typer.echo(f"Start the explorer on it with EXPLORER_HOME={made.folder.resolve()}.")


def check(folder: Path) -> None:
    """Check a folder in a process of its own: this one works on another."""
    done = subprocess.run(
        [sys.executable, "-c", CHECK, "check"],
        env={**os.environ, "EXPLORER_HOME": str(folder.resolve())},
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise DataFileError(
            Problem(
                f"{folder}",
                " ".join(done.stderr.split())[:2000],
                "a folder that passes 'explorer check'",
                "Nothing was kept. Report this with the codes that you gave.",
            )
        )
