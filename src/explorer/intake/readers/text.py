"""Text files and pasted cells: which encoding, which character between the cells, which rows."""

from __future__ import annotations

import codecs
import csv
import io
import warnings
from collections import Counter

import pandas as pd
from pandas.errors import EmptyDataError, ParserError, ParserWarning

from explorer.errors import Problem
from explorer.intake.readers import bounds
from explorer.intake.readers.grid import INVISIBLE, PREVIEWED, Sheet, heading_row, sheet, tidy

DELIMITERS = (",", "\t", ";", "|")
MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
LOOKED_AT = 4_096
BLANKS = " \t\r\n\u00a0"
SAVE_AS = "Save it as CSV (UTF-8) or as an Excel workbook, and try again."


def read_text(content: bytes, name: str) -> Sheet:
    """Read delimited text in any of the encodings that spreadsheets write.

    Raises
    ------
    IntakeError
        When it is not text, is no table, or is larger than may be read.
    """
    bounds.check_bytes(name, len(content))
    text = decode(content, name)
    del content
    if text.count("\n") + text.count("\r") > 2 * bounds.MOST_ROWS + 1:
        bounds.check_shape(name, max(text.count("\n"), text.count("\r")), 1)
    delimiter, preview, lines = _preview(text, name)
    place = heading_row(preview)
    headings = [] if place is None else preview[place]
    width = max([len(headings), *(len(row) for row in preview[place or 0 :] if not headings)])
    bounds.check_shape(name, 0, width)
    frame = _cells(text, delimiter, name, 0 if place is None else lines[place], width)
    first = 1 if place is None else place + 2
    frame.index = pd.RangeIndex(first, first + len(frame))
    problems = _of_long_rows(frame, width)
    above = preview[place - 1] if place else []
    cells = frame[list(range(width))]
    return sheet(name, cells, headings, above=above).with_faults(*problems)


def decode(content: bytes, name: str) -> str:
    """Turn bytes into text: by their mark, as UTF-8, else as Windows-1252.

    Raises
    ------
    IntakeError
        When they are no text in any of these.
    """
    encoding = next((known for mark, known in MARKS if content.startswith(mark)), "")
    if not encoding and b"\0" in content[:LOOKED_AT]:
        encoding = _without_mark(content)
    for attempt in (encoding,) if encoding else ("utf-8", "cp1252"):
        try:
            text = content.decode(attempt)
        except UnicodeError:
            continue
        if "\0" in text:
            break
        return text
    return bounds.refuse(name, "bytes that are no text in any usual encoding", "a table", SAVE_AS)


def _without_mark(content: bytes) -> str:
    """Tell the byte order of UTF-16 from where the zeros of plain letters stand."""
    start = content[:LOOKED_AT]
    zeros = start[::2].count(0), start[1::2].count(0)
    return "utf-16-le" if zeros[1] > zeros[0] else "utf-16-be"


def _preview(text: str, name: str) -> tuple[str, list[list[str]], list[int]]:
    """Return the delimiter, the first rows cut by it, and the line on which each ends."""
    tried = {delimiter: _cut(text, delimiter) for delimiter in DELIMITERS}
    delimiter = max(DELIMITERS, key=lambda one: _evenness(tried[one][0]))
    rows, lines = tried[delimiter]
    if not any(any(row) for row in rows):
        bounds.refuse(name, "no text", "headings and rows beneath them", "Add the rows.")
    if len(max((cell for row in rows for cell in row), key=len)) > bounds.LONGEST_CELL:
        bounds.refuse(name, "a cell with thousands of characters", "a table of figures", SAVE_AS)
    return delimiter, rows, lines


def _cut(text: str, delimiter: str) -> tuple[list[list[str]], list[int]]:
    start = text[: PREVIEWED * 4 * bounds.LONGEST_CELL]
    reader = csv.reader(io.StringIO(start, newline=""), delimiter=delimiter)
    rows: list[list[str]] = []
    lines: list[int] = []
    try:
        for row in reader:
            rows.append([tidy(cell) for cell in row])
            lines.append(reader.line_num)
            if len(rows) == PREVIEWED:
                break
    except csv.Error:
        return [], []
    return rows, lines


def _evenness(rows: list[list[str]]) -> tuple[int, int]:
    """Score a way to cut rows: how many have the commonest width above one, then that width."""
    widths = Counter(len(row) for row in rows if len(row) > 1)
    if not widths:
        return (0, 0)
    width, count = max(widths.items(), key=lambda item: (item[1], item[0]))
    return (count, width)


def _cells(text: str, delimiter: str, name: str, skip: int, width: int) -> pd.DataFrame:
    """Read all rows as text, with one column more than there are headings for cells too many."""
    names = range(width + 1)
    try:
        with warnings.catch_warnings():
            # Cells beyond the column for cells too many are cut off, which that column shows.
            warnings.simplefilter("ignore", ParserWarning)
            frame = pd.read_csv(
                io.StringIO(text, newline=""),
                sep=delimiter,
                header=None,
                names=names,
                index_col=False,
                skiprows=skip,
                nrows=bounds.MOST_ROWS + 1,
                dtype=str,
                keep_default_na=False,
                na_values=[],
                skip_blank_lines=False,
            )
    except EmptyDataError:
        return pd.DataFrame(columns=names, dtype=str)
    except (ParserError, ValueError) as error:
        bounds.refuse(
            name,
            f"rows that cannot be told apart ({' '.join(str(error).split())[:120]})",
            "the same number of cells in every row",
            "Look for a stray quotation mark or delimiter on that line.",
        )
    frame = frame.fillna("")
    if INVISIBLE.search(text):
        frame = frame.apply(lambda cells: cells.str.replace(INVISIBLE, "", regex=True))
    stripped: pd.DataFrame = frame.apply(lambda cells: cells.str.strip(BLANKS))
    return stripped


def _of_long_rows(frame: pd.DataFrame, width: int) -> list[Problem]:
    return [
        Problem(
            f"row {row}",
            f"more than {width} cells",
            f"{width}, one for each heading",
            "Look for a comma inside a name or a number, and put the cell in quotation marks.",
        )
        for row in frame.index[frame[width] != ""]
    ]
