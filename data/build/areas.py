"""The one place where an area code gets its official name."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

from explorer import areas, registry


def official_names(codes: Iterable[str]) -> list[str]:
    """Return the name of each area, in order, as `geo/` and `data/places.yaml` give it.

    Raises
    ------
    UnknownAreaError
        When a code is of no ward, LSOA, MSOA, practice, borough, region or country held.
    """
    comparators = _comparators()
    return [comparators.get(code) or areas.name_of(code) for code in codes]


@cache
def _comparators() -> dict[str, str]:
    return {place.code: place.name for place in registry.places().comparators}
