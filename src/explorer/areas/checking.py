"""Whether every boundary, postcode and crosswalk is whole and fits the others."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from explorer import store
from explorer.areas import places, sets
from explorer.areas.joining import listed
from explorer.errors import ExplorerError, Problem
from explorer.model import AreaKind, AreaSet

if TYPE_CHECKING:
    import geopandas as gpd

SHAPES = {
    AreaKind.POLYGON: {"Polygon", "MultiPolygon"},
    AreaKind.POINT: {"Point"},
    AreaKind.CONTEXT: {"Polygon", "MultiPolygon"},
}
CRS_NAMES = {"OGC:CRS84", sets.WGS84}
RESTORE = "Restore the file from version control, or run geo.build again."


def check() -> list[Problem]:
    """Return every problem found in `geo/`; none means that all is well.

    Every layer is there and as it was sealed, has as many areas as declared, in the declared
    reference system, with codes that are unique and names that are not blank, valid shapes of
    the right kind that do not overlap; composed sets hold the areas of their parts; postcodes,
    crosswalks and web shapes are as they were sealed and name only areas that exist.
    """
    try:
        known = sets.area_sets()
    except ExplorerError as error:
        return list(error.problems)
    problems = [problem for one in known.values() for problem in _check_set(one)]
    if problems:
        return problems
    return [*_check_composed(known), *_check_postcodes(), *_check_crosswalks(), *_check_web()]


def check_layer(layer: gpd.GeoDataFrame, of: AreaSet) -> list[Problem]:
    """Check a layer against what is declared of it."""
    return [
        Problem(of.file, found, expected, RESTORE) for found, expected in _layer_faults(layer, of)
    ]


def _check_set(of: AreaSet) -> list[Problem]:
    try:
        return check_layer(sets.layer(of), of)
    except ExplorerError as error:
        return list(error.problems)


def _layer_faults(layer: gpd.GeoDataFrame, of: AreaSet) -> Iterator[tuple[str, str]]:
    import shapely

    if of.crs not in CRS_NAMES:
        yield f"reference system '{of.crs}'", "OGC:CRS84, which is WGS 84"
    if len(layer) != of.feature_count:
        yield f"{len(layer)} areas", f"{of.feature_count}"
    codes = layer["area_code"]
    if (codes == "").any():
        yield "areas without a code", "a code for each"
    if codes.duplicated().any():
        yield f"more than one area with the code {listed(codes[codes.duplicated()])}", "one each"
    nameless = layer.loc[layer["area_name"] == "", "area_code"]
    if of.kind is not AreaKind.CONTEXT and not nameless.empty:
        yield f"no name for {listed(nameless)}", "a name for each"
    shapes = layer.geometry
    wrong = codes[~shapes.geom_type.isin(SHAPES[of.kind])]
    if not wrong.empty:
        yield f"shapes of another kind for {listed(wrong)}", " or ".join(sorted(SHAPES[of.kind]))
        return
    broken = codes[~shapes.is_valid | shapes.is_empty]
    if not broken.empty:
        yield f"broken shapes for {listed(broken)}", "valid shapes"
    elif of.kind is AreaKind.POLYGON and not shapely.coverage_is_valid(shapes.to_numpy()):
        yield "areas that overlap or do not share their edges", "areas side by side"


def _check_composed(known: dict[str, AreaSet]) -> Iterator[Problem]:
    for one in known.values():
        of_parts = [code for part in one.parts for code in sets.codes(part)]
        if one.parts and sorted(of_parts) != sorted(sets.codes(one.id)):
            odd = sorted(set(of_parts) ^ set(sets.codes(one.id)))
            yield Problem(
                one.file, f"other areas than its parts: {listed(odd)}", "the same", RESTORE
            )


def _check_postcodes() -> Iterator[Problem]:
    entry = sets.declared()["postcodes"]
    try:
        table = places.postcode_table()
    except ExplorerError as error:
        yield from error.problems
        return
    for area_set, column in entry["columns"].items():
        yield from _strangers(entry["file"], set(table[column]), area_set)


def _check_crosswalks() -> Iterator[Problem]:
    for entry in sets.declared()["crosswalks"]:
        try:
            table = places.crosswalk(entry["from"], entry["to"])
        except ExplorerError as error:
            yield from error.problems
            continue
        if entry["from"] in sets.area_sets():
            yield from _strangers(entry["file"], set(table["from_code"]), entry["from"])
        yield from _strangers(entry["file"], set(table["to_code"]), entry["to"])


def _strangers(file: str, codes: set[Any], area_set: str) -> Iterator[Problem]:
    odd = sorted(str(code) for code in codes - set(sets.codes(area_set)))
    if odd:
        yield Problem(file, f"unknown codes {listed(odd)}", f"codes of {area_set}", RESTORE)


def _check_web() -> Iterator[Problem]:
    for entry in sets.declared()["web"].values():
        try:
            store.read_bytes(entry["file"], entry["checksum"])
        except ExplorerError as error:
            yield from error.problems
