"""What is compared: two selections as one permalink, and their figures on the first one's areas."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from explorer import areas, registry
from explorer.errors import Problem, SelectionError
from explorer.keeping import kept
from explorer.model import Aggregation, Indicator, Selection
from explorer.views import rebased, selections

PAGE = "compare"
FIRST = ("imd-2025", "pm25")
PREFIX = "with-"
"""How the parameters of the second selection begin in the address."""
LEVELS = ("ward", "lsoa", "msoa")
"""Levels of enough areas to set two measures against each other; two boroughs show nothing."""


@dataclass(frozen=True)
class Comparison:
    """Two selections; the second is shown on the areas of the first, and moved there if need be."""

    first: Selection
    second: Selection

    def __post_init__(self) -> None:
        for key, _ in self.first.by:
            if key.startswith(PREFIX):
                raise SelectionError(
                    Problem(
                        "comparison",
                        f"a breakdown named '{key}'",
                        f"a name that does not begin with '{PREFIX}'",
                        "Rename the breakdown in the indicator's YAML file.",
                    )
                )

    def second_query(self) -> dict[str, str]:
        """Write the second selection as URL query parameters, each with the prefix."""
        return {f"{PREFIX}{key}": value for key, value in self.second.to_query().items()}

    def to_query(self) -> dict[str, str]:
        """Write both selections as URL query parameters."""
        return {**self.first.to_query(), **self.second_query()}

    @classmethod
    def from_query(cls, query: Mapping[str, str]) -> Comparison:
        """Read a comparison from URL query parameters; the inverse of `to_query`."""
        own = {k: v for k, v in query.items() if not k.startswith(PREFIX)}
        other = {k.removeprefix(PREFIX): v for k, v in query.items() if k.startswith(PREFIX)}
        return cls(Selection.from_query(own), Selection.from_query(other))

    def complete(self) -> Comparison:
        """Fill what either selection leaves open with what is held.

        The second's own area set, where none is named, is the first's; or else the one that moves
        there best.

        Raises
        ------
        SelectionError, UnknownAreaError
            When either asks for what is not held.
        """
        first = selections.complete(self.first)
        second = self.second
        if not second.area_set:
            indicator = registry.indicator(second.indicator)
            second = second.changed(area_set=held_on(indicator, first.area_set))
        return Comparison(first, selections.complete(second))


def beginning() -> Comparison:
    """Return what is compared first: deprivation and the air, or any two measures held."""
    for level in LEVELS:
        area_set = areas.current(level)
        held = [name for name, one in registry.declared().items() if area_set in one.area_sets]
        if len(held) > 1:
            one, other = sorted(held, key=lambda name: (name not in FIRST, name))[:2]
            return Comparison(Selection(one, area_set), Selection(other, area_set))
    raise SelectionError(
        Problem("comparison", "too few measures", "two on one set of areas", "Add another measure.")
    )


@kept(maxsize=1)
def area_sets() -> dict[str, str]:
    """Return the sets on which measures are compared, with their titles: today's areas first."""
    used = {name for one in registry.declared().values() for name in one.area_sets}
    now = [areas.current(level) for level in LEVELS]
    earlier = [name for name in used - {*now} if areas.area_set(name).level in LEVELS]
    return {name: areas.area_set(name).title for name in (*now, *sorted(earlier)) if name in used}


@kept(maxsize=1)
def firsts() -> dict[str, str]:
    """Return every indicator that is held on one of the sets, with its label."""
    held = (i for i in registry.indicators().values() if set(i.area_sets) & set(area_sets()))
    return dict(sorted(((i.id, i.short_name) for i in held), key=lambda item: item[1].lower()))


@kept(maxsize=32)
def others(area_set: str, first: str) -> dict[str, str]:
    """Return every other indicator that is held on an area set, or can be moved there."""
    held = [i for i in registry.indicators().values() if i.id != first and _reaches(i, area_set)]
    named = {
        i.id: i.short_name if area_set in i.area_sets else f"{i.short_name} (estimate)"
        for i in held
    }
    return dict(sorted(named.items(), key=lambda item: item[1].lower()))


def held_on(indicator: Indicator, area_set: str) -> str:
    """Return the area set whose figures are shown: the one asked for, or the one moved from.

    Raises
    ------
    SelectionError
        When the indicator is neither held there nor can be moved.
    """
    if area_set in indicator.area_sets:
        return area_set
    return rebased.finest(indicator, area_set).area_set


def moved(found: Comparison) -> rebased.Moved | None:
    """Return the move of the second indicator; None where it is held on the first's areas."""
    if found.second.area_set == found.first.area_set:
        return None
    return rebased.moved(found.second, found.first.area_set)


@kept(maxsize=256)
def values(found: Comparison) -> pd.DataFrame:
    """Return both measures of a complete comparison.

    Returns
    -------
    pandas.DataFrame
        `first` and `second` by `area_code`, in the set's order, not rounded; NaN where there is no
        figure or it is withheld.
    """
    move = moved(found)
    second = selections.figures(found.second).areas if move is None else move.figures.frame
    first = selections.figures(found.first).areas
    frame = pd.DataFrame(index=pd.Index(areas.codes(found.first.area_set), name="area_code"))
    for name, rows in (("first", first), ("second", second)):
        frame[name] = rows.set_index("area_code")["value"]
    return frame


@kept(maxsize=256)
def printed(found: Comparison) -> pd.DataFrame:
    """Return both measures rounded as they are shown, so that figures that print alike are equal.

    Thirds are made of these; a correlation is of `values`, which rounding would blur.
    """
    decimals = {
        name: registry.indicator(selection.indicator).decimals
        for name, selection in (("first", found.first), ("second", found.second))
    }
    return values(found).round(decimals)


def _reaches(indicator: Indicator, area_set: str) -> bool:
    if area_set in indicator.area_sets:
        return True
    if not any(areas.can_rebase(held, area_set) for held in indicator.area_sets):
        return False
    chosen = rebased.finest(indicator, area_set)
    # Spread over more areas than they were published for, figures would seem more than they are.
    if len(areas.codes(chosen.area_set)) < len(areas.codes(area_set)):
        return False
    series = indicator.series_for(chosen.area_set, chosen.period)
    return registry.aggregation(indicator.id, series.id) is not Aggregation.NONE
