"""Rates made comparable between areas with different age structures."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from explorer.stats._checks import Vector, fail, vector
from explorer.stats.intervals import byar_interval

# ages 0-4, 5-9, ... 85-89, 90 and over; 100,000 people in all (Eurostat 2013)
EUROPEAN_STANDARD_POPULATION_2013: tuple[int, ...] = (
    *(5_000, 5_500, 5_500, 5_500, 6_000, 6_000, 6_500, 7_000, 7_000, 7_000),
    *(7_000, 6_500, 6_000, 5_500, 5_000, 4_000, 2_500, 1_500, 1_000),
)
FEWEST_EVENTS = 10


@dataclass(frozen=True)
class DirectlyStandardisedRate:
    """A rate as it would be in a standard population, with its interval.

    Attributes
    ----------
    value, lower, upper : float
        The rate and its limits, for as many people as `per` says.
    events : float
        Events on which it rests.
    per : float
        Such as 100,000.
    confidence : float
        Such as 0.95.
    """

    value: float
    lower: float
    upper: float
    events: float
    per: float = 100_000.0
    confidence: float = 0.95


def directly_standardised_rate(
    events: Vector,
    populations: Vector,
    standard: Vector | None = None,
    per: float = 100_000.0,
    confidence: float = 0.95,
) -> DirectlyStandardisedRate:
    """Give a directly age-standardised rate with Dobson's interval.

    Parameters
    ----------
    events : array of shape (bands,)
        Events in each age band, 0 or more, youngest first, 10 or more in all.
    populations : array of shape (bands,)
        Person-years in each band, above 0, in the same order.
    standard : array of shape (bands,), optional
        Standard population of each band, above 0. By default the European Standard Population
        2013 in 19 bands (0-4, 5-9, ... 85-89, 90 and over) or 18 (85 and over last).
    per : float
        How many people the rate refers to; 100,000 by default.
    confidence : float
        0.95 by default.

    Returns
    -------
    DirectlyStandardisedRate
        `.value`, `.lower`, `.upper`, for as many people as `per` says.

    Raises
    ------
    StatisticsError
        When a figure is missing, infinite or negative, a population is 0, the lengths differ,
        there are neither 18 nor 19 bands and no standard, or fewer than 10 events in all.

    Notes
    -----
    With O_i events, n_i person-years and w_i standard population in band i, O all events, and
    O_lower, O_upper their Byar limits (all results are multiplied by `per`)::

        rate     = (sum of w_i * O_i / n_i) / (sum of w_i)
        variance = (sum of w_i^2 * O_i / n_i^2) / (sum of w_i)^2
        lower    = rate + sqrt(variance / O) * (O_lower - O)
        upper    = rate + sqrt(variance / O) * (O_upper - O)

    Limits: for comparison only, since it is nobody's actual rate; not given below 10 events;
    events are taken as independent.

    References
    ----------
    Dobson AJ, Kuulasmaa K, Eberle E, Scherer J (1991). Statistics in Medicine 10: 457-462.
    Eurostat (2013). Revision of the European Standard Population. Luxembourg.
    Morris JK, Tan J, Fryers P, Bestwick J (2018). Population Health Metrics 16: 19.
    """
    observed = vector("events", events, minimum=0)
    people = vector("populations", populations, length=observed.size, above=0)
    weights = vector(
        "standard population",
        _european_standard(observed.size) if standard is None else standard,
        length=observed.size,
        above=0,
    )
    if not per > 0:
        fail("per", f"{per:g}", "more than 0", "Say how many people the rate refers to.")
    total = float(observed.sum())
    if total < FEWEST_EVENTS:
        fail("events", f"{total:g} in all", f"{FEWEST_EVENTS} or more", "Join years or areas.")
    factors = weights / weights.sum() / people * per
    rate = float(factors @ observed)
    spread = float(np.sqrt(factors**2 @ observed / total))
    limits = byar_interval(total, confidence)
    return DirectlyStandardisedRate(
        value=rate,
        lower=rate + spread * (limits.lower - total),
        upper=rate + spread * (limits.upper - total),
        events=total,
        per=per,
        confidence=confidence,
    )


def _european_standard(bands: int) -> tuple[int, ...]:
    full = EUROPEAN_STANDARD_POPULATION_2013
    if bands not in (len(full) - 1, len(full)):
        fail(
            "events",
            f"{bands} age bands",
            "19 five-year bands to 90 and over, or 18 to 85 and over",
            "Regroup the ages, or give the standard population of these bands.",
        )
    return full if bands == len(full) else (*full[:-2], full[-2] + full[-1])
