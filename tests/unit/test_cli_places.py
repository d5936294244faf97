"""A neighbourhood and an indicator moved to another area set, from the command line."""

import json
from typing import Any

import pytest
from typer.testing import CliRunner

from explorer import cli
from explorer.errors import SelectionError, StatisticsError, UnknownAreaError

RUN = CliRunner()


def _json(*arguments: str) -> Any:
    result = RUN.invoke(cli.app, [*arguments, "--json"])
    assert result.exit_code == 0, result.output
    return json.loads(result.output)


def test_neighbourhood_of_two_wards() -> None:
    found = _json("neighbourhood", "E05009394,E05009396")
    assert [area["name"] for area in found["areas"]] == ["Dalgarno", "Golborne"]
    assert (found["residents"], found["working_definition"]) == (16_536, False)
    majority = next(f for f in found["figures"] if f["indicator"] == "global-majority")
    assert (majority["made"], majority["numerator"]) == ("counted", 8_465)
    assert majority["value"] == pytest.approx(100 * 8_465 / 16_536, abs=1e-6)
    span = next(f for f in found["figures"] if f["indicator"] == "life-expectancy")
    assert (span["made"], span["value"]) == ("range", None)
    assert span["lowest"]["value"] <= span["highest"]["value"]


def test_neighbourhood_of_the_working_definition_says_that_it_is_one() -> None:
    assert _json("neighbourhood", "north")["working_definition"] is True
    text = RUN.invoke(cli.app, ["neighbourhood", "south"]).output
    assert "A working definition" in text
    assert "What is uncertain" in text


def test_rebase_is_an_estimate_that_says_how_close_it_comes_back() -> None:
    found = _json("rebase", "fuel-poverty", "--to", "wards-2022")
    assert (found["from"], found["standing"]) == ("lsoa-2021", "estimate")
    assert (found["how"], found["areas_split"]) == ("weighted-mean", 72)
    assert len(found["figures"]) == 36
    assert 0 < found["there_and_back"]["mean_difference"] < 1
    text = RUN.invoke(cli.app, ["rebase", "fuel-poverty", "--to", "wards-2022"]).output
    assert "Golborne: " in text
    assert text.count("(estimate)") == 36


def test_rebase_keeps_the_total() -> None:
    wards = _json("rebase", "claimant-count", "--to", "wards-2022")["figures"]
    areas = _json("values", "claimant-count", "--area-set", "lsoa-2021")
    assert sum(row["value"] for row in wards) == pytest.approx(sum(row["value"] for row in areas))


@pytest.mark.parametrize(
    ("arguments", "fault"),
    [
        (("rebase", "life-expectancy", "--to", "wards-2022"), StatisticsError),
        (("rebase", "main-language", "--to", "wards-2022"), SelectionError),
        (("rebase", "fuel-poverty", "--to", "nowhere"), UnknownAreaError),
        (("neighbourhood", "nowhere"), SelectionError),
    ],
)
def test_what_cannot_be_made_is_refused(arguments: tuple[str, ...], fault: type[Exception]) -> None:
    assert isinstance(RUN.invoke(cli.app, list(arguments)).exception, fault)
