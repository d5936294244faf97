"""How many more people it would take."""

from __future__ import annotations

from typing import Any, overload

import numpy as np
from numpy.typing import NDArray

from explorer.stats._checks import Vector, fail, numbers, plain, same_shape

# a target of 0.8 is not exactly representable; this keeps its error from costing a person
ROUNDING = 1e-9


@overload
def additional_to_reach(numerator: float, denominator: float, target: float) -> int: ...
@overload
def additional_to_reach(
    numerator: Vector, denominator: Vector, target: float
) -> NDArray[np.int64]: ...
def additional_to_reach(
    numerator: float | Vector, denominator: float | Vector, target: float
) -> Any:
    """Say how many more people must be counted for a proportion to reach a target.

    Parameters
    ----------
    numerator : float or array of shape (areas,)
        People counted now, such as women screened; 0 or more.
    denominator : float or array of shape (areas,)
        People who are eligible, above 0 and no fewer than are counted.
    target : float
        The proportion to reach, between 0 and 1: 0.8 for 80%.

    Returns
    -------
    int or ndarray of int, shape (areas,)
        Whole people, never below 0: 0 where the target is already reached.

    Raises
    ------
    StatisticsError
        When a count is missing, negative or infinite, a denominator is 0, a numerator exceeds its
        denominator, lengths differ, or the target is not between 0 and 1.

    Notes
    -----
    Rounded up, and no less than 0::

        additional = target * denominator - numerator

    Limits: the number of people eligible is held as it is; reaching the sum over areas is not
    reaching the target in each.
    """
    count = numbers("numerator", numerator, minimum=0)
    total = numbers("denominator", denominator, above=0)
    same_shape("numerator and denominator", count, total)
    if (count > total).any():
        fail(
            "numerator",
            "more people than are eligible",
            "no more counted than there are",
            "Check that numerator and denominator are not exchanged.",
        )
    goal = float(numbers("target", target))
    if not 0 <= goal <= 1:
        fail("target", f"{goal:g}", "a proportion between 0 and 1", "Write 80% as 0.8.")
    scalar = count.ndim == 0
    needed = goal * total - count
    people = np.maximum(np.ceil(needed - ROUNDING * total), 0).astype(np.int64)
    return plain(people, scalar)
