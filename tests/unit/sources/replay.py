"""A server that replays, in the publishers' shapes, the figures that are held, or newer ones."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from typing import Any

import pandas as pd
from pytest_httpserver import HTTPServer
from tests.unit.sources import replies
from werkzeug import Request, Response

from explorer import areas, registry, store
from explorer.upkeep import declared
from explorer.upkeep.declared import (
    DeprivationSource,
    FingertipsFigures,
    FingertipsSource,
    SeriesFigures,
)

ARCGIS = "/ESMARspQHYMw9BZ9/arcgis/rest/services/{}/FeatureServer/0/query"
NOMIS = "/api/v01/dataset/{}.data.csv"
LIFE_EXPECTANCY = 90366


@dataclass
class Replay:
    """Answers; a test changes `rows` or `wards` to have the publisher say something else."""

    server: HTTPServer
    rows: pd.DataFrame = field(init=False)
    wards: dict[str, str] = field(init=False)

    def __post_init__(self) -> None:
        table = store.read_table("data/tables/health-boroughs.csv")
        self.rows = table[table["indicator"] == "life-expectancy"].reset_index(drop=True)
        self.wards = {code: areas.name_of(code) for code in areas.codes("wards-2022")}
        answers = {
            "/api/all_data/csv/by_indicator_id": self._fingertips,
            "/api/indicator_metadata/csv/by_indicator_id": metadata,
            ARCGIS.format("WD_MAY_2025_UK_BGC_V2"): self._wards,
            NOMIS.format("NM_2041_1"): self._census,
            NOMIS.format("NM_2021_1"): self._residents,
            NOMIS.format("NM_2043_1"): self._languages,
            re.compile(r"/media/.*"): _deprivation,
        }
        for address, answer in answers.items():
            self.server.expect_request(address).respond_with_handler(answer)

    def with_a_new_period(self) -> Replay:
        """Publish one more period than is held."""
        last = self.rows[self.rows["period"] == "2023-25"]
        self.rows = pd.concat([self.rows, last.assign(period="2024-26")], ignore_index=True)
        return self

    def _fingertips(self, request: Request) -> Response:
        number, parent = int(request.args["indicator_ids"]), request.args["parent_area_code"]
        source, figures = declared_by(number)
        rows = self.rows if number == LIFE_EXPECTANCY else registry.rows(*series_of(figures))
        if source.parents == "boroughs":
            rows = rows[rows["area_code"].isin(_within(parent))]
        sexes = {group: sex for sex, group in figures.groups.items()} or {"": "Persons"}
        lines = [
            replies.fingertips_row(
                number,
                area=row["area_code"],
                name=row["area_name"],
                sex=sexes[row["breakdown"]],
                time=time_of(row["period"]),
                value=_cell(row["value"]),
                limits=(_cell(row["lower_95"]), _cell(row["upper_95"])),
                counts=(_cell(row["numerator"]), _cell(row["denominator"])),
                note="Value suppressed" if row["note"] == "suppressed" else "",
            )
            for row in rows.to_dict("records")
            if row["breakdown"] in sexes
        ]
        if source.parents == "region":
            other = {"area": "E09000001", "name": "Another borough", "sex": "Male"}
            lines.append(replies.fingertips_row(number, **other, time="1998 - 00"))
        return Response(replies.fingertips(lines), content_type="text/csv")

    def _wards(self, request: Request) -> Response:
        features = [
            replies.feature({"WD25CD": code, "WD25NM": name}) for code, name in self.wards.items()
        ]
        if request.args.get("returnCountOnly"):
            return Response(json.dumps({"count": len(features)}), content_type="application/json")
        return Response(replies.geojson(features), content_type="application/geo+json")

    def _census(self, request: Request) -> Response:
        wanted = request.args["geography"].split(",")
        counts = _counts()
        somewhere = counts[registry.places().boroughs[0].code]
        rows = [
            (code, "", number, name, count)
            for code in wanted
            for number, (name, count) in counts.get(code, somewhere).items()
        ]
        page = rows[int(request.args["recordoffset"]) :][:25_000]
        return Response(replies.nomis("c2021_eth_20", page, len(rows)), content_type="text/csv")

    def _residents(self, request: Request) -> Response:
        table = store.read_table("data/tables/population-lsoa.csv").set_index("area_code")
        rows = [
            (code, "", 0, "Total", table["value"].get(code, 1000.0))
            for code in request.args["geography"].split(",")
        ]
        page = rows[int(request.args["recordoffset"]) :]
        return Response(replies.nomis("c2021_restype_3", page, len(rows)), content_type="text/csv")

    def _languages(self, request: Request) -> Response:
        table = store.read_table("data/tables/main-language-boroughs.csv")
        rows = []
        for code in request.args["geography"].split(","):
            own = table[table["area_code"] == code]
            total = own["denominator"].max() if len(own) else 100
            rows.append((code, "", 0, "Total: All usual residents aged 3 and over", total))
            of_group = dict(zip(own["breakdown"], own["numerator"], strict=True))
            (breakdown,) = registry.declared()["main-language"].breakdowns
            rows += [
                (code, "", number, group, of_group.get(f"language={group}", 1))
                for number, (group, _) in enumerate(breakdown.groups, 1)
            ]
        page = rows[int(request.args["recordoffset"]) :]
        return Response(replies.nomis("c2021_mlang_94", page, len(rows)), content_type="text/csv")


def metadata(request: Request) -> Response:
    """Answer what the publisher says of an indicator."""
    number = int(request.args["indicator_ids"])
    return Response(replies.metadata(number), content_type="text/csv")


def declared_by(number: int) -> tuple[FingertipsSource, FingertipsFigures]:
    """Return the declaration of a Fingertips indicator."""
    return next(
        (source, figures)
        for source in declared.held().values()
        if isinstance(source, FingertipsSource)
        for figures in source.figures
        if figures.number == number
    )


def series_of(figures: SeriesFigures) -> tuple[str, str]:
    """Return the ids of an indicator and its series."""
    return figures.indicator, figures.series


def time_of(period: str) -> str:
    """Write a period's id as Fingertips does: '2016-17-2020-21' as '2016/17 - 20/21'."""
    years = period.split("-")
    if len(years) == 4:
        return f"{years[0]}/{years[1]} - {years[2][2:]}/{years[3]}"
    if len(years) == 2 and int(years[1]) == (int(years[0]) + 1) % 100:
        return "/".join(years)
    return " - ".join(years)


