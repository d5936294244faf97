"""What a window of a workshop needs to know of it: the workshop, its story, and where it stands."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from explorer.errors import ExplorerError
from explorer.keeping import kept
from explorer.ui.messages import explain
from explorer.ui.workshop.links import Keys
from explorer.views.stories import reading
from explorer.views.stories.model import Scene as StoryScene
from explorer.views.stories.model import Story
from explorer.workshop import service, telling
from explorer.workshop.facilitator import Facilitator
from explorer.workshop.model import Asks, Scene, Shown, State, Workshop

LOST = "The workshop cannot be reached. The screen goes on as soon as it can."


@dataclass(frozen=True)
class Led:
    """A workshop as its facilitator's windows see it at one moment."""

    keys: Keys
    facilitator: Facilitator
    workshop: Workshop
    story: Story

    @property
    def programme(self) -> tuple[Scene, ...]:
        return telling.programme(self.story)

    @property
    def now(self) -> Shown | None:
        return self.workshop.now

    @property
    def place(self) -> int:
        """Where in the programme the room stands; before its first scene it stands there too."""
        ids = [scene.id for scene in self.programme]
        return ids.index(self.now.scene.id) if self.now and self.now.scene.id in ids else 0

    @property
    def scene(self) -> Scene:
        """What is before the room."""
        return self.programme[self.place]

    @property
    def story_scene(self) -> StoryScene | None:
        number = telling.number_of(self.scene)
        return None if number is None else self.story.scenes[number]

    @property
    def awaits_answer(self) -> bool:
        """Whether the room is asked to guess and has not been told."""
        is_guess = self.scene.ask.kind in (Asks.NUMBER, Asks.CHOICE)
        return is_guess and not (self.now and self.now.revealed)

    @property
    def is_over(self) -> bool:
        return self.workshop.state is State.ENDED

    def step(self, by: int) -> None:
        """Go one step on or back; the answer to a guess is a step of its own."""
        if self.is_over:
            return
        if by > 0 and self.awaits_answer:
            self.facilitator.reveal()
            return
        self.go_to(min(max(self.place + by, 0), len(self.programme) - 1))

    def go_to(self, place: int) -> None:
        """Put a scene of the programme before the room."""
        self.facilitator.show(self.programme[place])


def of(keys: Keys) -> Led:
    """Return the workshop of a facilitator's link, with its first scene shown.

    Raises
    ------
    WorkshopError
        When code and secret do not belong together, or the database cannot be reached.
    """
    facilitator = service.workshops().facilitator(keys.code, keys.secret)
    workshop = facilitator.workshop()
    found = Led(keys, facilitator, workshop, _story(workshop.story))
    if workshop.now is None and not found.is_over:
        found.go_to(0)
        return Led(keys, facilitator, facilitator.workshop(), found.story)
    return found


def step(keys: Keys, by: int) -> None:
    """Lead the room one step on or back, from wherever it stands by now."""
    with told():
        of(keys).step(by)


@kept(maxsize=64)
def _story(text: str) -> Story:
    """Read a story once, though every window asks for it each second."""
    return reading.read(text, "story.yaml")


@contextmanager
def told() -> Iterator[None]:
    """Turn a fault of the workshop into a message where it happens, so that the rest goes on."""
    try:
        yield
    except ExplorerError as error:
        explain(error, LOST)
