"""Which areas a column names, and to which area set they belong: codes, names or postcodes."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache

import pandas as pd

from explorer import areas, registry
from explorer.areas.joining import belonging
from explorer.areas.naming import plain
from explorer.errors import UnknownAreaError
from explorer.intake import faults
from explorer.intake.faults import Fault
from explorer.intake.readers import Sheet
from explorer.model import AreaKind, AreaSet
from explorer.views import words

GSS = re.compile(r"[EWSNK]\d{8}")
# 'E01002812 : its name' and 'E05000001 its name' begin with their code.
CODE_FIRST = re.compile(r"([EWSNK]\d{8})[\s:,-].*")
BESIDE_NAME = re.compile(r"\s+ward$|\s*\([^)]*\)$", re.IGNORECASE)
POSTCODE = re.compile(r"[A-Z]{1,2}\d[A-Z\d]?\d[A-Z]{2}")
WARD = "ward"
BOROUGHS = "boroughs"
LOOKED_AT = 2_000
FEWEST_RECOGNISED = 0.5
NAMED = 3
LEAVE_OUT_TOTALS = "Leave out totals: the areas alone are read."
TOTAL = re.compile(r"(grand )?total|all (wards|areas)|sum", re.IGNORECASE)


class Kind(StrEnum):
    """How a column names areas."""

    CODE = "code"
    NAME = "name"
    POSTCODE = "postcode"


@dataclass(frozen=True, eq=False)
class Placed:
    """Each row's area.

    Attributes
    ----------
    area_set : str
        The set to which all areas belong; '' where there is none.
    codes : pandas.Series of str
        Area code of each row, '' where it could not be placed.
    kind : Kind
    faults : tuple of Fault
        Rows that could not be placed, and why. Postcodes that are not known here are no faults:
        `unplaced` counts them.
    also : tuple of str
        Other sets that hold all the same areas.
    unplaced : int
    """

    area_set: str
    codes: pd.Series[str]
    kind: Kind
    faults: tuple[Fault, ...] = ()
    also: tuple[str, ...] = ()
    unplaced: int = 0


def recognised(text: pd.Series[str]) -> tuple[Kind, float]:
    """Return how a column most likely names areas, and which share of its words do."""
    given = [word for word in text.unique()[:LOOKED_AT] if word]
    if not given:
        return Kind.CODE, 0.0
    hits = {
        Kind.CODE: sum(bool(GSS.fullmatch(_code_in(word))) for word in given),
        Kind.POSTCODE: sum(bool(POSTCODE.fullmatch(_compact(word))) for word in given),
        Kind.NAME: sum(bool(_sets_by_name().get(plain(_name_in(word)))) for word in given),
    }
    # A practice's code is a code too, though not one of the nine-character kind.
    hits[Kind.CODE] = max(hits[Kind.CODE], sum(bool(areas.sets_of(word.upper())) for word in given))
    best = max(hits, key=lambda kind: hits[kind])
    return best, hits[best] / len(given)


def place(
    sheet: Sheet, column: int, wanted: str = "", when: date | None = None, kind: Kind | None = None
) -> Placed:
    """Give each row of a column its area.

    Parameters
    ----------
    wanted : str
        Id of the area set that a reader asked for; '' for the one that the areas belong to.
    when : datetime.date, optional
        For when the figures are, to tell ward sets apart that share codes or names.
    kind : Kind, optional
        As `recognised` gives, by default.
    """
    text = sheet.column(column)
    kind = kind or recognised(text)[0]
    if not recognised(text)[1] and (text != "").any():
        return Placed("", text.where(text == "", ""), kind, _none_known(sheet, column))
    if kind is Kind.POSTCODE:
        return _by_postcode(sheet, column, wanted or _latest(WARD))
    find = _by_code if kind is Kind.CODE else _by_name
    return find(sheet, column, wanted, when)


def comparator_names() -> dict[str, str]:
    """Return the codes of boroughs, region and country by their names, written plainly."""
    return {
        plain(name): place.code
        for place in registry.places().comparators
        for name in (place.name, place.short_name)
    }


def _by_code(sheet: Sheet, column: int, wanted: str, when: date | None) -> Placed:
    written = sheet.column(column)
    text = written.map({word: _code_in(word) for word in written.unique()})
    given = [word for word in text.unique() if word]
    comparators = registry.comparator_codes()
    own = [code for code in given if code not in comparators] or given
    known = {code: held for code in own if (held := areas.sets_of(code))}
    area_set, also = _common(known.values(), wanted, when, sheet.headings[column])
    of_set = set(areas.codes(area_set)) if area_set else set()
    placed = text.where(text.isin(of_set | comparators), "")
    wrong = text.index[(placed == "") & (text != "")]

    if wanted and len(known) == len(own) and (natural := _common(known.values(), "", when, "")[0]):
        others = _of_another_set(sheet.of_column(column), natural, wanted, len(set(own) - of_set))
        if set(own) <= set(areas.codes(natural)):
            return Placed(area_set, placed, Kind.CODE, others)

    def found(row: int) -> str:
        if str(text[row]) in known:
            return belonging(text[row], area_set).replace("this map uses", "the others to")
        return f"{faults.quoted(written[row])}, known to no area set here"

    def fix(row: int) -> str:
        if TOTAL.fullmatch(written[row]):
            return LEAVE_OUT_TOTALS
        if str(text[row]) in known:
            return "Keep codes of one set; figures of another can be imported apart and moved."
        return "Correct the code, or leave out rows of areas elsewhere."

    expected = f"a code of {area_set}" if area_set else "the code of an area held here"
    named = faults.of_rows(sheet, wrong, column, found, expected, fix)
    return Placed(area_set, placed, Kind.CODE, (*named, *_blank(sheet, column)), also)


def _by_name(sheet: Sheet, column: int, wanted: str, when: date | None) -> Placed:
    written = sheet.column(column)
    text = written.map({word: _name_in(word) for word in written.unique()})
    given = [word for word in text.unique() if word]
    comparators = comparator_names()
    own = [word for word in given if plain(word) not in comparators] or given
    known = [held for word in own if (held := _sets_by_name().get(plain(word), ()))]
    area_set, also = _common(known, wanted, when, sheet.headings[column])
    codes: dict[str, str] = {}
    why: dict[str, UnknownAreaError] = {}
    for word in given:
        if comparators.get(plain(word)) not in (None, *areas.codes(area_set or BOROUGHS)):
            codes[word] = comparators[plain(word)]
            continue
        try:
            codes[word] = areas.resolve(word, area_set or _latest(WARD))
        except UnknownAreaError as error:
            why[word] = error
    placed = text.map(lambda word: codes.get(word, ""))
    wrong = text.index[text.isin(why)]

    def fix(row: int) -> str:
        word = str(text[row])
        if TOTAL.fullmatch(word):
            return LEAVE_OUT_TOTALS
        return why[word].problems[0].fix

    named = faults.of_rows(
        sheet,
        wrong,
        column,
        lambda row: faults.quoted(str(text[row])),
        f"a code or name of {area_set or _latest(WARD)}",
        fix,
    )
    return Placed(area_set, placed, Kind.NAME, (*named, *_blank(sheet, column)), also)


def _none_known(sheet: Sheet, column: int) -> tuple[Fault, ...]:
    given = [word for word in sheet.column(column).unique() if word]
    named = words.in_sentence([faults.quoted(word) for word in given[:NAMED]])
    more = f" and {len(given) - NAMED} more" if len(given) > NAMED else ""
    return (
        faults.of_file(
            sheet.of_column(column),
            f"no area known here: {named}{more}",
            "area codes, ward names, LSOAs, MSOAs or postcodes",
            "Correct the areas. If they are areas of your own, say so (--own-areas): figures are "
            "then worked out and listed, though not mapped.",
        ),
    )


def _of_another_set(where: str, natural: str, wanted: str, count: int) -> tuple[Fault, ...]:
    """Say of which set the codes are where another was asked for, and how they could be moved."""
    if not count:
        return ()
    own = areas.area_set(natural)
    offer = f"Take them for {natural}"
    if areas.can_rebase(natural, wanted):
        offer += f", and move them to {wanted} if an estimate will do"
    return (
        faults.of_file(
            where,
            f"{words.count_of(count, 'code', 'codes')} of {natural} ({own.vintage})",
            f"codes of {wanted} ({areas.area_set(wanted).vintage})",
            f"{offer}.",
        ),
    )


def disagreeing(sheet: Sheet, column: int, placed: Placed) -> Iterator[Fault]:
    """Name rows in which a column of names names another area than the row's code."""
    text = sheet.column(column)
    named: dict[str, str] = {}
    for word in text.unique():
        try:
            named[word] = areas.resolve(word, placed.area_set)
        except UnknownAreaError:
            continue
    found = text.map(lambda word: named.get(word, ""))
    wrong = text.index[(found != "") & (placed.codes != "") & (found != placed.codes)]
    yield from faults.of_rows(
        sheet,
        wrong,
        column,
        lambda row: f"{faults.quoted(text[row])} beside {placed.codes[row]}",
        "the name of the area whose code stands in the row",
        lambda row: f"{placed.codes[row]} is {areas.name_of(placed.codes[row])}: correct either.",
    )


