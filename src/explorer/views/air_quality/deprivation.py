"""Whether the more deprived wards have the worse air, said with no more certainty than it has."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from explorer import registry, stats
from explorer.keeping import kept
from explorer.model import Selection
from explorer.views import maps, selections, words
from explorer.views.air_quality.levels import (
    PAGE,
    against_guidelines,
    by_ward,
    in_places,
    levels,
    map_view,
    name_of,
    place,
    selection_of,
    wards,
)
from explorer.views.base import ChartKind, ChartView, Finding

INDEX = "imd-2025"
SHARE_OF_WARDS = 5
"""The most deprived fifth and the most polluted fifth are set against each other."""

LIMITS = (
    "Wards are few and describe places, not people: what holds for wards need not hold for the "
    "people in them, and nothing here says what causes what.",
    "Neighbouring wards share the same air, so they are not independent of each other and the "
    "interval is, if anything, too narrow.",
    "The index counts outdoor air as a small part of its score, and most of it describes other "
    "years than the air does.",
    "The same air need not do the same harm: people who are already ill, very young or old are "
    "hurt more by it. These figures say nothing of that.",
)


def deprived() -> Selection:
    """Return the selection of deprivation on today's wards."""
    return selections.complete(Selection(INDEX, wards()))


@dataclass(frozen=True)
class Gradient:
    """How deprivation and a pollutant go together over the wards.

    Attributes
    ----------
    correlation : explorer.stats.Correlation
        Spearman's rho with its 95% interval; above 0 where more deprived wards have more.
    fifth : int
        How many wards make up a fifth.
    deprived_and_most, deprived_and_least : tuple of str
        Codes of the most deprived fifth that are in the fifth with most, and with least.
    """

    correlation: stats.Correlation
    fifth: int
    deprived_and_most: tuple[str, ...]
    deprived_and_least: tuple[str, ...]

    @property
    def most_deprived_are_most_polluted(self) -> bool:
        """Whether at least half of the most deprived fifth are in the most polluted fifth."""
        return 2 * len(self.deprived_and_most) >= self.fifth


@kept(maxsize=512)
def gradient(selection: Selection) -> Gradient:
    """Set a pollutant's level against deprivation over all wards."""
    held = _both(selection)
    fifth = round(len(held) / SHARE_OF_WARDS)
    deprived = held.nlargest(fifth, "deprivation").index
    most = held.nlargest(fifth, "level").index
    least = held.nsmallest(fifth, "level").index
    return Gradient(
        correlation=stats.spearman(held["deprivation"].to_numpy(), held["level"].to_numpy()),
        fifth=fifth,
        deprived_and_most=tuple(deprived.intersection(most)),
        deprived_and_least=tuple(deprived.intersection(least)),
    )


@kept(maxsize=512)
def title(selection: Selection) -> str:
    """Say whether the more deprived wards have the worse air, as far as the interval allows."""
    found = gradient(selection)
    when = f"In {selections.period_of(selection).label}"
    name = name_of(selection)
    if found.correlation.chance_excluded:
        more_or_less = "more" if found.correlation.rho > 0 else "less"
        return f"{when} more deprived wards tended to have {more_or_less} {name}"
    if found.most_deprived_are_most_polluted:
        return f"{when} no tendency of {name} to follow deprivation can be told from chance"
    return f"{when} the most deprived wards were not those with the most {name}"


@kept(maxsize=512)
def sentence(selection: Selection) -> str:
    """Say how the two fifths overlap, and the rank correlation with what chance can do."""
    found = gradient(selection)
    name, fifth = name_of(selection), found.fifth
    return (
        f"Of the {fifth} most deprived wards, {_named(found.deprived_and_most)} among the {fifth} "
        f"with the most {name} and {_named(found.deprived_and_least)} among the {fifth} with the "
        f"least. {_correlation(found.correlation)}"
    )


@kept(maxsize=512)
def chart(selection: Selection) -> ChartView:
    """Build the scatter of every ward's level against its deprivation."""
    selection = by_ward(selections.complete(selection))
    held = _both(selection)
    indicator = registry.indicator(selection.indicator)
    index = registry.indicator(INDEX)
    ends = {held["level"].idxmax(), held["level"].idxmin(), held["deprivation"].idxmax()}
    named = set(selection.highlighted) or ends
    return ChartView(
        kind=ChartKind.SCATTER,
        title=title(selection),
        subtitle=sentence(selection),
        frame=pd.DataFrame(
            {
                "x": held["deprivation"].round(index.decimals),
                "y": held["level"],
                "label": [place(code) for code in held.index],
                "highlight": held.index.isin(list(named)),
            }
        ).reset_index(drop=True),
        value_label=f"{name_of(selection)} ({indicator.unit})",
        x_label=f"{index.name}: further right is more deprived",
        decimals=indicator.decimals,
        text_alternative=f"Scatter of {len(held)} wards by deprivation score and "
        f"{name_of(selection)}. {title(selection)}.",
        provenance=maps.provenance(deprived()),
    )


@kept(maxsize=1)
def overview_finding() -> Finding:
    """State the theme's headline: the guidelines, and the gradient that was to be expected."""
    selection = selection_of("pm25")
    return Finding(
        sentence=f"{against_guidelines(selection)}, and {_told(selection)}",
        detail=(
            f"{_correlation(gradient(selection).correlation)} The levels are modelled, not "
            "measured, and are given without intervals."
        ),
        source=maps.provenance(selection).source,
        period=selections.period_of(selection).label,
        page=PAGE,
        query=tuple(selection.to_query().items()),
        picture=map_view(by_ward(selection)),
    )


def _both(selection: Selection) -> pd.DataFrame:
    """Return `level` and `deprivation` by ward code, wards with both."""
    return pd.DataFrame(
        {
            "level": levels(by_ward(selections.complete(selection))),
            "deprivation": levels(deprived()),
        }
    ).dropna()


def _named(codes: tuple[str, ...]) -> str:
    if not codes:
        return "none is"
    return f"{len(codes)} ({in_places(codes)}) {'is' if len(codes) == 1 else 'are'}"


def _correlation(found: stats.Correlation) -> str:
    span = words.interval(found.lower, found.upper, 2)
    text = (
        f"Over all {found.pairs} wards the rank correlation of deprivation and level (Spearman's "
        f"rho, from {words.MINUS}1 to 1) is {words.number(found.rho, 2)} (95% interval {span})"
    )
    if found.chance_excluded:
        return f"{text}, which chance alone would seldom give."
    return f"{text}: no tendency, either way, can be told from chance."


def _told(selection: Selection) -> str:
    return title(selection).partition(" ")[2].partition(" ")[2]
