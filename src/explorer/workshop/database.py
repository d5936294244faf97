"""The database of a process: SQLite in the state folder, or PostgreSQL named by a URL.

Work on it is a function that is handed a session: one transaction, run again from the start while
the database is away or busy. That is safe because everything a phone sends carries a token.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from contextlib import AbstractContextManager, closing, nullcontext
from pathlib import Path
from threading import Lock
from typing import Any, TypeVar

from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url, text
from sqlalchemy.exc import ArgumentError, DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from sqlalchemy.orm import Session
from tenacity import Retrying, retry_if_exception, stop_after_delay, wait_random_exponential

from explorer.errors import Problem
from explorer.workshop import faults
from explorer.workshop.refusals import UnavailableError, WorkshopError

T = TypeVar("T")

FILE = "workshops.sqlite3"
PATIENCE = 4.0
"""Seconds for which one piece of work is tried again before its sender is told."""
SQLITE = (
    "PRAGMA busy_timeout = 4000",
    "PRAGMA journal_mode = WAL",
    # Every commit reaches the disk before it is acknowledged.
    "PRAGMA synchronous = FULL",
    "PRAGMA foreign_keys = ON",
    # What is deleted is overwritten, not only unlinked.
    "PRAGMA secure_delete = ON",
)
MIGRATION_LOCK = 6_120_417
"""Any number that PostgreSQL is asked for nowhere else."""


def state_folder() -> Path:
    """Return the folder for what the explorer keeps: `EXPLORER_STATE_DIR`, or the user's own."""
    if named := os.environ.get("EXPLORER_STATE_DIR"):
        return Path(named).expanduser()
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA", Path.home())) / "explorer"
    return Path(os.environ.get("XDG_STATE_HOME") or Path.home() / ".local/state") / "explorer"


def address() -> str:
    """Return the URL of the database that the environment names."""
    return os.environ.get("EXPLORER_DATABASE_URL") or f"sqlite:///{state_folder() / FILE}"


class Database:
    """One database, brought up to date when it is opened.

    Parameters
    ----------
    url : str
        `sqlite:///path` or `postgresql://user@host/name`.

    Raises
    ------
    WorkshopError
        When the address is wrong, or its driver is not installed.
    UnavailableError
        When the database cannot be reached or written.
    """

    def __init__(self, url: str) -> None:
        self.engine = _engine(_address(url))
        # Without this lock SQLite's writers find each other busy and sleep, some of them for long.
        self._turn: AbstractContextManager[Any] = (
            Lock() if self.engine.dialect.name == "sqlite" else nullcontext()
        )
        self._attempt(self._upgrade)

    def write(self, work: Callable[[Session], T]) -> T:
        """Run work in one transaction, and return its answer once that is on disk."""

        def once() -> T:
            with self._turn, Session(self.engine) as session, session.begin():
                return work(session)

        return self._attempt(once)

    def read(self, work: Callable[[Session], T]) -> T:
        """Run work that only reads; it waits for no writer."""
        engine = self.engine.execution_options(begin="DEFERRED")

        def once() -> T:
            with Session(engine) as session:
                return work(session)

        return self._attempt(once)

    def shrink(self) -> None:
        """Empty SQLite's journal, in which deleted text would stand for a while."""
        if self.engine.dialect.name == "sqlite":
            with self._turn, closing(self.engine.raw_connection()) as connection:
                connection.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)")

    def close(self) -> None:
        """Let every connection go."""
        self.engine.dispose()

    def _attempt(self, once: Callable[[], T]) -> T:
        retrying = Retrying(
            retry=retry_if_exception(faults.passes),
            wait=wait_random_exponential(0.05, max=0.5),
            stop=stop_after_delay(PATIENCE),
            reraise=True,
        )
        try:
            return retrying(once)
        except (DBAPIError, PoolTimeout) as error:
            raise UnavailableError(faults.explained(error, self.engine.url)) from error

    def _upgrade(self) -> None:
        """Run the migrations that this database has not had; processes that start at once queue."""
        from alembic import command
        from alembic.config import Config
        from alembic.util import CommandError

        config = Config()
        config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
        with self.engine.begin() as connection:
            if self.engine.dialect.name == "postgresql":
                connection.execute(text(f"SELECT pg_advisory_xact_lock({MIGRATION_LOCK})"))
            config.attributes["connection"] = connection
            try:
                command.upgrade(config, "head")
            except CommandError as error:
                raise WorkshopError(faults.newer(self.engine.url)) from error


def _address(url: str) -> URL:
    """Read a database's URL, and name the driver that PostgreSQL's leaves open."""
    try:
        read = make_url(url)
    except ArgumentError as error:
        raise WorkshopError(faults.address("no database's address")) from error
    if read.drivername in ("postgres", "postgresql"):
        return read.set(drivername="postgresql+psycopg")
    if read.get_backend_name() not in ("sqlite", "postgresql"):
        raise WorkshopError(faults.address(f"a {read.get_backend_name()} database"))
    return read


def _engine(url: URL) -> Engine:
    if url.get_backend_name() == "sqlite":
        return _sqlite(url)
    try:
        return create_engine(
            url,
            pool_size=10,
            pool_timeout=PATIENCE,
            pool_pre_ping=True,
            connect_args={"connect_timeout": 3, "application_name": "explorer"},
        )
    except ModuleNotFoundError as error:
        raise WorkshopError(
            Problem(
                where="EXPLORER_DATABASE_URL",
                found="a PostgreSQL database, but no driver for it",
                expected="the package psycopg beside the explorer",
                fix="Install it with: .venv/bin/python -m pip install 'psycopg[binary]'",
            )
        ) from error


def _sqlite(url: URL) -> Engine:
    folder = Path(url.database or "").parent
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise UnavailableError(faults.folder(folder, error)) from error
    engine = create_engine(url)

    @event.listens_for(engine, "connect")
    def _prepare(connection: Any, _record: object) -> None:
        # The driver would begin transactions too late to see the same rows throughout.
        connection.isolation_level = None
        for pragma in SQLITE:
            connection.execute(pragma)

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        kind = connection.get_execution_options().get("begin", "IMMEDIATE")
        connection.exec_driver_sql(f"BEGIN {kind}")

    return engine
