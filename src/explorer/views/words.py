"""Numbers and names as plain English; sentences on screen and in files are made from these."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Sequence
from datetime import date

MINUS = "−"
EN_DASH = "–"
WITHOUT_UNIT = ("score", "index")
"""How units begin that a sentence leaves out."""
COMMON_WORDS = frozenset(
    (
        "aged",
        "all",
        "bedrooms",
        "both",
        "children",
        "dentists",
        "hospitals",
        "households",
        "life",
        "men",
        "people",
        "persons",
        "pharmacies",
        "women",
    )
)

SENTENCE_END = re.compile(r"(?<=\.)\s+(?=[A-Z])")


def number(value: float, decimals: int = 0) -> str:
    """Write a number with thousands separators and a true minus: 1,234.5; −0.3."""
    text = f"{value:,.{decimals}f}"
    if text.strip("-0.,") == "":
        text = text.lstrip("-")
    return text.replace("-", MINUS)


def signed(value: float, decimals: int = 0) -> str:
    """Write a difference with its sign: +3.2; −864; 0."""
    text = number(value, decimals)
    return text if text.startswith(MINUS) or not text.strip("0.,") else f"+{text}"


def with_unit(value: float, decimals: int, unit: str) -> str:
    """Write a number with its unit: '75.3 years', '44.8%', '14.0 µg/m³'."""
    text = number(value, decimals)
    if unit == "%":
        return f"{text}%"
    return f"{text} {unit}".strip()


def in_prose(value: float, decimals: int, unit: str) -> str:
    """Write a number as a sentence says it: scores and index numbers stand alone."""
    return with_unit(value, decimals, "" if unit.startswith(WITHOUT_UNIT) else unit)


def interval(lower: float, upper: float, decimals: int, unit: str = "") -> str:
    """Write an interval: '73.7 to 76.8'; '' where there is none."""
    if math.isnan(lower) or math.isnan(upper):
        return ""
    return f"{number(lower, decimals)} to {with_unit(upper, decimals, unit)}"


def difference_unit(unit: str) -> str:
    """Return the unit of a difference: percentages differ by percentage points."""
    return "percentage points" if unit == "%" else unit


def in_sentence(items: Sequence[str]) -> str:
    """Join names for a sentence: 'A', 'A and B', 'A, B and C'."""
    if len(items) < 2:
        return "".join(items)
    return f"{', '.join(items[:-1])} and {items[-1]}"


def lower_first(text: str) -> str:
    """Begin with a small letter where the first word is a common one; names keep their capital."""
    first = text.split(" ", 1)[0].rstrip(",").lower()
    return text[:1].lower() + text[1:] if first in COMMON_WORDS else text


def upper_first(text: str) -> str:
    """Begin with a capital letter."""
    return text[:1].upper() + text[1:]


def times(value: float) -> str:
    """Write a ratio in words where they exist: 'twice', '3 times', '1.5 times'."""
    if value == 2:
        return "twice"
    return f"{value:g} times"


def count_of(count: int, noun: str, nouns: str) -> str:
    """Write a count with its noun: '1 ward', '36 wards'."""
    return f"{count:,} {noun if count == 1 else nouns}"


def day(of: date) -> str:
    """Write a day: '3 March 2027'."""
    return f"{of.day} {of:%B %Y}"


def sentences_once(texts: Iterable[str]) -> str:
    """Join credits, each sentence once, however many of them share it."""
    whole = " ".join(f"{text.rstrip('.')}." for text in texts if text)
    return " ".join(dict.fromkeys(SENTENCE_END.split(whole)))
