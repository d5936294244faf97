"""Rows about single people: recognised, stopped where they name anyone, else counted to areas."""

from __future__ import annotations

import re
from datetime import date

import pandas as pd

from explorer import areas
from explorer.errors import Problem
from explorer.intake.areas_of import recognised
from explorer.intake.readers import Sheet

LOOKED_AT = 2_000
NHS_NUMBER = re.compile(r"\d{3}[ -]?\d{3}[ -]?\d{4}")
EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[a-zA-Z]{2,}")
TITLED = re.compile(r"(mr|mrs|ms|miss|mx|dr)\.?( [a-z'’.-]+){1,3}", re.IGNORECASE)
# General practices are called after doctors.
PREMISES = re.compile(r"\b(surgery|practices?|centre|clinic|partners|and)\b", re.IGNORECASE)
TWO_WORDS = re.compile(r"[A-Z][a-z'’-]+,? (?:[A-Z]\.? )?[A-Z][A-Za-z'’-]+")
BIRTH_DATE = re.compile(r"(\d{4})-\d\d-\d\d.*|\d{1,2}[/.-]\d{1,2}[/.-](\d{4})")
MOST_VALID_BY_CHANCE = 0.3
SPREAD_OF_BIRTHS = 25
FEWEST_BIRTHS = 3
HEADINGS = (
    (
        r"(fore|first|given|middle|sur|last|family|full|patient|client|person|child|known as)"
        r"[ _-]?names?|initials",
        "names of people",
    ),
    (r"nhs[ _-]?(no|nr|num|number|id)\b.*", "NHS numbers"),
    (
        r"(dob|d\.o\.b\.?|date[ _-]?of[ _-]?(birth|death)|birth[ _-]?date|birthday)",
        "dates of birth",
    ),
    (r"e-?mail.*", "e-mail addresses"),
    (r"(tele|mobile|home )?phone.*|mobile([ _-]?(no|number))?", "telephone numbers"),
    (r"(home |street |patient )?address.*|house[ _-]?(name|no|number)|uprn", "addresses"),
    (r"(hospital|patient|nino|national insurance)[ _-]?(id|no|number).*", "numbers of people"),
)
COMMON_FORENAMES = (
    "aaliyah aaron abdul abdullah abigail adam ahmed aisha alan alexander ali alice amelia "
    "amina amir amy andrea andrew angela anna anne anthony arthur barbara benjamin brian "
    "carol caroline catherine charles charlotte christine christopher claire daniel david "
    "deborah dennis diana donald dorothy edward elizabeth emily emma eric ethan evelyn "
    "fatima fatma frank gary george grace graham hannah harry hassan heather helen henry "
    "hussein ibrahim isabella isla jack jacob jacqueline james jane janet jason jean "
    "jennifer jessica joan joanne john jonathan jose joseph joshua joyce julia julie karen "
    "katherine keith kenneth kevin khadija layla leo liam linda lisa louise lucas lucy luis "
    "mahmoud margaret maria mariam marie mark martin mary maryam matthew mia michael "
    "michelle mohamed mohammad mohammed muhammad nadia nancy nicola nicole noah noor oliver "
    "olivia omar oscar pamela patricia patrick paul peter philip priya rachel rebecca "
    "richard robert roger ronald rosemary ruth sam samantha samuel sandra sara sarah sharon "
    "simon sophia sophie stephen steven susan sylvia thomas timothy tracey ursula valerie "
    "william yasmin yusuf zainab zoe "
)
FORENAMES = frozenset(COMMON_FORENAMES.split())


def identifying(sheet: Sheet) -> list[Problem]:
    """Return a problem for every column that names people; none repeats what stands in it."""
    return [
        Problem(
            sheet.of_column(column),
            f"what look like {what}",
            "figures of areas, or rows with nothing that names a person",
            "Delete the column and try again. Nothing of this file has been kept, and the explorer "
            "needs no more than a postcode or an area code in each row.",
        )
        for column in range(len(sheet.headings))
        for what in [_names_people(sheet, column)]
        if what
    ]


