"""What passes between a reader's file and the explorer: what was understood, asked and accepted.

`intake.understand(content, name, chosen)` reads and recognises a file and gives an `Outcome`;
`intake.accept(content, name, details, chosen)` makes it `OwnFigures`, or raises an `IntakeError`
with every fault at once. `chosen` is what a reader corrected: (role, heading) of some columns.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from explorer.errors import Problem
from explorer.keeping import PREFIX, OwnFigures
from explorer.model import Polarity
from explorer.views.programme.reached import Reached

__all__ = [
    "PREFIX",
    "THEME",
    "Across",
    "Content",
    "Details",
    "Outcome",
    "OwnFigures",
    "Reached",
    "Role",
    "Understood",
]
THEME = "your-figures"
"""The theme of every reader's own indicator."""
KEYS = ["area_code", "period", "sex", "age", "group"]
"""What tells the rows of a reading apart."""


class Role(StrEnum):
    """What a column of a reader's file says."""

    AREA = "area"
    VALUE = "value"
    LOWER = "lower_95"
    UPPER = "upper_95"
    NUMERATOR = "numerator"
    DENOMINATOR = "denominator"
    PERIOD = "period"
    SEX = "sex"
    AGE = "age"
    GROUP = "group"
    NOTE = "note"
    PARTNER = "partner"
    CONTROL = "control"
    ELIGIBLE_BEFORE = "eligible before"
    REACHED_BEFORE = "reached before"
    ELIGIBLE_AFTER = "eligible after"
    REACHED_AFTER = "reached after"


class Content(StrEnum):
    """What kind of file it is; decides what is made of it."""

    FIGURES = "figures"
    COUNTS = "counts and populations"
    PEOPLE = "one row a person"
    DEATHS = "deaths and population by age"
    BEFORE_AFTER = "eligible and reached at two dates"


class Across(StrEnum):
    """What columns of numbers that stand side by side are, where a reader says it."""

    AS_RECOGNISED = "headings"
    NOT = "not"
    GROUPS = "groups"


@dataclass(frozen=True)
class Wishes:
    """What a reader may ask beyond the meaning of columns.

    Attributes
    ----------
    area_set : str
        Take the areas for those of this set; '' for the set to which they belong.
    rebase_to : str
        Move the figures to this set, as an estimate; '' to leave them where they are.
    leave_out_elsewhere : bool
        Leave out rows of areas that are not held here, such as other boroughs', and say so.
    own_areas : bool
        Take the areas as they are named, though no map here holds them; figures are worked out
        but can only be listed.
    across : Across
        Whether columns of figures side by side are one figure each for a period, a sex or an age,
        as their headings tell; each a figure by itself; or each a group.
    leave_out : tuple of str
        Headings of columns that are not to be read, such as a total's.
    """

    area_set: str = ""
    rebase_to: str = ""
    leave_out_elsewhere: bool = False
    own_areas: bool = False
    across: Across = Across.AS_RECOGNISED
    leave_out: tuple[str, ...] = ()


@dataclass(frozen=True)
class Understood:
    """What was made out of a file before anything is taken from it.

    Attributes
    ----------
    area_set : str
        Id of the area set that the file's areas belong to.
    rows : int
        Rows of figures read.
    columns : tuple of (Role, str)
        Which heading of the file is taken for what.
    headings : tuple of str
        Every heading there is to choose from, in order; columns side by side are one.
    of_file : tuple of str
        Every heading as it stands in the file.
    period : str
        The period in words, '' where the file names none and it has to be asked for.
    sentence : str
        All this in one sentence: '36 wards-2022 codes, value in column C, period 2023'.
    content : Content
    remarks : tuple of str
        What was left out or taken as read, in whole sentences.
    first_rows : tuple of dict
        The first few rows as they were read, by what each cell says; none of rows about people.
    rebase_to : tuple of str
        Area sets to which figures on an earlier set can be moved, as an estimate; the newest last.
    """

    area_set: str
    rows: int
    columns: tuple[tuple[Role, str], ...]
    headings: tuple[str, ...]
    period: str
    sentence: str
    of_file: tuple[str, ...] = ()
    content: Content = Content.FIGURES
    remarks: tuple[str, ...] = ()
    first_rows: tuple[dict[str, str], ...] = ()
    rebase_to: tuple[str, ...] = ()


@dataclass(frozen=True)
class Outcome:
    """What came of reading a file: what was understood, or every problem, or both.

    Attributes
    ----------
    understood : Understood or None
        None where the file could not be made out at all.
    problems : tuple of Problem
        Every fault; none means that the file can be taken in.
    template : bytes
        The file as a CSV in the form that is expected, its good rows filled in and the faults
        named beside the others; empty where none can be made.
    """

    understood: Understood | None = None
    problems: tuple[Problem, ...] = ()
    template: bytes = b""

    @property
    def is_accepted(self) -> bool:
        return self.understood is not None and not self.problems


@dataclass(frozen=True)
class Details:
    """What only the reader knows, asked for because every screen and export prints it.

    Attributes
    ----------
    name, unit : str
        Such as 'Households in fuel poverty', '%'.
    publisher, title : str
        Whose figures they are, and what they call them.
    licence : str
        Under which terms they may be shown.
    disclosure_threshold : int or None
        Smallest count that may be shown; None where any may.
    period : str
        Id and label of the period where the file itself names none: '2023', '2019-23'.
    decimals : int
        Decimals shown.
    """

    name: str
    unit: str
    polarity: Polarity
    publisher: str
    title: str
    licence: str
    disclosure_threshold: int | None = None
    period: str = ""
    decimals: int = 1
