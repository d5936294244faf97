"""Which ward is meant: by code, by name, or by the postcode of a home in it."""

from __future__ import annotations

from dataclasses import dataclass

from explorer import areas, neighbourhoods, registry
from explorer.areas.naming import CODE
from explorer.keeping import kept
from explorer.model import AreaSet, Place, Selection
from explorer.neighbourhoods import OWN, Neighbourhood
from explorer.views import rebased, selections

PAGE = "ward"
WARD = "ward"


@dataclass(frozen=True)
class Ward:
    """A ward of today's set."""

    code: str
    name: str
    borough: Place

    @property
    def alone(self) -> Neighbourhood:
        """The ward as a neighbourhood of one, so that its figures are made as any other's."""
        return Neighbourhood(OWN, self.name, self.name, (self.code,))


def today() -> AreaSet:
    """Return the wards of today, those that neighbourhoods are made of."""
    return areas.area_set(neighbourhoods.area_set())


@kept
def before() -> AreaSet:
    """Return the oldest wards held, for which older ward figures were published."""
    parts = {part for one in areas.area_sets().values() for part in one.parts}
    held = [one for one in areas.area_sets().values() if one.level == WARD and one.valid_from]
    return min((one for one in held if one.id not in parts), key=lambda one: str(one.valid_from))


@kept
def counted() -> Selection:
    """Return the selection of residents of today's wards at the census."""
    oldest = registry.indicator(rebased.RESIDENTS).periods(today().id)[0]
    return selections.complete(Selection(rebased.RESIDENTS, today().id, oldest.id))


@kept
def wards() -> dict[str, Ward]:
    """Return today's wards by code, borough by borough, in the order of their names."""
    layer = areas.load(today().id).sort_values(["borough_code", "area_name"], kind="stable")
    boroughs = {place.code: place for place in registry.places().boroughs}
    return {
        code: Ward(code, name, boroughs[borough])
        for code, name, borough in zip(
            layer["area_code"], layer["area_name"], layer["borough_code"], strict=True
        )
    }


def ward(code_or_name: str) -> Ward:
    """Return a ward by its code or its name.

    Raises
    ------
    UnknownAreaError
        When there is none; names the nearest.
    """
    return wards()[areas.resolve(code_or_name, today().id)]


def of_postcode(postcode: str) -> Ward:
    """Return the ward in which a postcode officially lies; the page and the command ask here.

    Raises
    ------
    UnknownAreaError
        When it is not a whole postcode in use here; the message never repeats it.
    """
    return wards()[areas.ward_of_postcode(postcode, today().id)]


def find(text: str) -> Ward:
    """Return a ward by code, name or postcode: what has a digit and is no code is a postcode.

    Raises
    ------
    UnknownAreaError
        When it is none of them; says what would be.
    """
    is_postcode = any(map(str.isdigit, text)) and not CODE.fullmatch(text.strip())
    return of_postcode(text) if is_postcode else ward(text)