def counted(codes: pd.Series[str], groups: pd.DataFrame, area_set: str) -> pd.DataFrame:
    """Count rows to areas and groups, and forget them.

    Parameters
    ----------
    codes : pandas.Series of str
        Each row's area, '' where it could not be placed.
    groups : pandas.DataFrame
        What else rows are told apart by, such as period and sex; same index.
    area_set : str
        The set of the areas; '' for areas that no set holds.

    Returns
    -------
    pandas.DataFrame
        `area_code`, the groups' columns and `numerator`. Areas of the set's boroughs in which
        anyone was placed have a count of 0 where there is no row for a group.
    """
    keys = list(groups.columns)
    known = groups.assign(area_code=codes)[codes != ""]
    counts = known.groupby(["area_code", *keys]).size().rename("numerator").reset_index()
    if counts.empty or not area_set:
        return counts.astype({"numerator": float})
    wanted = pd.DataFrame({"area_code": _neighbours(counts["area_code"], area_set)})
    wanted = wanted.merge(counts[keys].drop_duplicates(), how="cross") if keys else wanted
    filled = wanted.merge(counts, how="left", on=["area_code", *keys])
    return filled.fillna({"numerator": 0}).astype({"numerator": float})


def _neighbours(codes: pd.Series[str], area_set: str) -> pd.Series[str]:
    """Return the areas, in the set's order, of every borough in which an area is named."""
    frame = areas.load(area_set)
    boroughs = frame.loc[frame["area_code"].isin(codes), "borough_code"]
    found: pd.Series[str] = frame.loc[frame["borough_code"].isin(boroughs), "area_code"]
    return found


def _names_people(sheet: Sheet, column: int) -> str:
    heading = sheet.headings[column].strip().casefold()
    for pattern, what in HEADINGS:
        if re.fullmatch(pattern, heading):
            return what
    given = [cell for cell in sheet.column(column).unique()[:LOOKED_AT] if cell]
    return next((what for what, test in CONTENTS if given and test(given, sheet, column)), "")


def _nhs_numbers(given: list[str], *_: object) -> bool:
    like = [cell for cell in given if NHS_NUMBER.fullmatch(cell)]
    valid = sum(map(is_nhs_number, like))
    return valid > MOST_VALID_BY_CHANCE * len(given)


def is_nhs_number(text: str) -> bool:
    """Say whether ten digits bear the check digit of an NHS number (modulus 11)."""
    digits = [int(character) for character in text if character.isdigit()]
    if len(digits) != 10:
        return False
    weighted = sum(digit * weight for digit, weight in zip(digits, range(10, 1, -1), strict=False))
    return (11 - weighted % 11) % 11 == digits[9]


def _emails(given: list[str], *_: object) -> bool:
    return any(EMAIL.fullmatch(cell) for cell in given)


def _birth_dates(given: list[str], *_: object) -> bool:
    """Say whether dates are spread over a lifetime, as no figures' periods are."""
    years = [int(found[1] or found[2]) for cell in given if (found := BIRTH_DATE.fullmatch(cell))]
    if len(years) < max(FEWEST_BIRTHS, 0.8 * len(given)) or max(years) > date.today().year:
        return False
    return max(years) - min(years) >= SPREAD_OF_BIRTHS


def _names(given: list[str], sheet: Sheet, column: int) -> bool:
    if recognised(sheet.column(column))[1] >= 0.5:
        return False
    return sum(map(_is_name, given)) >= max(2, 0.3 * len(given))


def _is_name(cell: str) -> bool:
    if TITLED.fullmatch(cell):
        return not PREMISES.search(cell)
    parts = re.split(r"[ ,]+", cell.casefold())
    if len(parts) == 1:
        return parts[0] in FORENAMES
    return bool(TWO_WORDS.fullmatch(cell)) and not FORENAMES.isdisjoint((parts[0], parts[-1]))


CONTENTS = (
    ("NHS numbers", _nhs_numbers),
    ("e-mail addresses", _emails),
    ("dates of birth", _birth_dates),
    ("names of people", _names),
)
