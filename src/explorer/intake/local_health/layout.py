"""The Fingertips layout, recognised by its headings, and its rows under our names."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd

from explorer.intake import faults, numbers, periods
from explorer.intake.faults import Fault
from explorer.intake.readers import Sheet
from explorer.intake.reading import NUMBERS
from explorer.intake.recognise import plain

COLUMNS: Mapping[str, tuple[str, ...]] = {
    "number": ("indicator id", "indicatorid", "indicator number"),
    "indicator_name": ("indicator name", "indicator"),
    "area_code": ("area code", "areacode"),
    "area_name": ("area name", "areaname"),
    "parent": ("parent code", "parent area code"),
    "sex": ("sex",),
    "age": ("age", "age group"),
    "category": ("category type",),
    "time": ("time period", "timeperiod", "period"),
    "value": ("value",),
    "lower_95": (
        "lower ci 95.0 limit",
        "lower 95.0 ci limit",
        "lower ci",
        "lower 95 ci",
        "lower ci limit",
    ),
    "upper_95": (
        "upper ci 95.0 limit",
        "upper 95.0 ci limit",
        "upper ci",
        "upper 95 ci",
        "upper ci limit",
    ),
    "numerator": ("count", "numerator"),
    "denominator": ("denominator",),
    "said": ("value note", "value notes"),
}
NEEDED = ("area_code", "sex", "time", "value")
NAMED = ("number", "indicator_name")
LAYOUT = (
    "the Fingertips layout: Indicator ID, Area Code, Sex, Age, Time period, Value, "
    "Lower CI 95.0 limit, Upper CI 95.0 limit, Count, Denominator and Value note"
)


def is_layout(sheet: Sheet) -> bool:
    """Say whether a sheet is in the Fingertips layout, by its headings."""
    columns = columns_of(sheet)
    return all(name in columns for name in NEEDED) and any(name in columns for name in NAMED)


def rows(sheet: Sheet, found: list[Fault]) -> pd.DataFrame:
    """Return a sheet's rows under our names; '' or NaN where it has no such column.

    Adds `row`, `period` (its id, '' where it cannot be read) and `withheld`; what is wrong is added
    to `found`.
    """
    columns = columns_of(sheet)
    blank = pd.Series("", index=sheet.frame.index, dtype=str)
    text = {n: sheet.column(columns[n]) if n in columns else blank for n in COLUMNS}
    table = pd.DataFrame(text).assign(row=sheet.frame.index, withheld=False)
    for name in NUMBERS:
        read = numbers.parse(text[name])
        table[name] = read.values
        if name in columns:
            found += numbers.faults_of(sheet, columns[name], read)
        if name == "value":
            table["withheld"] = read.withheld
    table["period"] = table["time"].map(_period_id)
    found += faults.of_rows(
        sheet,
        table.index[table["period"] == ""],
        columns["time"],
        lambda row: faults.quoted(text["time"][row]),
        "years such as 2019 - 23 or 2016/17 - 20/21",
        "Correct the period.",
    )
    half = table["lower_95"].isna() | table["upper_95"].isna() | table["value"].isna()
    table.loc[half, ["lower_95", "upper_95"]] = np.nan
    table["number"] = table["number"].str.removesuffix(".0")
    return table


def _period_id(text: str) -> str:
    period = periods.parse(text)
    return period.id if period else ""


def columns_of(sheet: Sheet) -> dict[str, int]:
    """Return which column, from 0, holds what, of those that the sheet has."""
    headings = [plain(heading) for heading in sheet.headings]
    found = {}
    for name, known in COLUMNS.items():
        place = next((headings.index(word) for word in known if word in headings), None)
        if place is not None:
            found[name] = place
    return found
