"""Makes what people type fit to be stored, or says why it is not."""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Iterable

from explorer.errors import Problem
from explorer.workshop.model import NAME_LENGTH, NOTE_LENGTH, Option
from explorer.workshop.personal import looks_personal
from explorer.workshop.refusals import PersonalError, RefusedError

JOINERS = "\u200c\u200d"
"""Invisible, but words of several languages and many emoji are spelt with them."""
THOUSANDS = re.compile(r"-?\d{1,3}(?:,\d{3})+(?:\.\d*)?")
LARGEST = 1e9


def tidy(text: str) -> str:
    """Return plain text in one line: composed letters, single spaces, nothing invisible."""
    composed = unicodedata.normalize("NFC", text)
    kept = (c if _visible(c) else " " if c.isspace() else "" for c in composed)
    return " ".join("".join(kept).split())


def note(text: str) -> str:
    """Return a note's text as it is stored.

    Raises
    ------
    RefusedError
        When it is empty or too long.
    PersonalError
        When it looks like a name or contact details.
    """
    tidied = tidy(text)
    if not tidied:
        raise RefusedError(
            Problem("note", "no words", "a short note", "Write a few words, then send them.")
        )
    if len(tidied) > NOTE_LENGTH:
        raise RefusedError(
            Problem(
                where="note",
                found=f"{len(tidied)} characters",
                expected=f"{NOTE_LENGTH} at most",
                fix=f"Shorten the note by {len(tidied) - NOTE_LENGTH} characters.",
            )
        )
    if what := looks_personal(tidied):
        raise PersonalError(personal("note", what))
    return tidied


def personal(where: str, what: str) -> Problem:
    """Say what in a text looks personal, and that nothing of it is kept."""
    return Problem(
        where=where,
        found=f"what looks like {what}",
        expected="no names and no contact details",
        fix=f"This looks like {what}. Nothing is stored; take it out, then send again.",
    )


def display_name(text: str) -> str:
    """Return a display name as it is stored; '' for none."""
    tidied = tidy(text)[:NAME_LENGTH]
    if what := looks_personal(tidied):
        raise PersonalError(personal("display name", what))
    return tidied


def number(text: str) -> str:
    """Return a guessed number as plain digits, such as '14.5'; a comma may stand for the point."""
    typed = tidy(text)
    try:
        value = float(typed.replace(",", "" if THOUSANDS.fullmatch(typed) else "."))
    except ValueError:
        value = math.nan
    if not abs(value) <= LARGEST:
        raise RefusedError(
            Problem("guess", f"'{typed[:20]}'", "a number", "Write a number, such as 12.")
        )
    return f"{value:g}"


def among(word: str, options: Iterable[Option], where: str) -> str:
    """Return the id of an option, or refuse one that is not offered."""
    if word not in {option.id for option in options}:
        raise RefusedError(
            Problem(
                where=where,
                found=f"'{tidy(word)[:40]}'",
                expected="one of what is offered",
                fix=f"Choose the {where} from the list.",
            )
        )
    return word


def _visible(letter: str) -> bool:
    return letter in JOINERS or unicodedata.category(letter)[0] not in "CZ"
