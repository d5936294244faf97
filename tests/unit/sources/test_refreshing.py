"""A refresh shows what changes, takes it over whole, or leaves everything and says why."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest
from pytest_httpserver import HTTPServer
from tests.unit import homes
from tests.unit.sources.replay import Replay
from typer.testing import CliRunner
from werkzeug import Response

from explorer import checks, registry, store
from explorer.cli import app
from explorer.cli import refresh as command
from explorer.errors import SelectionError, SourceError
from explorer.sources import refreshing, releases
from explorer.sources.cache import Cache
from explorer.sources.fetching import HOSTS, Fetcher
from explorer.sources.releases import Scope
from explorer.upkeep import changes, declared, freshness
from explorer.upkeep.changes import ChangeKind
from explorer.upkeep.freshness import Outcome, State

DAY = date(2027, 3, 1)
NAME = "boroughs-life-expectancy"
TABLE = "data/tables/health-boroughs.csv"


@pytest.fixture
def home(tmp_path: Path) -> Iterator[Path]:
    with homes.at(homes.copy(tmp_path)) as folder:
        homes.keep_only(
            {"life-expectancy", "ethnic-group", "ethnic-group-detailed", "global-majority"},
            {NAME, "census-ethnic-group", "wards"},
        )
        yield folder


@pytest.fixture
def replay(home: Path, httpserver: HTTPServer) -> Replay:
    assert store.root() == home
    return Replay(httpserver)


def _data(home: Path) -> dict[str, bytes]:
    return {
        path.relative_to(home).as_posix(): path.read_bytes()
        for path in (home / "data").rglob("*")
        if path.is_file() and path.name not in (".lock", "freshness.json")
    }


@pytest.mark.usefixtures("replay")
def test_what_is_held_is_what_is_published(patient: Fetcher, home: Path) -> None:
    before = _data(home)
    assert refreshing.refresh(NAME, patient, DAY).outcome is Outcome.UNCHANGED
    assert _data(home) == before
    assert freshness.held()[NAME].succeeded == DAY
    assert freshness.state(NAME, DAY) is State.FRESH


def test_a_new_period_is_shown_then_taken_over(
    replay: Replay, patient: Fetcher, home: Path
) -> None:
    replay.with_a_new_period()
    before = _data(home)
    shown = refreshing.refresh(NAME, patient, DAY, dry_run=True)
    assert shown.outcome is Outcome.SHOWN
    assert _data(home) == before
    assert NAME not in freshness.held()

    report = refreshing.refresh(NAME, patient, DAY)
    assert report.outcome is Outcome.REPLACED
    assert [(c.kind, c.period) for c in report.changes] == [(ChangeKind.NEW_PERIOD, "2024-26")]
    held = registry.indicator("life-expectancy").periods("boroughs")
    new = next(period for period in held if period.id == "2024-26")
    assert (new.id, new.label, new.start, new.end) == (
        "2024-26",
        "2024–26",
        date(2024, 1, 1),
        date(2026, 12, 31),
    )
    assert checks.everything() == []
    assert changes.held() == report.changes
    assert registry.sources()["ohid-fingertips-boroughs"].published == "2026-11-03"


def test_a_revised_value_is_taken_over_with_its_size(replay: Replay, patient: Fetcher) -> None:
    replay.rows.loc[0, "value"] += 0.4
    report = refreshing.refresh(NAME, patient, DAY)
    assert [change.size for change in report.changes] == [pytest.approx(0.4)]
    assert store.read_table(TABLE)["value"].eq(replay.rows.loc[0, "value"]).any()


def test_a_vanished_area_is_shown_and_needs_leave(
    replay: Replay, patient: Fetcher, home: Path
) -> None:
    replay.rows = replay.rows[replay.rows["area_code"] != "E92000001"]
    before = _data(home)
    shown = refreshing.refresh(NAME, patient, DAY, dry_run=True)
    assert {change.kind for change in shown.changes} == {ChangeKind.VANISHED_AREA}
    refused = refreshing.refresh(NAME, patient, DAY)
    assert refused.outcome is Outcome.FAILED
    assert "no longer published" in refused.problems[0].found
    assert _data(home) == before
    assert refreshing.refresh(NAME, patient, DAY, accept=True).outcome is Outcome.REPLACED


@pytest.mark.parametrize(
    ("answer", "reason"),
    [
        (Response("", status=503), "status 503"),
        (Response("", status=429), "status 429"),
        (Response("<p>", content_type="text/html"), "text/html"),
        (Response(status=302, headers={"Location": "https://example.org/"}), "redirection"),
        (Response("a,b\n1,2\n", content_type="text/csv"), "no column Indicator ID"),
    ],
)
def test_a_failure_leaves_everything_and_is_remembered(
    home: Path, httpserver: HTTPServer, patient: Fetcher, answer: Response, reason: str
) -> None:
    httpserver.expect_request("/api/all_data/csv/by_indicator_id").respond_with_response(answer)
    before = _data(home)
    first = refreshing.refresh(NAME, patient, date(2027, 2, 1))
    refreshing.refresh(NAME, patient, DAY)
    assert len(first.problems) == 1
    assert reason in first.problems[0].found
    assert _data(home) == before
    attempt = freshness.held()[NAME]
    assert (attempt.failing_since, attempt.attempted) == (date(2027, 2, 1), DAY)
    assert freshness.state(NAME, DAY) is State.FAILING
    assert checks.everything() == []


@pytest.mark.usefixtures("replay")
def test_counts_of_the_census_come_back_as_they_are_held(patient: Fetcher) -> None:
    report = refreshing.refresh("census-ethnic-group", patient, DAY, dry_run=True)
    assert report.problems == ()
    moved = [change for change in report.changes if change.kind is ChangeKind.CHANGED_VALUE]
    assert moved == []
    assert {change.area_code for change in report.changes} <= registry.comparator_codes()


def test_a_new_ward_set_is_named_and_nothing_moves(
    replay: Replay, patient: Fetcher, home: Path
) -> None:
    assert refreshing.refresh("wards", patient, DAY).outcome is Outcome.UNCHANGED
    gone = sorted(replay.wards)[0]
    replay.wards = {**replay.wards, "E05099999": "New Ward"}
    del replay.wards[gone]
    before = _data(home)
    report = refreshing.refresh("wards", patient, DAY)
    assert report.outcome is Outcome.FAILED
    assert [problem.found for problem in report.problems] == [
        "1 areas that are new, such as E05099999",
        f"1 areas that are gone, such as {gone}",
    ]
    assert _data(home) == before


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Fetcher]:
    """Work in a copy of everything, with publishers who say what is held."""
    folder = tmp_path_factory.mktemp("whole")
    with homes.at(homes.copy(folder)), HTTPServer() as server:
        Replay(server)
        everywhere = dict.fromkeys(HOSTS, server.url_for("").rstrip("/"))
        yield Fetcher(Cache(folder / "cache"), elsewhere=everywhere)


@pytest.mark.usefixtures("replay")
def test_areas_that_a_publisher_does_not_have_are_named(patient: Fetcher) -> None:
    district = Scope(registry.places(), lambda _: ["E07000099"])
    with pytest.raises(SourceError, match="nothing for the areas asked for"):
        releases.obtain(patient, declared.held()[NAME], district)


ALL = tuple(refreshing.chosen([]))
NOT_HELD = {ChangeKind.NEW_AREA, ChangeKind.NEW_VALUE}
ADDED_UP = {ChangeKind.CHANGED_COUNT}
"""Areas and comparators that a publisher has and these figures had not."""


@pytest.mark.parametrize("name", ALL)
def test_every_source_that_is_declared_can_be_read_back(whole: Fetcher, name: str) -> None:
    report = refreshing.refresh(name, whole, DAY, dry_run=True)
    assert report.problems == ()
    assert {change.kind for change in report.changes} <= NOT_HELD | ADDED_UP


def test_sources_are_named_or_all() -> None:
    assert refreshing.chosen(["wards", "wards"]) == ("wards",)
    assert NAME in refreshing.chosen([])
    with pytest.raises(SelectionError, match="found 'mars'; expected one of boroughs-life"):
        refreshing.chosen(["mars"])


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, patient: Fetcher) -> Callable[..., tuple[int, str]]:
    monkeypatch.setattr(command, "Fetcher", lambda: patient)

    def run(*arguments: str) -> tuple[int, str]:
        result = CliRunner().invoke(app, ["refresh", *arguments])
        return result.exit_code, result.output

    return run


def test_the_command_shows_the_difference(
    replay: Replay, run: Callable[..., tuple[int, str]]
) -> None:
    replay.with_a_new_period().rows.loc[0, "value"] += 0.4
    code, text = run(NAME, "--dry-run")
    assert code == 0
    assert "would be taken over" in text
    assert "new period: life-expectancy, 2024-26: nothing to 6" in text
    assert "(+0.4)" in text
    code, text = run(NAME, "--json")
    (report,) = json.loads(text)
    assert (code, report["outcome"], len(report["changes"])) == (0, "replaced", 2)


@pytest.mark.usefixtures("home")
def test_the_command_says_why_and_fails(
    httpserver: HTTPServer, run: Callable[..., tuple[int, str]]
) -> None:
    httpserver.expect_request("/api/all_data/csv/by_indicator_id").respond_with_data("", 404)
    code, text = run(NAME)
    assert code == 1
    assert "left as it was" in text
    assert "Nothing was changed" in text
