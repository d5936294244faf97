"""How fresh figures are: when each source was last asked (`data/freshness.json`), what is due."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from pydantic import TypeAdapter, ValidationError

from explorer import store, switching
from explorer.errors import DataFileError, ExplorerError, Problem
from explorer.upkeep import declared

FILE = "data/freshness.json"


class Outcome(StrEnum):
    """How an attempt to refresh ended."""

    UNCHANGED = "unchanged"
    REPLACED = "replaced"
    SHOWN = "shown"
    FAILED = "failed"


class State(StrEnum):
    """How fresh figures are."""

    FINAL = "final"
    FRESH = "fresh"
    DUE = "due"
    FAILING = "failing"
    NEVER = "never checked"


@dataclass(frozen=True)
class Attempt:
    """The last attempts to refresh one source.

    Attributes
    ----------
    attempted : datetime.date
    outcome : Outcome
    succeeded : datetime.date or None
        When it was last found to be as held, or taken over.
    failing_since : datetime.date or None
        The first attempt that failed since then.
    reasons : tuple of str
        Why the last attempt failed.
    """

    attempted: date
    outcome: Outcome
    succeeded: date | None = None
    failing_since: date | None = None
    reasons: tuple[str, ...] = ()


def held() -> dict[str, Attempt]:
    """Return the last attempts by source id; sources that were never asked have none.

    Raises
    ------
    DataFileError
        When the record cannot be read.
    """
    try:
        return TypeAdapter(dict[str, Attempt]).validate_python(store.read_json(FILE))
    except ValidationError as error:
        raise DataFileError(
            Problem(
                FILE,
                f"{len(error.errors())} entries that are no attempts",
                "what explorer refresh writes",
                f"Restore it (git checkout -- {FILE}), or write {{}} in it to begin again.",
            )
        ) from error


def check() -> list[Problem]:
    """Return every problem of the record; none means that all is well."""
    try:
        held()
    except ExplorerError as error:
        return list(error.problems)
    return []


def record(name: str, outcome: Outcome, day: date, reasons: Iterable[str] = ()) -> None:
    """Write down how an attempt ended."""
    with switching.alone(store.root()):
        attempts = held()
        before = attempts.get(name)
        attempts[name] = _next(before, outcome, day, tuple(reasons))
        text = json.dumps({key: asdict(one) for key, one in sorted(attempts.items())}, **_STYLE)
        switching.write_atomically(store.root() / FILE, f"{text}\n".encode())


def state(name: str, today: date) -> State:
    """Say how fresh the figures of a source are on a day."""
    attempt, expected = held().get(name), declared.held()[name].expected
    if attempt and attempt.failing_since:
        return State.FAILING
    if expected is None:
        return State.FINAL
    if expected <= today and (not attempt or (attempt.succeeded or date.min) < expected):
        return State.DUE
    return State.FRESH if attempt else State.NEVER


def _next(before: Attempt | None, outcome: Outcome, day: date, reasons: tuple[str, ...]) -> Attempt:
    if outcome is Outcome.FAILED:
        since = before.failing_since if before and before.failing_since else day
        return Attempt(day, outcome, before.succeeded if before else None, since, reasons)
    if outcome is Outcome.SHOWN:
        return Attempt(day, outcome, before.succeeded if before else None)
    return Attempt(day, outcome, day)


_STYLE: dict[str, Any] = {"indent": 1, "ensure_ascii": False, "default": date.isoformat}
