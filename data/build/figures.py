"""Reads the supplied figures and checks each file against their own inventory."""

from __future__ import annotations

import csv
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pandas as pd

from explorer.errors import DataFileError, Problem


@dataclass
class Figures:
    """A folder of supplied figures, with `data/MANIFEST.csv` as its inventory."""

    root: Path
    _rows: dict[str, str] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        path = self.root / "data" / "MANIFEST.csv"
        if not path.exists():
            raise _missing(path)
        # Some of its lines end in a comma too many, which the csv module minds less than pandas.
        with path.open(encoding="utf-8", newline="") as lines:
            self._rows = {line["file"]: line["rows"] for line in csv.DictReader(lines)}

    def data(self, name: str, **options: Any) -> pd.DataFrame:
        """Read `data/<name>`; the number of rows must be the one that the inventory gives."""
        frame = self._read(self.root / "data" / name, **options)
        expected = self._rows.get(name)
        if expected is None or len(frame) != int(expected):
            raise DataFileError(
                Problem(
                    where=f"data/{name}",
                    found=f"{len(frame)} rows",
                    expected=f"{expected} rows by data/MANIFEST.csv",
                    fix="Take a complete copy of the supplied figures.",
                )
            )
        return frame

    def statements(self, name: str) -> pd.DataFrame:
        """Read `figures/<name>`, the figures stated in the strategy documents."""
        return self._read(self.root / "figures" / name, keep_default_na=False, dtype=str)

    def _read(self, path: Path, **options: Any) -> pd.DataFrame:
        if not path.exists():
            raise _missing(path)
        frame: pd.DataFrame = pd.read_csv(path, **options)
        return frame


def _missing(path: Path) -> DataFileError:
    return DataFileError(
        Problem(
            where=str(path),
            found="no such file",
            expected="a folder of figures that holds data/, figures/ and geo/",
            fix="Give that folder as the argument of python -m data.build.",
        )
    )
