"""What several commands ask for, and the selection that it makes."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Annotated
from urllib.parse import parse_qsl, urlsplit

import typer

from explorer.errors import Problem, SelectionError
from explorer.model import Selection

IndicatorArgument = Annotated[str, typer.Argument(help="Such as life-expectancy.")]
AreaSetOption = Annotated[str, typer.Option("--area-set", help="Such as wards-2022.")]
PeriodOption = Annotated[str, typer.Option("--period", help="Such as 2010-14; the latest if left.")]
ByOption = Annotated[
    list[str] | None, typer.Option("--by", help="A group, such as sex=male; may be repeated.")
]
JsonOption = Annotated[bool, typer.Option("--json", help="Print JSON.")]


@dataclass(frozen=True)
class Link:
    """The address of a view taken apart: the explorer's own if it is there, the page, the query."""

    home: str
    page: str
    query: dict[str, str]


def link_of(text: str) -> Link:
    """Take a link apart, whole or from its page on."""
    parts = urlsplit(text)
    folder, _, page = parts.path.rpartition("/")
    home = f"{parts.scheme}://{parts.netloc}{folder}" if parts.netloc else ""
    return Link(home, page, dict(parse_qsl(parts.query)))


def selection_of(indicator: str, area_set: str, period: str, by: Iterable[str] | None) -> Selection:
    """Make a selection of what was asked for, not yet looked up.

    Raises
    ------
    SelectionError
        When a group is not written as breakdown=group.
    """
    pairs = []
    for text in by or ():
        key, sign, value = text.partition("=")
        if not (key and sign and value):
            raise SelectionError(
                Problem("--by", f"'{text}'", "breakdown=group", "Write it as in --by sex=male.")
            )
        pairs.append((key, value))
    return Selection(indicator, area_set, period, tuple(pairs))


def known(option: str, asked: str, held: Iterable[str]) -> None:
    """Refuse what is asked for and not held.

    Raises
    ------
    SelectionError
        With all that is held.
    """
    names = list(held)
    if asked and asked not in names:
        raise SelectionError(
            Problem(option, f"'{asked}'", f"one of {', '.join(names)}", "Choose one of these.")
        )
