"""What phones send is stored once, within the rules, or refused in a sentence."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from sqlalchemy import update
from tests.unit.workshop.conftest import ANN, BEN, DOTS, WHICH, YEARS

from explorer.errors import ExplorerError
from explorer.workshop.database import Database
from explorer.workshop.facilitator import Facilitator
from explorer.workshop.model import Dot, Guess
from explorer.workshop.refusals import PersonalError, RefusedError, UnknownWorkshopError
from explorer.workshop.room import Room
from explorer.workshop.service import Workshops
from explorer.workshop.tables import WorkshopRow


def dots(leading: Facilitator) -> dict[str, tuple[int, int]]:
    """Return dots and people of every option that has any."""
    tally = leading.tally()
    assert tally is not None
    return {c.option.id: (c.dots, c.people) for c in tally.counts if c.dots}


def test_joining_twice_is_one_participant_and_keeps_the_name(
    room: Room, leading: Facilitator
) -> None:
    room.join(ANN)
    room.join(ANN, " Ann <b> ")
    leading.lock()
    room.join(ANN)
    room.join(BEN)
    assert room.workshop().participants == 2
    assert leading.names() == ("Ann <b>",)
    with pytest.raises(PersonalError):
        room.join(BEN, "07700 900123")
    leading.end()
    with pytest.raises(RefusedError, match="has ended"):
        room.join("phone-of-cem-0123456789")


def test_a_phone_cannot_fill_the_disk_with_changes_of_mind(
    room: Room, leading: Facilitator, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("explorer.workshop.room.MOST_CASTS", 5)
    number = leading.show(DOTS).number
    for turn in range(5):
        room.dot(ANN, f"token-0{turn}", number, "a")
        room.take_back(ANN, f"token-0{turn}")
    with pytest.raises(RefusedError, match="too often"):
        room.dot(ANN, "token-09", number, "a")


def test_a_later_guess_replaces_an_earlier_one_until_the_answer_is_out(
    room: Room, leading: Facilitator
) -> None:
    number = leading.show(YEARS).number
    room.guess(ANN, "token-01", number, "9")
    room.guess(ANN, "token-02", number, "12,5")
    room.guess(ANN, "token-02", number, "12,5")
    room.guess(BEN, "token-01", number, "20")
    leading.reveal()
    with pytest.raises(RefusedError, match="moved on"):
        room.guess(ANN, "token-03", number, "14")
    room.guess(ANN, "token-02", number, "12,5")
    assert leading.guesses() == (Guess(number, "12.5"), Guess(number, "20"))
    assert room.mine(ANN).guess == "12.5"


def test_a_choice_is_among_what_is_offered(room: Room, leading: Facilitator) -> None:
    number = leading.show(WHICH).number
    room.guess(ANN, "token-01", number, "b")
    with pytest.raises(RefusedError, match="from the list"):
        room.guess(BEN, "token-01", number, "z")
    assert leading.guesses() == (Guess(number, "b"),)


def test_a_dot_sent_twice_counts_once(room: Room, leading: Facilitator) -> None:
    number = leading.show(DOTS).number
    for _ in range(3):
        room.dot(ANN, "token-01", number, "a")
    room.dot(BEN, "token-01", number, "a")
    assert dots(leading) == {"a": (2, 2)}


def test_nobody_places_more_dots_than_they_have(room: Room, leading: Facilitator) -> None:
    number = leading.show(DOTS).number
    for turn in range(3):
        room.dot(ANN, f"token-0{turn}", number, "a")
    with pytest.raises(RefusedError, match="Take one back"):
        room.dot(ANN, "token-09", number, "b")
    assert dots(leading) == {"a": (3, 1)}


def test_a_dot_taken_back_is_free_and_its_token_never_counts_again(
    room: Room, leading: Facilitator
) -> None:
    number = leading.show(DOTS).number
    for turn in range(3):
        room.dot(ANN, f"token-0{turn}", number, "a")
    room.take_back(ANN, "token-01")
    room.take_back(ANN, "token-01")
    room.dot(ANN, "token-01", number, "a")
    room.dot(ANN, "token-03", number, "b")
    assert dots(leading) == {"a": (2, 1), "b": (1, 1)}
    assert room.mine(ANN).dots == (Dot("token-00", "a"), Dot("token-02", "a"), Dot("token-03", "b"))


def test_all_at_once_from_one_phone_keep_to_its_dots(room: Room, leading: Facilitator) -> None:
    number = leading.show(DOTS).number

    def cast(turn: int) -> bool:
        try:
            room.dot(ANN, f"token-{turn % 6:02}", number, "a")
        except RefusedError:
            return False
        return True

    with ThreadPoolExecutor(12) as phones:
        told = list(phones.map(cast, range(24)))
    assert dots(leading) == {"a": (3, 1)}
    assert sum(told) >= 3


def test_many_first_visits_of_one_phone_are_one_participant(room: Room) -> None:
    with ThreadPoolExecutor(8) as phones:
        list(phones.map(lambda _: room.join(ANN), range(16)))
    assert room.workshop().participants == 1


def test_what_was_acknowledged_is_so_again_after_the_room_has_moved_on(
    room: Room, leading: Facilitator
) -> None:
    number = leading.show(DOTS).number
    room.dot(ANN, "token-01", number, "a")
    leading.show(YEARS)
    room.dot(ANN, "token-01", number, "a")
    with pytest.raises(RefusedError, match="moved on"):
        room.dot(ANN, "token-02", number, "a")
    leading.show(DOTS)
    assert dots(leading) == {"a": (1, 1)}


def test_a_note_is_stored_once_as_text(room: Room, leading: Facilitator) -> None:
    for _ in range(2):
        room.note(ANN, "token-01", "E1", "housing", " <i>damp</i>\n flats ")
    (note,) = leading.notes()
    assert (note.text, note.place.label, note.theme.label) == (
        "<i>damp</i> flats",
        "Westbourne",
        "Housing",
    )
    assert [mine.text for mine in room.mine(ANN).notes] == [note.text]
    assert room.mine(BEN).notes == ()


@pytest.mark.parametrize(
    ("place", "theme", "text", "kind"),
    [
        ("E9", "housing", "damp", RefusedError),
        ("E1", "weather", "damp", RefusedError),
        ("E1", "housing", "x" * 281, RefusedError),
        ("E1", "housing", "ask Mrs X", PersonalError),
    ],
)
def test_a_note_that_cannot_be_taken_leaves_nothing(
    room: Room, leading: Facilitator, place: str, theme: str, text: str, kind: type[ExplorerError]
) -> None:
    with pytest.raises(kind):
        room.note(ANN, "token-01", place, theme, text)
    assert leading.notes() == ()


def test_a_phone_has_a_limit_to_its_notes(room: Room, leading: Facilitator) -> None:
    for turn in range(50):
        room.note(ANN, f"token-{turn:02}", "E1", "housing", "damp")
    with pytest.raises(RefusedError, match="all its notes"):
        room.note(ANN, "token-99", "E1", "housing", "damp")
    assert len(leading.notes()) == 50


def test_a_locked_room_takes_nothing_and_an_ended_one_thanks(
    room: Room, leading: Facilitator
) -> None:
    number = leading.show(DOTS).number
    leading.lock()
    with pytest.raises(RefusedError, match="closed the room"):
        room.dot(ANN, "token-01", number, "a")
    leading.lock(False)
    room.dot(ANN, "token-01", number, "a")
    leading.end()
    with pytest.raises(RefusedError, match="has ended"):
        room.note(ANN, "token-02", "E1", "housing", "damp")
    assert dots(leading) == {"a": (1, 1)}


@pytest.mark.parametrize("token", ["", "short", "x" * 65, "tokené-01"])
def test_a_token_has_to_be_one(room: Room, leading: Facilitator, token: str) -> None:
    number = leading.show(DOTS).number
    with pytest.raises(RefusedError, match="Load the page again"):
        room.dot(ANN, token, number, "a")


def test_an_unknown_code_admits_nobody(every: Workshops) -> None:
    with pytest.raises(UnknownWorkshopError, match="No workshop has this code"):
        every.room("BCDFGH").workshop()


def test_a_code_expires_and_the_facilitators_link_does_not(
    database: Database, room: Room, leading: Facilitator
) -> None:
    long_ago = leading.workshop().created - timedelta(days=2)
    database.write(lambda session: session.execute(update(WorkshopRow).values(expires=long_ago)))
    with pytest.raises(UnknownWorkshopError):
        room.join(ANN)
    assert leading.workshop().title == "What matters here?"


def test_no_database_row_holds_a_phones_own_token(database: Database, room: Room) -> None:
    room.join(ANN, "Ann")
    with database.engine.connect() as connection:
        rows = connection.exec_driver_sql("SELECT token, name FROM participant").all()
    assert [name for _, name in rows] == ["Ann"]
    assert all(ANN not in token for token, _ in rows)
