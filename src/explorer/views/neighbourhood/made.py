"""One figure for several areas: counted, weighted, estimated, or none but a range."""

from __future__ import annotations

import math
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from explorer import areas, neighbourhoods, registry, stats
from explorer.keeping import kept
from explorer.model import Aggregation, Selection
from explorer.views import rebased, selections

Floats = NDArray[np.float64]
LEAST_COVERED = 0.8
"""Share of the people that must live in areas with a figure for the whole to have one."""
MOSTLY_INSIDE = 0.5


class Made(StrEnum):
    """How a figure of several areas was made, from firmest to least firm."""

    COUNTED = "counted"
    WEIGHTED = "weighted"
    ESTIMATED = "estimated"
    RANGE = "range"


@dataclass(frozen=True)
class Figure:
    """A measure of several areas together.

    Attributes
    ----------
    selection : Selection
        What it was made from, complete.
    made : Made
        A range has no value, only `lowest` and `highest`.
    value, lower, upper : float
        NaN where there is none; limits only of samples that are counted.
    numerator, denominator : float
        Sums, where counts are held.
    split : float
        Share of the people who live in areas that lie partly outside: 0 to 1.
    covered : float
        Share of the people who live in areas with a figure: 0 to 1.
    lowest, highest : tuple of (str, float)
        Name and value of the lowest and highest area that lies mostly inside.
    """

    selection: Selection
    made: Made
    value: float
    lower: float
    upper: float
    numerator: float
    denominator: float
    split: float
    covered: float
    lowest: tuple[str, float]
    highest: tuple[str, float]

    @property
    def has_value(self) -> bool:
        return not math.isnan(self.value)

    @property
    def has_interval(self) -> bool:
        return not math.isnan(self.lower)


@dataclass(frozen=True, eq=False)
class _Source:
    """Figures of a selection as arrays, one entry an area, and how they fall on the wards."""

    names: tuple[str, ...]
    how: Aggregation
    has_counts: bool
    is_sample: bool
    value: Floats
    numerator: Floats
    denominator: Floats
    people: Floats


@kept(maxsize=4096)
def figure(selection: Selection, codes: tuple[str, ...]) -> Figure:
    """Make the figure of a complete selection for areas of the neighbourhoods' set together.

    Parameters
    ----------
    selection : Selection
        On the areas' own set, or on one that a crosswalk connects with it.
    codes : tuple of str
        Areas of one of the sets of which neighbourhoods are made, each once.

    Notes
    -----
    With s(a) the share of area a that lies inside: sum of s n / sum of s d for counts n and d; sum
    of s p v / sum of s p for values v of p people. The 95% interval of a counted sample is
    Wilson's; a census counts everybody and has none.
    """
    source = _source(selection)
    inside = _inside(selection.area_set, codes)
    has = ~np.isnan(source.value)
    people = inside * source.people
    everyone = people.sum()
    covered = float(people[has].sum() / everyone) if everyone else 0.0
    is_split = (inside > 0) & (inside < 1 - 1e-9)
    split = float(people[is_split].sum() / everyone) if everyone else 0.0
    mostly = np.flatnonzero(has & (inside >= MOSTLY_INSIDE))
    ends = _ends(source, mostly)
    numerator = denominator = lower = upper = value = math.nan
    if source.how is Aggregation.NONE or covered < LEAST_COVERED:
        made = Made.RANGE
    else:
        made = Made.WEIGHTED if source.how is Aggregation.WEIGHTED_MEAN else Made.COUNTED
        if is_split.any():
            made = Made.ESTIMATED
        part = inside[has]
        if source.how is Aggregation.WEIGHTED_MEAN:
            value = float(np.average(source.value[has], weights=people[has]))
        elif source.has_counts:
            numerator = float(part @ source.numerator[has])
            denominator = float(part @ source.denominator[has])
            value = rebased.per(selection) * numerator / denominator
            if source.is_sample:
                found = stats.wilson_interval(numerator, denominator)
                lower, upper = 100 * found.lower, 100 * found.upper
        else:
            value = float(part @ source.value[has])
    return Figure(
        selection, made, value, lower, upper, numerator, denominator, split, covered, *ends
    )


