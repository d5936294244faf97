"""Which column says what: by the words of its heading and by what stands in it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from rapidfuzz import fuzz

from explorer.errors import Problem
from explorer.intake import ages, areas_of, numbers, periods, sexes
from explorer.intake.model import Content, Role
from explorer.intake.readers import Sheet
from explorer.model import Period
from explorer.views import words

CLOSE_ENOUGH = 84
# A heading that says so is believed, so that what stands beneath it is named as no number.
CERTAIN = 95
MOSTLY = 0.5
LOOKED_AT = 500
MOST_GROUPS = 30
NUMBERS_OF_ROWS = ("id", "fid", "no", "objectid")

HEADINGS: Mapping[Role, tuple[str, ...]] = {
    Role.AREA: (
        "area code",
        "area",
        "ward code",
        "ward",
        "gss code",
        "geography code",
        "lsoa code",
        "lsoa",
        "lsoa21cd",
        "msoa code",
        "msoa",
        "msoa21cd",
        "wd22cd",
        "wd24cd",
        "postcode",
        "post code",
        "area name",
        "ward name",
        "neighbourhood",
        "borough",
    ),
    Role.LOWER: (
        "lower 95",
        "lower",
        "lci",
        "lower ci",
        "lower limit",
        "lower confidence limit",
        "lower ci 95.0 limit",
        "95 lower",
        "ci lower",
    ),
    Role.UPPER: (
        "upper 95",
        "upper",
        "uci",
        "upper ci",
        "upper limit",
        "upper confidence limit",
        "upper ci 95.0 limit",
        "95 upper",
        "ci upper",
    ),
    Role.NUMERATOR: (
        "numerator",
        "count",
        "number",
        "deaths",
        "number of deaths",
        "cases",
        "events",
        "observed",
        "reached",
        "screened",
        "admissions",
    ),
    Role.DENOMINATOR: (
        "denominator",
        "population",
        "person years",
        "eligible",
        "residents",
        "list size",
        "mid year population",
    ),
    Role.VALUE: (
        "value",
        "rate",
        "percentage",
        "percent",
        "per cent",
        "score",
        "estimate",
        "mean",
        "average",
        "prevalence",
        "coverage",
        "uptake",
        "proportion",
        "index",
        "life expectancy",
    ),
    Role.PERIOD: (
        "period",
        "year",
        "years",
        "time period",
        "date",
        "financial year",
        "month",
        "reporting period",
    ),
    Role.SEX: ("sex", "gender"),
    Role.AGE: ("age", "age band", "age group", "ages", "age range"),
    Role.GROUP: ("group", "ethnic group", "ethnicity", "category", "breakdown"),
    Role.PARTNER: ("partner", "organisation", "provider", "site", "practice", "team", "label"),
    Role.CONTROL: ("control", "is control", "control group", "comparison group", "arm"),
    Role.NOTE: ("note", "notes", "value note", "comment", "remarks"),
}
BEFORE = re.compile(r"\b(before|baseline|start|first|pre|t1|time 1)\b")
AFTER = re.compile(r"\b(after|follow ?up|end|second|post|later|t2|time 2)\b")
DATED = re.compile(r"(19|20)\d\d")
ELIGIBLE = re.compile(r"\b(eligible|population|denominator|invited|list)\b")
REACHED = re.compile(r"\b(reached|screened|seen|attended|numerator|vaccinated|uptake|coverage)\b")
TWICE: Mapping[Role, tuple[re.Pattern[str], int]] = {
    Role.ELIGIBLE_BEFORE: (ELIGIBLE, 0),
    Role.ELIGIBLE_AFTER: (ELIGIBLE, 1),
    Role.REACHED_BEFORE: (REACHED, 0),
    Role.REACHED_AFTER: (REACHED, 1),
}
NUMERIC = frozenset((Role.VALUE, Role.LOWER, Role.UPPER, Role.NUMERATOR, Role.DENOMINATOR, *TWICE))
BELIEVED = NUMERIC | {Role.PERIOD, Role.SEX, Role.AGE}


@dataclass(frozen=True)
class Recognised:
    """Which column, from 0, is taken for what; and what could not be decided."""

    columns: Mapping[Role, int]
    problems: tuple[Problem, ...] = ()

    def __contains__(self, role: Role) -> bool:
        return role in self.columns


def recognise(
    sheet: Sheet, chosen: Iterable[tuple[Role, str]] = (), passed_over: Iterable[int] = ()
) -> Recognised:
    """Decide what each column says.

    Parameters
    ----------
    chosen : iterable of (Role, str)
        What a reader corrected: the heading of a role's column, '' for none.
    passed_over : iterable of int
        Columns, from 0, that are not to be looked at.

    Returns
    -------
    Recognised
        With a problem for a heading chosen that is not there, and where several columns of
        numbers could be the value.
    """
    given = dict(chosen)
    problems = tuple(_unknown(sheet, given))
    fixed = {r: sheet.headings.index(h) for r, h in given.items() if h in sheet.headings}
    taken = {*fixed.values(), *passed_over}
    found: dict[Role, int] = dict(fixed)
    for role, column in _twice_dated(sheet, taken).items():
        if role not in given:
            found[role] = column
    taken |= set(found.values())
    if all(role in found for role in TWICE):
        wanted = [role for role in HEADINGS if role not in (Role.PARTNER, Role.CONTROL)]
        given = {**dict.fromkeys(wanted, ""), **given}
    if Role.AREA not in given and (area := _area(sheet, taken)) is not None:
        found[Role.AREA] = area
        taken.add(area)
    for _, role, column in sorted(_candidates(sheet, taken, given), reverse=True):
        if role not in found and column not in found.values():
            found[role] = column
    if not _has_figures(found) and Role.VALUE not in given:
        return _lone_value(sheet, found, taken, problems)
    return Recognised(found, problems)


def content(sheet: Sheet, columns: Mapping[Role, int]) -> Content:
    """Decide what kind of file it is, from what its columns say."""
    if all(role in columns for role in TWICE):
        return Content.BEFORE_AFTER
    counts = Role.NUMERATOR in columns and Role.DENOMINATOR in columns
    if counts and Role.AGE in columns and Role.VALUE not in columns and _of_deaths(sheet, columns):
        return Content.DEATHS
    if counts and Role.PERIOD in columns and (Role.PARTNER in columns or Role.CONTROL in columns):
        return Content.BEFORE_AFTER
    if not _has_figures(columns) or _is_postcodes(sheet, columns):
        return Content.PEOPLE
    if counts and Role.VALUE not in columns:
        return Content.COUNTS
    return Content.FIGURES


def _of_deaths(sheet: Sheet, columns: Mapping[Role, int]) -> bool:
    return "death" in sheet.headings[columns[Role.NUMERATOR]].casefold()


def _is_postcodes(sheet: Sheet, columns: Mapping[Role, int]) -> bool:
    if Role.AREA not in columns:
        return False
    return areas_of.recognised(sheet.column(columns[Role.AREA]))[0] is areas_of.Kind.POSTCODE


def _has_figures(columns: Mapping[Role, int]) -> bool:
    return bool({Role.VALUE, Role.NUMERATOR, *TWICE} & set(columns))


def _unknown(sheet: Sheet, given: Mapping[Role, str]) -> Iterable[Problem]:
    for role, heading in given.items():
        if heading and heading not in sheet.headings:
            yield Problem(
                f"column for {role}",
                f"'{heading}'",
                f"one of {', '.join(sheet.headings)}",
                "Choose one of the file's headings.",
            )


def _area(sheet: Sheet, taken: set[int]) -> int | None:
    """Return the column that names areas: codes before postcodes before names."""
    order = (areas_of.Kind.NAME, areas_of.Kind.POSTCODE, areas_of.Kind.CODE)
    found: list[tuple[bool, int, float, float, int]] = []
    for column, heading in enumerate(sheet.headings):
        if column in taken:
            continue
        kind, share = areas_of.recognised(sheet.column(column))
        alike = _likeness(heading, Role.AREA)
        likely = alike >= CLOSE_ENOUGH
        if share >= areas_of.FEWEST_RECOGNISED or (likely and share > 0):
            mostly = share >= areas_of.FEWEST_RECOGNISED
            found.append((mostly, order.index(kind), alike, share, -column))
    if found:
        return -max(found)[-1]
    headed = [
        column
        for column, heading in enumerate(sheet.headings)
        if column not in taken and _likeness(heading, Role.AREA) >= CLOSE_ENOUGH
    ]
    return headed[0] if headed else None


def _candidates(
    sheet: Sheet, taken: set[int], given: Mapping[Role, str]
) -> Iterable[tuple[float, Role, int]]:
    for column, heading in enumerate(sheet.headings):
        if column in taken:
            continue
        for role in HEADINGS:
            likeness = _likeness(heading, role)
            if role is Role.AREA or role in given or likeness < CLOSE_ENOUGH:
                continue
            if _fits(sheet, column, role) or (role in BELIEVED and likeness >= CERTAIN):
                yield likeness, role, column


def _fits(sheet: Sheet, column: int, role: Role) -> bool:
    """Say whether what stands in a column can be what its heading says."""
    text = sheet.column(column)[:LOOKED_AT]
    filled = text[text != ""]
    if role in NUMERIC:
        return numbers.share(text) >= MOSTLY
    readers = {Role.PERIOD: periods.parse, Role.AGE: ages.parse, Role.SEX: sexes.parse}
    if role in readers and len(filled):
        read = readers[role]
        return sum(read(word) is not None for word in filled) >= MOSTLY * len(filled)
    if role in (Role.GROUP, Role.CONTROL):
        return 0 < filled.nunique() <= MOST_GROUPS
    return True


def _likeness(heading: str, role: Role) -> float:
    """Score how like a role's usual headings a heading is, 0 to 100.

    A heading that begins or ends with one of them, such as 'Rate per 1,000', scores just enough.
    """
    given = plain(heading)
    best = max(fuzz.ratio(given, known) for known in HEADINGS[role])
    whole = any(
        re.match(rf"{re.escape(known)}\b", given) or re.search(rf"\b{re.escape(known)}$", given)
        for known in HEADINGS[role]
    )
    return max(best, CLOSE_ENOUGH if whole else 0)


def plain(heading: str) -> str:
    """Write a heading in small letters, its words apart and without signs."""
    apart = re.sub(r"([a-z])([A-Z])", r"\1 \2", heading)
    return " ".join(re.sub(r"[^\w.]+|_", " ", apart).casefold().split())


def _twice_dated(sheet: Sheet, taken: set[int]) -> dict[Role, int]:
    """Find who was eligible and who was reached, each at two dates that the headings name."""
    found: dict[Role, int] = {}
    named = [(n, plain(h)) for n, h in enumerate(sheet.headings) if n not in taken]
    for role, (pattern, which) in TWICE.items():
        pair = [(n, h) for n, h in named if pattern.search(h) and _when(h) is not None]
        pair = [(n, h) for n, h in pair if numbers.share(sheet.column(n)[:LOOKED_AT]) >= MOSTLY]
        if len(pair) == 2:
            found[role] = sorted(pair, key=lambda each: _when(each[1]) or "")[which][0]
    return found if len(found) == len(TWICE) else {}


def _when(heading: str) -> str | None:
    """Return what orders headings by time; None where a heading names no time."""
    if BEFORE.search(heading):
        return "0"
    if AFTER.search(heading):
        return "1"
    period = period_of(heading)
    return period.start.isoformat() if period else None


def period_of(heading: str) -> Period | None:
    """Return the period that a heading names, such as 'eligible 2023 12'."""
    if not DATED.search(heading):
        return None
    around = heading.split()
    pieces = (
        " ".join(around[start : start + length])
        for length in (2, 1)
        for start in range(len(around) - length + 1)
    )
    return next((period for piece in pieces if (period := periods.parse(piece))), None)


def is_of_two_dates(sheet: Sheet) -> bool:
    """Say whether the headings name who was eligible and who was reached at two dates."""
    return bool(_twice_dated(sheet, set()))


def of_numbers(sheet: Sheet, columns: Iterable[int]) -> list[int]:
    """Return those of the columns that hold numbers which could be figures."""
    return [
        column
        for column in columns
        if numbers.share(sheet.column(column)[:LOOKED_AT]) > MOSTLY
        and plain(sheet.headings[column]) not in NUMBERS_OF_ROWS
    ]


def _lone_value(
    sheet: Sheet, found: dict[Role, int], taken: set[int], problems: tuple[Problem, ...]
) -> Recognised:
    """Take the only column of numbers that is left for the value."""
    used = {*found.values(), *taken}
    left = of_numbers(sheet, (n for n in range(len(sheet.headings)) if n not in used))
    if len(left) == 1:
        return Recognised({**found, Role.VALUE: left[0]}, problems)
    if len(left) > 1:
        names = words.in_sentence([f"'{sheet.headings[column]}'" for column in left[:5]])
        several = Problem(
            sheet.name,
            f"{words.count_of(len(left), 'column', 'columns')} of numbers: {names}",
            "one column that is the value",
            "Choose which one is the value (--column), or say that each is a group (--across "
            "groups); or put periods and groups under one another.",
        )
        return Recognised(found, (*problems, several))
    return Recognised(found, problems)
