"""A workshop that was held, for tests of what is written of it."""

from datetime import UTC, datetime
from pathlib import Path

from explorer.views.stories import reading
from explorer.workshop import service, telling
from explorer.workshop.facilitator import Facilitator
from explorer.workshop.service import Workshops

NASTY = "=SUM(A1:A9) <script>alert(1)</script>"
WEST_END, CHURCH_STREET = "E05013808", "E05013794"


def opened(folder: Path, story: str = "the-gap") -> tuple[Workshops, Facilitator, str]:
    """Open a workshop in a folder; return all workshops, its facilitator and its code."""
    every = service.at(f"sqlite:///{folder / 'workshops.sqlite3'}")
    told = reading.story(story)
    one = every.open(
        told.title,
        story=reading.write(told),
        places=telling.places(),
        themes=telling.themes(),
    )
    return every, every.facilitator(one.code, one.secret), one.code


def held(folder: Path) -> tuple[Workshops, Facilitator, str]:
    """Hold a workshop of three people: a guess, three notes, two of them merged, and dots."""
    every, leading, code = opened(folder)
    room = every.room(code)
    people = [f"participant-{letter}-0123456789" for letter in "abc"]
    for person in people:
        room.join(person)
    join, gap, *_, notes, dots = telling.programme(reading.story("the-gap"))
    leading.show(join)
    number = leading.show(gap).number
    for person, guess in zip(people, ("5", "9", "20"), strict=True):
        room.guess(person, f"guess-{person}", number, guess)
    leading.reveal()
    leading.show(notes)
    room.note(people[0], f"note-1-{people[0]}", WEST_END, "ambition-6", "Too many lorries at night")
    room.note(people[1], f"note-2-{people[1]}", WEST_END, "ambition-6", "Lorries, lorries")
    room.note(people[2], f"note-3-{people[2]}", CHURCH_STREET, "ambition-4", NASTY)
    first, second, _ = leading.notes()
    leading.merge([second.id], into=first.id)
    number = leading.show(dots).number
    for place in range(5):
        room.dot(people[0], f"dot-{place}-{people[0]}", number, "ambition-4")
    room.dot(people[1], f"dot-0-{people[1]}", number, "ambition-6")
    return every, leading, code


def today() -> str:
    """Return the day as the record writes it."""
    now = datetime.now(UTC)
    return f"{now.day} {now:%B %Y}"
