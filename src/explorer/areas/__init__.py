"""Areas and when they were in force: boundaries, joins that keep vintages apart, postcodes."""

from explorer.areas.checking import check
from explorer.areas.joining import Joined, MatchReport, join
from explorer.areas.naming import resolve
from explorer.areas.places import crosswalk, locate, ward_of_postcode
from explorer.areas.rebasing import (
    Rebased,
    RoundTrip,
    can_rebase,
    rebase,
    there_and_back,
    weights,
)
from explorer.areas.sets import (
    area_set,
    area_sets,
    codes,
    current,
    load,
    measured_area_km2,
    name_of,
    sets_of,
    surroundings,
)

__all__ = [
    "Joined",
    "MatchReport",
    "Rebased",
    "RoundTrip",
    "area_set",
    "area_sets",
    "can_rebase",
    "check",
    "codes",
    "crosswalk",
    "current",
    "join",
    "load",
    "locate",
    "measured_area_km2",
    "name_of",
    "rebase",
    "resolve",
    "sets_of",
    "surroundings",
    "there_and_back",
    "ward_of_postcode",
    "weights",
]
