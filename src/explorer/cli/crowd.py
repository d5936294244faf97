"""A room full of phones: real requests to a running server, from people who vote at their ease."""

from __future__ import annotations

import asyncio
import json
import random
import secrets
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from email.message import Message
from http.client import parse_headers
from io import BytesIO
from typing import Any
from urllib.parse import urlencode, urlsplit

HEADERS = {"Accept": "application/json", "Content-Type": "application/x-www-form-urlencoded"}
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
    phones = [_Phone(ballot, heard) for _ in range(participants)]
    await asyncio.gather(*(phone.join() for phone in phones))
    start = time.monotonic()
    async with asyncio.timeout(seconds + GRACE):
        await asyncio.gather(*(phone.take_part(start, votes, seconds) for phone in phones))
    return heard


@dataclass(frozen=True)
class _Answer:
    status: int
    headers: Message
    body: bytes

    @property
    def said(self) -> dict[str, Any]:
        told: dict[str, Any] = json.loads(self.body)
        return told


class _Line:
    """A phone's connection, kept open as browsers do.

    HTTP by hand, because a library's client takes three times the processor of the server that is
    to be measured, and so would measure itself.
    """

    def __init__(self, address: str) -> None:
        parts = urlsplit(address)
        self._host, self._port = parts.hostname or "", parts.port or 80
        self._streams: tuple[asyncio.StreamReader, asyncio.StreamWriter] | None = None

    async def ask(self, method: str, path: str, headers: Mapping[str, str], body: bytes) -> _Answer:
        """Send a request and read its answer; OSError or EOFError when the connection fails."""
        async with asyncio.timeout(PATIENCE):
            return await self._exchange(method, path, headers, body)

    def hang_up(self) -> None:
        if self._streams is not None:
            self._streams[1].close()
        self._streams = None

    async def _exchange(
        self, method: str, path: str, headers: Mapping[str, str], body: bytes
    ) -> _Answer:
        if self._streams is None:
            self._streams = await asyncio.open_connection(self._host, self._port)
        reader, writer = self._streams
        lines = [
            f"{method} {path} HTTP/1.1",
            f"Host: {self._host}:{self._port}",
            f"Content-Length: {len(body)}",
            *(f"{name}: {value}" for name, value in headers.items()),
        ]
        writer.write("\r\n".join([*lines, "", ""]).encode() + body)
        head = await reader.readuntil(b"\r\n\r\n")
        first, _, rest = head.partition(b"\r\n")
        found = parse_headers(BytesIO(rest))
        content = await reader.readexactly(int(found.get("Content-Length", 0)))
        return _Answer(int(first.split()[1]), found, content)


class _Phone:
    def __init__(self, ballot: Ballot, heard: Heard) -> None:
        self._voting, self._looking = _Line(ballot.address), _Line(ballot.address)
        self._ballot = ballot
        self._heard = heard
        self._headers = dict(HEADERS)

    async def join(self) -> None:
        page = await self._again(self._voting, "GET", "")
        self._headers["Cookie"] = page.headers["Set-Cookie"].partition(";")[0]
        await self._again(self._voting, "POST", "/here", {})

    async def take_part(self, start: float, votes: int, seconds: float) -> None:
        looking = asyncio.create_task(self._look())
        due = sorted(random.uniform(0, seconds) for _ in range(votes))
        for moment in due:
            await asyncio.sleep(start + moment - time.monotonic())
            await self._cast()
        looking.cancel()
        self._voting.hang_up()
        self._looking.hang_up()

    async def _cast(self) -> None:
        dot = {
            "token": secrets.token_hex(16),
            "scene": str(self._ballot.scene),
            "option": random.choice(self._ballot.options),
        }
        sent = time.perf_counter()
        answer = await self._again(self._voting, "POST", "/dot", dot)
        if answer.said["stored"]:
            self._heard.times.append((time.perf_counter() - sent) * 1000)
        else:
            self._heard.refusals.append(answer.said["says"])
        if random.random() < REPEATED:
            await self._again(self._voting, "POST", "/dot", dot)

    async def _look(self) -> None:
        tag = ""
        while True:
            await asyncio.sleep(random.uniform(0.8, 1.2) * LOOK_EVERY)
            answer = await self._again(self._looking, "GET", "/state", tag=tag)
            tag = answer.headers.get("ETag", "")

    async def _again(
        self, line: _Line, method: str, path: str, form: dict[str, str] | None = None, tag: str = ""
    ) -> _Answer:
        """Ask until there is an answer that another try would not change."""
        target = f"{urlsplit(self._ballot.here).path}{path}"
        headers = {**self._headers, "If-None-Match": tag} if tag else self._headers
        wait = 0.1
        while True:
            try:
                answer = await line.ask(method, target, headers, urlencode(form or {}).encode())
                if answer.status < 500 and answer.status != 429:
                    return answer
            except (OSError, EOFError):
                # The server is away; whether it has stored this is not known, so the token stays.
                line.hang_up()
            await asyncio.sleep(wait)
            wait = min(2 * wait, 2.0)
