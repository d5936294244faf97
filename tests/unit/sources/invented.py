"""A borough that does not exist, in every publisher's own shape."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from typing import Any

from pytest_httpserver import HTTPServer
from tests.unit.sources import replies
from tests.unit.sources.replay import ARCGIS, NOMIS, declared_by, metadata, time_of
from werkzeug import Request, Response

from explorer import registry
from explorer.sources.nomis import identifier
from explorer.upkeep import declared

BOROUGH, NAME = "E09000099", "Marlowe"
OTHER, OTHER_NAME = "E09000098", "Kydd"
REGION, REGION_NAME = "E12000099", "Riverland"
ENGLAND = "E92000001"
SIZE = 0.01
WEST, SOUTH = -1.2, 52.4
WARDS = {
    f"E0599900{n}": name
    for n, name in enumerate(["Ambrose", "Barley Mow", "Corn Hill", "Dock", "Elm", "Fleet"], 1)
}
SMALL = [f"E01999{n:03}" for n in range(1, 13)]
MIDDLE = ["E02999001", "E02999002"]
POSTCODES = 48


def _corner(code: str, codes: Iterable[str], width: float) -> dict[str, Any]:
    return replies.square(WEST + list(codes).index(code) * width, SOUTH, width)


def _rows_of(service: str) -> list[tuple[dict[str, Any], dict[str, Any] | None]]:
    """Return attributes and geometry of a feature service's rows."""
    if service.startswith("WD_"):
        strip = [(c, _strip(i, len(WARDS))) for i, c in enumerate(WARDS)]
        return [({"WD25CD": c, "WD25NM": WARDS[c], "LAD25CD": BOROUGH}, g) for c, g in strip]
    if service.startswith("LAD_"):
        return [
            ({"LAD25CD": BOROUGH, "LAD25NM": NAME}, _strip(0, 1)),
            ({"LAD25CD": OTHER, "LAD25NM": OTHER_NAME}, _all_round()),
        ]
    if service.startswith("Lower"):
        return [
            ({"LSOA21CD": c, "LSOA21NM": f"{NAME} 00{i // 6 + 1}{'ABCDEF'[i % 6]}"}, _strip(i, 12))
            for i, c in enumerate(SMALL)
        ]
    if service.startswith("Middle"):
        return [
            ({"MSOA21CD": c, "MSOA21NM": f"{NAME} 00{i + 1}"}, _strip(i, 2))
            for i, c in enumerate(MIDDLE)
        ]
    if service.startswith("LAD25_RGN25"):
        of_region = {"RGN25CD": REGION, "RGN25NM": REGION_NAME}
        return [({"LAD25CD": code, **of_region}, None) for code in (BOROUGH, OTHER)]
    return [(_postcode(n), None) for n in range(POSTCODES)]


def _strip(index: int, of: int, west: float = WEST) -> dict[str, Any]:
    """Cut a square of four by one into upright strips."""
    width = 4 * SIZE / of
    left, right, top = west + index * width, west + (index + 1) * width, SOUTH + SIZE
    # Corners of every strip are on the outline of all others, as in a published coverage.
    xs = sorted({left, right, *(west + n * 4 * SIZE / 12 for n in range(13))})
    xs = [x for x in xs if left - 1e-9 <= x <= right + 1e-9]
    ring = [[round(x, 6), SOUTH] for x in xs] + [[round(x, 6), top] for x in reversed(xs)]
    return {"type": "Polygon", "coordinates": [[*ring, ring[0]]]}


def _all_round() -> dict[str, Any]:
    """Return a wide square with a hole where the borough is."""
    outer = replies.square(WEST - 0.2, SOUTH - 0.2, 0.45)["coordinates"][0]
    (hole,) = _strip(0, 1)["coordinates"]
    return {"type": "Polygon", "coordinates": [outer, hole[::-1]]}


