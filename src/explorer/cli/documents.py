"""Whole documents from the command line: any page, and a story, the evidence or the outcomes."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

import typer

from explorer.cli.asking import known, link_of
from explorer.cli.writing import AddressOption, FormatOption, OutOption, form_of, write
from explorer.exports.base import Format


def page(
    page: Annotated[
        str,
        typer.Argument(
            metavar="PAGE|LINK",
            help="A page, such as gradient, or in quotes the link that its Share menu gives.",
        ),
    ],
    query: Annotated[
        str,
        typer.Option(
            help="What is chosen on the page, as its address says: 'period=2010-14&sex=male'."
        ),
    ] = "",
    form: FormatOption = None,
    out: OutOption = None,
    address: AddressOption = "",
) -> None:
    """Write any page as the document that its own menu offers, with all that it shows."""
    from explorer.exports.documents import export_document
    from explorer.ui import unattended

    form = form_of(form, out, Format.DOCX)
    link = link_of(page)
    asked = link.query | link_of(f"?{query.lstrip('?')}").query
    home = address or link.home
    write(lambda: export_document(unattended.document(link.page, asked), form, home), out)


def story(
    borough: Annotated[
        str, typer.Argument(metavar="BOROUGH|all", help="A borough by code or name, or all.")
    ],
    theme: Annotated[
        str, typer.Option(help="A theme alone, such as air-quality, makes a report of it.")
    ] = "",
    since: Annotated[
        datetime | None,
        typer.Option(formats=["%Y-%m-%d"], help="The day of an earlier story: what changed since."),
    ] = None,
    form: FormatOption = None,
    out: OutOption = None,
    address: AddressOption = "",
) -> None:
    """Write the story of a borough, or of all together, as Word, PDF or PowerPoint."""
    from explorer.exports.documents import export_document
    from explorer.views.story.telling import story as tell

    form = form_of(form, out, Format.DOCX)
    day = since.date() if since else None
    write(lambda: export_document(tell(borough, theme, day), form, address), out)


def evidence(
    theme: Annotated[str, typer.Option(help="Such as 'air quality'; all if left.")] = "",
    form: FormatOption = None,
    out: OutOption = None,
    address: AddressOption = "",
) -> None:
    """Write every statement of the documents with its verdict, as a document or spreadsheet."""
    from explorer.exports.documents import export_document
    from explorer.views.evidence import statements, written

    known("--theme", theme, statements.themes())
    form = form_of(form, out, Format.DOCX)
    asked = {"theme": theme} if theme else {}
    document = written.document(statements.chosen(theme=theme), asked)
    write(lambda: export_document(document, form, address), out)


def outcomes(form: FormatOption = None, out: OutOption = None, address: AddressOption = "") -> None:
    """Write the outcomes framework as printed, as a document or spreadsheet."""
    from explorer.exports.documents import export_document
    from explorer.views.outcomes import framework, written

    form = form_of(form, out, Format.DOCX)
    document = written.document(framework.chosen("", ""), {})
    write(lambda: export_document(document, form, address), out)
