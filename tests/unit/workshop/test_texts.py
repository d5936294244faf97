"""What people type, as it is stored."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from explorer.workshop import texts
from explorer.workshop.refusals import PersonalError, RefusedError


def test_a_note_is_one_line_of_what_can_be_seen() -> None:
    assert texts.note("  damp\n\tflats\x00\u202e ") == "damp flats"
    assert texts.note("<b>damp</b> & mould") == "<b>damp</b> & mould"
    family = "\U0001f468\u200d\U0001f469\u200d\U0001f467"
    assert texts.note(family) == family


@pytest.mark.parametrize(("text", "fix"), [(" \n", "Write a few words"), ("x" * 281, "by 1 char")])
def test_a_note_has_between_one_and_280_characters(text: str, fix: str) -> None:
    with pytest.raises(RefusedError, match=fix):
        texts.note(text)
    assert len(texts.note("x" * 280)) == 280


def test_a_personal_note_is_refused_and_said_why() -> None:
    with pytest.raises(PersonalError, match="looks like a telephone number"):
        texts.note("ring 07700 900123")


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("14", "14"),
        (" 12,5 ", "12.5"),
        ("1,200", "1200"),
        ("1,234,567.5", "1.23457e+06"),
        ("-3", "-3"),
    ],
)
def test_numbers_are_read_as_people_type_them(typed: str, read: str) -> None:
    assert texts.number(typed) == read


@pytest.mark.parametrize("typed", ["", "many", "nan", "inf", "1e99", "1.2.3"])
def test_what_is_no_number_is_refused(typed: str) -> None:
    with pytest.raises(RefusedError, match="Write a number"):
        texts.number(typed)


@given(st.text())
def test_tidying_twice_changes_nothing_more(text: str) -> None:
    assert texts.tidy(texts.tidy(text)) == texts.tidy(text)
