"""A measure as the methods page shows it: plain words, then an example on the figures held."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import pandas as pd

from explorer import registry, stats
from explorer.model import Place, Selection
from explorer.views import selections, words
from explorer.views.base import Provenance
from explorer.views.methods.documentation import Documentation, documentation


@dataclass(frozen=True)
class Example:
    """A measure worked out on real figures.

    Attributes
    ----------
    setting : str
        Whose figures, of what and for when.
    working : tuple of str
        The figures put into the formula, line by line; the last lines give the result.
    finding : str
        What the result says, in a sentence.
    result : object
        What the function returned.
    provenance : Provenance
        Where the figures come from.
    """

    setting: str
    working: tuple[str, ...]
    finding: str
    result: object
    provenance: Provenance


@dataclass(frozen=True)
class Measure:
    """One public function of `explorer.stats` and how it is explained.

    Attributes
    ----------
    name : str
        Of the function.
    section : str
        The heading under which it stands.
    title : str
        What people call it.
    question : str
        What it answers.
    plain : str
        The answer's meaning in plain words.
    example : callable
        Works the measure out on the figures held.
    also : tuple of str
        Other public names that are explained with it.
    """

    name: str
    section: str
    title: str
    question: str
    plain: str
    example: Callable[[], Example]
    also: tuple[str, ...] = ()

    @property
    def documentation(self) -> Documentation:
        return documentation(self.name)


MEASURES: dict[str, Measure] = {}
"""Every measure that has an example, in the order in which the page shows them."""


def worked(
    name: str, section: str, title: str, question: str, plain: str, also: tuple[str, ...] = ()
) -> Callable[[Callable[[], Example]], Callable[[], Example]]:
    """Enter a function that works out the example of a measure."""

    def enter(example: Callable[[], Example]) -> Callable[[], Example]:
        MEASURES[name] = Measure(name, section, title, question, plain, example, also)
        return example

    return enter


def boroughs() -> tuple[Place, ...]:
    """Return the boroughs, that with the named pair of areas first."""
    first = registry.first_pair().borough
    return tuple(sorted(registry.places().boroughs, key=lambda place: place.code != first))


def selection(indicator: str, area_set: str, period: str = "", **by: str) -> Selection:
    """Return a complete selection."""
    return selections.complete(Selection(indicator, area_set, period, tuple(by.items())))


def row(chosen: Selection, code: str) -> pd.Series:
    """Return the figures of one area or comparator."""
    return selections.row_of(selections.figures(chosen), code)


def estimate(of: pd.Series) -> stats.Estimate:
    """Return an area's figure with its limits, as the statistics take it."""
    return stats.Estimate(float(of["value"]), float(of["lower_95"]), float(of["upper_95"]))


def span(lower: float, upper: float, decimals: int, unit: str = "") -> str:
    """Write an interval as a sentence has it: '95% interval 10.2 to 17.8'."""
    return f"95% interval {words.interval(lower, upper, decimals, unit)}"
