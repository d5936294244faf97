"""Phones vote over HTTP while the server is killed or PostgreSQL is cut off: nothing is lost.

Small editions of what `make bench` does with two hundred phones.
"""

import os
import signal
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass, replace

import pytest
from tests.conftest import DATABASES
from tests.postgres import Cluster

from explorer.cli import crowd, serving
from explorer.cli.workshop import measure
from explorer.workshop.database import Database
from explorer.workshop.facilitator import Facilitator
from explorer.workshop.model import Ask, Asks, Option, Scene
from explorer.workshop.service import Workshops

PHONES, VOTES = 20, 10
OPTIONS = tuple(Option(letter, letter.upper()) for letter in "abcdefghij")
DOTS = Scene("dots", "First things", ask=Ask(Asks.DOTS, "First?", options=OPTIONS, dots=2 * VOTES))


@dataclass(frozen=True)
class Vote:
    """A room that votes at a server; `stored` counts what its database holds."""

    leading: Facilitator
    ballot: crowd.Ballot
    environment: dict[str, str]
    port: int

    def stored(self) -> tuple[int, int]:
        """Return dots and the people who placed them."""
        tally = self.leading.tally()
        assert tally is not None
        return tally.dots, tally.people

    def interrupted(self, disturb: Callable[[], None], seconds: float = 5) -> crowd.Heard:
        """Let everybody vote, and disturb them once a quarter of the votes are in."""
        with ThreadPoolExecutor(1) as room:
            heard = room.submit(crowd.vote, self.ballot, PHONES, VOTES, seconds)
            while not heard.done() and self.stored()[0] < PHONES * VOTES / 4:
                time.sleep(0.1)
            assert not heard.done()
            disturb()
            return heard.result()


def vote(url: str) -> Vote:
    """Open a workshop in a database, with a ballot before the room."""
    every = Workshops(Database(url))
    one = every.open("Voting")
    leading = every.facilitator(one.code, one.secret)
    scene = leading.show(DOTS).number
    port = serving.free_port()
    ballot = crowd.Ballot(
        f"http://127.0.0.1:{port}", one.code, scene, tuple(option.id for option in OPTIONS)
    )
    return Vote(leading, ballot, {"EXPLORER_DATABASE_URL": url}, port)


def check(voted: Vote, heard: crowd.Heard) -> None:
    """Prove that all was acknowledged and is stored, once."""
    assert heard.refusals == []
    assert heard.acknowledged == PHONES * VOTES
    assert voted.stored() == (PHONES * VOTES, PHONES)


def test_a_server_killed_in_mid_vote_loses_nothing_and_counts_nothing_twice(
    database_url: str,
) -> None:
    voted = vote(database_url)
    with ExitStack() as servers:

        def serve() -> serving.Server:
            return servers.enter_context(
                serving.serve(port=voted.port, environment=voted.environment)
            )

        def start_again() -> None:
            os.kill(first.pid, signal.SIGKILL)
            serve()

        first = serve()
        heard = voted.interrupted(start_again)
    check(voted, heard)


@pytest.mark.parametrize("seconds_away", [0, 6] if "postgresql" in DATABASES else [])
def test_postgresql_cut_off_in_mid_vote_loses_nothing_and_counts_nothing_twice(
    cluster: Cluster, seconds_away: float
) -> None:
    voted = vote(cluster.new_database())

    def restart() -> None:
        cluster.stop()
        time.sleep(seconds_away)
        cluster.start()

    with serving.serve(port=voted.port, environment=voted.environment):
        heard = voted.interrupted(restart)
    check(voted, heard)


def test_two_servers_serve_one_workshop(database_url: str) -> None:
    voted = vote(database_url)
    with (
        serving.serve(environment=voted.environment) as one,
        serving.serve(environment=voted.environment) as other,
        ThreadPoolExecutor(2) as halves,
    ):
        ballots = [replace(voted.ballot, address=server.url) for server in (one, other)]
        heard = list(halves.map(lambda b: crowd.vote(b, PHONES // 2, VOTES, 3), ballots))
    assert [half.acknowledged for half in heard] == [PHONES * VOTES / 2] * 2
    assert voted.stored() == (PHONES * VOTES, PHONES)


def test_a_room_full_of_phones_is_carried(database_url: str) -> None:
    # In a thread of its own: where browser tests ran before, this one has a loop already.
    with ThreadPoolExecutor(1) as apart:
        load = apart.submit(measure, database_url, participants=40, votes=5, seconds=4).result()
    assert (load.acknowledged, load.stored, load.duplicates) == (200, 200, 0)
    assert load.p95_ms > 0
