"""A copy of the project's data to change, with everything that was read before forgotten."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
import yaml

from explorer import registry, store
from explorer.upkeep import declared

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


def keep_only(indicators: set[str], refreshed: set[str]) -> None:
    """Cut the project worked in down to some indicators, so that checking it takes no time."""
    home = store.root()
    for file in (home / "data/indicators").glob("*.yaml"):
        if file.stem not in indicators:
            file.unlink()
    shutil.rmtree(home / "data/stories", ignore_errors=True)
    (home / "data/stories").mkdir()
    forget_all()
    tables = {series.table for one in registry.declared().values() for series in one.series}
    for file in (home / "data/tables").glob("*.csv"):
        if file.name not in tables:
            file.unlink()
    sources = yaml.safe_load((home / declared.FILE).read_text("utf-8"))
    kept = {name: one for name, one in sources.items() if name in refreshed}
    (home / declared.FILE).write_text(yaml.safe_dump(kept), "utf-8")
    store.seal()
    forget_all()


@contextmanager
def at(home: Path) -> Iterator[Path]:
    """Have the explorer work in a folder."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("EXPLORER_HOME", str(home))
        forget_all()
        yield store.root()
    forget_all()
