"""Sexes as people write them."""

from __future__ import annotations

BOTH = ""
WORDS = {
    "male": ("m", "male", "males", "man", "men", "boys"),
    "female": ("f", "female", "females", "woman", "women", "girls"),
    BOTH: (
        "p",
        "person",
        "persons",
        "people",
        "all",
        "both",
        "both sexes",
        "total",
        "not applicable",
    ),
}
LABELS = {"male": "Men", "female": "Women"}
_BY_WORD = {word: sex for sex, known in WORDS.items() for word in known}


def parse(text: str) -> str | None:
    """Return 'male', 'female', '' for both together, or None where it is none of these."""
    return _BY_WORD.get(text.strip().casefold())
