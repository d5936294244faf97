"""Workshops from the command line: measured, written down, purged."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from explorer import cli
from explorer.cli import workshop as command
from explorer.cli.crowd import Heard
from explorer.cli.workshop import Load
from explorer.workshop import service
from explorer.workshop.model import Ask, Asks, Option, Scene
from explorer.workshop.refusals import UnknownWorkshopError

RUN = CliRunner()
CHOICES = (Option("a", "Housing"), Option("b", "Clean air"))
DOTS = Scene("dots", "What comes first?", ask=Ask(Asks.DOTS, options=CHOICES, dots=2))


@pytest.fixture(autouse=True)
def every(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> service.Workshops:
    monkeypatch.setenv("EXPLORER_STATE_DIR", str(tmp_path))
    return service.workshops()


def test_the_record_of_a_workshop_is_written_by_its_code(
    every: service.Workshops, tmp_path: Path
) -> None:
    one = every.open("What matters here?", places=CHOICES, themes=CHOICES)
    every.facilitator(one.code, one.secret).show(DOTS)
    room = every.room(one.code)
    room.dot("phone-of-ann-0123456789", "token-01", 1, "b")
    out = tmp_path / "record.csv"
    result = RUN.invoke(cli.app, ["workshop", "export", one.code.lower(), "--out", str(out)])
    assert result.exit_code == 0, result.output
    assert str(out) in result.output
    assert "Clean air" in out.read_text(encoding="utf-8")


def test_an_unknown_code_is_said() -> None:
    result = RUN.invoke(cli.app, ["workshop", "export", "BCDFGH", "--out", "record.csv"])
    assert isinstance(result.exception, UnknownWorkshopError)
    assert "found 'BCDFGH'; expected the code of a workshop that is held" in str(result.exception)


def test_purging_says_how_many_are_gone(every: service.Workshops) -> None:
    every.open("Kept")
    over = every.open("Over", keep_days=0)
    result = RUN.invoke(cli.app, ["workshop", "purge"])
    assert result.output == "1 workshop deleted.\n"
    with pytest.raises(UnknownWorkshopError):
        every.held(over.code)


@pytest.mark.parametrize(
    ("load", "code"),
    [(Load(20, 20, 0, 12.5), 0), (Load(19, 20, 0, 12.5), 1), (Load(20, 21, 1, 12.5), 1)],
)
def test_a_measurement_fails_unless_every_vote_counts_once(
    monkeypatch: pytest.MonkeyPatch, load: Load, code: int
) -> None:
    asked = []
    monkeypatch.setattr(command, "measure", lambda *given: asked.append(given) or load)
    arguments = ["workshop", "bench", "--participants", "4", "--votes", "5", "--seconds", "2"]
    said = RUN.invoke(cli.app, [*arguments, "--json", "--database", "sqlite:////tmp/x"])
    assert asked == [("sqlite:////tmp/x", 4, 5, 2.0)]
    assert said.exit_code == code
    assert json.loads(said.output) == {
        "acknowledged": load.acknowledged,
        "stored": load.stored,
        "duplicates": load.duplicates,
        "p95_ms": 12.5,
    }
    assert "95% within 12 ms" in RUN.invoke(cli.app, arguments).output
    assert asked[1][0].startswith("sqlite:///")


def test_the_95th_percentile_is_one_that_was_measured() -> None:
    assert Heard(times=[float(n) for n in range(100, 0, -1)]).p95 == 95
    assert Heard(times=[7.0]).p95 == 7
    assert Heard().p95 == 0
