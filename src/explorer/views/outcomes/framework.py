"""The measures of the outcomes framework as printed, and whether its comparisons follow."""

from __future__ import annotations

import math
from dataclasses import dataclass
from enum import StrEnum

import pandas as pd

from explorer import registry
from explorer.keeping import kept
from explorer.model import Polarity
from explorer.views import words
from explorer.views.evidence.declared import load

FRAMEWORK = "outcomes-framework"


class Agreement(StrEnum):
    """Whether a printed comparison follows from the printed figures."""

    FOLLOWS = "follows"
    UNSEEN = "rests on intervals not printed"
    CONTRADICTS = "does not follow"
    NO_FIGURE = "no figure to compare with"
    NOT_PRINTED = "no comparison printed"


ANSWERS = {
    "": "All",
    "follows": "Follows from the figures",
    "unseen": "Rests on intervals not printed",
    "contradicts": "Does not follow",
    "no-figure": "No figure to compare with",
}


@dataclass(frozen=True)
class Comparison:
    """A borough's printed figure set against the region's, and against the printed judgement.

    `difference` is borough minus region in the measure's unit, `from_country` borough minus
    country; NaN where they cannot be worked out.
    """

    borough: str
    value: float
    difference: float
    from_country: float
    agreement: Agreement
    printed: str
    trend: str


@dataclass(frozen=True)
class Metric:
    """One measure of the framework with its figures as printed."""

    name: str
    short: str
    ambition: int
    period: str
    source: str
    unit: str
    figures: tuple[tuple[str, float, str], ...]
    comparisons: tuple[Comparison, ...]
    better: Polarity
    remark: str


def compare(printed: str, value: float, region: float) -> Agreement:
    """Say whether a printed comparison follows from two printed figures.

    Parameters
    ----------
    printed : str
        'Higher', 'Lower', 'Similar' with or without more words; '' where none is printed.
    value, region : float
        The borough's and the region's figure in the same unit; NaN where there is none.
    """
    if not printed:
        return Agreement.NOT_PRINTED
    if math.isnan(value) or math.isnan(region):
        return Agreement.NO_FIGURE
    said = printed.split()[0].casefold()
    if said == "similar":
        return Agreement.FOLLOWS if value == region else Agreement.UNSEEN
    right = value > region if said == "higher" else value < region
    return Agreement.FOLLOWS if right else Agreement.CONTRADICTS


@kept(maxsize=1)
def metrics() -> tuple[Metric, ...]:
    """Return every measure of the framework, by ambition and then as the file has them."""
    held = registry.extra(FRAMEWORK)
    found = [_metric(str(name), rows) for name, rows in held.groupby("metric", sort=True)]
    return tuple(sorted(found, key=lambda metric: (metric.ambition, metric.name)))


def ambitions() -> dict[str, str]:
    """Return the ambitions that have measures, with all of them first."""
    numbers = sorted({metric.ambition for metric in metrics()})
    return {"": "All"} | {str(number): f"Ambition {number}" for number in numbers}


def answers() -> dict[str, str]:
    """Return the ways in which a printed comparison may fare that do occur, all first."""
    present = {key_of(c.agreement) for m in metrics() for c in m.comparisons}
    return {key: said for key, said in ANSWERS.items() if not key or key in present}


def chosen(ambition: str = "", answer: str = "") -> tuple[Metric, ...]:
    """Return the measures of an ambition whose comparison fares so for either borough."""
    return tuple(
        metric
        for metric in metrics()
        if ambition in ("", str(metric.ambition))
        and (not answer or answer in [key_of(c.agreement) for c in metric.comparisons])
    )


def key_of(agreement: Agreement) -> str:
    """Return the word by which an agreement stands in a link."""
    return agreement.name.lower().replace("_", "-")


def _metric(name: str, rows: pd.DataFrame) -> Metric:
    first = rows.iloc[0].fillna("")
    declared = load().framework[name]
    boroughs = {place.code for place in registry.places().boroughs}
    comparisons = tuple(
        _comparison(row, rows) for _, row in rows[rows["area_code"].isin(boroughs)].iterrows()
    )
    source = " ".join(str(part) for part in (first["source"], first["source_id"]) if part)
    return Metric(
        name=name,
        short=declared.short,
        ambition=int(first["ambition"]),
        period=str(first["period"]),
        source=_in_full(source),
        unit=str(first["unit"]),
        figures=tuple(
            (str(row["area_name"]), float(row["value"]), str(row["unit"]))
            for _, row in rows.iterrows()
        ),
        comparisons=comparisons,
        better=declared.better,
        remark=_in_full(f"{words.upper_first(str(first['remark']))}.") if first["remark"] else "",
    )


def _in_full(text: str) -> str:
    for short, full in load().in_full.items():
        text = text.replace(short, full)
    return text


def _comparison(row: pd.Series, rows: pd.DataFrame) -> Comparison:
    places = registry.places()
    region, country = (_beside(row, rows, p.code) for p in (places.region, places.country))
    printed = "" if pd.isna(row["compared_with_london"]) else str(row["compared_with_london"])
    value = float(row["value"])
    return Comparison(
        borough=str(row["area_name"]),
        value=value,
        # Printed with one decimal at most: what is left beyond is noise.
        difference=round(value - region, 6),
        from_country=round(value - country, 6),
        agreement=compare(printed, value, region),
        printed=printed,
        trend="" if pd.isna(row["trend"]) else str(row["trend"]),
    )


def _beside(row: pd.Series, rows: pd.DataFrame, code: str) -> float:
    """Return the figure of a comparator in the same unit; NaN where none is printed."""
    alike = rows[(rows["area_code"] == code) & (rows["unit"] == row["unit"])]["value"]
    return float(alike.iloc[0]) if len(alike) else math.nan
