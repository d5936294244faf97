"""Wrong codes are counted by network, for all servers together, and forgotten after a minute."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select, update

from explorer.workshop.attempts import WRONG_CODES, Attempts
from explorer.workshop.database import Database
from explorer.workshop.service import Workshops
from explorer.workshop.tables import AttemptRow


@pytest.fixture
def attempts(database: Database) -> Attempts:
    return Attempts(database)


def exhaust(attempts: Attempts, caller: str) -> None:
    for _ in range(WRONG_CODES):
        assert attempts.wait(caller) == 0
        attempts.fail(caller)


def a_minute_later(database: Database) -> None:
    earlier = datetime.now(UTC) - timedelta(seconds=61)
    database.write(lambda session: session.execute(update(AttemptRow).values(since=earlier)))


def held(database: Database) -> list[tuple[str, int]]:
    rows = select(AttemptRow.caller, AttemptRow.failed)
    return database.read(lambda session: [tuple(row) for row in session.execute(rows)])


def test_who_tries_too_many_waits_a_minute_and_nobody_else_does(
    attempts: Attempts, database: Database
) -> None:
    exhaust(attempts, "192.0.2.7")
    assert 50 < attempts.wait("192.0.2.7") <= 60
    assert attempts.wait("192.0.2.8") == 0
    a_minute_later(database)
    assert attempts.wait("192.0.2.7") == 0
    attempts.fail("192.0.2.7")
    assert attempts.wait("192.0.2.7") == 0


def test_two_servers_count_together(database: Database, database_url: str) -> None:
    other = Database(database_url)
    servers = (Attempts(database), Attempts(other))
    for number in range(WRONG_CODES):
        servers[number % 2].fail("192.0.2.7")
    assert all(server.wait("192.0.2.7") > 50 for server in servers)
    other.close()


def test_many_at_once_are_all_counted(attempts: Attempts, database: Database) -> None:
    with ThreadPoolExecutor(8) as threads:
        list(threads.map(attempts.fail, ["192.0.2.7"] * 40))
    assert [failed for _, failed in held(database)] == [40]


def test_an_address_of_the_same_line_does_not_begin_anew(attempts: Attempts) -> None:
    exhaust(attempts, "2001:db8:1:2::7")
    assert attempts.wait("2001:db8:1:2:aaaa::1") > 50
    assert attempts.wait("2001:db8:1:3::7") == 0
    exhaust(attempts, "::ffff:192.0.2.7")
    assert attempts.wait("::ffff:192.0.2.8") == 0


def test_addresses_are_not_stored_and_nothing_stays(attempts: Attempts, database: Database) -> None:
    attempts.fail("192.0.2.7")
    assert "192.0.2.7" not in str(held(database))
    a_minute_later(database)
    attempts.fail("192.0.2.8")
    assert len(held(database)) == 1
    a_minute_later(database)
    Workshops(database).purge()
    assert held(database) == []
