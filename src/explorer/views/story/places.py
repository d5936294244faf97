"""Whose story is told: a borough's, or that of all boroughs together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from explorer import areas, registry
from explorer.errors import Problem, SelectionError
from explorer.keeping import kept
from explorer.model import Place, Selection
from explorer.views import selections, words
from explorer.views.neighbourhood import made

ALL = "all"


@dataclass(frozen=True)
class Told:
    """Whose story is told.

    Attributes
    ----------
    id : str
        A borough's code, or 'all'.
    name : str
        As a sentence names it.
    boroughs : tuple of Place
    """

    id: str
    name: str
    boroughs: tuple[Place, ...]

    @property
    def codes(self) -> tuple[str, ...]:
        return tuple(place.code for place in self.boroughs)

    @property
    def is_one(self) -> bool:
        return len(self.boroughs) == 1


def choices() -> dict[str, str]:
    """Return the stories that can be told, by id: all together, if there are several, then each."""
    boroughs = registry.places().boroughs
    together = {ALL: words.upper_first(_together(boroughs).name)} if len(boroughs) > 1 else {}
    return together | {place.code: place.name for place in boroughs}


def find(text: str) -> Told:
    """Return whose story a borough's code or name, or 'all', asks for.

    Raises
    ------
    SelectionError
        When no borough is called so.
    """
    boroughs = registry.places().boroughs
    asked = text.casefold()
    if asked == ALL:
        return _together(boroughs)
    for place in boroughs:
        if asked in {place.code.casefold(), place.name.casefold()}:
            return _one(place)
    raise SelectionError(
        Problem(
            "borough",
            f"'{text}'",
            f"{', '.join(place.name for place in boroughs)}, or {ALL}",
            "Give a name or code.",
        )
    )


def _together(boroughs: tuple[Place, ...]) -> Told:
    if len(boroughs) == 1:
        return _one(boroughs[0])
    return Told(ALL, "both boroughs" if len(boroughs) == 2 else "all boroughs", boroughs)


def _one(place: Place) -> Told:
    return Told(place.code, place.name, (place,))


@kept(maxsize=64)
def own(told: Told, area_set: str) -> tuple[str, ...]:
    """Return the codes of the areas of a set that lie in the boroughs told of."""
    layer = areas.load(area_set)
    return tuple(layer.loc[layer["borough_code"].isin(told.codes), "area_code"])


def own_figures(told: Told, selection: Selection) -> pd.DataFrame:
    """Return the figures held of a complete selection for areas told of, lowest first."""
    held = selections.figures(selection).areas.dropna(subset=["value"])
    mine = held[held["area_code"].isin(own(told, selection.area_set))]
    return mine.sort_values("value", kind="stable")


def beside(told: Told) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Return every borough with its areas, those told of first."""
    ordered: Sequence[Place] = sorted(
        registry.places().boroughs, key=lambda place: place.code not in told.codes
    )
    return tuple((place.name, made.of_borough(place.code)) for place in ordered)
