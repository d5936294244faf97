"""Life expectancy of a small area from deaths and populations by age."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from explorer.stats._checks import FloatArray, Vector, fail, normal_quantile, rising, vector
from explorer.stats.estimates import Interval

FEWEST_PERSON_YEARS = 5_000
WIDEST_INTERVAL = 20.0
FIRST_YEAR_SURVIVAL, OTHER_SURVIVAL = 0.1, 0.5


@dataclass(frozen=True, eq=False)
class LifeExpectancy:
    """Years that remain at birth and at the start of every age band.

    Attributes
    ----------
    age_starts : ndarray of shape (bands,)
        First age of each band.
    values, lower, upper, standard_errors : ndarray of shape (bands,)
        Expected years of life that remain at that age, their limits and standard errors. A value
        is NaN where its 95% interval is wider than 20 years or where nobody would reach that age.
    confidence : float
        Such as 0.95.
    """

    age_starts: FloatArray
    values: FloatArray
    lower: FloatArray
    upper: FloatArray
    standard_errors: FloatArray
    confidence: float = 0.95

    @property
    def value(self) -> float:
        """Life expectancy at birth, in years."""
        return float(self.values[0])

    @property
    def interval(self) -> Interval[float]:
        """Interval of life expectancy at birth."""
        return Interval(float(self.lower[0]), float(self.upper[0]), self.confidence)


def life_expectancy(
    deaths: Vector, populations: Vector, age_starts: Vector, confidence: float = 0.95
) -> LifeExpectancy:
    """Give life expectancy at birth and at each age, with intervals, from an abridged life table.

    Parameters
    ----------
    deaths : array of shape (bands,)
        Deaths in each age band over the whole period, 0 or more, youngest first.
    populations : array of shape (bands,)
        Person-years in each band over the same period, above 0: for five years of deaths, five
        times the average population.
    age_starts : array of shape (bands,)
        First age of each band: 0, 1, 5, 10, ... 85 or 90. The first band is ages under 1, the last
        is open.
    confidence : float
        0.95 by default.

    Returns
    -------
    LifeExpectancy
        `.value` and `.interval` at birth in years, and the same at each age.

    Raises
    ------
    StatisticsError
        When a figure is missing, infinite or negative, a population is 0, a band has more deaths
        than person-years, the bands do not rise from 0 and 1, there are fewer than 5,000
        person-years in all, or no deaths in the last band.

    Notes
    -----
    Chiang's method (II). In a band of n years with mortality M = deaths / person-years, those who
    die live the share a of it: 0.1 in the first year of life, 0.5 later. The probability of dying
    in the band is at most 1, and 1 in the last, where those who enter live 1 / M years::

        q = n * M / (1 + n * M * (1 - a))
        life expectancy = all years still lived / those alive at the start

    The variance of a band's q is 0 without deaths; Silcocks adds that of the last band. With l
    alive at the start and e_next the expectancy of the next band::

        var(q)   = q^2 * (1 - q) / deaths
        var_last = 4 / (deaths * M^2)
        variance = (sum of l^2 * ((1 - a) * n + e_next)^2 * var(q)
                    + (l_last / 2)^2 * var_last) / l^2
        limits   = life expectancy -/+ z * sqrt(variance)

    Published rules: not calculated below 5,000 person-years, nor without deaths in the last band
    (bands before it may be without); a value with a 95% interval wider than 20 years is withheld.

    Limits: it is what a child born would live if today's death rates of this area's present
    residents held for life; people who move, and nursing homes, both count.

    References
    ----------
    Chiang CL (1968). Introduction to Stochastic Processes in Biostatistics. Wiley, New York.
    Silcocks PBS, Jenner DA, Reza R (2001). Journal of Epidemiology and Community Health 55: 38-43.
    Eayres D, Williams ES (2004). Journal of Epidemiology and Community Health 58: 243-249.
    Toson B, Baker A (2003). National Statistics Methodological Series 33.
    """
    z = normal_quantile(confidence)
    d = vector("deaths", deaths, at_least=3, minimum=0)
    people = vector("populations", populations, length=d.size, above=0)
    starts = _bands(age_starts, d.size)
    _refuse_unreliable(d, people)

    mortality = d / people
    widths = np.append(np.diff(starts), np.nan)
    survived = np.where(starts == 0, FIRST_YEAR_SURVIVAL, OTHER_SURVIVAL)
    dying = widths * mortality / (1 + widths * mortality * (1 - survived))
    dying = np.append(np.minimum(dying[:-1], 1.0), 1.0)

    alive = np.concatenate([[1.0], np.cumprod(1 - dying[:-1])])
    dead = alive * dying
    lived = np.append(widths[:-1] * (alive[1:] + survived[:-1] * dead[:-1]), alive[-1])
    lived[-1] /= mortality[-1]
    with np.errstate(invalid="ignore", divide="ignore"):
        years = np.cumsum(lived[::-1])[::-1] / alive
        errors = np.sqrt(_variance(d, mortality, dying, alive, widths, survived, years)) / alive
    limits = (years - z * errors, years + z * errors)
    too_wide = 2 * normal_quantile(0.95) * errors > WIDEST_INTERVAL
    values = np.where(too_wide, math.nan, years)
    return LifeExpectancy(starts, values, *limits, errors, confidence)


def _bands(age_starts: Vector, length: int) -> FloatArray:
    starts = vector("age bands", age_starts, length=length, minimum=0)
    rising("age bands", age_starts, length)
    if starts[0] != 0 or starts[1] != 1:
        fail(
            "age bands",
            f"bands that start at {starts[0]:g} and {starts[1]:g}",
            "a first band of ages under 1, then one that starts at 1",
            "Split off the first year of life, when most deaths fall in its first weeks.",
        )
    return starts


def _refuse_unreliable(deaths: FloatArray, people: FloatArray) -> None:
    """Apply the published rules on small populations and on the last band."""
    over = np.flatnonzero(deaths > people)
    if over.size:
        fail(
            "deaths",
            f"{deaths[over[0]]:g} deaths in {people[over[0]]:g} person-years",
            "no more deaths than person-years in a band",
            "Check that deaths and populations are of the same years and bands.",
        )
    if people.sum() < FEWEST_PERSON_YEARS:
        fail(
            "populations",
            f"{people.sum():,.0f} person-years",
            f"{FEWEST_PERSON_YEARS:,} or more",
            "Join years or areas.",
        )
    if deaths[-1] == 0:
        fail("deaths", "none in the last age band", "one or more", "Join years, areas or bands.")


def _variance(
    deaths: FloatArray,
    mortality: FloatArray,
    dying: FloatArray,
    alive: FloatArray,
    widths: FloatArray,
    survived: FloatArray,
    years: FloatArray,
) -> FloatArray:
    """Sum the bands' contributions to the variance of all years still lived, from each band on."""
    of_dying = dying**2 * (1 - dying) / np.where(deaths == 0, 1.0, deaths)
    ahead = np.append(years[1:], 0.0)
    # where nobody is left alive there is nothing ahead, and nothing to add
    ahead = np.where(np.isfinite(ahead), ahead, 0.0)
    terms = alive**2 * ((1 - survived) * widths + ahead) ** 2 * of_dying
    terms[-1] = (alive[-1] / 2) ** 2 * 4 / (deaths[-1] * mortality[-1] ** 2)
    total: FloatArray = np.cumsum(terms[::-1])[::-1]
    return total
