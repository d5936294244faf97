"""The social gradient: slope and relative index of inequality."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from explorer.stats._checks import (
    FloatArray,
    Vector,
    confidence_level,
    fail,
    rising,
    shares,
    vector,
)
from explorer.stats.estimates import Interval

SEED = 20101231
DRAWS = 100_000
FEWEST_GROUPS = 5


@dataclass(frozen=True, eq=False)
class SlopeIndex:
    """A line fitted through groups in order of deprivation, and its two ends.

    Attributes
    ----------
    sii : float
        Slope index of inequality: fitted value of the least deprived end less that of the most
        deprived end, in the unit of the values.
    rii : float
        Relative index of inequality: the same two ends as a ratio (no unit). NaN where an end is
        not above 0, since a ratio then has no meaning.
    sii_interval, rii_interval : Interval or None
        Confidence intervals; None without standard errors, or where the ratio has no meaning.
    most_deprived, least_deprived : float
        The fitted ends, at rank 0 (the intercept) and at rank 1.
    ranks : ndarray of shape (groups,)
        Middle of each group's share of the population, counted from the most deprived: 0 to 1.
    shares : ndarray of shape (groups,)
        Each group's share of the population.
    confidence : float
        Such as 0.95.
    """

    sii: float
    rii: float
    sii_interval: Interval[float] | None
    rii_interval: Interval[float] | None
    most_deprived: float
    least_deprived: float
    ranks: FloatArray
    shares: FloatArray
    confidence: float = 0.95

    @property
    def chance_excluded(self) -> bool | None:
        """Whether the interval of the slope leaves out 0; None where there is no interval."""
        if self.sii_interval is None:
            return None
        return not self.sii_interval.lower <= 0 <= self.sii_interval.upper


def slope_index(
    values: Vector,
    populations: Vector,
    standard_errors: Vector | None = None,
    confidence: float = 0.95,
    seed: int = SEED,
    *,
    draws: int = DRAWS,
    quantiles: Vector | None = None,
) -> SlopeIndex:
    """Give the slope and relative index of inequality across groups in order of deprivation.

    Parameters
    ----------
    values : array of shape (groups,)
        One value a group, MOST DEPRIVED FIRST, five groups or more.
    populations : array of shape (groups,)
        People in each group, above 0, in the same order.
    standard_errors : array of shape (groups,), optional
        Standard error of each value, in its unit, 0 or more. Without them no interval is given.
    confidence : float
        0.95 by default.
    seed : int
        Seed of the random numbers; the same seed gives the same interval.
    draws : int
        How many simulated lines the intervals rest on.
    quantiles : array of shape (groups,), optional
        What the groups were ordered by, such as the deciles 1 to 10 or a rank on which 1 is the
        most deprived. Only checked: it must rise from each group to the next.

    Returns
    -------
    SlopeIndex
        `.sii` in the unit of the values, `.rii`, `.sii_interval`, `.rii_interval`, the fitted ends
        and the ranks for a chart. A positive SII means higher values among the least deprived.

    Raises
    ------
    StatisticsError
        When there are fewer than five groups, a figure is missing or infinite, a population is 0
        or below, a standard error is negative, the lengths differ, or `quantiles` is not sorted.

    Notes
    -----
    With p_i the group's share of the population, a line is fitted by least squares weighted by
    p_i::

        x_i = p_1 + ... + p_(i-1) + p_i / 2
        y   = b0 + b1 * x
        SII = b1
        RII = (b0 + b1) / b0

    Intervals are percentiles of seeded simulation, each value drawn from a normal distribution
    with its standard error, as PHEindicatormethods does. Both fitted ends are sums of the values
    with fixed weights, so drawing every group and fitting anew has exactly the same distribution
    as drawing the two ends together from their variances and covariance. The latter is what is
    done, and takes no longer for 35,000 areas than for ten.

    Limits: a straight line is assumed, so look at the chart; many groups with small numbers make
    it unstable; the order of deprivation is taken as certain; rates and proportions are not
    transformed before drawing. With areas in place of deciles the same population is ranked more
    finely, and results of the two are not comparable.

    References
    ----------
    Low A, Low A (2004). Journal of Public Health 26: 388-395.
    PHEindicatormethods 2.1, phe_sii. Office for Health Improvement and Disparities.
    """
    y = vector("values", values, at_least=FEWEST_GROUPS)
    weights = shares("populations", populations, y.size)
    if quantiles is not None:
        rising("quantiles", quantiles, y.size)
    confidence_level(confidence)
    ranks = np.cumsum(weights) - weights / 2
    slope = weights * (ranks - 0.5)
    slope = slope / (slope @ ranks)
    # rows: the weights with which the values make the fitted end at rank 0 and at rank 1
    ends = np.stack([weights - slope / 2, weights + slope / 2])
    most, least = (float(end) for end in ends @ y)

    sii_interval, rii_interval = None, None
    if standard_errors is not None:
        errors = vector("standard errors", standard_errors, length=y.size, minimum=0)
        drawn = _simulated_ends(most, least, ends * errors, seed, draws)
        sii_interval = _percentiles(drawn[1] - drawn[0], confidence)
        rii_interval = _ratio_interval(drawn, confidence)
    return SlopeIndex(
        sii=float(slope @ y),
        rii=least / most if most > 0 and least > 0 else math.nan,
        sii_interval=sii_interval,
        rii_interval=rii_interval if most > 0 and least > 0 else None,
        most_deprived=most,
        least_deprived=least,
        ranks=ranks,
        shares=weights,
        confidence=confidence,
    )


def _simulated_ends(
    most: float, least: float, scaled: FloatArray, seed: int, draws: int
) -> FloatArray:
    """Draw both fitted ends together; `scaled` holds their weights times the standard errors."""
    if draws < 1_000:
        fail("draws", f"{draws}", "1,000 or more", "Simulate more lines.")
    first, second = np.random.default_rng(seed).standard_normal((2, draws))
    (var_most, covariance), (_, var_least) = scaled @ scaled.T
    if var_most == 0:
        return np.stack([np.full(draws, most), least + math.sqrt(var_least) * first])
    along = covariance / math.sqrt(var_most)
    beside = math.sqrt(max(0.0, var_least - along**2))
    return np.stack([most + math.sqrt(var_most) * first, least + along * first + beside * second])


def _percentiles(drawn: FloatArray, confidence: float) -> Interval[float]:
    lower, upper = np.quantile(drawn, [0.5 - confidence / 2, 0.5 + confidence / 2])
    return Interval(float(lower), float(upper), confidence)


def _ratio_interval(drawn: FloatArray, confidence: float) -> Interval[float] | None:
    """Give the interval of the ratio, or None where an end may well not be above 0."""
    meaningless = (drawn <= 0).any(axis=0)
    if meaningless.mean() >= (1 - confidence) / 2:
        return None
    kept = drawn[:, ~meaningless]
    return _percentiles(kept[1] / kept[0], confidence)
