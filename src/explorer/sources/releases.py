"""From what a service sends to releases in the project's own schema, as data/refresh.yaml says."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Any, NamedTuple

from explorer import areas, registry
from explorer.errors import DataFileError, Problem, SourceError
from explorer.model import Period, Places, Series
from explorer.sources import deprivation, fingertips, nomis, open_geography, reading
from explorer.sources.fetching import Fetcher
from explorer.upkeep.declared import (
    FILE,
    BoundarySource,
    CensusFigures,
    DeprivationSource,
    FingertipsFigures,
    FingertipsSource,
    NomisSource,
    SeriesFigures,
)
from explorer.upkeep.replacing import Release
from explorer.validate import TABLE_COLUMNS

if TYPE_CHECKING:
    import pandas as pd

NAMED = 3


@dataclass(frozen=True)
class Scope:
    """The places for which figures are fetched.

    Attributes
    ----------
    places : Places
        Boroughs, region and country.
    codes : callable
        Codes of an area set, given its id.
    """

    places: Places
    codes: Callable[[str], Collection[str]]

    def known(self, series: Series) -> set[str]:
        """Return the areas of a series and those with which they are compared."""
        return {*self.codes(series.area_set), *(place.code for place in self.places.comparators)}


def here() -> Scope:
    """Return the places that the project is about."""
    return Scope(registry.places(), areas.codes)


class Obtained(NamedTuple):
    """Releases, where they come from, and when they were published, '' if that is not said."""

    releases: tuple[Release, ...]
    origin: str
    published: str = ""


def from_fingertips(fetcher: Fetcher, of: FingertipsSource, scope: Scope) -> Obtained:
    """Fetch every indicator of a Fingertips source.

    Raises
    ------
    SourceError
        When the service fails, or gives sexes, ages or periods that the declaration does not name.
    """
    parents = [scope.places.region] if of.parents == "region" else scope.places.boroughs
    found = []
    for figures in of.figures:
        codes = [place.code for place in parents]
        table, answer = fingertips.figures(
            fetcher, figures.number, of.area_type, codes, of.parent_type
        )
        if of.parents == "region":
            # The region's other boroughs are not ours.
            table = table[table["area_code"].isin(scope.known(_series(figures)))]
        if not table["area_code"].isin(list(scope.codes(_series(figures).area_set))).any():
            # Districts, say, where the publisher has counties.
            raise _unexpected(figures, "nothing for the areas asked for", "figures for them")
        found.append(_from_fingertips(table, figures, of.since))
    about = fingertips.about(fetcher, of.figures[0].number)
    return Obtained(_merged(found), answer.host, about.updated)


def from_nomis(fetcher: Fetcher, of: NomisSource, scope: Scope) -> Obtained:
    """Fetch a census table for the areas of every series that is declared; errors as above."""
    wanted = {code for figures in of.figures for code in scope.known(_series(figures))}
    table, answer = nomis.counts(fetcher, of.dataset, of.dimension, sorted(wanted))
    return Obtained(
        tuple(_from_nomis(table, figures, scope) for figures in of.figures), answer.host
    )


def from_deprivation(fetcher: Fetcher, of: DeprivationSource, scope: Scope) -> Obtained:
    """Fetch columns of an Indices of Deprivation file; errors as above."""
    codes = {code for figures in of.figures for code in scope.codes(_series(figures).area_set)}
    columns = {figures.heading: figures.heading for figures in of.figures}
    table, answer = deprivation.measures(fetcher, of.url, of.code, columns, codes)
    found = []
    for figures in of.figures:
        series = _series(figures)
        rows = _rows(
            table,
            figures,
            series.periods[-1].id,
            breakdown=figures.breakdown,
            value=table[figures.heading] * figures.times,
        )
        found.append(
            Release(
                figures.indicator,
                figures.series,
                series.periods[-1:],
                rows,
                breakdowns=(figures.breakdown,),
                # The means of wards and boroughs are this project's own.
                has_comparators=False,
            )
        )
    return Obtained(_merged(found), answer.host)


def obtain(
    fetcher: Fetcher, of: FingertipsSource | NomisSource | DeprivationSource, scope: Scope
) -> Obtained:
    """Fetch all that a source declares; errors as `from_fingertips`."""
    match of:
        case FingertipsSource():
            return from_fingertips(fetcher, of, scope)
        case NomisSource():
            return from_nomis(fetcher, of, scope)
        case DeprivationSource():
            return from_deprivation(fetcher, of, scope)


def changed_boundaries(fetcher: Fetcher, of: BoundarySource) -> list[Problem]:
    """Say how the areas now in force differ from an area set; nothing when they do not."""
    boroughs = [place.code for place in registry.places().boroughs]
    condition = open_geography.any_of(of.within, boroughs)
    table = open_geography.lookup(fetcher, of.service, condition, [of.code, of.name])
    now = dict(zip(table[of.code], table[of.name], strict=True))
    held = {code: areas.name_of(code) for code in areas.codes(of.area_set)}
    renamed = [code for code in held if code in now and now[code] != held[code]]
    return [
        Problem(
            f"{of.title}, {of.service}",
            f"{len(some)} {what}, such as {', '.join(sorted(some)[:NAMED])}",
            f"the areas of {of.area_set}",
            "Nothing was changed. Add the new areas as an area set of their own to "
            "geo/geographies.yaml; figures published for the old ones stay on those.",
        )
        for some, what in (
            (set(now) - set(held), "areas that are new"),
            (set(held) - set(now), "areas that are gone"),
            (renamed, "areas with another name"),
        )
        if some
    ]


def _from_fingertips(table: pd.DataFrame, figures: FingertipsFigures, since: int) -> Release:
    series = _series(figures)
    if figures.age:
        table = table[table["age"] == figures.age]
    table = table.assign(breakdown=_breakdowns(table, figures))
    table = table[table["breakdown"].notna()]
    times = {time: _period(time, series) for time in table["time"].unique()}
    recent = {time: one for time, one in times.items() if one.end.year >= since}
    table = table[table["time"].isin(list(recent))].reset_index(drop=True)
    if table.empty:
        raise _unexpected(figures, "nothing of the declared age, sexes and years", "figures")
    twice = table.duplicated(["area_code", "breakdown", "time"])
    if twice.any():
        ages = ", ".join(sorted(table["age"].unique()))
        raise _unexpected(figures, f"several ages ({ages})", "one, or 'age' in data/refresh.yaml")
    names = {time: period.id for time, period in recent.items()}
    columns = {name: table[name] for name in fingertips.NUMBERS}
    rows = _rows(table, figures, table["time"].map(names), table["breakdown"], **columns)
    rows["note"] = table["note"]
    return Release(
        figures.indicator,
        figures.series,
        tuple(recent.values()),
        rows,
        figures.resolves if rows["lower_95"].notna().any() else (),
        tuple(sorted(rows["breakdown"].unique())),
        standing=figures.standing,
    )


def _breakdowns(table: pd.DataFrame, figures: FingertipsFigures) -> pd.Series[str]:
    if figures.groups:
        absent = sorted(set(figures.groups) - set(table["sex"]))
        if absent:
            raise _unexpected(figures, f"no figures for {', '.join(absent)}", "figures for them")
        return table["sex"].map(figures.groups)
    sexes = sorted(table["sex"].unique())
    if len(sexes) != 1:
        raise _unexpected(figures, f"several sexes ({', '.join(sexes)})", "'groups' for them")
    return table["sex"].map(dict.fromkeys(sexes, ""))


def _period(time: str, series: Series) -> Period:
    """Return the declared period of a time, or a new one that is as long as the last declared."""
    read = fingertips.period(time)
    declared = {period.id: period for period in series.periods}
    if read.id in declared:
        return declared[read.id]
    last = series.periods[-1]
    like = fingertips.period_of_id(last.id)
    if like is None or _years(like) != _years(read):
        raise SourceError(
            Problem(
                f"Fingertips, {series.label}",
                f"the period '{time}'",
                f"periods like {last.label}",
                f"Nothing was changed. Correct 'since' in {FILE}, or declare another series.",
            )
        )
    later = read.start.year - like.start.year
    return Period(read.id, read.label, _moved(last.start, later), _moved(last.end, later))


def _years(period: Period) -> int:
    return period.end.year - period.start.year


def _moved(day: date, years: int) -> date:
    is_leap_day = (day.month, day.day) == (2, 29)
    return day.replace(year=day.year + years, day=28 if is_leap_day else day.day)


def _merged(releases: Iterable[Release]) -> tuple[Release, ...]:
    """Put together the releases of one series, such as those of two age groups."""
    found: dict[tuple[str, str], Release] = {}
    for one in releases:
        key = (one.indicator, one.series)
        found[key] = _joined(found[key], one) if key in found else one
    return tuple(found.values())


def _joined(one: Release, other: Release) -> Release:
    import pandas as pd

    return replace(
        one,
        periods=tuple(dict.fromkeys((*one.periods, *other.periods))),
        rows=pd.concat([one.rows, other.rows], ignore_index=True),
        resolved=tuple(caveat for caveat in one.resolved if caveat in other.resolved),
        breakdowns=(*one.breakdowns, *other.breakdowns),
    )


def _from_nomis(table: pd.DataFrame, figures: CensusFigures, scope: Scope) -> Release:
    import pandas as pd

    series = _series(figures)
    own = table[table["area_code"].isin(scope.known(series))]
    whole = own.pivot_table(index="area_code", columns="category", values="count", aggfunc="sum")
    groups = _numbered(own, figures)
    absent = {str(n) for numbers in groups.values() for n in (*numbers, figures.total)}
    absent -= set(whole.columns)
    if absent:
        raise _unexpected(figures, f"no category {', '.join(sorted(absent))}", "the declared ones")
    total = whole[str(figures.total)].reset_index(drop=True)
    parts = []
    for breakdown, numbers in groups.items():
        count = whole[[str(number) for number in numbers]].sum(axis=1).reset_index(drop=True)
        areas_of = pd.DataFrame({"area_code": whole.index})
        shares = {"value": 100 * count / total, "numerator": count, "denominator": total}
        columns = {"value": count} if figures.counted else shares
        parts.append(_rows(areas_of, figures, series.periods[-1].id, breakdown, **columns))
    return Release(
        figures.indicator,
        figures.series,
        series.periods[-1:],
        pd.concat(parts, ignore_index=True),
        figures.resolves,
        tuple(groups),
        standing=figures.standing,
    )


def _numbered(table: pd.DataFrame, figures: CensusFigures) -> Mapping[str, tuple[int, ...]]:
    """Return the numbers of the categories that make up each group."""
    if not figures.named:
        return figures.groups
    declared = registry.declared()[figures.indicator].breakdowns
    wanted = {group for one in declared if one.id == figures.named for group, _ in one.groups}
    numbers = dict(
        zip(table["category_name"].map(nomis.identifier), table["category"], strict=True)
    )
    absent = sorted(wanted - set(numbers))
    if absent:
        names = ", ".join(absent[:NAMED])
        raise _unexpected(figures, f"no category for {len(absent)} groups, such as {names}", "one")
    return {f"{figures.named}={group}": (int(numbers[group]),) for group in sorted(wanted)}


def _rows(
    table: pd.DataFrame,
    figures: SeriesFigures,
    period: str | pd.Series[str],
    breakdown: str | pd.Series[str],
    **numbers: pd.Series[float],
) -> pd.DataFrame:
    """Bring figures into the table schema, numbers that are not given left blank."""
    words: dict[str, Any] = {"indicator": figures.indicator, "area_name": "", "note": ""}
    blank = dict.fromkeys(("lower_95", "upper_95", "numerator", "denominator"), float("nan"))
    rows = table[["area_code"]].assign(
        **{**words, **blank, **numbers}, period=period, breakdown=breakdown
    )
    if "area_name" in table:
        rows["area_name"] = table["area_name"]
    return rows[list(TABLE_COLUMNS)].reset_index(drop=True)


def _series(figures: SeriesFigures) -> Series:
    indicator = registry.declared().get(figures.indicator)
    found = [one for one in indicator.series if one.id == figures.series] if indicator else []
    if not found:
        raise DataFileError(
            Problem(
                f"{FILE}, {figures.indicator}",
                f"series '{figures.series}'",
                "one that is declared",
                "Correct the name.",
            )
        )
    return found[0]


def _unexpected(figures: SeriesFigures, found: str, expected: str) -> SourceError:
    where = f"{figures.indicator}, {figures.series}"
    return SourceError(Problem(where, found, expected, reading.CHANGED))
