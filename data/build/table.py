"""The schema that every table keeps, and the only code that writes one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType

import numpy as np
import pandas as pd
from data.build.areas import official_names

from explorer.errors import DataFileError, Problem
from explorer.upkeep import tables

KEY = tables.ORDER
NUMBERS = tables.NUMBERS


def rows(
    frame: pd.DataFrame,
    indicator: str,
    *,
    code: str,
    value: str = "",
    period: str | pd.Series,
    breakdown: str | pd.Series = "",
    lower: str = "",
    upper: str = "",
    numerator: str = "",
    denominator: str = "",
    note: str | pd.Series = "",
) -> pd.DataFrame:
    """Bring one measure of a source into the schema.

    Parameters
    ----------
    frame : pandas.DataFrame
        The source, one row an area, period and group.
    indicator : str
        Identifier of the indicator.
    code, value, lower, upper, numerator, denominator : str
        Columns of `frame`. Without `value` it is the numerator as a percentage of the denominator.
    period, breakdown, note : str or pandas.Series
        One word for all rows, or one for each.

    Returns
    -------
    pandas.DataFrame
        The schema's columns but `area_name`, which the writer adds.
    """
    out = pd.DataFrame({"area_code": frame[code]})
    out["indicator"] = indicator
    out["period"] = period
    out["breakdown"] = breakdown
    columns = (value, lower, upper, numerator, denominator)
    for name, column in zip(NUMBERS, columns, strict=True):
        out[name] = frame[column].astype(float) if column else np.nan
    if not value:
        out["value"] = 100 * out["numerator"] / out["denominator"]
    out["note"] = note
    return out


def group(**groups: str) -> str:
    """Write a breakdown: ``group(sex="male", age="25-49")`` gives ``age=25-49;sex=male``."""
    return ";".join(f"{key}={chosen}" for key, chosen in sorted(groups.items()))


def note_where_blank(values: pd.Series, note: str) -> pd.Series:
    """Give a note to each row that has no value, and none to the others."""
    return pd.Series(np.where(values.isna(), note, ""), index=values.index)


def weighted_mean(frame: pd.DataFrame, by: str, value: str, weight: str) -> pd.DataFrame:
    """Average `value` over the small areas of each `by`, weighted; blank values carry no weight.

    Returns
    -------
    pandas.DataFrame
        Columns `by` and `value`, one row an area, in the order of their codes.
    """
    held = frame[frame[value].notna()]
    total = (held[value] * held[weight]).groupby(held[by]).sum()
    return (total / held[weight].groupby(held[by]).sum()).rename(value).reset_index()


@dataclass
class TableWriter:
    """Writes tables in one order and one number format, so that a second run changes nothing."""

    folder: Path
    written: list[str] = field(default_factory=list)

    def write(self, name: str, parts: Iterable[pd.DataFrame]) -> None:
        """Write `parts`, each made by `rows`, as the table `name`.

        Raises
        ------
        DataFileError
            When a row is there twice, a blank value has no note, or a code is not known.
        """
        table = pd.concat(list(parts), ignore_index=True)
        table["area_name"] = official_names(table["area_code"])
        _check(table, name)
        write_csv(tables.in_order(table), self.folder / name, NUMBERS)
        self.written.append(name)

    def remove_others(self) -> None:
        """Delete tables that no theme writes any more."""
        for path in self.folder.glob("*.csv"):
            if path.name not in self.written:
                path.unlink()


def write_csv(
    table: pd.DataFrame,
    path: Path,
    numbers: Sequence[str],
    decimals: Mapping[str, int] = MappingProxyType({}),
) -> None:
    """Write a table in the project's own form; see `explorer.upkeep.tables.to_csv`."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(tables.to_csv(table, numbers, decimals))


def _check(table: pd.DataFrame, name: str) -> None:
    twice = table[table.duplicated(KEY)]
    unexplained = table[table["value"].isna() & (table["note"] == "")]
    problems = [
        Problem(name, f"{_where(row)} twice", "each row once", "Correct the theme that writes it.")
        for _, row in twice.head(3).iterrows()
    ]
    problems += [
        Problem(
            name,
            f"{_where(row)} without a value or a note",
            "a note wherever the value is blank",
            "Say why it is blank with a key of notes.yaml.",
        )
        for _, row in unexplained.head(3).iterrows()
    ]
    if problems:
        raise DataFileError(problems)


def _where(row: pd.Series) -> str:
    return ", ".join(str(row[key]) for key in KEY if row[key])
