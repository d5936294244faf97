"""Refreshes again and again, each time in a process of its own that is killed at some moment.

Run as `python killed_refresh.py ADDRESS MOMENTS SEED` with EXPLORER_HOME set. What is imported is
imported once; each attempt is a fork of this process. Half of the moments are counted in calls of
the system that write, so that each step of the switch is cut off; half are random times. After
each, a fresh process checks everything, as `explorer check` does. Prints one line a moment: what
killed it, and how many problems there were.
"""

from __future__ import annotations

import os
import random
import signal
import sys
import threading
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

from explorer import areas, checks
from explorer.sources import refreshing
from explorer.sources.cache import Cache
from explorer.sources.fetching import HOSTS, Fetcher

NAME = "boroughs-life-expectancy"
LONGEST_S = 0.7


def in_a_process(work: Callable[[], int]) -> int:
    """Do something in a fork; return its exit code, negative for a signal."""
    child = os.fork()
    if not child:
        os._exit(work())
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def refresh(address: str, count: int) -> int:
    """Refresh once."""
    home = Path(os.environ["EXPLORER_HOME"])
    fetcher = Fetcher(Cache(home / "cache"), elsewhere=dict.fromkeys(HOSTS, address))
    report = refreshing.refresh(NAME, fetcher, date(2027, 1, 1 + count % 28))
    return len(report.problems)


def at_call(number: int) -> None:
    """Kill this process when it is about to write for the given time."""
    calls = 0

    def counted(function: Callable[..., Any]) -> Callable[..., Any]:
        def call(*arguments: Any, **named: Any) -> Any:
            nonlocal calls
            calls += 1
            if calls == number:
                os.kill(os.getpid(), signal.SIGKILL)
            return function(*arguments, **named)

        return call

    for name in ("fsync", "replace", "rename", "unlink", "rmdir", "mkdir"):
        setattr(os, name, counted(getattr(os, name)))


def at_time(seconds: float) -> None:
    """Kill this process after some time."""

    def later() -> None:
        time.sleep(seconds)
        os.kill(os.getpid(), signal.SIGKILL)

    threading.Thread(target=later, daemon=True).start()


def main(address: str, moments: int, seed: int) -> None:
    """Refresh, kill and check."""
    chance = random.Random(seed)
    # No refresh touches boundaries: every fork may share what was read of them.
    areas.check()
    for moment in range(moments):
        seconds = chance.uniform(0.01, LONGEST_S)

        def attempt(moment: int = moment, seconds: float = seconds) -> int:
            if moment % 2:
                at_time(seconds)
            else:
                at_call(1 + moment // 2)
            return refresh(address, moment)

        ended = in_a_process(attempt)
        problems = in_a_process(lambda: len(checks.everything()))
        print(ended, problems, flush=True)


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]))
