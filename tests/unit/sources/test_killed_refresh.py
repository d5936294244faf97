"""Killing a refresh at any of 50 moments leaves data that passes every check."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from itertools import count
from pathlib import Path

import pytest
from pytest_httpserver import HTTPServer
from tests.unit import homes
from tests.unit.sources.replay import Replay

from explorer.upkeep import changes

MOMENTS = 50
SCRIPT = Path(__file__).with_name("killed_refresh.py")


class Restless(Replay):
    """A publisher who revises a value every time."""

    asked: Iterator[int] = count(1)

    def _fingertips(self, request: object) -> object:
        self.rows.loc[0, "value"] = 80 + next(self.asked) / 100
        return super()._fingertips(request)


@pytest.fixture
def home(tmp_path: Path) -> Iterator[Path]:
    with homes.at(homes.copy(tmp_path)) as folder:
        homes.keep_only({"life-expectancy"}, {"boroughs-life-expectancy"})
        yield folder


def test_fifty_kills(home: Path, httpserver: HTTPServer) -> None:
    Restless(httpserver)
    ended = subprocess.run(
        [sys.executable, SCRIPT, httpserver.url_for("").rstrip("/"), str(MOMENTS), "11"],
        env={**os.environ, "EXPLORER_HOME": str(home)},
        capture_output=True,
        text=True,
        check=False,
    )
    outcomes = [tuple(map(int, line.split())) for line in ended.stdout.splitlines()]
    assert len(outcomes) == MOMENTS, ended.stderr
    killed = sum(code == -signal.SIGKILL for code, _ in outcomes)
    assert killed > MOMENTS // 3
    assert [problems for _, problems in outcomes] == [0] * MOMENTS
    homes.forget_all()
    # Some attempts were taken over, so the moments were not all too early.
    assert changes.held()
