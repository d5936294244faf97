"""Area sets and their boundaries, as `geo/geographies.yaml` declares them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import cache
from typing import TYPE_CHECKING, Any

from pydantic import TypeAdapter, ValidationError

from explorer import store
from explorer.errors import DataFileError, Problem, UnknownAreaError
from explorer.model import AreaKind, AreaSet

if TYPE_CHECKING:
    import geopandas as gpd
    import pandas as pd

GEOGRAPHIES = "geo/geographies.yaml"
WGS84 = "EPSG:4326"
BRITISH_GRID = "EPSG:27700"
COLUMNS = ["area_code", "area_name", "borough_code"]
SURROUNDINGS = ("neighbouring-boroughs", "thames", "parks")


@cache
def declared() -> Mapping[str, Any]:
    """Return what `geo/geographies.yaml` declares: area sets, postcodes, crosswalks, web shapes.

    Raises
    ------
    DataFileError
        When the file is missing, cannot be read or lacks one of the four.
    """
    content = store.read_yaml(GEOGRAPHIES)
    wanted = ("area_sets", "postcodes", "crosswalks", "web")
    if not isinstance(content, dict) or any(key not in content for key in wanted):
        raise DataFileError(
            Problem(
                GEOGRAPHIES,
                "a file without all its parts",
                ", ".join(wanted),
                f"Restore it from version control (git checkout -- {GEOGRAPHIES}).",
            )
        )
    return content


@cache
def area_sets() -> dict[str, AreaSet]:
    """Return every area set by id: wards, LSOAs, MSOAs, boroughs, practices and context layers."""
    return {key: _area_set(key, entry) for key, entry in declared()["area_sets"].items()}


def surroundings() -> list[AreaSet]:
    """Return what every map shows round its areas: neighbouring boroughs, river and parks."""
    return [area_sets()[identifier] for identifier in SURROUNDINGS if identifier in area_sets()]


def area_set(identifier: str) -> AreaSet:
    """Return one area set.

    Raises
    ------
    UnknownAreaError
        When there is none of that id; names those there are.
    """
    known = area_sets()
    if identifier not in known:
        raise UnknownAreaError(
            Problem(
                "area set", f"'{identifier}'", f"one of {', '.join(known)}", "Choose one of those."
            )
        )
    return known[identifier]


def current(level: str) -> str:
    """Return the id of the set of a level that is still in force, such as today's wards.

    Raises
    ------
    UnknownAreaError
        When none of that level is.
    """
    parts = {part for one in area_sets().values() for part in one.parts}
    found = [
        one
        for one in area_sets().values()
        if one.level == level and one.valid_to is None and one.id not in parts
    ]
    if not found:
        levels = dict.fromkeys(one.level for one in area_sets().values())
        raise UnknownAreaError(
            Problem("level", f"'{level}'", f"one of {', '.join(levels)}", "Choose one of those.")
        )
    return max(found, key=lambda one: one.valid_from or date.min).id


def load(identifier: str) -> gpd.GeoDataFrame:
    """Return the areas of a set, in the order in which they are always shown.

    Returns
    -------
    geopandas.GeoDataFrame
        Columns `area_code`, `area_name`, `borough_code`, `geometry` (WGS 84, degrees), index from
        0; practices also `postcode` and `ward_code`, their ward of today. The frame is the
        caller's own: changing it changes nothing here.

    Raises
    ------
    UnknownAreaError
        When there is no such set.
    DataFileError
        When its boundary file is missing, damaged or not what was declared.
    """
    return layer(area_set(identifier)).copy()


@cache
def layer(of: AreaSet) -> gpd.GeoDataFrame:
    """Return the shared frame of a set; `load` hands out copies of it."""
    frame = store.read_layer(of.file, of.checksum)
    frame = frame.rename(columns={of.code_field: "area_code", of.name_field: "area_name"})
    absent = [column for column in (*COLUMNS, "geometry") if column not in frame.columns]
    if absent:
        raise DataFileError(
            Problem(
                of.file,
                f"no column {', '.join(absent)}",
                f"columns {', '.join(COLUMNS)}",
                f"Restore it from version control (git checkout -- {of.file}).",
            )
        )
    further = [column for column in frame.columns if column not in (*COLUMNS, "geometry")]
    ordered = frame[[*COLUMNS, *further, "geometry"]].to_crs(WGS84)
    words = [*COLUMNS, *further]
    ordered[words] = ordered[words].fillna("")
    return ordered


@cache
def codes(identifier: str) -> tuple[str, ...]:
    """Return the codes of a set's areas, in the set's order."""
    return tuple(layer(area_set(identifier))["area_code"])


@cache
def names(identifier: str) -> dict[str, str]:
    """Return the names of a set's areas by code, in the set's order; shared, never changed."""
    frame = layer(area_set(identifier))
    return dict(zip(frame["area_code"], frame["area_name"], strict=True))


def name_of(code: str) -> str:
    """Return the name of an area of any set; of two sets that share a code, the later's.

    Raises
    ------
    UnknownAreaError
        When no set holds the code.
    """
    held = sets_of(code)
    if not held:
        raise UnknownAreaError(
            Problem(
                "area code",
                f"'{code}'",
                "a code of the wards, LSOAs, neighbourhoods, boroughs or practices held in geo/",
                "Look for a slip of the pen, or for an area outside these boroughs.",
            )
        )
    return names(held[-1])[code]


def sets_of(code: str) -> tuple[str, ...]:
    """Return the ids of the sets that hold a code, oldest first; none for an unknown code.

    The sets of single boroughs, of which others are composed, are left out.
    """
    return _sets_by_code().get(code, ())


def in_force(code: str, identifier: str) -> AreaSet:
    """Return the set that says when an area of a set was in force: its own borough's, if any."""
    whole = area_set(identifier)
    return next(
        (area_set(part) for part in whole.parts if code in names(part)),
        whole,
    )


def measured_area_km2(identifier: str) -> pd.Series[float]:
    """Return the size of each area, measured on the British National Grid.

    Returns
    -------
    pandas.Series
        Square kilometres by `area_code`, in the set's order. Boundaries are generalised to 20 m,
        so a ward's size is good to about one part in a hundred.
    """
    grid = layer(area_set(identifier)).to_crs(BRITISH_GRID)
    sizes: pd.Series[float] = grid.set_index("area_code").area / 1_000_000
    return sizes.rename("area_km2")


@cache
def _sets_by_code() -> dict[str, tuple[str, ...]]:
    parts = {part for one in area_sets().values() for part in one.parts}
    found: dict[str, tuple[str, ...]] = {}
    for one in area_sets().values():
        if one.kind is not AreaKind.CONTEXT and one.id not in parts:
            for code in codes(one.id):
                found[code] = (*found.get(code, ()), one.id)
    return found


def _area_set(identifier: str, entry: Mapping[str, Any]) -> AreaSet:
    try:
        return TypeAdapter(AreaSet).validate_python({"id": identifier, **entry})
    except (TypeError, ValidationError) as error:
        faults = error.errors() if isinstance(error, ValidationError) else []
        found = "; ".join(f"{'.'.join(map(str, f['loc']))}: {f['msg']}" for f in faults)
        raise DataFileError(
            Problem(
                f"{GEOGRAPHIES}, {identifier}",
                found or str(error),
                "every field of an area set",
                f"Restore it from version control (git checkout -- {GEOGRAPHIES}).",
            )
        ) from error
