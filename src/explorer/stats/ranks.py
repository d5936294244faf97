"""Where an area stands among others, as far as the figures can tell."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from explorer.stats._checks import Vector, fail, vector


@dataclass(frozen=True, eq=False)
class RankSpan:
    """The places that each area may hold, counted from the highest as 1.

    Attributes
    ----------
    first, last : ndarray of int, shape (areas,)
        The highest and the lowest place; the same where only one is possible.
    """

    first: NDArray[np.int64]
    last: NDArray[np.int64]


def rank_span(values: Vector, lower: Vector, upper: Vector) -> RankSpan:
    """Give the places that areas may hold in a ranking, allowing for their intervals.

    Parameters
    ----------
    values : array of shape (areas,)
        One value an area, any order, two areas or more.
    lower, upper : array of shape (areas,)
        95% limits of each value, in the same unit; the value itself where nothing is left to
        chance, as in a full count.

    Returns
    -------
    RankSpan
        `.first` and `.last`: places from 1 for the highest.

    Raises
    ------
    StatisticsError
        When there is one area, a figure is missing or infinite, limits do not enclose their value,
        or the lengths differ.

    Notes
    -----
    An area is above another where the interval of their difference, as `difference` gives it,
    leaves out 0::

        first = 1 + number of areas above it
        last  = number of areas - number of areas that it is above

    Limits: every pair is compared at 95%, so of pairs that are truly equal about one in twenty is
    told apart by chance; the errors of areas are taken as independent.

    References
    ----------
    Goldstein H, Spiegelhalter DJ (1996). Journal of the Royal Statistical Society A 159: 385-443.
    """
    y = vector("values", values, at_least=2)
    low, high = (vector("limits", limits, length=y.size) for limits in (lower, upper))
    if ((low > y) | (high < y)).any():
        fail("limits", "a value outside its own limits", "lower, value, upper", "Correct them.")
    apart = y[:, None] - y[None, :]
    reach = np.hypot((y - low)[:, None], (high - y)[None, :])
    above = apart - reach > 0
    return RankSpan(first=1 + above.sum(axis=0), last=y.size - above.sum(axis=1))
