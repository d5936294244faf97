"""How to cite the sources of figures, in words and as BibTeX."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import datetime

from explorer import __version__
from explorer.exports.office import AUTHOR
from explorer.model import Source

_SPECIAL = re.compile(r"([{}&%$#_])")
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")


def as_text(sources: Iterable[Source], made: datetime) -> str:
    """Cite sources as a list in words, then the program that drew the figures."""
    lines = [_in_words(source) for source in sources]
    lines.append(f"{AUTHOR} {__version__} ({made.year}).")
    return "\n\n".join(lines) + "\n"


def as_bibtex(sources: Iterable[Source], made: datetime) -> str:
    """Cite sources as BibTeX, then the program that drew the figures."""
    entries = [
        _entry(
            "misc",
            source.id,
            {
                "author": f"{{{_escaped(source.publisher)}}}",
                "title": _escaped(source.title),
                "year": _year(source),
                "url": source.url,
                "urldate": source.accessed,
                "note": _escaped(source.licence),
            },
        )
        for source in sources
    ]
    program = {
        "author": f"{{{AUTHOR}}}",
        "title": AUTHOR,
        "version": __version__,
        "year": str(made.year),
    }
    return "\n\n".join([*entries, _entry("software", "explorer", program)]) + "\n"


def _in_words(source: Source) -> str:
    year = _year(source)
    head = f"{source.publisher} ({year})" if year else source.publisher
    parts = (
        head,
        source.title,
        source.licence,
        source.credit,
        source.url,
        f"Accessed {source.accessed}" if source.accessed else "",
    )
    return " ".join(f"{part.strip().rstrip('.')}." for part in parts if part)


def _entry(kind: str, key: str, held: dict[str, str]) -> str:
    lines = [f"  {name} = {{{text}}}," for name, text in held.items() if text]
    return "\n".join((f"@{kind}{{{key},", *lines, "}"))


def _escaped(text: str) -> str:
    return _SPECIAL.sub(r"\\\1", text)


def _year(source: Source) -> str:
    found = _YEAR.search(source.published)
    return found.group() if found else ""
