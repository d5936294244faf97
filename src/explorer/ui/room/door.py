"""Finds the workshop of a code: often, for many phones, and not for those who try codes out."""

from __future__ import annotations

import asyncio
import time
from collections import defaultdict
from collections.abc import Callable
from typing import TYPE_CHECKING, TypeVar

from anyio import CapacityLimiter, to_thread

from explorer.errors import Problem
from explorer.workshop.model import Workshop
from explorer.workshop.refusals import RefusedError, UnknownWorkshopError

if TYPE_CHECKING:
    from explorer.workshop.room import Room
    from explorer.workshop.service import Workshops

T = TypeVar("T")
FRESH_SECONDS = 0.5
"""How old what phones are told may be. Two hundred phones so ask the database as often as one."""
THREADS = 6
"""Few, because they share one interpreter with the loop that answers everybody else."""
MOST_KNOWN = 10_000


class TooManyError(RefusedError):
    """Somebody has tried too many codes."""


class Door:
    """The way from a code to its workshop, one a server."""

    def __init__(self) -> None:
        self._known: set[tuple[str, str]] = set()
        self._shut_out: dict[str, float] = {}
        self._seen: dict[str, tuple[float, Workshop]] = {}
        self._asking: defaultdict[str, asyncio.Lock] = defaultdict(asyncio.Lock)
        self._threads = CapacityLimiter(THREADS)
        self._every: Workshops | None = None

    async def run(self, work: Callable[[], T]) -> T:
        """Run what waits for the database beside the server's own loop."""
        return await to_thread.run_sync(work, limiter=self._threads)

    async def every(self) -> Workshops:
        """Return all workshops of the database."""
        if self._every is None:
            self._every = await self.run(_every)
        return self._every

    async def room(self, code: str) -> Room:
        """Return the room of a code, whether it admits or not."""
        return (await self.every()).room(code)

    async def workshop(self, code: str, caller: str, phone: str = "") -> Workshop:
        """Return the workshop of a code as it is now, give or take half a second.

        Parameters
        ----------
        code : str
        caller : str
            The network address that asks; wrong codes are counted by it.
        phone : str
            The participant's token: who was let in before is not held up by others that share the
            address, as a whole room does.

        Raises
        ------
        UnknownWorkshopError
            When the code admits nobody.
        TooManyError
            When the caller has tried too many codes.
        """
        known = (code, phone) in self._known
        if not known:
            await self._check(caller)
        try:
            found = await self._look(code)
        except UnknownWorkshopError:
            if not known:
                attempts = (await self.every()).attempts
                await self.run(lambda: attempts.fail(caller))
            raise
        if phone:
            self._remember(code, phone)
        return found

    async def _check(self, caller: str) -> None:
        """Refuse who has tried too many codes, at this server or another of the same database.

        Who is refused once costs the database nothing until the minute is over.
        """
        if self._shut_out.get(caller, 0) <= time.monotonic():
            self._shut_out.pop(caller, None)
            attempts = (await self.every()).attempts
            wait = await self.run(lambda: attempts.wait(caller))
            if not wait:
                return
            if len(self._shut_out) >= MOST_KNOWN:
                self._shut_out.clear()
            self._shut_out[caller] = time.monotonic() + wait
        raise TooManyError(
            Problem(
                where="code",
                found="many wrong codes from this network",
                expected="the code on the screen",
                fix="Too many wrong codes were tried from here. Wait a minute, then try again.",
            )
        )

    async def _look(self, code: str) -> Workshop:
        if (held := self._seen.get(code)) and held[0] > time.monotonic():
            return held[1]
        async with self._asking[code]:
            if (held := self._seen.get(code)) and held[0] > time.monotonic():
                return held[1]
            try:
                found = await self.run((await self.room(code)).workshop)
            except UnknownWorkshopError:
                self._seen.pop(code, None)
                self._asking.pop(code, None)
                raise
            self._seen[code] = (time.monotonic() + FRESH_SECONDS, found)
        return found

    def _remember(self, code: str, phone: str) -> None:
        if len(self._known) >= MOST_KNOWN:
            self._known.clear()
        self._known.add((code, phone))


def _every() -> Workshops:
    # The database's libraries are loaded for the first phone, not when the server starts.
    from explorer.workshop import service

    return service.workshops()
