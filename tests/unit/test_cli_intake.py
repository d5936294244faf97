"""`explorer import`: what was understood and worked out, or every problem, as text and as JSON."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from tests.unit import homes
from tests.unit.intake import files
from tests.unit.intake.test_local_health import both, csv, held
from typer.testing import CliRunner

from explorer import cli, registry, stats, store

RUN = CliRunner()
EXAMPLE = store.root() / "docs/examples/deaths-of-two-wards.csv"


def run(*arguments: str | Path, code: int = 0, given: bytes | None = None) -> str:
    result = RUN.invoke(cli.app, ["import", *map(str, arguments)], input=given)
    assert result.exit_code == code, result.output
    return result.output


def accepted(*arguments: str | Path) -> Any:
    return json.loads(run(*arguments, "--json"))["accepted"]


def problems(*arguments: str | Path) -> Any:
    return json.loads(run(*arguments, "--json", code=1))["problems"]


def file(tmp_path: Path, content: bytes, name: str = "figures.csv") -> Path:
    path = tmp_path / name
    path.write_bytes(content)
    return path


def test_accepted_says_area_set_rows_and_columns(tmp_path: Path) -> None:
    found = accepted(file(tmp_path, files.by_area(files.WARDS)))
    assert (found["area_set"], found["rows"]) == ("wards-2022", 36)
    assert found["columns"] == {"area": "area_code", "value": "value"}
    assert (found["period"], found["figures"], found["asked"]) == (None, None, ["period"])
    found = accepted(file(tmp_path, files.by_area(files.WARDS)), "--period", "2019-23")
    assert len(found["figures"]) == 36
    assert found["figures"][0]["period"] == "2019-23"


def test_years_side_by_side_are_taken_in_and_a_total_is_asked_about(tmp_path: Path) -> None:
    rows = [("ward", 2022, 2023, "Total"), *((code, 4, 5, 9) for code in files.WARDS)]
    path = file(tmp_path, files.csv(rows))
    (problem,) = problems(path)
    assert problem["where"] == "column D (Total)"
    assert "--leave-out 'Total'" in problem["fix"]
    found = accepted(path, "--leave-out", "Total")
    assert found["sentence"] == (
        "36 wards-2022 codes, value in columns B and C, one for each of 2 periods, 2022 and 2023."
    )
    assert [one["value"] for one in found["figures"]] == [4] * 36 + [5] * 36
    by_group = accepted(path, "--across", "groups", "--period", "2023")
    assert {one["group"] for one in by_group["figures"]} == {
        "group=2022", "group=2023", "group=total",
    }  # fmt: skip


def test_problems_are_listed_with_where_found_expected_and_fix(tmp_path: Path) -> None:
    path = file(tmp_path, files.csv([("area_code", "value"), (files.WARDS[0], "inf"), ("x", 3)]))
    found = problems(path)
    assert [set(one) for one in found] == [{"where", "found", "expected", "fix"}] * 2
    assert found[0]["where"] == "row 2, column B (value)"
    text = run(path, code=1)
    assert "row 3, column A (area_code)" in text


def test_a_file_that_is_not_there_or_no_table_is_a_problem(tmp_path: Path) -> None:
    assert problems(tmp_path / "nowhere.csv")[0]["expected"] == "a file"
    assert problems(tmp_path)[0]["expected"] == "a file"
    assert problems(file(tmp_path, b""))[0]["found"] == "an empty file"


def test_a_file_of_more_than_200_mb_is_not_read(tmp_path: Path) -> None:
    path = tmp_path / "large.csv"
    with path.open("wb") as out:
        out.truncate(200_000_001)
    assert "at most 200 MB" in problems(path)[0]["expected"]


def test_a_heading_may_settle_the_unit(tmp_path: Path) -> None:
    rows = [("area_code", "Fuel poverty %", "year"), (files.WARDS[0], 12, 2023)]
    assert accepted(file(tmp_path, files.csv(rows)))["unit"] == "%"
    people = files.csv([("postcode", "year"), ("W10 6NX", 2023)])
    assert accepted(file(tmp_path, people))["unit"] == "people"


def test_pasted_cells_come_by_standard_input() -> None:
    text = run("-", "--period", "2023", given=b"ward\tvalue\nHolland\t3.5\n")
    assert "E05009397, Holland, 2023: 3.5" in text


def test_columns_may_be_chosen_and_wrong_choices_are_problems(tmp_path: Path) -> None:
    path = file(tmp_path, files.csv([("ward", "a", "b"), ("Holland", 1, 2)]))
    assert accepted(path, "--column", "value=b")["columns"]["value"] == "b"
    assert problems(path, "--column", "worth=b")[0]["where"] == "--column"


def test_a_corrected_template_is_written(tmp_path: Path) -> None:
    out = tmp_path / "template.csv"
    problems(
        file(tmp_path, files.csv([("area_code", "value"), (files.WARDS[0], "inf")])),
        "--template",
        out,
    )
    assert "Expected a number." in out.read_text("utf-8-sig")


def test_figures_may_be_moved_to_present_wards(tmp_path: Path) -> None:
    rows = [("code", "numerator", "denominator"), *((c, 5, 100) for c in files.OLDER)]
    options = (file(tmp_path, files.csv(rows)), "--period", "2019", "--rebase-to", "wards-2022")
    found = accepted(*options)["figures"]
    assert len(found) == 36
    assert sum(one["denominator"] for one in found) == pytest.approx(3_800)


def test_before_and_after_come_with_intervals_and_verdict() -> None:
    path = store.root() / "data/extras/screen-detect-protect.csv"
    found = accepted(path)["changes"]
    assert [round(one["points"]["value"], 1) for one in found] == [4.8, 6.0, 2.4]
    assert [one["points"]["chance_excluded"] for one in found] == [False, True, False]
    assert "VCCK: +6.0 percentage points (2.7 to 9.2), beyond chance" in run(path)


def test_a_control_group_s_change_is_taken_off(tmp_path: Path) -> None:
    rows = [("partner", "date", "eligible", "reached", "control")]
    rows += [("A", 2023, 1_000, 300, "no"), ("A", 2024, 1_000, 450, "no")]
    rows += [("B", 2023, 1_000, 300, "yes"), ("B", 2024, 1_000, 350, "yes")]
    path = file(tmp_path, files.csv(rows))
    own, control = accepted(path)["changes"]
    assert own["beyond_control"]["value"] == pytest.approx(10)
    assert own["beyond_control"]["chance_excluded"] is True
    assert (control["control"], control["beyond_control"]) == (True, None)
    assert "beyond those without it: +10.0 percentage points" in run(path)


def test_the_readme_s_two_invented_wards_have_the_statistic_s_life_expectancy() -> None:
    found = accepted(EXAMPLE, "--own-areas")
    rows = [line.split(",") for line in EXAMPLE.read_text("utf-8").splitlines()[1:]]
    for one in found["figures"]:
        own = [row for row in rows if row[0] == one["area"]]
        starts = [int(row[2].split("-")[0].rstrip("+")) for row in own]
        reference = stats.life_expectancy(
            [float(row[3]) for row in own], [float(row[4]) for row in own], starts
        )
        assert one["value"] == pytest.approx(reference.value)
        assert (one["lower_95"], one["upper_95"]) == pytest.approx(tuple(reference.interval))
    assert found["area_set"] is None
    text = run(EXAMPLE, "--own-areas")
    assert "Northfield, 2019-23: 75.4 (74.3 to 76.5) years" in text
    assert "Southfield, 2019-23: 82.9 (81.9 to 83.9) years" in text
    assert "no area known here" in problems(EXAMPLE)[0]["found"]


def test_wards_of_a_whole_neighbourhood_are_added_up(tmp_path: Path) -> None:
    bands = [("0", 2, 900), ("1-4", 1, 3_000), ("5-64", 60, 60_000), ("65+", 500, 12_000)]
    rows = [("area_code", "age", "deaths", "person_years", "period")]
    rows += [(ward, *band, "2019-23") for ward in files.WARDS for band in bands]
    found = accepted(file(tmp_path, files.csv(rows)))
    assert len(found["figures"]) == 36
    assert len(found["neighbourhoods"]) == 3
    alone, together = found["figures"][0], found["neighbourhoods"][0]
    assert together["value"] == pytest.approx(alone["value"])
    assert together["upper_95"] < alone["upper_95"]


@pytest.fixture
def home(tmp_path: Path) -> Iterator[Path]:
    with homes.at(homes.copy(tmp_path)) as folder:
        homes.keep_only({"life-expectancy"}, {"neighbourhoods-life-expectancy"})
        yield folder


def test_local_health_is_shown_then_taken_over(home: Path) -> None:
    path = file(home, csv(both(files.WARDS)))
    before = held(home)
    shown = json.loads(run("local-health", path, "--dry-run", "--json"))
    assert shown["changed"] is False
    assert shown["accepted"]["series"][0] == {
        "indicator": "life-expectancy",
        "series": "local-health-wards-2022",
        "periods": ["2019-23"],
        "new": True,
        "source": "ohid-local-health-life-expectancy",
    }
    assert held(home) == before
    assert "new period: 1" in run("local-health", path)
    assert "wards-2022" in registry.indicator("life-expectancy").area_sets
    assert "everything as held" in run("local-health", path)


def test_a_refused_local_health_file_changes_nothing(home: Path) -> None:
    before = held(home)
    path = file(home, csv(both(files.MSOAS, value=40)))
    found = json.loads(run("local-health", path, "--json", code=1))["problems"]
    assert "--accept" in found[0]["fix"]
    assert held(home) == before
