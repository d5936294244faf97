"""Age bands as people write them, and whether they lie side by side."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import pairwise

from explorer.intake.numbers import DATE

OPEN = None
Band = tuple[int, int | None]
UNDER = re.compile(r"(?:<|under|less than|below)\s*(\d{1,3})", re.IGNORECASE)
OVER = re.compile(r"(\d{1,3})\s*(?:\+|plus|and over|and above|or over|or more|over)", re.IGNORECASE)
OVER_FIRST = re.compile(r"(?:>=|≥)\s*(\d{1,3})")
SPAN = re.compile(r"(\d{1,3})\s*(?:-|–|to|_)\s*(\d{1,3})")
SINGLE = re.compile(r"(\d{1,3})(?:\.0)?")
AFFIX = re.compile(r"\b(aged?|ages|years?|yrs?|old)\b\.?", re.IGNORECASE)
OLDEST = 120


def parse(text: str) -> Band | None:
    """Read an age band as its first and last year, the last None where it is open; None if none.

    '0', '<1', 'under 1', '1-4', 'Aged 5 to 9 years', '85+', '90 and over'.
    """
    given = " ".join(AFFIX.sub(" ", text).split())
    if found := UNDER.fullmatch(given):
        band: Band = (0, int(found[1]) - 1)
    elif found := OVER.fullmatch(given) or OVER_FIRST.fullmatch(given):
        band = (int(found[1]), OPEN)
    elif found := SPAN.fullmatch(given):
        band = (int(found[1]), int(found[2]))
    elif found := SINGLE.fullmatch(given):
        band = (int(found[1]), int(found[1]))
    else:
        return None
    first, last = band
    return band if first <= OLDEST and (last is None or first <= last <= OLDEST) else None


def is_date(text: str) -> bool:
    """Say whether a band looks like a date, as spreadsheets make of 5-9 and 10-14."""
    return bool(DATE.fullmatch(text))


def gaps(bands: Iterable[Band]) -> list[str]:
    """Say where bands do not lie side by side from birth to an open last one."""
    ordered = sorted(set(bands), key=lambda band: (band[0], OLDEST if band[1] is None else band[1]))
    found = []
    if ordered and ordered[0][0] != 0:
        found.append(f"no ages below {ordered[0][0]}")
    for (first, last), (following, _) in pairwise(ordered):
        if last is None or following <= last:
            found.append(f"{written((first, last))} and a band from {following}, which overlap")
        elif following > last + 1:
            found.append(f"nothing between {last} and {following}")
    if ordered and ordered[-1][1] is not None:
        found.append(f"{written(ordered[-1])} as the last band")
    return found


def written(band: Band) -> str:
    """Write a band as this project does: '0', '1-4', '90+'."""
    first, last = band
    if last is None:
        return f"{first}+"
    return f"{first}" if first == last else f"{first}-{last}"
