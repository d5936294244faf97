"""Confidence intervals of a proportion and of a count."""

from __future__ import annotations

from typing import Any, overload

import numpy as np
from scipy.special import gammaincinv

from explorer.stats._checks import (
    FloatArray,
    Vector,
    confidence_level,
    fail,
    normal_quantile,
    numbers,
    plain,
    same_shape,
)
from explorer.stats.estimates import Interval

EXACT_BELOW = 10


@overload
def wilson_interval(
    successes: float, trials: float, confidence: float = 0.95
) -> Interval[float]: ...
@overload
def wilson_interval(
    successes: Vector, trials: Vector, confidence: float = 0.95
) -> Interval[FloatArray]: ...
def wilson_interval(
    successes: float | Vector, trials: float | Vector, confidence: float = 0.95
) -> Interval[Any]:
    """Give the Wilson score interval of a proportion.

    Parameters
    ----------
    successes : float or array of shape (areas,)
        People counted in the numerator, 0 or more. Need not be whole (weighted counts).
    trials : float or array of shape (areas,)
        People in the denominator, above 0 and no fewer than `successes`.
    confidence : float
        0.95 by default; 0.998 for control limits.

    Returns
    -------
    Interval
        `.lower` and `.upper` as proportions between 0 and 1: floats for one area, arrays for
        several. A missing count in an array gives missing limits.

    Raises
    ------
    StatisticsError
        When a single figure is missing, a count is negative or infinite, a denominator is 0, or
        successes exceed trials.

    Notes
    -----
    With p = successes / trials, n = trials and z the normal quantile::

        limits = (2np + z^2 -/+ z * sqrt(z^2 + 4np(1 - p))) / (2(n + z^2))

    The interval stays within 0 and 1 and serves for small numbers and for proportions near 0
    or 1. Fingertips uses it for proportions.

    Limits: it describes chance alone, not error in the counts.

    References
    ----------
    Wilson EB (1927). Journal of the American Statistical Association 22: 209-212.
    Office for Health Improvement and Disparities. Public Health Technical Guidance: Proportions.
    """
    from statsmodels.stats.proportion import proportion_confint

    alpha = 1 - confidence_level(confidence)
    count = numbers("successes", successes, minimum=0, missing_allowed=True)
    total = numbers("trials", trials, above=0, missing_allowed=True)
    same_shape("successes and trials", count, total)
    if (count > total).any():
        fail(
            "successes",
            "more successes than trials",
            "no more successes than trials",
            "Check that numerator and denominator are not exchanged.",
        )
    scalar = count.ndim == 0
    lower, upper = proportion_confint(count, total, alpha=alpha, method="wilson")
    # at the ends the limit is exactly 0 or 1; rounding must not carry it past the estimate
    lower = np.where(count == 0, 0.0, np.clip(lower, 0.0, 1.0))
    upper = np.where(count == total, 1.0, np.clip(upper, 0.0, 1.0))
    return Interval(plain(lower, scalar), plain(upper, scalar), confidence)


@overload
def byar_interval(count: float, confidence: float = 0.95) -> Interval[float]: ...
@overload
def byar_interval(count: Vector, confidence: float = 0.95) -> Interval[FloatArray]: ...
def byar_interval(count: float | Vector, confidence: float = 0.95) -> Interval[Any]:
    """Give the interval of a count of events: exact below 10, Byar's approximation from 10.

    Parameters
    ----------
    count : float or array of shape (areas,)
        Events observed, 0 or more.
    confidence : float
        0.95 by default; 0.998 for control limits.

    Returns
    -------
    Interval
        `.lower` and `.upper` as counts: floats for one area, arrays for several. Divide both by
        the population for the interval of a crude rate. A missing count in an array gives missing
        limits.

    Raises
    ------
    StatisticsError
        When a single figure is missing, or a count is negative or infinite.

    Notes
    -----
    From 10 events O, with z the normal quantile (Byar)::

        lower = O * (1 - 1/(9 * O) - z/(3 * sqrt(O)))^3
        upper = (O + 1) * (1 - 1/(9 * (O + 1)) + z/(3 * sqrt(O + 1)))^3

    Below 10 events (exact Poisson), with chi2(q, d) the quantile q of chi-squared with d degrees
    of freedom and alpha = 1 - confidence::

        lower = chi2(alpha/2, 2 * O) / 2
        upper = chi2(1 - alpha/2, 2 * O + 2) / 2

    Limits: events are taken as independent; repeated events of the same person make the interval
    too narrow.

    References
    ----------
    Breslow NE, Day NE (1987). Statistical Methods in Cancer Research, volume II. IARC, Lyon.
    Office for Health Improvement and Disparities. Public Health Technical Guidance: Rates.
    """
    z = normal_quantile(confidence)
    tail = (1 - confidence) / 2
    observed = numbers("count", count, minimum=0, missing_allowed=True)
    scalar = observed.ndim == 0
    exact = observed < EXACT_BELOW
    # each formula is evaluated only where it is used, so that neither meets a zero or a root
    few, many = np.where(exact, observed, 1.0), np.where(exact, EXACT_BELOW, observed)
    more = many + 1
    lower = np.where(
        exact,
        np.where(few == 0, 0.0, gammaincinv(np.maximum(few, 1e-12), tail)),
        many * (1 - 1 / (9 * many) - z / (3 * np.sqrt(many))) ** 3,
    )
    upper = np.where(
        exact,
        gammaincinv(few + 1, 1 - tail),
        more * (1 - 1 / (9 * more) + z / (3 * np.sqrt(more))) ** 3,
    )
    return Interval(plain(lower, scalar), plain(upper, scalar), confidence)
