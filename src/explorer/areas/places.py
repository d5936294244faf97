"""From postcodes and points to areas, and from one area set to another."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Any

from explorer import store
from explorer.areas import sets
from explorer.errors import Problem, UnknownAreaError

if TYPE_CHECKING:
    import geopandas as gpd
    import pandas as pd

# A whole postcode without its space: outward code, then a digit and two letters.
POSTCODE = re.compile(r"[A-Z]{1,2}\d[A-Z\d]?\d[A-Z]{2}")
PARTIAL = re.compile(r"[A-Z]{1,2}\d[A-Z\d]?(\d([A-Z]{1,2})?)?")
POSTCODE_TYPES = {"easting": "int32", "northing": "int32"}


def ward_of_postcode(postcode: str, area_set: str = "") -> str:
    """Return the code of the ward, or LSOA, in which a postcode officially lies.

    Parameters
    ----------
    postcode : str
        A whole live postcode, with or without its space, in any case.
    area_set : str
        A ward set, today's where it is left out, or an LSOA set. Wards of 2014 and later are those
        of the official list.

    Raises
    ------
    UnknownAreaError
        When the postcode is not whole, is not live in these boroughs, or the set has no postcodes.
        The message never repeats what was given: where somebody lives is nobody's to keep.
    """
    table = _postcodes(area_set or sets.current("ward"))
    given = _compact(postcode)
    if given in table.index:
        return str(table.loc[given])
    if POSTCODE.fullmatch(given):
        found = "one that is not in the list"
        fix = "Check it: it may lie in another borough or be no longer in use."
    elif PARTIAL.fullmatch(given):
        found, fix = "the beginning of one", _beginning(given, area_set)
    else:
        found, fix = "something else", "Write it as on an envelope, or choose a name instead."
    whole = f"a whole postcode in use in {_boroughs()}, such as W10 6NX"
    raise UnknownAreaError(Problem("postcode", found, whole, fix))


def _compact(postcode: str) -> str:
    """Write a postcode as the list is searched: capitals without spaces."""
    return re.sub(r"\s", "", postcode).upper()


def _beginning(given: str, area_set: str) -> str:
    """Say of the beginning of a postcode which areas it is spread over."""
    table, known = _postcodes(area_set), sets.names(area_set)
    district = table[table.index.str[:-3] == given]
    found = set(district) or set(table[table.index.str.startswith(given)])
    names = [name for code, name in known.items() if code in found]
    if not names:
        return f"No postcode in {_boroughs()} begins like that."
    where = f"parts of {', '.join(names)}" if len(names) > 1 else f"a part of {names[0]}"
    return f"Give all of it: postcodes that begin like that cover {where}."


def _boroughs() -> str:
    return " or ".join(sets.names("boroughs").values())


def crosswalk(from_set: str, to_set: str) -> pd.DataFrame:
    """Return what share of each area of one set lies in each area of another.

    Returns
    -------
    pandas.DataFrame
        `from_code`, `to_code`, `postcodes` (live ones in the overlap) and `weight`, their share of
        the area they come from: weights of one `from_code` sum to 1. Postcodes stand in for
        residents, so figures moved with these weights are estimates.

    Raises
    ------
    UnknownAreaError
        When no crosswalk of the two sets is held; lists those that are.
    """
    return _crosswalk(from_set, to_set).copy()


def has_crosswalk(from_set: str, to_set: str) -> bool:
    """Say whether a crosswalk of two sets is held."""
    return (from_set, to_set) in _crosswalks()


def locate(points: gpd.GeoDataFrame, area_set: str) -> gpd.GeoDataFrame:
    """Find the area in which each point lies.

    Where the points have a column `postcode` and the official list knows it, the postcode decides:
    generalised boundaries put buildings near an edge into the neighbouring ward.

    Parameters
    ----------
    points : geopandas.GeoDataFrame
        Points in any reference system.
    area_set : str
        Set to place them in.

    Returns
    -------
    geopandas.GeoDataFrame
        The points with `located_code`, `located_name` (both '' outside the set) and `located_by`:
        'postcode', 'location' or ''.
    """
    areas = sets.layer(sets.area_set(area_set))
    grid = areas[["area_code", "geometry"]].rename(columns={"area_code": "located_code"})
    found = points[[points.geometry.name]].reset_index(drop=True).to_crs(sets.BRITISH_GRID)
    within = found.sjoin(grid.to_crs(sets.BRITISH_GRID), how="left", predicate="intersects")
    # A point on a shared edge lies in two areas: the first in the set's order is taken.
    codes = within.loc[~within.index.duplicated(), "located_code"]
    official = codes.mask(codes.notna())
    if "postcode" in points.columns and area_set in sets.declared()["postcodes"]["columns"]:
        compact = points["postcode"].str.replace(" ", "").str.upper().reset_index(drop=True)
        official = compact.map(_postcodes(area_set))
    located = official.fillna(codes).fillna("")
    by = official.notna().map({True: "postcode", False: "location"}).where(located != "", "")
    return points.assign(
        located_code=located.to_numpy(),
        located_name=located.map(sets.names(area_set)).fillna("").to_numpy(),
        located_by=by.to_numpy(),
    )


@cache
def postcode_table() -> pd.DataFrame:
    """Return every live postcode with its grid reference and areas; shared, never changed."""
    entry = sets.declared()["postcodes"]
    return _table(entry, **POSTCODE_TYPES)


@cache
def _postcodes(area_set: str) -> pd.Series[str]:
    columns = sets.declared()["postcodes"]["columns"]
    if area_set not in columns:
        raise UnknownAreaError(
            Problem(
                "postcode look-up",
                f"area set '{area_set}'",
                f"one of {', '.join(columns)}",
                "Choose a set for which the postcodes' areas are known.",
            )
        )
    table = postcode_table()
    found: pd.Series[str] = table.set_index(table["postcode"].str.replace(" ", ""))[
        columns[area_set]
    ]
    return found


@cache
def _crosswalks() -> dict[tuple[str, str], dict[str, Any]]:
    return {(entry["from"], entry["to"]): entry for entry in sets.declared()["crosswalks"]}


@cache
def _crosswalk(from_set: str, to_set: str) -> pd.DataFrame:
    if not has_crosswalk(from_set, to_set):
        raise UnknownAreaError(
            Problem(
                "crosswalk",
                f"from '{from_set}' to '{to_set}'",
                f"one of {', '.join(f'{old} to {new}' for old, new in _crosswalks())}",
                "Choose one that is held.",
            )
        )
    table = _table(_crosswalks()[from_set, to_set])
    whole = table.groupby("from_code")["postcodes"].transform("sum")
    return table.assign(weight=table["postcodes"] / whole)


def _table(entry: dict[str, Any], **dtypes: str) -> pd.DataFrame:
    store.read_bytes(entry["file"], entry["checksum"])
    return store.read_csv(entry["file"], **dtypes)
