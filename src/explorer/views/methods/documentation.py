"""What the statistics say of themselves: docstrings taken apart, so that nothing is said twice.

Parts of `Notes` are told apart by how they are written: indented lines are formulas, a paragraph
that begins with "Limits:" says what a measure cannot do, the rest says how it is worked out.
"""

from __future__ import annotations

import inspect
import textwrap
import typing
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import docstring_parser
from docstring_parser import Docstring, DocstringStyle

from explorer import stats
from explorer.keeping import kept

LIMITS = "Limits:"


@dataclass(frozen=True)
class Item:
    """Something that goes in or comes out: its name, its type and what it is."""

    name: str
    kind: str
    text: str


@dataclass(frozen=True)
class Block:
    """A part of an explanation: a paragraph, or a formula with its lines as they are written."""

    text: str
    is_formula: bool = False


@dataclass(frozen=True)
class Documentation:
    """The docstring of a function of `explorer.stats`, taken apart.

    Attributes
    ----------
    summary : str
        What it gives, in one sentence.
    takes : tuple of Item
        Its arguments.
    gives : str
        What it returns.
    refuses : str
        When it gives no answer.
    working : tuple of Block
        How the answer is worked out.
    limits : str
        What it cannot do.
    references : tuple of str
        Who published the method.
    """

    summary: str
    takes: tuple[Item, ...]
    gives: str
    refuses: str
    working: tuple[Block, ...]
    limits: str
    references: tuple[str, ...]


def public_names() -> tuple[str, ...]:
    """Return every public name of `explorer.stats`."""
    return tuple(stats.__all__)


def functions() -> tuple[str, ...]:
    """Return the public functions of `explorer.stats`, in the order of their names."""
    return tuple(name for name in public_names() if inspect.isfunction(getattr(stats, name)))


@kept
def documentation(function: str) -> Documentation:
    """Take the docstring of a public function apart."""
    parsed = _parsed(getattr(stats, function))
    sections = {meta.args[0]: _joined(meta.description) for meta in parsed.meta}
    notes = list(_blocks(_section(parsed, "notes")))
    limits = next((b.text for b in notes if b.text.startswith(LIMITS)), "")
    return Documentation(
        summary=_joined(parsed.short_description),
        takes=tuple(_items(parsed)),
        gives=sections.get("returns", ""),
        refuses=sections.get("raises", ""),
        working=tuple(block for block in notes if block.text != limits),
        limits=_sentence(limits.removeprefix(LIMITS)),
        references=tuple(_references(_section(parsed, "references"))),
    )


@kept
def attributes(kind: str) -> tuple[Item, ...]:
    """Return what a public class of `explorer.stats` holds, as its docstring says."""
    return tuple(_items(_parsed(getattr(stats, kind))))


@kept
def classes_of(function: str) -> tuple[str, ...]:
    """Return the public classes that a function takes or gives, those within them included."""
    seen: list[type] = []
    waiting = list(_classes(typing.get_type_hints(getattr(stats, function)).values()))
    while waiting:
        found = waiting.pop()
        if found not in seen:
            seen.append(found)
            waiting += _classes(typing.get_type_hints(found).values())
    return tuple(sorted(kind.__name__ for kind in seen))


def _classes(hints: typing.Iterable[Any]) -> Iterator[type]:
    """Find the public classes within annotations such as `Interval[float] | None`."""
    for hint in hints:
        origin = typing.get_origin(hint) or hint
        if isinstance(origin, type) and origin.__name__ in stats.__all__:
            yield origin
        yield from _classes(typing.get_args(hint))


def _parsed(of: Any) -> Docstring:
    return docstring_parser.parse(inspect.getdoc(of) or "", style=DocstringStyle.NUMPYDOC)


def _section(parsed: Docstring, name: str) -> str:
    return "\n\n".join(m.description or "" for m in parsed.meta if m.args[0] == name)


def _items(parsed: Docstring) -> Iterator[Item]:
    for param in parsed.params:
        yield Item(param.arg_name, param.type_name or "", _joined(param.description))


def _blocks(text: str) -> Iterator[Block]:
    for part in text.split("\n\n"):
        if part.startswith(" "):
            yield Block(textwrap.dedent(part), is_formula=True)
        elif part.strip():
            yield Block(_joined(part).removesuffix("::") + ":" * part.rstrip().endswith("::"))


def _references(text: str) -> Iterator[str]:
    """Join the lines of each reference; one ends where a line ends with a full stop."""
    held = ""
    for line in text.splitlines():
        held = f"{held} {line}".strip()
        if held.endswith("."):
            yield held
            held = ""


def _joined(text: str | None) -> str:
    """Undo the line breaks of running text."""
    return " ".join((text or "").split())


def _sentence(text: str) -> str:
    text = text.strip()
    return text[:1].upper() + text[1:]
