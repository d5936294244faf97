"""The sites themselves: which there are, in which ward, and what another way of placing gives."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

import pandas as pd

from explorer import areas, registry
from explorer.errors import Problem, SelectionError
from explorer.keeping import kept
from explorer.model import Selection
from explorer.views import words
from explorer.views.base import Site

if TYPE_CHECKING:
    import geopandas as gpd

PAGE = "services"
SERVICE = "service"
NUMBER, RATE, DISTANCE = "services", "services-rate", "services-distance"
SMALL_AREAS = "lsoa-2021"
FEW = 4
"""Wards without a site that are still named in a sentence."""
LISTED = "services"
"""The list of every site, in data/extras."""
OF_LEVEL = {"ward": "ward_code", "lsoa": "lsoa_code"}
"""Columns of the list that say in which of today's areas a site lies."""
NOUNS = {
    "pharmacy": ("pharmacy", "pharmacies"),
    "gp": ("GP site", "GP sites"),
    "dentist": ("dentist", "dentists"),
    "hospital": ("hospital", "hospitals"),
}
"""What one and several of each kind are called in a sentence."""


def wards() -> str:
    """Return the id of today's wards, in which sites are counted."""
    return areas.current("ward")


def kinds() -> dict[str, str]:
    """Return the kinds of site with their labels, in the order in which they are offered."""
    return dict(registry.indicator(NUMBER).breakdowns[0].groups)


def kind_of(query: Mapping[str, str]) -> str:
    """Read the kind of site from an address.

    Raises
    ------
    SelectionError
        When it names none that is held.
    """
    kind = query.get(SERVICE, "")
    if kind not in kinds():
        raise SelectionError(
            Problem(SERVICE, f"'{kind}'", f"one of {', '.join(kinds())}", "Choose one of these.")
        )
    return kind


def of_kind(identifier: str, kind: str, area_set: str = "") -> Selection:
    """Return the selection of a measure of sites for one kind."""
    return Selection(identifier, area_set, by=((SERVICE, kind),))


@kept(maxsize=8)
def listed(kind: str) -> pd.DataFrame:
    """Return the sites of a kind as the list has them; shared, never changed."""
    held = registry.extra(LISTED)
    return held[held["kind"] == kind].reset_index(drop=True)


@kept(maxsize=16)
def dots(kind: str, area_set: str) -> tuple[Site, ...]:
    """Return the sites as dots, those of one building as one, with the area they officially lie in.

    Sites know their ward and small area of today; over other areas a dot belongs to none.
    """
    held = listed(kind)
    columns = {areas.current(level): column for level, column in OF_LEVEL.items()}
    codes = held[columns[area_set]] if area_set in columns else ""
    told = held.assign(area_code=codes, name=held["name"] + ", " + held["postcode"])
    place = ["latitude", "longitude", "area_code"]
    together = told.groupby(place, sort=False)["name"].agg("; ".join).reset_index()
    return tuple(
        Site(row["latitude"], row["longitude"], row["name"], row["area_code"])
        for _, row in together.iterrows()
    )


@kept(maxsize=8)
def wards_without(kind: str) -> tuple[str, ...]:
    """Return the codes of wards in which no site of a kind officially stands."""
    return _without(listed(kind)["ward_code"])


@kept(maxsize=8)
def wards_without_by_location(kind: str) -> tuple[str, ...]:
    """Return the codes of wards in whose simplified boundaries no site of a kind stands."""
    return _without(_by_location(kind)["located_code"])


@kept(maxsize=8)
def placing(kind: str) -> tuple[str, ...]:
    """Say how sites are placed in wards, and what placing them by location would give."""
    official, located = wards_without(kind), wards_without_by_location(kind)
    lines = [
        f"Sites are counted in the ward of their postcode in the official list. {_none(official)}",
        f"Placed by where they stand on the simplified boundaries of the map instead: "
        f"{_none(located)}",
    ]
    moved = _by_location(kind)
    moved = moved[moved["located_code"] != moved["ward_code"]]
    if moved.empty:
        return (*lines, "Both ways put every site into the same ward.")
    told = [
        f"{row['name']} ({row['postcode']}) is in {areas.name_of(row['ward_code'])}, and on the "
        f"simplified boundaries in {areas.name_of(row['located_code'])}"
        for _, row in moved.iterrows()
    ]
    return (*lines, f"{'. '.join(told)}.")


def named(codes: tuple[str, ...]) -> str:
    """Write the names of areas for a sentence."""
    return words.in_sentence(sorted(areas.name_of(code) for code in codes))


def _none(codes: tuple[str, ...]) -> str:
    if not codes:
        return "Every ward has one."
    count = words.count_of(len(codes), "ward has", "wards have")
    return f"{count} none: {named(codes)}." if len(codes) <= FEW else f"{count} none."


def _without(codes: pd.Series[str]) -> tuple[str, ...]:
    present = set(codes)
    return tuple(code for code in areas.codes(wards()) if code not in present)


@kept(maxsize=8)
def _by_location(kind: str) -> gpd.GeoDataFrame:
    import geopandas as gpd

    held = listed(kind)
    points = gpd.points_from_xy(held["longitude"], held["latitude"], crs=areas.sets.WGS84)
    # Without the postcodes, which would decide.
    found = areas.locate(gpd.GeoDataFrame(held.drop(columns="postcode"), geometry=points), wards())
    return found.assign(postcode=held["postcode"])
