"""Whether an indicator has recently risen or fallen by more than chance."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
from scipy.special import logit

from explorer.stats._checks import (
    FloatArray,
    Vector,
    fail,
    normal_quantile,
    numbers,
    one_of,
    same_shape,
    vector,
)

POINTS = 5
TIMES: FloatArray = np.arange(1.0, POINTS + 1)
# upper 0.2% of chi-squared with one degree of freedom: 99.8% confidence
CRITICAL = 9.549535706083242
RISING, FALLING = "increasing", "decreasing"
STEADY, UNKNOWN = "no significant change", "cannot be calculated"
POLARITIES = ("high-is-better", "low-is-better", "neutral")


@dataclass(frozen=True)
class RecentTrend:
    """Direction of the five most recent points, by the Fingertips rule.

    Attributes
    ----------
    direction : str
        'increasing', 'decreasing', 'no significant change' or 'cannot be calculated'.
    reason : str
        Why, in words.
    chi_squared : float
        Test statistic, compared with 9.55; NaN where it cannot be calculated.
    slope : float
        Change from one point to the next: in the unit of the values, or in log odds for
        proportions; NaN where it cannot be calculated.
    leave_one_out : tuple of float
        The slope without each of the five points in turn, oldest first.
    polarity : str
        'high-is-better', 'low-is-better' or 'neutral'.
    """

    direction: str
    reason: str
    chi_squared: float = math.nan
    slope: float = math.nan
    leave_one_out: tuple[float, ...] = ()
    polarity: str = "neutral"

    @property
    def judgement(self) -> str:
        """'getting better' or 'getting worse'; empty without a trend or without a judgement."""
        if self.direction not in (RISING, FALLING) or self.polarity == "neutral":
            return ""
        better = (self.direction == RISING) == (self.polarity == "high-is-better")
        return "getting better" if better else "getting worse"


def recent_trend(
    values: Vector,
    standard_errors: Vector | None = None,
    polarity: str = "neutral",
    *,
    lower: Vector | None = None,
    upper: Vector | None = None,
    confidence: float = 0.95,
) -> RecentTrend:
    """Say whether the five most recent values rise or fall by more than chance.

    Parameters
    ----------
    values : array of shape (periods,)
        One value a period, OLDEST FIRST, equally spaced. Only the last five are used.
    standard_errors : array of shape (periods,), optional
        Standard error of each value, above 0, in the same order.
    polarity : {'neutral', 'high-is-better', 'low-is-better'}
        Which direction is better.
    lower, upper : array of shape (periods,), optional
        Confidence limits, used when standard errors are not given.
    confidence : float
        Confidence of the limits.

    Returns
    -------
    RecentTrend
        `.direction`, `.judgement`, `.chi_squared`, `.slope`. With fewer than five values, or a
        missing one among the last five, the direction is 'cannot be calculated'.

    Raises
    ------
    StatisticsError
        When neither standard errors nor both limits are given, a figure is infinite, a standard
        error is not above 0, the lengths differ, or the polarity is unknown.

    Notes
    -----
    Values are regressed on t = 1 to 5 with weights 1 / se^2::

        se          = (upper - lower) / (2 * z)
        chi-squared = (slope / its standard error)^2

    There is a trend when chi-squared, with one degree of freedom, is above 9.55 (99.8%
    confidence) and the slope keeps its sign whichever single point is left out.

    Limits: periods must not overlap (see `independent_periods`), be years, and come from one
    series without a break; it is a marker, not an analysis of the series. Rates where counts are
    given as a proportion: use `recent_trend_of_proportions`.

    References
    ----------
    Office for Health Improvement and Disparities. Public Health Technical Guidance: Fingertips
    trend markers.
    """
    one_of("polarity", polarity, POLARITIES)
    y = vector("values", values, missing_allowed=True)
    errors = _errors(y.size, standard_errors, lower, upper, confidence)[-POINTS:]
    y = y[-POINTS:]
    if y.size < POINTS:
        return RecentTrend(UNKNOWN, "There are fewer than five points.", polarity=polarity)
    if np.isnan(y).any() or np.isnan(errors).any():
        return RecentTrend(UNKNOWN, "One of the five points is missing.", polarity=polarity)
    weights = 1 / errors**2
    slope, spread = _weighted_slope(TIMES, y, weights)
    return _judge((slope / spread) ** 2, slope, _leave_one_out(y, weights), polarity)


def recent_trend_of_proportions(
    numerators: Vector, denominators: Vector, polarity: str = "neutral"
) -> RecentTrend:
    """Say whether the five most recent proportions rise or fall by more than chance.

    Parameters
    ----------
    numerators, denominators : array of shape (periods,)
        Counts of each period, OLDEST FIRST, equally spaced: 0 or more, above 0, numerators no
        larger than denominators. Only the last five are used.
    polarity : {'neutral', 'high-is-better', 'low-is-better'}
        Which direction is better.

    Returns
    -------
    RecentTrend
        As for `recent_trend`; the slope is in log odds. With fewer than five periods, a missing
        count, or a proportion of 0 or 1 among the last five, the direction is 'cannot be
        calculated'.

    Raises
    ------
    StatisticsError
        When a count is negative or infinite, a denominator is 0, a numerator exceeds its
        denominator, the lengths differ, or the polarity is unknown.

    Notes
    -----
    With r of n people at time t, and N and R their sums (test for trend in proportions)::

        chi-squared = N * (N * sum(r * t) - R * sum(n * t))^2
                      / (R * (N - R) * (N * sum(n * t^2) - sum(n * t)^2))

    It has one degree of freedom. The slope, with all points and without each in turn, is that of
    the unweighted regression of ln(r / (n - r)) on t. The rule is that of `recent_trend`.

    Limits: as there; very large denominators find trends that matter little.

    References
    ----------
    Office for Health Improvement and Disparities. Public Health Technical Guidance: Fingertips
    trend markers.
    Armitage P (1955). Biometrics 11: 375-386.
    """
    one_of("polarity", polarity, POLARITIES)
    count = vector("numerators", numerators, minimum=0, missing_allowed=True)
    total = vector("denominators", denominators, above=0, missing_allowed=True)
    same_shape("numerators and denominators", count, total)
    if (count > total).any():
        fail(
            "numerators",
            "a numerator above its denominator",
            "no more counted than there are",
            "Check that numerator and denominator are not exchanged.",
        )
    count, total = count[-POINTS:], total[-POINTS:]
    if count.size < POINTS:
        return RecentTrend(UNKNOWN, "There are fewer than five points.", polarity=polarity)
    if np.isnan(count).any() or np.isnan(total).any():
        return RecentTrend(UNKNOWN, "One of the five points is missing.", polarity=polarity)
    if ((count == 0) | (count == total)).any():
        return RecentTrend(UNKNOWN, "One of the five points is 0% or 100%.", polarity=polarity)
    everyone, counted = total.sum(), count.sum()
    moment = everyone * (count @ TIMES) - counted * (total @ TIMES)
    spread = everyone * (total @ TIMES**2) - (total @ TIMES) ** 2
    chi_squared = float(everyone * moment**2 / (counted * (everyone - counted) * spread))
    odds, alike = np.asarray(logit(count / total)), np.ones(POINTS)
    slope, _ = _weighted_slope(TIMES, odds, alike)
    return _judge(chi_squared, slope, _leave_one_out(odds, alike), polarity)


def independent_periods(starts: Sequence[date], ends: Sequence[date]) -> tuple[int, ...]:
    """Choose periods that do not overlap, working back from the latest.

    Parameters
    ----------
    starts, ends : sequence of date, length periods
        First and last day of each period, any order.

    Returns
    -------
    tuple of int
        Places of the chosen periods among those given, oldest first.

    Raises
    ------
    StatisticsError
        When the lengths differ or a period ends before it starts.

    Notes
    -----
    Five-year figures published every year share four years of data with their neighbours, so that
    testing them as if independent finds trends that are not there. The latest period is kept,
    then the latest that ends before it starts, and so on.

    Limits: periods are counted back from the latest; counted from another year, those kept are
    others and can look different.

    References
    ----------
    Office for Health Improvement and Disparities. Public Health Technical Guidance: Fingertips
    trend markers.
    """
    if len(starts) != len(ends):
        fail("periods", f"{len(starts)} starts and {len(ends)} ends", "as many", "Pair them up.")
    for start, end in zip(starts, ends, strict=True):
        if end < start:
            fail("periods", f"{start} to {end}", "an end after the start", "Correct the period.")
    chosen: list[int] = []
    for place in sorted(range(len(ends)), key=lambda place: ends[place], reverse=True):
        if not chosen or ends[place] < starts[chosen[-1]]:
            chosen.append(place)
    return tuple(reversed(chosen))


def _errors(
    length: int,
    standard_errors: Vector | None,
    lower: Vector | None,
    upper: Vector | None,
    confidence: float,
) -> FloatArray:
    if standard_errors is not None:
        return vector(
            "standard errors", standard_errors, length=length, above=0, missing_allowed=True
        )
    if lower is None or upper is None:
        fail("values", "no precision", "standard errors or both limits", "Give one of them.")
    low = vector("lower", lower, length=length, missing_allowed=True)
    high = vector("upper", upper, length=length, missing_allowed=True)
    widths = numbers("upper less lower", high - low, above=0, missing_allowed=True)
    return widths / (2 * normal_quantile(confidence))


def _weighted_slope(t: FloatArray, y: FloatArray, weights: FloatArray) -> tuple[float, float]:
    """Give the weighted least squares slope and its standard error."""
    centred = t - np.average(t, weights=weights)
    spread = float(weights @ centred**2)
    return float((weights * centred) @ y) / spread, 1 / math.sqrt(spread)


def _leave_one_out(y: FloatArray, weights: FloatArray) -> tuple[float, ...]:
    """Give the slope without each point in turn."""
    return tuple(
        _weighted_slope(*(np.delete(array, point) for array in (TIMES, y, weights)))[0]
        for point in range(POINTS)
    )


def _judge(
    chi_squared: float, slope: float, without: tuple[float, ...], polarity: str
) -> RecentTrend:
    significant = chi_squared > CRITICAL
    steadfast = all(np.sign(other) == np.sign(slope) for other in without)
    if not significant:
        direction, reason = STEADY, "The slope can be put down to chance."
    elif not steadfast:
        direction, reason = STEADY, "The slope hangs on a single point."
    else:
        direction = RISING if slope > 0 else FALLING
        reason = "The slope is more than chance and does not hang on a single point."
    return RecentTrend(direction, reason, chi_squared, slope, without, polarity)
