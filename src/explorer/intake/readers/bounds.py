"""How large a reader's file may be; one that is too large is refused before it is opened."""

from __future__ import annotations

from typing import NoReturn

from explorer.errors import IntakeError, Problem

MEGABYTE = 1_000_000
MOST_BYTES = 200 * MEGABYTE
MOST_ROWS = 500_000
MOST_COLUMNS = 500
MOST_CELLS = 10_000_000
LONGEST_CELL = 5_000


def refuse(where: str, found: str, expected: str, fix: str) -> NoReturn:
    """Refuse a file as a whole, for a fault that leaves nothing in it to look at."""
    raise IntakeError(Problem(where, found, expected, fix))


def check_bytes(name: str, size: int) -> None:
    """Refuse a file that is empty or larger than may be read."""
    if size == 0:
        refuse(name, "an empty file", "a table of figures", "Save the table again and try it.")
    if size > MOST_BYTES:
        refuse(
            name,
            f"{size / MEGABYTE:,.0f} MB",
            f"at most {MOST_BYTES // MEGABYTE} MB",
            "Leave out columns and rows that are not needed, or count rows to areas first.",
        )


def check_shape(where: str, rows: int, columns: int) -> None:
    """Refuse a table with more rows, columns or cells than may be read."""
    limits = ((rows, MOST_ROWS, "rows"), (columns, MOST_COLUMNS, "columns"))
    for count, most, nouns in (*limits, (rows * columns, MOST_CELLS, "cells")):
        if count > most:
            refuse(
                where,
                f"{count:,} {nouns}",
                f"at most {most:,} {nouns}",
                "Leave out what is not needed, or split the file; a table of areas is far smaller.",
            )
