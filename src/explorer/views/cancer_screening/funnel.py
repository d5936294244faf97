"""The funnel of GP practices: which stray from their average by more than chance would make them.

Being outside is a reason to ask. Practices serve different people, and no limit allows for that.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from explorer import areas, registry, stats
from explorer.model import Selection
from explorer.stats.funnel import INNER, OUTER
from explorer.views import disclosure, maps, selections, words
from explorer.views.base import ChartKind, ChartView, ReferenceLine
from explorer.views.cancer_screening.programmes import OUTSIDE, people_of

WITHIN, NOT_COMPARED = "within limits", "not compared"
PLACE_HELP = (
    "Against the average of the practices together, and the limits within which chance alone would "
    "keep a practice of that size."
)
POINTS_OF_A_LIMIT = 18
BEYOND_THE_LARGEST = 1.04
REAL = (
    "So the practices differ by more than chance. The figures do not say why: the people a "
    "practice serves, how it invites them and how its list is kept may all play a part."
)
NOT_REAL = "So no more lie outside than chance can put there."
QUESTION = "A practice outside is a question, not a verdict."


@dataclass(frozen=True)
class Funnel:
    """How many practices chance alone would not put where they are.

    Attributes
    ----------
    practices : int
        Practices compared.
    average : float
        Per cent: all people screened of all people eligible.
    outside_95, outside_998 : int
        Practices outside the inner and the outer limits; the second are among the first.
    """

    practices: int
    average: float
    outside_95: int
    outside_998: int

    @property
    def expected_95(self) -> float:
        """How many chance alone would put outside the inner limits."""
        return (1 - INNER) * self.practices

    @property
    def expected_998(self) -> float:
        """How many chance alone would put outside the outer limits."""
        return (1 - OUTER) * self.practices

    @property
    def beyond_chance(self) -> bool:
        """Whether more are outside the inner limits than chance can well put there."""
        share = stats.wilson_interval(self.outside_95, self.practices)
        return share.lower > 1 - INNER


def positions(held: pd.DataFrame) -> pd.Series:
    """Say where each practice lies in the funnel about the average of those compared.

    Parameters
    ----------
    held : DataFrame
        One row a practice: `numerator`, `denominator`, and `borough_code`, '' for those outside.

    Returns
    -------
    Series
        One text a row, such as 'above 95% limit'; 'not compared' for practices outside the
        boroughs or without counts.
    """
    found, everyone = pd.Series(NOT_COMPARED, index=held.index), _compared(held)
    if len(everyone):
        found[everyone.index] = stats.funnel_position(
            everyone["numerator"].to_numpy(), everyone["denominator"].to_numpy()
        )
    return found


def funnel(held: pd.DataFrame) -> Funnel | None:
    """Count the practices outside each pair of limits; None where no counts are published."""
    everyone, places = _compared(held), positions(held)
    if everyone.empty:
        return None
    return Funnel(
        practices=len(everyone),
        average=100 * float(everyone["numerator"].sum() / everyone["denominator"].sum()),
        outside_95=int((~places.isin([WITHIN, NOT_COMPARED])).sum()),
        outside_998=int(places.str.contains("99.8%", regex=False).sum()),
    )


def chart(selection: Selection, held: pd.DataFrame) -> ChartView | None:
    """Build the funnel of a selection's practices; None where no counts are published.

    Parameters
    ----------
    selection : Selection
    held : DataFrame
        As for `positions`, and `area_code`, `area_name`, `value`, `note`.
    """
    selection, found = selections.complete(selection), funnel(held)
    if found is None:
        return None
    indicator, everyone = registry.indicator(selection.indicator), _compared(held)
    average = indicator.with_unit(found.average)
    people = people_of(selection).removeprefix("eligible ")
    nouns = areas.area_set(selection.area_set).nouns
    points = pd.DataFrame(
        {
            "x": everyone["denominator"],
            "value": everyone["value"],
            "label": everyone["area_name"],
            "highlight": everyone["area_code"].isin(selection.highlighted),
            "position": positions(held)[everyone.index],
        }
    )
    title = finding(found, nouns, average)
    return ChartView(
        kind=ChartKind.FUNNEL,
        title=title,
        subtitle=" ".join(
            (chance(found), QUESTION, *_places(selection, held), _left_out(held))
        ).strip(),
        frame=pd.concat([points, _limits(found, everyone["denominator"])], ignore_index=True),
        x_label=f"Eligible {people}",
        value_label=maps.legend_title(indicator),
        decimals=indicator.decimals,
        reference_lines=(ReferenceLine(f"Average {average}", found.average),),
        text_alternative=(
            f"Funnel plot. {title}. The fewer {people} a practice has, the further apart the "
            "limits stand. The table gives each practice's place."
        ),
        provenance=maps.provenance(selection),
    )


def finding(found: Funnel, nouns: str, average: str) -> str:
    """Say how many practices lie outside each pair of limits."""
    verb = "lies" if found.outside_95 == 1 else "lie"
    return (
        f"{found.outside_95} of {found.practices} {nouns} {verb} outside the 95% limits about "
        f"their average of {average}, {found.outside_998} of them outside the 99.8% limits"
    )


def chance(found: Funnel) -> str:
    """Say how many chance alone would put outside, and whether it can account for those there."""
    return (
        f"Chance alone would put {_about(found.expected_95)} (5%) outside the 95% limits and "
        f"{_about(found.expected_998)} (0.2%) outside the 99.8% limits. "
        f"{REAL if found.beyond_chance else NOT_REAL}"
    )


def _compared(held: pd.DataFrame) -> pd.DataFrame:
    """Return the practices that stand in the boroughs and have counts."""
    return held[held["borough_code"] != ""].dropna(subset=["numerator", "denominator"])


def _limits(found: Funnel, denominators: pd.Series) -> pd.DataFrame:
    """Return the course of the limits from the smallest practice to just past the largest."""
    along = np.geomspace(
        denominators.min(), BEYOND_THE_LARGEST * denominators.max(), POINTS_OF_A_LIMIT
    )
    inner, outer = (
        stats.funnel_limits(found.average / 100, along, confidence) for confidence in (INNER, OUTER)
    )
    return pd.DataFrame(
        {
            "x": along,
            "highlight": False,
            "lower_limit_95": 100 * inner.lower,
            "upper_limit_95": 100 * inner.upper,
            "lower_limit_998": 100 * outer.lower,
            "upper_limit_998": 100 * outer.upper,
        }
    )


def _about(expected: float) -> str:
    return f"about {round(expected)}" if round(expected) else "fewer than one"


def _places(selection: Selection, held: pd.DataFrame) -> list[str]:
    """Say where the chosen practices lie: 'X is above the 99.8% limit.'"""
    named = held.assign(place=positions(held)).set_index("area_code")
    chosen = named.loc[list(selection.highlighted), ["area_name", "place"]]
    return [
        f"{name} is {_with_article(place)}."
        for name, place in chosen.itertuples(index=False, name=None)
    ]


def _with_article(place: str) -> str:
    side, _, limits = place.partition(" ")
    return place if place == NOT_COMPARED else f"{side} the {limits}"


def _left_out(held: pd.DataFrame) -> str:
    """Say how many practices have no place in the funnel, and why."""
    own = held[held["borough_code"] != ""]
    gone = own[own[["numerator", "denominator"]].isna().any(axis=1)]
    withheld = int(gone["note"].map(disclosure.is_withheld).sum())
    reasons = {
        "whose figure is withheld": withheld,
        "without a figure": len(gone) - withheld,
        OUTSIDE: len(held) - len(own),
    }
    named = [f"{count} {reason}" for reason, count in reasons.items() if count]
    return f"Left out: {words.in_sentence(named)}." if named else ""
