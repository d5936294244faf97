"""A whole project folder for any English boroughs, from the same official sources."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from explorer import registry
from explorer.errors import ExplorerError, Problem, SelectionError
from explorer.sources import borough_figures, borough_geography, borough_maps, releases
from explorer.sources.fetching import Fetcher
from explorer.sources.releases import Obtained, Scope
from explorer.upkeep import declared
from explorer.upkeep.declared import BoundarySource

CODE = re.compile(r"E0[6-9]\d{6}")
PARTIAL = ".partial"


@dataclass(frozen=True)
class Made:
    """A project folder that was written.

    Attributes
    ----------
    folder : Path
    title : str
        The boroughs' names.
    wards, indicators : int
        How many it has.
    left_out : tuple of Problem
        Why sources are missing, one a cause.
    """

    folder: Path
    title: str
    wards: int
    indicators: int
    left_out: tuple[Problem, ...]


def make(
    codes: Sequence[str],
    folder: Path,
    fetcher: Fetcher,
    day: date,
    check: Callable[[Path], None],
) -> Made:
    """Fetch boundaries and figures of some boroughs and write a project folder, or nothing at all.

    Parameters
    ----------
    codes : sequence of str
        GSS codes of English local authorities of one region.
    folder : Path
        Where to write; it must not be there yet, or be empty.
    fetcher : Fetcher
    day : datetime.date
    check : callable
        Proves the folder whole before it gets its name; raises if it is not.

    Raises
    ------
    SelectionError
        When a code is none, or the folder is in use.
    SourceError
        When boundaries cannot be fetched. Figures that cannot be are left out and named.
    """
    _refuse(codes, folder)
    services = borough_geography.declared()
    geography = borough_geography.fetch(fetcher, list(dict.fromkeys(codes)), services)
    own = {name: tuple(layer["area_code"]) for name, layer in geography.layers.items()}
    # What this project's series on its own wards are, the new project's are on its.
    own[borough_figures.here()] = own[services.ward_set]
    scope = Scope(geography.places, own.__getitem__)
    obtained, left_out = _figures(fetcher, scope)
    partial = folder.with_name(f"{folder.name}{PARTIAL}")
    shutil.rmtree(partial, ignore_errors=True)
    try:
        borough_maps.write(partial, services, geography)
        borough_figures.write(partial, geography, obtained, services.ward_set, day)
        check(partial)
        if folder.exists():
            folder.rmdir()
        partial.rename(folder)
    finally:
        shutil.rmtree(partial, ignore_errors=True)
    indicators = {release.indicator for one in obtained.values() for release in one.releases}
    wards = len(own[services.ward_set])
    return Made(folder, geography.places.title, wards, len(indicators), left_out)


def _figures(fetcher: Fetcher, scope: Scope) -> tuple[dict[str, Obtained], tuple[Problem, ...]]:
    found: dict[str, Obtained] = {}
    left_out: list[Problem] = []
    for name, source in declared.held().items():
        if isinstance(source, BoundarySource):
            continue
        try:
            found[name] = releases.obtain(fetcher, source, scope)
        except ExplorerError as error:
            left_out += error.problems
    return found, tuple(left_out)


def _refuse(codes: Sequence[str], folder: Path) -> None:
    wrong = [code for code in codes if not CODE.fullmatch(code)]
    if wrong or not codes:
        example = registry.places().boroughs[0].code
        raise SelectionError(
            Problem(
                "borough",
                f"'{', '.join(wrong)}'" if wrong else "none",
                f"GSS codes of English local authorities, such as {example}",
                "Look the code up on the Open Geography Portal.",
            )
        )
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise SelectionError(
            Problem("--out", f"'{folder}', which is in use", "a new folder", "Choose another name.")
        )
