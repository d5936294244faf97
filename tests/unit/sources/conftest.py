"""A local server that stands in for every official service."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from pytest_httpserver import HTTPServer

from explorer.sources.cache import Cache
from explorer.sources.fetching import HOSTS, Fetcher, Limits

QUICK = Limits(connect_s=2, silence_s=0.5, whole_s=3, bytes=100_000, attempts=3, pause_s=0.01)


@pytest.fixture
def pauses() -> list[float]:
    """Return the pauses that were made instead of waiting."""
    return []


@pytest.fixture
def fetcher_at(tmp_path: Path, pauses: list[float]) -> Callable[[str], Fetcher]:
    """Return a function that makes a fetcher which asks one address whatever the host."""

    def at(address: str) -> Fetcher:
        return Fetcher(
            cache=Cache(tmp_path / "cache"),
            limits=QUICK,
            elsewhere=dict.fromkeys(HOSTS, address.rstrip("/")),
            sleep=pauses.append,
        )

    return at


@pytest.fixture
def fetcher(httpserver: HTTPServer, fetcher_at: Callable[[str], Fetcher]) -> Fetcher:
    """Return a fetcher that asks the local server."""
    return fetcher_at(httpserver.url_for(""))


@pytest.fixture
def patient(fetcher: Fetcher) -> Fetcher:
    """Return a fetcher that takes large answers and waits for a busy machine."""
    return replace(fetcher, limits=replace(QUICK, bytes=10_000_000, silence_s=20, whole_s=60))