def _postcode(number: int) -> dict[str, Any]:
    part = number * 12 // POSTCODES
    return {
        "PCDS": f"ZZ{number // 10 + 1} {number % 10}AA",
        "DOTERM": None,
        "LAT": SOUTH + SIZE / 2,
        "LONG": round(WEST + (number + 0.5) * 4 * SIZE / POSTCODES, 6),
        "LAD25CD": BOROUGH,
        "WD25CD": list(WARDS)[part // 2],
        "LSOA21CD": SMALL[part],
        "MSOA21CD": MIDDLE[part // 6],
    }


def serve(server: HTTPServer) -> None:
    """Have a server answer for every publisher."""
    for service in _services():
        server.expect_request(ARCGIS.format(service)).respond_with_handler(_features(service))
    server.expect_request("/api/all_data/csv/by_indicator_id").respond_with_handler(_fingertips)
    server.expect_request("/api/indicator_metadata/csv/by_indicator_id").respond_with_handler(
        metadata
    )
    server.expect_request(NOMIS.format("NM_2041_1")).respond_with_handler(_ethnicity)
    server.expect_request(NOMIS.format("NM_2021_1")).respond_with_handler(_residents)
    server.expect_request(NOMIS.format("NM_2043_1")).respond_with_handler(_language)
    server.expect_request(
        "/media/691ded56d140bbbaa59a2a7d/"
        "File_7_IoD2025_All_Ranks_Scores_Deciles_Population_Denominators.csv"
    ).respond_with_handler(_deprivation)


def _services() -> list[str]:
    from explorer.sources import borough_geography

    of = borough_geography.declared()
    parts = (of.boroughs, of.wards, of.lsoas, of.msoas, of.regions, of.postcodes)
    return [part.service for part in parts]


def _features(service: str) -> Callable[[Request], Response]:
    def answer(request: Request) -> Response:
        where = request.args["where"]
        rows = [
            (properties, geometry)
            for properties, geometry in _rows_of(service)
            if any(f"'{value}'" in where for value in properties.values())
        ]
        if request.args.get("returnCountOnly"):
            return Response(json.dumps({"count": len(rows)}), content_type="application/json")
        features = [replies.feature(p, g) for p, g in rows]
        return Response(replies.geojson(features), content_type="application/geo+json")

    return answer


def _fingertips(request: Request) -> Response:
    number = int(request.args["indicator_ids"])
    parent = request.args["parent_area_code"]
    areas = MIDDLE if parent == BOROUGH else [BOROUGH, OTHER, REGION]
    source, figures = declared_by(number)
    assert parent in (BOROUGH, REGION)
    indicator = registry.declared()[figures.indicator]
    periods = next(s for s in indicator.series if s.id == figures.series).periods
    lines = [
        replies.fingertips_row(
            number,
            parent,
            area,
            "Somewhere",
            sex,
            figures.age or "All ages",
            time=time_of(period.id),
            value=70 + len(area) / 10 + index,
            limits=(69, 90),
        )
        for index, area in enumerate([*areas, ENGLAND])
        for sex in (figures.groups or {"Persons": ""})
        for period in periods
        if period.end.year >= source.since
    ]
    return Response(replies.fingertips(lines), content_type="text/csv")


def _ethnicity(request: Request) -> Response:
    groups = {0: "Total", 1001: "Asian", 1002: "Black", 1003: "Mixed", 1004: "White", 1005: "Other"}
    counts = {0: 1000, 1001: 200, 1002: 100, 1003: 60, 1004: 600, 1005: 40}
    detailed = registry.declared()["ethnic-group-detailed"].breakdowns[0].groups
    groups |= {number: group for number, (group, _) in enumerate(detailed, 1)}
    counts |= dict.fromkeys(range(1, len(detailed) + 1), 50)
    return _census(request, "c2021_eth_20", groups, counts)


def _residents(request: Request) -> Response:
    return _census(request, "c2021_restype_3", {0: "Total"}, {0: 1000})


def _language(request: Request) -> Response:
    language = registry.declared()["main-language"].breakdowns[0]
    names = {0: "Total"} | {n: group for n, (group, _) in enumerate(language.groups, 1)}
    assert all(identifier(name) == name for number, name in names.items() if number)
    counts = dict.fromkeys(names, 10) | {0: 10 * (len(names) - 1)}
    return _census(request, "c2021_mlang_94", names, counts)


def _census(
    request: Request, dimension: str, names: dict[int, str], counts: dict[int, int]
) -> Response:
    rows = [
        (
            code,
            "",
            number,
            name,
            counts[number] + (index if number in (0, 1, 1001) else 0),
        )
        for index, code in enumerate(request.args["geography"].split(","))
        for number, name in names.items()
    ]
    page = rows[int(request.args["recordoffset"]) :]
    return Response(replies.nomis(dimension, page, len(rows)), content_type="text/csv")


def _deprivation(_: Request) -> Response:
    source = next(s for s in declared.held().values() if isinstance(s, declared.DeprivationSource))
    headings = [figures.heading for figures in source.figures]
    lines = [",".join([source.code, *(f'"{heading}"' for heading in headings)])]
    for index, code in enumerate(SMALL):
        values = [
            str(1 + index) if "Decile" in heading else str(100 * (index + 1))
            for heading in headings
        ]
        lines.append(",".join([code, *values]))
    return Response("\n".join(lines) + "\n", content_type="text/csv")
