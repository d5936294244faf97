"""The change log `data/changes.csv`: what each refresh or import changed, oldest first."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from dataclasses import asdict, dataclass, fields
from datetime import date
from enum import StrEnum

from explorer import store
from explorer.errors import DataFileError, ExplorerError, Problem

FILE = "data/changes.csv"


class ChangeKind(StrEnum):
    """What happened to a figure or an area."""

    NEW_PERIOD = "new period"
    NEW_AREA = "new area"
    NEW_VALUE = "new value"
    CHANGED_VALUE = "changed value"
    CHANGED_INTERVAL = "changed interval"
    CHANGED_COUNT = "changed count"
    RENAMED_AREA = "renamed area"
    VANISHED_VALUE = "vanished value"
    VANISHED_AREA = "vanished area"
    VANISHED_PERIOD = "vanished period"


@dataclass(frozen=True)
class Change:
    """One change of the figures held.

    Attributes
    ----------
    date : datetime.date
        The day on which it was taken over.
    source : str
        Key of `data/sources.yaml`.
    indicator : str
        Id of the indicator; '' where it is about areas alone.
    kind : ChangeKind
    period, area_code : str
        '' where the change is about all of them.
    before, after : str
        As in the table; '' where there was or is nothing. A new or vanished period gives the number
        of its figures.
    detail : str
        The group, such as 'sex=male', and whatever else must be known.
    """

    date: date
    source: str
    indicator: str
    kind: ChangeKind
    period: str = ""
    area_code: str = ""
    before: str = ""
    after: str = ""
    detail: str = ""

    @property
    def size(self) -> float | None:
        """How far a value moved, in the indicator's unit; None where it is no pair of numbers."""
        if self.kind is not ChangeKind.CHANGED_VALUE:
            return None
        try:
            return float(self.after) - float(self.before)
        except ValueError:
            return None


COLUMNS = tuple(field.name for field in fields(Change))


def held() -> tuple[Change, ...]:
    """Return every change recorded, in the order in which they happened.

    Raises
    ------
    DataFileError
        When the file cannot be read as a change log; every fault at once.
    """
    return parse(store.read_bytes(FILE))


def check() -> list[Problem]:
    """Return every problem of the change log; none means that all is well."""
    try:
        held()
    except ExplorerError as error:
        return list(error.problems)
    return []


def since(day: date) -> tuple[Change, ...]:
    """Return the changes taken over on a day or later."""
    return tuple(change for change in held() if change.date >= day)


def parse(content: bytes) -> tuple[Change, ...]:
    """Read the bytes of a change log.

    Raises
    ------
    DataFileError
        As `held`.
    """
    rows = csv.reader(io.StringIO(content.decode("utf-8", errors="replace"), newline=""))
    header = tuple(next(rows, ()))
    if header != COLUMNS:
        raise DataFileError(
            _problem(FILE, f"columns {', '.join(header)}", f"columns {', '.join(COLUMNS)}")
        )
    found: list[Change] = []
    problems: list[Problem] = []
    for row in rows:
        where = f"{FILE}, line {rows.line_num}"
        try:
            found.append(_change(row))
        except ValueError as error:
            problems.append(_problem(where, str(error), "a change as explorer refresh writes it"))
    if problems:
        raise DataFileError(problems)
    return tuple(found)


def render(changes: Iterable[Change]) -> bytes:
    """Write changes as the bytes of a change log."""
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, COLUMNS, lineterminator="\n")
    writer.writeheader()
    writer.writerows(asdict(change) for change in changes)
    return text.getvalue().encode()


def _change(row: list[str]) -> Change:
    day, source, indicator, kind, *others = row
    if len(row) != len(COLUMNS):
        raise ValueError(f"{len(row)} cells")
    return Change(date.fromisoformat(day), source, indicator, ChangeKind(kind), *others)


def _problem(where: str, found: str, expected: str) -> Problem:
    return Problem(where, found, expected, f"Restore it (git checkout -- {FILE}).")
