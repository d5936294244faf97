"""What has to be explained before columns side by side can be read: asked for, never guessed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

import pandas as pd

from explorer.errors import Problem
from explorer.intake import ages, numbers
from explorer.intake.model import Role, Wishes
from explorer.intake.readers import Sheet
from explorer.intake.readers.grid import letters
from explorer.intake.recognise import of_numbers
from explorer.intake.sideways.steps import NAMED, NOUNS, Steps, said, span
from explorer.views import words


def of(
    sheet: Sheet, found: Steps, beside: Sequence[int], twofold: Mapping[Role, int]
) -> Iterator[Problem]:
    """Give every doubt about columns side by side.

    Parameters
    ----------
    beside : sequence of int
        Other columns of numbers, of which nothing says what they are.
    twofold : mapping
        Other columns that say what the headings say too, such as a period.
    """
    yield from _again(sheet, found)
    yield from _uneven(sheet, found)
    yield from _twofold(sheet, found, twofold)
    yield from _beside(sheet, found, beside)
    yield from _banner(sheet, found)


def unknown(sheet: Sheet, wishes: Wishes) -> Iterator[Problem]:
    """Name headings to be left out that are not there."""
    for heading in wishes.leave_out:
        if heading not in sheet.headings:
            yield Problem(
                "columns left out",
                f"'{heading}'",
                f"some of {words.in_sentence(sheet.headings)}",
                "Write the heading as it stands in the file.",
            )


def _again(sheet: Sheet, found: Steps) -> Iterator[Problem]:
    for one, other in found.again:
        yield Problem(
            f"columns {letters(one)} and {letters(other)}",
            f"'{sheet.headings[one]}' and '{sheet.headings[other]}', which mean the same",
            "each period, sex and age once for each measure",
            "Rename one of them, or put it among the columns to leave out (--leave-out).",
        )


def _uneven(sheet: Sheet, found: Steps) -> Iterator[Problem]:
    """Name measures that lack a column for a step which another measure has."""
    for measure, of in found.measures.items():
        missing = [found.written[step] for step in found.written if step not in of]
        if missing:
            named = [" ".join(word for _, word in keys) for keys in missing[:NAMED]]
            more = f" and {len(missing) - NAMED} more" if len(missing) > NAMED else ""
            yield Problem(
                sheet.name,
                f"no column for {words.in_sentence(named)}{more}"
                + (f" of '{measure}'" if measure else ""),
                "every measure for the same periods, sexes and ages",
                "Add the columns, or put the others among those to leave out (--leave-out).",
            )


def _twofold(sheet: Sheet, found: Steps, both: Mapping[Role, int]) -> Iterator[Problem]:
    for role, column in both.items():
        noun, nouns = NOUNS[role]
        yield Problem(
            sheet.of_column(column),
            f"{nouns} here, and others in the headings of {span(found.columns)}",
            f"one place that says the {noun}",
            "Choose what the column is, or put it among those to leave out "
            f"(--leave-out '{sheet.headings[column]}').",
        )


def _beside(sheet: Sheet, found: Steps, beside: Sequence[int]) -> Iterator[Problem]:
    """Ask about columns of numbers that are none of those side by side."""
    nouns = words.in_sentence([NOUNS[role][1] for role in found.kinds])
    for column in beside:
        heading = sheet.headings[column]
        is_date = Role.AGE in found.kinds and ages.is_date(heading)
        yield Problem(
            sheet.of_column(column),
            f"an age band that a spreadsheet turned into a date, '{heading}'"
            if is_date
            else f"numbers beside {span(found.columns)}, which are {said(found)}",
            f"only columns for {nouns}",
            "Format the heading as text and type the band again."
            if is_date
            else f"Put it among the columns to leave out (--leave-out '{heading}'), or choose what "
            f"it is, such as what counts are out of (--column 'denominator={heading}').",
        )


def _banner(sheet: Sheet, found: Steps) -> Iterator[Problem]:
    """Ask about a row above the headings that tells columns side by side apart."""
    above = [sheet.above[n] for n in found.columns if n < len(sheet.above) and sheet.above[n]]
    if len(above) > 1:
        named = words.in_sentence([f"'{word}'" for word in above[:NAMED]])
        yield _two_rows(f"{sheet.name}, above the headings", f"{named} above columns of numbers")


def second_row_of_headings(sheet: Sheet) -> Problem | None:
    """Return a problem where the first row only has words, or years, over columns of numbers."""
    first = sheet.frame.iloc[0]
    if len(sheet.frame) < 2 or first.ne("").all():
        return None
    below = replace(sheet, frame=sheet.frame.iloc[1:])
    over = of_numbers(below, range(len(sheet.headings)))
    said = [first[n] for n in over if first[n]]
    others = [first[n] for n in range(len(sheet.headings)) if n not in over]
    are_words = numbers.parse(pd.Series(said, dtype=str)).wrong.all()
    # Merged headings leave blank ones beside them.
    are_beneath = any(sheet.headings[n] == f"column {letters(n)}" for n in over)
    if len(said) < 2 or any(others) or not (are_words or are_beneath):
        return None
    named = words.in_sentence([f"'{word}'" for word in said[:NAMED]])
    return _two_rows(f"row {sheet.frame.index[0]}", f"{named} beneath the headings")


def _two_rows(where: str, found: str) -> Problem:
    return Problem(
        where,
        f"a second row of headings: {found}",
        "one row of headings",
        "Join the two rows into one, such as 'Deaths 2019', and delete the other.",
    )
