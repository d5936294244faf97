"""Deleting or damaging any file of data or geography gives a message with name and remedy."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from explorer import areas, neighbourhoods, registry, store
from explorer.areas import sets
from explorer.errors import ExplorerError, Problem
from explorer.sources import borough_geography
from explorer.upkeep import changes, freshness
from explorer.upkeep import declared as refreshed
from explorer.views.evidence import declared
from explorer.views.outcomes import ambitions
from explorer.views.stories import reading as stories

HOME = store.root()
FILES = sorted(
    path.relative_to(HOME).as_posix()
    for folder in ("data", "geo")
    for path in (HOME / folder).rglob("*")
    if path.suffix in {".csv", ".yaml", ".json", ".geojson", ".js"} and "build" not in path.parts
)
# Described for others; the explorer itself does not read it, and test_tables.py checks it.
UNREAD = {"data/datapackage.json"}


def _loader(file: str) -> Callable[[], object]:
    if file.startswith("data/tables/"):
        return lambda: registry.table(Path(file).name)
    if file.startswith("data/extras/"):
        return lambda: registry.extra(Path(file).stem)
    if file.startswith("data/indicators/"):
        return registry.declared
    if file.startswith("data/stories/"):
        return lambda: stories.story(Path(file).stem)
    return {
        "data/ambitions.yaml": ambitions.names,
        "data/changes.csv": changes.held,
        "data/evidence.yaml": declared.load,
        "data/freshness.json": freshness.held,
        "data/manifest.json": store.manifest,
        "data/neighbourhoods.yaml": neighbourhoods.defined,
        "data/new-borough.yaml": borough_geography.declared,
        "data/notes.yaml": registry.notes,
        "data/places.yaml": registry.places,
        "data/refresh.yaml": refreshed.held,
        "data/sources.yaml": registry.declared_sources,
    }.get(file, lambda: _refuse(areas.check()))


def _refuse(problems: list[Problem]) -> None:
    if problems:
        raise ExplorerError(problems)


def _forget() -> None:
    geography = (sets, areas.checking, areas.places, areas.naming)
    for module in (store, registry, neighbourhoods, *geography, declared, refreshed, ambitions):
        for member in vars(module).values():
            if hasattr(member, "cache_clear"):
                member.cache_clear()


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = tmp_path_factory.mktemp("home")
    for folder in ("data", "geo"):
        shutil.copytree(HOME / folder, home / folder, ignore=shutil.ignore_patterns("build"))
    return home


@pytest.fixture(autouse=True)
def elsewhere(copy: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("EXPLORER_HOME", str(copy))
    _forget()
    yield
    monkeypatch.undo()
    _forget()


def _cases() -> Iterator[tuple[str, str]]:
    for file in FILES:
        if file in UNREAD:
            continue
        # An indicator that is gone is simply not offered; `explorer check` misses its table's use.
        if not file.startswith("data/indicators/"):
            yield file, "delete"
        yield file, "cut short"


@pytest.mark.parametrize(("file", "damage"), list(_cases()))
def test_fault_is_named_with_its_remedy(copy: Path, file: str, damage: str) -> None:
    target = copy / file
    whole = target.read_bytes()
    try:
        if damage == "delete":
            target.unlink()
        else:
            target.write_bytes(b"\x00{[" + whole[: len(whole) // 2])
        with pytest.raises(ExplorerError) as caught:
            _loader(file)()
        named = [problem for problem in caught.value.problems if file in problem.where]
        assert named, [problem.where for problem in caught.value.problems]
        assert all(problem.fix for problem in named)
    finally:
        target.write_bytes(whole)
