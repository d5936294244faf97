"""The record of a workshop as views: nothing lost, counts right, guesses against the truth."""

from dataclasses import replace
from pathlib import Path

import pytest
from tests.unit.workshop import rooms

from explorer.workshop import record as views
from explorer.workshop.model import Record


@pytest.fixture(scope="module")
def record(tmp_path_factory: pytest.TempPathFactory) -> Record:
    _, leading, _ = rooms.held(tmp_path_factory.mktemp("state"))
    return leading.record()


def test_notes_stand_by_ward_and_theme_and_merged_ones_count(record: Record) -> None:
    rows = views.notes_table(record).frame
    assert rows[["place", "theme", "text", "times"]].to_numpy().tolist() == [
        ["Church Street", "Homes", rooms.NASTY, 1],
        ["West End", "Air, walking and cycling", "Too many lorries at night", 2],
    ]


def test_map_counts_what_was_said_of_each_ward(record: Record) -> None:
    view = views.notes_map(record)
    drawn = view.frame.set_index("area_code")
    assert drawn.loc[rooms.WEST_END, "text"] == "West End: 2 notes (Air, walking and cycling 2)"
    assert drawn.loc[rooms.CHURCH_STREET, "class_key"] == "1"
    assert {entry.label: entry.count for entry in view.legend} == {
        "No note": 34, "1 note": 1, "2 to 3 notes": 1, "4 notes or more": 0
    }  # fmt: skip
    assert view.headline == "3 notes on 2 wards"
    assert "Most are on West End: 2." in view.text_alternative
    assert set(view.frame["class_key"]) <= {entry.key for entry in view.legend}


def test_dots_are_counted_with_the_people_who_placed_them(record: Record) -> None:
    rows = views.votes_table(record).frame
    assert len(rows) == 10
    assert rows.iloc[:2][["option", "dots", "people"]].to_numpy().tolist() == [
        ["Homes", 5, 1],
        ["Air, walking and cycling", 1, 1],
    ]


def test_guesses_stand_beside_the_figures(record: Record) -> None:
    rows = views.guesses_table(record).frame
    assert rows[["guess", "truth", "off"]].to_numpy().tolist() == [
        ["5 years", "14 years", "−9.0 years"],
        ["9 years", "14 years", "−5.0 years"],
        ["20 years", "14 years", "6.0 years"],
    ]
    said = views.fared(record.scenes[1], record.guesses)
    assert said == (
        "3 people guessed, from 5 to 20, half of them 9 or less; the figures give 14 years."
    )


def test_document_says_what_happened(record: Record) -> None:
    document = views.document(record)
    assert document.title == "Record of the workshop 'The gap'"
    assert document.subtitle.startswith(rooms.today())
    assert document.summary == (
        "3 people took part, 4 scenes were shown.",
        "3 notes on 2 wards. Most are on West End: 2.",
        "Most dots went to Homes: 5 of 6, placed by 2 people.",
    )
    first, told, *others = document.sections
    assert first.title == "What was shown"
    assert told.title.startswith("In 2010–14 a boy born in Westbourne")
    assert told.sentences[0].endswith("with a 95% interval of 10.2 to 17.8 years.")
    assert [view.selection.indicator for view in told.maps] == ["life-expectancy"]
    titles = ["Guesses against the figures", "Notes", "What comes first"]
    assert [section.title for section in others] == titles
    assert len(document.provenances) == 2


def test_a_story_that_can_no_longer_be_read_leaves_the_list_of_scenes(record: Record) -> None:
    gone = record.workshop.story.replace("life-expectancy", "gone")
    document = views.document(replace(record, workshop=replace(record.workshop, story=gone)))
    assert [section.title for section in document.sections][:2] == [
        "What was shown", "Guesses against the figures"
    ]  # fmt: skip


def test_whole_record_is_one_table(record: Record) -> None:
    frame = views.whole_table(record).frame
    assert frame["kind"].value_counts().to_dict() == {"dots": 10, "scene": 4, "guess": 3, "note": 2}
    note = frame[frame["area_code"] == rooms.WEST_END].iloc[0]
    assert (note["text"], note["count"]) == ("Too many lorries at night", 2)


def test_a_workshop_in_which_nothing_happened_is_a_record_too(tmp_path: Path) -> None:
    _, leading, _ = rooms.opened(tmp_path)
    record = leading.record()
    document = views.document(record)
    assert document.summary[0] == "0 people took part, 0 scenes were shown."
    assert views.whole_table(record).frame.empty
    assert [section.sentences for section in document.sections] == [
        ("No scene was shown.",), ("Nothing was guessed.",), ("Nobody placed a note.",)
    ]  # fmt: skip
