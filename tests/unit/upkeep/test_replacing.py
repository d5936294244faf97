"""Figures are compared, checked, and taken over whole or not at all."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from datetime import date
from pathlib import Path

import pandas as pd
import pytest

from explorer import checks, registry, store
from explorer.errors import DataFileError
from explorer.model import Period, Selection
from explorer.upkeep import changes, replacing
from explorer.upkeep.changes import ChangeKind
from explorer.upkeep.replacing import Release
from explorer.views import of_selection

pytestmark = pytest.mark.usefixtures("home")
MALE_AT_BIRTH = Selection("life-expectancy", "wards-2002", "2010-14", (("sex", "male"),))
DAY = date(2026, 12, 1)
TABLE = "data/tables/health-boroughs.csv"
SOURCE = "ohid-fingertips-boroughs"
LAST = Period("2023-25", "2023–25", date(2023, 1, 1), date(2025, 12, 31))
NEXT = Period("2024-26", "2024–26", date(2024, 1, 1), date(2026, 12, 31))


def _held(period: str) -> pd.DataFrame:
    table = store.read_table(TABLE)
    is_wanted = (table["indicator"] == "life-expectancy") & (table["period"] == period)
    return table[is_wanted].reset_index(drop=True)


def _release(rows: pd.DataFrame, *periods: Period) -> Release:
    return Release("life-expectancy", "boroughs-2015-25", periods or (LAST,), rows)


def _plan(release: Release, accept: bool = False) -> replacing.Plan:
    return replacing.plan(SOURCE, [release], origin="fingertips.phe.org.uk", day=DAY, accept=accept)


def _everything(home: Path) -> dict[str, bytes]:
    return {
        path.relative_to(home).as_posix(): path.read_bytes()
        for path in sorted((home / "data").rglob("*"))
        if path.is_file() and path.name != ".lock"
    }


def test_the_same_figures_change_nothing(home: Path) -> None:
    before = _everything(home)
    agreed = _plan(_release(_held(LAST.id)))
    assert agreed.changes == ()
    replacing.commit(agreed)
    assert _everything(home) == before


def test_a_new_period_is_declared_sealed_logged_and_offered(home: Path) -> None:
    rows = _held(LAST.id).assign(period=NEXT.id)
    agreed = _plan(_release(rows, NEXT))
    assert [(c.kind, c.period, c.after) for c in agreed.changes] == [
        (ChangeKind.NEW_PERIOD, "2024-26", str(len(rows)))
    ]
    replacing.commit(agreed)
    assert checks.everything() == []
    assert NEXT in registry.indicator("life-expectancy").periods("boroughs")
    assert changes.held()[-1].period == "2024-26"
    entry = store.manifest()[TABLE]
    assert entry["sha256"] == store.digest((home / TABLE).read_bytes())
    assert (entry["source"], entry["taken_over"]) == (SOURCE, "2026-12-01")
    source = registry.sources()[SOURCE]
    assert source.accessed == "2026-12-01"
    assert source.obtained_from.endswith(
        "; refreshed 2026-12-01 from fingertips.phe.org.uk: Life expectancy at birth"
    )
    package = json.loads((home / "data/datapackage.json").read_text())
    resource = next(r for r in package["resources"] if r["path"] == "tables/health-boroughs.csv")
    assert resource["hash"] == f"sha256:{entry['sha256']}"


def test_a_revision_is_shown_with_its_size(home: Path) -> None:
    rows = _held(LAST.id)
    rows.loc[0, "value"] += 0.3
    (change,) = _plan(_release(rows)).changes
    assert change.kind is ChangeKind.CHANGED_VALUE
    assert change.size == pytest.approx(0.3)
    assert change.detail == rows.loc[0, "breakdown"]
    assert _everything(home)[TABLE] == (home / TABLE).read_bytes()


def test_a_lost_area_needs_leave() -> None:
    rows = _held(LAST.id)
    fewer = rows[rows["area_code"] != rows.loc[0, "area_code"]]
    with pytest.raises(DataFileError, match="no longer published, such as life-expectancy"):
        _plan(_release(fewer))
    agreed = _plan(_release(fewer), accept=True)
    assert {c.kind for c in agreed.changes} == {ChangeKind.VANISHED_AREA}
    replacing.commit(agreed)
    assert checks.everything() == []
    assert len(_held(LAST.id)) == len(fewer)


def test_values_of_another_unit_need_leave() -> None:
    rows = _held(LAST.id)
    with pytest.raises(DataFileError, match="moved by more than 25%"):
        _plan(_release(rows.assign(value=rows["value"] * 12)))


def test_other_boundaries_are_refused_in_one_problem() -> None:
    rows = _held(LAST.id)
    strange = rows.assign(area_code=[f"E0700000{n}" for n in range(len(rows))])
    with pytest.raises(DataFileError) as caught:
        _plan(_release(strange))
    (problem,) = caught.value.problems
    assert problem.found.startswith(f"{len(rows)} of {len(rows)} areas that boroughs does not have")
    assert "the figures held stay as they are" in problem.fix


def test_figures_that_break_a_rule_are_refused() -> None:
    rows = _held(LAST.id)
    rows.loc[0, ["lower_95", "upper_95"]] = [99.0, 100.0]
    with pytest.raises(DataFileError, match="a value outside its interval"):
        _plan(_release(rows))


def test_a_plan_is_void_when_the_table_has_changed_since() -> None:
    rows = _held(LAST.id)
    rows.loc[0, "value"] += 0.1
    first, second = _plan(_release(rows)), _plan(_release(rows))
    replacing.commit(first)
    with pytest.raises(DataFileError, match="changed meanwhile"):
        replacing.commit(second)


def test_intervals_and_a_better_source_settle_caveats() -> None:
    table = store.read_table("data/tables/life-expectancy-msoa-2019-23.csv")
    rows = table.assign(lower_95=table["value"] - 1, upper_95=table["value"] + 1)
    period = registry.indicator("life-expectancy").periods("msoa-2021")[-1]
    release = Release(
        "life-expectancy", "msoa-2019-23", (period,), rows, ("sex-inferred", "no-intervals")
    )
    agreed = replacing.plan("ohid-local-health", [release], origin="lh.csv", day=DAY)
    replacing.commit(agreed)
    assert checks.everything() == []
    series = registry.indicator("life-expectancy").series_for("msoa-2021", "2019-23")
    assert series.has_intervals
    assert series.source == "ohid-local-health"
    assert series.caveats == ("msoa-releases-differ", "pandemic-years")


def test_a_running_explorer_reads_what_another_process_has_replaced(home: Path) -> None:
    registry.keep_up()
    first = of_selection.map_view(MALE_AT_BIRTH)
    registry.keep_up()
    assert of_selection.map_view(MALE_AT_BIRTH) is first
    table = home / "data/tables/life-expectancy-wards.csv"
    table.write_text(table.read_text("utf-8").replace("82.7,82.1,", "85.7,82.1,"), "utf-8")
    environment = {**os.environ, "EXPLORER_HOME": str(home)}
    seal = [sys.executable, "-c", "from explorer import store; store.seal()"]
    subprocess.run(seal, env=environment, check=True)
    assert of_selection.map_view(MALE_AT_BIRTH) is first
    registry.keep_up()
    again = registry.figures("life-expectancy", "wards-2002", "2010-14", (("sex", "male"),))
    assert again.comparators.set_index("area_code").loc["E09000020", "value"] == 85.7
    assert of_selection.map_view(MALE_AT_BIRTH) is not first
