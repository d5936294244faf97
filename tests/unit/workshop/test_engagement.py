"""Engagement notes from a file: read as they are written, every fault told, nothing personal."""

from datetime import date

import pytest

from explorer.workshop import engagement
from explorer.workshop.model import Insight
from explorer.workshop.refusals import RefusedError

HEAD = "date,ward,theme,text,source,tags\n"
GOOD = '2026-03-31,West End,Homes,"Damp flats, all of them",Coffee morning,damp; repairs\n'


def faults(content: str | bytes) -> list[str]:
    raw = content.encode() if isinstance(content, str) else content
    with pytest.raises(RefusedError) as caught:
        engagement.read(raw, "notes.csv")
    return [str(problem) for problem in caught.value.problems]


def test_a_note_is_read_with_place_theme_and_tags() -> None:
    assert engagement.read((HEAD + GOOD).encode(), "notes.csv") == (
        Insight(
            text="Damp flats, all of them",
            place="E05013808",
            theme="ambition-4",
            said_on=date(2026, 3, 31),
            source="Coffee morning",
            neighbourhood="westminster",
            tags=("damp", "repairs"),
        ),
    )


def test_the_example_file_can_be_read() -> None:
    (only,) = engagement.read(engagement.template(), "example.csv")
    assert (only.place, only.theme) == ("E05013792", "ambition-1")


@pytest.mark.parametrize("encoding", ["utf-8-sig", "cp1252"])
def test_files_of_spreadsheets_are_read(encoding: str) -> None:
    text = "Date,WARD,Theme,Text\r\n31/03/2026,st helens,ambition-1,“Café” \r\n\r\n"
    (only,) = engagement.read(text.encode(encoding), "notes.csv")
    assert (only.text, only.source) == ("“Café”", "engagement notes")
    assert only.place == "E05009404"


def test_every_fault_of_every_row_is_told_at_once() -> None:
    rows = (
        "2026-13-01,West End,Homes,Damp\n"
        "2999-01-01,Wet End,Hoems,Damp\n"
        "2026-03-31,West End,Homes,\n"
        "2026-03-31,West End,Homes,Ring me on 020 7946 0123\n"
    )
    found = faults(HEAD + GOOD + rows)
    assert [fault.split(":")[0] for fault in found] == [
        "notes.csv, line 3, date",
        "notes.csv, line 4, date",
        "notes.csv, line 4, ward",
        "notes.csv, line 4, theme",
        "notes.csv, line 5, text",
        "notes.csv, line 6, text",
    ]
    assert "The nearest names are West End (E05013808)" in found[2]
    assert "The nearest are Homes" in found[3]
    assert "telephone number" in found[5]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("", "no column date, ward, theme, text"),
        ("date,ward\n1,2\n", "no column theme, text"),
        (HEAD, "found 0 rows"),
        (HEAD + GOOD * 5_001, "found 5,001 rows"),
        (b"x" * 2_000_001, "found 2,000,001 bytes"),
        (HEAD + "2026-03-31,West End,Homes," + "x" * 2_001 + "\n", "found 2001 characters"),
        (HEAD + "2026-03-31,West End,Homes,Damp,Mr Smith\n", "line 2, source: found what looks"),
    ],
)
def test_files_that_cannot_be_taken_are_told(content: str | bytes, said: str) -> None:
    assert any(said in fault for fault in faults(content))