def _by_postcode(sheet: Sheet, column: int, area_set: str) -> Placed:
    """Place whole postcodes; no message repeats one, because a postcode can be a person's."""
    text = sheet.column(column)
    found: dict[str, str] = {}
    partial = set()
    for word in text.unique():
        if word and not POSTCODE.fullmatch(_compact(word)):
            partial.add(word)
        elif word:
            try:
                found[word] = areas.ward_of_postcode(word, area_set)
            except UnknownAreaError:
                found[word] = ""
    placed = text.map(lambda word: found.get(word, ""))
    wrong = faults.of_rows(
        sheet,
        text.index[text.isin(partial)],
        column,
        faults.always("something that is no whole postcode"),
        "a whole postcode",
        "Give all of it, or leave the row out: its first half covers parts of several wards.",
    )
    unplaced = int((placed == "").sum() - text.isin(partial).sum())
    return Placed(area_set, placed, Kind.POSTCODE, tuple(wrong), (), unplaced)


def _blank(sheet: Sheet, column: int) -> Iterator[Fault]:
    text = sheet.column(column)
    return faults.of_rows(
        sheet,
        text.index[text == ""],
        column,
        faults.always("no area"),
        "an area in every row",
        "Write the area into the row, or delete the row.",
    )


def _common(
    of_each: Iterable[tuple[str, ...]], wanted: str, when: date | None, heading: str
) -> tuple[str, tuple[str, ...]]:
    """Return the set that holds most of the areas, and the others that hold as many.

    Of several, the one wanted, then the one that the heading names, then the one that was in force
    at the time, then the newest; wards before smaller areas.
    """
    counts = Counter(identifier for held in of_each for identifier in held)
    if wanted:
        return wanted, ()
    if not counts:
        return "", ()
    most = max(counts.values())
    # The newest last, so that of two that are alike in all else it is taken.
    best = [one for one in reversed(_shown()) if counts[one.id] == most]
    chosen = max(best, key=lambda one: _preference(one, when, heading))
    return chosen.id, tuple(one.id for one in best if one.id != chosen.id)


