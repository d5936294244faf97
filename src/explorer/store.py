"""Reads `data/` and `geo/`, proves that files are whole, and writes files all or nothing."""

from __future__ import annotations

import hashlib
import io
import json
import os
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, TypeVar

import yaml
from pydantic import TypeAdapter, ValidationError

from explorer.errors import DataFileError, Problem
from explorer.switching import recover, write_atomically
from explorer.validate import TABLE_COLUMNS, TABLE_TYPES

if TYPE_CHECKING:
    import geopandas as gpd
    import pandas as pd

T = TypeVar("T")
MANIFEST = "data/manifest.json"
RESTORE = "Restore the file from version control (git checkout -- {file}) or from a fresh copy."
RESEAL = (
    "Restore it from version control; if you changed it on purpose, run 'explorer check' "
    "and then 'explorer seal'."
)


@cache
def root() -> Path:
    """Return the project folder: `EXPLORER_HOME` if set, else the one this code stands in.

    A change of files that was cut off is finished first.
    """
    home = os.environ.get("EXPLORER_HOME")
    folder = Path(home).resolve() if home else Path(__file__).resolve().parents[2]
    recover(folder)
    return folder


def digest(content: bytes) -> str:
    """Return the SHA-256 checksum of a file's bytes as hexadecimal digits."""
    return hashlib.sha256(content).hexdigest()


@cache
def manifest() -> dict[str, dict[str, Any]]:
    """Return size and checksum of every sealed file, by its path in the project."""
    if not _manifest_seen:
        # Before it is read, so that one put in its place meanwhile is noticed later.
        _manifest_seen[:] = [_which_manifest()]
    files = _parse(MANIFEST, _bytes(MANIFEST), json.loads)["files"]
    if not isinstance(files, dict):
        raise _damaged(MANIFEST, f"'files' holding a {type(files).__name__}", "a mapping of files")
    return files


def is_replaced() -> bool:
    """Say whether another manifest stands in the place of the one that was seen; once for each.

    Raises
    ------
    DataFileError
        When a change of files that was cut off cannot be finished.
    """
    now = _which_manifest()
    if not _manifest_seen or _manifest_seen == [now]:
        return False
    _manifest_seen[:] = [now]
    # The manifest is moved among other files: wait until all of them are in place.
    recover(root())
    manifest.cache_clear()
    return True


def _which_manifest() -> tuple[int, int, int] | None:
    """Tell a manifest from those before it; None where there is none."""
    try:
        found = (root() / MANIFEST).stat()
    except OSError:
        return None
    return found.st_ino, found.st_mtime_ns, found.st_size


_manifest_seen: list[tuple[int, int, int] | None] = []


def read_bytes(relative: str, checksum: str | None = None) -> bytes:
    """Read a file of the project and prove it whole.

    Parameters
    ----------
    relative : str
        Path from the project folder, such as 'data/tables/air-quality.csv'.
    checksum : str, optional
        SHA-256 that it must have; by default the one in the manifest, if it stands there.

    Raises
    ------
    DataFileError
        When the file is missing, unreadable or not the one that was sealed.
    """
    content = _bytes(relative)
    wanted = checksum if checksum is not None else manifest().get(relative, {}).get("sha256")
    if wanted and digest(content) != wanted:
        content, wanted = _again(relative, wanted, checksum)
    if wanted and digest(content) != wanted:
        raise DataFileError(
            Problem(
                where=relative,
                found="content that differs from the checksum recorded for it",
                expected="the file as it was sealed",
                fix=RESEAL,
            )
        )
    return content


def read_yaml(relative: str) -> Any:
    """Read a YAML file of the project."""
    return _parse(relative, read_bytes(relative), lambda raw: yaml.load(raw, _Loader))


def read_json(relative: str) -> Any:
    """Read a JSON file of the project."""
    return _parse(relative, read_bytes(relative), json.loads)


def conform(
    schema: TypeAdapter[T],
    content: object,
    relative: str,
    *,
    extra: Literal["forbid", "ignore"] | None = None,
) -> T:
    """Return what a file declares, checked against its schema.

    Raises
    ------
    DataFileError
        When the content breaks the schema; one problem a fault, each with its place in the file.
    """
    try:
        return schema.validate_python(content, extra=extra)
    except ValidationError as error:
        raise DataFileError(
            Problem(
                where=f"{relative}, {'.'.join(str(part) for part in fault['loc'])}",
                found=repr(fault["input"])[:80],
                expected=fault["msg"],
                fix="Correct the entry.",
            )
            for fault in error.errors()
        ) from error


