"""Periods as people write them: years, spans of years, financial years, months and days."""

from __future__ import annotations

import calendar
import re
from datetime import date

from explorer.model import Period
from explorer.views.words import EN_DASH

YEAR = r"(?P<first>(?:19|20)\d\d)"
CALENDAR_YEAR = re.compile(rf"{YEAR}(?:\.0)?")
FINANCIAL_YEAR = re.compile(rf"{YEAR}\s*/\s*(?P<last>\d{{2}}|\d{{4}})")
FINANCIAL_YEARS = re.compile(
    rf"{YEAR}\s*/\s*(?:\d{{2}}|\d{{4}})\s*(?:-|–|to)\s*(?:\d{{2}}|\d{{4}})\s*/\s*(?P<last>\d{{2}}|\d{{4}})"
)
YEARS = re.compile(rf"{YEAR}\s*(?:-|–|to)\s*(?P<last>\d{{2}}|\d{{4}})")
MONTH_NAMED = re.compile(rf"(?P<month>[A-Za-z]{{3,9}})[\s_-]{YEAR}")
MONTH_NUMBERED = re.compile(rf"{YEAR}[\s_-](?P<month>\d\d)")
DAY = re.compile(r"(?P<day>\d{4}-\d\d-\d\d)(?:[T ]00:00:00)?")
BRITISH_DAY = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})")
LONGEST_YEARS = 30


def parse(text: str) -> Period | None:
    """Read a period; None where the text is none.

    '2023', '2019-23' and '2019 to 2023' are calendar years; '2022/23' and, being one after the
    other, '2022-23' are a financial year; '2016/17 - 20/21' several; 'July 2024' a month;
    '2024-07-01' and '01/07/2024' a day.
    """
    given = text.strip()
    if found := FINANCIAL_YEARS.fullmatch(given):
        return _financial(int(found["first"]), _last(found))
    if found := FINANCIAL_YEAR.fullmatch(given):
        first, last = int(found["first"]), _last(found)
        return _financial(first, last) if last == first + 1 else None
    if found := CALENDAR_YEAR.fullmatch(given):
        return _calendar(int(found["first"]), int(found["first"]))
    if found := YEARS.fullmatch(given):
        first, last = int(found["first"]), _last(found)
        return _financial(first, last) if last == first + 1 else _calendar(first, last)
    return _month(given) or _day(given)


def _last(found: re.Match[str]) -> int:
    """Complete a year written with two digits: 2019-23, and 1999-03 for 1999 to 2003."""
    first, last = int(found["first"]), int(found["last"])
    if last > 99:
        return last
    century = first - first % 100
    return century + last if century + last > first else century + 100 + last


def _calendar(first: int, last: int) -> Period | None:
    if not first <= last < first + LONGEST_YEARS:
        return None
    if first == last:
        return Period(f"{first}", f"{first}", date(first, 1, 1), date(first, 12, 31))
    short = f"{last % 100:02d}"
    return Period(
        f"{first}-{short}", f"{first}{EN_DASH}{short}", date(first, 1, 1), date(last, 12, 31)
    )


def _financial(first: int, last: int) -> Period | None:
    if not first < last <= first + LONGEST_YEARS:
        return None
    start, end = date(first, 4, 1), date(last, 3, 31)
    opening = f"{first}-{(first + 1) % 100:02d}"
    if last == first + 1:
        return Period(opening, opening.replace("-", "/"), start, end)
    closing = f"{last - 1}-{last % 100:02d}"
    label = f"{opening.replace('-', '/')} to {closing.replace('-', '/')}"
    return Period(f"{opening}-{closing}", label, start, end)


def _month(given: str) -> Period | None:
    if found := MONTH_NAMED.fullmatch(given):
        short = found["month"].casefold()
        names = enumerate(name.casefold() for name in calendar.month_name)
        month = next((number for number, name in names if name and name.startswith(short)), 0)
    elif found := MONTH_NUMBERED.fullmatch(given):
        month = int(found["month"])
    else:
        return None
    if not 1 <= month <= 12:
        return None
    year = int(found["first"])
    end = date(year, month, calendar.monthrange(year, month)[1])
    return Period(f"{year}-{month:02d}", f"{end:%B %Y}", end.replace(day=1), end)


def _day(given: str) -> Period | None:
    try:
        if found := DAY.fullmatch(given):
            day = date.fromisoformat(found["day"])
        elif british := BRITISH_DAY.fullmatch(given):
            day = date(int(british[3]), int(british[2]), int(british[1]))
        else:
            return None
    except ValueError:
        return None
    return Period(day.isoformat(), f"{day.day} {day:%B %Y}", day, day)
