"""Tables that go on sideways: a column for each year, age band or sex, put under one another.

Only what the headings say without doubt is put so, and what was understood is said. A column of
numbers beside them that is none of theirs, such as a total or a population, has to be explained.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from explorer.errors import Problem
from explorer.intake.model import Across, Role, Wishes
from explorer.intake.readers import Sheet
from explorer.intake.recognise import is_of_two_dates, of_numbers, recognise
from explorer.intake.sideways import doubts
from explorer.intake.sideways.steps import NOUNS, Keys, Steps, headed, steps
from explorer.intake.sideways.under import made_heading, under_one_another

TELLING = frozenset((Role.AREA, Role.PARTNER, Role.CONTROL, Role.NOTE, *NOUNS))
ONE_FIGURE = frozenset((Role.VALUE, Role.NUMERATOR))
Chosen = tuple[tuple[Role, str], ...]


@dataclass(frozen=True, eq=False)
class Arranged:
    """A sheet as it is to be read.

    Attributes
    ----------
    sheet : Sheet
        A `SideBySide` where columns were put under one another.
    settled : tuple of (Role, str)
        What the reader corrected, and what the headings say.
    passed_over : frozenset of int
        Columns of the sheet that are not to be looked at.
    problems : tuple of Problem
        What has to be explained first.
    """

    sheet: Sheet
    settled: Chosen
    passed_over: frozenset[int] = frozenset()
    problems: tuple[Problem, ...] = ()


def arranged(sheet: Sheet, chosen: Chosen, wishes: Wishes) -> Arranged:
    """Leave out what is not wanted, and put columns side by side under one another.

    Parameters
    ----------
    chosen : tuple of (Role, str)
        What a reader corrected.
    wishes : Wishes
        Says also what the columns are where the headings do not tell, and which to leave out.
    """
    left_out = {n for n, heading in enumerate(sheet.headings) if heading in wishes.leave_out}
    as_it_is = Arranged(sheet, chosen, frozenset(left_out), tuple(doubts.unknown(sheet, wishes)))
    if as_it_is.problems:
        return as_it_is
    if doubled := doubts.second_row_of_headings(sheet):
        without = replace(sheet, frame=sheet.frame.iloc[1:])
        return replace(as_it_is, sheet=without, problems=(doubled,))
    found = _found(sheet, chosen, wishes, left_out)
    if found is None:
        return as_it_is
    telling = _telling(sheet, chosen, left_out | set(found.columns))
    used = {*telling.values(), *found.columns}
    beside = of_numbers(sheet, (n for n in _free(sheet, chosen, left_out) if n not in used))
    twofold = {role: telling[role] for role in found.kinds if role in telling}
    if len(found.columns) == 1 and (beside or twofold):
        return as_it_is
    if unclear := tuple(doubts.of(sheet, found, beside, twofold)):
        return Arranged(sheet, chosen, frozenset({*left_out, *found.columns, *beside}), unclear)
    made = under_one_another(sheet, found, left_out)
    given = {role for role, _ in chosen}
    told = [(role, made_heading(role)) for role in found.kinds if role not in given]
    if list(found.measures) == [""] and given.isdisjoint(ONE_FIGURE):
        told.append((Role.VALUE, made.headings[-1]))
    return Arranged(made, (*chosen, *told))


def _found(sheet: Sheet, chosen: Chosen, wishes: Wishes, left_out: set[int]) -> Steps | None:
    """Return the columns side by side; None where there are none, or none are wanted."""
    is_one_column = any(r in ONE_FIGURE and heading in sheet.headings for r, heading in chosen)
    if wishes.across is Across.NOT or is_one_column or is_of_two_dates(sheet):
        return None
    free = _free(sheet, chosen, left_out)
    if wishes.across is Across.GROUPS:
        return steps(_groups(sheet, free, _telling(sheet, chosen, left_out)))
    return steps(headed(sheet, free))


def _free(sheet: Sheet, chosen: Chosen, left_out: set[int]) -> list[int]:
    """Return the columns of which nothing has been settled."""
    fixed = {sheet.headings.index(heading) for _, heading in chosen if heading in sheet.headings}
    return [n for n in range(len(sheet.headings)) if n not in left_out | fixed]


def _telling(sheet: Sheet, chosen: Chosen, passed_over: set[int]) -> dict[Role, int]:
    """Return the columns that tell rows apart rather than hold figures."""
    known = recognise(sheet, chosen, passed_over).columns
    return {role: column for role, column in known.items() if role in TELLING}


def _groups(
    sheet: Sheet, free: Iterable[int], telling: Mapping[Role, int]
) -> Iterator[tuple[int, Keys, str]]:
    """Give every column of numbers as a group, as a reader asked."""
    for column in of_numbers(sheet, (n for n in free if n not in telling.values())):
        yield column, ((Role.GROUP, sheet.headings[column]),), ""
