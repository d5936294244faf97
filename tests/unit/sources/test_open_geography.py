import json
from typing import Any

import pytest
from pytest_httpserver import HTTPServer
from tests.unit.sources import replies
from werkzeug import Request, Response

from explorer.errors import SourceError
from explorer.sources import open_geography
from explorer.sources.fetching import Fetcher

SERVICE = "WD_MAY_2025_UK_BGC_V2"
PATH = f"/ESMARspQHYMw9BZ9/arcgis/rest/services/{SERVICE}/FeatureServer/0/query"
FIELDS = ("WD25CD", "WD25NM", "LAD25CD")
WARDS = [
    replies.feature(
        {"WD25CD": f"E0599990{n}", "WD25NM": f"Ward {n}", "LAD25CD": "E09000099"},
        replies.square(-0.2 + n / 100, 51.5),
    )
    for n in range(5)
]


def _serve(httpserver: HTTPServer, page: int, count: int = len(WARDS)) -> None:
    def serve(request: Request) -> Response:
        if request.args.get("returnCountOnly") == "true":
            return Response(json.dumps({"count": count}), content_type="application/json")
        assert request.args["where"] == "LAD25CD IN ('E09000099')"
        offset = int(request.args["resultOffset"])
        some = WARDS[offset : offset + page]
        text = replies.geojson(some, more=offset + page < len(WARDS))
        return Response(text, content_type="application/geo+json")

    httpserver.expect_request(PATH).respond_with_handler(serve)


def _fetch(fetcher: Fetcher) -> Any:
    return open_geography.boundaries(fetcher, SERVICE, "LAD25CD", ["E09000099"], FIELDS)


@pytest.mark.parametrize("page", [1, 2, 5, 1000])
def test_pages_are_put_together(httpserver: HTTPServer, fetcher: Fetcher, page: int) -> None:
    _serve(httpserver, page)
    frame = _fetch(fetcher)
    assert frame["WD25CD"].tolist() == [f"E0599990{n}" for n in range(5)]
    assert frame.crs == "EPSG:4326"
    assert frame.geometry.is_valid.all()


def test_fewer_areas_than_counted_are_refused(httpserver: HTTPServer, fetcher: Fetcher) -> None:
    _serve(httpserver, 1000, count=6)
    with pytest.raises(SourceError, match="5 areas where the service counts 6"):
        _fetch(fetcher)


@pytest.mark.parametrize(
    ("answer", "message"),
    [
        ('{"error": {"code": 400, "message": "Invalid query parameters"}}', "error 400: Invalid"),
        ('{"count": 5', "cut off"),
        ("[]", "no object"),
        ('{"count": 5}', "no features"),
        ('{"count": 1, "features": [{"properties": {"X": 1}, "geometry": null}]}', "no field WD25"),
        ('{"count": 0, "features": []}', "0 areas"),
    ],
)
def test_answers_that_are_none(
    httpserver: HTTPServer, fetcher: Fetcher, answer: str, message: str
) -> None:
    httpserver.expect_request(PATH).respond_with_data(answer, content_type="application/json")
    with pytest.raises(SourceError, match=message):
        _fetch(fetcher)


def test_an_area_without_a_boundary_is_refused(httpserver: HTTPServer, fetcher: Fetcher) -> None:
    bare = replies.feature(WARDS[0]["properties"])
    content = {**json.loads(replies.geojson([bare])), "count": 1}
    httpserver.expect_request(PATH).respond_with_json(content)
    with pytest.raises(SourceError, match="areas without a boundary"):
        _fetch(fetcher)


def test_a_lookup_has_rows_only(httpserver: HTTPServer, fetcher: Fetcher) -> None:
    _serve(httpserver, 2)
    where = open_geography.any_of("LAD25CD", ["E09000099"])
    table = open_geography.lookup(fetcher, SERVICE, where, FIELDS)
    assert table.shape == (5, 3)
    assert httpserver.log[1][0].args["returnGeometry"] == "false"
