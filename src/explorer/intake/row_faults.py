"""Rows that do not make sense by themselves, and areas that stand twice."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import pandas as pd

from explorer import areas
from explorer.intake import faults
from explorer.intake.faults import Fault
from explorer.intake.model import KEYS, Content, Role
from explorer.intake.readers import Sheet


def row_faults(
    sheet: Sheet, columns: Mapping[Role, int], content: Content, frame: pd.DataFrame
) -> Iterator[Fault]:
    """Name rows that do not make sense by themselves, and areas that stand twice."""
    value, lower, upper = frame["value"], frame["lower_95"], frame["upper_95"]
    slack = 1e-6 + value.abs() * 1e-6
    over = (value < lower - slack) | (value > upper + slack)
    tests = (
        (lower.isna() != upper.isna(), Role.LOWER, "one limit", "both limits or none"),
        (over, Role.VALUE, "a value outside its interval", "a value between its limits"),
        (frame["numerator"] < 0, Role.NUMERATOR, "a negative count", "0 or more"),
        (frame["denominator"] <= 0, Role.DENOMINATOR, "nobody", "a number above 0"),
    )
    for wrong, role, found, expected in tests:
        yield from faults.of_rows(
            sheet,
            frame.index[wrong.to_numpy()],
            columns.get(role, columns.get(Role.UPPER)),
            faults.always(found),
            expected,
            "Correct the row.",
        )
    if content in (Content.FIGURES, Content.COUNTS, Content.DEATHS):
        yield from _twice(sheet, columns, content, frame)


def _twice(
    sheet: Sheet, columns: Mapping[Role, int], content: Content, frame: pd.DataFrame
) -> Iterator[Fault]:
    keyed = frame[frame["area_code"] != ""]
    if content is Content.DEATHS:
        keyed = keyed[keyed["age"] != ""]
    again = keyed.duplicated(KEYS, keep="first")
    first = keyed[~again].reset_index(names="row").set_index(KEYS)["row"]
    repeated = keyed[again]

    def found(row: int) -> str:
        key = tuple(repeated.loc[row, KEYS])
        name = str(key[0])
        named = f"{name} {areas.name_of(name)}" if areas.sets_of(name) else name
        return f"{named} a second time, as in {sheet.where(int(first[key]))}"

    yield from faults.of_rows(
        sheet,
        repeated.index,
        columns.get(Role.AREA),
        found,
        "each area once for a period and group",
        "Delete one of the rows, or choose the column that tells them apart as the group.",
    )
