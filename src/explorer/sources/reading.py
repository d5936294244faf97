"""Reading CSV answers strictly: a column that is gone or renamed is named, never guessed."""

from __future__ import annotations

import io
from collections.abc import Collection
from typing import TYPE_CHECKING

from explorer.errors import Problem, SourceError

if TYPE_CHECKING:
    import pandas as pd

CHANGED = (
    "Nothing was changed. The publisher has changed the layout: the client in explorer.sources "
    "or data/refresh.yaml must be adapted to it."
)


def csv(content: bytes, where: str, columns: Collection[str]) -> pd.DataFrame:
    """Read a CSV answer, every cell as text.

    Raises
    ------
    SourceError
        When it is no CSV, or lacks one of the columns.
    """
    import pandas as pd

    try:
        table = pd.read_csv(io.BytesIO(content), dtype=str, keep_default_na=False)
    except (ValueError, UnicodeDecodeError) as error:
        raise _faulty(where, " ".join(str(error).split())[:120], "a table as CSV") from error
    table.columns = [str(name).strip().lstrip("\ufeff") for name in table.columns]
    absent = [name for name in columns if name not in table.columns]
    if absent:
        raise _faulty(where, f"no column {', '.join(absent)}", "the documented columns")
    return table


def numbers(table: pd.DataFrame, column: str, where: str) -> pd.Series[float]:
    """Read a column of numbers; blank cells are missing.

    Raises
    ------
    SourceError
        When a cell is neither a finite number nor blank.
    """
    import numpy as np
    import pandas as pd

    text = table[column].str.strip()
    values = pd.to_numeric(text, errors="coerce").astype(float)
    wrong = (values.isna() & (text != "")) | np.isinf(values)
    if wrong.any():
        raise _faulty(where, f"'{text[wrong].iloc[0]}' in column '{column}'", "a number or nothing")
    return values


def _faulty(where: str, found: str, expected: str) -> SourceError:
    return SourceError(Problem(where, found, expected, CHANGED))
