"""A sheet of a reader's file as text: its headings, its rows, and where each stood in the file."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from explorer.errors import Problem
from explorer.intake.readers import bounds

if TYPE_CHECKING:
    import pandas as pd

PREVIEWED = 40
# Characters that nobody sees but that keep a code from being recognised.
INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u2060\ufeff]")
SPACES = re.compile(r"[\s\u00a0]+")
NUMBER = re.compile(r"[-+]?[£$]?\d[\d,]*(\.\d+)?\s*%?")
CODE = re.compile(r"[EWSNK]\d{8}|[A-Z]{1,2}\d[A-Z\d]?\s?\d[A-Z]{2}", re.IGNORECASE)
FOOTNOTE = re.compile(r"(source|note|notes|footnote|\*|\[|©|contains )", re.IGNORECASE)


@dataclass(frozen=True, eq=False)
class Sheet:
    """A table as text.

    Attributes
    ----------
    name : str
        The file, and the sheet where it has several, as named in messages.
    headings : tuple of str
        One a column, never blank and never twice.
    frame : pandas.DataFrame
        Text in columns 0, 1, ..., '' where a cell is blank; the index is each row's number in the
        file, so that a fault can name it.
    problems : tuple of Problem
        What is wrong with the sheet as such, such as merged cells.
    remarks : tuple of str
        What was left out or taken as read, in whole sentences.
    above : tuple of str
        What stands right above each heading, such as a title or a second row of headings.
    """

    name: str
    headings: tuple[str, ...]
    frame: pd.DataFrame
    problems: tuple[Problem, ...] = ()
    remarks: tuple[str, ...] = ()
    above: tuple[str, ...] = ()

    def column(self, number: int) -> pd.Series[str]:
        """Return one column's text."""
        found: pd.Series[str] = self.frame[number]
        return found

    def where(self, row: int, column: int | None = None) -> str:
        """Name a row, or a cell, as a reader finds it in the file."""
        return f"row {row}" if column is None else f"row {row}, {self.of_column(column)}"

    def place(self, row: int, column: int | None = None) -> tuple[int, int | None]:
        """Return where a cell stands in the file: the row's number, and the column from 0."""
        return row, column

    def of_column(self, number: int) -> str:
        """Name a column: 'column C (Value)'."""
        return f"column {letters(number)} ({self.headings[number]})"

    def with_faults(self, *problems: Problem) -> Sheet:
        return replace(self, problems=(*self.problems, *problems))


def letters(number: int) -> str:
    """Write a column's number, from 0, as spreadsheets do: A, B, ... Z, AA."""
    text = ""
    number += 1
    while number:
        number, rest = divmod(number - 1, 26)
        text = chr(ord("A") + rest) + text
    return text


def tidy(text: str) -> str:
    """Take away what is not seen: characters without width, spaces at the ends, double spaces."""
    return SPACES.sub(" ", INVISIBLE.sub("", text)).strip()


def heading_row(preview: Sequence[Sequence[str]]) -> int | None:
    """Return which of the first rows holds the headings; None where the figures begin at once.

    Titles above a table fill a cell or two; the headings fill most columns, and with words.
    """
    filled = [[cell for cell in row if cell] for row in preview]
    widest = max((len(cells) for cells in filled), default=0)
    for number, cells in enumerate(filled):
        if cells and len(cells) >= min(2, widest) and len(cells) >= 0.6 * widest:
            return (
                None
                if any(map(CODE.fullmatch, cells)) or all(_number(c) for c in cells)
                else number
            )
    return None


def sheet(
    name: str,
    frame: pd.DataFrame,
    headings: Sequence[str],
    remarks: tuple[str, ...] = (),
    above: Sequence[str] = (),
) -> Sheet:
    """Make a sheet of text cells: blank rows and footnotes left out, headings made unique.

    Parameters
    ----------
    frame : pandas.DataFrame
        Tidy text, columns 0, 1, ..., index as the rows are numbered in the file.
    headings : sequence of str
        As found; '' for a column without.
    above : sequence of str
        The row above them.

    Raises
    ------
    IntakeError
        When there is no row of figures, or more than may be read.
    """
    bounds.check_shape(name, len(frame), len(frame.columns))
    named = dict(enumerate(map(tidy, headings)))
    blank = frame == ""
    used = [n for n in range(len(frame.columns)) if named.get(n) or not blank[n].all()]
    frame, blank = frame[used], blank[used]
    frame = frame[~blank.all(axis=1)]
    frame, notes = _without_footnotes(frame)
    if frame.empty:
        bounds.refuse(name, "no row of figures", "headings and rows beneath them", "Add the rows.")
    shown = [named.get(n, "") for n in used]
    frame = frame.set_axis(range(len(used)), axis=1)
    return Sheet(
        name,
        tuple(word or f"column {letters(number)}" for number, word in enumerate(shown)),
        frame,
        tuple(_twice(name, shown)),
        (*remarks, f"{notes} at the foot left out.") if notes else remarks,
        tuple(tidy(above[n]) if n < len(above) else "" for n in used),
    )


def _without_footnotes(frame: pd.DataFrame) -> tuple[pd.DataFrame, str]:
    if len(frame.columns) < 2:
        return frame, ""
    alone = (frame.iloc[:, 1:] == "").all(axis=1).to_numpy()
    first = frame.iloc[:, 0]
    end = len(frame)
    while end and alone[end - 1] and FOOTNOTE.match(first.iloc[end - 1]):
        end -= 1
    dropped = len(frame) - end
    words = f"{dropped} line of notes" if dropped == 1 else f"{dropped} lines of notes"
    return frame.iloc[:end], words if dropped else ""


def _twice(name: str, headings: Sequence[str]) -> list[Problem]:
    plain = [heading.casefold() for heading in headings]
    return [
        Problem(
            f"{name}, columns {' and '.join(letters(n) for n, p in enumerate(plain) if p == word)}",
            f"the same heading '{headings[plain.index(word)]}'",
            "a heading of its own for each column",
            "Rename one of the columns, or delete it.",
        )
        for word in dict.fromkeys(plain)
        if word and plain.count(word) > 1
    ]


def _number(cell: str) -> bool:
    return bool(NUMBER.fullmatch(cell))
