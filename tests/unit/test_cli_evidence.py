"""`explorer evidence` lists every statement with its verdict, for people and for programs."""

import json

import pytest
from typer.testing import CliRunner

from explorer import cli
from explorer.errors import SelectionError
from explorer.views.evidence import ledger


def asked(*arguments: str) -> str:
    result = CliRunner().invoke(cli.app, ["evidence", *arguments], catch_exceptions=False)
    assert result.exit_code == 0
    return result.stdout


def test_json_is_a_list_of_all_statements_with_verdict_and_reason() -> None:
    rows = {row["claim_id"]: row for row in json.loads(asked("--json"))}
    assert len(rows) == 47
    assert all(row["verdict"] and row["reason"] for row in rows.values())
    share = rows["C014"]
    assert (share["stated"], share["verdict"]) == (48, "differs")
    assert share["found"] == pytest.approx(44.803)
    assert (rows["C006"]["found"], rows["C006"]["verdict"]) == (None, "cannot be checked here")


def test_words_begin_with_the_headline_and_name_what_comes_nearest() -> None:
    said = asked("--theme", "life expectancy")
    assert said.startswith(ledger.headline())
    assert "C001  Men of Knightsbridge and Belgravia" in said
    assert "Nearest: Life expectancy, men, Notting Barns to Queen's Gate (wards)" in said
    assert "C014" not in said


def test_unknown_verdict_is_refused_with_those_there_are() -> None:
    with pytest.raises(SelectionError, match="reproduced, consistent, differs, cannot"):
        asked("--verdict", "true")
