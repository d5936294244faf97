"""A workshop on every kind of database, with two places, two themes and ten options."""

from collections.abc import Iterator

import pytest

from explorer.workshop.database import Database
from explorer.workshop.facilitator import Facilitator
from explorer.workshop.model import Ask, Asks, Option, Scene
from explorer.workshop.room import Room
from explorer.workshop.service import Workshops

PLACES = (Option("E1", "Westbourne"), Option("E2", "Queen's Gate"))
THEMES = (Option("housing", "Housing"), Option("air", "Clean air"))
OPTIONS = tuple(Option(letter, letter.upper()) for letter in "abcdefghij")
ANN, BEN = "phone-of-ann-0123456789", "phone-of-ben-0123456789"

YEARS = Scene("gap", "The gap", ask=Ask(Asks.NUMBER, "How wide?", unit="years", truth="14.0"))
WHICH = Scene("top", "The top", ask=Ask(Asks.CHOICE, "Which?", options=OPTIONS, truth="c"))
DOTS = Scene("dots", "First things", ask=Ask(Asks.DOTS, "First?", options=OPTIONS, dots=3))


@pytest.fixture
def database(database_url: str) -> Iterator[Database]:
    opened = Database(database_url)
    yield opened
    opened.close()


@pytest.fixture
def every(database: Database) -> Workshops:
    return Workshops(database)


@pytest.fixture
def leading(every: Workshops) -> Facilitator:
    one = every.open("What matters here?", places=PLACES, themes=THEMES)
    return every.facilitator(one.code, one.secret)


@pytest.fixture
def room(every: Workshops, leading: Facilitator) -> Room:
    return every.room(leading.workshop().code)
