"""New figures set against those held, checked, shown, and taken over whole or not at all.

A refresh and an import both come in here: `plan` reads, checks and compares and changes nothing;
`commit` replaces the table, its declared periods, its source, the log and the manifest as one.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from explorer import areas, registry, store, switching
from explorer.errors import DataFileError, Problem
from explorer.model import Indicator, Period, Series
from explorer.upkeep import changes as log
from explorer.upkeep import differing, new_tables, tables, yaml_edits
from explorer.upkeep.changes import Change
from explorer.validate import check_series, check_table

if TYPE_CHECKING:
    import pandas as pd

SOURCES = "data/sources.yaml"
PACKAGE = "data/datapackage.json"
REFRESHED = "; refreshed "
LARGE = 0.25
"""A value that moved by more than this share of itself is a large revision."""
NAMED = 3


@dataclass(frozen=True)
class Release:
    """Figures of one series as newly obtained.

    Attributes
    ----------
    indicator, series : str
        Ids, as declared.
    periods : tuple of Period
        Those of the rows; the ones not declared yet will be.
    rows : pandas.DataFrame
        In the table schema. They replace every held row of the same indicator, periods and, where
        `breakdowns` are given, groups; a blank `area_name` is filled in.
    resolved : tuple of str
        Caveats of the series that no longer hold.
    breakdowns : tuple of str
        Groups that the rows are about, where they are not all that are held.
    has_comparators : bool
        Whether the rows bring boroughs, region and country, or leave those held as they are.
    standing : str
        How these figures came to be, where that differs from before.
    declares : Series or None
        The series itself, where the indicator's file has none of that id yet.
    """

    indicator: str
    series: str
    periods: tuple[Period, ...]
    rows: pd.DataFrame
    resolved: tuple[str, ...] = ()
    breakdowns: tuple[str, ...] = ()
    has_comparators: bool = True
    standing: str = ""
    declares: Series | None = None


@dataclass(frozen=True)
class Plan:
    """What taking over a release would change, and the files that do it.

    Attributes
    ----------
    source : str
        Key of `data/sources.yaml`.
    day : datetime.date
    changes : tuple of Change
        Empty when everything held is as published.
    files : mapping of str to bytes
        New content by path; the log, the manifest and the data package are written at `commit`.
    based_on : mapping of str to str
        Checksums of the files that were read.
    origin : str
        Where the figures were obtained.
    """

    source: str
    day: date
    changes: tuple[Change, ...]
    files: Mapping[str, bytes]
    based_on: Mapping[str, str]
    origin: str


def plan(
    source: str,
    releases: Sequence[Release],
    *,
    origin: str,
    day: date,
    published: str = "",
    accept: bool = False,
) -> Plan:
    """Compare releases with what is held, check the outcome, and say what would change.

    Parameters
    ----------
    source : str
        Key of `data/sources.yaml` under which the figures will stand.
    releases : sequence of Release
    origin : str
        Where they were obtained: a host, a file's name.
    day : datetime.date
        The day of the change log.
    published : str
        When the publisher issued them; '' where it does not say.
    accept : bool
        Take over losses and large revisions too.

    Raises
    ------
    DataFileError
        When the outcome would break a rule of the data, or loses or revises much without leave;
        every cause is one problem.
    """
    edited: dict[str, bytes] = {}
    found: list[Change] = []
    problems: list[Problem] = []
    based_on: dict[str, str] = {}
    for name in sorted({_series(one).table for one in releases}):
        file = f"data/tables/{name}"
        own = [one for one in releases if _series(one).table == name]
        content, changes, faults = _table(file, own, source, day)
        based_on[file] = new_tables.checksum(file)
        found += changes
        problems += faults
        if changes:
            edited[file] = content
    if not problems and not accept:
        problems += _without_leave(found)
    if problems:
        raise DataFileError(problems)
    if found:
        for file, content in _declared(source, releases, origin, day, published).items():
            based_on[file] = store.digest(store.read_bytes(file))
            edited[file] = content
    return Plan(source, day, tuple(found), edited, based_on, origin)


def commit(agreed: Plan) -> None:
    """Take over what a plan changes: every file of it, or none.

    Raises
    ------
    DataFileError
        When a file is no longer what the plan was made from.
    """
    if not agreed.changes:
        return
    root = store.root()
    with switching.alone(root):
        _refuse_if_moved_on(agreed)
        files = dict(agreed.files)
        store.manifest.cache_clear()
        written = {name: text for name, text in files.items() if name.startswith("data/tables/")}
        entries = {
            name: store.manifest_entry(
                text, source=agreed.source, origin=agreed.origin, taken_over=agreed.day.isoformat()
            )
            for name, text in written.items()
        }
        files[store.MANIFEST] = store.manifest_bytes({**store.manifest(), **entries})
        files[PACKAGE] = _package(written)
        files[log.FILE] = log.render([*log.held(), *agreed.changes])
        switching.switch(root, files)
    store.manifest.cache_clear()
    registry.forget()


def _table(
    file: str, releases: Sequence[Release], source: str, day: date
) -> tuple[bytes, tuple[Change, ...], list[Problem]]:
    import pandas as pd

    held = new_tables.held(file)
    new = pd.concat([_named(one.rows) for one in releases], ignore_index=True)
    scope = _in_scope(held, releases)
    whole = tables.in_order(pd.concat([held[~scope], new], ignore_index=True))
    strangers = [problem for one in releases for problem in _strangers(one)]
    faults = strangers or _faults(whole, file, releases)
    return tables.to_csv(whole), differing.difference(held[scope], new, source, day), faults


def _in_scope(held: pd.DataFrame, releases: Sequence[Release]) -> pd.Series[bool]:
    found = held["indicator"] == ""
    for one in releases:
        own = held["indicator"].eq(one.indicator) & held["period"].isin([p.id for p in one.periods])
        if one.breakdowns:
            own &= held["breakdown"].isin(one.breakdowns)
        if not one.has_comparators:
            own &= held["area_code"].isin(areas.codes(_series(one).area_set))
        found |= own
    return found


def _named(rows: pd.DataFrame) -> pd.DataFrame:
    names = {place.code: place.name for place in registry.places().comparators}
    known = {
        code: names.get(code) or (areas.name_of(code) if areas.sets_of(code) else "")
        for code in rows["area_code"].unique()
    }
    official = rows["area_code"].map(known)
    return rows.assign(area_name=official.where(official != "", rows["area_name"]))


def _strangers(release: Release) -> list[Problem]:
    series = _series(release)
    codes = set(release.rows["area_code"])
    odd = sorted(codes - set(areas.codes(series.area_set)) - registry.comparator_codes())
    if not odd:
        return []
    vintage = areas.area_set(series.area_set).vintage
    return [
        Problem(
            f"{release.indicator}, {series.label}",
            f"{len(odd)} of {len(codes)} areas that {series.area_set} does not have, such as "
            f"{', '.join(odd[:NAMED])}",
            f"areas of {series.area_set} ({vintage})",
            "The publisher may have moved to new boundaries. Add their area set to "
            "geo/geographies.yaml and a series for it; the figures held stay as they are.",
        )
    ]


def _faults(whole: pd.DataFrame, file: str, releases: Sequence[Release]) -> list[Problem]:
    faults = check_table(whole, file, registry.notes())
    for one in releases:
        indicator = _with_periods(one)
        series = next(s for s in indicator.series if s.id == one.series)
        rows = whole[whole["indicator"] == one.indicator]
        codes = areas.codes(series.area_set)
        faults += check_series(rows, indicator, series, codes, registry.comparator_codes())
    return list(dict.fromkeys(faults))


def _with_periods(release: Release) -> Indicator:
    indicator = _indicator(release)
    series = _series(release)
    declared = (*series.periods, *_undeclared(release))
    changed = replace(series, periods=declared)
    others = tuple(s for s in indicator.series if s.id != series.id)
    return replace(indicator, series=(*others, changed))


def _without_leave(changes: Sequence[Change]) -> list[Problem]:
    lost = differing.losses(changes)
    sizes = [(change, change.size) for change in changes if change.size is not None]
    large = [change for change, size in sizes if abs(size) > LARGE * abs(float(change.before))]
    return [
        Problem(
            change_source,
            f"{len(some)} {what}, such as {_place(some[0])}",
            expected,
            "Look at the list of changes; run the command again with --accept if they are right.",
        )
        for some, what, expected, change_source in (
            (lost, "figures that are no longer published", "all that is held", "what is lost"),
            (
                large,
                f"values that moved by more than {LARGE:.0%}",
                "small revisions of what is held",
                "what is revised",
            ),
        )
        if some
    ]


def _place(change: Change) -> str:
    words = (change.indicator, change.period, change.area_code, change.detail)
    moved = f": {change.before} to {change.after}" if change.size is not None else ""
    return ", ".join(word for word in words if word) + moved


def _declared(
    source: str, releases: Sequence[Release], origin: str, day: date, published: str
) -> dict[str, bytes]:
    texts = {SOURCES: _text(SOURCES)}
    words = {"obtained_from": _obtained(source, releases, origin, day), "accessed": day.isoformat()}
    words |= {"published": published} if published else {}
    texts[SOURCES] = yaml_edits.set_words(texts[SOURCES], SOURCES, source, words)
    for one in releases:
        file = f"{registry.INDICATORS}/{one.indicator}.yaml"
        text = texts.get(file) or _text(file)
        if one.declares and one.declares.id not in {s.id for s in _indicator(one).series}:
            texts[file] = yaml_edits.add_series(text, file, replace(one.declares, source=source))
            continue
        text = yaml_edits.set_in_series(text, file, one.series, _settings(one, source))
        texts[file] = yaml_edits.add_periods(text, file, one.series, _undeclared(one))
    return {file: text.encode() for file, text in texts.items() if text != _text(file)}


def _settings(release: Release, source: str) -> dict[str, str]:
    """Return the settings of a series that its new figures change."""
    series = _series(release)
    settings = {}
    if series.source != source:
        settings["source"] = source
    if release.rows["lower_95"].notna().any() and not series.has_intervals:
        settings["has_intervals"] = "true"
    if release.standing and release.standing != series.standing:
        settings["standing"] = release.standing
    if set(release.resolved) & set(series.caveats):
        left = [caveat for caveat in series.caveats if caveat not in release.resolved]
        settings["caveats"] = f"[{', '.join(left)}]"
    return settings


def _obtained(source: str, releases: Sequence[Release], origin: str, day: date) -> str:
    taken = {(one.indicator, one.series) for one in releases}
    others = any(
        series.source == source and (indicator.id, series.id) not in taken
        for indicator in registry.declared().values()
        for series in indicator.series
    )
    if not others:
        return origin
    names = dict.fromkeys(_indicator(one).name for one in releases)
    before = registry.sources()[source].obtained_from.split(REFRESHED)[0]
    return f"{before}{REFRESHED}{day.isoformat()} from {origin}: {', '.join(names)}"


def _package(written: Mapping[str, bytes]) -> bytes:
    package = store.read_json(PACKAGE)
    new_tables.describe(package, written)
    for resource in package["resources"]:
        content = written.get(f"data/{resource['path']}")
        if content is not None:
            resource["bytes"] = len(content)
            resource["hash"] = f"sha256:{store.digest(content)}"
    return (json.dumps(package, indent=1, ensure_ascii=False) + "\n").encode()


def _refuse_if_moved_on(agreed: Plan) -> None:
    moved = [
        file for file, checksum in agreed.based_on.items() if new_tables.checksum(file) != checksum
    ]
    if moved:
        raise DataFileError(
            Problem(
                file, "a file that was changed meanwhile", "the file as it was read", "Try again."
            )
            for file in moved
        )


def _undeclared(release: Release) -> tuple[Period, ...]:
    declared = {period.id for period in _series(release).periods}
    return tuple(period for period in release.periods if period.id not in declared)


def _indicator(release: Release) -> Indicator:
    # Not `registry.indicator`, which would let a reader's own figures stand in for published ones.
    held = registry.declared()
    if release.indicator in held:
        return held[release.indicator]
    raise DataFileError(
        Problem(
            "release",
            f"indicator '{release.indicator}'",
            f"one of the {len(held)} in {registry.INDICATORS}",
            "Correct the name, or declare the indicator.",
        )
    )


def _series(release: Release) -> Series:
    held = _indicator(release).series
    for series in (*held, *filter(None, [release.declares])):
        if series.id == release.series:
            return series
    raise DataFileError(
        Problem(
            release.indicator,
            f"no series '{release.series}'",
            f"one of {', '.join(series.id for series in held)}",
            "Correct the name, or declare the series in the indicator's file.",
        )
    )


def _text(file: str) -> str:
    return store.read_bytes(file).decode()
