"""Tables that an import brings for the first time: empty before, described like others after."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any

from explorer import store
from explorer.validate import TABLE_TYPES

if TYPE_CHECKING:
    import pandas as pd

NONE = ""
"""The checksum of a file that is not there."""


def held(file: str) -> pd.DataFrame:
    """Return a table as it is held; one without rows where there is none yet."""
    import pandas as pd

    if (store.root() / file).exists():
        return store.read_table(file)
    return pd.DataFrame({name: pd.Series(dtype=kind) for name, kind in TABLE_TYPES.items()})


def checksum(file: str) -> str:
    """Return the checksum of a file as it is held, or `NONE`."""
    path = store.root() / file
    return store.digest(path.read_bytes()) if path.exists() else NONE


def describe(package: dict[str, Any], written: Mapping[str, bytes]) -> None:
    """Add tables that the data package does not have yet; their sizes are filled in like any."""
    known = {f"data/{resource['path']}" for resource in package["resources"]}
    pattern = next(r for r in package["resources"] if f"data/{r['path']}".startswith("data/tables"))
    for file in sorted(set(written) - known):
        path = PurePosixPath(file)
        package["resources"].append(
            {
                **pattern,
                "name": path.stem,
                "path": path.relative_to("data").as_posix(),
                "title": "Figures taken in from a file",
                "sources": [],
            }
        )