def by_area(selection: Selection) -> Floats:
    """Return the figure of each area of the neighbourhoods' set, in the set's order."""
    codes = areas.codes(neighbourhoods.area_set())
    return np.array([figure(selection, (code,)).value for code in codes])


def everywhere() -> tuple[str, ...]:
    """Return the codes of every area of the neighbourhoods' set: all the boroughs together."""
    return areas.codes(neighbourhoods.area_set())


@kept(maxsize=16)
def of_borough(borough: str) -> tuple[str, ...]:
    """Return the codes of a borough's areas in the neighbourhoods' set."""
    layer = areas.load(neighbourhoods.area_set())
    return tuple(layer.loc[layer["borough_code"] == borough, "area_code"])


def residents(codes: tuple[str, ...]) -> float:
    """Return the residents of areas at the census."""
    return float(rebased.residents(neighbourhoods.set_of(codes))[list(codes)].sum())


@kept(maxsize=256)
def best_fit(codes: tuple[str, ...], area_set: str) -> tuple[str, ...]:
    """Return the areas of a set that lie mostly inside other areas; these themselves on their own.

    Where none does, the one that holds the largest share of itself inside.
    """
    if neighbourhoods.set_of(codes) == area_set:
        return codes
    shares = inside(area_set, codes)
    mostly = shares.index[shares > MOSTLY_INSIDE]
    return tuple(mostly) or (str(shares.idxmax()),)


@kept(maxsize=16)
def inside(area_set: str, codes: tuple[str, ...]) -> pd.Series:
    """Return what share of each area of a set lies in a neighbourhood's areas, by code."""
    return pd.Series(_inside(area_set, codes), areas.codes(area_set))


@kept(maxsize=512)
def _source(selection: Selection) -> _Source:
    held = selections.figures(selection)
    indicator = registry.indicator(selection.indicator)
    codes = areas.codes(selection.area_set)
    rows = held.areas.set_index("area_code").reindex(list(codes))
    how = registry.aggregation(selection.indicator, held.series.id)
    columns = {
        name: rows[name].to_numpy(dtype=float) for name in ("value", "numerator", "denominator")
    }
    has_counts = bool(rows[["numerator", "denominator"]].notna().any(axis=None))
    people = columns["denominator"]
    if how is not Aggregation.COUNTS or np.isnan(people).any():
        people = rebased.weights_of(indicator, selection.area_set)[0][list(codes)].to_numpy(float)
    return _Source(
        names=tuple(areas.name_of(code) for code in codes),
        how=how,
        has_counts=has_counts,
        is_sample=held.series.interval_method == "wilson" or held.series.has_intervals,
        people=people,
        **columns,
    )


def _inside(area_set: str, codes: tuple[str, ...]) -> Floats:
    """Return what share of each area of a set, in its order, lies in a neighbourhood's areas."""
    table = _shares(area_set, neighbourhoods.set_of(codes))
    found: Floats = np.minimum(table[list(codes)].to_numpy(dtype=float).sum(axis=1), 1.0)
    return found


@kept(maxsize=16)
def _shares(area_set: str, of: str) -> pd.DataFrame:
    """Return what share of each area of a set (rows) lies in each of another; rows sum to 1."""
    rows, columns = list(areas.codes(area_set)), list(areas.codes(of))
    if area_set == of:
        return pd.DataFrame(np.eye(len(rows)), rows, columns)
    walk = areas.weights(area_set, of)
    table = walk.pivot_table(index="from_code", columns="to_code", values="weight", fill_value=0)
    return table.reindex(index=rows, columns=columns, fill_value=0.0)


def _ends(source: _Source, among: NDArray[np.intp]) -> tuple[tuple[str, float], tuple[str, float]]:
    if not len(among):
        return ("", math.nan), ("", math.nan)
    values = source.value[among]
    low, high = among[values.argmin()], among[values.argmax()]
    return (source.names[low], float(source.value[low])), (
        source.names[high],
        float(source.value[high]),
    )
