"""A copy of the project's data to change, with everything that was read before forgotten."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from explorer import store

PROJECT = Path(__file__).resolve().parents[2]


def forget_all() -> None:
    """Empty every cache of the explorer's modules."""
    for name, module in list(sys.modules.items()):
        if name == "explorer" or name.startswith("explorer."):
            for member in list(vars(module).values()):
                if hasattr(member, "cache_clear") and not isinstance(member, type):
                    member.cache_clear()


def copy(home: Path) -> Path:
    """Copy `data/` to change it; `geo/` is only linked, for nothing writes there."""
    shutil.copytree(PROJECT / "data", home / "data", ignore=shutil.ignore_patterns("build", ".*"))
    (home / "geo").symlink_to(PROJECT / "geo")
    return home


@contextmanager
def at(home: Path) -> Iterator[Path]:
    """Have the explorer work in a folder."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("EXPLORER_HOME", str(home))
        forget_all()
        yield store.root()
    forget_all()
