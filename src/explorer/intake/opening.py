"""Opening a file: the sheet that holds the figures, unless a column names people."""

from __future__ import annotations

from dataclasses import replace

from explorer.errors import IntakeError
from explorer.intake import areas_of, individual, readers
from explorer.intake.readers import Sheet
from explorer.views import words


def open_sheet(content: bytes, name: str) -> Sheet:
    """Return the sheet in which the most rows name an area; the first where none does.

    Raises
    ------
    IntakeError
        When the file cannot be read as a table, or the sheet has columns that name people.
    """
    sheets = readers.read(content, name)
    sheet = max(sheets, key=_rows_with_areas) if len(sheets) > 1 else sheets[0]
    stop = individual.identifying(sheet)
    if stop:
        raise IntakeError(stop)
    others = [one.name for one in sheets if one is not sheet]
    if not others:
        return sheet
    remark = f"Read from {sheet.name}; not from {words.in_sentence(others)}."
    return replace(sheet, remarks=(remark, *sheet.remarks))


def _rows_with_areas(sheet: Sheet) -> float:
    shares = (areas_of.recognised(text)[1] for _, text in sheet.frame.items())
    return max(shares, default=0.0) * len(sheet.frame)
