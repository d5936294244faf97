"""The record of a workshop as a file: Word, Excel or CSV; what people typed stays text."""

from __future__ import annotations

from dataclasses import replace

from explorer.errors import Problem, SelectionError
from explorer.exports import format_of, table, workbook
from explorer.exports.base import MEDIA_TYPES, Export, Format
from explorer.exports.documents import export_document
from explorer.exports.documents.parts import stamp_of
from explorer.workshop import record as views
from explorer.workshop.model import Record

FORMATS = (Format.DOCX, Format.XLSX, Format.CSV)


def export_record(record: Record, form: Format | str) -> Export:
    """Write everything that was recorded of a workshop.

    Raises
    ------
    SelectionError
        When the format is none of `FORMATS`.
    """
    form = format_of(form)
    document = views.document(record)
    if form is Format.DOCX:
        return export_document(document, form)
    # Tables hold what the room did, and nothing of the maps it was shown.
    own = document.provenances[0]
    said = stamp_of(replace(document, provenances=(own,), areas=own.areas), "")
    if form is Format.XLSX:
        content = workbook.write(views.tables(record), said)
    elif form is Format.CSV:
        content = table.write_csv(views.whole_table(record), said)
    else:
        raise SelectionError(
            Problem(
                "format",
                f"'{form}' for a workshop's record",
                f"one of {', '.join(FORMATS)}",
                "Choose one of these.",
            )
        )
    return Export(f"{document.name.lower()}.{form}", MEDIA_TYPES[form], content)
