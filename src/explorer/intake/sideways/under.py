"""Columns side by side put under one another; every cell still knows its place in the file."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from explorer.intake.model import Role
from explorer.intake.readers import Sheet, bounds
from explorer.intake.sideways.steps import NOUNS, Steps, said, span


@dataclass(frozen=True, eq=False, kw_only=True)
class SideBySide(Sheet):
    """A sheet whose columns side by side were put under one another.

    Attributes
    ----------
    source : Sheet
        As it stands in the file.
    taken_from : tuple of tuple of int
        For each column of this sheet those of the source: one for each step sideways, or the same
        for all.
    rows, steps : numpy.ndarray of int
        The row in the file and the step sideways, from 0, of this sheet's rows 1, 2 ...
    made : frozenset of Role
        What the headings say.
    said : str
        What the columns are: 'one for each of 6 periods, 2018 to 2023'.
    """

    source: Sheet
    taken_from: tuple[tuple[int, ...], ...]
    rows: NDArray[np.int_]
    steps: NDArray[np.int_]
    made: frozenset[Role]
    said: str

    def place(self, row: int, column: int | None = None) -> tuple[int, int | None]:
        number = int(self.rows[row - 1])
        if column is None:
            return number, None
        of = self.taken_from[column]
        return number, of[0] if len(of) == 1 else of[self.steps[row - 1]]

    def where(self, row: int, column: int | None = None) -> str:
        return self.source.where(*self.place(row, column))

    def of_column(self, number: int) -> str:
        of = self.taken_from[number]
        if len(of) == 1:
            return self.source.of_column(of[0])
        heading = self.headings[number]
        return span(of) if heading == span(of) else f"{span(of)} ({heading})"


def under_one_another(sheet: Sheet, found: Steps, passed_over: set[int]) -> SideBySide:
    """Make a row of every row and step, in the order of the file.

    Raises
    ------
    IntakeError
        When that would be more rows than may be read.
    """
    count, rows = len(found.written), len(sheet.frame)
    if count * rows > bounds.MOST_ROWS:
        bounds.refuse(
            sheet.name,
            f"{rows:,} rows of {count} columns side by side, {count * rows:,} figures",
            f"at most {bounds.MOST_ROWS:,}",
            "Leave out rows or columns that are not needed.",
        )
    own = [n for n in range(len(sheet.headings)) if n not in {*passed_over, *found.columns}]
    steps = np.tile(np.arange(count), rows)
    made = sheet.frame[own].loc[sheet.frame.index.repeat(count)].reset_index(drop=True)
    taken_from: list[tuple[int, ...]] = [(n,) for n in own]
    headed = [sheet.headings[n] for n in own]
    first = tuple(next(iter(found.measures.values())).values())
    for place, role in enumerate(found.kinds):
        of_steps = np.array([keys[place][1] for keys in found.written.values()], dtype=object)
        made[len(made.columns) + len(sheet.headings)] = of_steps[steps]
        taken_from.append(first)
        headed.append(made_heading(role))
    for measure, of in found.measures.items():
        columns = tuple(of[step] for step in found.written)
        cells = sheet.frame[list(columns)].to_numpy(dtype=object).reshape(-1)
        made[len(made.columns) + len(sheet.headings)] = cells
        taken_from.append(columns)
        headed.append(measure or span(columns))
    made = made.set_axis(range(len(headed)), axis=1).astype(str)
    made.index = pd.RangeIndex(1, 1 + len(made))
    return SideBySide(
        sheet.name,
        tuple(headed),
        made,
        sheet.problems,
        sheet.remarks,
        source=sheet,
        taken_from=tuple(taken_from),
        rows=np.repeat(sheet.frame.index.to_numpy(), count),
        steps=steps,
        made=frozenset(found.kinds),
        said=said(found),
    )


def made_heading(role: Role) -> str:
    """Return how the column is headed that holds what headings said."""
    return f"{NOUNS[role][0]}, by the headings"


def of_file(sheet: Sheet) -> tuple[str, ...]:
    """Return the headings as they stand in the file."""
    return sheet.source.headings if isinstance(sheet, SideBySide) else sheet.headings
