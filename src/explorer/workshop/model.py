"""The words of a workshop: scenes, guesses, notes, dots, and the record of them."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from enum import StrEnum

from explorer.views import words

NOTE_LENGTH = 280
NAME_LENGTH = 40
KEEP_DAYS = 90
"""Days after which a workshop is purged unless its facilitator chose otherwise."""


class State(StrEnum):
    """Whether the room still takes part."""

    OPEN = "open"
    ENDED = "ended"


class Asks(StrEnum):
    """What a scene asks of the room."""

    NOTHING = "nothing"
    NUMBER = "number"
    CHOICE = "choice"
    DOTS = "dots"


@dataclass(frozen=True)
class Option:
    """Something to choose from: a ward, a theme, an indicator, an ambition."""

    id: str
    label: str


@dataclass(frozen=True)
class Ask:
    """A question to the room.

    Attributes
    ----------
    kind : Asks
        A number to guess, one option to guess, or dots to place on options.
    question : str
    options : tuple of Option
        For a choice or for dots.
    unit : str
        Of a number, such as 'years'.
    dots : int
        How many dots each participant has; several may stand on one option.
    truth : str
        The answer: a number as text ('14.0'), or the id of an option. '' where there is none.
        It reaches no phone before the facilitator reveals it.
    also : tuple of str
        Further options that are as right, because they share its figure.
    """

    kind: Asks = Asks.NOTHING
    question: str = ""
    options: tuple[Option, ...] = ()
    unit: str = ""
    dots: int = 0
    truth: str = ""
    also: tuple[str, ...] = ()

    @property
    def right(self) -> tuple[str, ...]:
        """Every answer that is right."""
        return (self.truth, *self.also) if self.truth else ()

    @property
    def truth_said(self) -> str:
        """The answer in words, with every option that shares its figure; '' where there is none."""
        return words.in_sentence([self.said(answer) for answer in self.right])

    def said(self, answer: str) -> str:
        """Put an answer into words: a number with its unit, an option by its label."""
        if self.kind is Asks.NUMBER:
            return f"{answer} {self.unit}".strip()
        return next((option.label for option in self.options if option.id == answer), answer)


@dataclass(frozen=True)
class Scene:
    """One scene of a story as the room sees it; `query` is its Selection as a link's query."""

    id: str
    headline: str
    sentence: str = ""
    query: str = ""
    ask: Ask = field(default_factory=Ask)


@dataclass(frozen=True)
class Shown:
    """A scene that was put before the room; showing the same scene again makes no second one."""

    number: int
    scene: Scene
    at: datetime
    revealed: bool = False


@dataclass(frozen=True)
class Workshop:
    """One workshop at one moment.

    Attributes
    ----------
    code : str
        Six characters by which phones join.
    state : State
    locked : bool
        Whether the room's input is closed for the moment.
    created, expires : datetime
        In UTC. After `expires` the code admits nobody; the facilitator's link still works.
    keep_days : int
        Days from `created` until everything is purged.
    places, themes : tuple of Option
        What a note can be placed on and under.
    version : int
        Grows with everything that a phone must show anew.
    participants : int
        People who have joined.
    now : Shown or None
        The scene before the room.
    """

    code: str
    title: str
    story: str
    state: State
    locked: bool
    created: datetime
    expires: datetime
    keep_days: int
    places: tuple[Option, ...]
    themes: tuple[Option, ...]
    version: int
    participants: int
    now: Shown | None = None

    @property
    def purged_on(self) -> date:
        """The day on which everything of the workshop is deleted."""
        return (self.created + timedelta(days=self.keep_days)).date()


@dataclass(frozen=True)
class Opened:
    """A workshop just opened; the secret is told once and only its hash is kept."""

    code: str
    secret: str


@dataclass(frozen=True)
class Guess:
    """What one participant guessed at one scene: a number as text, or the id of an option."""

    scene: int
    answer: str


@dataclass(frozen=True)
class Note:
    """A short plain text that a participant placed on a ward under a theme.

    `merged_into` is the id of the note that stands for it, None for one that stands alone;
    `alike` is how many notes were merged into this one.
    """

    id: int
    place: Option
    theme: Option
    text: str
    at: datetime
    hidden: bool = False
    merged_into: int | None = None
    alike: int = 0
    kept: bool = False


@dataclass(frozen=True)
class Count:
    """Dots on one option, and how many people put them there."""

    option: Option
    dots: int
    people: int


@dataclass(frozen=True)
class Tally:
    """The dots of one scene: every option with its count, most dots first."""

    shown: Shown
    counts: tuple[Count, ...]
    people: int

    @property
    def dots(self) -> int:
        """All dots placed."""
        return sum(count.dots for count in self.counts)


@dataclass(frozen=True)
class Dot:
    """A dot that a participant placed; `token` takes it back."""

    token: str
    option: str


@dataclass(frozen=True)
class Mine:
    """What one participant has done at the present scene, and all their notes."""

    guess: str | None
    dots: tuple[Dot, ...]
    notes: tuple[Note, ...]


@dataclass(frozen=True)
class Record:
    """A whole workshop, as it is written down; notes that were hidden are not in it."""

    workshop: Workshop
    scenes: tuple[Shown, ...]
    guesses: tuple[Guess, ...]
    tallies: tuple[Tally, ...]
    notes: tuple[Note, ...]


@dataclass(frozen=True)
class Insight:
    """What residents or a room said about a place, kept beyond the workshop it came from.

    `place` is an area code, `neighbourhood` a neighbourhood's id or ''; `source` says where it was
    said: a workshop's title, or a file of engagement notes. `id` is 0 before it is stored.
    """

    text: str
    place: str
    theme: str
    said_on: date
    source: str
    neighbourhood: str = ""
    tags: tuple[str, ...] = ()
    id: int = 0


@dataclass(frozen=True)
class Sought:
    """What an insight must have to be found; '' and None leave a field open."""

    words: str = ""
    places: tuple[str, ...] = ()
    neighbourhood: str = ""
    theme: str = ""
    tag: str = ""
    since: date | None = None
    until: date | None = None
