"""Whether two measures of the same areas rise together."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from explorer.stats._checks import Vector, fail, normal_quantile, vector

FEWEST_PAIRS = 5


@dataclass(frozen=True)
class Correlation:
    """Spearman's rank correlation with its interval.

    Attributes
    ----------
    rho : float
        Between -1 and 1.
    lower, upper : float
        Its confidence limits.
    pairs : int
        Areas with both measures.
    confidence : float
        Such as 0.95.
    """

    rho: float
    lower: float
    upper: float
    pairs: int
    confidence: float = 0.95

    @property
    def chance_excluded(self) -> bool:
        """Whether the interval leaves out 0."""
        return not self.lower <= 0 <= self.upper


def spearman(x: Vector, y: Vector, confidence: float = 0.95) -> Correlation:
    """Give Spearman's rank correlation of two measures with its interval.

    Parameters
    ----------
    x, y : array of shape (areas,)
        Two measures of the same areas in the same order. Areas where either is missing (NaN) are
        left out; `.pairs` says how many remain, five or more.
    confidence : float
        0.95 by default.

    Returns
    -------
    Correlation
        `.rho`, `.lower`, `.upper`, `.pairs`. No unit.

    Raises
    ------
    StatisticsError
        When fewer than five areas have both, a figure is infinite, the lengths differ, or one
        measure is the same everywhere.

    Notes
    -----
    Pearson's correlation of the ranks, ties sharing their average rank. Interval (Bonett and
    Wright), with n pairs and q the normal quantile::

        limits = tanh(artanh(rho) -/+ q * sqrt((1 + rho^2 / 2) / (n - 3)))

    Limits: a correlation of areas says nothing of people, nor of cause; at rho of 1 or -1 both
    limits equal it, which overstates what few pairs can show.

    References
    ----------
    Bonett DG, Wright TA (2000). Psychometrika 65: 23-28.
    """
    from scipy.stats import spearmanr

    first = vector("x", x, missing_allowed=True)
    second = vector("y", y, length=first.size, missing_allowed=True)
    both = ~(np.isnan(first) | np.isnan(second))
    first, second = first[both], second[both]
    if first.size < FEWEST_PAIRS:
        fail("x and y", f"{first.size} areas with both", f"{FEWEST_PAIRS} or more", "Choose more.")
    for where, measure in (("x", first), ("y", second)):
        if np.ptp(measure) == 0:
            fail(where, "the same value everywhere", "values that differ", "Choose another.")
    # rounded so that perfect agreement of ranks is exactly 1
    rho = round(float(spearmanr(first, second).statistic), 12)
    if abs(rho) == 1:
        return Correlation(rho, rho, rho, first.size, confidence)
    margin = normal_quantile(confidence) * math.sqrt((1 + rho**2 / 2) / (first.size - 3))
    centre = math.atanh(rho)
    return Correlation(
        rho=rho,
        lower=math.tanh(centre - margin),
        upper=math.tanh(centre + margin),
        pairs=first.size,
        confidence=confidence,
    )
