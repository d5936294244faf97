"""Columns side by side: which they are, and what each measures for which period, sex or age."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from explorer.intake import ages, numbers, periods, sexes
from explorer.intake.model import Role
from explorer.intake.readers import Sheet
from explorer.intake.readers.grid import letters
from explorer.intake.recognise import LOOKED_AT, MOSTLY
from explorer.intake.sideways import headings
from explorer.views import words

NOUNS = {
    Role.PERIOD: ("period", "periods"),
    Role.SEX: ("sex", "sexes"),
    Role.AGE: ("age", "ages"),
    Role.GROUP: ("group", "groups"),
}
NAMED = 3
Keys = tuple[tuple[Role, str], ...]


@dataclass(frozen=True)
class Steps:
    """Columns side by side.

    Attributes
    ----------
    written : mapping
        Each step's keys as its headings write them, by the same keys in one form.
    measures : mapping
        For each measure its column at every step, by the step's keys in one form; the measure is ''
        where the headings say nothing beside their keys.
    again : tuple of (int, int)
        Columns whose headings say the same.
    """

    written: Mapping[Keys, Keys]
    measures: Mapping[str, Mapping[Keys, int]]
    again: tuple[tuple[int, int], ...]

    @property
    def columns(self) -> list[int]:
        of_each = (column for of in self.measures.values() for column in of.values())
        return sorted([*of_each, *(second for _, second in self.again)])

    @property
    def kinds(self) -> tuple[Role, ...]:
        return tuple(role for role, _ in next(iter(self.written)))

    @property
    def is_sideways(self) -> bool:
        """Whether a measure has several columns, or a heading is a period and nothing else."""
        most = max(map(len, self.measures.values()))
        return most > 1 or (len(self.columns) == 1 and "" in self.measures)


def headed(sheet: Sheet, free: Sequence[int]) -> Iterator[tuple[int, Keys, str]]:
    """Give columns whose headings name a period, sex or age, all of the kinds that most do.

    A column that measures something has to hold numbers; under headings that are keys and nothing
    else whatever is none is a fault of its cell.
    """
    read = headings.parse(sheet.headings[column] for column in free)
    keyed = {column: heading for column, heading in zip(free, read, strict=True) if heading.keys}
    alike = Counter(heading.measure for heading in keyed.values())
    if not alike or (max(alike.values()) < 2 and list(alike) != [""]):
        return
    keyed = {
        column: heading
        for column, heading in keyed.items()
        if not heading.measure or _has_numbers(sheet, column)
    }
    if alike[""] < 2 and not any(_has_numbers(sheet, column) for column in keyed):
        return
    kinds = Counter(heading.kinds for heading in keyed.values()).most_common(1)[0][0]
    for column, heading in keyed.items():
        if heading.kinds == kinds:
            yield column, heading.keys, heading.measure


def _has_numbers(sheet: Sheet, column: int) -> bool:
    return numbers.share(sheet.column(column)[:LOOKED_AT]) >= MOSTLY


def steps(found: Iterable[tuple[int, Keys, str]]) -> Steps | None:
    """Order columns by what they measure and by their keys; None where none are side by side."""
    written: dict[Keys, Keys] = {}
    measures: dict[str, dict[Keys, int]] = {}
    again = []
    for column, keys, words_left in found:
        step = tuple((role, _in_one_form(role, word)) for role, word in keys)
        measure = next((m for m in measures if m.casefold() == words_left.casefold()), words_left)
        of = measures.setdefault(measure, {})
        if step in of:
            again.append((of[step], column))
        of.setdefault(step, column)
        written.setdefault(step, keys)
    fullest = max(measures.values(), key=len, default={})
    # A measure with none of the others' steps, such as a change over all of them, stands apart.
    alike = {measure: of for measure, of in measures.items() if of.keys() & fullest.keys()}
    if not alike:
        return None
    common = {
        step: keys for step, keys in written.items() if any(step in of for of in alike.values())
    }
    made = Steps(common, alike, tuple(again))
    return made if made.is_sideways else None


def _in_one_form(role: Role, word: str) -> str:
    if role is Role.PERIOD:
        period = periods.parse(word)
        return period.id if period else word
    if role is Role.AGE:
        band = ages.parse(word)
        return ages.written(band) if band else word
    return sexes.parse(word) or word if role is Role.SEX else word


def span(columns: Sequence[int]) -> str:
    """Write columns: 'columns C to H' where they follow one another, else 'columns C, E and G'."""
    if len(columns) == 1:
        return f"column {letters(columns[0])}"
    first, last = letters(columns[0]), letters(columns[-1])
    if len(columns) > 2 and list(columns) == list(range(columns[0], columns[-1] + 1)):
        return f"columns {first} to {last}"
    if len(columns) > 2 * NAMED:
        return f"{len(columns)} of columns {first} to {last}"
    return f"columns {words.in_sentence([letters(column) for column in columns])}"


def said(found: Steps) -> str:
    """Say what the columns are: 'one for each of 6 periods, 2018 to 2023'."""
    if len(found.written) == 1:
        return " ".join(f"{role} {word}" for role, word in next(iter(found.written.values())))
    counted = [_counted(found, place) for place in range(len(found.kinds))]
    start = "one for each of" if len(counted) == 1 else "for"
    return f"{start} {', and '.join(counted)}"


def _counted(found: Steps, place: int) -> str:
    role = found.kinds[place]
    distinct = list(dict.fromkeys(keys[place][1] for keys in found.written.values()))
    if role is Role.PERIOD:
        known = [period for word in distinct if (period := periods.parse(word))]
        distinct = [period.label for period in sorted(known, key=lambda one: one.start)]
    noun = words.count_of(len(distinct), *NOUNS[role])
    if len(distinct) <= (2 * NAMED if role in (Role.SEX, Role.GROUP) else 2):
        return f"{noun}, {words.in_sentence(distinct)}"
    return f"{noun}, {distinct[0]} to {distinct[-1]}"
