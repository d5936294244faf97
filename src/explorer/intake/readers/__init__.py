"""Readers of the files that people bring: bytes in, sheets of text out, within stated bounds."""

from __future__ import annotations

from explorer.intake.readers import bounds
from explorer.intake.readers.columnar import MAGIC as PARQUET
from explorer.intake.readers.columnar import read_parquet
from explorer.intake.readers.grid import Sheet
from explorer.intake.readers.spatial import is_geojson, is_geopackage, read_spatial
from explorer.intake.readers.text import read_text
from explorer.intake.readers.workbook import is_workbook, read_workbook

__all__ = ["KINDS", "Sheet", "read"]

KINDS = "CSV, XLSX, ODS, Parquet, GeoJSON or GeoPackage"
OTHERS = (
    (b"\xd0\xcf\x11\xe0", "an old Excel workbook, or one with a password", "Save it as XLSX."),
    (b"%PDF", "a PDF", "Copy the table's cells and paste them."),
    (b"\x1f\x8b", "a packed file", "Unpack it and choose the table inside."),
    (b"PK", "a ZIP archive that is no workbook", "Unpack it and choose the table inside."),
    (b"SQLite format 3", "a database that is no GeoPackage", "Save the table as CSV."),
    (b"<", "a web page or XML", "Copy the table's cells and paste them."),
    (b"{", "JSON that is no collection of features", "Save the figures as CSV or GeoJSON."),
    (b"[", "JSON that is no collection of features", "Save the figures as CSV or GeoJSON."),
)


def read(content: bytes, name: str) -> tuple[Sheet, ...]:
    """Read a file of any of the kinds, told by what it holds and not by its ending.

    Parameters
    ----------
    content : bytes
        The file, or pasted cells in UTF-8.
    name : str
        What it is called in messages.

    Returns
    -------
    tuple of Sheet
        One, but for workbooks: every visible sheet that holds a table.

    Raises
    ------
    IntakeError
        When it is of another kind, damaged, or larger than may be read.
    """
    bounds.check_bytes(name, len(content))
    if content.startswith(b"PK") and is_workbook(content):
        return read_workbook(content, name)
    if content.startswith(PARQUET):
        return (read_parquet(content, name),)
    if is_geojson(content) or is_geopackage(content):
        return (read_spatial(content, name),)
    start = content[:256].removeprefix(b"\xef\xbb\xbf").lstrip()
    for mark, found, fix in OTHERS:
        if start.startswith(mark):
            bounds.refuse(name, found, KINDS, fix)
    return (read_text(content, name),)
