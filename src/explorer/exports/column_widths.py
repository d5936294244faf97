"""How wide the columns of a table stand in Word and on slides, by what is in them."""

from __future__ import annotations

from collections.abc import Sequence

from docx.shared import Mm

from explorer.exports.cells import Cell, wished

CHARACTER, PADDING = Mm(1.72), Mm(3.2)


def wanted(headings: Sequence[Cell], rows: Sequence[Sequence[Cell]]) -> list[int]:
    """Return the width in which each column's cells stand on one line, or few if they are long."""
    columns = zip(*rows, strict=True) if rows else ((cell,) for cell in headings)
    on_few_lines = [_room(wished(column)) for column in columns]
    return [max(pair) for pair in zip(on_few_lines, least(headings, rows), strict=True)]


def least(headings: Sequence[Cell], rows: Sequence[Sequence[Cell]]) -> list[int]:
    """Return the width in which no word of a column is broken."""
    columns = zip(headings, *rows, strict=True)
    return [
        _room(max(len(word) for cell in column for word in (cell.text or " ").split(" ")))
        for column in columns
    ]


def shared_out(width: int, least: Sequence[int], wanted: Sequence[int]) -> list[int]:
    """Share a width among columns: first what each needs, then by what each wants more."""
    left = width - sum(least)
    more = [want - need for want, need in zip(wanted, least, strict=True)]
    if left <= 0 or sum(more) <= left:
        return [want * width // sum(wanted) for want in wanted]
    return [need + left * extra // sum(more) for need, extra in zip(least, more, strict=True)]


def _room(characters: int) -> int:
    return int(characters * CHARACTER + PADDING)