def _within(borough: str) -> set[str]:
    layer = areas.load("msoa-2021")
    return set(layer.loc[layer["borough_code"] == borough, "area_code"])


def _cell(value: float) -> float | str:
    return "" if pd.isna(value) else value


def _deprivation(_: Request) -> Response:
    source = declared.held()["deprivation-2025"]
    assert isinstance(source, DeprivationSource)
    columns = {}
    for figures in source.figures:
        rows = registry.rows(*series_of(figures))
        own = rows[rows["breakdown"] == figures.breakdown].set_index("area_code")["value"]
        columns[figures.heading] = own / figures.times
    text = pd.DataFrame(columns).rename_axis(source.code).to_csv()
    return Response(text, content_type="text/csv")


def _counts() -> dict[str, dict[int, tuple[str, float]]]:
    names = {1001: "asian", 1002: "black", 1003: "mixed", 1004: "white", 1005: "other"}
    detailed = registry.declared()["ethnic-group-detailed"].breakdowns[0].groups
    names |= {number: group for number, (group, _) in enumerate(detailed, 1)}
    tables = [
        store.read_table(f"data/tables/ethnic-group-{level}.csv")
        for level in ("boroughs", "lsoa", "msoa", "wards")
    ]
    table = pd.concat(tables, ignore_index=True)
    table = table[table["indicator"].isin(["ethnic-group", "ethnic-group-detailed"])]
    found: dict[str, Any] = {}
    for row in table.to_dict("records"):
        number = next(n for n, g in names.items() if row["breakdown"] == f"ethnic_group={g}")
        own = found.setdefault(row["area_code"], {0: ("Total", row["denominator"])})
        own[number] = (names[number], row["numerator"])
    return found
