"""Many people at once: sessions that speak Streamlit's own protocol, thinking between changes."""

from __future__ import annotations

import asyncio
import random
import time
from dataclasses import dataclass
from statistics import median, quantiles

import psutil
import websockets
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from bench.servers import Server

THINK = 5.0
OPENING = 60.0


@dataclass(frozen=True)
class Crowd:
    """Reruns in milliseconds, memory in megabytes a further session."""

    sessions: int
    changes: int
    median: float
    p95: float
    memory_per_session: float


def measure(server: Server, path: str, sessions: int = 50, seconds: float = 45) -> Crowd:
    """Let `sessions` people change the sex on a page, each about every five seconds."""
    return asyncio.run(_crowd(server, path.strip("/"), sessions, seconds))


async def _crowd(server: Server, page: str, sessions: int, seconds: float) -> Crowd:
    process = psutil.Process(server.pid)
    address = server.url.replace("http", "ws") + "/_stcore/stream"
    first = _Session(address, page)
    await first.open()
    before = process.memory_info().rss
    others = [_Session(address, page) for _ in range(sessions - 1)]
    for session in others:
        await session.open()
    after = process.memory_info().rss
    end = time.monotonic() + seconds
    everybody = [first, *others]
    found = await asyncio.gather(*(session.work(end) for session in everybody))
    for session in everybody:
        await session.close()
    times = [elapsed for several in found for elapsed in several]
    return Crowd(
        sessions=sessions,
        changes=len(times),
        median=median(times),
        p95=quantiles(times, n=20)[-1],
        memory_per_session=(after - before) / (sessions - 1) / 1e6,
    )


class _Session:
    def __init__(self, address: str, page: str) -> None:
        self.address = address
        self.page = page
        self.widget = ""
        self.options: list[str] = []
        self.kind = ""
        self.turn = 0

    async def open(self) -> None:
        self.socket = await websockets.connect(
            self.address,
            subprotocols=["streamlit"],
            max_size=None,  # type: ignore[list-item]
        )
        await asyncio.wait_for(self._rerun(), OPENING)

    async def work(self, end: float) -> list[float]:
        times: list[float] = []
        await asyncio.sleep(random.uniform(0, THINK))
        while time.monotonic() < end:
            self.turn += 1
            start = time.perf_counter()
            await self._rerun()
            times.append((time.perf_counter() - start) * 1000)
            await asyncio.sleep(random.uniform(0.5, 1.5) * THINK)
        return times

    async def close(self) -> None:
        await self.socket.close()

    async def _rerun(self) -> None:
        message = BackMsg()
        message.rerun_script.page_name = self.page
        if self.widget:
            state = message.rerun_script.widget_states.widgets.add()
            state.id = self.widget
            choice = self.options[self.turn % 2]
            if self.kind == "button_group":
                state.string_array_value.data.append(choice)
            else:
                state.string_value = choice
        await self.socket.send(message.SerializeToString())
        while True:
            answer = ForwardMsg.FromString(await self.socket.recv())  # type: ignore[arg-type]
            kind = answer.WhichOneof("type")
            if kind == "delta":
                self._look(answer)
            # The first visit to a fresh server's deep link is run twice.
            if kind == "script_finished" and self.widget:
                return

    def _look(self, answer: ForwardMsg) -> None:
        element = answer.delta.new_element
        kind = element.WhichOneof("type")
        if kind == "exception":
            raise RuntimeError(f"The page failed: {element.exception.message}")
        if kind in ("button_group", "radio") and not self.widget:
            widget = getattr(element, kind)
            if widget.label == "Sex":
                self.widget, self.kind = widget.id, kind
                self.options = [getattr(option, "content", option) for option in widget.options]
