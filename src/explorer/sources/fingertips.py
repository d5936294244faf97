"""Figures from OHID Fingertips, by its documented CSV addresses."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from explorer.errors import Problem, SourceError
from explorer.model import Period
from explorer.sources import reading
from explorer.sources.fetching import CSV, Answer, Fetcher

if TYPE_CHECKING:
    import pandas as pd

HOST = "fingertips.phe.org.uk"
DATA = f"https://{HOST}/api/all_data/csv/by_indicator_id"
METADATA = f"https://{HOST}/api/indicator_metadata/csv/by_indicator_id"
COLUMNS = (
    *("Indicator ID", "Indicator Name", "Parent Code", "Area Code", "Area Name", "Area Type"),
    *("Sex", "Age", "Category Type", "Category", "Time period", "Value"),
    *("Lower CI 95.0 limit", "Upper CI 95.0 limit", "Count", "Denominator", "Value note"),
)
NUMBERS = {
    "value": "Value",
    "lower_95": "Lower CI 95.0 limit",
    "upper_95": "Upper CI 95.0 limit",
    "numerator": "Count",
    "denominator": "Denominator",
}
TIME = re.compile(
    r"(?P<first>\d{4})(?P<split>/\d\d)?(?:\s*-\s*(?P<last>\d{4}|\d\d)(?:/(?P<end>\d\d))?)?"
)
DAY = re.compile(r"(?P<iso>\d{4}-\d\d-\d\d)|(?P<british>\d\d/\d\d/\d{4})")
SUPPRESSED = re.compile(r"suppress|small (number|count)|disclosure", re.IGNORECASE)


@dataclass(frozen=True)
class About:
    """What the publisher says of an indicator; `updated` is '' where it gives no day."""

    name: str
    updated: str


def figures(
    fetcher: Fetcher, indicator: int, area_type: int, parents: Iterable[str], parent_type: int
) -> tuple[pd.DataFrame, Answer]:
    """Fetch an indicator for the areas of one type below each parent area.

    Parameters
    ----------
    fetcher : Fetcher
    indicator : int
        Fingertips number, such as 90366.
    area_type, parent_type : int
        Fingertips numbers of area types, such as 3 for MSOAs and 502 for counties and unitary
        authorities.
    parents : iterable of str
        Codes of the parent areas.

    Returns
    -------
    pandas.DataFrame
        `area_code`, `area_name`, `sex`, `age`, `time`, `value`, `lower_95`, `upper_95`,
        `numerator`, `denominator`, `note`, each area once; rows by deprivation or other categories
        are left out.
    Answer
        The last answer, which says from where.

    Raises
    ------
    SourceError
        When the service fails, or answers otherwise than documented.
    """
    import pandas as pd

    parts = []
    for parent in parents:
        query: dict[str, str | int] = {
            "indicator_ids": indicator,
            "child_area_type_id": area_type,
            "parent_area_type_id": parent_type,
            "parent_area_code": parent,
        }
        answer = fetcher.get(DATA, query, types=CSV)
        parts.append(parse(answer.content, indicator))
    whole = pd.concat(parts, ignore_index=True)
    # England and the region come with every parent.
    return _once(whole.drop_duplicates(), indicator), answer


def parse(content: bytes, indicator: int) -> pd.DataFrame:
    """Read a data file of one indicator; see `figures`."""
    where = f"Fingertips indicator {indicator}"
    table = reading.csv(content, where, COLUMNS)
    if table.empty:
        raise SourceError(
            Problem(
                where,
                "a table without rows",
                "figures",
                "Nothing was changed. The publisher holds none for this type of area: check "
                "area_type in data/refresh.yaml.",
            )
        )
    others = sorted(set(table["Indicator ID"]) - {str(indicator)})
    if others:
        raise SourceError(
            Problem(where, f"indicator {', '.join(others[:3])}", f"{indicator}", reading.CHANGED)
        )
    table = table[table["Category Type"].str.strip() == ""].reset_index(drop=True)
    out = table[["Area Code", "Area Name", "Sex", "Age", "Time period"]].set_axis(
        ["area_code", "area_name", "sex", "age", "time"], axis="columns"
    )
    for name, column in NUMBERS.items():
        out[name] = reading.numbers(table, column, where)
    # Without both limits there is no interval.
    half = out["lower_95"].isna() | out["upper_95"].isna() | out["value"].isna()
    out.loc[half, ["lower_95", "upper_95"]] = float("nan")
    out["note"] = [
        _note(value, said) for value, said in zip(out["value"], table["Value note"], strict=True)
    ]
    return out.drop_duplicates(ignore_index=True)


def about(fetcher: Fetcher, indicator: int) -> About:
    """Fetch what the publisher says of an indicator."""
    answer = fetcher.get(METADATA, {"indicator_ids": indicator}, types=CSV)
    where = f"Fingertips metadata of indicator {indicator}"
    table = reading.csv(answer.content, where, ("Indicator ID", "Indicator"))
    rows = table[table["Indicator ID"] == str(indicator)]
    if rows.empty:
        raise SourceError(Problem(where, "none", "one row", reading.CHANGED))
    row = rows.iloc[0]
    return About(row["Indicator"], _day(row.get("Date updated", "")))


def period(time: str) -> Period:
    """Read a time period of Fingertips: '2021 - 23', '2023/24', '2016/17 - 20/21', '2023'.

    Years with a stroke are taken to begin in April, others in January.

    Raises
    ------
    SourceError
        When it is written otherwise, such as a month or quarter.
    """
    found = TIME.fullmatch(time.strip())
    if not found or bool(found["end"]) > bool(found["split"]):
        raise SourceError(
            Problem("Fingertips", f"the time period '{time}'", "years", reading.CHANGED)
        )
    first, begins = int(found["first"]), (4, 1) if found["split"] else (1, 1)
    last = _later(first, found["last"]) if found["last"] else first
    start = date(first, *begins)
    end = date.fromordinal(date(last + 1, *begins).toordinal() - 1)
    return Period(*_named(first, last, bool(found["split"])), start, end)


def period_of_id(identifier: str) -> Period | None:
    """Read the id of a period that `period` made; None for any other id."""
    years = identifier.split("-")
    if not all(year.isdigit() for year in years):
        return None
    if len(years) == 4:
        return period(f"{years[0]}/{years[1]} - {years[2][2:]}/{years[3]}")
    if len(years) == 2 and int(years[1]) == (int(years[0]) + 1) % 100:
        return period("/".join(years))
    text = " - ".join(years)
    return period(text) if TIME.fullmatch(text) else None


def _day(text: str) -> str:
    """Return the day of a date and time as the publisher writes it, or ''."""
    found = DAY.match(text.strip())
    if not found:
        return ""
    return found["iso"] or "-".join(reversed(found["british"].split("/")))


def _named(first: int, last: int, split: bool) -> tuple[str, str]:
    years = [f"{year}-{(year + 1) % 100:02}" if split else f"{year}" for year in (first, last)]
    if first == last:
        return years[0], years[0].replace("-", "/")
    if split:
        return "-".join(years), " to ".join(year.replace("-", "/") for year in years)
    return f"{first}-{last % 100:02}", f"{first}–{last % 100:02}"


def _later(first: int, text: str) -> int:
    if len(text) == 4:
        return int(text)
    last = first - first % 100 + int(text)
    return last if last >= first else last + 100


def _note(value: float, said: str) -> str:
    if value == value:
        return ""
    return "suppressed" if SUPPRESSED.search(said) else "not-published"


def _once(rows: pd.DataFrame, indicator: int) -> pd.DataFrame:
    twice = rows[rows.duplicated(["area_code", "sex", "age", "time"])]
    if not twice.empty:
        row = twice.iloc[0]
        raise SourceError(
            Problem(
                f"Fingertips indicator {indicator}",
                f"two different values for {row['area_code']}, {row['sex']}, {row['age']}, "
                f"{row['time']}",
                "one",
                reading.CHANGED,
            )
        )
    return rows.reset_index(drop=True)
