"""Headings that name a period, a sex or an age beside what is measured: 'Deaths 2019', 'F0'."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from explorer.intake import ages, periods, sexes
from explorer.intake.ages import Band
from explorer.intake.model import Role

MOST_WORDS = 5
LONGEST = 120
FEWEST_BANDS = 3
# An underscore between digits may be part of a span: 'deaths_5_9'.
APART = re.compile(r"[\s,;:()\[\]]+|(?<!\d)_|_(?!\d)")
YEAR_BEHIND = re.compile(r"(?<=[A-Za-z])(?=(?:19|20)\d\d(?!\d))")
# As the Office for National Statistics heads single years of age: F0 to F90, M0 to M90.
SEX_AND_AGE = re.compile(r"([FM])(\d{1,3}\+?)")
SAYING_NOTHING = ("year", "years", "calendar year", "financial year", "fy", "period", "sex", "age")
KINDS = (Role.PERIOD, Role.SEX, Role.AGE)


@dataclass(frozen=True)
class Heading:
    """What a heading says.

    Attributes
    ----------
    keys : tuple of (Role, str)
        Period, sex and age that it names, in the words in which it does.
    measure : str
        The other words; '' where there are none.
    """

    keys: tuple[tuple[Role, str], ...]
    measure: str

    @property
    def kinds(self) -> tuple[Role, ...]:
        return tuple(role for role, _ in self.keys)


def parse(headings: Iterable[str]) -> list[Heading]:
    """Read headings that belong to one table.

    A word for a sex counts only where both men and women are named, and a number for an age only
    where at least three bands are that do not overlap: 'All causes' and 'Lower 95' are measures.
    """
    given = list(headings)
    found = [_parse(heading, KINDS) for heading in given]
    kinds = {Role.PERIOD}
    if {"male", "female"} <= {sexes.parse(word) for word in _of(found, Role.SEX)}:
        kinds.add(Role.SEX)
    bands = {band for word in _of(found, Role.AGE) if (band := ages.parse(word))}
    if _lie_side_by_side(bands):
        kinds.add(Role.AGE)
    return [_parse(heading, kinds) for heading in given]


def _of(found: Iterable[Heading], role: Role) -> list[str]:
    return [word for heading in found for of, word in heading.keys if of is role]


def _lie_side_by_side(bands: Collection[Band]) -> bool:
    """Say whether there are bands enough, and no two of them share an age."""
    if len(bands) < FEWEST_BANDS:
        return False
    are_spans = any(first != last for first, last in bands) or (0, 0) in bands
    return are_spans and not any("overlap" in gap for gap in ages.gaps(bands))


def _parse(heading: str, kinds: Collection[Role]) -> Heading:
    if {Role.SEX, Role.AGE} <= set(kinds) and (both := SEX_AND_AGE.fullmatch(heading.strip())):
        return Heading(((Role.SEX, both[1]), (Role.AGE, both[2])), "")
    if len(heading) > LONGEST:
        return Heading((), heading)
    left = [word for word in APART.split(YEAR_BEHIND.sub(" ", heading)) if word]
    keys = []
    for kind in KINDS:
        if kind in kinds and (span := _longest(left, kind)):
            start, end = span
            keys.append((kind, " ".join(left[start:end])))
            left[start:end] = []
    measure = " ".join(left).strip(" -–")
    return Heading(tuple(keys), "" if measure.casefold() in SAYING_NOTHING else measure)


def _longest(words: list[str], kind: Role) -> tuple[int, int] | None:
    """Return where the longest run of words stands that can be read as a period, sex or age."""
    for length in range(min(MOST_WORDS, len(words)), 0, -1):
        for start in range(len(words) - length + 1):
            text = " ".join(words[start : start + length])
            if _can_be(text, kind, alone=length == len(words)):
                return start, start + length
    return None


def _can_be(text: str, kind: Role, *, alone: bool) -> bool:
    if kind is Role.PERIOD:
        return periods.parse(text) is not None
    if kind is Role.AGE:
        return ages.parse(text) is not None
    return (alone or len(text) > 1) and sexes.parse(text) is not None
