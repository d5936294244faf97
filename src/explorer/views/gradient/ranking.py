"""Areas in order of deprivation, each with its place among the residents, and groups of them."""

from __future__ import annotations

import numpy as np
import pandas as pd

from explorer import areas, registry
from explorer.keeping import kept
from explorer.model import Selection
from explorer.views import selections
from explorer.views.gaps import STANDARD_ERRORS_IN_INTERVAL
from explorer.views.gradient.measures import SMALL_AREAS, wards

INDEX = Selection("imd-2025", SMALL_AREAS)
INCOME = Selection("imd-2025-domain-score", SMALL_AREAS, by=(("domain", "income"),))
INDEX_OF_WARDS = "imd-2010"
"""The index held for the wards themselves, of the time at which they were in force."""
RESIDENTS = Selection("population", SMALL_AREAS)
TENTHS, FIFTHS = 10, 5


def index_of(area_set: str) -> Selection:
    """Return the deprivation scores that the areas of a set are ranked by."""
    chosen = Selection(INDEX_OF_WARDS, area_set) if area_set == wards() else INDEX
    held_there = area_set in registry.indicator(chosen.indicator).area_sets
    return selections.complete(chosen.changed(area_set=area_set) if held_there else chosen)


def counts_residents(area_set: str) -> bool:
    """Say whether residents are known for a set: for small areas and what they exactly add up to.

    Areas of other sets all count alike.
    """
    return area_set == SMALL_AREAS or _adds_up(area_set)


@kept(maxsize=512)
def ranked(selection: Selection, index: Selection) -> pd.DataFrame:
    """Return the areas that have a figure, most deprived first.

    Parameters
    ----------
    selection : Selection
        A complete one.
    index : Selection
        Deprivation scores, higher for more deprived.

    Returns
    -------
    pandas.DataFrame
        `area_code`, `area_name`, `value`, `lower_95`, `upper_95`, `deprivation`, `population` (the
        measure's own denominator, else residents, else 1 for every area), `standard_error` (NaN
        without limits), and `rank`, the middle of the area's share of the population counted from
        the most deprived: 0 to 1.
    """
    held = selections.figures(selection).areas.dropna(subset=["value"])
    has_own = bool(held["denominator"].notna().all())
    people = residents(selection.area_set)
    frame = held[["area_code", "area_name", "value", "lower_95", "upper_95"]].assign(
        deprivation=held["area_code"].map(scores(selection.area_set, index)),
        population=held["denominator"] if has_own else held["area_code"].map(people),
        standard_error=(held["upper_95"] - held["lower_95"]) / STANDARD_ERRORS_IN_INTERVAL,
    )
    return _placed(frame.sort_values(["deprivation", "area_code"], ascending=[False, True]))


def within(frame: pd.DataFrame, area_set: str, borough: str) -> pd.DataFrame:
    """Return those of the areas in `ranked` that lie in a borough, placed among themselves."""
    layer = areas.load(area_set)
    own = layer.loc[layer["borough_code"] == borough, "area_code"]
    return _placed(frame[frame["area_code"].isin(own)])


def _placed(frame: pd.DataFrame) -> pd.DataFrame:
    """Give areas in order of deprivation the middle of their share of the population as `rank`."""
    share = frame["population"] / frame["population"].sum()
    return frame.assign(rank=share.cumsum() - share / 2).reset_index(drop=True)


def grouped(frame: pd.DataFrame, count: int) -> pd.DataFrame:
    """Put areas in order of deprivation into groups of about the same population.

    An area belongs to the group in which the middle of its population falls.

    Returns
    -------
    pandas.DataFrame
        Most deprived first, index from 0: `value` (mean weighted by population), `population`,
        `standard_error` (NaN where an area has none).
    """
    group = np.minimum((frame["rank"] * count).astype(int), count - 1)
    weight = frame["population"] / frame.groupby(group)["population"].transform("sum")
    parts = pd.DataFrame(
        {
            "value": weight * frame["value"],
            "population": frame["population"],
            "variance": (weight * frame["standard_error"]) ** 2,
        }
    )
    sums = parts.groupby(group).sum(skipna=False)
    return sums.assign(standard_error=np.sqrt(sums["variance"])).drop(columns="variance")


@kept(maxsize=64)
def scores(area_set: str, index: Selection) -> pd.Series:
    """Return deprivation by area code.

    Where the index is published for small areas alone, an area's score is their mean, weighted by
    residents.
    """
    held = selections.figures(index).areas.set_index("area_code")["value"]
    if index.area_set == area_set:
        return held
    parts = areas.crosswalk(index.area_set, area_set)
    people = parts["from_code"].map(residents(index.area_set)) * parts["weight"]
    weighted = (people * parts["from_code"].map(held)).groupby(parts["to_code"]).sum()
    return weighted / people.groupby(parts["to_code"]).sum()


@kept(maxsize=64)
def residents(area_set: str) -> pd.Series:
    """Return residents by area code, or 1 for every area where they are not known."""
    if not counts_residents(area_set):
        return pd.Series(1.0, index=list(areas.codes(area_set)))
    held = selections.figures(selections.complete(RESIDENTS)).areas.set_index("area_code")["value"]
    if area_set == RESIDENTS.area_set:
        return held
    parts = areas.crosswalk(RESIDENTS.area_set, area_set)
    return parts["from_code"].map(held).groupby(parts["to_code"]).sum()


def _adds_up(area_set: str) -> bool:
    """Say whether every small area lies wholly in one area of a set."""
    return bool((areas.crosswalk(SMALL_AREAS, area_set)["weight"] == 1).all())
