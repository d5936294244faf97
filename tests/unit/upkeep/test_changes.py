from datetime import date

import pytest

from explorer.errors import DataFileError
from explorer.upkeep import changes
from explorer.upkeep.changes import Change, ChangeKind

RAISED = Change(
    date(2026, 11, 22),
    "an-office",
    "life-expectancy",
    ChangeKind.CHANGED_VALUE,
    "2021-23",
    "E09000099",
    "81.4",
    "81.9",
    "sex=male",
)
ADDED = Change(
    date(2026, 11, 23), "an-office", "life-expectancy", ChangeKind.NEW_PERIOD, "2022-24", after="6"
)


def test_what_is_written_is_read_back() -> None:
    assert changes.parse(changes.render([RAISED, ADDED])) == (RAISED, ADDED)


def test_words_with_commas_and_quotes_survive() -> None:
    change = Change(date(2026, 1, 2), "a", "", ChangeKind.RENAMED_AREA, detail='"Up", down\nand on')
    assert changes.parse(changes.render([change])) == (change,)


def test_a_changed_value_has_a_size_and_others_have_none() -> None:
    assert RAISED.size == pytest.approx(0.5)
    assert ADDED.size is None


def test_the_projects_own_log_can_be_read() -> None:
    assert isinstance(changes.held(), tuple)


def test_faulty_lines_are_named_together() -> None:
    header = ",".join(changes.COLUMNS)
    text = f"{header}\nyesterday,a,b,new area,,,,,\n2026-01-02,a,b,a miracle,,,,,\n2026-01-02,a\n"
    with pytest.raises(DataFileError) as caught:
        changes.parse(text.encode())
    assert [problem.where for problem in caught.value.problems] == [
        "data/changes.csv, line 2",
        "data/changes.csv, line 3",
        "data/changes.csv, line 4",
    ]


def test_another_header_is_refused() -> None:
    with pytest.raises(DataFileError, match="columns when, what"):
        changes.parse(b"when,what\n")
