"""A sentence that knows the rule it was made by and the numbers that it says."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from explorer.model import Selection


class Rule(StrEnum):
    """By which rule a sentence was made."""

    HEADLINE = "headline"
    RESIDENTS = "residents"
    LIFE = "life-expectancy"
    DEPRIVATION = "deprivation"
    BEHIND = "furthest-behind"
    NEWER_LIFE = "newer-life-expectancy"
    SHARED_OUT = "shared-out"
    AHEAD = "furthest-ahead"
    ORIGINS = "origins"


@dataclass(frozen=True)
class Sentence:
    """A sentence with all that is needed to check it.

    Attributes
    ----------
    rule : Rule
    text : str
        Whole, with its full stop.
    numbers : tuple of (str, float)
        Every number that it rests on by name, not rounded.
    selection : Selection
        The figures that it is made from.
    """

    rule: Rule
    text: str
    numbers: tuple[tuple[str, float], ...]
    selection: Selection

    def __str__(self) -> str:
        return self.text
