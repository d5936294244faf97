"""Starts Streamlit apps on ports of their own and stops them, for measurements and for tests."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

HOME = Path(__file__).resolve().parents[3]
APP = HOME / "app.py"


@dataclass(frozen=True)
class Server:
    """A running app."""

    url: str
    pid: int
    started: float


@contextmanager
def serve(
    script: Path = APP,
    *,
    port: int = 0,
    base_path: str = "",
    environment: Mapping[str, str] | None = None,
) -> Iterator[Server]:
    """Run a Streamlit app until the block ends; ready when its health check answers.

    Parameters
    ----------
    script : pathlib.Path
    port : int
        By default one that is free.
    base_path : str
        Where the app stands on its server, such as 'inequalities'.
    environment : mapping, optional
        What the app finds in its environment beside what is there.
    """
    port = port or free_port()
    started = time.perf_counter()
    process = subprocess.Popen(
        [
            *(sys.executable, "-m", "streamlit", "run", str(script)),
            *("--server.port", str(port), "--server.headless", "true"),
            *("--server.address", "127.0.0.1", "--browser.gatherUsageStats", "false"),
            *("--server.fileWatcherType", "none", "--server.baseUrlPath", base_path),
        ],
        cwd=HOME,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env={**os.environ, "PYTHONWARNINGS": "ignore", **(environment or {})},
    )
    url = f"http://127.0.0.1:{port}/{base_path}".rstrip("/")
    try:
        _wait(f"{url}/_stcore/health", process)
        yield Server(url, process.pid, started)
    finally:
        process.terminate()
        try:
            process.wait(10)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def free_port() -> int:
    """Return a port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait(url: str, process: subprocess.Popen[bytes], seconds: float = 60) -> None:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if process.poll() is not None:
            raise RuntimeError(f"The server at {url} stopped with code {process.returncode}.")
        try:
            with urllib.request.urlopen(url, timeout=1):
                return
        except OSError:
            time.sleep(0.02)
    raise RuntimeError(f"No answer from {url} within {seconds:.0f} s.")
