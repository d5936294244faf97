"""Small numbers: what must be withheld so that no small count can be read or worked out."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from explorer.stats._checks import FloatArray, Vector, fail, numbers, vector

BoolArray = NDArray[np.bool_]
IntArray = NDArray[np.intp]
UNDETERMINED = 1e-9


@dataclass(frozen=True, eq=False)
class Suppression:
    """Which figures are withheld, and which totals may not be shown.

    Attributes
    ----------
    primary : ndarray of bool, shape (cells,)
        Counts below the threshold.
    secondary : ndarray of bool, shape (cells,)
        Larger counts withheld so that a total does not give a small one away.
    withheld_totals : tuple of frozenset
        For each way of totalling, the labels whose total must be withheld too, because there was
        nothing left in the group to withhold instead.
    """

    primary: BoolArray
    secondary: BoolArray
    withheld_totals: tuple[frozenset[Hashable], ...] = ()

    @property
    def withheld(self) -> BoolArray:
        """Every cell of which count, value and interval may not be shown."""
        return self.primary | self.secondary

    def apply(self, figures: Vector) -> FloatArray:
        """Blank one column of figures (counts, values or limits) where it is withheld."""
        array = vector(
            "figures", np.asarray(figures), length=self.primary.size, missing_allowed=True
        )
        return np.where(self.withheld, np.nan, array)


def suppress(
    counts: Vector,
    threshold: float | None,
    *totals: Sequence[Hashable | None],
    withhold_zero: bool = True,
) -> Suppression:
    """Say which counts to withhold so that none below a threshold can be read or worked out.

    Parameters
    ----------
    counts : array of shape (cells,)
        Counts, 0 or more; missing (NaN) where the publisher shows nothing. Areas of one group, or
        every cell of a table of areas by groups.
    threshold : float or None
        Smallest count that may be shown; None withholds nothing.
    *totals : sequence of labels, shape (cells,)
        Ways in which the counts are added up for readers: cells with the same label share a total
        that is shown, and None stands where a cell is in no such total. One for areas within
        boroughs; two for a table with totals of rows and of columns; none if no total is shown.
    withhold_zero : bool
        Whether a count of 0 is withheld as well.

    Returns
    -------
    Suppression
        `.withheld` (which is `.primary` or `.secondary`), `.withheld_totals`, and `.apply` to
        blank a column. Rates, percentages and intervals of a withheld count are withheld with it.

    Raises
    ------
    StatisticsError
        When a count is negative or infinite, the threshold is negative, or the lengths differ.

    Notes
    -----
    Primary: every count below the threshold. Secondary: within a total that is shown, the smallest
    count still shown is withheld until no withheld count follows from the totals (found from the
    null space of the sums), and until the withheld counts of the group add up to the threshold,
    since total less shown is a count too. Where nothing is left to withhold, the total goes. Cells
    that were missing already are unknown to a reader and protect others like withheld ones.

    Limits: each way of totalling is protected against subtraction, not against what a reader knows
    from elsewhere; totals of totals must be given as a further way of totalling; the choice is
    small, but not always the smallest possible.

    References
    ----------
    Hundepool A and others (2012). Statistical Disclosure Control. Wiley, Chichester.
    Office for National Statistics. Disclosure control guidance for health statistics.
    """
    count = vector("counts", np.atleast_1d(counts), minimum=0, missing_allowed=True)
    groupings = [_members(labels, count.size) for labels in totals]
    nothing = np.zeros(count.size, dtype=bool)
    if threshold is None:
        return Suppression(nothing, nothing, tuple(frozenset() for _ in totals))
    least = float(numbers("threshold", threshold, minimum=0))
    primary = (count < least) & (withhold_zero | (count > 0))
    hidden = primary | np.isnan(count)
    lost: list[set[Hashable]] = [set() for _ in totals]
    # each round withholds at least one more cell or total, so this ends
    while (weak := _weak_total(count, hidden, primary, groupings, lost, least)) is not None:
        way, label = weak
        members = groupings[way][label]
        shown = members[~hidden[members]]
        if shown.size:
            hidden[shown[np.argmin(count[shown])]] = True
        else:
            lost[way].add(label)
    secondary = hidden & ~primary & ~np.isnan(count)
    return Suppression(primary, secondary, tuple(frozenset(labels) for labels in lost))


Groups = dict[Hashable, IntArray]


def _members(labels: Sequence[Hashable | None], length: int) -> Groups:
    """Find the cells of each total; None is no total."""
    if len(labels) != length:
        fail("totals", f"{len(labels)} labels", f"{length}", "Give one label for every count.")
    members: dict[Hashable, list[int]] = {}
    for place, label in enumerate(labels):
        if label is not None:
            members.setdefault(label, []).append(place)
    return {label: np.array(places, dtype=np.intp) for label, places in members.items()}


def _weak_total(
    count: FloatArray,
    hidden: BoolArray,
    primary: BoolArray,
    groupings: list[Groups],
    lost: list[set[Hashable]],
    least: float,
) -> tuple[int, Hashable] | None:
    """Find a shown total that gives a withheld count away, or None when all are safe."""
    sums: list[tuple[int, Hashable, IntArray]] = []
    for way, groups in enumerate(groupings):
        for label, members in groups.items():
            inside = members[hidden[members]]
            if label in lost[way] or not inside.size:
                continue
            small = np.nansum(count[inside]) < least
            if primary[inside].any() and (inside.size < 2 or small):
                return way, label
            sums.append((way, label, inside))
    return _revealing(sums, hidden, primary)


def _revealing(
    sums: list[tuple[int, Hashable, IntArray]], hidden: BoolArray, primary: BoolArray
) -> tuple[int, Hashable] | None:
    """Find the total to mend when all of them together give a small count away."""
    if len({way for way, _, _ in sums}) < 2:
        return None
    cells = np.flatnonzero(hidden)
    matrix = np.array([np.isin(cells, inside) for _, _, inside in sums], dtype=np.float64)
    # a withheld count is safe if it can vary along a direction that leaves every sum as it is
    _, sizes, directions = np.linalg.svd(matrix)
    free = directions[(sizes > UNDETERMINED).sum() :]
    fixed = cells[(np.abs(free) < UNDETERMINED).all(axis=0)]
    if not primary[fixed].any():
        return None
    mendable = [
        (inside.size, way, label) for way, label, inside in sums if np.isin(fixed, inside).any()
    ]
    _, way, label = min(mendable, key=lambda each: each[0])
    return way, label
