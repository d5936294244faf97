"""What Word and PowerPoint files share: language, properties, clean text and bytes made alike."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Protocol
from unicodedata import bidirectional

from explorer.exports import safe
from explorer.exports.base import Stamp

LANGUAGE = "en-GB"
FONT = "Arial"
"""On every Windows and macOS; LibreOffice draws it with Liberation Sans of the same widths."""
AUTHOR = "Neighbourhood inequalities explorer"
LONGEST_PROPERTY = 255
PACKED_ALREADY = (".png", ".docx", ".pptx", ".xlsx")
EARLIEST = (1980, 1, 1, 0, 0, 0)
"""Nothing in a ZIP file can be older."""
_RIGHT_TO_LEFT = ("R", "AL")
_WITHOUT_DIRECTION = ("WS", "ON", "CS", "ES", "ET", "NSM", "BN")


class CoreProperties(Protocol):
    """The document properties that python-docx and python-pptx both write."""

    author: str
    category: str
    comments: str
    created: datetime
    keywords: str
    language: str
    last_modified_by: str
    modified: datetime
    revision: int
    subject: str
    title: str
    version: str


def by_direction(text: str) -> Iterator[tuple[str, bool]]:
    """Split text into pieces that read one way, each with whether it reads right to left.

    Spaces and signs between two right-to-left words belong to them; before and after, they do not.
    """
    pieces: list[tuple[str, bool]] = []
    for character in text:
        kind = bidirectional(character)
        turned = kind in _RIGHT_TO_LEFT
        if pieces and (pieces[-1][1] is turned):
            pieces[-1] = (pieces[-1][0] + character, turned)
        elif turned and len(pieces) > 1 and _has_no_direction(pieces[-1][0]):
            between, (before, _) = pieces.pop()[0], pieces.pop()
            pieces.append((before + between + character, True))
        else:
            pieces.append((character, turned))
    yield from pieces


def fill_properties(core: CoreProperties, stamp: Stamp) -> None:
    """Fill the properties that a file manager, a search and a screen reader show."""
    subject = ", ".join(part for part in (stamp.measure, stamp.period, stamp.areas) if part)
    said = "; ".join(f"{label}: {text}" for label, text in stamp.lines[2:] if label != "Note")
    texts = {
        "title": stamp.title,
        "subject": subject,
        "keywords": "; ".join((stamp.measure, stamp.period, stamp.areas, stamp.standing)),
        "comments": said,
        "author": AUTHOR,
        "last_modified_by": AUTHOR,
        "category": "Public health",
        "version": f"{stamp.version}, data {stamp.data_version}",
    }
    for name, text in texts.items():
        setattr(core, name, _shortened(safe.text(text)))
    core.language = LANGUAGE
    core.created = core.modified = stamp.made.replace(tzinfo=None, microsecond=0)
    core.revision = 1


def sealed(package: bytes, made: datetime) -> bytes:
    """Write an Office package again with the same members in the same order, all of one date."""
    with zipfile.ZipFile(io.BytesIO(package)) as held:
        return zipped({name: held.read(name) for name in held.namelist()}, made)


def zipped(files: Mapping[str, bytes], made: datetime) -> bytes:
    """Write files, in the order given, into a ZIP file whose bytes depend on nothing else."""
    moment = max(made.timetuple()[:6], EARLIEST)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            entry = zipfile.ZipInfo(name, moment)
            packed = name.endswith(PACKED_ALREADY)
            entry.compress_type = zipfile.ZIP_STORED if packed else zipfile.ZIP_DEFLATED
            entry.create_system = 3
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, content)
    return out.getvalue()


def _has_no_direction(text: str) -> bool:
    return all(bidirectional(character) in _WITHOUT_DIRECTION for character in text)


def _shortened(text: str) -> str:
    return text if len(text) <= LONGEST_PROPERTY else f"{text[: LONGEST_PROPERTY - 1]}…"
