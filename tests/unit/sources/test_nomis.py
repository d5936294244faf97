import pytest
from pytest_httpserver import HTTPServer
from tests.unit.sources import replies
from werkzeug import Request, Response

from explorer.errors import SourceError
from explorer.sources import nomis
from explorer.sources.fetching import Fetcher

PATH = "/api/v01/dataset/NM_2041_1.data.csv"
DIMENSION = "c2021_eth_20"


def _rows(areas: list[str]) -> list[tuple[str, str, int, str, float]]:
    return [
        (area, f"Place {area}", category, name, count)
        for area in areas
        for category, name, count in ((0, "Total", 100), (18, "Other ethnic group: Arab", 7))
    ]


def _serve(httpserver: HTTPServer, page: int) -> None:
    def serve(request: Request) -> Response:
        assert request.args["measures"] == "20100"
        assert request.args["select"].startswith("geography_code,geography_name,c2021_eth_20,")
        rows = _rows(request.args["geography"].split(","))
        offset = int(request.args["recordoffset"])
        text = replies.nomis(DIMENSION, rows[offset : offset + page], len(rows))
        return Response(text, content_type="text/csv")

    httpserver.expect_request(PATH).respond_with_handler(serve)


@pytest.mark.parametrize("page", [1000, 3, 1])
def test_counts_are_whole_however_they_are_cut_off(
    httpserver: HTTPServer, fetcher: Fetcher, page: int
) -> None:
    _serve(httpserver, page)
    areas = [f"E0500000{number}" for number in range(4)]
    table, answer = nomis.counts(fetcher, "NM_2041_1", DIMENSION, areas)
    assert table.loc[table["category"] == "18", "count"].tolist() == [7.0] * 4
    assert table["area_code"].unique().tolist() == areas
    assert answer.host == "www.nomisweb.co.uk"


def test_many_areas_are_asked_for_in_parts(httpserver: HTTPServer, fetcher: Fetcher) -> None:
    _serve(httpserver, 25_000)
    areas = [f"E01{number:06}" for number in range(700)]
    table, _ = nomis.counts(fetcher, "NM_2041_1", DIMENSION, areas)
    assert len(table) == 1400
    assert len(httpserver.log) == 3
    assert all(len(request.url) < 8000 for request, _ in httpserver.log)


def test_an_area_left_out_is_named(httpserver: HTTPServer, fetcher: Fetcher) -> None:
    httpserver.expect_request(PATH).respond_with_data(
        replies.nomis(DIMENSION, _rows(["E05000001"])), content_type="text/csv"
    )
    with pytest.raises(SourceError, match="nothing for 1 of 2 areas, such as E05000002"):
        nomis.counts(fetcher, "NM_2041_1", DIMENSION, ["E05000001", "E05000002"])


def test_an_empty_answer_is_no_answer(httpserver: HTTPServer, fetcher: Fetcher) -> None:
    httpserver.expect_request(PATH).respond_with_data(
        replies.nomis(DIMENSION, []), content_type="text/csv"
    )
    with pytest.raises(SourceError, match="found 0 rows"):
        nomis.counts(fetcher, "NM_2041_1", DIMENSION, ["E05000001"])


def test_a_renamed_dimension_is_named(httpserver: HTTPServer, fetcher: Fetcher) -> None:
    httpserver.expect_request(PATH).respond_with_data(
        replies.nomis("c2031_eth_21", _rows(["E05000001"])), content_type="text/csv"
    )
    with pytest.raises(SourceError, match="no column C2021_ETH_20, C2021_ETH_20_NAME"):
        nomis.counts(fetcher, "NM_2041_1", DIMENSION, ["E05000001"])
