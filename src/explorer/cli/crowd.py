"""A room full of phones: real requests to a running server, from people who vote at their ease."""

from __future__ import annotations

import asyncio
import random
import secrets
import time
from dataclasses import dataclass, field
from typing import Any

import httpx

JSON = {"Accept": "application/json"}
LOOK_EVERY = 1.5
"""Seconds between two looks at the screen, as in `room.js`."""
REPEATED = 0.1
"""The share of votes sent a second time, as by a phone that has lost the answer to the first."""
GRACE = 60.0
"""Seconds after the last vote is due for which phones go on trying."""
PATIENCE = 10.0


@dataclass(frozen=True)
class Ballot:
    """What the room votes on: the number of a scene in a workshop, and its options."""

    address: str
    code: str
    scene: int
    options: tuple[str, ...]

    @property
    def here(self) -> str:
        return f"{self.address}/join/{self.code}"


@dataclass
class Heard:
    """What the phones were told: milliseconds to the acknowledgement of each vote, and refusals."""

    times: list[float] = field(default_factory=list)
    refusals: list[str] = field(default_factory=list)

    @property
    def acknowledged(self) -> int:
        return len(self.times)

    @property
    def p95(self) -> float:
        """95% of the votes were acknowledged within as many milliseconds."""
        ordered = sorted(self.times)
        return ordered[max(0, -(-len(ordered) * 95 // 100) - 1)] if ordered else 0.0


def vote(ballot: Ballot, participants: int, votes: int, seconds: float) -> Heard:
    """Let as many phones join and cast as many votes each, spread over the seconds.

    A phone sends a vote again, with its token, until it is acknowledged or refused.
    """
    return asyncio.run(_crowd(ballot, participants, votes, seconds))


async def _crowd(ballot: Ballot, participants: int, votes: int, seconds: float) -> Heard:
    heard = Heard()
    limits = httpx.Limits(max_connections=participants, max_keepalive_connections=participants)
    async with httpx.AsyncClient(limits=limits, timeout=PATIENCE, headers=JSON) as client:
        phones = [_Phone(client, ballot, heard) for _ in range(participants)]
        await asyncio.gather(*(phone.join() for phone in phones))
        start = time.monotonic()
        async with asyncio.timeout(seconds + GRACE):
            await asyncio.gather(*(phone.take_part(start, votes, seconds) for phone in phones))
    return heard


class _Phone:
    def __init__(self, client: httpx.AsyncClient, ballot: Ballot, heard: Heard) -> None:
        self._client = client
        self._ballot = ballot
        self._heard = heard
        self._cookie: dict[str, str] = {}

    async def join(self) -> None:
        page = await self._again("GET", "")
        name, _, value = page.headers["Set-Cookie"].partition(";")[0].partition("=")
        self._cookie = {"Cookie": f"{name}={value}"}
        await self._again("POST", "/here", {})

    async def take_part(self, start: float, votes: int, seconds: float) -> None:
        looking = asyncio.create_task(self._look())
        due = sorted(random.uniform(0, seconds) for _ in range(votes))
        for moment in due:
            await asyncio.sleep(start + moment - time.monotonic())
            await self._cast()
        looking.cancel()

    async def _cast(self) -> None:
        dot = {
            "token": secrets.token_hex(16),
            "scene": str(self._ballot.scene),
            "option": random.choice(self._ballot.options),
        }
        sent = time.perf_counter()
        answer = await self._again("POST", "/dot", dot)
        if answer.status_code == 200 and answer.json()["stored"]:
            self._heard.times.append((time.perf_counter() - sent) * 1000)
        else:
            self._heard.refusals.append(answer.json()["says"])
        if random.random() < REPEATED:
            await self._again("POST", "/dot", dot)

    async def _look(self) -> None:
        tag = ""
        while True:
            await asyncio.sleep(random.uniform(0.8, 1.2) * LOOK_EVERY)
            answer = await self._again("GET", "/state", headers={"If-None-Match": tag})
            tag = answer.headers.get("ETag", "")

    async def _again(
        self,
        method: str,
        path: str,
        form: dict[str, Any] | None = None,
        headers: dict[str, str] | None = None,
    ) -> httpx.Response:
        """Ask until there is an answer that another try would not change."""
        wait = 0.1
        while True:
            try:
                answer = await self._client.request(
                    method,
                    self._ballot.here + path,
                    data=form,
                    headers={**self._cookie, **(headers or {})},
                )
                if answer.status_code < 500 and answer.status_code != 429:
                    return answer
            except httpx.TransportError:
                # The server is away for a moment; whether it had stored this is not known.
                self._client.cookies.clear()
            await asyncio.sleep(wait)
            wait = min(2 * wait, 2.0)
