"""Tables on their way to a browser, without what nobody there makes use of."""

from __future__ import annotations

import pandas as pd
import pyarrow as pa


def light(frame: pd.DataFrame) -> pa.Table:
    """Return a table's columns as Arrow, in order, as small as they come.

    Without pandas' own notes, which weigh as much as forty rows, and with offsets into texts of
    32 bits instead of 64: a table is sent again with every change.
    """
    table = pa.Table.from_pandas(frame, preserve_index=False).replace_schema_metadata(None)
    return table.cast(
        pa.schema(
            field.with_type(pa.string()) if pa.types.is_large_string(field.type) else field
            for field in table.schema
        )
    )
