"""Finished documents: one document as Word, PDF or slides, in the same words and figures."""

from __future__ import annotations

from explorer.errors import Problem, SelectionError
from explorer.exports import format_of
from explorer.exports.base import LONGEST_NAME, MEDIA_TYPES, Export, Format, slug
from explorer.views.document import Document

__all__ = ["FORMATS", "export_document", "formats_of"]

FORMATS = (Format.DOCX, Format.PDF, Format.PPTX)


def formats_of(document: Document) -> tuple[Format, ...]:
    """Return the formats a document can have: a spreadsheet where it has tables, CSV where one."""
    count = len(document.tables)
    spreadsheets = (Format.XLSX, Format.CSV) if count == 1 else (Format.XLSX,) if count else ()
    return (*FORMATS, *spreadsheets)


def export_document(document: Document, form: Format | str, address: str = "") -> Export:
    """Write a document.

    Parameters
    ----------
    document : Document
    form : Format
        Word and PDF flow over pages, or fill one where the document is of one page; PowerPoint has
        an idea a slide. Excel and CSV hold its tables alone.
    address : str
        The explorer's own, before the document's permalink; '' where it is not known.

    Returns
    -------
    Export
        The same bytes each time where `SOURCE_DATE_EPOCH` is set.

    Raises
    ------
    SelectionError
        When the format is not a document's.
    """
    form = format_of(form)
    offered = formats_of(document)
    if form not in offered:
        raise SelectionError(
            Problem(
                "format",
                f"'{form}' for a document",
                f"one of {', '.join(offered)}",
                "Choose one of these, or export a map or table of it.",
            )
        )
    name = f"{slug(document.name)[:LONGEST_NAME]}.{form}"
    return Export(name, MEDIA_TYPES[form], _written(document, form, address))


# Writers are imported when they are asked for: Word, Typst and PowerPoint take a moment each.


def _written(document: Document, form: Format, address: str) -> bytes:
    if form is Format.DOCX:
        from explorer.exports.documents import word

        return word.write(document, address)
    if form is Format.PDF:
        from explorer.exports.documents import pdf

        return pdf.write(document, address)
    if form is Format.PPTX:
        from explorer.exports.documents import slides

        return slides.write(document, address)
    from explorer.exports import table, workbook
    from explorer.exports.documents import parts

    said = parts.stamp_of(document, address)
    if form is Format.XLSX:
        return workbook.write(document.tables, said)
    return table.write_csv(document.tables[0], said)
