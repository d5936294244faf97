"""What is worked out from a reader's counts: rates, proportions, counts of people, life expectancy.

Every function takes the rows of a reading in one form and returns rows in the same form with
values and 95% intervals; what cannot be worked out is a fault that names its row.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

import numpy as np
import pandas as pd

from explorer import stats
from explorer.errors import Problem, StatisticsError
from explorer.intake import ages, faults, individual
from explorer.intake.faults import Fault
from explorer.intake.model import KEYS, Content, Role
from explorer.intake.reading import NUMBERS, Reading
from explorer.model import Period
from explorer.views import words

PER_CENT = "%"
ROUNDING, SAME = 0.02, 1e-6
"""How far a value may lie from the ratio of its counts, as a share of it; and next to nothing."""
PER = re.compile(r"per\s+([\d, ]+)", re.IGNORECASE)
PERSON_YEARS = re.compile(r"person.?years?", re.IGNORECASE)
DAYS_OF_A_YEAR = 365.25
TOO_WIDE = "interval-too-wide"
GROUPS = ["area_code", "period", "sex", "group"]


def per_of_unit(unit: str) -> float | None:
    """Return what a unit counts against: 100 for '%', 1000 for 'per 1,000'; None for neither."""
    if unit.strip() == PER_CENT:
        return 100.0
    found = PER.search(unit)
    digits = re.sub(r"\D", "", found[1]) if found else ""
    return float(digits) if digits and int(digits) > 0 else None


def is_of_counts(frame: pd.DataFrame, unit: str) -> pd.Series[bool]:
    """Say of every row whether it has counts whose ratio is its value, or which has none yet.

    Deaths over people are no life expectancy, and a standardised rate is no crude one: such counts
    belong to a figure but do not make it.
    """
    per = per_of_unit(unit)
    if per is None:
        return pd.Series(data=False, index=frame.index)
    ratio = per * frame["numerator"] / frame["denominator"]
    value = frame["value"].fillna(ratio)
    is_rounded = (ratio.round() - value).abs() < SAME
    is_near = pd.Series(np.isclose(value, ratio, rtol=ROUNDING, atol=SAME), index=frame.index)
    return is_rounded | is_near


def with_intervals(frame: pd.DataFrame, unit: str) -> pd.DataFrame:
    """Give rows their value and interval by the counts that make it, where they have none.

    A percentage gets Wilson's interval, a rate per some number of people Byar's.
    """
    per = per_of_unit(unit)
    counted = is_of_counts(frame, unit)
    if per is None or not counted.any():
        return frame
    top, bottom = frame.loc[counted, "numerator"], frame.loc[counted, "denominator"]
    if unit.strip() == PER_CENT:
        limits = stats.wilson_interval(top.to_numpy(), bottom.to_numpy())
        lower, upper = per * limits.lower, per * limits.upper
    else:
        limits = stats.byar_interval(top.to_numpy())
        lower, upper = per * limits.lower / bottom, per * limits.upper / bottom
    worked_out = pd.DataFrame(
        {"value": per * top / bottom, "lower_95": lower, "upper_95": upper}, index=top.index
    )
    made = frame.copy()
    own_value = frame["value"].notna()
    made["value"] = made["value"].fillna(worked_out["value"])
    without = made["lower_95"].isna() & counted
    for name in ("lower_95", "upper_95"):
        made.loc[without, name] = worked_out[name].reindex(made.index[without])
    made.loc[counted & ~own_value, "note"] = ""
    return made


def check_unit(reading: Reading, unit: str) -> Iterator[Fault]:
    """Name rows that do not go with the unit: shares above 100%, counts above their population."""
    frame, sheet = reading.frame, reading.sheet
    per = per_of_unit(unit)
    if reading.content is Content.COUNTS and per is None:
        yield faults.of_file(
            "unit",
            f"'{unit}' for counts and populations",
            "%, or such as per 1,000",
            "Say what the counts are to be given as.",
        )
    if unit.strip() != PER_CENT or reading.content is Content.DEATHS:
        return
    over = frame.index[(frame["value"] > 100) | (frame["value"] < 0)]
    value, top, bottom = frame["value"], frame["numerator"], frame["denominator"]
    yield from faults.of_rows(
        sheet,
        over,
        reading.columns.get(Role.VALUE),
        lambda row: f"{float(value[row]):g}%",
        "a percentage from 0 to 100",
        "Correct the value, or the unit.",
    )
    above = frame.index[frame["numerator"] > frame["denominator"]]
    yield from faults.of_rows(
        sheet,
        above,
        reading.columns.get(Role.NUMERATOR),
        lambda row: f"{float(top[row]):g} of {float(bottom[row]):g}",
        "no more counted than there are",
        "Check that the two columns are not exchanged, or give the unit as a rate.",
    )
    yield from _contradictions(reading, per or 100)


def _contradictions(reading: Reading, per: float) -> Iterator[Fault]:
    """Name values that are not what their own counts give."""
    frame, value = reading.frame, reading.frame["value"]
    worked_out = per * frame["numerator"] / frame["denominator"]
    apart = (frame["value"] - worked_out).abs() > 0.6 + 0.01 * worked_out.abs()
    yield from faults.of_rows(
        reading.sheet,
        frame.index[apart],
        reading.columns.get(Role.VALUE),
        lambda row: f"{float(value[row]):g}, where the counts give {worked_out[row]:.1f}",
        "the value that the row's own counts give",
        "Correct the value or the counts.",
    )


def people(reading: Reading) -> pd.DataFrame:
    """Count one-row-a-person data to areas; the rows are not kept.

    Where each row brings a count, the counts are added up.
    """
    frame = reading.frame
    keys = [key for key in ("period", "sex", "group") if frame[key].ne("").any()]
    if Role.NUMERATOR in reading.columns:
        known = frame[frame["area_code"] != ""]
        counts = known.groupby(["area_code", *keys])["numerator"].sum(min_count=1).reset_index()
    else:
        counts = individual.counted(frame["area_code"], frame[keys], reading.placed.area_set)
    made = counts.assign(**dict.fromkeys((key for key in KEYS if key not in counts), ""))
    made = made.assign(value=made["numerator"], lower_95=np.nan, upper_95=np.nan)
    return made.assign(denominator=np.nan, note="")


def life_expectancy(
    reading: Reading,
    periods: Mapping[str, Period],
    groups: Mapping[str, Iterable[str]] | None = None,
) -> tuple[pd.DataFrame, list[Fault]]:
    """Work out life expectancy at birth from deaths and populations by age band.

    Parameters
    ----------
    periods : mapping
        The periods of the rows by id; with yearly populations, their length gives person-years.
    groups : mapping, optional
        Codes of areas to be taken together, by a name for them, such as those of a neighbourhood;
        each area by itself where it is left.

    Returns
    -------
    pandas.DataFrame
        One row an area (or group), period and sex: value and limits in years, numerator all deaths,
        denominator all person-years.
    list of Fault
        Bands that leave gaps, and what the statistic refuses.
    """
    frame = reading.frame[reading.frame["area_code"] != ""]
    found: list[Fault] = []
    rows = []
    for key, part in _parts(frame, groups):
        where = _words_of(key)
        apart = _gaps(part)
        if apart:
            found.append(_gap(where, apart))
            continue
        starts = part["age"].map(lambda word: (ages.parse(word) or (0, None))[0])
        sums = part[["numerator", "denominator"]].groupby(starts).sum(min_count=1).sort_index()
        person_years = sums["denominator"] * _years(reading, periods.get(str(key[1])))
        try:
            table = stats.life_expectancy(
                sums["numerator"].to_numpy(), person_years.to_numpy(), sums.index.to_numpy()
            )
        except StatisticsError as error:
            found += [Fault(_at(where, problem)) for problem in error.problems]
            continue
        rows.append(
            {
                **dict(zip(GROUPS, key, strict=True)),
                "age": "",
                "value": table.value,
                "lower_95": table.interval.lower,
                "upper_95": table.interval.upper,
                "numerator": sums["numerator"].sum(),
                "denominator": person_years.sum(),
                "note": TOO_WIDE if np.isnan(table.value) else "",
            }
        )
    made = pd.DataFrame(rows, columns=[*KEYS, *NUMBERS, "note"])
    # A value is withheld where its interval is too wide; an interval alone would not be a figure.
    made.loc[made["value"].isna(), ["lower_95", "upper_95"]] = np.nan
    return made, found


def _parts(
    frame: pd.DataFrame, groups: Mapping[str, Iterable[str]] | None
) -> Iterator[tuple[tuple[str, ...], pd.DataFrame]]:
    if groups is not None:
        member = [
            frame[frame["area_code"].isin(set(c))].assign(area_code=n) for n, c in groups.items()
        ]
        frame = pd.concat(member) if member else frame.iloc[:0]
    for key, part in frame.groupby(GROUPS, sort=False):
        yield tuple(map(str, key)), part


def band_faults(reading: Reading) -> list[Fault]:
    """Name every area whose age bands do not lie side by side."""
    frame = reading.frame[reading.frame["area_code"] != ""]
    parts = ((key, _gaps(part)) for key, part in _parts(frame, None))
    return [_gap(_words_of(key), apart) for key, apart in parts if apart]


def _gaps(part: pd.DataFrame) -> list[str]:
    return ages.gaps({band for word in part["age"].unique() if (band := ages.parse(word))})


def _years(reading: Reading, period: Period | None) -> float:
    """Return by how much populations are multiplied to become person-years."""
    column = reading.columns.get(Role.DENOMINATOR)
    if column is None or PERSON_YEARS.search(reading.sheet.headings[column]) or period is None:
        return 1.0
    return max(1.0, round(((period.end - period.start).days + 1) / DAYS_OF_A_YEAR))


def person_years_remark(reading: Reading) -> tuple[str, ...]:
    """Say where yearly populations are taken for every year of a longer period."""
    spans = {_years(reading, period) for period in reading.periods.values()}
    if reading.content is not Content.DEATHS or spans <= {1.0}:
        return ()
    times = words.in_sentence([f"{years:g}" for years in sorted(spans)])
    return (
        f"Populations were taken for yearly averages, multiplied by {times} to give person-years; "
        "head the column 'person years' where they are so already.",
    )


def _words_of(key: tuple[str, ...]) -> str:
    return ", ".join(word for word in key if word)


def _gap(where: str, apart: list[str]) -> Fault:
    return faults.of_file(
        where,
        "; ".join(apart),
        "age bands side by side: 0, 1-4, 5-9 and so on, the last one open (90+)",
        "Give every band once, for deaths and for population alike.",
    )


def _at(where: str, problem: Problem) -> Problem:
    return Problem(f"{where}: {problem.where}", problem.found, problem.expected, problem.fix)


UNIT_OF: Mapping[Content, str] = {
    Content.PEOPLE: "people",
    Content.DEATHS: "years",
    Content.COUNTS: PER_CENT,
}
"""What figures are given in, unless a reader says so, where their content settles it."""
