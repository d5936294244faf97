from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from explorer.exports import safe

RUN = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


@given(st.text())
def test_no_cell_begins_like_a_formula_and_nothing_that_can_be_read_is_lost(given: str) -> None:
    cell = safe.cell(given)
    assert not cell.startswith(RUN)
    assert cell.removeprefix(safe.MARK) in (safe.text(given), safe.text(given).removeprefix("'"))


@given(st.sampled_from(RUN), st.text())
def test_what_a_spreadsheet_would_run_stands_after_an_apostrophe(first: str, rest: str) -> None:
    assert safe.cell(first + rest) == f"'{safe.text(first + rest)}"


@pytest.mark.parametrize(
    "name",
    ["Abingdon", "O’Neill & “Sons”", "<b>Markup</b>", "שכונה", "حي, وستمنستر", "−3.2", "", "#"],
)
def test_ordinary_names_are_left_alone(name: str) -> None:
    assert safe.cell(name) == name


@given(st.text())
def test_characters_that_no_format_holds_are_left_out(given: str) -> None:
    plain = safe.text(given)
    plain.encode()
    assert not set(plain) & {chr(n) for n in range(32) if chr(n) not in "\t\n\r"}
    assert safe.text(plain) == plain
