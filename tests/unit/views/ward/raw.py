"""Figures of wards worked out from the files alone, by none of the code that they check."""

from __future__ import annotations

import csv
from collections import defaultdict
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

ROOT = Path(__file__).parents[4]
TODAY, OLD, SMALL = "wards-2022", "wards-2002", "lsoa-2021"
CENSUS = "2021"
KNOWN_PEOPLE = ("tenure", "qualifications", "age-group")
By = tuple[tuple[str, str], ...]
Numbers = dict[str, float]


@dataclass(frozen=True)
class Row:
    """Numbers of one area, None where the table is blank."""

    value: float | None
    lower: float | None
    upper: float | None
    numerator: float | None
    denominator: float | None


@cache
def described(indicator: str) -> dict[str, Any]:
    text = (ROOT / f"data/indicators/{indicator}.yaml").read_text(encoding="utf-8")
    return dict(yaml.safe_load(text))


@cache
def lines(file: str) -> tuple[dict[str, str], ...]:
    with (ROOT / file).open(encoding="utf-8") as handle:
        return tuple(csv.DictReader(handle))


@cache
def rows(indicator: str, area_set: str, period: str, by: By = ()) -> dict[str, Row]:
    """Return every row of a table for one period and group by area code, comparators included."""
    group = ";".join(f"{key}={value}" for key, value in by)
    tables = {s["table"] for s in described(indicator)["series"] if s["area_set"] == area_set}
    return {
        line["area_code"]: Row(
            *(
                float(line[name]) if line[name] else None
                for name in ("value", "lower_95", "upper_95", "numerator", "denominator")
            )
        )
        for table in sorted(tables)
        for line in lines(f"data/tables/{table}")
        if (line["indicator"], line["period"], line["breakdown"]) == (indicator, period, group)
    }


@cache
def shares(from_set: str, to_set: str) -> dict[tuple[str, str], float]:
    """Return what share of each area's postcodes lies in each of another set."""
    held = lines(f"geo/crosswalks/{from_set}-to-{to_set}.csv")
    whole: Numbers = defaultdict(float)
    for line in held:
        whole[line["from_code"]] += float(line["postcodes"])
    return {
        (line["from_code"], line["to_code"]): float(line["postcodes"]) / whole[line["from_code"]]
        for line in held
    }


@cache
def wards() -> dict[str, str]:
    """Return today's wards with their names."""
    return {code: line["area_name"] for code, line in _ward_lines().items()}


@cache
def _ward_lines() -> dict[str, dict[str, str]]:
    held = lines("data/tables/population-wards.csv")
    return {line["area_code"]: line for line in held if line["area_code"].startswith("E05")}


@cache
def people(indicator: str, area_set: str) -> Numbers:
    """Return the people or households that an indicator's shares are shares of."""
    wanted = described(indicator).get("denominator", "")
    for other in KNOWN_PEOPLE:
        sets = {series["area_set"] for series in described(other)["series"]}
        if described(other).get("denominator") == wanted and area_set in sets:
            group = next(iter(described(other)["breakdowns"].items()))
            first = ((group[0], next(iter(group[1]["groups"]))),)
            found = rows(other, area_set, CENSUS, first)
            if all(row.denominator is not None for row in found.values()):
                return {code: float(row.denominator or 0) for code, row in found.items()}
    if area_set in (TODAY, SMALL):
        return {code: row.value or 0 for code, row in rows("population", area_set, CENSUS).items()}
    total: Numbers = defaultdict(float)
    for (small, large), share in shares(SMALL, area_set).items():
        total[large] += share * people("population", SMALL)[small]
    return dict(total)


@cache
def by_ward(indicator: str, area_set: str, period: str, by: By = ()) -> Numbers:
    """Return an indicator for every ward of today, shared out by postcodes where it has to be."""
    return {
        code: together(indicator, area_set, period, by, {code: 1.0})
        for code in wards()
        if any(to == code for _, to in _to_wards(area_set))
    }


@cache
def both(indicator: str, area_set: str, period: str, by: By = ()) -> float:
    """Return an indicator for all wards together."""
    return together(indicator, area_set, period, by, dict.fromkeys(wards(), 1.0))


def together(indicator: str, area_set: str, period: str, by: By, chosen: Numbers) -> float:
    """Return an indicator for several wards: counts summed, or a mean weighted by people."""
    held = {
        code: row
        for code, row in rows(indicator, area_set, period, by).items()
        if row.value is not None
    }
    inside: Numbers = defaultdict(float)
    for (start, to), share in _to_wards(area_set).items():
        if to in chosen and start in held:
            inside[start] += share
    has_counts = all(
        row.numerator is not None and row.denominator is not None
        for code, row in held.items()
        if code in people("population", area_set)
    )
    if has_counts:
        top = sum(part * (held[code].numerator or 0) for code, part in inside.items())
        bottom = sum(part * (held[code].denominator or 0) for code, part in inside.items())
        return (100 if described(indicator)["unit"] == "%" else 1) * top / bottom
    weight = people(indicator, area_set)
    total = sum(part * weight[code] * (held[code].value or 0) for code, part in inside.items())
    return total / sum(part * weight[code] for code, part in inside.items())


@cache
def _to_wards(area_set: str) -> dict[tuple[str, str], float]:
    if area_set == TODAY:
        return {(code, code): 1.0 for code in wards()}
    return shares(area_set, TODAY)
