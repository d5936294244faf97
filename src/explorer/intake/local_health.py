"""Spreadsheets of OHID's Local Health and exports in the Fingertips layout, as releases of figures.

Each row names its indicator's number, area, sex, age and period. Which numbers are which of our
indicators stands in `data/refresh.yaml`; the area set is the one to which all codes of a level and
period belong, so that figures of one set of wards never come to stand on another.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

import numpy as np
import pandas as pd

from explorer import areas, registry
from explorer.errors import DataFileError, IntakeError, Problem
from explorer.intake import faults, numbers, periods, readers
from explorer.intake.faults import Fault
from explorer.intake.readers import Sheet
from explorer.intake.reading import NOT_GIVEN, NUMBERS, SUPPRESSED
from explorer.intake.recognise import plain
from explorer.model import Period, Series, Standing
from explorer.upkeep import declared, replacing
from explorer.upkeep.declared import FingertipsFigures, FingertipsSource
from explorer.upkeep.replacing import Plan, Release
from explorer.validate import TABLE_COLUMNS
from explorer.views import words

COLUMNS: Mapping[str, tuple[str, ...]] = {
    "number": ("indicator id", "indicatorid", "indicator number"),
    "area_code": ("area code", "areacode"),
    "area_name": ("area name", "areaname"),
    "parent": ("parent code", "parent area code"),
    "sex": ("sex",),
    "age": ("age", "age group"),
    "category": ("category type",),
    "time": ("time period", "timeperiod", "period"),
    "value": ("value",),
    "lower_95": (
        "lower ci 95.0 limit",
        "lower 95.0 ci limit",
        "lower ci",
        "lower 95 ci",
        "lower ci limit",
    ),
    "upper_95": (
        "upper ci 95.0 limit",
        "upper 95.0 ci limit",
        "upper ci",
        "upper 95 ci",
        "upper ci limit",
    ),
    "numerator": ("count", "numerator"),
    "denominator": ("denominator",),
    "said": ("value note", "value notes"),
}
NEEDED = ("number", "area_code", "sex", "time", "value")
LAYOUT = (
    "the Fingertips layout: Indicator ID, Area Code, Sex, Age, Time period, Value, "
    "Lower CI 95.0 limit, Upper CI 95.0 limit, Count, Denominator and Value note"
)
SUPPRESSION = re.compile(r"suppress|small (number|count)|disclos", re.IGNORECASE)
INFERRED, WITHOUT_INTERVALS = "sex-inferred", "no-intervals"
PANDEMIC = Period("pandemic-years", "the pandemic", date(2020, 3, 1), date(2021, 12, 31))
PREFIX = "local-health"
LABEL = "Local Health"
LEVELS = ("ward", "msoa", "lsoa", "borough")


@dataclass(frozen=True)
class Found:
    """What a file holds for the areas here.

    Attributes
    ----------
    releases : mapping
        Releases by the key of the source under which they will stand.
    rows : int
        Figures taken from the file.
    remarks : tuple of str
        What was left out, in whole sentences.
    """

    releases: Mapping[str, tuple[Release, ...]]
    rows: int
    remarks: tuple[str, ...]


def is_local_health(sheet: Sheet) -> bool:
    """Say whether a sheet is in the Fingertips layout, by its headings."""
    return all(name in _columns(sheet) for name in NEEDED)


def read(content: bytes, name: str) -> Found:
    """Read a file of Local Health figures.

    Parameters
    ----------
    content : bytes
        A CSV export or a workbook (.ods, .xlsx), in which every sheet of the layout is read.

    Raises
    ------
    IntakeError
        With every fault at once; of a file with any, nothing is taken.
    """
    sheets = [sheet for sheet in readers.read(content, name) if is_local_health(sheet)]
    if not sheets:
        raise IntakeError(
            Problem(name, "other headings", LAYOUT, "Export the table from Fingertips as CSV.")
        )
    found: list[Fault] = [Fault(problem) for sheet in sheets for problem in sheet.problems]
    tables = [_rows(sheet, found) for sheet in sheets]
    table = pd.concat(tables, ignore_index=True)
    remarks: list[str] = []
    table = _of_ours(table, remarks)
    releases: dict[str, list[Release]] = {}
    for figure, source, part in _by_figure(table, found, remarks):
        for release, key in _releases(figure, source, part, found):
            releases.setdefault(key, []).append(release)
    if not releases and not found:
        found.append(
            faults.of_file(
                name,
                "no figure for an area and an indicator that are held here",
                "figures of Local Health for these boroughs",
                "Export the wards or neighbourhoods (MSOAs) of these boroughs.",
            )
        )
    if found:
        raise IntakeError(faults.problems(found))
    rows = sum(len(one.rows) for group in releases.values() for one in group)
    return Found({key: tuple(group) for key, group in releases.items()}, rows, tuple(remarks))


def plans(found: Found, origin: str, day: date, accept: bool = False) -> tuple[Plan, ...]:
    """Say what taking a file's releases over would change, one plan a source, and check it all.

    Raises
    ------
    DataFileError
        When the outcome would break a rule of the data, or loses or revises much without leave.
    """
    made: list[Plan] = []
    problems: list[Problem] = []
    for source, releases in found.releases.items():
        try:
            made.append(replacing.plan(source, releases, origin=origin, day=day, accept=accept))
        except DataFileError as error:
            problems += error.problems
    if problems:
        raise DataFileError(problems)
    return tuple(made)


def take_over(found: Found, origin: str, day: date, accept: bool = False) -> tuple[Plan, ...]:
    """Replace and add the figures of a file, each source whole or not at all.

    Nothing is changed before every source's outcome has been checked.

    Raises
    ------
    DataFileError
        As `plans`.
    """
    made = plans(found, origin, day, accept)
    for source, releases in found.releases.items():
        # Planned anew, because the source before it has changed what this one starts from.
        replacing.commit(replacing.plan(source, releases, origin=origin, day=day, accept=accept))
    return made


def _columns(sheet: Sheet) -> dict[str, int]:
    headings = [plain(heading) for heading in sheet.headings]
    found = {}
    for name, known in COLUMNS.items():
        place = next((headings.index(word) for word in known if word in headings), None)
        if place is not None:
            found[name] = place
    return found


def _rows(sheet: Sheet, found: list[Fault]) -> pd.DataFrame:
    """Return a sheet's rows under our names; '' or NaN where it has no such column."""
    columns = _columns(sheet)
    table = pd.DataFrame({"row": sheet.frame.index}, index=sheet.frame.index)
    for name in COLUMNS:
        if name in NUMBERS:
            table[name] = np.nan
            if name in columns:
                read_as = numbers.parse(sheet.column(columns[name]))
                found += numbers.faults_of(sheet, columns[name], read_as)
                table[name] = read_as.values
                if name == "value":
                    table["withheld"] = read_as.withheld
        else:
            table[name] = sheet.column(columns[name]) if name in columns else ""
    table["period"] = table["time"].map(_period_id)
    unread = table.index[table["period"] == ""]
    found += faults.of_rows(
        sheet,
        unread,
        columns["time"],
        lambda row: faults.quoted(str(table.loc[row, "time"])),
        "years such as 2019 - 23 or 2016/17 - 20/21",
        "Correct the period.",
    )
    half = table["lower_95"].isna() | table["upper_95"].isna() | table["value"].isna()
    table.loc[half, ["lower_95", "upper_95"]] = np.nan
    table["number"] = table["number"].str.removesuffix(".0")
    return table


