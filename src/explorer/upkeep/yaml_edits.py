"""Small changes to hand-written YAML files that leave their comments and layout alone."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping

import yaml

from explorer.errors import DataFileError, Problem
from explorer.model import Period, Series


def add_periods(text: str, file: str, series: str, periods: Iterable[Period]) -> str:
    """Declare further periods of a series in an indicator's file, after the last one there.

    Raises
    ------
    DataFileError
        When the file has no such series or lists no period.
    """
    lines = [_period(period) for period in periods]
    if not lines:
        return text
    listed = _items(_value(_series(text, file, series), "periods"))
    if not listed:
        raise _missing(f"{file}, series {series}", "periods")
    margin = " " * (listed[-1].start_mark.column - 2)
    line_break = text.find("\n", _end(text, listed[-1]))
    end = line_break if line_break >= 0 else len(text)
    return text[:end] + "".join(f"\n{margin}- {line}" for line in lines) + text[end:]


def add_series(text: str, file: str, series: Series) -> str:
    """Declare a further series in an indicator's file, with its periods, after the last one there.

    Raises
    ------
    DataFileError
        When the file lists no series.
    """
    listed = _items(_value(yaml.compose(text), "series"))
    if not listed:
        raise _missing(file, "series")
    margin = " " * listed[-1].start_mark.column
    lines = [
        f"- id: {quoted(series.id)}",
        f"  label: {quoted(series.label)}",
        f"  area_set: {series.area_set}",
        f"  table: {series.table}",
        f"  source: {series.source}",
        f"  standing: {series.standing}",
        f"  has_intervals: {'true' if series.has_intervals else 'false'}",
        f"  caveats: [{', '.join(series.caveats)}]",
        "  periods:",
        *(f"    - {_period(period)}" for period in series.periods),
    ]
    line_break = text.find("\n", _end(text, listed[-1]))
    end = line_break if line_break >= 0 else len(text)
    # The dash of an item stands two columns before its first key.
    before = margin[:-2]
    return text[:end] + "".join(f"\n{before}{line}" for line in lines) + text[end:]


def set_in_series(text: str, file: str, series: str, values: Mapping[str, str]) -> str:
    """Set values of a series that its indicator's file has already; each is YAML as it stands.

    Raises
    ------
    DataFileError
        When the file has no such series, or the series no such value.
    """
    for name, value in values.items():
        node = _value(_series(text, file, series), name)
        text = _replaced(text, node, value, f"{file}, series {series}", name)
    return text


def set_words(text: str, file: str, key: str, words: Mapping[str, str]) -> str:
    """Set words of an entry, such as a source's `accessed`, that the file has already.

    Raises
    ------
    DataFileError
        When the file has no such entry, or the entry no such word.
    """
    for name, word in words.items():
        node = _value(_value(yaml.compose(text), key), name)
        text = _replaced(text, node, quoted(word), f"{file}, {key}", name)
    return text


def quoted(word: str) -> str:
    """Write a word so that YAML reads it as a word, whatever it looks like."""
    # JSON's strings are YAML's too; single quotes are what the files have.
    return f"'{word}'" if "'" not in word and word.isprintable() else json.dumps(word)


def _replaced(text: str, node: yaml.Node | None, value: str, where: str, name: str) -> str:
    if node is None:
        raise _missing(where, name)
    return text[: node.start_mark.index] + value + text[_end(text, node) :]


def _end(text: str, node: yaml.Node) -> int:
    # A block's end mark stands after the line break, a flow's right behind it.
    return len(text[: node.end_mark.index].rstrip())


def _period(period: Period) -> str:
    return (
        f"{{id: {quoted(period.id)}, label: {quoted(period.label)}, "
        f"start: {period.start.isoformat()}, end: {period.end.isoformat()}}}"
    )


def _series(text: str, file: str, series: str) -> yaml.Node:
    for entry in _items(_value(yaml.compose(text), "series")):
        if _text(_value(entry, "id")) == series:
            return entry
    raise _missing(file, f"series {series}")


def _missing(where: str, name: str) -> DataFileError:
    return DataFileError(Problem(where, f"no {name}", "an entry that has it", "Add it first."))


def _value(node: yaml.Node | None, key: str) -> yaml.Node | None:
    if not isinstance(node, yaml.MappingNode):
        return None
    return next((value for name, value in node.value if _text(name) == key), None)


def _items(node: yaml.Node | None) -> list[yaml.Node]:
    return list(node.value) if isinstance(node, yaml.SequenceNode) else []


def _text(node: yaml.Node | None) -> str:
    return str(node.value) if isinstance(node, yaml.ScalarNode) else ""
