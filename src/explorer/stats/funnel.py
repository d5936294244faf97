"""Control limits: how far a proportion may stray by chance from the average."""

from __future__ import annotations

from typing import Any, overload

import numpy as np
from numpy.typing import NDArray

from explorer.stats._checks import (
    FloatArray,
    Vector,
    fail,
    normal_quantile,
    numbers,
    plain,
    same_shape,
)
from explorer.stats.estimates import Interval

INNER, OUTER = 0.95, 0.998


@overload
def funnel_limits(
    average: float, denominators: float, confidence: float = INNER
) -> Interval[float]: ...
@overload
def funnel_limits(
    average: float, denominators: Vector, confidence: float = INNER
) -> Interval[FloatArray]: ...
def funnel_limits(
    average: float, denominators: float | Vector, confidence: float = INNER
) -> Interval[Any]:
    """Give the limits within which chance alone would keep a proportion, by denominator.

    Parameters
    ----------
    average : float
        Proportion of all areas together, between 0 and 1: sum of numerators over sum of
        denominators.
    denominators : float or array of shape (points,)
        People in each area, or any row of denominators along which to draw the funnel, above 0.
    confidence : float
        0.95 for the inner limits (two standard deviations), 0.998 for the outer (three).

    Returns
    -------
    Interval
        `.lower` and `.upper` as proportions, cut at 0 and 1.

    Raises
    ------
    StatisticsError
        When the average is not between 0 and 1, or a denominator is missing, infinite or not
        above 0.

    Notes
    -----
    With n the denominator and z the normal quantile::

        limits = average -/+ z * sqrt(average * (1 - average) / n)

    An area is outside exactly when its Wilson interval leaves the average out.

    Limits: of 100 areas that differ by chance alone five are outside the inner limits; real
    differences between the people served widen the scatter, so being outside is a reason to ask,
    not a verdict.

    References
    ----------
    Spiegelhalter DJ (2005). Statistics in Medicine 24: 1185-1202.
    Office for Health Improvement and Disparities. Public Health Technical Guidance: Funnel plots.
    """
    centre = _proportion("average", average)
    n = numbers("denominators", denominators, above=0)
    margin = normal_quantile(confidence) * np.sqrt(centre * (1 - centre) / n)
    scalar = n.ndim == 0
    lower = np.asarray(np.maximum(0.0, centre - margin))
    upper = np.asarray(np.minimum(1.0, centre + margin))
    return Interval(plain(lower, scalar), plain(upper, scalar), confidence)


def funnel_position(
    numerators: Vector, denominators: Vector, average: float | None = None
) -> NDArray[np.str_]:
    """Say where each area lies in the funnel.

    Parameters
    ----------
    numerators, denominators : array of shape (areas,)
        Counts of each area; 0 or more, above 0, numerators no larger.
    average : float, optional
        Proportion against which to look; by default that of all areas together.

    Returns
    -------
    ndarray of str, shape (areas,)
        'below 99.8% limit', 'below 95% limit', 'within limits', 'above 95% limit' or 'above 99.8%
        limit'; 'not compared' where a count is missing.

    Raises
    ------
    StatisticsError
        When a count is negative or infinite, a denominator is 0, a numerator exceeds its
        denominator, or no area has both counts.

    Notes
    -----
    See `funnel_limits`. A proportion equal to a limit counts as inside it.

    Limits: as for `funnel_limits`.

    References
    ----------
    Spiegelhalter DJ (2005). Statistics in Medicine 24: 1185-1202.
    """
    count = numbers("numerators", np.atleast_1d(numerators), minimum=0, missing_allowed=True)
    total = numbers("denominators", np.atleast_1d(denominators), above=0, missing_allowed=True)
    same_shape("numerators and denominators", count, total)
    if (count > total).any():
        fail(
            "numerators",
            "a numerator above its denominator",
            "no more counted than there are",
            "Check that numerator and denominator are not exchanged.",
        )
    known = ~(np.isnan(count) | np.isnan(total))
    if not known.any():
        fail("numerators", "no complete counts", "one or more", "Choose a period with counts.")
    if average is None:
        average = float(count[known].sum() / total[known].sum())
    words = np.full(count.shape, "not compared", dtype="<U18")
    values, people = count[known] / total[known], total[known]
    inner = funnel_limits(average, people, INNER)
    outer = funnel_limits(average, people, OUTER)
    words[known] = np.select(
        [
            values < outer.lower,
            values > outer.upper,
            values < inner.lower,
            values > inner.upper,
        ],
        ["below 99.8% limit", "above 99.8% limit", "below 95% limit", "above 95% limit"],
        "within limits",
    )
    return words


def _proportion(where: str, value: float) -> float:
    proportion = float(numbers(where, value))
    if not 0 <= proportion <= 1:
        fail(where, f"{proportion:g}", "a proportion between 0 and 1", "Write 80% as 0.8.")
    return proportion