def read_csv(relative: str, **dtypes: str) -> pd.DataFrame:
    """Read a CSV file of the project; columns without a type given are read as pandas guesses.

    Only empty cells are missing: 'None' and 'NA' are words here.
    """
    import pandas as pd

    def parse(raw: bytes) -> pd.DataFrame:
        return pd.read_csv(
            io.BytesIO(raw), dtype=dtypes or None, keep_default_na=False, na_values=[""]
        )

    table: pd.DataFrame = _parse(relative, read_bytes(relative), parse)
    return table


def read_table(relative: str) -> pd.DataFrame:
    """Read a table of figures in the project's own schema (see `validate.TABLE_COLUMNS`)."""
    table = read_csv(relative, **TABLE_TYPES)
    if tuple(table.columns) != TABLE_COLUMNS:
        raise _damaged(
            relative, f"columns {', '.join(table.columns)}", f"columns {', '.join(TABLE_COLUMNS)}"
        )
    words = [column for column, kind in TABLE_TYPES.items() if kind == "str"]
    table[words] = table[words].fillna("")
    return table


def read_layer(relative: str, checksum: str | None = None) -> gpd.GeoDataFrame:
    """Read a boundary file of the project."""
    import geopandas as gpd
    from pyogrio.errors import DataSourceError

    content = read_bytes(relative, checksum)
    try:
        return gpd.read_file(io.BytesIO(content), engine="pyogrio")
    except (DataSourceError, ValueError) as error:
        raise _damaged(relative, str(error).splitlines()[0], "a GeoJSON layer") from error


def seal() -> int:
    """Record size and checksum of every table and extra as it now stands; return their number."""
    files = sorted(
        path for folder in ("data/tables", "data/extras") for path in (root() / folder).glob("*")
    )
    entries = {
        path.relative_to(root()).as_posix(): manifest_entry(path.read_bytes()) for path in files
    }
    held = _last_manifest()
    for name, entry in entries.items():
        if held.get(name, {}).get("sha256") == entry["sha256"]:
            # What a refresh wrote about its origin still holds.
            entry.update(held[name])
    write_atomically(root() / MANIFEST, manifest_bytes(entries))
    manifest.cache_clear()
    return len(entries)


def _last_manifest() -> dict[str, dict[str, Any]]:
    try:
        return manifest()
    except DataFileError:
        # Sealing is also how a lost manifest is made again.
        return {}


def manifest_entry(content: bytes, **origin: str) -> dict[str, Any]:
    """Return what the manifest says of a file; `origin` tells where a refresh obtained it."""
    return {"bytes": len(content), "sha256": digest(content), **origin}


def manifest_bytes(entries: Mapping[str, Mapping[str, Any]]) -> bytes:
    """Write a manifest."""
    return (json.dumps({"files": entries}, indent=1, sort_keys=True) + "\n").encode()


def _again(relative: str, wanted: str, checksum: str | None) -> tuple[bytes, str]:
    """Read a file and its checksum anew: another process may just have replaced both."""
    if checksum is None:
        recover(root())
        manifest.cache_clear()
        wanted = manifest().get(relative, {}).get("sha256", "")
    return _bytes(relative), wanted


def _bytes(relative: str) -> bytes:
    try:
        return (root() / relative).read_bytes()
    except FileNotFoundError as error:
        raise DataFileError(
            Problem(relative, "no such file", "a file", RESTORE.format(file=relative))
        ) from error
    except OSError as error:
        raise DataFileError(
            Problem(relative, error.strerror or str(error), "a readable file", "Check its rights.")
        ) from error


def _parse(relative: str, raw: bytes, parser: Callable[[bytes], Any]) -> Any:
    try:
        return parser(raw)
    except (ValueError, yaml.YAMLError) as error:
        message = " ".join(str(error).split())[:200]
        raise _damaged(relative, message, "a file that can be read") from error


def _damaged(relative: str, found: str, expected: str) -> DataFileError:
    return DataFileError(Problem(relative, found, expected, RESTORE.format(file=relative)))


_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
