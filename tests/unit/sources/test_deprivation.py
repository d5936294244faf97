import pytest
from pytest_httpserver import HTTPServer

from explorer.errors import SourceError
from explorer.sources import deprivation
from explorer.sources.fetching import Fetcher

URL = "https://assets.publishing.service.gov.uk/media/1/File_7.csv"
CODE = "LSOA code (2021)"
SCORE = "Index of Multiple Deprivation (IMD) Score"
FILE = f'\ufeff{CODE},LSOA name (2021),{SCORE},"Education, Skills and Training Score"\n' + "".join(
    f"E0100000{n},Place {n},{n}.5,{n * 2}\n" for n in range(4)
)


def _fetch(fetcher: Fetcher, *areas: str) -> list[dict[str, object]]:
    table, _ = deprivation.measures(fetcher, URL, CODE, {SCORE: "imd"}, areas)
    return table.to_dict("records")


def test_the_lsoas_wanted_are_taken(httpserver: HTTPServer, fetcher: Fetcher) -> None:
    httpserver.expect_request("/media/1/File_7.csv").respond_with_data(
        FILE.encode(), content_type="text/csv"
    )
    assert _fetch(fetcher, "E01000001", "E01000003") == [
        {"area_code": "E01000001", "imd": 1.5},
        {"area_code": "E01000003", "imd": 3.5},
    ]
    with pytest.raises(SourceError, match="nothing for 1 of 2 LSOAs, such as E01099999"):
        _fetch(fetcher, "E01000001", "E01099999")


def test_a_renamed_column_is_named(httpserver: HTTPServer, fetcher: Fetcher) -> None:
    httpserver.expect_request("/media/1/File_7.csv").respond_with_data(
        FILE.replace(SCORE, "IMD Score").encode(), content_type="text/csv"
    )
    with pytest.raises(SourceError, match=r"no column Index of Multiple Deprivation \(IMD\) Score"):
        _fetch(fetcher, "E01000001")
