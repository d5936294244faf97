"""Every measure that a neighbourhood can have, and where each of its figures stands."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from explorer import areas, neighbourhoods, registry
from explorer.keeping import kept
from explorer.model import Indicator, Polarity, Selection
from explorer.views import rebased, selections, words
from explorer.views.neighbourhood import made
from explorer.views.neighbourhood.made import Figure

OLDEST = 2015
"""Measures of periods that ended before this year are left out: too much has changed."""


@dataclass(frozen=True)
class Measure:
    """An indicator's latest figures for one group, on the set from which they are best made."""

    selection: Selection
    label: str
    period: str

    @property
    def indicator(self) -> Indicator:
        return registry.indicator(self.selection.indicator)

    @property
    def in_words(self) -> str:
        """The plain words declared for it, '' where its name has to do."""
        return _in_words(self.selection)

    @property
    def title(self) -> str:
        """Label and period, the period left out where the label already has its year."""
        return self.label if self.period[-4:] in self.label else f"{self.label} ({self.period})"

    def say(self, value: float) -> str:
        """Write a value with its unit; scores and index numbers stand alone."""
        return words.in_prose(value, self.indicator.decimals, self.indicator.unit)


@dataclass(frozen=True)
class Standing:
    """Where a neighbourhood's figure stands among the areas of the boroughs.

    Attributes
    ----------
    measure : Measure
    figure, boroughs : Figure
        The neighbourhood's, and that of both boroughs together, made in the same way.
    low, high : float
        The 25th and 75th percentile of single areas of the neighbourhoods' set.
    least, most : float
        Their lowest and highest.
    """

    measure: Measure
    figure: Figure
    boroughs: Figure
    low: float
    high: float
    least: float
    most: float

    @property
    def sign(self) -> int:
        """1 where higher is better, -1 where lower is, 0 where neither."""
        return {Polarity.HIGH_IS_BETTER: 1, Polarity.LOW_IS_BETTER: -1}.get(
            self.measure.indicator.polarity, 0
        )

    @property
    def band(self) -> float:
        return self.high - self.low

    @property
    def ahead(self) -> float:
        """How much better than both boroughs together, in bands; negative for worse."""
        return self.sign * (self.figure.value - self.boroughs.value) / self.band

    def place(self, value: float) -> float:
        """Return where a value stands: 0 as both boroughs, 1 and -1 as far as any area goes.

        Better is positive.
        """
        reach = max(self.most - self.boroughs.value, self.boroughs.value - self.least)
        return self.sign * (value - self.boroughs.value) / reach


@kept
def all_measures(of: str = "") -> tuple[Measure, ...]:
    """Return every measure that can be made for a neighbourhood, in the order of the registry.

    An indicator is taken on the areas of which the neighbourhood is made (`of`, the working
    definition's where it is left out) where it is held for them, else on the finest set that a
    crosswalk connects with them; its latest period; each of its groups, in the order declared.
    """
    first = of or neighbourhoods.area_set()
    return tuple(
        of_selection(chosen)
        for indicator in registry.indicators().values()
        for chosen in _selections(indicator, first)
    )


def of_selection(selection: Selection) -> Measure:
    """Return a complete selection as a measure, under its label."""
    return Measure(selection, _label(selection), selections.period_of(selection).label)


@kept(maxsize=256)
def standings(codes: tuple[str, ...], of: str = "") -> tuple[Standing, ...]:
    """Return where the areas together stand on every measure that says which way is better.

    Worst first: by distance from both boroughs together, in the worse direction. `of` is the set
    from whose measures the figures are made, the areas' own where it is left out.
    """
    found = [
        standing
        for measure in all_measures(of or neighbourhoods.set_of(codes))
        if measure.indicator.polarity is not Polarity.NEUTRAL
        and (standing := _standing(measure, codes)) is not None
    ]
    return tuple(sorted(found, key=lambda one: one.place(one.figure.value)))


@kept(maxsize=256)
def ranges(codes: tuple[str, ...]) -> tuple[tuple[Measure, Figure], ...]:
    """Return the measures that have no one figure for areas together, with their range."""
    held = all_measures(neighbourhoods.set_of(codes))
    found = [(measure, made.figure(measure.selection, codes)) for measure in held]
    return tuple(
        (measure, figure)
        for measure, figure in found
        if figure.made is made.Made.RANGE and figure.lowest[0]
    )


@kept(maxsize=2048)
def comparators(selection: Selection) -> dict[str, float]:
    """Return the figures of boroughs, region and country by code, those that can be had.

    They are the release's own; a borough that the release leaves out is made from its areas, as a
    neighbourhood is.
    """
    own = selections.figures(selection).comparators
    found = dict(zip(own["area_code"], own["value"].astype(float), strict=True))
    for place in registry.places().boroughs:
        if np.isnan(found.get(place.code, np.nan)):
            found[place.code] = made.figure(selection, made.of_borough(place.code)).value
    return {code: value for code, value in found.items() if not np.isnan(value)}


@kept(maxsize=4096)
def _standing(measure: Measure, codes: tuple[str, ...]) -> Standing | None:
    """Return where areas stand on a measure; None where they have no figure, or all are alike."""
    figure = made.figure(measure.selection, codes)
    boroughs = made.figure(measure.selection, made.everywhere())
    if not (figure.has_value and boroughs.has_value):
        return None
    low, high, least, most = _spread(measure.selection)
    if high <= low:
        return None
    return Standing(measure, figure, boroughs, low, high, least, most)


@kept(maxsize=512)
def _spread(selection: Selection) -> tuple[float, float, float, float]:
    values = made.by_area(selection)
    held = values[~np.isnan(values)]
    if not len(held):
        return (np.nan,) * 4
    low, high = np.quantile(held, [0.25, 0.75])
    return float(low), float(high), float(held.min()), float(held.max())


def _selections(indicator: Indicator, first: str) -> list[Selection]:
    sets = [first, *rebased.FINEST_FIRST, neighbourhoods.area_set()]
    area_set = next((name for name in sets if name in indicator.area_sets), "")
    if not area_set:
        return []
    latest = indicator.periods(area_set)[-1]
    if latest.end.year < OLDEST:
        return []
    declared = {one.id: [group for group, _ in one.groups] for one in indicator.breakdowns}
    groups = sorted(
        registry.groups_held(indicator.id, area_set, latest.id),
        key=lambda by: [declared[key].index(group) for key, group in by],
    )
    return [selections.complete(Selection(indicator.id, area_set, latest.id, by)) for by in groups]


def _label(selection: Selection) -> str:
    if declared := _in_words(selection):
        return declared
    indicator = registry.indicator(selection.indicator)
    group = words.lower_first(selections.group_words(selection))
    return f"{indicator.short_name}, {group}" if group else indicator.short_name


def _in_words(selection: Selection) -> str:
    """Return the plain words declared for an indicator or for its group; '' where there are none.

    Words of an indicator that has groups are followed by the group.
    """
    indicator = registry.indicator(selection.indicator)
    of_groups = {key: said for one in indicator.breakdowns for key, said in one.in_words}
    declared = [of_groups[group] for _, group in selection.by if group in of_groups]
    group = words.lower_first(selections.group_words(selection))
    return next(iter(declared), "") or ", ".join(
        filter(None, (indicator.in_words, indicator.in_words and group))
    )


def noun(codes: tuple[str, ...]) -> str:
    """Write how many areas there are, and of what kind: '13 wards'."""
    area_set = areas.area_set(neighbourhoods.set_of(codes))
    return words.count_of(len(codes), area_set.noun, area_set.nouns)
