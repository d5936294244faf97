"""CSV: one tidy table with a header row, in which every row says where it comes from.

UTF-8 without a mark, commas, lines ended as RFC 4180 has them; numbers as held, not as shown.
"""

from __future__ import annotations

import csv
import io
from numbers import Real
from typing import TYPE_CHECKING, Any

from explorer.exports import records, safe
from explorer.exports.base import Stamp
from explorer.views.base import MapView, TableView

if TYPE_CHECKING:
    import pandas as pd


def write_map(view: MapView, stamp: Stamp) -> bytes:
    """Write every area of a map with figure, interval, class and note, then the comparators."""
    return _csv(records.with_comparators(view), stamp)


def write_csv(table: TableView, stamp: Stamp) -> bytes:
    """Write a table by the keys of its columns.

    Parameters
    ----------
    table : TableView
    stamp : Stamp
        Follows each row's own cells; where both name a column, the row's own stands.

    Returns
    -------
    bytes
        The file. A missing number is an empty cell; its reason stands in the row's `note`.
    """
    return _csv(table.frame[[column.key for column in table.columns]], stamp)


def _csv(frame: pd.DataFrame, stamp: Stamp) -> bytes:
    told = {key: text for key, text in records.told(stamp).items() if key not in frame.columns}
    constant = [safe.cell(text) for text in told.values()]
    file = io.StringIO(newline="")
    lines = csv.writer(file, lineterminator="\r\n")
    lines.writerow([safe.cell(str(name)) for name in (*frame.columns, *told)])
    columns = [[_cell(value) for value in frame[name].tolist()] for name in frame.columns]
    lines.writerows([*row, *constant] for row in zip(*columns, strict=True))
    return file.getvalue().encode()


def _cell(value: Any) -> str:
    """Write a number in the fewest digits that give it back, and a text so that none runs it."""
    import pandas as pd

    if pd.isna(value):
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value) if isinstance(value, Real) else safe.cell(str(value))
