"""The gap between the highest and the lowest area, chosen after looking."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from explorer.stats._checks import FloatArray, Vector, fail, normal_quantile, vector

SEED = 20140522
DRAWS = 2_000
CHUNK = 1_000_000


@dataclass(frozen=True)
class ExtremeGap:
    """The highest value less the lowest, with an interval that allows for having looked.

    Attributes
    ----------
    value : float
        Observed gap, highest less lowest, in the unit of the values.
    lower, upper : float
        Interval for the true gap between the truly highest and the truly lowest area.
    highest, lowest : int
        Places of the two areas among the values, counted from 0.
    expected_by_chance : float
        Gap that would be seen, on average, if all areas were truly equal.
    confidence : float
        Such as 0.95.
    """

    value: float
    lower: float
    upper: float
    highest: int
    lowest: int
    expected_by_chance: float
    confidence: float = 0.95

    @property
    def chance_excluded(self) -> bool:
        """Whether the areas can be told apart at all: the interval leaves out 0."""
        return self.lower > 0


def extreme_gap(
    values: Vector,
    standard_errors: Vector,
    confidence: float = 0.95,
    seed: int = SEED,
    draws: int = DRAWS,
) -> ExtremeGap:
    """Give the gap between the highest and lowest area with a bootstrap interval.

    Parameters
    ----------
    values : array of shape (areas,)
        One value an area, any order, two areas or more.
    standard_errors : array of shape (areas,)
        Standard error of each value, in the same unit, 0 or more. From 95% limits:
        (upper - lower) / 3.92.
    confidence : float
        0.95 by default.
    seed : int
        Seed of the random numbers; the same seed gives the same interval.
    draws : int
        How many sets of sampling errors are drawn.

    Returns
    -------
    ExtremeGap
        `.value`, `.lower`, `.upper`, the two areas, and `.expected_by_chance`.

    Raises
    ------
    StatisticsError
        When there is one area, a figure is missing or infinite, a standard error is negative, or
        the lengths differ.

    Notes
    -----
    Of many areas the highest is partly the luckiest and the lowest partly the unluckiest, so the
    observed gap overstates the true one. Sampling errors are drawn from the normal distribution
    (parametric bootstrap). Each half of the interval spends half of 1 - confidence::

        lower = the largest, over all pairs (i, j), of
                y_i - y_j - k * sqrt(se_i^2 + se_j^2), and no less than 0
        upper = the largest, over all pairs (i, j), of
                y_i - y_j + z * sqrt(se_i^2 + se_j^2)

    where k is the upper quantile of the range of as many standard normal errors as there are
    areas, divided by sqrt(2) (Tukey and Kramer). Every pair is allowed for at once, so the
    interval holds whichever pair is the true extreme. It is cautious: the true gap is inside more
    often than the confidence says, most of all when few areas could be the highest. For a pair
    named beforehand use `difference`.

    Limits: normal, independent errors; areas that were left out are not allowed for.

    References
    ----------
    Hayter AJ (1984). Annals of Statistics 12: 61-75.
    Goldstein H, Spiegelhalter DJ (1996). Journal of the Royal Statistical Society A 159: 385-443.
    """
    y = vector("values", values, at_least=2)
    errors = vector("standard errors", standard_errors, length=y.size, minimum=0)
    if draws < 100:
        fail("draws", f"{draws}", "100 or more", "Draw more sets of sampling errors.")
    z = normal_quantile(confidence)
    standard_range, ranges = _simulated_ranges(errors, seed, draws)
    k = float(np.quantile(standard_range, 0.5 + confidence / 2)) / float(np.sqrt(2))
    return ExtremeGap(
        value=float(y.max() - y.min()),
        lower=max(0.0, _widest(y, errors, -k)),
        upper=_widest(y, errors, z),
        highest=int(y.argmax()),
        lowest=int(y.argmin()),
        expected_by_chance=float(ranges.mean()),
        confidence=confidence,
    )


def _simulated_ranges(errors: FloatArray, seed: int, draws: int) -> tuple[FloatArray, FloatArray]:
    """Draw the range of the areas' errors, in standard errors and in the unit of the values."""
    generator = np.random.default_rng(seed)
    standard, scaled = np.empty(draws), np.empty(draws)
    step = max(1, CHUNK // errors.size)
    for start in range(0, draws, step):
        some = slice(start, min(start + step, draws))
        noise = generator.standard_normal((some.stop - start, errors.size))
        standard[some] = np.ptp(noise, axis=1)
        scaled[some] = np.ptp(noise * errors, axis=1)
    return standard, scaled


def _widest(y: FloatArray, errors: FloatArray, factor: float) -> float:
    """Give the largest y_i - y_j + factor * sqrt(se_i^2 + se_j^2) without trying every pair."""
    preferred = errors if factor > 0 else -errors
    high, low = _front(y, preferred), _front(-y, preferred)
    margins = factor * np.hypot(errors[high][:, None], errors[low][None, :])
    return float((y[high][:, None] - y[low][None, :] + margins).max())


def _front(first: FloatArray, second: FloatArray) -> NDArray[np.intp]:
    """Find the areas that no other area beats on both counts: the only possible extremes."""
    order = np.lexsort((-second, -first))
    best_before = np.maximum.accumulate(np.concatenate([[-np.inf], second[order][:-1]]))
    return order[second[order] > best_before]
