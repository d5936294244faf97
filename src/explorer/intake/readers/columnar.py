"""Parquet files: sizes and kinds of columns are looked at before any row is read."""

from __future__ import annotations

import io
from typing import Any

import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from explorer.intake.readers import bounds
from explorer.intake.readers.grid import Sheet, sheet

MAGIC = b"PAR1"


def read_parquet(content: bytes, name: str) -> Sheet:
    """Read a Parquet file's plain columns as text; shapes and nested columns are left out.

    Raises
    ------
    IntakeError
        When it is damaged or larger than may be read.
    """
    bounds.check_bytes(name, len(content))
    try:
        return _read(content, name)
    except (pa.ArrowException, OSError, ValueError) as error:
        bounds.refuse(
            name,
            f"a Parquet file that cannot be read ({type(error).__name__})",
            "a whole Parquet file",
            "Write it again, or save the table as CSV.",
        )


def _read(content: bytes, name: str) -> Sheet:
    schema = pq.read_schema(io.BytesIO(content))
    words = [each.name for each in schema if _is_text(each.type)]
    plain = [each.name for each in schema if not _is_odd(each.type)]
    # Text stays a dictionary until its longest word is known: one long word may stand in every row.
    with pq.ParquetFile(io.BytesIO(content), read_dictionary=words) as file:
        bounds.check_shape(name, file.metadata.num_rows, len(plain))
        table = file.read(columns=plain)
    if len(set(plain)) < len(plain) or not plain:
        raise ValueError("columns without names of their own")
    frame = pd.DataFrame({n: _as_text(table.column(n), name) for n in range(table.num_columns)})
    frame.index = pd.RangeIndex(1, 1 + len(frame))
    odd = [each.name for each in schema if each.name not in plain]
    remarks = (f"Columns that are no figures or words were left out: {', '.join(odd)}.",)
    return sheet(name, frame, plain, remarks if odd else ())


def _as_text(column: Any, name: str) -> pd.Series[str]:
    if pa.types.is_dictionary(column.type):
        _check_words(column, name)
        column = column.cast(pa.large_string())
    if pa.types.is_floating(column.type):
        values = column.cast(pa.float64()).to_pandas()
        text = values.map(lambda value: "" if pd.isna(value) else f"{value:.15g}")
    elif pa.types.is_date(column.type) or pa.types.is_timestamp(column.type):
        days = pd.to_datetime(column.to_pandas()).astype(str).replace("NaT", "")
        text = days.str.removesuffix(" 00:00:00")
    else:
        text = column.cast(pa.large_string()).to_pandas()
    stripped: pd.Series[str] = text.fillna("").astype(str).str.strip()
    return stripped


def _check_words(column: Any, name: str) -> None:
    for piece in column.chunks:
        lengths = pc.binary_length(piece.dictionary.cast(pa.large_string()))
        longest = pc.max(lengths).as_py() or 0
        if longest > bounds.LONGEST_CELL:
            bounds.refuse(name, f"a cell of {longest:,} characters", "figures", "Leave it out.")


def _is_text(kind: Any) -> bool:
    return bool(pa.types.is_string(kind) or pa.types.is_large_string(kind))


def _is_odd(kind: Any) -> bool:
    return bool(pa.types.is_nested(kind) or pa.types.is_binary(kind) or pa.types.is_null(kind))
