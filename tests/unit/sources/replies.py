"""Answers in the shapes that the services document."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from typing import Any

FINGERTIPS = (
    "Indicator ID,Indicator Name,Parent Code,Parent Name,Area Code,Area Name,Area Type,Sex,Age,"
    "Category Type,Category,Time period,Value,Lower CI 95.0 limit,Upper CI 95.0 limit,"
    "Lower CI 99.8 limit,Upper CI 99.8 limit,Count,Denominator,Value note,Recent Trend,"
    "Compared to England value or percentiles,Compared to percentiles,Time period Sortable,"
    "New data,Compared to goal,Time period range"
)
METADATA = (
    "Indicator ID,Indicator,Indicator full name,Definition,Rationale,Policy,Data source,Frequency,"
    "Unit,Value type,Year type,Polarity,Date updated"
)
NOMIS = "GEOGRAPHY_CODE,GEOGRAPHY_NAME,{0},{0}_NAME,OBS_VALUE,RECORD_COUNT"


def fingertips_row(
    indicator: int = 90366,
    parent: str = "E12000007",
    area: str = "E09000099",
    name: str = "Someborough",
    sex: str = "Male",
    age: str = "All ages",
    category: tuple[str, str] = ("", ""),
    time: str = "2021 - 23",
    value: float | str = 80.5,
    limits: tuple[float | str, float | str] = ("", ""),
    counts: tuple[float | str, float | str] = ("", ""),
    note: str = "",
) -> str:
    cells: list[object] = [
        indicator,
        "An indicator",
        parent,
        "A region",
        area,
        name,
        "UA",
        sex,
        age,
    ]
    cells += [*category, time, value, *limits, "", "", *counts, note]
    cells += ["", "", "", f"{time[:4]}0000", "", "", "3y"]
    return ",".join(f'"{cell}"' if "," in str(cell) else str(cell) for cell in cells)


def fingertips(rows: Iterable[str]) -> str:
    return "\r\n".join([FINGERTIPS, *rows]) + "\r\n"


def metadata(indicator: int = 90366, updated: str = "03/11/2026 00:00:00") -> str:
    cells = f"{indicator},An indicator,,,,,ONS,Annual,Years,,Calendar,,{updated}"
    return f"{METADATA}\r\n{cells}\r\n"


def nomis(
    dimension: str, rows: Sequence[tuple[str, str, int, str, float]], count: int | None = None
) -> str:
    total = len(rows) if count is None else count
    lines = [f'"{a}","{n}",{c},"{t}",{v:g},{total}' for a, n, c, t, v in rows]
    return "\n".join([NOMIS.format(dimension.upper()), *lines]) + "\n"


def square(west: float, south: float, size: float = 0.01) -> dict[str, Any]:
    east, north = west + size, south + size
    ring = [[west, south], [east, south], [east, north], [west, north], [west, south]]
    return {"type": "Polygon", "coordinates": [ring]}


def feature(properties: dict[str, Any], geometry: dict[str, Any] | None = None) -> dict[str, Any]:
    return {"type": "Feature", "properties": properties, "geometry": geometry}


def geojson(features: Sequence[dict[str, Any]], more: bool = False) -> str:
    content: dict[str, Any] = {"type": "FeatureCollection", "features": list(features)}
    if more:
        content["properties"] = {"exceededTransferLimit": True}
    return json.dumps(content)
