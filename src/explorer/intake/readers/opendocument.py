"""What an OpenDocument sheet holds before it is unrolled: repeated rows, merged cells, formulas."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from xml.etree.ElementTree import Element, ParseError

from defusedxml import ElementTree
from defusedxml.common import DefusedXmlException

from explorer.intake.readers import bounds
from explorer.intake.readers.archives import BROKEN, Part

TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
CELLS = (f"{TABLE}table-cell", f"{TABLE}covered-table-cell")
CONTENT = "content.xml"
UNSEEN = ("collapse", "filter")


def look_at_sheets(content: bytes, name: str) -> dict[str, Part]:
    """Return what each sheet of an OpenDocument workbook would hold once unrolled, by its name.

    Raises
    ------
    IntakeError
        When a sheet would have more rows, columns or cells than may be read, or is no XML.
    """
    found: dict[str, Part] = {}
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive, archive.open(CONTENT) as stream:
            for part, row in _rows(ElementTree.iterparse(stream, ("start", "end")), found):
                _add(part, row)
                bounds.check_shape(name, part.last_row, part.last_column)
    except (ParseError, DefusedXmlException, *BROKEN):
        bounds.refuse(
            name,
            "a workbook whose content cannot be read",
            "an OpenDocument spreadsheet as spreadsheets write it",
            "Open it in a spreadsheet, save it again, and try that file.",
        )
    return found


def _rows(
    events: Iterator[tuple[str, Element]], found: dict[str, Part]
) -> Iterator[tuple[Part, Element]]:
    """Give each row with its sheet, and forget it, so that memory holds one row at a time."""
    part, sheet = Part(), None
    for event, element in events:
        if element.tag == f"{TABLE}table" and event == "start":
            sheet = element
            part = found.setdefault(element.get(f"{TABLE}name", ""), Part())
        elif event == "start":
            continue
        elif element.tag == f"{TABLE}table-row":
            yield part, element
            element.clear()
        elif element.tag == f"{TABLE}table-column":
            part.hidden += element.get(f"{TABLE}visibility") in UNSEEN
        elif element.tag == f"{TABLE}table" and sheet is not None:
            sheet.clear()


def _add(part: Part, row: Element) -> None:
    part.rows += int(row.get(f"{TABLE}number-rows-repeated", 1))
    column = 0
    for cell in row:
        if cell.tag not in CELLS:
            continue
        column += int(cell.get(f"{TABLE}number-columns-repeated", 1))
        if cell.get(f"{OFFICE}value-type") or len(cell):
            part.last_row = part.rows
            part.last_column = max(part.last_column, column)
        part.formulas += cell.get(f"{TABLE}formula") is not None
        spans = (cell.get(f"{TABLE}number-{way}-spanned", "1") for way in ("rows", "columns"))
        if any(span != "1" for span in spans):
            part.merged.append((part.rows - 1, column - 1))
    if part.last_row == part.rows:
        part.hidden += row.get(f"{TABLE}visibility") in UNSEEN
