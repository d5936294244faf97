"""Spreadsheets of OHID's Local Health and exports in the Fingertips layout, as releases of figures.

Each row names its indicator's number, area, sex, age and period. Which numbers are which of our
indicators stands in `data/refresh.yaml`; the area set is the one to which all codes of a level and
period belong, so that figures of one set of wards never come to stand on another.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

import pandas as pd

from explorer import areas, registry
from explorer.errors import DataFileError, IntakeError, Problem
from explorer.intake import faults, readers
from explorer.intake.faults import Fault
from explorer.intake.local_health import layout, placing
from explorer.intake.recognise import plain
from explorer.upkeep import declared, replacing
from explorer.upkeep.declared import FingertipsFigures, FingertipsSource
from explorer.upkeep.replacing import Plan, Release
from explorer.views import words


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
    sheets = [sheet for sheet in readers.read(content, name) if layout.is_layout(sheet)]
    if not sheets:
        raise IntakeError(
            Problem(
                name, "other headings", layout.LAYOUT, "Export the table from Fingertips as CSV."
            )
        )
    found: list[Fault] = [Fault(problem) for sheet in sheets for problem in sheet.problems]
    tables = [layout.rows(sheet, found) for sheet in sheets]
    table = pd.concat(tables, ignore_index=True)
    remarks: list[str] = []
    table = _of_ours(table, remarks)
    releases: dict[str, list[Release]] = {}
    for figure, source, part in _by_figure(table, found, remarks):
        for release, key in placing.releases(figure, source, part, found):
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
    known = _known()
    by_name = {name: _number_of(name) for name in table["indicator_name"].unique()}
    named = table["indicator_name"].map(by_name)
    keys = table["number"].where(table["number"] != "", named)
    strangers = []
    for number, part in table.groupby(keys, sort=True):
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


def _known() -> dict[str, tuple[FingertipsFigures, str]]:
    """Return the figures that are held here and their source, by the publisher's number."""
    return {
        str(figure.number): (figure, source.source)
        for source in declared.held().values()
        if isinstance(source, FingertipsSource)
        for figure in source.figures
    }


def _number_of(name: str) -> str:
    """Return the number of an indicator by its name; the name itself where none begins like it.

    'Life expectancy at birth, (upper age band 90 and over)' begins like ours, 'Healthy life
    expectancy at birth' does not. Of several, the last declared is of the smallest areas.
    """
    given = plain(name)
    alike = [
        number
        for number, (figure, _) in _known().items()
        for ours in [plain(registry.declared()[figure.indicator].name)]
        if given == ours or given.startswith(f"{ours} ")
    ]
    return alike[-1] if alike else name


def _of_groups(figure: FingertipsFigures, part: pd.DataFrame) -> pd.DataFrame:
    """Keep the sexes and the age that are shown, as the groups that they are here."""
    if figure.age:
        part = part[part["age"].isin(["", figure.age])]
    if not figure.groups:
        return part.assign(breakdown=figure.plus)
    part = part[part["sex"].isin(list(figure.groups))]
    groups = part["sex"].map(figure.groups)
    return part.assign(breakdown=groups)
