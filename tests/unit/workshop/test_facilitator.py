"""What the facilitator does to a room, takes back, keeps and deletes."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import func, select
from tests.unit.workshop.conftest import ANN, BEN, DOTS, WHICH, YEARS

from explorer.workshop.database import Database
from explorer.workshop.facilitator import Facilitator
from explorer.workshop.model import Sought, State
from explorer.workshop.refusals import RefusedError, UnknownWorkshopError
from explorer.workshop.room import Room
from explorer.workshop.service import Workshops
from explorer.workshop.tables import Base


def rows(database: Database) -> dict[str, int]:
    """Count the rows of every table there is."""
    return {
        name: database.read(lambda s, t=table: s.scalar(select(func.count()).select_from(t)))
        for name, table in Base.metadata.tables.items()
    }


def fill(room: Room, leading: Facilitator) -> list[int]:
    """Leave something in every table; return the ids of three notes."""
    number = leading.show(YEARS).number
    room.guess(ANN, "token-01", number, "9")
    number = leading.show(DOTS).number
    room.dot(ANN, "token-02", number, "a")
    for turn, text in enumerate(("damp", "mould", "traffic"), 3):
        room.note(BEN, f"token-0{turn}", "E1", "housing", text)
    return [note.id for note in leading.notes()]


def test_only_code_and_secret_together_lead(every: Workshops) -> None:
    one, other = every.open("One"), every.open("Other")
    assert every.facilitator(one.code.lower(), one.secret).workshop().title == "One"
    for code, secret in ((one.code, other.secret), ("BCDFGH", one.secret), (one.code, "")):
        with pytest.raises(UnknownWorkshopError, match="do not belong together"):
            every.facilitator(code, secret)


def test_a_scene_shown_again_is_not_a_second_one(leading: Facilitator) -> None:
    assert [leading.show(scene).number for scene in (YEARS, DOTS, YEARS, WHICH)] == [1, 2, 1, 3]
    assert [shown.scene for shown in leading.scenes()] == [YEARS, DOTS, WHICH]
    now = leading.workshop().now
    assert now is not None
    assert now.scene == WHICH


def test_every_act_tells_the_phones_to_look_again(leading: Facilitator) -> None:
    versions = [leading.workshop().version]
    for act in (lambda: leading.show(YEARS), leading.reveal, leading.lock, leading.undo):
        act()
        versions.append(leading.workshop().version)
    assert versions == sorted(set(versions))


def test_undo_takes_back_one_act_after_another(room: Room, leading: Facilitator) -> None:
    first, second, third = fill(room, leading)
    leading.hide(first)
    leading.merge([second], into=third)
    leading.lock()
    leading.reveal()
    assert leading.undo() == "reveal"
    assert leading.undo() == "lock"
    assert not leading.workshop().locked
    assert [note.alike for note in leading.notes()] == [0, 0, 1]
    assert leading.undo() == "merge"
    assert [note.merged_into for note in leading.notes()] == [None, None, None]
    assert leading.undo() == "hide"
    assert [note.hidden for note in leading.notes()] == [False, False, False]
    assert leading.undo() == "show"
    now = leading.workshop().now
    assert now is not None
    assert now.scene == YEARS
    assert leading.undo() == "show"
    assert leading.workshop().now is None
    assert leading.undo() == ""


def test_merging_takes_along_what_was_merged_before(room: Room, leading: Facilitator) -> None:
    first, second, third = fill(room, leading)
    leading.merge([first], into=second)
    leading.merge([second], into=third)
    assert [note.merged_into for note in leading.notes()] == [third, third, None]
    assert leading.notes()[2].alike == 2
    leading.undo()
    assert [note.merged_into for note in leading.notes()] == [second, None, None]


def test_a_note_of_another_workshop_is_out_of_reach(
    every: Workshops, room: Room, leading: Facilitator
) -> None:
    first, *_ = fill(room, leading)
    other = every.open("Another")
    stranger = every.facilitator(other.code, other.secret)
    for act in (stranger.hide, stranger.delete_note):
        with pytest.raises(RefusedError, match="note of this workshop"):
            act(first)
    assert not leading.notes()[0].hidden


def test_the_record_has_everything_but_what_is_hidden(room: Room, leading: Facilitator) -> None:
    first, *_ = fill(room, leading)
    leading.hide(first)
    leading.end()
    record = leading.record()
    assert record.workshop.state is State.ENDED
    assert record.workshop.participants == 2
    assert [shown.scene.id for shown in record.scenes] == ["gap", "dots"]
    assert [guess.answer for guess in record.guesses] == ["9"]
    assert [(tally.dots, tally.people) for tally in record.tallies] == [(1, 1)]
    assert [note.text for note in record.notes] == ["mould", "traffic"]
    with pytest.raises(RefusedError, match="Open a new workshop"):
        leading.show(WHICH)


def test_a_deleted_workshop_leaves_no_row_in_any_table(
    database: Database, room: Room, leading: Facilitator
) -> None:
    fill(room, leading)
    leading.hide(leading.notes()[0].id)
    filled = rows(database)
    assert {name for name, number in filled.items() if number} == {
        *("workshop", "scene", "participant", "guess", "vote", "note", "act")
    }
    leading.delete()
    assert set(rows(database).values()) == {0}
    with pytest.raises(UnknownWorkshopError):
        leading.workshop()


def test_deleted_words_are_gone_from_the_file(
    database: Database, room: Room, leading: Facilitator
) -> None:
    room.note(ANN, "token-01", "E1", "housing", "unmistakable words")
    leading.delete()
    if database.engine.dialect.name == "sqlite":
        file = Path(database.engine.url.database or "")
        assert b"unmistakable" not in file.read_bytes()
        assert file.with_name(f"{file.name}-wal").stat().st_size == 0
    assert rows(database)["note"] == 0


def test_kept_notes_outlive_the_workshop_without_a_link(
    every: Workshops, database: Database, room: Room, leading: Facilitator
) -> None:
    first, *_ = fill(room, leading)
    leading.hide(first)
    assert leading.keep(neighbourhoods={"E1": "north"}) == 2
    assert leading.keep() == 0
    assert [note.kept for note in leading.notes()] == [False, True, True]
    leading.delete()
    left = {name: number for name, number in rows(database).items() if number}
    assert left == {"insight": 2}
    kept = every.insights.search()
    assert {(i.text, i.place, i.theme, i.neighbourhood, i.source) for i in kept} == {
        ("mould", "E1", "housing", "north", "What matters here?"),
        ("traffic", "E1", "housing", "north", "What matters here?"),
    }


def test_a_note_deleted_here_is_deleted_as_an_insight_and_the_other_way_round(
    every: Workshops, room: Room, leading: Facilitator
) -> None:
    first, _, third = fill(room, leading)
    leading.keep()
    leading.delete_note(first)
    assert [i.text for i in every.insights.search(Sought(words="damp"))] == []
    (mould,) = every.insights.search(Sought(words="mould"))
    every.insights.delete(mould.id)
    assert [note.id for note in leading.notes()] == [third]


def test_purging_deletes_what_is_over_and_nothing_else(
    every: Workshops, database: Database, room: Room, leading: Facilitator
) -> None:
    fill(room, leading)
    longer = every.open("Kept for longer", keep_days=200)
    created = leading.workshop().created
    assert every.purge(created + timedelta(days=89)) == 0
    assert every.purge(created + timedelta(days=91)) == 1
    assert rows(database)["workshop"] == 1
    assert every.facilitator(longer.code, longer.secret).workshop().keep_days == 200
    assert every.purge(datetime.now(UTC) + timedelta(days=201)) == 1
    assert set(rows(database).values()) == {0}
