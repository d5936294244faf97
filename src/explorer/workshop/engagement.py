"""Reads a file of engagement notes: what residents said, by ward, theme and date."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterator, Mapping
from datetime import date, datetime
from typing import TypeVar

from rapidfuzz import process

from explorer import areas, neighbourhoods
from explorer.errors import ExplorerError, Problem
from explorer.views.outcomes import ambitions
from explorer.workshop import telling, texts
from explorer.workshop.insights import LONGEST
from explorer.workshop.model import Insight
from explorer.workshop.personal import looks_personal
from explorer.workshop.refusals import RefusedError

T = TypeVar("T")
REQUIRED = ("date", "ward", "theme", "text")
OPTIONAL = ("source", "tags")
COLUMNS = (*REQUIRED, *OPTIONAL)
DATES = ("%Y-%m-%d", "%d/%m/%Y")
LARGEST_FILE = 2_000_000
MOST_ROWS = 5_000
BETWEEN_TAGS = ";"
SHARED = "engagement notes"
"""What stands for the source where a row names none."""


def read(content: bytes, name: str) -> tuple[Insight, ...]:
    """Read engagement notes from a CSV file.

    Parameters
    ----------
    content : bytes
        UTF-8, or Windows-1252 as older spreadsheets write it; a header row with `COLUMNS`, of
        which `OPTIONAL` may be missing. Dates are written 2026-03-31 or 31/03/2026, wards by name
        or code, themes by name or code, tags with semicolons between.
    name : str
        What the file is called, for messages.

    Raises
    ------
    RefusedError
        Naming every fault of every row at once, those that look personal among them.
    """
    rows = _rows(content, name)
    problems: list[Problem] = []
    found: list[Insight] = []
    for line, row in rows:
        insight = _insight(row, f"{name}, line {line}", problems)
        if insight is not None:
            found.append(insight)
    if problems:
        raise RefusedError(problems)
    return tuple(found)


def template() -> bytes:
    """Return an example of such a file."""
    place, theme = telling.places()[0], telling.themes()[0]
    file = io.StringIO(newline="")
    lines = csv.writer(file)
    lines.writerow(COLUMNS)
    text = "What somebody said, in their words and without names"
    lines.writerow(("2026-03-31", place.label, theme.label, text, "Coffee morning", "parks;play"))
    return file.getvalue().encode()


def _rows(content: bytes, name: str) -> list[tuple[int, dict[str, str]]]:
    if len(content) > LARGEST_FILE:
        found = f"{len(content):,} bytes"
        raise RefusedError(
            Problem(name, found, f"{LARGEST_FILE:,} at most", "Split the file in two.")
        )
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = content.decode("cp1252", "replace")
    reader = csv.DictReader(io.StringIO(text, newline=""), restkey="")
    try:
        rows = [
            (reader.line_num, {_key(key): _cell(value) for key, value in row.items()})
            for row in reader
        ]
    except csv.Error as error:
        where = f"{name}, line {reader.line_num}"
        raise RefusedError(
            Problem(where, str(error), "rows of comma-separated text", "Save it as CSV UTF-8.")
        ) from error
    given = {_key(key) for key in reader.fieldnames or ()}
    if missing := [column for column in REQUIRED if column not in given]:
        raise RefusedError(
            Problem(
                f"{name}, line 1",
                f"no column {', '.join(missing)}",
                f"the columns {', '.join(REQUIRED)}, and where there are any {', '.join(OPTIONAL)}",
                "Name the columns so, or start from the example file.",
            )
        )
    kept = [(line, row) for line, row in rows if any(row.values())]
    if not 0 < len(kept) <= MOST_ROWS:
        found = f"{len(kept):,} rows"
        raise RefusedError(Problem(name, found, f"1 to {MOST_ROWS:,}", "Give what was said."))
    return kept


def _key(heading: str | None) -> str:
    return (heading or "").strip().casefold()


def _cell(value: str | list[str] | None) -> str:
    return texts.tidy(value) if isinstance(value, str) else ""


def _insight(row: Mapping[str, str], where: str, problems: list[Problem]) -> Insight | None:
    """Read one row, adding what is wrong with it to the problems; None where anything is."""
    faults = len(problems)
    said_on = _tried(problems, where, "date", lambda: _date(row["date"]))
    place = _tried(
        problems, where, "ward", lambda: areas.resolve(row["ward"], neighbourhoods.area_set())
    )
    theme = _tried(problems, where, "theme", lambda: _theme(row["theme"]))
    problems += _words(row, where)
    if len(problems) > faults or said_on is None or place is None or theme is None:
        return None
    tags = tuple(tag.strip() for tag in row.get("tags", "").split(BETWEEN_TAGS) if tag.strip())
    return Insight(
        text=row["text"],
        place=place,
        theme=theme,
        said_on=said_on,
        source=row.get("source") or SHARED,
        neighbourhood=telling.neighbourhood_by_place().get(place, ""),
        tags=tags,
    )


def _tried(
    problems: list[Problem], where: str, column: str, read_cell: Callable[[], T]
) -> T | None:
    try:
        return read_cell()
    except ExplorerError as error:
        problems += [
            Problem(f"{where}, {column}", p.found, p.expected, p.fix) for p in error.problems
        ]
        return None


def _words(row: Mapping[str, str], where: str) -> Iterator[Problem]:
    """Find what is wrong with a row's texts: none, too long, or personal."""
    if not 0 < len(row["text"]) <= LONGEST:
        found = f"{len(row['text'])} characters"
        fix = "Give what was said in a few sentences."
        yield Problem(f"{where}, text", found, f"1 to {LONGEST:,}", fix)
    for column in ("text", "source", "tags"):
        if what := looks_personal(row.get(column, "")):
            yield texts.personal(f"{where}, {column}", what)


def _date(text: str) -> date:
    for form in DATES:
        try:
            said_on = datetime.strptime(text, form).date()
        except ValueError:
            continue
        if said_on <= date.today():
            return said_on
    raise RefusedError(
        Problem(
            "date",
            f"'{text}'",
            "a day that has been, as 2026-03-31 or 31/03/2026",
            "Correct the date.",
        )
    )


def _theme(text: str) -> str:
    names = ambitions.names()
    by_name = {name.casefold(): key for key, name in names.items()} | {key: key for key in names}
    if text.casefold() in by_name:
        return by_name[text.casefold()]
    nearest = [name for name, _, _ in process.extract(text, list(names.values()), limit=2)]
    raise RefusedError(
        Problem(
            "theme",
            f"'{text}'",
            f"one of {', '.join(names.values())}",
            f"The nearest are {' and '.join(nearest)}.",
        )
    )
