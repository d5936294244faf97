"""Several files replaced as one: all of them or none, whenever the process dies.

New files are first written beside the old ones, then a journal that lists them; from that moment
the switch is decided. Whoever comes next, this process or the one started after it was killed,
moves what has not been moved yet.
"""

from __future__ import annotations

import json
import os
import shutil
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from explorer.errors import DataFileError, Problem

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl

FOLDER = "data/.switch"
LOCK = "data/.lock"
JOURNAL = "journal.json"
STAGED = "staged"
PATIENCE_S = 20.0
PAUSE_S = 0.05


def write_atomically(path: Path, content: bytes) -> None:
    """Write a file whole or not at all: to a neighbour first, then moved into place."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(handle, "wb") as file:
            _write_through(file, content)
        Path(name).chmod(0o644)
        Path(name).replace(path)
    except OSError:
        Path(name).unlink(missing_ok=True)
        raise


@contextmanager
def alone(root: Path) -> Iterator[None]:
    """Keep every other process from changing the project's files; the dead hold no lock.

    Raises
    ------
    DataFileError
        When another process is still at work after 20 seconds, or a file cannot be written.
    """
    try:
        handle = os.open(root / LOCK, os.O_RDWR | os.O_CREAT, 0o644)
        try:
            _wait_for(handle)
            yield
        finally:
            os.close(handle)
    except OSError as error:
        raise DataFileError(
            Problem(
                "data/",
                f"files that cannot be written ({error.strerror or error})",
                "room, and the right to write there",
                "What was begun is either undone or finished at the next start: make room or give "
                "the right, then try again.",
            )
        ) from error


def switch(root: Path, files: Mapping[str, bytes]) -> None:
    """Replace files of the project, or add them, as one; to be called while `alone`.

    Parameters
    ----------
    root : Path
        The project folder.
    files : mapping of str to bytes
        New content by path from the project folder.
    """
    folder = root / FOLDER
    shutil.rmtree(folder, ignore_errors=True)
    staged = folder / STAGED
    staged.mkdir(parents=True)
    names = {relative: f"{number:04}" for number, relative in enumerate(sorted(files))}
    for relative, name in names.items():
        with (staged / name).open("wb") as file:
            _write_through(file, files[relative])
    _settle(staged)
    write_atomically(folder / JOURNAL, json.dumps(names, indent=1).encode())
    _settle(folder)
    _finish(root)


def recover(root: Path) -> bool:
    """Finish a switch that a killed process had decided on; say whether there was one.

    Raises
    ------
    DataFileError
        When the files cannot be moved into place.
    """
    journal = root / FOLDER / JOURNAL
    if not journal.exists():
        return False
    with alone(root):
        if journal.exists():
            _finish(root)
    return True


def _finish(root: Path) -> None:
    folder = root / FOLDER
    names: dict[str, str] = json.loads((folder / JOURNAL).read_bytes())
    for relative, name in names.items():
        staged, target = folder / STAGED / name, root / relative
        if staged.exists():
            target.parent.mkdir(parents=True, exist_ok=True)
            staged.replace(target)
    for parent in {(root / relative).parent for relative in names}:
        _settle(parent)
    (folder / JOURNAL).unlink()
    shutil.rmtree(folder, ignore_errors=True)


def _write_through(file: BinaryIO, content: bytes) -> None:
    file.write(content)
    file.flush()
    os.fsync(file.fileno())


def _settle(folder: Path) -> None:
    """Have a folder's entries on disk, where the system allows a folder to be opened."""
    if sys.platform == "win32":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _wait_for(handle: int) -> None:
    until = time.monotonic() + PATIENCE_S
    while not _locked(handle):
        if time.monotonic() > until:
            raise DataFileError(
                Problem(
                    LOCK,
                    "another refresh or import that is still at work",
                    "one at a time",
                    "Wait until it has ended, then try again.",
                )
            )
        time.sleep(PAUSE_S)


def _locked(handle: int) -> bool:
    try:
        if sys.platform == "win32":
            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        else:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True
