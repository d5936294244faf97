"""What the statistics hand back and take in: intervals and estimates."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Generic, TypeVar

import numpy as np

from explorer.stats._checks import FloatArray, confidence_level, fail, normal_quantile

Bound = TypeVar("Bound", float, FloatArray)


@dataclass(frozen=True)
class Interval(Generic[Bound]):
    """Lower and upper confidence limits: one of each, or an array of each.

    Attributes
    ----------
    lower, upper : float or ndarray
        The limits, in the unit of the estimate.
    confidence : float
        Such as 0.95.
    """

    lower: Bound
    upper: Bound
    confidence: float = 0.95

    def __iter__(self) -> Iterator[Bound]:
        """Unpack as `lower, upper = interval`."""
        return iter((self.lower, self.upper))


@dataclass(frozen=True)
class Estimate:
    """A value with what is known of its precision.

    Parameters
    ----------
    value : float
        The estimate, in its own unit.
    lower, upper : float, optional
        Its confidence limits; both or neither.
    standard_error : float, optional
        Its standard error, in the unit of the value. Where given, it is used rather than the
        limits, which are often rounded or cut at nought.
    confidence : float
        Confidence of `lower` and `upper`; 0.95 unless stated.

    Raises
    ------
    StatisticsError
        When neither limits nor a standard error are given, when a figure is missing or infinite,
        when a standard error is negative, or when the limits do not enclose the value.
    """

    value: float
    lower: float | None = None
    upper: float | None = None
    standard_error: float | None = None
    confidence: float = 0.95

    def __post_init__(self) -> None:
        confidence_level(self.confidence)
        given = [self.value, self.lower, self.upper, self.standard_error]
        if not all(np.isfinite(number) for number in given if number is not None):
            fail("estimate", str(given), "finite numbers", "Compare only what has been measured.")
        if (self.lower is None) != (self.upper is None):
            fail("estimate", "one limit", "both limits or neither", "Give the other limit too.")
        if self.standard_error is None and self.lower is None:
            fail("estimate", "no limits", "limits or a standard error", "Compare values that have.")
        if self.standard_error is not None and self.standard_error < 0:
            fail("standard error", f"{self.standard_error:g}", "0 or more", "Correct the figure.")
        if self.lower is None or self.upper is None:
            return
        if not self.lower <= self.value <= self.upper:
            fail(
                "estimate",
                f"{self.value:g} with limits {self.lower:g} and {self.upper:g}",
                "limits that enclose the value",
                "Check that value and limits are of the same area, period and unit.",
            )

    def limits(self, confidence: float) -> tuple[float, float]:
        """Give the limits at a confidence, keeping any asymmetry of those that were given."""
        wanted = normal_quantile(confidence)
        if self.standard_error is not None or self.lower is None or self.upper is None:
            margin = wanted * float(self.standard_error or 0)
            return self.value - margin, self.value + margin
        scale = wanted / normal_quantile(self.confidence)
        return (
            self.value - scale * (self.value - self.lower),
            self.value + scale * (self.upper - self.value),
        )

    def log_limits(self, confidence: float) -> tuple[float, float]:
        """Give the limits of the logarithm of the value at a confidence."""
        if self.value <= 0:
            fail("ratio", f"{self.value:g}", "values above 0", "Compare by their difference.")
        wanted = normal_quantile(confidence)
        centre = float(np.log(self.value))
        if self.standard_error is not None or self.lower is None or self.upper is None:
            margin = wanted * float(self.standard_error or 0) / self.value
            return centre - margin, centre + margin
        if self.lower <= 0:
            fail("ratio", f"{self.lower:g}", "limits above 0", "Compare by their difference.")
        scale = wanted / normal_quantile(self.confidence)
        return (
            centre - scale * (centre - float(np.log(self.lower))),
            centre + scale * (float(np.log(self.upper)) - centre),
        )
