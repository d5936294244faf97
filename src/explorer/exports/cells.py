"""Cells of a table as Word, PDF and slides write them: words, numbers and what is missing."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from explorer.views import words
from explorer.views.base import Column, TableView

NO_FIGURE = "no figure"
WIDEST_WORDS, WIDEST_TEXT = 46, 200
"""Characters after which a cell's words go on to a second line, and of a column of long texts."""


@dataclass(frozen=True)
class Cell:
    """A table cell: its words, whether it is a number, and the colour behind it if any."""

    text: str
    number: bool = False
    fill: str = ""
    bold: bool = False


def headings(columns: tuple[Column, ...]) -> list[Cell]:
    """Return the heading of each column with its unit."""
    return [Cell(heading(column), column.decimals is not None) for column in columns]


def rows(table: TableView) -> list[list[Cell]]:
    """Write each row of a table as cells, in its order."""
    return [
        [cell(row[column.key], column) for column in table.columns]
        for row in table.frame.to_dict("records")
    ]


def wished(texts: Sequence[Cell]) -> int:
    """Return how many characters wide a column would be: as its longest, or as its texts are long.

    More than `WIDEST_WORDS` only where the texts are longer than that on average.
    """
    lengths = [len(cell.text) for cell in texts] or [0]
    mean = sum(lengths) // len(lengths)
    return max(min(max(lengths), WIDEST_WORDS), min(mean, WIDEST_TEXT))


def heading(column: Column) -> str:
    """Return a column's heading with its unit."""
    return f"{column.label} ({column.unit})" if column.unit else column.label


def cell(value: object, column: Column, missing: str = NO_FIGURE, bold: bool = False) -> Cell:
    """Write a value as its column says; `missing` stands where a number should be."""
    if column.decimals is None:
        return Cell("" if is_missing(value) else str(value), bold=bold)
    if is_missing(value) or not isinstance(value, float | int):
        return Cell(missing, number=True, bold=bold)
    return Cell(words.number(float(value), column.decimals), number=True, bold=bold)


def is_missing(value: object) -> bool:
    """Return whether a cell holds nothing."""
    return value is None or value is pd.NA or (isinstance(value, float) and math.isnan(value))
