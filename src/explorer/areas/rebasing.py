"""Figures moved from one area set to another by where live postcodes lie: always an estimate."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from explorer.areas import places, sets
from explorer.areas.joining import listed
from explorer.errors import AreaJoinError, Problem, StatisticsError, UnknownAreaError
from explorer.model import Aggregation, Standing

if TYPE_CHECKING:
    import pandas as pd

COUNTED = ("numerator", "denominator")


@dataclass(frozen=True, eq=False)
class Rebased:
    """Figures on another area set.

    Attributes
    ----------
    frame : pandas.DataFrame
        One row an area of the new set, in the set's order: `area_code`, `area_name`, `value`,
        `numerator`, `denominator` (NaN where not moved).
    how : Aggregation
    split : int
        Areas of the old set that lie in more than one of the new.
    missing : tuple of str
        Codes of areas of the new set that have no value, because a part of them has none.
    """

    frame: pd.DataFrame
    how: Aggregation
    split: int
    missing: tuple[str, ...]

    @property
    def standing(self) -> Standing:
        """An estimate where any area was split; else worked out exactly from whole areas."""
        return Standing.ESTIMATE if self.split else Standing.DERIVED


@dataclass(frozen=True, eq=False)
class RoundTrip:
    """What moving figures to another area set and back changes.

    Attributes
    ----------
    frame : pandas.DataFrame
        `area_code`, `area_name`, `value` at the start and `returned`.
    mean_difference, largest_difference : float
        Of `returned` from `value`, without sign, in the unit of the value.
    """

    frame: pd.DataFrame
    mean_difference: float
    largest_difference: float


def rebase(
    table: pd.DataFrame,
    from_set: str,
    to_set: str,
    how: Aggregation,
    population: pd.Series[float] | None = None,
    per: float = 100,
) -> Rebased:
    """Move figures from the areas of one set to those of another.

    Parameters
    ----------
    table : pandas.DataFrame
        `area_code`, `value` and, for counts that make up a share, `numerator` and `denominator`;
        one row for every area of `from_set`, missing values as NaN.
    from_set, to_set : str
        Ids of area sets between which a crosswalk is held, in either direction.
    how : Aggregation
        What the indicator declares. Counts: numerators and denominators are shared out and their
        ratio taken again; where there are none, the value is itself a count. Weighted mean: values
        are averaged with the people that each part brings.
    population : pandas.Series, optional
        People by code of `from_set`: the weights of a weighted mean. The table's own denominators
        are taken where it is left.
    per : float
        What a share is out of: 100 for a percentage.

    Returns
    -------
    Rebased

    Raises
    ------
    StatisticsError
        When `how` is none (medians, ranks, life expectancy), or weights are missing.
    AreaJoinError
        When the table's areas are not those of `from_set`.
    UnknownAreaError
        When no crosswalk connects the sets.

    Notes
    -----
    With w(a, b) the share of area a's live postcodes that lie in b::

        count(b) = sum over a of w(a, b) count(a)
        mean(b)  = sum over a of w(a, b) people(a) value(a) / sum over a of w(a, b) people(a)

    The weights of an area sum to 1, so totals stay as they were but for rounding. An area of which
    any part has no figure has none either.

    Limits: postcodes stand in for people, and each area is taken to be the same throughout.
    """
    _refuse_what_has_no_mean(how, from_set, to_set)
    walk = _walk(from_set, to_set)
    rows = _in_order(table, from_set)
    if how is Aggregation.WEIGHTED_MEAN:
        people = rows["denominator"] if population is None else population.reindex(rows.index)
        _refuse_missing_weights(people.isna() | (people <= 0), rows.index)
        shared = _shared_out(walk, {"value": rows["value"] * people, "people": people})
        values, counts = shared["value"] / shared["people"], {}
    elif rows[list(COUNTED)].notna().any(axis=None):
        shared = _shared_out(walk, {name: rows[name] for name in COUNTED})
        counts = {name: shared[name] for name in COUNTED}
        values = per * shared["numerator"] / shared["denominator"]
    else:
        values, counts = _shared_out(walk, {"value": rows["value"]})["value"], {}
    names = sets.names(to_set)
    codes = list(names)
    frame = values.reindex(codes).rename("value").rename_axis("area_code").reset_index()
    frame.insert(1, "area_name", list(names.values()))
    for name in COUNTED:
        frame[name] = counts[name].reindex(codes).to_numpy() if name in counts else np.nan
    return Rebased(
        frame=frame,
        how=how,
        split=int(walk["from_code"].duplicated(keep=False).groupby(walk["from_code"]).any().sum()),
        missing=tuple(frame.loc[frame["value"].isna(), "area_code"]),
    )


def there_and_back(
    table: pd.DataFrame,
    from_set: str,
    to_set: str,
    how: Aggregation,
    population: pd.Series[float] | None = None,
    per: float = 100,
) -> RoundTrip:
    """Move figures to another set and back, and say how far they end from where they began.

    Arguments and errors are those of `rebase`. The closer, the less the move blurs; it cannot be
    closer than the areas of `to_set` are fine.
    """
    there = rebase(table, from_set, to_set, how, population, per).frame
    people = None
    if how is Aggregation.WEIGHTED_MEAN:
        rows = _in_order(table, from_set)
        weights = rows["denominator"] if population is None else population
        moved = _shared_out(_walk(from_set, to_set), {"people": weights.reindex(rows.index)})
        people = moved["people"]
    back = rebase(there, to_set, from_set, how, people, per).frame
    start = _in_order(table, from_set)["value"]
    frame = back[["area_code", "area_name"]].assign(
        value=start.reindex(back["area_code"]).to_numpy(), returned=back["value"]
    )
    apart = (frame["returned"] - frame["value"]).abs()
    return RoundTrip(frame, float(apart.mean()), float(apart.max()))


def weights(from_set: str, to_set: str) -> pd.DataFrame:
    """Return what share of each area of one set lies in each of another, in either direction.

    Returns
    -------
    pandas.DataFrame
        `from_code`, `to_code`, `postcodes`, `weight`, as `crosswalk` gives them; where only the
        crosswalk the other way is held, it is turned round.

    Raises
    ------
    UnknownAreaError
        When no crosswalk connects the sets.
    """
    return _walk(from_set, to_set).copy()


def can_rebase(from_set: str, to_set: str) -> bool:
    """Say whether a crosswalk connects two sets, in either direction."""
    return places.has_crosswalk(from_set, to_set) or places.has_crosswalk(to_set, from_set)


def _walk(from_set: str, to_set: str) -> pd.DataFrame:
    if from_set == to_set:
        raise UnknownAreaError(
            Problem(
                "rebase", f"from '{from_set}' to itself", "two area sets", "Choose another set."
            )
        )
    if places.has_crosswalk(from_set, to_set) or not places.has_crosswalk(to_set, from_set):
        return places.crosswalk(from_set, to_set)
    turned = places.crosswalk(to_set, from_set).rename(
        columns={"from_code": "to_code", "to_code": "from_code"}
    )
    whole = turned.groupby("from_code")["postcodes"].transform("sum")
    return turned.assign(weight=turned["postcodes"] / whole)


def _shared_out(walk: pd.DataFrame, columns: dict[str, pd.Series[float]]) -> pd.DataFrame:
    """Return counts by the areas that they are shared out to; missing where any part is."""
    moved = walk[["to_code"]].assign(
        **{name: walk["from_code"].map(counts) * walk["weight"] for name, counts in columns.items()}
    )
    return (
        moved.groupby("to_code")
        .sum(min_count=1)
        .where(moved.drop(columns="to_code").notna().groupby(moved["to_code"]).all())
    )


def _in_order(table: pd.DataFrame, from_set: str) -> pd.DataFrame:
    """Return the figures by area code, every area of the set once."""
    rows = table.set_index("area_code")
    rows = rows.reindex(columns=["value", *COUNTED]).astype(float)
    wanted = sets.codes(from_set)
    odd = sorted({*map(str, rows.index)} ^ {*wanted})
    twice = [str(code) for code in rows.index[rows.index.duplicated()]]
    if odd or twice:
        raise AreaJoinError(
            Problem(
                f"figures to be moved from {from_set}",
                f"{'missing, unknown' if odd else 'repeated'} areas: {listed(odd or twice)}",
                f"each of the {len(wanted)} {sets.area_set(from_set).nouns} once",
                "Give a row for every area; leave the value blank where there is none.",
            )
        )
    return rows


def _refuse_what_has_no_mean(how: Aggregation, from_set: str, to_set: str) -> None:
    if how is Aggregation.NONE:
        raise StatisticsError(
            Problem(
                f"figures to be moved from {from_set} to {to_set}",
                "a measure that has neither counts nor a meaningful mean",
                "counts, or a measure that declares aggregation: weighted-mean",
                "Medians, ranks, life expectancy and standardised ratios cannot be averaged; show "
                "them on the areas for which they were published.",
            )
        )


def _refuse_missing_weights(without: pd.Series[bool], codes: pd.Index) -> None:
    if without.any():
        raise StatisticsError(
            Problem(
                "weights of a mean",
                f"none for {listed(map(str, codes[without.to_numpy()]))}",
                "a positive number of people for every area",
                "Give the population of every area of the set.",
            )
        )
