"""Names as people write them, resolved to codes."""

from __future__ import annotations

import re
from functools import cache

from rapidfuzz import fuzz, process

from explorer.areas import places, sets
from explorer.areas.joining import belonging, listed
from explorer.errors import Problem, UnknownAreaError
from explorer.model import AreaKind

NEAREST = 3
CODE = re.compile(r"[A-Za-z]\d{8}")
"""Letter and digits of the codes that the Office for National Statistics gives to areas."""
# Two wards of different sets are the same ward renamed when each holds this share of the other.
SAME_WARD = 0.85


def resolve(name: str, area_set: str) -> str:
    """Return the code of an area of a set, given its code or its name.

    Case, apostrophes, full stops and commas do not matter, nor `&` against `and` or `Saint`
    against `St`. The old name of a ward that was only renamed leads to its new self; the name of
    one that was redrawn does not.

    Raises
    ------
    UnknownAreaError
        When the set has no such area; names the nearest, or says to which set the area belongs.
        When the name stands for several areas; lists them.
    """
    held = sets.names(area_set)
    code = name.strip().upper()
    if code in held:
        return code
    if sets.sets_of(code):
        raise _unknown(sets.name_of(code), area_set, belonging(code, area_set))
    found = _codes_by_name(area_set).get(plain(name), ())
    if not found:
        found = _renamed(name, area_set)
    if len(found) > 1:
        several = listed(f"{one} {held[one]}" for one in found)
        raise _unknown(name, area_set, f"'{name}', which stands for {several}", "Give the code.")
    if not found:
        raise _unknown(name, area_set, f"'{name}'{_history(name, area_set)}")
    return found[0]


def plain(name: str) -> str:
    """Write a name without case or punctuation: "St. Anne's" as 'st annes'."""
    words = re.sub(r"['’.]", "", name.casefold().replace("&", " and "))
    words = re.sub(r"[^\w]+", " ", words)
    return re.sub(r"\bsaint\b", "st", words).strip()


@cache
def _codes_by_name(area_set: str) -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for code, name in sets.names(area_set).items():
        found[plain(name)] = (*found.get(plain(name), ()), code)
    return found


def _renamed(name: str, area_set: str) -> tuple[str, ...]:
    """Return the areas of a set that are the same as one of that name in another set."""
    found: set[str] = set()
    for other, code in _elsewhere(name, area_set):
        if not places.has_crosswalk(other, area_set) or not places.has_crosswalk(area_set, other):
            continue
        forwards, backwards = (
            places.crosswalk(*pair).set_index(["from_code", "to_code"])["weight"]
            for pair in ((other, area_set), (area_set, other))
        )
        found |= {
            successor
            for successor, share in forwards.loc[code].items()
            if share >= SAME_WARD and backwards.loc[successor, code] >= SAME_WARD
        }
    return tuple(sorted(found))


def _history(name: str, area_set: str) -> str:
    for other, code in _elsewhere(name, area_set):
        noun = sets.area_set(other).noun
        if places.has_crosswalk(other, area_set):
            walk = places.crosswalk(other, area_set)
            largest = walk[walk["from_code"] == code].nlargest(1, "weight").iloc[0]
            successor = sets.names(area_set)[largest["to_code"]]
            return (
                f", in {other} a {noun} with other boundaries "
                f"({largest['weight']:.0%} of its postcodes lie in {successor})"
            )
        return f", in {other} a {noun}"
    return ""


def _elsewhere(name: str, area_set: str) -> list[tuple[str, str]]:
    return [
        (other.id, code)
        for other in sets.area_sets().values()
        if other.kind is not AreaKind.CONTEXT and other.id != area_set
        for code in _codes_by_name(other.id).get(plain(name), ())
        if other.id in sets.sets_of(code)
    ]


def _unknown(name: str, area_set: str, found: str, fix: str = "") -> UnknownAreaError:
    whole = sets.area_set(area_set)
    is_code = bool(CODE.fullmatch(name.strip()))
    held = sets.names(area_set)
    choices = {code: plain(code if is_code else label) for code, label in held.items()}
    nearest = process.extract(plain(name), choices, scorer=fuzz.WRatio, limit=NEAREST)
    names = [f"{held[code]} ({code})" for _, _, code in nearest]
    return UnknownAreaError(
        Problem(
            where=whole.noun,
            found=found,
            expected=f"a code or name of {area_set}",
            fix=fix or f"The nearest {'codes' if is_code else 'names'} are {', '.join(names)}.",
        )
    )
