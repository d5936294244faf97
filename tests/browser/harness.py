"""The app on a port of its own, and a browser that remembers everything it was asked to fetch."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

from playwright.sync_api import Browser, Frame, FrameLocator, Locator, Page, Playwright, Request
from tests.browser.install import system_browser

from explorer.cli import serving

ROOT = serving.HOME
MAP_MILLISECONDS = 30_000
CHROMIUM = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-quic",
    "--no-first-run",
)
# Streamlit holds the place of a part whose script is still on its way.
ALL_DRAWN = """() => !document.querySelector("[data-testid='stSkeleton']")
  && [...document.querySelectorAll("[data-testid='stVegaLiteChart']")]
    .every(chart => chart.querySelector("canvas, svg"))"""
# On a deep link Streamlit first asks for these beside the page, then finds them at the root.
STREAMLIT_PROBES = ("/_stcore/health", "/_stcore/host-config")


@contextmanager
def running(script: Path = serving.APP, base_path: str = "") -> Iterator[str]:
    """Serve a Streamlit script on a free port; yield its address; stop it at the end."""
    with serving.serve(script, base_path=base_path) as server:
        yield server.url


def launch(playwright: Playwright) -> Browser:
    """Start the system's Chromium, or Playwright's own where there is none."""
    return playwright.chromium.launch(executable_path=system_browser(), args=list(CHROMIUM))


@dataclass
class Visit:
    """One tab, with what it fetched, what failed and what the console complained of."""

    page: Page
    address: str
    requests: list[str] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)
    received: int = 0

    def __post_init__(self) -> None:
        self.page.on("request", self._note)
        self.page.on("pageerror", lambda error: self.faults.append(str(error)))
        self.page.on("requestfailed", self._note_failure)
        self.page.on(
            "response",
            lambda r: (
                self.faults.append(f"{r.status} {r.url}")
                if r.status >= 400 and not r.url.endswith(STREAMLIT_PROBES)
                else None
            ),
        )
        self.page.on("websocket", lambda ws: ws.on("framereceived", self._weigh))

    def _note(self, request: Request) -> None:
        self.requests.append(request.url)

    def _note_failure(self, request: Request) -> None:
        if request.failure != "net::ERR_ABORTED":
            self.faults.append(f"{request.failure} {request.url}")

    def _weigh(self, payload: str | bytes) -> None:
        self.received += len(payload)

    def open(self, path: str) -> Visit:
        """Go to a page of the app and wait until its map is drawn."""
        self.page.goto(f"{self.address}/{path}")
        self.areas.first.wait_for(timeout=MAP_MILLISECONDS)
        self.settle()
        return self

    def settle(self) -> None:
        """Wait until Streamlit has nothing left to run and every part is drawn.

        A chart that is drawn late moves all beneath it, an open menu out of the window as well.
        """
        self.page.wait_for_timeout(150)
        self.page.locator("[data-test-script-state='notRunning']").wait_for(state="attached")
        self.page.wait_for_function(ALL_DRAWN)

    @property
    def map(self) -> FrameLocator:
        """The page's map; its first where there are two."""
        return self.page.frame_locator("iframe").first

    @property
    def map_frame(self) -> Frame:
        return next(frame for frame in self.page.frames if "st_folium" in frame.url)

    @property
    def areas(self) -> Locator:
        return self.map.locator("path.explorer-area")

    def area(self, code: str) -> Locator:
        return self.map.locator(f"path.explorer-area[data-code='{code}']")

    @property
    def hosts(self) -> set[str]:
        """Hosts asked for anything; addresses inside the page itself have none."""
        return {host for url in self.requests if (host := urlsplit(url).netloc)}
