"""XLSX after the Government Analysis Function's guidance: cover, contents, notes, tables.

One marked-up table a sheet, no merged cells, nothing said by colour alone, no empty number cell
without a reason. gptables lays the sheets out; what it would take for a link, a reference or a
formula in our texts is kept as text.

References
----------
Government Analysis Function, Releasing statistics in spreadsheets.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from numbers import Real
from typing import TYPE_CHECKING, Any

from explorer import registry
from explorer.exports import safe
from explorer.exports.base import Stamp
from explorer.views import disclosure
from explorer.views.base import Column, TableView

if TYPE_CHECKING:
    import pandas as pd
    from gptables import Cover, GPTable
    from gptables.core.gptable import FormatList

MISSING, WITHHELD = "[x]", "[c]"
SHORTHAND = {
    MISSING: "[x] stands for a figure that is not available",
    WITHHELD: "[c] stands for a figure that is withheld, so that nobody can be recognised by it",
}
"""The guidance's marks for cells without a number."""
HELD_IN_FULL = "Numbers are held in full and shown with fewer decimals."
COVER_WIDTH, NARROWEST, WIDEST = 100, 10, 60
"""Widths of columns, in characters."""
_SAID_ELSEWHERE = ("Title", "Subtitle", "Note")
# gptables reads text between two of these as the name of a note; a word joiner is not seen.
_REFERENCE, _KEPT_APART = "$$", "$\u2060$"


def write(tables: Sequence[TableView], stamp: Stamp) -> bytes:
    """Write tables as a workbook.

    Parameters
    ----------
    tables : sequence of TableView
        One a sheet, in order; numbers are held in full and shown with their decimals.
        `records.table` makes the table of a map, with the class of each area.
    stamp : Stamp
        The cover.

    Returns
    -------
    bytes
        The file; the same for the same tables and moment of making.
    """
    from gptables import produce_workbook

    notes = _Notes(stamp.notes)
    cells = [_cells(table) for table in tables]
    sheets = {
        f"Table {number}": _sheet(table, content, number, notes)
        for number, (table, content) in enumerate(zip(tables, cells, strict=True), start=1)
    }
    file = io.BytesIO()
    workbook = produce_workbook(
        file,
        sheets,
        cover=_cover(stamp, [table.caption for table in tables]),
        contentsheet_options={"instructions": "This worksheet contains one table: the sheets."},
        notes_table=notes.frame(),
        notesheet_options={"instructions": "This worksheet contains one table: the notes."},
        auto_width=False,
        workbook_options={
            "in_memory": True,
            "strings_to_formulas": False,
            "strings_to_urls": False,
            "strings_to_numbers": False,
        },
    )
    widths = {
        "Contents": [NARROWEST, COVER_WIDTH],
        "Notes": [NARROWEST, COVER_WIDTH],
        **{label: _widths(content) for label, content in zip(sheets, cells, strict=True)},
    }
    for label, of_columns in widths.items():
        for place, width in enumerate(of_columns):
            workbook.get_worksheet_by_name(label).set_column(place, place, width)
    workbook.set_properties(
        {
            "title": safe.text(stamp.title),
            "subject": safe.text(stamp.subtitle),
            "author": safe.text(stamp.version),
            "comments": safe.text(f"Source: {stamp.source}. {stamp.licence}."),
            "created": stamp.made.replace(tzinfo=None),
        }
    )
    workbook.close()
    return file.getvalue()


class _Notes:
    """The notes of a workbook, each once, in the order in which they are first referred to."""

    def __init__(self, of_all: Iterable[str]) -> None:
        self.of_all = tuple(of_all)
        self.names: dict[str, str] = {}

    def refer(self, texts: Iterable[str]) -> str:
        """Return gptables' references to notes, keeping those that are new."""
        found = [self.names.setdefault(text, f"note{len(self.names)}") for text in texts]
        return "".join(f"{_REFERENCE}{name}{_REFERENCE}" for name in dict.fromkeys(found))

    def frame(self) -> pd.DataFrame:
        """Return what gptables makes the notes' sheet from."""
        import pandas as pd

        rows = [(name, _text(text)) for text, name in self.names.items()]
        return pd.DataFrame(rows, columns=["Note", "Note text"])


def _cover(stamp: Stamp, captions: Sequence[str]) -> Cover:
    from gptables import Cover

    intro = dict.fromkeys(text for text in (stamp.subtitle, *captions) if text)
    about = [f"{label}: {text}" for label, text in stamp.lines if label not in _SAID_ELSEWHERE]
    return Cover(
        title=_text(stamp.title),
        intro=[_rich(text) for text in intro],
        about=[_rich(line) for line in about],
        width=COVER_WIDTH,
    )


