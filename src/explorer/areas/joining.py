"""A table meets the areas it was published for, one to one, or says why it cannot."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from explorer.areas import sets
from explorer.errors import AreaJoinError, Problem

if TYPE_CHECKING:
    import geopandas as gpd
    import pandas as pd

NAMED_AT_MOST = 5


@dataclass(frozen=True)
class MatchReport:
    """Which areas of a set a table has a row for.

    Attributes
    ----------
    area_set : str
    noun, nouns : str
        What its areas are called.
    areas : int
        Areas of the set.
    matched : int
        Areas for which the table has a row.
    missing : tuple of (str, str)
        Code and name of each area for which it has none, in the set's order.
    """

    area_set: str
    noun: str
    nouns: str
    areas: int
    matched: int
    missing: tuple[tuple[str, str], ...]

    def __str__(self) -> str:
        if not self.missing:
            return f"All {self.areas} {self.nouns} have a row."
        have = "has" if self.matched == 1 else "have"
        without = listed(name for _, name in self.missing)
        return f"{self.matched} of {self.areas} {self.nouns} {have} a row; not {without}."


class Joined(NamedTuple):
    """A table on its areas: `frame, report = join(table, area_set)`.

    Attributes
    ----------
    frame : geopandas.GeoDataFrame
        One row an area, in the set's order: the set's columns, then the table's. Areas for which
        the table has no row stay, with missing values.
    report : MatchReport
    """

    frame: gpd.GeoDataFrame
    report: MatchReport


def join(table: pd.DataFrame, area_set: str) -> Joined:
    """Join a table to an area set by `area_code`, one to one.

    Parameters
    ----------
    table : pandas.DataFrame
        One row an area, with a column `area_code`. A column that the set has too, such as
        `area_name`, gives way to the set's.
    area_set : str
        Id of the set for which the table was published.

    Raises
    ------
    AreaJoinError
        When the table has no `area_code`, a code twice, a code of another set (both sets are
        named) or a code that no set holds.
    UnknownAreaError
        When there is no such set.
    """
    whole = sets.area_set(area_set)
    areas = sets.layer(whole)
    if "area_code" not in table.columns:
        raise AreaJoinError(
            Problem(
                f"table to be joined to {area_set}",
                f"columns {', '.join(map(str, table.columns))}",
                "a column area_code",
                "Name the column that holds the areas' codes area_code.",
            )
        )
    problems = list(_mismatches(table["area_code"], area_set))
    if problems:
        raise AreaJoinError(problems)
    shared = [column for column in table.columns if column in areas.columns]
    figures = table.drop(columns=[column for column in shared if column != "area_code"])
    frame = areas.merge(figures, on="area_code", how="left", validate="one_to_one")
    held = frame["area_code"].isin(table["area_code"])
    missing = frame.loc[~held, ["area_code", "area_name"]]
    return Joined(
        frame=frame,
        report=MatchReport(
            area_set=area_set,
            noun=whole.noun,
            nouns=whole.nouns,
            areas=len(frame),
            matched=int(held.sum()),
            missing=tuple(missing.itertuples(index=False, name=None)),
        ),
    )


def belonging(code: str, area_set: str) -> str:
    """Say to which sets a code belongs and when it was in force, for a map of another set.

    'E05000001 Oldtown belongs to wards-2002, in force to 21 May 2014; this map uses wards-2022'.
    """
    return f"{_named(code)} {_belongs(code, one=True)}; this map uses {area_set}"


def listed(names: Iterable[str]) -> str:
    """Name a few things and count the rest: 'Oldtown, Newtown and 3 more'."""
    named = list(names)
    if len(named) <= NAMED_AT_MOST:
        return ", ".join(named)
    return f"{', '.join(named[:NAMED_AT_MOST])} and {len(named) - NAMED_AT_MOST} more"


def day(when: date) -> str:
    """Write a day: '21 May 2014'."""
    return f"{when.day} {when:%B %Y}"


def _mismatches(given: pd.Series[str], area_set: str) -> Iterator[Problem]:
    where = f"table to be joined to {area_set}"
    blank = int(given.isna().sum())
    if blank:
        yield Problem(
            where,
            f"{blank} rows without an area code",
            "a code in every row",
            "Give each row the code of its area, or leave it out.",
        )
    given = given.dropna()
    twice = given[given.duplicated()].unique()
    if len(twice):
        yield Problem(
            where,
            f"more than one row for {listed(_named(code) for code in twice)}",
            "one row an area",
            "Choose one period and one group before joining.",
        )
    strangers = given[~given.isin(sets.codes(area_set))].unique()
    unknown = [code for code in strangers if not sets.sets_of(code)]
    if unknown:
        yield Problem(
            where,
            f"{listed(map(str, unknown))}, known to no area set",
            f"codes of {area_set}",
            "Correct the codes, or leave out rows of areas outside these boroughs.",
        )
    elsewhere: dict[str, list[str]] = {}
    for code in strangers:
        if sets.sets_of(code):
            elsewhere.setdefault(_belongs(code, one=False), []).append(code)
    for belongs, codes in elsewhere.items():
        names = listed(_named(code) for code in codes)
        words = _belongs(codes[0], one=True) if len(codes) == 1 else belongs
        origin = " or ".join(sets.sets_of(codes[0]))
        yield Problem(
            where,
            f"codes of another set: {names} {words}; this map uses {area_set}",
            f"codes of {area_set}",
            f"Show these figures on {origin}.",
        )


def _named(code: str) -> str:
    return f"{code} {sets.name_of(code)}" if sets.sets_of(code) else str(code)


def _belongs(code: str, one: bool) -> str:
    held = sets.sets_of(code)
    own = sets.in_force(code, held[-1])
    verb = "belongs" if one else "belong"
    if own.valid_to:
        dates = f", in force to {day(own.valid_to)}"
    elif own.valid_from:
        dates = f", in force from {day(own.valid_from)}"
    else:
        dates = ""
    return f"{verb} to {' and '.join(held)}{dates}"
