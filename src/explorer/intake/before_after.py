"""Before and after: files of people eligible and reached at two dates."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

import pandas as pd

from explorer.errors import IntakeError
from explorer.intake import faults, numbers, periods
from explorer.intake.faults import Fault
from explorer.intake.model import Role
from explorer.intake.opening import open_sheet
from explorer.intake.readers import Sheet
from explorer.intake.recognise import TWICE, period_of, plain, recognise
from explorer.views import words
from explorer.views.programme.reached import Reached

YES = ("yes", "y", "true", "1", "control", "comparison")
NO = ("no", "n", "false", "0", "", "programme", "treated", "intervention")


def read_reached(
    content: bytes, name: str, chosen: Iterable[tuple[Role, str]] = ()
) -> tuple[Reached, ...]:
    """Read a file of people eligible and reached at two dates.

    Either one row a partner or area, with two columns of each whose headings name the dates
    ('eligible 2023-12', 'reached 2024-07'), or one row a date, with columns partner, date, eligible
    and reached. A column 'control' marks those who were not part of the programme. Shares instead
    of people reached, in columns that say uptake, coverage or per cent, are turned into people.

    Raises
    ------
    IntakeError
        With every fault at once.
    """
    sheet = open_sheet(content, name)
    found, wrong = records(sheet, recognise(sheet, chosen).columns)
    wrong += map(Fault, sheet.problems)
    if wrong:
        raise IntakeError(faults.problems(wrong))
    return found


def records(sheet: Sheet, columns: Mapping[Role, int]) -> tuple[tuple[Reached, ...], list[Fault]]:
    """Return the records of a sheet in either form, and every fault in it."""
    wide = all(role in columns for role in TWICE)
    long = {Role.PERIOD, Role.NUMERATOR, Role.DENOMINATOR} <= set(columns)
    label = columns.get(Role.PARTNER, columns.get(Role.AREA))
    if label is None or not (wide or long):
        return (), [_unlike(sheet)]
    reader = _Wide(sheet, columns) if wide else _Long(sheet, columns)
    found = tuple(reader.records(label))
    return found, reader.faults


class _Reader:
    """What both forms of file share: numbers, control marks, and the checks of a record."""

    def __init__(self, sheet: Sheet, columns: Mapping[Role, int]) -> None:
        self.sheet, self.columns = sheet, columns
        self.faults: list[Fault] = []
        self.controls = self._controls()

    def counts(self, role: Role, of: Role | None = None) -> pd.Series[float]:
        """Return a column of people; shares of `of` are turned into people."""
        column = self.columns[role]
        read = numbers.parse(self.sheet.column(column))
        self.faults += numbers.faults_of(self.sheet, column, read)
        if of is not None and _is_share(self.sheet.headings[column]):
            return read.values / 100 * self.counts(of)
        return read.values

    def record(
        self, label: str, rows: Sequence[int], dates: tuple[str, str], four: Sequence[float]
    ) -> Iterator[Reached]:
        """Give a record of four counts (eligible and reached, before and after) that are right."""
        eligible_before, reached_before, eligible_after, reached_after = four
        right = [
            self._check(rows[0], eligible_before, reached_before, "at the first date"),
            self._check(rows[-1], eligible_after, reached_after, "at the second date"),
        ]
        if all(right):
            yield Reached(
                label,
                *dates,
                eligible_before=eligible_before,
                reached_before=reached_before,
                eligible_after=eligible_after,
                reached_after=reached_after,
                is_control=bool(self.controls[rows[0]]),
            )

    def _check(self, row: int, eligible: float, reached: float, where: str) -> bool:
        """Note what is wrong with a pair of counts; say whether it is right."""
        if eligible > 0 and 0 <= reached <= eligible:
            return True
        found = f"{reached:g} reached of {eligible:g} eligible {where}"
        self.faults += faults.of_rows(
            self.sheet,
            [row],
            None,
            faults.always(found),
            "people eligible, and no more reached than were",
            "Correct the numbers of this row.",
        )
        return False

    def _controls(self) -> pd.Series[bool]:
        if Role.CONTROL not in self.columns:
            return pd.Series(False, index=self.sheet.frame.index)
        column = self.columns[Role.CONTROL]
        text = self.sheet.column(column).str.casefold()
        wrong = text.index[~text.isin([*YES, *NO])]
        self.faults += faults.of_rows(
            self.sheet,
            wrong,
            column,
            lambda row: faults.quoted(text[row]),
            "yes or no",
            "Write yes for those who were not part of the programme.",
        )
        return text.isin(YES)


class _Wide(_Reader):
    """One row a partner or area."""

    def records(self, label: int) -> Iterator[Reached]:
        names = self.sheet.column(label)
        self.faults += _again(self.sheet, label, names[names.duplicated()].index)
        before = self._date(Role.ELIGIBLE_BEFORE, "before")
        after = self._date(Role.ELIGIBLE_AFTER, "after")
        four = [
            self.counts(Role.ELIGIBLE_BEFORE),
            self.counts(Role.REACHED_BEFORE, Role.ELIGIBLE_BEFORE),
            self.counts(Role.ELIGIBLE_AFTER),
            self.counts(Role.REACHED_AFTER, Role.ELIGIBLE_AFTER),
        ]
        for place, row in enumerate(names.index):
            counts = [float(column.iloc[place]) for column in four]
            yield from self.record(str(names.iloc[place]), [row], (before, after), counts)

    def _date(self, role: Role, otherwise: str) -> str:
        period = period_of(plain(self.sheet.headings[self.columns[role]]))
        return period.label if period else otherwise


class _Long(_Reader):
    """One row a partner or area and date."""

    def records(self, label: int) -> Iterator[Reached]:
        column = self.columns[Role.PERIOD]
        text = self.sheet.column(column)
        starts = text.map({word: periods.parse(word) for word in text.unique()})
        unread = text.index[starts.isna()]
        self.faults += faults.of_rows(
            self.sheet,
            unread,
            column,
            lambda row: faults.quoted(text[row]),
            "a date such as 2023-12-31 or December 2023",
            "Write the date so.",
        )
        if len(unread):
            return
        frame = pd.DataFrame(
            {
                "label": self.sheet.column(label),
                "date": starts.map(lambda period: period.start),
                "when": starts.map(lambda period: period.label),
                "eligible": self.counts(Role.DENOMINATOR),
                "reached": self.counts(Role.NUMERATOR, Role.DENOMINATOR),
            }
        )
        for name, part in frame.groupby("label", sort=False):
            ordered = part.sort_values("date")
            if ordered["date"].nunique() != 2 or len(ordered) != 2:
                self.faults += _not_two(self.sheet, int(part.index[0]), str(name), len(part))
                continue
            first, last = (ordered.iloc[place] for place in (0, 1))
            four = [first["eligible"], first["reached"], last["eligible"], last["reached"]]
            dates = (str(first["when"]), str(last["when"]))
            yield from self.record(str(name), list(ordered.index), dates, list(map(float, four)))


def _is_share(heading: str) -> bool:
    given = plain(heading)
    return "%" in heading or any(w in given for w in ("uptake", "coverage", "pct", "per cent"))


def _again(sheet: Sheet, column: int, rows: Iterable[int]) -> Iterator[Fault]:
    return faults.of_rows(
        sheet,
        rows,
        column,
        lambda row: f"{faults.quoted(sheet.column(column)[row])} a second time",
        "each partner or area once",
        "Delete one of the rows.",
    )


def _not_two(sheet: Sheet, row: int, name: str, count: int) -> Iterator[Fault]:
    return faults.of_rows(
        sheet,
        [row],
        None,
        faults.always(f"{words.count_of(count, 'row', 'rows')} for {faults.quoted(name)}"),
        "two rows, one for each of two dates",
        "Give each partner or area once before and once after.",
    )


def _unlike(sheet: Sheet) -> Fault:
    return faults.of_file(
        sheet.name,
        f"columns {', '.join(sheet.headings)}",
        "a partner or area, and people eligible and reached at two dates",
        "Name the columns such as partner, eligible 2023-12, reached 2023-12, eligible 2024-07, "
        "reached 2024-07; or partner, date, eligible, reached.",
    )
