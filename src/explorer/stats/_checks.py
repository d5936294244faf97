"""Checks shared by the statistics: what was given, what is allowed, what to do."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NoReturn

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtri

from explorer.errors import Problem, StatisticsError

FloatArray = NDArray[np.float64]
Vector = Sequence[float] | NDArray[Any]


def fail(where: str, found: str, expected: str, fix: str) -> NoReturn:
    """Raise a `StatisticsError` that says what is wrong and what to do."""
    raise StatisticsError(Problem(where, found, expected, fix))


def numbers(
    where: str,
    values: float | Vector,
    *,
    minimum: float | None = None,
    above: float | None = None,
    missing_allowed: bool = False,
) -> FloatArray:
    """Read one number or several as floats, refusing what is not finite or out of range."""
    try:
        array = np.asarray(values, dtype=np.float64)
    except (TypeError, ValueError):
        fail(where, "something that is not a number", "numbers", "Remove text from the figures.")
    missing = np.isnan(array)
    if not missing_allowed or array.ndim == 0:
        _refuse(where, array, missing, "a number", "Leave out or fill in what is missing.")
    _refuse(where, array, np.isinf(array), "a finite number", "Correct the figure.")
    if minimum is not None:
        _refuse(where, array, array < minimum, f"{minimum:g} or more", "Correct the figure.")
    if above is not None:
        _refuse(where, array, array <= above, f"more than {above:g}", "Correct the figure.")
    return array


def vector(
    where: str,
    values: Vector,
    *,
    length: int | None = None,
    at_least: int = 1,
    minimum: float | None = None,
    above: float | None = None,
    missing_allowed: bool = False,
) -> FloatArray:
    """Read a row of numbers, one for each group, of an expected length."""
    array = numbers(where, values, minimum=minimum, above=above, missing_allowed=missing_allowed)
    if array.ndim != 1:
        fail(where, f"{array.ndim} dimensions", "one row of numbers", "Give one number a group.")
    if length is not None and array.size != length:
        fail(where, f"{array.size} numbers", f"{length}", "Give one number for every group.")
    if array.size < at_least:
        fail(
            where,
            f"{array.size} group{'' if array.size == 1 else 's'}",
            f"{at_least} or more",
            "Choose a finer set of areas, or another measure.",
        )
    return array


def same_shape(where: str, *arrays: FloatArray) -> None:
    """Refuse arrays that do not pair up one to one."""
    shapes = [array.shape for array in arrays]
    if len(set(shapes)) > 1:
        fail(
            where,
            "lengths " + ", ".join(str(array.size) for array in arrays),
            "the same length throughout",
            "Give one figure of each kind for every area.",
        )


def rising(where: str, values: Vector, length: int) -> None:
    """Refuse a sequence that does not rise from each entry to the next."""
    array = vector(where, values, length=length)
    wrong = np.flatnonzero(np.diff(array) <= 0)
    if wrong.size:
        first = int(wrong[0])
        fail(
            where,
            f"{array[first]:g} followed by {array[first + 1]:g}",
            "every entry above the one before it",
            "Sort the groups before calling.",
        )


def confidence_level(confidence: float) -> float:
    """Refuse a confidence that is not a proportion, such as 95 for 0.95."""
    if not 0 < confidence < 1:
        fail("confidence", f"{confidence:g}", "a proportion between 0 and 1", "Write 95% as 0.95.")
    return float(confidence)


def normal_quantile(confidence: float) -> float:
    """Give the two-sided standard normal quantile: 1.96 for 0.95, 3.09 for 0.998."""
    return float(ndtri(0.5 + confidence_level(confidence) / 2))


def shares(where: str, populations: Vector, length: int) -> FloatArray:
    """Turn the populations of the groups into shares of their total."""
    people = vector(where, populations, length=length, above=0)
    share: FloatArray = people / people.sum()
    return share


def one_of(where: str, found: str, allowed: Sequence[str]) -> None:
    """Refuse a word that is not among those allowed."""
    if found not in allowed:
        fail(where, f"'{found}'", "one of " + ", ".join(allowed), "Choose one of these.")


def plain(values: NDArray[Any], scalar: bool) -> Any:
    """Give one value for one value asked, an array otherwise."""
    return values.item() if scalar else values


def _refuse(
    where: str, array: FloatArray, wrong: NDArray[np.bool_], expected: str, fix: str
) -> None:
    if not wrong.any():
        return
    if array.ndim == 0:
        fail(where, _written(float(array)), expected, fix)
    first = int(np.flatnonzero(wrong)[0])
    others = int(wrong.sum()) - 1
    more = f" and {others} more" if others else ""
    fail(where, f"{_written(float(array.flat[first]))} in place {first + 1}{more}", expected, fix)


def _written(value: float) -> str:
    return "a missing value" if np.isnan(value) else f"{value:g}"
