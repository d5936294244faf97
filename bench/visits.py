"""What one visitor's browser sees: time to the first map, and from a change to the new map."""

from __future__ import annotations

import itertools
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from playwright.sync_api import Browser, Page, sync_playwright
from tests.browser.harness import launch

from bench.servers import Server, serve

WARDS = 38
# The fills of every area drawn in whichever frame holds the map; '' until all of them are there.
FILLS = f"""() => {{
  for (const frame of document.querySelectorAll("iframe")) {{
    const paths = frame.contentDocument?.querySelectorAll("path.leaflet-interactive") ?? [];
    if (paths.length >= {WARDS})
      return Array.from(paths).slice(0, {WARDS})
        .map(p => p.getAttribute("fill") + (p.getAttribute("class") ?? "")).join();
  }}
  return "";
}}"""
WATCH = f"""() => {{
  const fills = {FILLS};
  const before = fills();
  window.repainted = new Promise(resolve => {{
    addEventListener("click", () => {{
      const start = performance.now();
      const look = () => {{
        const now = fills();
        if (now && now !== before) resolve(performance.now() - start);
        else requestAnimationFrame(look);
      }};
      look();
    }}, {{capture: true, once: true}});
  }});
}}"""
MARK = "() => { for (const f of document.querySelectorAll('iframe')) f.contentWindow.kept = true }"
KEPT = "() => Array.from(document.querySelectorAll('iframe')).every(f => f.contentWindow.kept)"


@dataclass(frozen=True)
class App:
    """An app to measure: where its map is, and the dash that its periods are written with."""

    name: str
    path: str
    dash: str


@dataclass(frozen=True)
class Visits:
    """Medians over all runs; times in milliseconds, bytes of the websocket."""

    first_map_cold: float
    first_map_warm: float
    change_to_repaint: float
    bytes_per_change: float
    remounts: int
    runs: int


@contextmanager
def browser() -> Iterator[Browser]:
    """Open Chromium for the length of a block."""
    with sync_playwright() as playwright:
        opened = launch(playwright)
        yield opened
        opened.close()


def measure(app: App, script: Path, runs: int) -> Visits:
    """Measure one app: `runs` cold starts, `runs` warm visits and `runs` changes."""
    with browser() as chromium:
        cold = []
        for _ in range(runs):
            with serve(script) as server:
                cold.append(_first_map(chromium, server, app))
        with serve(script) as server:
            _first_map(chromium, server, app)
            warm = [_first_map(chromium, server, app) for _ in range(runs)]
            changes, sizes, remounts = _changes(chromium, server, app, runs)
    return Visits(median(cold), median(warm), median(changes), median(sizes), remounts, runs)


def _first_map(chromium: Browser, server: Server, app: App) -> float:
    context = chromium.new_context(viewport={"width": 1280, "height": 900})
    page = context.new_page()
    start = time.perf_counter()
    page.goto(server.url + app.path, wait_until="commit")
    page.wait_for_function(f"() => ({FILLS})() !== ''", polling=20, timeout=60_000)
    elapsed = (time.perf_counter() - start) * 1000
    context.close()
    return elapsed


def _changes(
    chromium: Browser, server: Server, app: App, runs: int
) -> tuple[list[float], list[int], int]:
    page = chromium.new_context(viewport={"width": 1280, "height": 900}).new_page()
    received: list[int] = []
    page.on(
        "websocket",
        lambda socket: socket.on("framereceived", lambda payload: received.append(len(payload))),
    )
    page.goto(server.url + app.path)
    page.wait_for_function(f"() => ({FILLS})() !== ''", timeout=60_000)
    times, sizes, remounts = [], [], 0
    # Every change shows a map that this server has not made before.
    for year in itertools.islice(itertools.cycle(range(2009, 1998, -1)), runs):
        _settle(page, received)
        page.evaluate(MARK)
        page.locator("[data-testid=stSelectbox]", has_text="Period").locator("input").click()
        option = page.get_by_role("option", name=f"{year}{app.dash}{(year + 4) % 100:02}")
        option.wait_for()
        received.clear()
        page.evaluate(WATCH)
        option.click()
        times.append(float(page.evaluate("() => window.repainted")))
        _settle(page, received)
        remounts += not page.evaluate(KEPT)
        sizes.append(sum(received))
    page.context.close()
    return times, sizes, remounts


def _settle(page: Page, received: list[int]) -> None:
    quiet = 0
    while quiet < 4:
        before = len(received)
        page.wait_for_timeout(100)
        quiet = quiet + 1 if len(received) == before else 0
