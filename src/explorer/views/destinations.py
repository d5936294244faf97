"""Where a reader can go by name: a ward, a neighbourhood or a measure; or by a postcode."""

from __future__ import annotations

from collections.abc import Iterator

from explorer import neighbourhoods, registry
from explorer.keeping import kept
from explorer.model import Selection
from explorer.views.overview import Step
from explorer.views.ward import found

STUDIO = "map-studio"
NEIGHBOURHOODS = "neighbourhood"


@kept(maxsize=1)
def named() -> dict[str, Step]:
    """Return what can be gone to, by the words that a list shows.

    Wards first, then neighbourhoods, then measures, each in the order of their names; without
    those whose page is not offered. A measure opens on a map of its latest figures.
    """
    offers = registry.places().offers
    return {step.text: step for step in _all() if offers(step.page)}


def _all() -> Iterator[Step]:
    for ward in sorted(found.wards().values(), key=lambda ward: ward.name):
        yield _ward(ward)
    for key, place in neighbourhoods.defined().items():
        yield Step(f"{place.name} · neighbourhood", NEIGHBOURHOODS, (("place", key),))
    for indicator in sorted(registry.indicators().values(), key=lambda one: one.name):
        query = tuple(Selection(indicator.id).to_query().items())
        yield Step(f"{indicator.name} · measure", STUDIO, query)


def _ward(ward: found.Ward) -> Step:
    text = f"{ward.name}, {ward.borough.short_name} · ward"
    return Step(text, found.PAGE, ((found.WARD, ward.code),))


def of_postcode(postcode: str) -> Step:
    """Return where a postcode leads: its ward.

    Raises
    ------
    UnknownAreaError
        When it is not a whole postcode in use here; the message never repeats it.
    """
    return _ward(found.of_postcode(postcode))