def _preference(one: AreaSet, when: date | None, heading: str) -> tuple[bool, bool, bool, date]:
    started = one.valid_from or date.min
    in_force = when is not None and started <= when <= (one.valid_to or date.max)
    return one.level in heading.casefold(), one.level == WARD, in_force, started


def _latest(level: str) -> str:
    of_level = [one for one in _shown() if one.level == level]
    return max(of_level, key=lambda one: one.valid_from or date.min).id


def latest_sets(area_set: str) -> tuple[str, ...]:
    """Return later sets of the same level to which figures of a set can be moved."""
    own = areas.area_set(area_set)
    return tuple(
        one.id
        for one in _shown()
        if one.level == own.level
        and (one.valid_from or date.min) > (own.valid_from or date.min)
        and areas.can_rebase(area_set, one.id)
    )


def sentence(placed: Placed, rows: int) -> str:
    """Say which areas were made out: '36 wards-2022 codes'."""
    if not placed.area_set:
        return f"{words.count_of(rows, 'row', 'rows')} of areas that no set here holds"
    distinct = placed.codes[placed.codes != ""].nunique()
    nouns = {Kind.CODE: "codes", Kind.NAME: "names", Kind.POSTCODE: "areas, from postcodes"}
    noun = {Kind.CODE: "code", Kind.NAME: "name", Kind.POSTCODE: "area, from postcodes"}
    return f"{distinct} {placed.area_set} {(noun if distinct == 1 else nouns)[placed.kind]}"


@cache
def _shown() -> tuple[AreaSet, ...]:
    """Return the sets on which figures are shown: neither context nor parts of others."""
    parts = {part for one in areas.area_sets().values() for part in one.parts}
    return tuple(
        one
        for one in areas.area_sets().values()
        if one.kind is not AreaKind.CONTEXT and one.id not in parts
    )


@cache
def _sets_by_name() -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for one in _shown():
        for name in {plain(areas.name_of(code)) for code in areas.codes(one.id)}:
            found[name] = (*found.get(name, ()), one.id)
    for name in comparator_names():
        found.setdefault(name, (BOROUGHS,))
    return found


def _code_in(word: str) -> str:
    """Return the code with which a cell begins; the cell in capitals where it begins with none."""
    found = CODE_FIRST.fullmatch(word.upper())
    return found[1] if found else word.upper()


def _name_in(word: str) -> str:
    """Return a name without 'ward' or brackets behind it, where it is not known with them."""
    return word if _sets_by_name().get(plain(word)) else BESIDE_NAME.sub("", word)


def _compact(word: str) -> str:
    return re.sub(r"\s", "", word).upper()
