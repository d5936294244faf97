"""What a story is: scenes in order, each a selection with words for the room and the presenter."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from explorer.model import Selection


class Guess(StrEnum):
    """What a scene asks the room to guess before it shows the answer."""

    NONE = ""
    GAP = "gap"
    HIGHEST = "highest"
    LOWEST = "lowest"


@dataclass(frozen=True)
class Scene:
    """One map of a story.

    Attributes
    ----------
    selection : Selection
        What is mapped.
    headline : str
        In place of the view's own finding; empty to keep it, and with it numbers that are the
        data's.
    sentence : str
        What is said beside the map. Words in braces stand for figures; see `facts.of`.
    question : str
        What the room is asked.
    notes : str
        For the presenter's eyes.
    guess : Guess
        What the room guesses first.
    """

    selection: Selection
    headline: str = ""
    sentence: str = ""
    question: str = ""
    notes: str = ""
    guess: Guess = Guess.NONE


AMBITIONS = "ambitions"
USUAL_DOTS = 5


@dataclass(frozen=True)
class Story:
    """Scenes under a title, and what the room puts its dots on at the end.

    Attributes
    ----------
    id : str
        The stem of its file.
    title, summary : str
    scenes : tuple of Scene
    vote : tuple of str
        Indicators to choose among; empty for the ten ambitions.
    dots : int
        How many dots everyone has.
    """

    id: str
    title: str
    summary: str
    scenes: tuple[Scene, ...]
    vote: tuple[str, ...] = ()
    dots: int = USUAL_DOTS
