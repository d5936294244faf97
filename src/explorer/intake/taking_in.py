"""From a reader's file to figures like any indicator's: understood, checked, worked out, named."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

import numpy as np
import pandas as pd

from explorer import areas, neighbourhoods
from explorer.errors import IntakeError, Problem
from explorer.intake import areas_of, derive, faults, moving, periods
from explorer.intake.faults import Fault
from explorer.intake.model import (
    KEYS,
    Content,
    Details,
    Outcome,
    OwnFigures,
    Role,
    Understood,
    Wishes,
)
from explorer.intake.owning import own_figures
from explorer.intake.reading import NUMBERS, Reading, read
from explorer.intake.sideways import SideBySide, of_file
from explorer.intake.template import corrected_template
from explorer.model import Aggregation, Period
from explorer.views import words

Chosen = Iterable[tuple[Role, str]]
NOTHING = Wishes()
SHOWN = 3
"""Rows shown as they were read."""


def understand(content: bytes, name: str, chosen: Chosen = (), wishes: Wishes = NOTHING) -> Outcome:
    """Read a file and say what was made out of it, and all that is wrong with it.

    Parameters
    ----------
    content : bytes
        The file, or pasted cells in UTF-8. Nothing of it is kept.
    name : str
        What the file is called in messages.
    chosen : iterable of (Role, str)
        Headings that the reader corrected, '' for none.
    """
    try:
        reading = read(content, name, tuple(chosen), wishes)
    except IntakeError as error:
        return Outcome(problems=error.problems)
    found = list(reading.faults)
    if reading.content is Content.DEATHS and not found:
        # Without a period the person-years are not known, and only the bands can be looked at.
        found += (
            derive.life_expectancy(reading, reading.periods)[1]
            if reading.periods
            else derive.band_faults(reading)
        )
    if wishes.rebase_to and not found:
        found += moving.cannot_move(reading.placed.area_set, wishes.rebase_to)
    template = corrected_template(reading, found) if found else b""
    return Outcome(_understood(reading), faults.problems(found), template)


def accept(
    content: bytes,
    name: str,
    details: Details,
    chosen: Chosen = (),
    wishes: Wishes = NOTHING,
) -> OwnFigures:
    """Take a file in as the reader's own figures.

    Raises
    ------
    IntakeError
        With every fault of the file and of the details at once.
    """
    reading = read(content, name, tuple(chosen), wishes)
    if wishes.own_areas:
        raise IntakeError(_no_map(name))
    figures, by_id = _worked_out(reading, details)
    area_set = reading.placed.area_set
    together = None
    if reading.content is Content.DEATHS:
        together = _together(reading, details, set(figures["area_code"]))
    how = Aggregation.COUNTS
    if figures.empty or not derive.is_of_counts(figures, details.unit).all():
        how = Aggregation.NONE
        # Or else areas taken together would get the ratio of these counts for what is shown.
        figures = figures.assign(denominator=np.nan)
    if wishes.rebase_to:
        figures = moving.moved(figures, area_set, wishes.rebase_to, how, details.unit)
        area_set = wishes.rebase_to
    made = own_figures(figures, by_id, details, area_set, how, is_moved=bool(wishes.rebase_to))
    return replace(made, together=together)


def work_out(
    content: bytes,
    name: str,
    details: Details,
    chosen: Chosen = (),
    wishes: Wishes = NOTHING,
    groups: Mapping[str, Iterable[str]] | None = None,
) -> pd.DataFrame:
    """Return a file's figures with their intervals, whether or not a map here holds its areas.

    Parameters
    ----------
    groups : mapping, optional
        For deaths and populations: codes of areas to be taken together, by a name for them, such as
        those of a neighbourhood. Each area by itself where it is left.

    Returns
    -------
    pandas.DataFrame
        `model.KEYS`, value, lower_95, upper_95, numerator, denominator and note.

    Raises
    ------
    IntakeError
        As `accept`.
    """
    return _worked_out(read(content, name, tuple(chosen), wishes), details, groups)[0]


def _worked_out(
    reading: Reading, details: Details, groups: Mapping[str, Iterable[str]] | None = None
) -> tuple[pd.DataFrame, Mapping[str, Period]]:
    """Work out what the content gives; raise every fault that is found on the way."""
    if reading.content is Content.BEFORE_AFTER:
        raise IntakeError(_not_for_maps(reading.sheet.name))
    given, found = _with_period(reading, details)
    found += [*reading.faults, *_of_details(details)]
    found += derive.check_unit(reading, details.unit)
    if found:
        raise IntakeError(faults.problems(found))
    if given.content is Content.DEATHS:
        made, refused = derive.life_expectancy(given, given.periods, groups)
        if refused:
            raise IntakeError(faults.problems(refused))
        return made, given.periods
    if given.content is Content.PEOPLE:
        return derive.people(given), given.periods
    made = derive.with_intervals(given.frame, details.unit)
    if Role.VALUE not in given.columns and Role.DENOMINATOR not in given.columns:
        made = made.assign(value=made["numerator"])
    return made, given.periods


def _with_period(reading: Reading, details: Details) -> tuple[Reading, list[Fault]]:
    """Put the period that the reader gave into rows of a file that names none."""
    if reading.periods:
        return reading, []
    period = periods.parse(details.period)
    if period is None:
        missing = faults.of_file(
            "period",
            f"'{details.period}'" if details.period else "none in the file",
            "a period such as 2023, 2019-23 or 2022/23",
            "Say for when the figures are.",
        )
        return reading, [missing]
    frame = reading.frame.assign(period=period.id)
    return replace(reading, frame=frame, periods={period.id: period}), []


def _of_details(details: Details) -> list[Fault]:
    asked = {
        "name": (details.name, "what the figures are called"),
        "publisher": (details.publisher, "whose figures they are"),
        "licence": (details.licence, "under which terms they may be shown"),
    }
    return [
        faults.of_file(key, "nothing", expected, "Fill it in: every export prints it.")
        for key, (given, expected) in asked.items()
        if not given.strip()
    ]


def _not_for_maps(name: str) -> Problem:
    return Problem(
        name,
        "people eligible and reached at two dates",
        "figures of areas",
        "Take it to the page of the programme.",
    )


def _no_map(name: str) -> Problem:
    return Problem(
        name,
        "areas of your own, which no map here holds",
        "areas of a set that is held",
        "List the figures instead; they cannot be mapped or set beside others.",
    )


def _together(reading: Reading, details: Details, held: set[str]) -> pd.DataFrame | None:
    """Return life expectancy of the neighbourhoods of which every area is in the file."""
    whole = {
        each.name: each.codes
        for each in neighbourhoods.defined().values()
        if held.issuperset(each.codes)
    }
    if not whole:
        return None
    made = _worked_out(reading, details, whole)[0]
    shown = made["numerator"] >= (details.disclosure_threshold or 0)
    columns = ["area_code", "period", "sex", "value", "lower_95", "upper_95"]
    return made.loc[shown, columns].rename(columns={"area_code": "name"}).reset_index(drop=True)


def _understood(reading: Reading) -> Understood:
    placed, columns = reading.placed, reading.columns
    held = tuple(reading.periods.values())
    period = words.in_sentence([one.label for one in held]) if len(held) <= 3 else ""
    if len(held) > 3:
        period = f"{held[0].label} and {len(held) - 1} more"
    rebase = areas_of.latest_sets(placed.area_set) if placed.area_set else ()
    return Understood(
        area_set=placed.area_set,
        rows=len(reading.frame),
        columns=tuple((role, reading.sheet.headings[n]) for role, n in columns.items()),
        headings=reading.sheet.headings,
        of_file=of_file(reading.sheet),
        period=period,
        sentence=_sentence(reading, period),
        content=reading.content,
        remarks=(
            *reading.remarks,
            *derive.person_years_remark(reading),
            *_vintage(placed, rebase),
        ),
        first_rows=_first_rows(reading),
        rebase_to=rebase,
    )


def _first_rows(reading: Reading) -> tuple[dict[str, str], ...]:
    """Return the first rows in one form, without the columns that say nothing."""
    if reading.content in (Content.PEOPLE, Content.BEFORE_AFTER):
        return ()
    few = reading.frame[[*KEYS, *NUMBERS]].head(SHOWN).rename(columns={"area_code": "area"})
    numbers = few[NUMBERS].map(lambda number: "" if pd.isna(number) else f"{number:.15g}")
    said = few.assign(**{name: numbers[name] for name in NUMBERS})
    said["area"] = [
        f"{areas.name_of(code)} ({code})" if areas.sets_of(code) else code for code in said["area"]
    ]
    said["period"] = [
        reading.periods[key].label if key in reading.periods else "" for key in said["period"]
    ]
    filled = said.loc[:, (said != "").any()]
    return tuple(
        {str(key): str(cell) for key, cell in row.items()} for row in filled.to_dict("records")
    )


def _sentence(reading: Reading, period: str) -> str:
    """Say in one sentence what was understood: '36 wards-2022 codes, value in column C, 2023'."""
    parts = [areas_of.sentence(reading.placed, len(reading.frame))]
    if reading.content is Content.BEFORE_AFTER:
        parts = [words.count_of(len(reading.frame), "row of a partner", "rows of partners")]
    if reading.content is Content.PEOPLE:
        parts.append(f"{words.count_of(len(reading.frame), 'row', 'rows')} counted to areas")
    elif reading.content is not Content.FIGURES:
        parts.append(reading.content.value)
    sheet = reading.sheet
    across = sheet.made if isinstance(sheet, SideBySide) else frozenset()
    for role, column in sorted(reading.columns.items(), key=lambda each: each[1]):
        if role not in (Role.AREA, Role.PERIOD, Role.NOTE, *across):
            parts.append(f"{role.value.replace('_', ' ')} in {sheet.of_column(column)}")
    if isinstance(sheet, SideBySide):
        parts.append(sheet.said)
    if Role.PERIOD not in across:
        parts.append(f"period {period}" if period else "no period named")
    return f"{', '.join(parts)}."


def _vintage(placed: areas_of.Placed, rebase: tuple[str, ...]) -> list[str]:
    if not placed.area_set:
        return []
    own = areas.area_set(placed.area_set)
    remarks = []
    if placed.also:
        others = words.in_sentence([areas.area_set(other).title for other in placed.also])
        remarks.append(f"Read as {own.title}; the same would fit {others}.")
    if rebase:
        newer = areas.area_set(rebase[-1]).title
        remarks.append(
            f"These are not today's {own.nouns} ({own.vintage}). They are shown on their own map, "
            f"or can be moved to {newer} as an estimate."
        )
    return remarks
