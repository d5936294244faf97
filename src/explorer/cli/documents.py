"""Whole documents from the command line: the story of a borough, or a report of one theme."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

import typer

from explorer.cli.writing import AddressOption, FormatOption, OutOption, form_of, write
from explorer.exports.base import Format


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
