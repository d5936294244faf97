"""A PostgreSQL of the tests' own, in a temporary folder; `python -m tests.postgres` installs it."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from itertools import count
from pathlib import Path

DEBIAN = Path("/usr/lib/postgresql")
USER = "explorer"


def binaries() -> Path | None:
    """Return the folder of the newest PostgreSQL's programs, or None where there is none."""
    found = sorted(DEBIAN.glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]))
    elsewhere = shutil.which("initdb")
    return found[-1].parent if found else Path(elsewhere).resolve().parent if elsewhere else None


class Cluster:
    """A server that listens on a socket in its own folder and nowhere else."""

    def __init__(self, programs: Path) -> None:
        self._programs = programs
        self._folder = Path(tempfile.mkdtemp(prefix="explorer-pg-"))
        self._data = self._folder / "data"
        self._numbers = count(1)
        # PostgreSQL refuses to run as root, as which CI does.
        self._user = "postgres" if os.geteuid() == 0 else None
        if self._user:
            shutil.chown(self._folder, self._user, self._user)
        self._run("initdb", f"--username={USER}", "--auth=trust", "--encoding=UTF8")
        self.start()

    def start(self) -> None:
        """Start the server and wait until it answers."""
        settings = f"-c listen_addresses='' -k {self._folder}"
        self._run("pg_ctl", "start", "--wait", "--log", str(self._folder / "log"), "-o", settings)

    def stop(self) -> None:
        """Stop the server as a fault would: every connection is cut, nothing is tidied up."""
        self._run("pg_ctl", "stop", "--wait", "--mode", "immediate")

    def new_database(self) -> str:
        """Make an empty database; return its URL."""
        name = f"test_{next(self._numbers)}"
        self._run("createdb", "--host", str(self._folder), "--username", USER, name, on_data=False)
        return f"postgresql://{USER}@/{name}?host={self._folder}"

    def remove(self) -> None:
        """Stop the server and remove its folder."""
        self.stop()
        shutil.rmtree(self._folder)

    def _run(self, program: str, *arguments: str, on_data: bool = True) -> None:
        data = ("-D", str(self._data)) if on_data else ()
        subprocess.run(
            [str(self._programs / program), *arguments[:1], *data, *arguments[1:]],
            check=True,
            cwd=self._folder,
            user=self._user,
            group=self._user,
            extra_groups=[] if self._user else None,
            # The server outlives pg_ctl, and would keep a pipe open.
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )


def install() -> None:
    """Install PostgreSQL by the system's packages, where that is allowed."""
    if shutil.which("apt-get") and os.geteuid() == 0:
        subprocess.run(["apt-get", "update"], check=False)
        subprocess.run(["apt-get", "install", "--yes", "postgresql"], check=False)


if __name__ == "__main__":
    if binaries() is None:
        install()
    print(f"PostgreSQL for the tests: {binaries() or 'none, so they run on SQLite alone'}")
