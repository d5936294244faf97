"""Numbers as people write them: thousands, per cent, withheld, missing, and what is no number."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import pandas as pd

from explorer.intake import faults
from explorer.intake.faults import Fault
from explorer.intake.readers import Sheet

DIGITS = r"(?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+|(?=\.[0-9]))"
NUMBER = rf"[-+−]?£?{DIGITS}(?:\.[0-9]*)?(?:[eE][-+]?[0-9]{{1,3}})?\s?%?"
WITHHELD = r"(?i:\*+|\[c\]|suppressed|withheld|<\s?[0-9]{1,3})"
MISSING = r"(?i:|-+|–|—|\.{1,3}|:|n/?a|#n/a|\[[xz]\]|null|none|no data|missing)"
DATE = re.compile(
    r"\d{4}-\d\d-\d\d.*|\d{1,2}/\d{1,2}/\d{2,4}|\d{1,2}-[A-Za-z]{3}(-\d{2,4})?|[A-Za-z]{3}-\d{2,4}"
)
DECIMAL_COMMA = re.compile(r"-?\d+,\d{1,2}|-?\d+,\d{4,}|-?\d{1,3}(\.\d{3})+,\d+")
ERROR = re.compile(r"#(DIV/0!|REF!|VALUE!|NAME\?|NUM!|NULL!|GETTING_DATA|SPILL!|CALC!)")
EXPECTED = "a number"


@dataclass(frozen=True, eq=False)
class Numbers:
    """A column of numbers.

    Attributes
    ----------
    values : pandas.Series of float
        NaN where there is none.
    withheld : pandas.Series of bool
        Where the file says that a number is kept back.
    wrong : pandas.Series of bool
        Where something stands that is neither a number nor a sign for a missing one.
    """

    values: pd.Series[float]
    withheld: pd.Series[bool]
    wrong: pd.Series[bool]


def parse(text: pd.Series[str]) -> Numbers:
    """Read a column of text as numbers; infinite ones are wrong."""
    is_number = text.str.fullmatch(NUMBER)
    cleaned = (
        text.where(is_number, "").str.replace(r"[£,%\s]", "", regex=True).str.replace("−", "-")
    )
    values = pd.to_numeric(cleaned, errors="coerce").astype(float)
    infinite = np.isinf(values)
    withheld = ~is_number & text.str.fullmatch(WITHHELD)
    missing = ~is_number & text.str.fullmatch(MISSING)
    return Numbers(values.mask(infinite), withheld, ~(is_number | withheld | missing) | infinite)


def share(text: pd.Series[str]) -> float:
    """Return which share of the cells that are filled are numbers, or signs for missing ones."""
    filled = text[text != ""]
    if filled.empty:
        return 0.0
    # Most columns are plain numbers, which takes a tenth of the time to see.
    if np.isfinite(pd.to_numeric(filled, errors="coerce")).all():
        return 1.0
    found = parse(filled)
    return float(1 - found.wrong.mean()) if found.values.notna().any() else 0.0


def faults_of(sheet: Sheet, column: int, found: Numbers) -> Iterator[Fault]:
    """Name every cell that is no number, and what it rather is."""
    text = sheet.column(column)
    yield from faults.of_rows(
        sheet,
        text.index[found.wrong],
        column,
        lambda row: _what(text[row]),
        EXPECTED,
        lambda row: _fix(text[row]),
    )


def _what(text: str) -> str:
    if text.startswith("="):
        return f"a formula, {faults.quoted(text)}"
    if DATE.fullmatch(text):
        return f"a date, {faults.quoted(text)}"
    return faults.quoted(text)


def _fix(text: str) -> str:
    if text.startswith("="):
        return "Paste the formula's result as a value."
    if DATE.fullmatch(text):
        return "A spreadsheet may have turned the number into a date: format the column as numbers."
    if DECIMAL_COMMA.fullmatch(text):
        return "Write a decimal point, not a decimal comma."
    if ERROR.match(text):
        return "Mend the formula, or leave the cell blank."
    if re.match(NUMBER, text) or "inf" in text.casefold():
        return "Write a finite number alone; leave the cell blank where there is none."
    return "Write the number alone; leave the cell blank, or write [c] where it is withheld."