def _period_id(text: str) -> str:
    period = periods.parse(text)
    return period.id if period else ""


def _of_ours(table: pd.DataFrame, remarks: list[str]) -> pd.DataFrame:
    """Keep rows of areas here and of boroughs, region and country; without further categories."""
    whole = table[table["category"] == ""]
    ours = whole["area_code"].map(lambda code: bool(areas.sets_of(code)))
    ours |= whole["area_code"].isin(registry.comparator_codes())
    boroughs = {place.code for place in registry.places().boroughs}
    # A new ward of a borough here is no area elsewhere: it must come up as unknown.
    ours |= whole["parent"].isin(boroughs)
    elsewhere = int((~ours).sum())
    if elsewhere:
        remarks.append(f"{words.count_of(elsewhere, 'row', 'rows')} of areas elsewhere left out.")
    return whole[ours]


def _by_figure(
    table: pd.DataFrame, found: list[Fault], remarks: list[str]
) -> Iterator[tuple[FingertipsFigures, str, pd.DataFrame]]:
    """Give the rows of each indicator that is held here, with the source it stands under."""
    known = {
        str(figure.number): (figure, source.source)
        for source in declared.held().values()
        if isinstance(source, FingertipsSource)
        for figure in source.figures
    }
    strangers = []
    for number, part in table.groupby("number", sort=True):
        if str(number) not in known:
            strangers.append(str(number))
            continue
        figure, source = known[str(number)]
        chosen = _of_groups(figure, part)
        if chosen.empty:
            found.append(
                faults.of_file(
                    f"indicator {number}",
                    f"sexes {words.in_sentence(sorted(part['sex'].unique()))} and ages "
                    f"{words.in_sentence(sorted(part['age'].unique()))}",
                    f"{words.in_sentence(list(figure.groups)) or 'one sex'}"
                    f"{f', {figure.age}' if figure.age else ''}",
                    "Export the sexes and the age that the explorer shows.",
                )
            )
            continue
        yield figure, source, chosen
    if strangers:
        remarks.append(f"Not held here, and left out: {words.in_sentence(strangers)}.")


def _of_groups(figure: FingertipsFigures, part: pd.DataFrame) -> pd.DataFrame:
    """Keep the sexes and the age that are shown, as the groups that they are here."""
    if figure.age:
        part = part[part["age"].isin(["", figure.age])]
    if not figure.groups:
        return part.assign(breakdown=figure.plus)
    part = part[part["sex"].isin(list(figure.groups))]
    groups = part["sex"].map(figure.groups)
    return part.assign(breakdown=groups)


def _releases(
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
    placed: dict[tuple[str, str], list[pd.DataFrame]] = {}
    for (level, period), rows in _by_level_and_period(part):
        area_set = _area_set(rows["area_code"], level)
        if not area_set:
            found.append(_mixed(figure, period, rows["area_code"]))
            continue
        beside = part[(part["period"] == period) & ~_is_level(part["area_code"], level)]
        beside = beside[beside["area_code"].isin(registry.comparator_codes())]
        series = _series(figure, area_set, period)
        both = pd.concat([rows, beside]).drop_duplicates(["area_code", "breakdown"])
        placed.setdefault((series, area_set), []).append(both)
        found += _contradicting(figure, pd.concat([rows, beside]))
    for (series, area_set), parts in placed.items():
        release = _release(figure, series, area_set, pd.concat(parts), source)
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


def _series(figure: FingertipsFigures, area_set: str, period: str) -> str:
    """Return the id of the series that holds a period on a set; of a new one where none does."""
    indicator = registry.declared()[figure.indicator]
    for series in indicator.series:
        if series.area_set == area_set and period in {one.id for one in series.periods}:
            return series.id
    return f"{PREFIX}-{area_set}"


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
            label=f"{areas.area_set(area_set).title} ({LABEL})",
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
