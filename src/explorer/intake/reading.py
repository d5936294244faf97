"""A file read: its sheet, its columns, its areas, and its rows in one form, with every fault."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field

import numpy as np
import pandas as pd

from explorer import areas
from explorer.errors import IntakeError, Problem, UnknownAreaError
from explorer.intake import ages, areas_of, before_after, faults, numbers, periods, sexes
from explorer.intake.areas_of import Placed
from explorer.intake.faults import Fault
from explorer.intake.model import KEYS, Content, Role, Wishes
from explorer.intake.opening import open_sheet
from explorer.intake.readers import Sheet
from explorer.intake.recognise import content as content_of
from explorer.intake.recognise import recognise
from explorer.intake.row_faults import row_faults
from explorer.intake.sideways import SideBySide, arranged
from explorer.model import Period
from explorer.views import words

NUMBERS = ["value", "lower_95", "upper_95", "numerator", "denominator"]
ROLES = {
    "value": Role.VALUE,
    "lower_95": Role.LOWER,
    "upper_95": Role.UPPER,
    "numerator": Role.NUMERATOR,
    "denominator": Role.DENOMINATOR,
}
SHORT = 360
FEWEST_SHARES = 5
SHARES = (
    "Every value lies between 0 and 1. If they are percentages, which spreadsheets keep so, "
    "multiply them by 100 first."
)
SUPPRESSED, NOT_GIVEN = "suppressed", "not-published"


@dataclass(frozen=True, eq=False)
class Reading:
    """What was made out of a file.

    Attributes
    ----------
    columns : mapping
        Which column of the sheet, from 0, says what.
    frame : pandas.DataFrame
        The rows in one form, by their number in the file: `KEYS` (period and groups '' where the
        file has none; age as `ages.written`), `NUMBERS` and `note`.
    periods : mapping
        The file's periods by id.
    faults : tuple of Fault
    remarks : tuple of str
    """

    sheet: Sheet
    columns: Mapping[Role, int]
    content: Content
    placed: Placed
    frame: pd.DataFrame
    periods: Mapping[str, Period] = field(default_factory=dict)
    faults: tuple[Fault, ...] = ()
    remarks: tuple[str, ...] = ()

    @property
    def where_value(self) -> int | None:
        """The column that a fault of a figure is best named by."""
        return self.columns.get(Role.VALUE, self.columns.get(Role.NUMERATOR))


def read(content: bytes, name: str, chosen: Iterable[tuple[Role, str]], wishes: Wishes) -> Reading:
    """Read a file of figures for areas.

    Raises
    ------
    IntakeError
        When it cannot be read as a table, or holds what names people.
    """
    _check(wishes)
    arrangement = arranged(open_sheet(content, name), tuple(chosen), wishes)
    sheet = arrangement.sheet
    recognised = recognise(sheet, arrangement.settled, arrangement.passed_over)
    unclear = arrangement.problems or recognised.problems
    whole = [Fault(problem) for problem in (*sheet.problems, *unclear)]
    kind = Content.FIGURES if unclear else content_of(sheet, recognised.columns)
    if (
        kind is Content.PEOPLE
        and isinstance(sheet, SideBySide)
        and not _figures(recognised.columns)
    ):
        # Rows that were made of columns are nobody's.
        kind = Content.FIGURES
    if kind is Content.BEFORE_AFTER:
        return _of_two_dates(sheet, recognised.columns, whole)
    return _Rows(sheet, recognised.columns, kind, wishes, whole).reading()


def _check(wishes: Wishes) -> None:
    try:
        for wished in filter(None, (wishes.area_set, wishes.rebase_to)):
            areas.area_set(wished)
    except UnknownAreaError as error:
        raise IntakeError(error.problems) from error


def _of_two_dates(sheet: Sheet, columns: Mapping[Role, int], whole: list[Fault]) -> Reading:
    """Return the reading of a file whose rows are partners rather than areas."""
    blank = pd.Series("", index=sheet.frame.index, dtype=str)
    return Reading(
        sheet,
        columns,
        Content.BEFORE_AFTER,
        Placed("", blank, areas_of.Kind.NAME),
        pd.DataFrame("", index=sheet.frame.index, columns=KEYS),
        faults=(*whole, *before_after.records(sheet, columns)[1]),
        remarks=sheet.remarks,
    )


class _Rows:
    """The making of a `Reading`: each method reads some columns and notes what is wrong."""

    def __init__(
        self,
        sheet: Sheet,
        columns: Mapping[Role, int],
        content: Content,
        wishes: Wishes,
        whole: list[Fault],
    ) -> None:
        self.sheet, self.columns, self.content = sheet, columns, content
        self.wishes = wishes
        self.faults = whole
        self.remarks = list(sheet.remarks)
        self.periods: dict[str, Period] = {}
        self.compared: list[int] = []

    def reading(self) -> Reading:
        index = self.sheet.frame.index
        frame = pd.DataFrame("", index=index, columns=[*KEYS, "note"], dtype=str)
        frame["period"] = self._periods()
        frame["sex"] = self._words(Role.SEX, sexes.parse, "male, female or persons")
        frame["age"] = self._ages()
        if Role.GROUP in self.columns:
            frame["group"] = self.sheet.column(self.columns[Role.GROUP])
        placed = self._areas()
        frame["area_code"] = placed.codes
        frame = frame.join(self._numbers(frame))
        frame = self._without_elsewhere(frame, placed)
        self.faults += row_faults(self.sheet, self.columns, self.content, frame)
        if self.content is Content.PEOPLE:
            self.faults += self._of_people(placed)
            frame = self._by_year(frame)
        self._say_what_is_unused()
        return Reading(
            self.sheet,
            self.columns,
            self.content,
            placed,
            frame,
            self.periods,
            tuple(self.faults),
            tuple(self.remarks),
        )

    def _areas(self) -> Placed:
        blank = pd.Series("", index=self.sheet.frame.index, dtype=str)
        if Role.AREA not in self.columns:
            self.faults.append(
                faults.of_file(
                    self.sheet.name,
                    f"no column of areas among {', '.join(self.sheet.headings)}",
                    "a column of area codes, ward names, LSOAs, MSOAs or postcodes",
                    "Add such a column, or choose which one it is.",
                )
            )
            return Placed("", blank, areas_of.Kind.CODE)
        column = self.columns[Role.AREA]
        if self.wishes.own_areas:
            return Placed("", self.sheet.column(column), areas_of.Kind.NAME)
        ends = [period.end for period in self.periods.values()]
        wanted = self.wishes.area_set
        placed = areas_of.place(self.sheet, column, wanted, max(ends, default=None))
        if self.wishes.leave_out_elsewhere and placed.area_set:
            return placed
        self.faults += placed.faults
        if placed.kind is areas_of.Kind.CODE and placed.area_set:
            self.compared = self._columns_of_names()
            for other in self.compared:
                self.faults += areas_of.disagreeing(self.sheet, other, placed)
        if placed.unplaced and placed.unplaced == len(placed.codes):
            self.faults.append(
                faults.of_file(
                    self.sheet.of_column(column),
                    "no postcode in use in these boroughs",
                    "postcodes of these boroughs",
                    "Check that this is the column of postcodes.",
                )
            )
        elif placed.unplaced:
            count = words.count_of(placed.unplaced, "row has a postcode", "rows have postcodes")
            self.remarks.append(f"{count} that is not in use here, and could not be counted.")
        return placed

    def _columns_of_names(self) -> list[int]:
        used = set(self.columns.values())
        left = [number for number in range(len(self.sheet.headings)) if number not in used]
        like = {number: areas_of.recognised(self.sheet.column(number)) for number in left}
        return [
            number
            for number, (kind, share) in like.items()
            if kind is areas_of.Kind.NAME and share >= areas_of.FEWEST_RECOGNISED
        ]

    def _without_elsewhere(self, frame: pd.DataFrame, placed: Placed) -> pd.DataFrame:
        if not self.wishes.leave_out_elsewhere or not placed.area_set:
            return frame
        elsewhere = frame["area_code"] == ""
        if elsewhere.any():
            count = words.count_of(int(elsewhere.sum()), "row", "rows")
            self.remarks.append(f"{count} of areas elsewhere left out.")
        return frame[~elsewhere]

    def _periods(self) -> pd.Series[str]:
        text = self._text(Role.PERIOD)
        if text is None:
            return pd.Series("", index=self.sheet.frame.index, dtype=str)
        found = {word: periods.parse(word) for word in text.unique()}
        self.periods = {period.id: period for period in found.values() if period}
        self._unread(
            Role.PERIOD,
            [word for word, period in found.items() if period is None],
            "a period such as 2023, 2019-23, 2022/23 or July 2024",
            "Write the period so; a spreadsheet may have turned it into a date.",
        )
        return text.map({word: period.id if period else "" for word, period in found.items()})

    def _ages(self) -> pd.Series[str]:
        text = self._text(Role.AGE)
        if text is None:
            return pd.Series("", index=self.sheet.frame.index, dtype=str)
        found = {word: ages.parse(word) for word in text.unique()}
        if self.content is not Content.DEATHS:
            return text.map({word: ages.written(b) if b else word for word, b in found.items()})
        dates = [word for word in found if ages.is_date(word)]
        self._unread(
            Role.AGE,
            dates,
            "an age band such as 5-9",
            "A spreadsheet has turned the band into a date: format the column as text and type it.",
        )
        self._unread(
            Role.AGE,
            [word for word, band in found.items() if band is None and word not in dates],
            "an age band such as 0, 1-4, 5-9 or 90+",
            "Write the first and the last year of the band.",
        )
        return text.map({word: ages.written(b) if b else "" for word, b in found.items()})

    def _words(
        self, role: Role, parse: Callable[[str], str | None], expected: str
    ) -> pd.Series[str]:
        text = self._text(role)
        if text is None:
            return pd.Series("", index=self.sheet.frame.index, dtype=str)
        found = {word: parse(word) for word in text.unique()}
        wrong = [word for word, read in found.items() if read is None]
        self._unread(role, wrong, expected, "Write one of these words.")
        return text.map({word: read or "" for word, read in found.items()})

    def _numbers(self, frame: pd.DataFrame) -> pd.DataFrame:
        """Read the columns of numbers; a value that is not there gets the reason as its note."""
        made = pd.DataFrame(np.nan, index=frame.index, columns=NUMBERS)
        withheld = pd.Series(False, index=frame.index)
        for name, role in ROLES.items():
            if role not in self.columns:
                continue
            found = numbers.parse(self.sheet.column(self.columns[role]))
            self.faults += numbers.faults_of(self.sheet, self.columns[role], found)
            made[name] = found.values
            withheld |= found.withheld & (role is not Role.LOWER) & (role is not Role.UPPER)
        if not _figures(self.columns):
            if self.content is Content.FIGURES and not self.faults:
                self.faults.append(_without_figures(self.sheet))
            return made
        main = "value" if Role.VALUE in self.columns else "numerator"
        without = made[main].isna()
        frame["note"] = np.where(without, np.where(withheld, SUPPRESSED, NOT_GIVEN), "")
        if _look_like_shares(made["value"]):
            self.remarks.append(SHARES)
        if without.any() and self.content in (Content.FIGURES, Content.COUNTS):
            count = words.count_of(int(without.sum()), "row has", "rows have")
            self.remarks.append(f"{count} no figure and will be shown as such.")
        return made

    def _of_people(self, placed: Placed) -> Iterator[Fault]:
        """Refuse a list of areas that holds neither figures nor several people of an area."""
        if Role.VALUE in self.columns:
            yield faults.of_file(
                self.sheet.of_column(self.columns[Role.VALUE]),
                "values beside single postcodes",
                "a row a person, or a count of people in each row",
                "Values of postcodes cannot be averaged here: give counts, or figures of areas.",
            )
        known = placed.codes[placed.codes != ""]
        if placed.area_set:
            yield from faults.of_rows(
                self.sheet,
                known.index[~known.isin(areas.codes(placed.area_set))],
                self.columns[Role.AREA],
                faults.always("a whole borough, region or country"),
                f"an area of {placed.area_set}",
                "Leave out rows of areas that hold the others.",
            )
        if placed.kind is not areas_of.Kind.POSTCODE and known.is_unique:
            yield _without_figures(self.sheet)

    def _by_year(self, frame: pd.DataFrame) -> pd.DataFrame:
        """Count people by calendar year where their rows bear days or months."""
        within = {key: p for key, p in self.periods.items() if (p.end - p.start).days < SHORT}
        if within:
            years = {key: str(period.start.year) for key, period in within.items()}
            found = {year: periods.parse(year) for year in years.values()}
            whole = {key: p for key, p in self.periods.items() if key not in within}
            self.periods = {**whole, **{year: p for year, p in found.items() if p}}
            frame["period"] = frame["period"].replace(years)
            self.remarks.append("Rows with a day or a month were counted by calendar year.")
        return frame.assign(age="")

    def _unread(self, role: Role, wrong: list[str], expected: str, fix: str) -> None:
        if not wrong:
            return
        column = self.columns[role]
        text = self.sheet.column(column)
        rows = text.index[text.isin(wrong)]
        self.faults += faults.of_rows(
            self.sheet, rows, column, lambda row: faults.quoted(str(text[row])), expected, fix
        )

    def _text(self, role: Role) -> pd.Series[str] | None:
        return self.sheet.column(self.columns[role]) if role in self.columns else None

    def _say_what_is_unused(self) -> None:
        if not _figures(self.columns) and self.content is not Content.PEOPLE:
            return
        used = {*self.columns.values(), *self.compared}
        unused = [h for n, h in enumerate(self.sheet.headings) if n not in used]
        if unused:
            self.remarks.append(f"Not used: {words.in_sentence(unused[:10])}.")


def _figures(columns: Mapping[Role, int]) -> bool:
    return Role.VALUE in columns or Role.NUMERATOR in columns


def _without_figures(sheet: Sheet) -> Fault:
    return faults.of_file(
        sheet.name,
        f"no column of figures among {', '.join(sheet.headings)}",
        "a column of numbers, or one row for every person",
        "Add the figures, or choose which column holds them.",
    )


def _look_like_shares(values: pd.Series[float]) -> bool:
    """Say whether values are all between 0 and 1, as a spreadsheet keeps what it shows as 45%."""
    known = values.dropna()
    return len(known) >= FEWEST_SHARES and bool(known.between(0, 1).all() and (known % 1).any())


def refused(reading: Reading) -> tuple[Problem, ...]:
    """Return the problems of a reading, in the order of the file's rows."""
    return faults.problems(reading.faults)
