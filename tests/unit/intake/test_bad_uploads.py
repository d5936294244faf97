"""Bad uploads: no traceback, nothing accepted on wrong areas, and bounded in time and memory."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.unit.intake import bad_files, files

from explorer import areas, intake
from explorer.errors import IntakeError
from explorer.intake import Outcome

SECONDS_TO_REFUSE = 2.0
FEWEST = 300
MEMORY = 2_000_000_000
CASES = dict(bad_files.cases())
VALUES = dict(bad_files.GOOD[1:])


def understood(content: bytes) -> Outcome:
    started = time.process_time()
    outcome = intake.understand(content, "figures")
    assert time.process_time() - started < SECONDS_TO_REFUSE
    for problem in outcome.problems:
        assert all((problem.where, problem.found, problem.expected, problem.fix))
        assert len(str(problem)) < 2_000
    return outcome


def test_there_are_many_bad_files() -> None:
    assert len(CASES) >= FEWEST


@pytest.mark.parametrize("make", CASES.values(), ids=CASES.keys())
def test_every_bad_file_is_refused_with_reasons(make: Callable[[], bytes]) -> None:
    outcome = understood(make())
    assert not outcome.is_accepted
    assert outcome.problems


def test_the_good_file_that_the_bad_ones_are_made_from_is_taken() -> None:
    assert understood(files.csv(bad_files.GOOD)).is_accepted


@settings(max_examples=80)
@given(st.integers(0, 10_000))
def test_a_damaged_file_is_refused_or_keeps_its_areas(seed: int) -> None:
    content = bad_files.damaged(seed)
    outcome = understood(content)
    if not outcome.is_accepted or outcome.understood is None:
        return
    with suppress(IntakeError):
        table = intake.accept(content, "figures", files.DETAILS).table
        assert set(table["area_code"]) <= set(areas.codes(outcome.understood.area_set))
        assert table["value"].notna().sum() <= len(VALUES)


@settings(max_examples=150)
@given(st.binary(max_size=400))
def test_no_bytes_lead_to_a_traceback(content: bytes) -> None:
    assert understood(content).problems


@settings(max_examples=100)
@given(
    st.lists(
        st.tuples(
            st.sampled_from([*files.WARDS[:4], *files.OLDEST[:2], "Holland", "W10 6NX", "", "x"]),
            st.sampled_from(["1", "2.5", "", "*", "inf", "05-Sep", "x", "-3"]),
            st.sampled_from(["2023", "2019-23", "", "soon"]),
        ),
        min_size=1,
        max_size=8,
    )
)
def test_what_is_accepted_stands_on_the_areas_that_the_file_names(
    rows: list[tuple[str, str, str]],
) -> None:
    content = files.csv([("area", "value", "period"), *rows])
    outcome = understood(content)
    if not outcome.is_accepted:
        return
    assert outcome.understood is not None
    held = set(areas.codes(outcome.understood.area_set))
    for area, value, period in rows:
        assert value in ("1", "2.5", "", "*", "-3")
        assert period in ("2023", "2019-23")
        assert areas.resolve(area, outcome.understood.area_set) in held


WORST = (
    "large: 10^6 rows in a workbook",
    "large: 400,000 words",
)
UNDERSTAND = """
import re, sys
from pathlib import Path
from explorer import intake
intake.understand(sys.stdin.buffer.read(), "f")
# Not getrusage: what it says of a process takes in the parent's memory before the program began.
print(re.search(r"VmHWM:\\s+(\\d+) kB", Path("/proc/self/status").read_text())[1])
"""


def test_memory_stays_bounded() -> None:
    for name in WORST:
        program = [sys.executable, "-c", UNDERSTAND]
        said = subprocess.run(program, input=CASES[name](), check=True, capture_output=True)
        assert 0 < int(said.stdout) * 1024 < MEMORY, name
