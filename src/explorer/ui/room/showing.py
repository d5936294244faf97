"""What a phone shows of a workshop: the values of its templates, and the parts that change."""

from __future__ import annotations

import secrets
from collections import Counter
from typing import Any

from explorer.ui.room.answers import rendered
from explorer.workshop.model import NOTE_LENGTH, Asks, Mine, State, Workshop

PARTS: dict[str, tuple[str, ...]] = {
    "here": (),
    "guess": ("scene",),
    "dot": ("scene",),
    "take-back": ("scene",),
    "note": ("placed",),
}
"""The parts of the page that an act changes."""
EVERYTHING = ("scene", "placed", "notes")


def values(workshop: Workshop, mine: Mine, at: str) -> dict[str, Any]:
    """Return what the templates say of a workshop to one participant.

    Forms come with a fresh token, so that one that is sent twice without script counts once.
    """
    now = workshop.now
    ask = now.scene.ask if now else None
    dots = Counter(dot.option for dot in mine.dots)
    return {
        "at": at,
        "here": f"{at}/{workshop.code}",
        "workshop": workshop,
        "now": now,
        "ask": ask,
        "kind": ask.kind.value if ask else Asks.NOTHING.value,
        "open": workshop.state is State.OPEN and not workshop.locked,
        "ended": workshop.state is State.ENDED,
        "mine": mine,
        "guessed": ask.said(mine.guess) if ask and mine.guess else "",
        "truth": ask.truth_said if now and now.revealed and ask else "",
        "dots": dots,
        "last": {dot.option: dot.token for dot in mine.dots},
        "left": ask.dots - len(mine.dots) if ask else 0,
        "length": NOTE_LENGTH,
        "purged_on": f"{workshop.purged_on.day} {workshop.purged_on:%B %Y}",
        "token": secrets.token_hex(16),
    }


def parts(given: dict[str, Any], act: str = "") -> dict[str, Any]:
    """Return the parts of the page that an act changes, by default all, as HTML by their id."""
    names = PARTS.get(act, EVERYTHING)
    return {
        "version": given["workshop"].version,
        "parts": {name: rendered(f"{name}.html", given) for name in names},
    }


def said(act: str, given: dict[str, Any]) -> str:
    """Return what the page's status line says once an act is stored, with script and without."""
    if act == "note":
        return "Your note is placed."
    if act == "guess" and given["guessed"]:
        return f"Your guess: {given['guessed']}"
    if act in ("dot", "take-back") and given["kind"] == Asks.DOTS:
        return f"{given['left']} of your {given['ask'].dots} dots left"
    return "Sent."
