"""The measures in order, what the page says of them all, and what each gives on real figures."""

from __future__ import annotations

from itertools import groupby

import numpy as np
import pandas as pd

from explorer import registry, stats
from explorer.errors import SelectionError, UnknownAreaError
from explorer.keeping import kept
from explorer.views import words
from explorer.views.base import Column, TableView
from explorer.views.methods import certainty, inequality, patterns, rates
from explorer.views.methods.documentation import Item, attributes, classes_of
from explorer.views.methods.entries import MEASURES, Example, Measure
from explorer.views.methods.held import OWN_FILES, area_sets

EXPLAINED = (certainty, inequality, patterns, rates)
"""Modules whose examples are entered when they are imported, in the order of the page."""
FEW = 5
SUBTITLE = (
    "Made from the program's own code, descriptions and figures, so that it says what the pages "
    "do. Every example is worked out anew on the figures held here."
)


def headline() -> str:
    """Say how much is explained."""
    sets = len(area_sets().tables)
    return (
        f"{words.count_of(len(MEASURES), 'measure', 'measures')}, "
        f"{words.count_of(len(registry.indicators()), 'indicator', 'indicators')} and "
        f"{words.count_of(sets, 'set', 'sets')} of areas: what each is, and how it is worked "
        "out"
    )


def titles() -> dict[str, str]:
    """Return the measures with what people call them, in the order of the page."""
    return {name: measure.title for name, measure in MEASURES.items()}


def sections() -> dict[str, tuple[Measure, ...]]:
    """Return the measures under the question that they help to answer."""
    grouped = groupby(MEASURES.values(), key=lambda measure: measure.section)
    return {section: tuple(measures) for section, measures in grouped}


@kept
def example(name: str) -> Example | None:
    """Work the example of a measure out; None where what it is about is not held."""
    try:
        return MEASURES[name].example()
    except (SelectionError, UnknownAreaError):
        return None


def readable(text: str) -> str:
    """Call the measures that a docstring names by their titles, and drop its marks of code."""
    for name, title in titles().items():
        text = text.replace(f"`{name}`", f"“{title}”")
    return text.replace("`", "")


@kept
def arguments(name: str) -> TableView:
    """Build the table of what goes into a measure."""
    takes = MEASURES[name].documentation.takes
    return TableView(
        caption="What goes in",
        columns=(Column("name", "Name"), Column("kind", "Type"), Column("text", "What it is")),
        frame=pd.DataFrame(
            {"name": item.name, "kind": item.kind, "text": readable(item.text)} for item in takes
        ),
        provenance=OWN_FILES,
    )


@kept
def outcomes(name: str) -> tuple[TableView, ...]:
    """Build a table for each kind of thing that a measure takes or gives, with its parts."""
    worked = example(name)
    return tuple(_parts(kind, worked and worked.result) for kind in classes_of(name))


def _parts(kind: str, result: object) -> TableView:
    is_given = type(result).__name__ == kind
    columns = [Column("name", "Part"), Column("text", "What it is")]
    if is_given:
        columns.append(Column("here", "In the example"))
    return TableView(
        caption=f"What comes out: {kind}" if is_given else f"{kind} holds",
        columns=tuple(columns),
        frame=pd.DataFrame(
            {
                "name": item.name,
                "text": readable(item.text),
                "here": _here(item, result) if is_given else "",
            }
            for item in attributes(kind)
        ),
        provenance=OWN_FILES,
    )


def _here(item: Item, result: object) -> str:
    return ", ".join(_written(getattr(result, name.strip())) for name in item.name.split(","))


def _written(value: object) -> str:
    """Write a part of a result: four significant figures, or how many there are."""
    if isinstance(value, stats.Interval):
        return f"{_written(value.lower)} to {_written(value.upper)}"
    if isinstance(value, np.ndarray | tuple | frozenset):
        if len(value) > FEW:
            return f"{len(value)} of them"
        return "; ".join(_written(each) for each in value) or "none"
    if isinstance(value, float | int):
        return words.number(value) if abs(value) >= 1_000 else f"{value:.4g}"
    return "none" if value is None else str(value)
