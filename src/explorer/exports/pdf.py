"""PDF files told what they are: title, language, whose; and written the same every time."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime

from explorer.errors import Problem, SelectionError

LANGUAGE = b"en-GB"
_REFERENCE = re.compile(rb"\b(\d+) 0 R\b")
_RESOURCES = re.compile(rb"(?: +/[a-z]+\d+ \d+ 0 R\n){2,}")
"""Lines that name a page's resources, which some writers give in another order at every run."""


def described(drawn: bytes, properties: Mapping[str, str], made: datetime) -> bytes:
    """Return a PDF with document properties and language, its objects in the order of their use.

    Parameters
    ----------
    drawn : bytes
        A PDF with a plain table of objects, as matplotlib and svg2pdf write it.
    properties : mapping of str to str
        Title, Subject, Author and the like.
    made : datetime
        Written as the date of creation.

    Raises
    ------
    SelectionError
        When the file is of another make.
    """
    table = re.search(rb"xref\s+0 \d+\s+((?:\d{10} \d{5} [nf]\s{1,2})+)", drawn)
    root = re.search(rb"/Root (\d+) 0 R", drawn)
    if not (table and root):
        raise SelectionError(
            Problem("PDF", "no table of objects", "one", "Export the figure as SVG or PNG.")
        )
    objects = _objects(drawn, table[1], table.start())
    catalogue, information = int(root[1]), max(objects) + 1
    objects[catalogue] = re.sub(
        rb">>\s*$",
        b"/Lang (%s)\n/ViewerPreferences << /DisplayDocTitle true >>\n>>" % LANGUAGE,
        objects[catalogue],
    )
    objects[information] = _information(properties, made)
    order = _in_order_of_use(objects, (catalogue, information))
    new = {old: number for number, old in enumerate(order, start=1)}
    body, offsets = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n", []
    parts = [body]
    length = len(body)
    for old in order:
        head, mark, stream = objects[old].partition(b"stream")
        head = _REFERENCE.sub(lambda found: b"%d 0 R" % new[int(found[1])], head)
        part = b"%d 0 obj\n%s%s%s\nendobj\n" % (new[old], head, mark, stream)
        offsets.append(length)
        parts.append(part)
        length += len(part)
    entries = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    parts.append(
        b"xref\n0 %d\n0000000000 65535 f \n%strailer\n<< /Size %d /Root %d 0 R /Info %d 0 R >>\n"
        b"startxref\n%d\n%%%%EOF\n"
        % (len(order) + 1, entries, len(order) + 1, new[catalogue], new[information], length)
    )
    return b"".join(parts)


def _objects(drawn: bytes, table: bytes, end: int) -> dict[int, bytes]:
    """Read the content of every object by its number."""
    entries = [line.split() for line in re.findall(rb"\d{10} \d{5} [nf]", table)]
    starts = {i: int(entry[0]) for i, entry in enumerate(entries) if entry[2] == b"n"}
    after = dict(zip(sorted(starts.values()), [*sorted(starts.values())[1:], end], strict=True))
    objects = {}
    for number, start in starts.items():
        whole = drawn[start : after[start]]
        content = whole[whole.index(b"obj") + 3 : whole.rindex(b"endobj")].strip(b"\r\n ")
        head, mark, stream = content.partition(b"stream")
        objects[number] = _RESOURCES.sub(_sorted_lines, head) + mark + stream
    return objects


def _sorted_lines(run: re.Match[bytes]) -> bytes:
    return b"".join(sorted(run[0].splitlines(keepends=True)))


def _in_order_of_use(objects: Mapping[int, bytes], first: tuple[int, ...]) -> list[int]:
    """Return the numbers of objects as they are met when the file is read from its catalogue."""
    order: list[int] = []
    seen: set[int] = set()
    waiting = list(reversed(first))
    while waiting:
        number = waiting.pop()
        if number in seen:
            continue
        seen.add(number)
        order.append(number)
        head = objects[number].partition(b"stream")[0]
        waiting += [int(found) for found in reversed(_REFERENCE.findall(head))]
    return order


def _information(properties: Mapping[str, str], made: datetime) -> bytes:
    date = b"(D:%s)" % f"{made:%Y%m%d%H%M%S}Z".encode()
    said = [b"/%s %s" % (key.encode(), _text(value)) for key, value in properties.items()]
    dates = [b"/CreationDate %s" % date, b"/ModDate %s" % date]
    return b"<<\n%s\n>>" % b"\n".join([*said, *dates])


def _text(text: str) -> bytes:
    """Write a text as UTF-16 in hexadecimal, in which no character has a meaning of its own."""
    return b"<%s>" % (b"\xfe\xff" + text.encode("utf-16-be")).hex().upper().encode()
