"""A database that is brought up to date once, comes back, and says what is wrong with it."""

import multiprocessing
import os
import signal
import sqlite3
import sys
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import text, update
from sqlalchemy.orm import Session
from tests.unit.workshop.conftest import PLACES, THEMES

from explorer.workshop import database as module
from explorer.workshop.database import Database
from explorer.workshop.refusals import UnavailableError, WorkshopError
from explorer.workshop.service import Workshops
from explorer.workshop.tables import Base, WorkshopRow


def test_the_migrations_make_the_tables_that_the_code_works_with(database: Database) -> None:
    with database.engine.connect() as connection:
        context = MigrationContext.configure(connection)
        assert compare_metadata(context, Base.metadata) == []


def _open(url: str) -> int:
    Database(url).close()
    return os.getpid()


def test_processes_that_start_at_once_upgrade_once(database_url: str) -> None:
    with multiprocessing.get_context("spawn").Pool(4) as pool:
        opened = pool.map(_open, [database_url] * 8, chunksize=1)
    assert len(opened) == 8
    every = Database(database_url)
    with every.engine.connect() as connection:
        assert connection.execute(text("SELECT count(*) FROM alembic_version")).scalar() == 1
    every.close()


def test_a_database_of_a_later_version_is_left_alone(database: Database, database_url: str) -> None:
    with database.engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(WorkshopError, match="later version of the explorer"):
        Database(database_url)


def test_sqlite_is_durable_and_keeps_its_rules(tmp_path: Path) -> None:
    kept = Database(f"sqlite:///{tmp_path / 'state' / 'w.sqlite3'}")
    asked = ("journal_mode", "synchronous", "foreign_keys", "secure_delete", "busy_timeout")
    with kept.engine.connect() as connection:
        found = [connection.exec_driver_sql(f"PRAGMA {name}").scalar() for name in asked]
    assert found == ["wal", 2, 1, 1, 4000]
    if sys.platform != "win32":
        assert (tmp_path / "state").stat().st_mode & 0o077 == 0
    kept.close()


def test_a_writer_elsewhere_is_waited_for_and_then_reported(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "w.sqlite3"
    monkeypatch.setattr(module, "PATIENCE", 0.2)
    monkeypatch.setattr(module, "SQLITE", ("PRAGMA busy_timeout = 10", *module.SQLITE[1:]))
    every = Workshops(Database(f"sqlite:///{path}"))
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(UnavailableError, match="What was sent last is not stored"):
        every.open("Waiting")
    other.execute("ROLLBACK")
    assert every.open("Waited").code
    other.close()


def test_a_full_disk_is_said_and_stores_nothing_by_halves(tmp_path: Path) -> None:
    kept = Database(f"sqlite:///{tmp_path / 'w.sqlite3'}")
    one = Workshops(kept).open("Full")
    with kept.engine.connect() as connection:
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar()

    def grow(session: Session) -> None:
        # It may not grow any further: SQLite then says what it says of a full disk.
        session.connection().exec_driver_sql(f"PRAGMA max_page_count = {pages}")
        session.execute(update(WorkshopRow).values(title="Changed"))
        session.execute(update(WorkshopRow).values(story="x" * 1_000_000))

    with pytest.raises(UnavailableError, match="found a full disk; expected room to write"):
        kept.write(grow)
    assert Workshops(kept).held(one.code).workshop().title == "Full"
    kept.close()


def _note_until_refused(url: str, code: str) -> tuple[int, str]:
    """Send notes under a limit to the size of files; return how many were acknowledged, and why."""
    import resource

    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (300_000, resource.RLIM_INFINITY))
    room = Workshops(Database(url)).room(code)
    for number in range(1_000):
        try:
            room.note(f"phone-{number:020}", "token-01", "E1", "housing", "x" * 280)
        except UnavailableError as error:
            return number, str(error)
    return 1_000, ""


def test_a_disk_that_stops_taking_what_is_written_keeps_all_it_acknowledged(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'w.sqlite3'}"
    every = Workshops(Database(url))
    one = every.open("Limited", places=PLACES, themes=THEMES)
    with multiprocessing.get_context("spawn").Pool(1) as pool:
        acknowledged, said = pool.apply(_note_until_refused, (url, one.code))
    assert "a disk that does not take what is written" in said
    assert 0 < acknowledged < 1_000
    assert len(every.held(one.code).notes()) == acknowledged


def test_a_database_that_may_only_be_read_is_said(tmp_path: Path) -> None:
    kept = Database(f"sqlite:///{tmp_path / 'w.sqlite3'}")
    with pytest.raises(UnavailableError, match="can only be read"):
        kept.write(
            lambda session: [
                session.connection().exec_driver_sql("PRAGMA query_only = ON"),
                session.connection().exec_driver_sql("DELETE FROM workshop"),
            ]
        )
    kept.close()


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("nonsense", "no database's address"),
        ("mysql://host/name", "a mysql database"),
        ("postgresql://nobody@127.0.0.1:1/none", "no answer from the database"),
        ("postgres://nobody@127.0.0.1:1/none", "no answer from the database"),
    ],
)
def test_an_address_that_leads_nowhere_is_said(
    url: str, said: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "PATIENCE", 0.2)
    with pytest.raises(WorkshopError, match=said):
        Database(url)


def test_a_file_that_is_no_database_is_said(tmp_path: Path) -> None:
    path = tmp_path / "w.sqlite3"
    path.write_text("not a database, but long enough to be looked at as one" * 20)
    with pytest.raises(UnavailableError, match="damaged or no database"):
        Database(f"sqlite:///{path}")


def test_a_folder_that_cannot_be_made_is_said(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(UnavailableError, match="EXPLORER_STATE_DIR"):
        Database(f"sqlite:///{tmp_path / 'file' / 'state' / 'w.sqlite3'}")


def test_a_missing_driver_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "psycopg", None)
    with pytest.raises(WorkshopError, match="pip install 'psycopg"):
        Database("postgresql://explorer@/explorer")


def test_a_password_is_in_no_message(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "PATIENCE", 0.1)
    with pytest.raises(UnavailableError) as refused:
        Database("postgresql://explorer:hush@127.0.0.1:1/explorer")
    assert "hush" not in str(refused.value)


def test_the_environment_names_the_database(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("EXPLORER_STATE_DIR", "/srv/explorer")
    assert module.address() == "sqlite:////srv/explorer/workshops.sqlite3"
    monkeypatch.setenv("EXPLORER_DATABASE_URL", "postgresql://explorer@/explorer")
    assert module.address() == "postgresql://explorer@/explorer"
