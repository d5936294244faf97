"""Faults of a file, each with the row in which it stands, listed at once and within reason."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from explorer.errors import Problem
from explorer.intake.readers import Sheet
from explorer.views import words

MOST_OF_A_KIND = 100
MOST_LISTED = 500
WHOLE_FILE = 0


@dataclass(frozen=True)
class Fault:
    """A problem and the number of the row it concerns, 0 for the file as a whole."""

    problem: Problem
    row: int = WHOLE_FILE


def of_file(where: str, found: str, expected: str, fix: str) -> Fault:
    """Return a fault of the file as a whole, or of a whole column."""
    return Fault(Problem(where, found, expected, fix))


def of_rows(
    sheet: Sheet,
    rows: Iterable[int],
    column: int | None,
    found: Callable[[int], str],
    expected: str,
    fix: str | Callable[[int], str],
) -> Iterator[Fault]:
    """Give a fault for each row; of very many the first, and how many more there are.

    Parameters
    ----------
    rows : iterable of int
        Numbers of the rows, as the sheet's index has them.
    column : int or None
        The column in which all of them stand.
    found, fix : callable
        What was found in a row, and what to do about it.
    """
    # Of a cell that serves several rows it is said once.
    wrong = list({sheet.place(row, column): row for row in rows}.values())
    for row in wrong[:MOST_OF_A_KIND]:
        mend = fix if isinstance(fix, str) else fix(row)
        yield Fault(Problem(sheet.where(row, column), found(row), expected, mend), row)
    more = len(wrong) - MOST_OF_A_KIND
    if more > 0:
        where = sheet.name if column is None else sheet.of_column(column)
        rest = Problem(
            where,
            f"{words.count_of(more, 'more row', 'more rows')} like the last one named",
            expected,
            "Correct those named first; the others are likely to have the same cause.",
        )
        yield Fault(rest, wrong[-1])


def always(text: str) -> Callable[[int], str]:
    """Say the same of every row."""
    return lambda _: text


def problems(found: Iterable[Fault]) -> tuple[Problem, ...]:
    """Return the problems in the order of their rows, those of the whole file first."""
    ordered = [fault.problem for fault in sorted(found, key=lambda fault: fault.row)]
    if len(ordered) <= MOST_LISTED:
        return tuple(dict.fromkeys(ordered))
    more = Problem(
        "the whole file",
        f"{len(ordered) - MOST_LISTED:,} more problems",
        "none",
        "Correct those listed first and try again.",
    )
    return (*dict.fromkeys(ordered[:MOST_LISTED]), more)


def quoted(text: str) -> str:
    """Quote a cell in a message, cut short where it is long."""
    return f"'{text}'" if len(text) <= 40 else f"'{text[:40]}…'"
