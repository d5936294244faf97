"""The command line gives the published figures, as text and as JSON, and errors as words."""

import json

import pytest
from typer.testing import CliRunner

from explorer import cli

Json = dict[str, dict[str, float]]
RUN = CliRunner()


def _json(*arguments: str) -> Json:
    result = RUN.invoke(cli.app, [*arguments, "--json"])
    assert result.exit_code == 0, result.output
    parsed: Json = json.loads(result.output)
    return parsed


def test_gap_of_the_named_pair() -> None:
    found = _json(
        "gap", "life-expectancy", "--period", "2010-14", "--by", "sex=male",
        *("--area-set", "wards-2002", "--between", "E05000648", "E05000637"),
    )  # fmt: skip
    assert found["low"]["name"] == "Westbourne"
    assert found["low"]["value"] == 75.3
    assert found["high"]["name"] == "Knightsbridge and Belgravia"
    assert found["high"]["value"] == 89.3
    assert found["gap"] == 14.0
    assert found["lower"] == pytest.approx(10.2, abs=0.05)
    assert found["upper"] == pytest.approx(17.8, abs=0.05)


def test_codes_say_which_area_set_is_meant() -> None:
    found = _json(
        "gap", "life-expectancy", "--by", "sex=male", "--between", "E02000969", "E02000978"
    )
    assert found["gap"] == pytest.approx(10.4, abs=0.05)


def test_period_says_which_area_set_is_meant() -> None:
    result = RUN.invoke(
        cli.app,
        ["values", "life-expectancy", "--period", "2019-23", "--by", "sex=male", "--json"],
    )
    rows = {row["name"]: row for row in json.loads(result.output)}
    assert rows["Westbourne"]["value"] == pytest.approx(75.5, abs=0.05)


def test_areas_may_be_named() -> None:
    found = _json(
        "gap", "life-expectancy", "--period", "2019-23", "--by", "sex=male",
        *("--area-set", "msoa-2021"),
        *("--between", "westbourne", "Knightsbridge, Belgravia and Hyde Park"),
    )  # fmt: skip
    assert found["gap"] == pytest.approx(10.4, abs=0.05)
    assert found["lower"] is None


def test_widest_gap_of_a_borough_allows_for_choosing_after_looking() -> None:
    arguments = ("gap", "life-expectancy", "--area-set", "wards-2002", "--period", "2009-13",
                 "--by", "sex=male", "--borough", "E09000020")  # fmt: skip
    found = _json(*arguments)
    assert found["gap"] == 17.1
    pair = _json(*arguments[:-2], "--between", found["low"]["code"], found["high"]["code"])
    assert found["lower"] < pair["lower"]
    assert "picked out after looking" in RUN.invoke(cli.app, list(arguments)).output


def test_borough_may_be_named() -> None:
    found = _json("gap", "global-majority", "--borough", "westminster")
    assert found["high"]["name"] == "Church Street"
    assert found["high"]["value"] == pytest.approx(66.9, abs=0.05)


@pytest.mark.parametrize(
    ("arguments", "name", "value"),
    [
        (("global-majority",), "Church Street", 66.9),
        (("pm25", "--period", "2019", "--area-set", "wards-2022"), "West End", 14.0),
        (("pm25", "--period", "2019", "--area-set", "wards-2022"), "Dalgarno", 11.1),
        (("life-expectancy", "--area-set", "msoa-2021", "--by", "sex=male"), "Westbourne", 75.5),
    ],
)
def test_published_values(arguments: tuple[str, ...], name: str, value: float) -> None:
    result = RUN.invoke(cli.app, ["values", *arguments, "--json"])
    rows = {row["name"]: row for row in json.loads(result.output)}
    assert rows[name]["value"] == pytest.approx(value, abs=0.05)
    assert set(rows[name]) == {"code", "name", "value", "lower", "upper"}


def test_values_cover_the_whole_set_and_missing_is_null() -> None:
    result = RUN.invoke(
        cli.app,
        ["values", "life-expectancy", "--area-set", "msoa-2021", "--by", "sex=male", "--json"],
    )
    rows = json.loads(result.output)
    assert len(rows) == 45
    assert sum(row["value"] is None for row in rows) == 2


def test_text_says_where_the_figures_come_from() -> None:
    output = RUN.invoke(cli.app, ["values", "life-expectancy"]).output
    assert "Source:" in output
    assert "Kensington and Chelsea 2002–2014" in output
    assert "Westbourne: " in output


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["values", "life-expectency"], "life-expectancy"),
        (["values", "life-expectancy", "--by", "sex"], "--by sex=male"),
        (["values", "life-expectancy", "--period", "1850"], "1999-03"),
        (["gap", "life-expectancy", "--borough", "Camden"], "E09000033"),
        (["gap", "life-expectancy", "--between", "Westborne", "Holland"], "Westbourne"),
    ],
)
def test_mistakes_are_answered_in_words(
    arguments: list[str],
    words: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr("sys.argv", ["explorer", *arguments])
    with pytest.raises(SystemExit) as caught:
        cli.main()
    assert caught.value.code == 2
    error = capsys.readouterr().err
    assert words in error
    assert "Traceback" not in error


def test_indicators_are_listed() -> None:
    rows = json.loads(RUN.invoke(cli.app, ["indicators", "--json"]).output)
    assert "life-expectancy" in [row["id"] for row in rows]


def test_check_lists_what_is_wrong(monkeypatch: pytest.MonkeyPatch) -> None:
    from explorer.errors import Problem

    monkeypatch.setattr(
        "explorer.checks.everything", lambda: [Problem("a.csv", "this", "that", "Mend it.")]
    )
    result = RUN.invoke(cli.app, ["check"])
    assert result.exit_code == 1
    assert "a.csv: found this; expected that. Mend it." in result.output


def test_check_of_what_is_here_finds_nothing() -> None:
    result = RUN.invoke(cli.app, ["check"])
    assert result.exit_code == 0, result.output
    assert "nothing wrong" in result.output