def _sheet(table: TableView, cells: pd.DataFrame, number: int, notes: _Notes) -> GPTable:
    from gptables import GPTable

    references = notes.refer((*notes.of_all, *table.provenance.notes, *table.notes, HELD_IN_FULL))
    title = f"Table {number}: {table.caption.rstrip('.')}"
    helped = {
        place: notes.refer([column.help])
        for place, column in enumerate(table.columns)
        if column.help
    }
    return GPTable(
        table=cells,
        table_name=f"table_{number}",
        title=_rich(f"{title} " if references else title, references),
        instructions=_rich(_instructions(cells)),
        source=_rich(table.provenance.source_line),
        table_notes=helped,
        index_columns={},
        additional_formatting=[
            {"column": {"columns": [place], "format": _format(column), "include_names": True}}
            for place, column in enumerate(table.columns)
            if _is_number(table.frame[column.key])
        ],
    )


def _instructions(cells: pd.DataFrame) -> str:
    held = cells.to_numpy().ravel().tolist()
    marks = {cell for cell in held if isinstance(cell, str)}
    sentences = [
        "This worksheet contains one table",
        *(words for mark, words in SHORTHAND.items() if mark in marks),
    ]
    if any(not isinstance(cell, Real | str) and not cell.string for cell in held):
        sentences.append("An empty cell has nothing to say")
    return f"{'. '.join(sentences)}."


def _cells(table: TableView) -> pd.DataFrame:
    """Return what stands on a sheet: numbers, marks of the shorthand as `str`, and texts."""
    import pandas as pd

    frame = table.frame
    headings = _headings(table.columns)
    if frame.empty:
        only = [_text("No figures are held"), *(_text("") for _ in headings[1:])]
        return pd.DataFrame([only], columns=headings)
    hidden = {text for key, text in registry.notes().items() if disclosure.is_withheld(key)}
    notes = frame["note"].isin(hidden) if "note" in frame else pd.Series(False, frame.index)
    reasons = [WITHHELD if is_withheld else MISSING for is_withheld in notes]
    return pd.DataFrame(
        {
            heading: _column(frame[column.key], reasons)
            for heading, column in zip(headings, table.columns, strict=True)
        },
        dtype=object,
    )


def _column(values: pd.Series[Any], reasons: Sequence[str]) -> list[object]:
    import pandas as pd

    blanks = reasons if _is_number(values) else [_text("")] * len(values)
    cells: list[object] = []
    for value, blank in zip(values.tolist(), blanks, strict=True):
        if pd.isna(value):
            cells.append(blank)
        elif isinstance(value, bool):
            cells.append(_text("Yes" if value else "No"))
        else:
            cells.append(value if isinstance(value, Real) else _text(str(value)))
    return cells


def _headings(columns: Sequence[Column]) -> list[str]:
    """Return a heading with its unit for each column; none empty, no two the same to Excel."""
    found: dict[str, str] = {}
    for column in columns:
        named = safe.text(column.label).strip() or column.key
        heading = _plain(f"{named} ({column.unit})" if column.unit else named)
        while heading.lower() in found:
            heading = f"{heading}, {column.key}"
        found[heading.lower()] = heading
    return list(found.values())


def _is_number(values: pd.Series[Any]) -> bool:
    return values.dtype.kind in "iuf"


def _format(column: Column) -> dict[str, str]:
    """Align and show the numbers of a column; nothing is rounded that is held."""
    if column.decimals is None:
        return {"align": "right"}
    decimals = f".{'0' * column.decimals}" if column.decimals else ""
    return {"align": "right", "num_format": f"#,##0{decimals}"}


def _widths(cells: pd.DataFrame) -> list[int]:
    """Return each column's width: that of its longest word of heading or cell, within bounds."""

    def width(heading: str, column: list[Any]) -> int:
        words = [len(word) for word in heading.split()]
        texts = [len(cell) if isinstance(cell, str) else len(cell.string) for cell in column
                 if not isinstance(cell, Real)]  # fmt: skip
        return min(max(NARROWEST, *words, *texts) + 2, WIDEST)

    return [width(str(heading), cells[heading].tolist()) for heading in cells]


def _plain(text: str) -> str:
    return safe.cell(text).replace(_REFERENCE, _KEPT_APART)


def _rich(text: str, references: str = "") -> list[Any]:
    """Return a text in the form that gptables writes unread, then references to notes."""
    return [{}, f"{_plain(text)}{references}"]


def _text(text: str) -> FormatList:
    """Return a text for a cell, where gptables wants the same form ready made."""
    from gptables.core.gptable import FormatList

    return FormatList(_rich(text))
