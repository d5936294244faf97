"""Areas against a benchmark, in the words of Fingertips."""

from __future__ import annotations

from typing import Any, overload

import numpy as np
from numpy.typing import NDArray

from explorer.stats._checks import Vector, fail, numbers, one_of, plain

WORDS = {
    "high-is-better": ("worse", "similar", "better"),
    "low-is-better": ("better", "similar", "worse"),
    "neutral": ("lower", "similar", "higher"),
}
NOT_COMPARED = "not compared"


@overload
def benchmark(
    lower: float | None, upper: float | None, against: float | None, polarity: str = "neutral"
) -> str: ...
@overload
def benchmark(
    lower: Vector, upper: Vector, against: float | None, polarity: str = "neutral"
) -> NDArray[np.str_]: ...
def benchmark(
    lower: float | Vector | None,
    upper: float | Vector | None,
    against: float | None,
    polarity: str = "neutral",
) -> Any:
    """Say whether areas lie below or above a benchmark by more than chance.

    Parameters
    ----------
    lower, upper : float or array of shape (areas,)
        Confidence limits of each area; missing (NaN or None) where there are none.
    against : float
        The benchmark: the value of the borough, the region or the country. Missing: nothing is
        compared.
    polarity : {'neutral', 'high-is-better', 'low-is-better'}
        Which direction is better.

    Returns
    -------
    str or ndarray of str, shape (areas,)
        'lower', 'similar' or 'higher' for a neutral indicator; 'worse', 'similar' or 'better'
        where one direction is better; 'not compared' where a limit or the benchmark is missing.

    Raises
    ------
    StatisticsError
        When a limit is infinite, a lower limit is above its upper limit, lengths differ, or the
        polarity is unknown.

    Notes
    -----
    Similar, also where a limit equals the benchmark, unless::

        lower:  upper limit < benchmark
        higher: lower limit > benchmark

    Limits: the benchmark is taken as certain, which suits a country or region but flatters a
    comparison with a small area; an area is part of its own borough; of many areas one in twenty
    is outside by chance; similar does not mean the same.

    References
    ----------
    Office for Health Improvement and Disparities. Public Health Technical Guidance: Comparing
    with a benchmark.
    """
    one_of("polarity", polarity, tuple(WORDS))
    low = np.asarray(np.nan if lower is None else lower, dtype=np.float64)
    high = np.asarray(np.nan if upper is None else upper, dtype=np.float64)
    mark = np.asarray(np.nan if against is None else against, dtype=np.float64)
    scalar = low.ndim == 0
    low, high = (
        numbers(where, np.atleast_1d(limits), missing_allowed=True)
        for where, limits in (("lower", low), ("upper", high))
    )
    mark = numbers("benchmark", np.atleast_1d(mark), missing_allowed=True)
    if low.shape != high.shape:
        fail("limits", f"{low.size} and {high.size}", "as many of each", "Give both limits.")
    if mark.size != 1:
        fail("benchmark", f"{mark.size} numbers", "one", "Compare with one benchmark at a time.")
    if (low > high).any():
        fail("limits", "a lower above an upper limit", "lower, then upper", "Exchange the two.")
    below, alike, over = WORDS[polarity]
    unknown = np.isnan(low) | np.isnan(high) | np.isnan(mark)
    words = np.select([unknown, high < mark, low > mark], [NOT_COMPARED, below, over], alike)
    return plain(words, scalar)
