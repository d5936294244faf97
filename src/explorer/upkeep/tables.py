"""The one form in which tables are written, so that a second run changes nothing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import TYPE_CHECKING

from explorer.validate import TABLE_COLUMNS, TABLE_TYPES

if TYPE_CHECKING:
    import pandas as pd

ORDER = ["indicator", "period", "breakdown", "area_code"]
NUMBERS = tuple(name for name, kind in TABLE_TYPES.items() if kind == "float64")
DECIMALS = 4


def to_csv(
    table: pd.DataFrame,
    numbers: Sequence[str] = NUMBERS,
    decimals: Mapping[str, int] = MappingProxyType({}),
) -> bytes:
    """Write a table as CSV in UTF-8 with LF line ends and numbers of at most four decimals.

    `decimals` names columns that need another number of them.
    """
    table = table.copy()
    for column in numbers:
        places = decimals.get(column, DECIMALS)
        table[column] = [number(value, places) for value in table[column]]
    return str(table.to_csv(index=False, lineterminator="\n")).encode()


def in_order(table: pd.DataFrame) -> pd.DataFrame:
    """Return a table of figures with its columns and rows in the order in which they are kept."""
    return table.sort_values(ORDER, ignore_index=True)[list(TABLE_COLUMNS)]


def number(value: float, decimals: int = DECIMALS) -> str:
    """Write a number without float noise; a missing one as ''."""
    import numpy as np
    import pandas as pd

    if pd.isna(value):
        return ""
    # Adding zero turns a rounded -0.0 into 0.0.
    return np.format_float_positional(round(float(value), decimals) + 0.0, trim="-")
