"""Command line of the build: ``python -m data.build FOLDER``."""

from __future__ import annotations

import argparse
from pathlib import Path

from data.build import (
    air_quality,
    census,
    deprivation,
    environment,
    extras,
    life_expectancy,
    local_health,
    package,
    population,
    screening,
    services,
    ward_atlas,
)
from data.build.figures import Figures
from data.build.table import TableWriter

from explorer import store

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
    services,
)


def main() -> None:
    """Write every table, then the data package and the manifest that describe them."""
    parser = argparse.ArgumentParser(prog="python -m data.build", description=__doc__)
    parser.add_argument("folder", type=Path, help="folder that holds data/, figures/ and geo/")
    arguments = parser.parse_args()

    figures = Figures(arguments.folder)
    data = store.root() / "data"
    writer = TableWriter(data / "tables")
    for theme in THEMES:
        theme.build(figures, writer)
    writer.remove_others()
    extras.build(figures, data / "extras")
    package.write(data)
    print(f"{store.seal()} tables written and sealed in {data}")


if __name__ == "__main__":
    main()
