"""A server that replays, in the publishers' shapes, the figures that are held, or newer ones."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import Any

import pandas as pd
from pytest_httpserver import HTTPServer
from tests.unit.sources import replies
from werkzeug import Request, Response

from explorer import areas, registry, store

ARCGIS = "/ESMARspQHYMw9BZ9/arcgis/rest/services/{}/FeatureServer/0/query"
SEXES = {"sex=male": "Male", "sex=female": "Female"}


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
        self.server.expect_request("/api/all_data/csv/by_indicator_id").respond_with_handler(
            self._fingertips
        )
        self.server.expect_request("/api/indicator_metadata/csv/by_indicator_id").respond_with_data(
            replies.metadata(), content_type="text/csv"
        )
        self.server.expect_request(ARCGIS.format("WD_MAY_2025_UK_BGC_V2")).respond_with_handler(
            self._wards
        )
        self.server.expect_request("/api/v01/dataset/NM_2041_1.data.csv").respond_with_handler(
            self._census
        )

    def with_a_new_period(self) -> Replay:
        """Publish one more period than is held."""
        last = self.rows[self.rows["period"] == "2023-25"]
        self.rows = pd.concat([self.rows, last.assign(period="2024-26")], ignore_index=True)
        return self

    def _fingertips(self, request: Request) -> Response:
        assert request.args["indicator_ids"] == "90366"
        assert request.args["parent_area_code"] == registry.places().region.code
        lines = [
            replies.fingertips_row(
                area=row["area_code"],
                name=row["area_name"],
                sex=SEXES[row["breakdown"]],
                time=row["period"].replace("-", " - "),
                value="" if pd.isna(row["value"]) else row["value"],
            )
            for row in self.rows.to_dict("records")
        ]
        other = replies.fingertips_row(area="E09000001", name="Another borough", time="2023 - 25")
        old = replies.fingertips_row(area="E92000001", name="England", time="2001 - 03")
        return Response(replies.fingertips([*lines, other, old]), content_type="text/csv")

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
