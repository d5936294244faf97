"""A room of two hundred people who each vote ten times in thirty seconds, on both databases."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path

from tests import postgres

from explorer.cli.workshop import Load, measure

PARTICIPANTS, VOTES, SECONDS = 200, 10, 30
MOST_MS = 500


def run() -> dict[str, dict[str, float]]:
    """Measure each database there is on this machine."""
    return {name: asdict(load) for name, load in _loads()}


def missed(found: dict[str, dict[str, float]]) -> Iterator[str]:
    """Say which database lost a vote, counted one twice or kept people waiting."""
    cast = PARTICIPANTS * VOTES
    for name, load in found.items():
        if (load["acknowledged"], load["stored"], load["duplicates"]) != (cast, cast, 0):
            yield f"Missed: of {cast:,} votes on {name}, {load}."
        if load["p95_ms"] >= MOST_MS:
            yield f"Missed: p95 of votes on {name} is {load['p95_ms']:,.0f} ms of {MOST_MS}."


def _loads() -> Iterator[tuple[str, Load]]:
    with tempfile.TemporaryDirectory() as folder:
        yield "SQLite", _measured(f"sqlite:///{Path(folder) / 'workshops.sqlite3'}")
    if programs := postgres.binaries():
        cluster = postgres.Cluster(programs)
        yield "PostgreSQL", _measured(cluster.new_database())
        cluster.remove()


def _measured(url: str) -> Load:
    return measure(url, PARTICIPANTS, VOTES, SECONDS)
