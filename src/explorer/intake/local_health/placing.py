"""Which series of which indicator a file's rows belong to, on which areas: held ones and new."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date

import pandas as pd

from explorer import areas, registry
from explorer.intake import faults, periods
from explorer.intake.faults import Fault
from explorer.intake.local_health.belonging import label, series_of
from explorer.intake.reading import NOT_GIVEN, SUPPRESSED
from explorer.model import Period, Series, Standing
from explorer.upkeep.declared import FingertipsFigures
from explorer.upkeep.replacing import Release
from explorer.validate import TABLE_COLUMNS
from explorer.views import words

SUPPRESSION = re.compile(r"suppress|small (number|count)|disclos", re.IGNORECASE)
INFERRED, WITHOUT_INTERVALS = "sex-inferred", "no-intervals"
PANDEMIC = Period("pandemic-years", "the pandemic", date(2020, 3, 1), date(2021, 12, 31))
LEVELS = ("ward", "msoa", "lsoa", "borough")


def releases(
    figure: FingertipsFigures, source: str, part: pd.DataFrame, found: list[Fault]
) -> Iterator[tuple[Release, str]]:
    """Give a release for each series that the rows belong to, old or new, and its source."""
    unknown = sorted(
        code
        for code in part["area_code"].unique()
        if not areas.sets_of(code) and code not in registry.comparator_codes()
    )
    if unknown:
        found.append(
            faults.of_file(
                f"indicator {figure.number}",
                f"{words.count_of(len(unknown), 'area', 'areas')} of these boroughs that no set "
                f"here holds, such as {unknown[0]}",
                "areas of a set that is held",
                "The publisher may use newer boundaries: add their area set first.",
            )
        )
        return
    placed: dict[str, dict[str, pd.DataFrame]] = {}
    for (level, period), rows in _by_level_and_period(part):
        area_set = _area_set(rows["area_code"], level)
        if not area_set:
            found.append(_mixed(figure, period, rows["area_code"]))
            continue
        beside = part[(part["period"] == period) & ~_is_level(part["area_code"], level)]
        beside = beside[beside["area_code"].isin(registry.comparator_codes())]
        both = pd.concat([rows, beside]).drop_duplicates(["area_code", "breakdown"])
        placed.setdefault(area_set, {})[period] = both
        found += _contradicting(figure, pd.concat([rows, beside]))
    for area_set, parts in placed.items():
        belonging = series_of(figure, area_set, parts, found)
        for series in dict.fromkeys(belonging.values()):
            rows = pd.concat(part for period, part in parts.items() if belonging[period] == series)
            release = _release(figure, series, area_set, rows, source)
            yield release, _source(release, source)


def _by_level_and_period(part: pd.DataFrame) -> Iterator[tuple[tuple[str, str], pd.DataFrame]]:
    for level in LEVELS:
        of_level = part[_is_level(part["area_code"], level)]
        if level == "borough" and len(of_level) < len(part) and _has_smaller(part):
            # Beside smaller areas the boroughs are what these are compared with.
            continue
        for period, rows in of_level.groupby("period"):
            yield (level, str(period)), rows


def _has_smaller(part: pd.DataFrame) -> bool:
    return any(_is_level(part["area_code"], level).any() for level in LEVELS[:-1])


def _is_level(codes: pd.Series[str], level: str) -> pd.Series[bool]:
    return codes.map(lambda code: _level(code) == level)


def _level(code: str) -> str:
    held = areas.sets_of(code)
    return areas.area_set(held[-1]).level if held else ""


def _area_set(codes: pd.Series[str], level: str) -> str:
    """Return the newest set that holds all codes; '' where none does."""
    common = set.intersection(*(set(areas.sets_of(code)) for code in codes.unique()))
    held = [
        one for one in areas.area_sets() if one in common and areas.area_set(one).level == level
    ]
    return held[-1] if held else ""


def _release(
    figure: FingertipsFigures, series: str, area_set: str, rows: pd.DataFrame, source: str
) -> Release:
    spans = tuple(_in_order(periods.parse(text) for text in rows["time"].unique()))
    table = _table(figure.indicator, rows)
    own = table[~table["area_code"].isin(registry.comparator_codes())]
    valued = own[own["value"].notna()]
    complete = len(valued) > 0 and bool(valued["lower_95"].notna().all())
    resolved = (INFERRED, WITHOUT_INTERVALS) if complete else (INFERRED,)
    indicator = registry.declared()[figure.indicator]
    new = None
    if series not in {one.id for one in indicator.series}:
        new = Series(
            id=series,
            label=label(series, area_set),
            area_set=area_set,
            table=f"{series}.csv",
            source=source,
            periods=spans,
            standing=Standing.PUBLISHED,
            has_intervals=bool(valued["lower_95"].notna().any()),
            caveats=tuple(_caveats(spans, complete)),
        )
    return Release(
        figure.indicator,
        series,
        spans,
        table,
        resolved=resolved,
        breakdowns=tuple(sorted(table["breakdown"].unique())),
        has_comparators=bool(len(own) < len(table)),
        declares=new,
    )


def _caveats(spans: Iterable[Period], complete: bool) -> Iterator[str]:
    if any(span.overlaps(PANDEMIC) for span in spans):
        yield PANDEMIC.id
    if not complete:
        yield WITHOUT_INTERVALS


def _source(release: Release, source: str) -> str:
    """Return the source of a series that is replaced, else the one of the indicator's number."""
    indicator = registry.declared()[release.indicator]
    held = {one.id: one.source for one in indicator.series}
    return held.get(release.series, source)


def _table(indicator: str, rows: pd.DataFrame) -> pd.DataFrame:
    notes = [
        "" if value == value else SUPPRESSED if withheld or SUPPRESSION.search(said) else NOT_GIVEN
        for value, withheld, said in zip(rows["value"], rows["withheld"], rows["said"], strict=True)
    ]
    table = rows.assign(indicator=indicator, note=notes)
    return table[list(TABLE_COLUMNS)].reset_index(drop=True)


def _in_order(found: Iterable[Period | None]) -> list[Period]:
    return sorted({one for one in found if one}, key=lambda one: (one.start, one.end))


def _mixed(figure: FingertipsFigures, period: str, codes: pd.Series[str]) -> Fault:
    sets = sorted({one for code in codes.unique() for one in areas.sets_of(code)})
    return faults.of_file(
        f"indicator {figure.number}, {period}",
        f"areas of several sets: {words.in_sentence(sets)}",
        "areas of one set for each period",
        "Export one type of area, of one year's boundaries.",
    )


def _contradicting(figure: FingertipsFigures, rows: pd.DataFrame) -> Iterator[Fault]:
    """Name areas for which a period and group have two different values."""
    keys = ["area_code", "breakdown"]
    distinct = rows.drop_duplicates([*keys, "value", "lower_95", "upper_95"])
    twice = distinct[distinct.duplicated(keys)]
    for _, row in twice.head(faults.MOST_OF_A_KIND).iterrows():
        yield faults.of_file(
            f"indicator {figure.number}, row {row['row']}",
            f"another value for {row['area_code']}, {row['period']}, {row['breakdown'] or 'all'}",
            "one value for an area, period and group",
            "Leave out one of the two, or export one age and one type of area.",
        )
