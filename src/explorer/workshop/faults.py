"""What a database's error means: whether it passes by itself, and what to tell people."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from sqlalchemy import URL
from sqlalchemy.exc import DBAPIError, IntegrityError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from explorer.errors import Problem

PASSING = ("08", "40", "53300", "55P03", "57P")
"""SQL states, or how they begin: no connection, conflict, too many clients, lock, restart."""
FULL, READ_ONLY, CLOSED, DAMAGED, FAILING = "full", "read-only", "closed", "damaged", "failing"
POSTGRES_STATES = {"53100": FULL, "25006": READ_ONLY, "42501": CLOSED}
SQLITE_NAMES = {
    "SQLITE_FULL": FULL,
    "SQLITE_READONLY": READ_ONLY,
    "SQLITE_CANTOPEN": CLOSED,
    "SQLITE_PERM": CLOSED,
    "SQLITE_IOERR": FAILING,
    "SQLITE_CORRUPT": DAMAGED,
    "SQLITE_NOTADB": DAMAGED,
}
WORDS = {
    FULL: ("a full disk", "room to write", "Free some space; nothing that was stored is lost."),
    READ_ONLY: (
        "a database or disk that can only be read",
        "one that the explorer may write to",
        "Give the explorer the right to write there, or name another folder in EXPLORER_STATE_DIR.",
    ),
    CLOSED: (
        "a database that cannot be opened",
        "one that the explorer may read and write",
        "Check its address and its permissions.",
    ),
    DAMAGED: (
        "a file that is damaged or no database",
        "a database that the explorer made",
        "Restore it from a backup, or move it away to begin with an empty one.",
    ),
    FAILING: (
        "a disk that does not take what is written, by a fault, a quota or a limit",
        "one that does",
        "Look at the disk and at its limits; what was sent last is not stored.",
    ),
    "": (
        "no answer from the database",
        "a database that is running",
        "What was sent last is not stored. Try again in a moment.",
    ),
}


def passes(error: BaseException) -> bool:
    """Tell whether the same work may succeed when it is tried again."""
    if isinstance(error, IntegrityError):
        # Two phones were first at the same moment; the second finds what the first has written.
        return True
    if not isinstance(error, DBAPIError) or _kind(error):
        return False
    if isinstance(error.orig, sqlite3.Error):
        return _sqlite_name(error.orig).startswith(("SQLITE_BUSY", "SQLITE_LOCKED"))
    state = getattr(error.orig, "sqlstate", None)
    return error.connection_invalidated or state is None or state.startswith(PASSING)


def explained(error: DBAPIError | PoolTimeout, url: URL) -> Problem:
    """Put an error that did not pass into words."""
    found, expected, fix = WORDS[_kind(error) if isinstance(error, DBAPIError) else ""]
    return Problem(where=named(url), found=found, expected=expected, fix=fix)


def newer(url: URL) -> Problem:
    """Say that a later explorer has changed this database."""
    return Problem(
        where=named(url),
        found="tables of a later version of the explorer",
        expected="tables that this version knows",
        fix="Update the explorer, or name another database.",
    )


def address(found: str) -> Problem:
    """Say that the address of a database cannot be used."""
    return Problem(
        where="EXPLORER_DATABASE_URL",
        found=found,
        expected="an address such as postgresql://user@host/name",
        fix="Correct it, or leave it away to keep workshops in EXPLORER_STATE_DIR.",
    )


def folder(path: Path, error: OSError) -> Problem:
    """Say that the folder for the database cannot be made."""
    return Problem(
        where=str(path),
        found=f"a folder that cannot be made ({error.strerror})",
        expected="a folder that the explorer may write to",
        fix="Name another one in EXPLORER_STATE_DIR.",
    )


def named(url: URL) -> str:
    """Name a database in messages, without its password."""
    return (url.database or "") if url.get_backend_name() == "sqlite" else str(url)


def _kind(error: DBAPIError) -> str:
    if isinstance(error.orig, sqlite3.Error):
        name = _sqlite_name(error.orig)
        return next((kind for start, kind in SQLITE_NAMES.items() if name.startswith(start)), "")
    return POSTGRES_STATES.get(getattr(error.orig, "sqlstate", None) or "", "")


def _sqlite_name(error: sqlite3.Error) -> str:
    return getattr(error, "sqlite_errorname", "")
