"""Workbooks are ZIP archives: looked through, within bounds, before anything opens them.

An archive may claim to be small and not be, name entities that multiply, or hold one cell in the
last corner of a sheet, for which a reader of the whole sheet would take all memory.
"""

from __future__ import annotations

import copy
import io
import re
import struct
import zipfile
import zlib
from dataclasses import dataclass, field

from explorer.intake.readers import bounds

MOST_UNPACKED = 400 * bounds.MEGABYTE
MOST_ENTRIES = 2_000
# Office files pack to about a tenth; a bomb packs to a thousandth.
MOST_TIMES_SMALLER = 200
SMALL = 5 * bounds.MEGABYTE
CHUNK = 1 << 20
OVERLAP = 256
DECLARATION = re.compile(rb"<!(DOCTYPE|ENTITY)", re.IGNORECASE)
DIMENSION = re.compile(rb"dimension ref=[\"'][A-Z]+\d+:([A-Z]{1,3})(\d{1,7})[\"']")
# Only cells far out are looked at: what lies nearer is within bounds whatever the sheet says.
FAR_COLUMN = re.compile(rb"r=[\"']([B-Z][A-Z]|[A-Z]{3})\d")
FAR_ROW = re.compile(rb"r=[\"'][A-Z]{1,3}(\d{6,7})[\"']")
ROW = re.compile(rb"[<:]row[ >/]")
FORMULA = re.compile(rb"<f[ >/]")
FORMULA_WITHOUT_RESULT = re.compile(rb"</f>\s*(<v\s*/>|<v></v>)?\s*</c>")
HIDDEN = re.compile(rb"hidden=[\"'](?:1|true)[\"']")
BROKEN = (
    *(zipfile.BadZipFile, zlib.error, struct.error, EOFError, OSError),
    *(NotImplementedError, RuntimeError, ValueError, KeyError),
)
"""What the standard library raises on damaged archives."""


@dataclass
class Part:
    """What was seen in one part of a workbook while it was unpacked, piece by piece.

    Attributes
    ----------
    rows, last_row, last_column : int
        Rows written, and the last that holds a cell; columns likewise, from 1.
    formulas, without_result, hidden : int
        Formulas, those among them whose result was not saved, hidden rows and columns.
    merged : list of (int, int)
        Row and column, from 0, of the first of cells that are merged.
    """

    rows: int = 0
    last_row: int = 0
    last_column: int = 0
    formulas: int = 0
    without_result: int = 0
    hidden: int = 0
    merged: list[tuple[int, int]] = field(default_factory=list)
    unpacked: int = field(default=0, repr=False)


def look_through(content: bytes, name: str) -> dict[str, Part]:
    """Return what each part of an archive holds, by its name in it.

    Raises
    ------
    IntakeError
        When the archive is broken, would unpack to too much, or declares entities; when a sheet
        has more rows or columns than may be read.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            entries = archive.infolist()
            _check_declared(entries, len(content), name)
            return {entry.filename: _look(archive, entry, name) for entry in entries}
    except BROKEN:
        bounds.refuse(
            name,
            "a damaged or locked workbook",
            "a workbook that opens without a password",
            "Open it in a spreadsheet, save it again as XLSX or ODS, and try that file.",
        )


def _check_declared(entries: list[zipfile.ZipInfo], packed: int, name: str) -> None:
    unpacked = sum(entry.file_size for entry in entries)
    if len(entries) > MOST_ENTRIES:
        _refuse_bomb(name, f"{len(entries):,} files packed into one")
    if unpacked > MOST_UNPACKED or unpacked > max(SMALL, MOST_TIMES_SMALLER * packed):
        _refuse_bomb(name, f"{unpacked / bounds.MEGABYTE:,.0f} MB packed into {packed:,} bytes")
    if any(entry.flag_bits & 1 for entry in entries):
        raise zipfile.BadZipFile("encrypted")


def _look(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, name: str) -> Part:
    """Unpack one part in pieces, counting; its declared size is not believed."""
    part = Part()
    probe = copy.copy(entry)
    probe.file_size = MOST_UNPACKED + 1
    tail = b""
    with archive.open(probe) as stream:
        while piece := stream.read(CHUNK):
            part.unpacked += len(piece)
            if part.unpacked > max(entry.file_size, 0):
                _refuse_bomb(name, "a part larger than the file says it is")
            if entry.filename.endswith((".xml", ".rels")):
                _count(part, tail, piece, name)
            tail = piece[-OVERLAP:]
    return part


def _count(part: Part, tail: bytes, piece: bytes, name: str) -> None:
    """Add what a piece holds; what began in the piece before and ends in this one is seen too."""
    text = tail + piece
    if DECLARATION.search(text):
        bounds.refuse(
            name,
            "an XML declaration of entities or document types",
            "a workbook as spreadsheets write it",
            "Save it again from a spreadsheet as XLSX or ODS.",
        )
    seen = len(tail)
    part.rows += _new(ROW, text, seen)
    part.formulas += _new(FORMULA, text, seen)
    part.without_result += _new(FORMULA_WITHOUT_RESULT, text, seen)
    part.hidden += _new(HIDDEN, text, seen)
    for column, row in DIMENSION.findall(text[: CHUNK // 64]):
        part.last_column = max(part.last_column, _number(column))
        part.last_row = max(part.last_row, int(row))
    for column in set(FAR_COLUMN.findall(text)):
        part.last_column = max(part.last_column, _number(column))
    part.last_row = max(part.last_row, max(map(int, FAR_ROW.findall(text)), default=0))
    if max(part.rows, part.last_row) > bounds.MOST_ROWS or part.last_column > bounds.MOST_COLUMNS:
        bounds.check_shape(name, max(part.rows, part.last_row), part.last_column)


def _new(pattern: re.Pattern[bytes], text: bytes, seen: int) -> int:
    return sum(found.end() > seen for found in pattern.finditer(text))


def _number(column: bytes) -> int:
    number = 0
    for letter in column:
        number = number * 26 + letter - ord("A") + 1
    return number


def _refuse_bomb(name: str, found: str) -> None:
    bounds.refuse(
        name,
        found,
        f"a workbook that unpacks to at most {MOST_UNPACKED // bounds.MEGABYTE} MB",
        "Save the sheet with the figures alone as a new workbook or as CSV.",
    )
