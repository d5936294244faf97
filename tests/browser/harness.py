"""The app on a port of its own, and a browser that remembers everything it was asked to fetch."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

from playwright.sync_api import Browser, Frame, FrameLocator, Locator, Page, Playwright, Request
from tests.browser.install import system_browser

ROOT = Path(__file__).resolve().parents[2]
START_SECONDS = 60
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
# On a deep link Streamlit first asks for these beside the page, then finds them at the root.
STREAMLIT_PROBES = ("/_stcore/health", "/_stcore/host-config")


@contextmanager
def running(script: Path = ROOT / "app.py", base_path: str = "") -> Iterator[str]:
    """Serve a Streamlit script on a free port; yield its address; stop it at the end."""
    port = _free_port()
    command = [sys.executable, "-m", "streamlit", "run", str(script)]
    settings = ["--server.headless=true", f"--server.port={port}"]
    settings += [f"--server.baseUrlPath={base_path}"] if base_path else []
    with tempfile.TemporaryFile() as log, tempfile.TemporaryDirectory() as state:
        held = {"EXPLORER_STATE_DIR": state, **os.environ}
        server = subprocess.Popen([*command, *settings], cwd=ROOT, stdout=log, stderr=log, env=held)
        try:
            address = f"http://localhost:{port}/{base_path}".rstrip("/")
            _wait_until_up(address, server)
            yield address
        finally:
            server.terminate()
            server.wait(timeout=20)


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
        """Wait until Streamlit has nothing left to run."""
        self.page.wait_for_timeout(150)
        self.page.locator("[data-test-script-state='notRunning']").wait_for(state="attached")

    @property
    def map(self) -> FrameLocator:
        return self.page.frame_locator("iframe")

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


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("localhost", 0))
        return int(probe.getsockname()[1])


def _wait_until_up(address: str, server: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline:
        if server.poll() is not None:
            raise RuntimeError(f"the app stopped at once with exit code {server.returncode}")
        try:
            with urllib.request.urlopen(f"{address}/_stcore/health", timeout=2):
                return
        except (urllib.error.URLError, ConnectionError, TimeoutError):
            time.sleep(0.1)
    raise TimeoutError(f"the app did not answer within {START_SECONDS} s")
