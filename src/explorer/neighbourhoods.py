"""Neighbourhoods as lists of areas: those of `data/neighbourhoods.yaml`, and a reader's own.

The file holds a working definition that anyone may edit; what is made of it says so.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import yaml

from explorer import areas, store
from explorer.errors import DataFileError, ExplorerError, Problem, SelectionError
from explorer.keeping import shared

FILE = "data/neighbourhoods.yaml"
OWN = "own"
OWN_NAME = "Your neighbourhood"
OWN_MARK = "your own"
LONGEST_NAME = 80
SHAPE = "area_set, small_area_set, and neighbourhoods each with id, name, short_name and areas"


@dataclass(frozen=True)
class Neighbourhood:
    """Areas taken together under a name.

    Attributes
    ----------
    id : str
        A word for links; 'own' for one that a reader made.
    name, short_name : str
    codes : tuple of str
        Codes of its areas, in the order of their set.
    area_set : str
        The set that all its areas belong to.
    """

    id: str
    name: str
    short_name: str
    codes: tuple[str, ...]

    @property
    def area_set(self) -> str:
        return set_of(self.codes)

    @property
    def is_own(self) -> bool:
        """Whether a reader made it, rather than the working definition."""
        return self.id == OWN


@shared
def defined() -> dict[str, Neighbourhood]:
    """Return the neighbourhoods of the working definition by id, in the file's order.

    Raises
    ------
    DataFileError
        When the file breaks its shape, names an area that the set does not hold, or has an id
        twice; every fault at once.
    """
    content = store.read_yaml(FILE)
    problems: list[Problem] = []
    found: dict[str, Neighbourhood] = {}
    if not isinstance(content, dict) or not isinstance(content.get("neighbourhoods"), list):
        raise DataFileError(
            Problem(FILE, "another shape", SHAPE, "Restore it from version control.")
        )
    for number, entry in enumerate(content["neighbourhoods"], 1):
        try:
            one = _entry(entry, f"{FILE}, neighbourhood {number}")
        except ExplorerError as error:
            problems += error.problems
            continue
        if one.id in found or one.is_own:
            problems.append(
                Problem(
                    f"{FILE}, neighbourhood {number}",
                    f"the id '{one.id}'",
                    f"an id of its own, other than '{OWN}'",
                    "Give it another id.",
                )
            )
        found[one.id] = one
    if problems:
        raise DataFileError(problems)
    return found


@shared
def area_set() -> str:
    """Return the id of the area set of which neighbourhoods are made."""
    return _declared("area_set")


@shared
def small_area_set() -> str:
    """Return the id of the small areas of which a reader may draw a neighbourhood."""
    return _declared("small_area_set")


def set_of(codes: Iterable[str]) -> str:
    """Return the set, of the two of which neighbourhoods are made, that holds every code.

    Raises
    ------
    SelectionError
        When areas of both are mixed.
    """
    large = areas.codes(area_set())
    of_each = {area_set() if code in large else small_area_set() for code in codes}
    if len(of_each) == 1:
        return of_each.pop()
    both = [areas.area_set(identifier).nouns for identifier in (area_set(), small_area_set())]
    raise SelectionError(
        Problem(
            "neighbourhood",
            f"{both[0]} and {both[1]} together",
            "areas of one kind",
            f"Choose either {both[0]} or {both[1]}.",
        )
    )


def check() -> list[Problem]:
    """Return every problem of the working definition; none means that all is well."""
    try:
        defined()
    except ExplorerError as error:
        return list(error.problems)
    return []


def own(names: Iterable[str], name: str = "") -> Neighbourhood:
    """Make a neighbourhood of areas given by code or name.

    Raises
    ------
    SelectionError
        When no area is given, kinds of area are mixed, or the name is too long.
    UnknownAreaError
        When neither set has such an area; names the nearest.
    """
    codes = {_resolve(str(one)) for one in names}
    if not codes:
        nouns = areas.area_set(area_set()).nouns
        raise SelectionError(
            Problem("neighbourhood", f"no {nouns}", "at least one", f"Choose some {nouns}.")
        )
    ordered = _ordered(codes)
    title = name.strip() or OWN_NAME
    if len(title) > LONGEST_NAME:
        raise SelectionError(
            Problem(
                "name of the neighbourhood",
                f"{len(title)} characters",
                f"{LONGEST_NAME} at most",
                "Choose a shorter name.",
            )
        )
    if title in {name for one in defined().values() for name in (one.name, one.short_name)}:
        # Two of one name could not be told apart when they are set side by side.
        title = f"{title} ({OWN_MARK})"
    return Neighbourhood(OWN, title, title, ordered)


def find(text: str) -> Neighbourhood:
    """Return a neighbourhood by id or name, or one of areas listed with commas.

    Raises
    ------
    SelectionError, UnknownAreaError
        When it is neither; says what there is.
    """
    wanted = text.strip().casefold()
    for one in defined().values():
        if wanted in (one.id.casefold(), one.name.casefold(), one.short_name.casefold()):
            return one
    try:
        return own(part for part in text.split(",") if part.strip())
    except ExplorerError as error:
        known = "; ".join(f"{one.id} ({one.name})" for one in defined().values())
        kinds = f"{area_set()} or {small_area_set()}"
        raise SelectionError(
            [
                *error.problems,
                Problem(
                    "neighbourhood",
                    f"'{text}'",
                    f"one of {known}, or areas of {kinds} separated by commas",
                    "Give a name or a list.",
                ),
            ]
        ) from error


def to_yaml(one: Neighbourhood) -> str:
    """Write a neighbourhood as a small file that `from_yaml` reads and a person can edit."""
    names = [areas.name_of(code) for code in one.codes]
    content = {"name": one.name, "area_set": one.area_set, "areas": names}
    return yaml.safe_dump(content, allow_unicode=True, sort_keys=False)


def from_yaml(text: str) -> Neighbourhood:
    """Read a neighbourhood that `to_yaml` wrote.

    Raises
    ------
    SelectionError, UnknownAreaError
        When the text is no such file, or names areas that the set does not hold.
    """
    try:
        content = yaml.safe_load(text)
    except yaml.YAMLError as error:
        raise _not_a_file(" ".join(str(error).split())[:120]) from error
    if not isinstance(content, dict) or not isinstance(content.get("areas"), list):
        raise _not_a_file("no list of areas")
    if content.get("area_set", area_set()) not in (area_set(), small_area_set()):
        raise _not_a_file(f"areas of {content['area_set']}")
    return own(map(str, content["areas"]), str(content.get("name") or ""))


def _resolve(name: str) -> str:
    """Return the code of a small area where the name is exactly one, else of an area of the set."""
    small = name.strip() in _small_areas()
    return areas.resolve(name, small_area_set() if small else area_set())


@shared
def _small_areas() -> frozenset[str]:
    """Return codes and names of the small areas."""
    codes = areas.codes(small_area_set())
    return frozenset([*codes, *map(areas.name_of, codes)])


def _declared(key: str) -> str:
    return areas.area_set(str((store.read_yaml(FILE) or {}).get(key, ""))).id


def _not_a_file(found: str) -> SelectionError:
    return SelectionError(
        Problem(
            "neighbourhood file",
            found,
            f"name, area_set: {area_set()} or {small_area_set()}, and areas: a list of names or "
            "codes",
            "Save a neighbourhood first to see such a file.",
        )
    )


def _entry(entry: Any, where: str) -> Neighbourhood:
    keys = ("id", "name", "short_name", "areas")
    if not isinstance(entry, dict) or sorted(entry) != sorted(keys):
        raise DataFileError(Problem(where, f"{entry!r}"[:80], ", ".join(keys), "Correct the keys."))
    listed = entry["areas"]
    if not isinstance(listed, list) or not listed:
        raise DataFileError(Problem(where, f"{listed!r}"[:80], "a list of areas", "List some."))
    problems: list[Problem] = []
    codes: list[str] = []
    for name in listed:
        try:
            codes.append(areas.resolve(str(name), area_set()))
        except ExplorerError as error:
            problems += [Problem(where, p.found, p.expected, p.fix) for p in error.problems]
    if problems:
        raise DataFileError(problems)
    if len(set(codes)) < len(codes):
        raise DataFileError(Problem(where, "an area twice", "each once", "Remove one of them."))
    return Neighbourhood(
        str(entry["id"]), str(entry["name"]), str(entry["short_name"]), _ordered(set(codes))
    )


def _ordered(codes: set[str]) -> tuple[str, ...]:
    return tuple(code for code in areas.codes(set_of(codes)) if code in codes)
