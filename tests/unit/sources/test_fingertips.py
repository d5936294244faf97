from datetime import date

import pandas as pd
import pytest
from pytest_httpserver import HTTPServer
from tests.unit.sources import replies
from tests.unit.sources.replies import fingertips_row

from explorer.errors import SourceError
from explorer.sources import fingertips
from explorer.sources.fetching import Fetcher


def _parse(*rows: str) -> pd.DataFrame:
    return fingertips.parse(replies.fingertips(rows).encode(), 90366)


def test_figures_come_with_limits_counts_and_without_categories() -> None:
    decile = ("County & UA deprivation deciles", "Most deprived decile")
    table = _parse(
        fingertips_row(value=80.5, limits=(80.1, 80.9), counts=(12, 3400)),
        fingertips_row(value=75, category=decile),
    )
    (row,) = table.to_dict("records")
    assert (row["area_code"], row["sex"], row["time"]) == ("E09000099", "Male", "2021 - 23")
    assert [row[name] for name in fingertips.NUMBERS] == [80.5, 80.1, 80.9, 12, 3400]


@pytest.mark.parametrize(
    ("said", "note"),
    [
        ("Value suppressed for disclosure control due to small count", "suppressed"),
        ("Value missing in source data", "not-published"),
        ("", "not-published"),
    ],
)
def test_a_missing_value_is_missing_with_its_reason(said: str, note: str) -> None:
    (row,) = _parse(fingertips_row(value="", note=said)).to_dict("records")
    assert pd.isna(row["value"])
    assert row["note"] == note


def test_an_area_below_two_parents_counts_once(httpserver: HTTPServer, fetcher: Fetcher) -> None:
    england = fingertips_row(area="E92000001", name="England", parent="")
    for parent, area in (("E09000098", "E02000001"), ("E09000099", "E02000002")):
        httpserver.expect_request(
            "/api/all_data/csv/by_indicator_id",
            query_string={
                "indicator_ids": "90366",
                "child_area_type_id": "3",
                "parent_area_type_id": "502",
                "parent_area_code": parent,
            },
        ).respond_with_data(
            replies.fingertips([england, fingertips_row(area=area, parent=parent)]),
            content_type="text/csv",
        )
    table, answer = fingertips.figures(fetcher, 90366, 3, ["E09000098", "E09000099"], 502)
    assert sorted(table["area_code"]) == ["E02000001", "E02000002", "E92000001"]
    assert answer.host == "fingertips.phe.org.uk"


def test_two_values_for_one_area_are_refused(httpserver: HTTPServer, fetcher: Fetcher) -> None:
    rows = [fingertips_row(value=80), fingertips_row(value=81)]
    httpserver.expect_request("/api/all_data/csv/by_indicator_id").respond_with_data(
        replies.fingertips(rows), content_type="text/csv"
    )
    with pytest.raises(SourceError, match="two different values for E09000099, Male"):
        fingertips.figures(fetcher, 90366, 502, ["E12000007"], 6)


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (replies.fingertips([]), "a table without rows"),
        (replies.fingertips([fingertips_row()]).replace("Area Code", "AreaCode"), "no column Area"),
        (replies.fingertips([fingertips_row(value="n/a")]), "'n/a' in column 'Value'"),
        (replies.fingertips([fingertips_row(value="inf")]), "'inf' in column 'Value'"),
        (replies.fingertips([fingertips_row(indicator=1)]), "found indicator 1; expected 90366"),
        ("", "No columns to parse"),
        (f"{replies.FINGERTIPS}\n1,2\n{'9,' * 40}\n", "Expected 27 fields"),
    ],
)
def test_another_layout_is_named(content: str, message: str) -> None:
    with pytest.raises(SourceError, match=message):
        fingertips.parse(content.encode(), 90366)


@pytest.mark.parametrize(
    ("time", "identifier", "label", "start", "end"),
    [
        ("2023", "2023", "2023", date(2023, 1, 1), date(2023, 12, 31)),
        ("2021 - 23", "2021-23", "2021–23", date(2021, 1, 1), date(2023, 12, 31)),
        ("1999 - 03", "1999-03", "1999–03", date(1999, 1, 1), date(2003, 12, 31)),
        ("2023/24", "2023-24", "2023/24", date(2023, 4, 1), date(2024, 3, 31)),
        ("1999/00", "1999-00", "1999/00", date(1999, 4, 1), date(2000, 3, 31)),
        (
            "2016/17 - 20/21",
            "2016-17-2020-21",
            "2016/17 to 2020/21",
            date(2016, 4, 1),
            date(2021, 3, 31),
        ),
        (
            "2022/23 - 24/25",
            "2022-23-2024-25",
            "2022/23 to 2024/25",
            date(2022, 4, 1),
            date(2025, 3, 31),
        ),
    ],
)
def test_periods(time: str, identifier: str, label: str, start: date, end: date) -> None:
    found = fingertips.period(time)
    assert (found.id, found.label, found.start, found.end) == (identifier, label, start, end)


@pytest.mark.parametrize("time", ["2023 Q1", "Nov 2019", "", "23/24", "2021 - 22/23"])
def test_periods_that_are_no_years_are_refused(time: str) -> None:
    with pytest.raises(SourceError, match="the time period"):
        fingertips.period(time)


@pytest.mark.parametrize(
    ("written", "day"),
    [("03/11/2026 00:00:00", "2026-11-03"), ("2026-11-03T09:30", "2026-11-03"), ("soon", "")],
)
def test_the_publishers_words_on_an_indicator(
    httpserver: HTTPServer, fetcher: Fetcher, written: str, day: str
) -> None:
    httpserver.expect_request(
        "/api/indicator_metadata/csv/by_indicator_id", query_string="indicator_ids=90366"
    ).respond_with_data(replies.metadata(updated=written), content_type="text/csv")
    said = fingertips.about(fetcher, 90366)
    assert (said.name, said.updated) == ("An indicator", day)
