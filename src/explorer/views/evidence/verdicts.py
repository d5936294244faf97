"""The rule by which a stated number is set against a figure on the same definition and period."""

from __future__ import annotations

import math
from dataclasses import dataclass
from enum import StrEnum

from explorer.errors import Problem, SelectionError
from explorer.views import words
from explorer.views.evidence.declared import Rounding
from explorer.views.evidence.readings import Reading

HALF = 0.5


class Verdict(StrEnum):
    """What a stated number is when set against what is held here."""

    REPRODUCED = "reproduced"
    CONSISTENT = "consistent"
    DIFFERS = "differs"
    CANNOT = "cannot be checked here"


MEANING = {
    Verdict.REPRODUCED: "The same number, to the last digit stated, on the same definition, area "
    "and period.",
    Verdict.CONSISTENT: "Not the same number, but the stated one lies within the figure's 95% "
    "interval, or within what words such as 'almost' allow.",
    Verdict.DIFFERS: "Another number on the same definition, area and period.",
    Verdict.CANNOT: "No figure held here has the same definition, area and period. The nearest "
    "ones are shown; they decide nothing.",
}


@dataclass(frozen=True)
class Judged:
    """A verdict and the sentence that gives its reason."""

    verdict: Verdict
    reason: str


def judge(
    stated: float,
    reading: Reading,
    *,
    to: float | None = None,
    rounding: Rounding = Rounding.EXACTLY,
) -> Judged:
    """Set a stated number against a reading on the same definition, area and period.

    Parameters
    ----------
    stated : float
        The number as the document gives it, in the reading's unit.
    reading : Reading
    to : float, optional
        Its last digit: 0.1 for 24.8, 100 for 205,100; by default that of its decimals.
    rounding : Rounding
        How its words round it.

    Returns
    -------
    Judged
        Reproduced where the reading rounds to the stated number (halves up); else consistent where
        the reading's 95% interval holds it, or where its words allow the reading: 'almost' up to
        one last digit below, 'about' up to one last digit on either side, 'up to' anything below;
        else differs.

    Raises
    ------
    SelectionError
        When the reading has no value.
    """
    if math.isnan(reading.value):
        raise SelectionError(
            Problem(reading.of, "no figure", "a figure to decide by", "Say why it cannot be.")
        )
    digit = to if to is not None else last_digit(stated)
    given = f"The figure is {reading.figure}"
    said = words.with_unit(stated, _decimals(stated), reading.unit)
    if math.floor(reading.value / digit + HALF) == round(stated / digit):
        return Judged(Verdict.REPRODUCED, f"{given}, which rounds to the stated {said}.")
    if reading.has_interval and reading.lower <= stated <= reading.upper:
        return Judged(Verdict.CONSISTENT, f"{given}: its 95% interval holds the stated {said}.")
    if _words_allow(stated, reading.value, digit, rounding):
        return Judged(Verdict.CONSISTENT, f"{given}, which '{rounding.value} {said}' allows.")
    apart = reading.value - stated
    unit = words.difference_unit(reading.unit)
    decimals = reading.decimals
    amount = words.with_unit(abs(apart), decimals, unit)
    side = "above" if apart > 0 else "below"
    return Judged(Verdict.DIFFERS, f"{given}, {amount} {side} the stated {said}.")


def last_digit(stated: float) -> float:
    """Return the place of a number's last decimal: 0.1 for 24.8, 1 for 48."""
    return float(f"1e-{_decimals(stated)}")


def _decimals(stated: float) -> int:
    return len(f"{stated:.10g}".partition(".")[2])


def _words_allow(stated: float, value: float, digit: float, rounding: Rounding) -> bool:
    match rounding:
        case Rounding.ALMOST:
            return stated - digit <= value < stated
        case Rounding.ABOUT:
            return abs(value - stated) <= digit
        case Rounding.UP_TO:
            return value <= stated
        case Rounding.EXACTLY:
            return False
