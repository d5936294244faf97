"""A reader's file in the form that is expected, with what is to be corrected beside each row."""

from __future__ import annotations

import csv
import io
from collections import defaultdict
from collections.abc import Iterable

import pandas as pd

from explorer import areas
from explorer.intake import faults
from explorer.intake.faults import Fault
from explorer.intake.model import Content
from explorer.intake.reading import NUMBERS, Reading

TO_CORRECT = "to_correct"
MOST_ROWS = 5_000
HEADINGS = {
    Content.FIGURES: ("area_code", "area_name", "period", "sex", "group", *NUMBERS),
    Content.COUNTS: ("area_code", "area_name", "period", "sex", "numerator", "denominator"),
    Content.PEOPLE: ("area_code", "period", "sex"),
    Content.DEATHS: ("area_code", "area_name", "period", "sex", "age", "deaths", "population"),
    Content.BEFORE_AFTER: ("partner", "date", "eligible", "reached", "control"),
}
RENAMED = {"deaths": "numerator", "population": "denominator"}


def corrected_template(reading: Reading, found: Iterable[Fault]) -> bytes:
    """Write the rows in the form that is expected; b'' for rows about people, which are not kept.

    What could be read is filled in, what could not is left blank, and the last column says what to
    correct. No text of the file is repeated, so that nothing in it can act in a spreadsheet.
    """
    if reading.content in (Content.PEOPLE, Content.BEFORE_AFTER):
        return b""
    beside: dict[int, list[str]] = defaultdict(list)
    for fault in found:
        if fault.row != faults.WHOLE_FILE:
            beside[fault.row].append(f"Expected {fault.problem.expected}.")
    headings = HEADINGS[reading.content]
    frame = reading.frame[:MOST_ROWS]
    named = frame.assign(area_name=[_name(code) for code in frame["area_code"]])
    cells = named[[RENAMED.get(heading, heading) for heading in headings]].astype(object)
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow([*headings, TO_CORRECT])
    for row, values in zip(frame.index, cells.itertuples(index=False), strict=True):
        writer.writerow([*map(_written, values), " ".join(dict.fromkeys(beside[row]))])
    # The mark tells spreadsheets that the file is UTF-8.
    return b"\xef\xbb\xbf" + text.getvalue().encode()


def _name(code: str) -> str:
    return areas.name_of(code) if areas.sets_of(code) else ""


def _written(cell: object) -> str:
    if isinstance(cell, float):
        return "" if pd.isna(cell) else f"{cell:.15g}"
    return str(cell)
