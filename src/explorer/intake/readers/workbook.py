"""Excel and OpenDocument workbooks: every visible sheet as text, with what a sheet can hide."""

from __future__ import annotations

import io
import posixpath
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from typing import Any
from xml.etree.ElementTree import ParseError

import pandas as pd
from defusedxml import ElementTree
from defusedxml.common import DefusedXmlException
from python_calamine import (
    CalamineError,
    CalamineSheet,
    CalamineWorkbook,
    SheetTypeEnum,
    SheetVisibleEnum,
)

from explorer.errors import IntakeError, Problem
from explorer.intake.readers import bounds
from explorer.intake.readers.archives import BROKEN, Part, look_through
from explorer.intake.readers.grid import PREVIEWED, Sheet, heading_row, letters, sheet, tidy
from explorer.intake.readers.opendocument import look_at_sheets
from explorer.views import words

RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
OPENDOCUMENT = b"application/vnd.oasis.opendocument.spreadsheet"
Range = tuple[tuple[int, int], tuple[int, int]]


def is_workbook(content: bytes) -> bool:
    """Say whether a ZIP archive is a workbook, by what it says of itself."""
    return b"xl/workbook" in content or OPENDOCUMENT in content[:200]


def read_workbook(content: bytes, name: str) -> tuple[Sheet, ...]:
    """Read every visible sheet that holds a table, in the workbook's order.

    Raises
    ------
    IntakeError
        When the workbook is damaged, locked or larger than may be read, or no sheet holds a table.
    """
    bounds.check_bytes(name, len(content))
    parts = look_through(content, name)
    try:
        if OPENDOCUMENT in content[:200]:
            seen = look_at_sheets(content, name)
        else:
            seen = {title: parts.get(path, Part()) for title, path in _paths(content)}
        with CalamineWorkbook.from_filelike(io.BytesIO(content)) as workbook:
            return _sheets(workbook, seen, name)
    except (CalamineError, ParseError, DefusedXmlException, *BROKEN) as error:
        bounds.refuse(
            name,
            f"a workbook that cannot be read ({type(error).__name__})",
            "a workbook that opens without a password or a warning",
            "Open it in a spreadsheet, save it again as XLSX or ODS, and try that file.",
        )


def _sheets(workbook: CalamineWorkbook, seen: dict[str, Part], name: str) -> tuple[Sheet, ...]:
    kept: list[Sheet] = []
    hidden: list[str] = []
    empty: list[Problem] = []
    for about in workbook.sheets_metadata:
        if about.typ is not SheetTypeEnum.WorkSheet:
            continue
        if about.visible is not SheetVisibleEnum.Visible:
            hidden.append(about.name)
            continue
        one = workbook.get_sheet_by_name(about.name)
        bounds.check_shape(name, one.total_height, one.total_width)
        try:
            kept.append(_sheet(one, seen.get(about.name, Part()), f"sheet '{about.name}'"))
        except IntakeError as error:
            empty += error.problems
    if not kept:
        raise IntakeError(empty or [Problem(name, "no sheet that is shown", "a table", "Show it.")])
    remark = f"Hidden sheets were not read: {', '.join(hidden)}." if hidden else ""
    return tuple(replace(one, remarks=(*one.remarks, *filter(None, [remark]))) for one in kept)


def _sheet(one: CalamineSheet, seen: Part, name: str) -> Sheet:
    cells = [[_text(cell) for cell in row] for row in one.to_python(skip_empty_area=False)]
    place = heading_row(cells[:PREVIEWED])
    headings = [] if place is None else cells[place]
    first = 0 if place is None else place + 1
    frame = pd.DataFrame(cells[first:], dtype=str)
    frame.index = pd.RangeIndex(first + 1, first + 1 + len(frame))
    remarks = () if not seen.formulas else ("Formulas were read as their saved results.",)
    merged = [each for each in _merged_ranges(one, seen) if each[1][0] >= first]
    above = cells[place - 1] if place else []
    return sheet(name, frame, headings, remarks, above).with_faults(
        *_unseen(name, seen), *_merged(name, merged)
    )


def _merged_ranges(one: CalamineSheet, seen: Part) -> list[Range]:
    """Return merged cells by row and column from 0; of OpenDocument the first cell of each."""
    return one.merged_cell_ranges or [(first, first) for first in seen.merged]


def _unseen(name: str, seen: Part) -> Iterator[Problem]:
    if seen.without_result:
        yield Problem(
            name,
            words.count_of(
                seen.without_result,
                "formula without a saved result",
                "formulas without a saved result",
            ),
            "numbers and words",
            "Open the file in a spreadsheet, let it calculate, and paste the values.",
        )
    if seen.hidden:
        yield Problem(
            name,
            words.count_of(seen.hidden, "hidden row or column", "hidden rows or columns"),
            "only what can be seen",
            "Show them, or delete them: what is hidden would be taken in unseen.",
        )


def _merged(name: str, ranges: list[Range]) -> Iterator[Problem]:
    for first, last in ranges:
        span = _cell(*first) if first == last else f"{_cell(*first)}:{_cell(*last)}"
        yield Problem(
            f"{name}, {span}",
            "merged cells",
            "a cell of its own for every row and column",
            "Undo the merging and write the value into each cell.",
        )


def _cell(row: int, column: int) -> str:
    return f"{letters(column)}{row + 1}"


def _paths(content: bytes) -> Iterator[tuple[str, str]]:
    """Give each sheet's name and the part of the archive that holds it."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        book = ElementTree.fromstring(archive.read("xl/workbook.xml"))
        links = ElementTree.fromstring(archive.read("xl/_rels/workbook.xml.rels"))
    targets = {link.get("Id", ""): link.get("Target", "") for link in links}
    for element in book.iter():
        if element.tag.endswith("}sheet"):
            target = targets.get(element.get(RELATION, ""), "")
            yield (
                element.get("name", ""),
                posixpath.normpath(posixpath.join("xl", target)).lstrip("/"),
            )


def _text(cell: Any) -> str:
    """Write a cell as a reader sees it: 75 rather than 75.0, a date as 2023-04-01."""
    if isinstance(cell, bool):
        return str(cell)
    if isinstance(cell, float):
        return f"{cell:.15g}"
    if isinstance(cell, datetime) and cell.time() == time():
        return cell.date().isoformat()
    if isinstance(cell, date | datetime | time):
        return cell.isoformat()
    if isinstance(cell, timedelta):
        return str(cell)
    return tidy(str(cell))
