"""Command line of the build: ``python -m data.build FOLDER``."""

from __future__ import annotations

import argparse
from pathlib import Path

from data.build import (
    air_quality,
    census,
    deprivation,
    environment,
    life_expectancy,
    local_health,
    package,
    population,
    screening,
    ward_atlas,
)
from data.build.areas import AreaNames
from data.build.figures import Figures
from data.build.table import TableWriter

THEMES = (
    life_expectancy,
    local_health,
    population,
    census,
    air_quality,
    screening,
    deprivation,
    ward_atlas,
    environment,
)


def main() -> None:
    """Write every table, then the data package and the manifest that describe them."""
    parser = argparse.ArgumentParser(prog="python -m data.build", description=__doc__)
    parser.add_argument("folder", type=Path, help="folder that holds data/, figures/ and geo/")
    parser.add_argument("--into", type=Path, default=Path("data"), help="the project's data folder")
    arguments = parser.parse_args()

    figures = Figures(arguments.folder)
    writer = TableWriter(arguments.into / "tables", AreaNames.read(figures, arguments.into))
    for theme in THEMES:
        theme.build(figures, writer)
    writer.remove_others()
    package.write_manifest(arguments.into)
    print(f"{len(writer.written)} tables written to {arguments.into}")


if __name__ == "__main__":
    main()
