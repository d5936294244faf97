"""Classes of a map: breaks that hold for every period, so that colours can be compared."""

from __future__ import annotations

import math
import warnings
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from explorer.errors import Problem, SelectionError
from explorer.views.words import number

SCHEMES = {
    "quantiles": "Equal numbers of areas",
    "natural-breaks": "Natural breaks",
    "equal-interval": "Equal steps",
    "round-numbers": "Round numbers",
}
DEFAULT_CLASSES = 5
MOST_CLASSES = 7
OWN = "own:"
"""How breaks of the reader's own begin: 'own:10,20,30'."""


@dataclass(frozen=True)
class Classes:
    """Classes from lowest to highest.

    Attributes
    ----------
    breaks : tuple of float
        Inner limits, ascending; a value equal to a limit belongs to the class above it.
    decimals : int
        Decimals to which values are rounded before they are classed, so that a class's label
        and the value printed beside it can never disagree.
    """

    breaks: tuple[float, ...]
    decimals: int

    @property
    def count(self) -> int:
        return len(self.breaks) + 1

    def about(self, value: float) -> Classes:
        """Return classes of which none holds values on both sides of a benchmark.

        The break nearest to the benchmark moves to it, so there are no more classes than before.
        """
        middle = round(value, self.decimals)
        nearest = min(self.breaks, key=lambda limit: abs(limit - middle), default=middle)
        others = {limit for limit in self.breaks if limit != nearest}
        return Classes(tuple(sorted({*others, middle})), self.decimals)

    def assign(self, values: NDArray[np.float64]) -> NDArray[np.int64]:
        """Return the class of each value, from 0; -1 where there is no value."""
        rounded = np.round(values, self.decimals)
        found = np.searchsorted(self.breaks, rounded + 10.0 ** -(self.decimals + 3), side="left")
        return np.where(np.isnan(values), -1, found).astype(np.int64)

    def labels(self, values: NDArray[np.float64]) -> tuple[str, ...]:
        """Write each class as the values that it can hold: '75.1 to 77.9'.

        The ends are the lowest and highest of `values`, or open where none lies beyond the breaks.
        """
        step = 10.0**-self.decimals
        held = np.round(values[~np.isnan(values)], self.decimals)
        low = float(held.min()) if held.size else math.nan
        high = float(held.max()) if held.size else math.nan

        def span(start: float, end: float) -> str:
            ends = number(start, self.decimals), number(end, self.decimals)
            return ends[0] if ends[0] == ends[1] else " to ".join(ends)

        def label(index: int) -> str:
            start = self.breaks[index - 1] if index else None
            end = self.breaks[index] - step if index < len(self.breaks) else None
            if start is None and end is None:
                return span(low, high)
            if start is None and end is not None:
                if low <= end:
                    return span(low, end)
                return f"below {number(self.breaks[0], self.decimals)}"
            if end is None and start is not None:
                if high >= start:
                    return span(start, high)
                return f"{number(start, self.decimals)} and above"
            assert start is not None
            assert end is not None
            return span(start, end)

        return tuple(label(index) for index in range(self.count))


def classify(
    values: NDArray[np.float64],
    decimals: int,
    scheme: str = "quantiles",
    k: int = DEFAULT_CLASSES,
    breaks: tuple[float, ...] = (),
) -> Classes:
    """Choose the classes of a map.

    Parameters
    ----------
    values : array of float, shape (n,)
        Every value that the map may show, over all periods; NaN is left out.
    decimals : int
        Decimals shown.
    scheme : str
        A key of `SCHEMES`, whose breaks are rounded to a step that reads well, or breaks of the
        reader's own as `own_breaks` reads them.
    k : int
        Number of classes wanted; fewer where the values do not allow so many.
    breaks : tuple of float
        Declared breaks, which win over the scheme.

    Raises
    ------
    SelectionError
        When the scheme is not known, or breaks of the reader's own cannot be used.
    """
    check_scheme(scheme)
    breaks = breaks or own_breaks(scheme)
    if breaks:
        return Classes(tuple(sorted(breaks)), decimals)
    held = np.round(values[~np.isnan(values)], decimals)
    distinct = np.unique(held)
    if distinct.size < 2:
        return Classes((), decimals)
    k = min(k, distinct.size)
    # Only here, for it brings scikit-learn and pyplot with it; declared breaks need neither.
    import mapclassify

    classifier = {
        "quantiles": mapclassify.Quantiles,
        "natural-breaks": mapclassify.FisherJenks,
        "equal-interval": mapclassify.EqualInterval,
        "round-numbers": mapclassify.PrettyBreaks,
    }[scheme]
    with warnings.catch_warnings():
        # It warns of fewer classes than asked, which rounding allows for anyway.
        warnings.simplefilter("ignore", UserWarning)
        limits = classifier(held, k=k).bins
    step = _step(float(distinct[-1] - distinct[0]) / k, decimals)
    rounded = {round(math.ceil(limit / step - 1e-9) * step, 10) for limit in limits[:-1]}
    inner = tuple(sorted(b for b in rounded if distinct[0] < b <= distinct[-1]))
    if len(inner) >= MOST_CLASSES:
        # Round numbers may be more than asked for; every second one is still round.
        inner = inner[1::2]
    return Classes(inner, decimals)


def check_scheme(text: str) -> None:
    """Refuse a classification that is neither a key of `SCHEMES` nor breaks of one's own.

    Raises
    ------
    SelectionError
        Saying what would be allowed.
    """
    if text not in SCHEMES and not own_breaks(text):
        raise SelectionError(
            Problem(
                "classes",
                f"'{text}'",
                f"{', '.join(SCHEMES)}, or breaks of your own such as {OWN}10,20,30",
                "Choose one of these.",
            )
        )


def own_breaks(text: str) -> tuple[float, ...]:
    """Read breaks of the reader's own, 'own:10,20,30'; nothing where the text is not of that kind.

    Raises
    ------
    SelectionError
        When they are not one to six different numbers.
    """
    if not text.startswith(OWN):
        return ()
    try:
        breaks = sorted({float(part) for part in text.removeprefix(OWN).split(",")})
    except ValueError:
        breaks = []
    if not 1 <= len(breaks) < MOST_CLASSES or not all(map(math.isfinite, breaks)):
        raise SelectionError(
            Problem(
                "breaks",
                f"'{text.removeprefix(OWN)}'",
                f"1 to {MOST_CLASSES - 1} numbers with commas between them, such as 10,20,30",
                "Write full stops for decimals and nothing but numbers.",
            )
        )
    return tuple(breaks)


def _step(width: float, decimals: int) -> float:
    """Return a round step of about a fifth of a class, no finer than the decimals shown."""
    finest = 10.0**-decimals
    if width <= 0:
        return finest
    target = width / 4
    power = 10.0 ** math.floor(math.log10(target))
    step = max((m * power for m in (1, 2, 5) if m * power <= target), default=power)
    return max(step, finest)
