"""Pure checks of tables and of the registry's own files: a list of `Problem` out, never a raise."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from typing import TYPE_CHECKING

from explorer.errors import Problem
from explorer.model import Indicator, Series

if TYPE_CHECKING:
    import pandas as pd

TABLE_TYPES = {
    "indicator": "str",
    "area_code": "str",
    "area_name": "str",
    "breakdown": "str",
    "period": "str",
    "value": "float64",
    "lower_95": "float64",
    "upper_95": "float64",
    "numerator": "float64",
    "denominator": "float64",
    "note": "str",
}
TABLE_COLUMNS = tuple(TABLE_TYPES)
KEYS = ["indicator", "area_code", "breakdown", "period"]


def parse_breakdown(text: str) -> tuple[tuple[str, str], ...]:
    """Read a table's breakdown cell: 'age=25-49;sex=female' as sorted pairs; '' as none."""
    pairs = (part.partition("=") for part in text.split(";") if part)
    return tuple(sorted((key, value) for key, _, value in pairs))


def check_table(table: pd.DataFrame, where: str, notes: Collection[str]) -> list[Problem]:
    """Check a table's own sense, whatever indicators it holds.

    Parameters
    ----------
    table : pandas.DataFrame
        Columns as in `TABLE_COLUMNS`.
    where : str
        The file, as named in messages.
    notes : collection of str
        Keys that the note column may hold.

    Returns
    -------
    list of Problem
        Duplicate rows, values outside their own interval, halves of intervals, numerators above
        denominators for percentages' counts, blanks without a reason, unknown notes.
    """
    value, lower, upper = table["value"], table["lower_95"], table["upper_95"]
    numerator, denominator = table["numerator"], table["denominator"]
    slack = 1e-6 + value.abs() * 1e-6
    faults = (
        (table.duplicated(KEYS, keep=False), "the same area, period and group twice", "one row"),
        (value.isna() & (table["note"] == ""), "no value and no reason", "a key in 'note'"),
        (lower.isna() != upper.isna(), "half an interval", "both limits or none"),
        (value.isna() & lower.notna(), "an interval without a value", "a value too"),
        ((value < lower - slack) | (value > upper + slack), "a value outside its interval", "in"),
        (denominator <= 0, "a denominator of zero or less", "a positive denominator"),
        (numerator < 0, "a negative numerator", "a count of zero or more"),
        (
            (table["note"] != "") & ~table["note"].isin(list(notes)),
            "a note that data/notes.yaml does not hold",
            f"one of {', '.join(sorted(notes))}",
        ),
    )
    return [
        Problem(
            where=f"{where}, line {line + 2}",
            found=f"{found} ({_row_words(table, line)})",
            expected=expected,
            fix="Correct the row in the source file and build the table again.",
        )
        for wrong, found, expected in faults
        for line in table.index[wrong.fillna(False)]
    ]


def check_series(
    table: pd.DataFrame,
    indicator: Indicator,
    series: Series,
    area_codes: Collection[str],
    comparators: Collection[str],
) -> list[Problem]:
    """Check that a table holds what a series declares: areas, periods, groups and intervals.

    `table` holds the indicator's rows only; `area_codes` are those of the series' area set.
    """
    where = f"data/tables/{series.table}, {indicator.id}, {series.id}"
    rows = table[table["period"].isin([period.id for period in series.periods])]
    own = rows[rows["area_code"].isin(list(area_codes))]
    problems = list(_check_breakdowns(rows, indicator, where))
    for period in series.periods:
        if not (own["period"] == period.id).any():
            problems.append(
                Problem(
                    where,
                    f"no row for {period.id} on {series.area_set}",
                    "at least one",
                    "Remove the period from the YAML file or add its rows to the table.",
                )
            )
    if series.has_intervals and own["lower_95"].isna().all():
        problems.append(
            Problem(
                where,
                "no interval in any row",
                "intervals, as the YAML file declares",
                "Set has_intervals: false or add lower_95 and upper_95.",
            )
        )
    allowed = {*area_codes, *comparators}
    strangers = rows.loc[~rows["area_code"].isin(allowed), "area_code"].unique()
    problems.extend(
        Problem(
            where,
            f"area code {code}",
            f"a code of {series.area_set} or of a borough, the region or the country",
            "Correct the code, or declare the area set that it belongs to.",
        )
        for code in strangers
    )
    return problems


def check_references(
    indicators: Mapping[str, Indicator],
    sources: Collection[str],
    notes: Collection[str],
    area_sets: Collection[str],
) -> list[Problem]:
    """Check that every source, note and area set that an indicator names is known."""
    return [
        Problem(
            f"data/indicators/{indicator.id}.yaml",
            f"{kind} '{name}'",
            f"a key of {home}",
            "Correct the name or add the entry.",
        )
        for indicator in indicators.values()
        for kind, name, known, home in _references(indicator, sources, notes, area_sets)
        if name not in known
    ]


def _references(
    indicator: Indicator,
    sources: Collection[str],
    notes: Collection[str],
    area_sets: Collection[str],
) -> Iterator[tuple[str, str, Collection[str], str]]:
    for caveat in indicator.caveats:
        yield "caveat", caveat, notes, "data/notes.yaml"
    for series in indicator.series:
        yield "source", series.source, sources, "data/sources.yaml"
        yield "area set", series.area_set, area_sets, "geo/geographies.yaml"
        for caveat in series.caveats:
            yield "caveat", caveat, notes, "data/notes.yaml"


def _check_breakdowns(rows: pd.DataFrame, indicator: Indicator, where: str) -> Iterator[Problem]:
    declared = {b.id: {group for group, _ in b.groups} for b in indicator.breakdowns}
    for text in rows["breakdown"].unique():
        pairs = dict(parse_breakdown(text))
        if any(key not in declared or value not in declared[key] for key, value in pairs.items()):
            yield Problem(
                where,
                f"breakdown '{text}'",
                "groups declared in the YAML file",
                "Declare the group or correct the table.",
            )


def _row_words(table: pd.DataFrame, line: int) -> str:
    row = table.loc[line]
    return " ".join(str(row[key]) for key in [*KEYS, "value"])
