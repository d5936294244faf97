"""Where a ward stands among all wards: one measure a theme, with what its interval leaves open."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

import pandas as pd

from explorer import areas, registry, stats
from explorer.keeping import kept
from explorer.model import AreaSet, Indicator, Selection, Standing
from explorer.views import charts, maps, selections, words
from explorer.views.base import ChartView, Column, Provenance, TableView
from explorer.views.neighbourhood import made, measures
from explorer.views.ward import boundaries, found
from explorer.views.ward.found import Ward

LIFE = "life-expectancy"
"""Published for wards as they were, so a ward's places are those of the ward it mostly was."""
OF_THEMES = (
    *("global-majority", "pm25", "imd-2025", "disability"),
    *("overcrowding", "green-space", "aged-65-and-over"),
)
"""One indicator for each other theme that is held for wards."""
LIMITS = (
    "Counts of everybody, scores and modelled air have no interval, so each has one place; wards "
    "whose figures print alike share it. Where there is an interval, the span holds every place "
    "that it leaves open.",
    "Coverage of cancer screening is not published for wards: a practice's figure is that of its "
    "patients, wherever they live.",
)


@dataclass(frozen=True)
class Place:
    """A figure among those of all areas of its set.

    Attributes
    ----------
    selection : Selection
        What it is a figure of.
    code : str
        The area it is of: the ward, or the ward that it mostly was.
    value, lower, upper : float
        Limits are NaN where there are none.
    against : float
        Both boroughs together; of life expectancy, the ward's borough.
    first, last, count : int
        Places counted from the highest as 1, and the number of areas.
    lowest, highest : tuple of (str, float)
        Name and value of the area at either end.
    """

    selection: Selection
    code: str
    value: float
    lower: float
    upper: float
    against: float
    first: int
    last: int
    count: int
    lowest: tuple[str, float]
    highest: tuple[str, float]

    @property
    def indicator(self) -> Indicator:
        return registry.indicator(self.selection.indicator)

    @property
    def has_interval(self) -> bool:
        return not math.isnan(self.lower)

    def say(self, value: float) -> str:
        return measures.of_selection(self.selection).say(value)

    @property
    def here(self) -> str:
        """The figure with its interval, where there is one: '85.3 years (83.2 to 87.5)'."""
        span = words.interval(self.lower, self.upper, self.indicator.decimals)
        return f"{self.say(self.value)} ({span})" if span else self.say(self.value)

    @property
    def among(self) -> str:
        """All of which it is one: '36 wards'."""
        return f"{self.count} {areas.area_set(self.selection.area_set).nouns}"

    @property
    def rank(self) -> str:
        """The place: 'highest', '2nd highest', 'joint 3rd lowest', '9th to 31st highest'."""
        if self.has_interval and self.first != self.last:
            return f"{ordinal(self.first)} to {ordinal(self.last)} highest"
        joint = "" if self.first == self.last else "joint "
        if 2 * self.first <= self.count + 1:
            return f"{joint}{_nth(self.first)}highest"
        return f"{joint}{_nth(self.count + 1 - self.last)}lowest"

    @property
    def in_words(self) -> str:
        return f"{self.rank} of {self.among}"


def ordinal(number: int) -> str:
    """Write a place: '1st', '2nd', '13th'."""
    last = number % 10 if number % 100 not in (11, 12, 13) else 0
    return f"{number}{ {1: 'st', 2: 'nd', 3: 'rd'}.get(last, 'th') }"


@kept(maxsize=4096)
def among_all(selection: Selection, code: str) -> Place:
    """Return the place of a ward of today among all, on a measure made for each of them."""
    codes = areas.codes(found.today().id)
    figures = [made.figure(selection, (one,)) for one in codes]
    rows = pd.DataFrame(
        {
            "value": [one.value for one in figures],
            "lower_95": [one.lower for one in figures],
            "upper_95": [one.upper for one in figures],
        },
        index=list(codes),
    )
    return _place(selection, code, rows, made.figure(selection, made.everywhere()).value)


@kept(maxsize=256)
def themes(ward: Ward) -> tuple[Place, ...]:
    """Return a ward's place on one measure of each theme, life expectancy first."""
    own = (
        among_all(selections.complete(Selection(indicator, found.today().id)), ward.code)
        for indicator in OF_THEMES
    )
    return (*life(ward), *own)


@kept(maxsize=256)
def life(ward: Ward) -> tuple[Place, ...]:
    """Return the places in life expectancy, for each sex, of the old ward that it mostly was."""
    main = boundaries.origins(ward)[0]
    return tuple(
        _life(selections.complete(Selection(LIFE, found.before().id, by=by)), main.code, ward)
        for by in groups_of_life(found.before().id)
    )


def groups_of_life(area_set: str) -> tuple[registry.Group, ...]:
    """Return the groups for which the latest life expectancy of a set is held."""
    latest = registry.indicator(LIFE).periods(area_set)[-1].id
    return registry.groups_held(LIFE, area_set, latest)


def newest_life() -> AreaSet:
    """Return the areas with the newest life expectancy of those that postcodes tie to wards."""
    indicator = registry.indicator(LIFE)
    held = [name for name in indicator.area_sets if areas.can_rebase(name, found.today().id)]
    return areas.area_set(max(held, key=lambda name: indicator.periods(name)[-1].end))


@kept(maxsize=256)
def table(ward: Ward) -> TableView:
    """Build the table of a ward's place in each theme."""
    rows = [
        {
            "measure": measures.of_selection(one.selection).title,
            "here": one.here,
            "against": _beside(one, ward),
            "range": f"{_named(one, one.lowest)} to {_named(one, one.highest)}",
            "place": one.in_words,
        }
        for one in themes(ward)
    ]
    main = boundaries.origins(ward)[0]
    return TableView(
        caption=f"{ward.name} among all wards, one measure of each theme",
        columns=(
            Column("measure", "Measure"),
            Column("here", f"{ward.name} (95% interval)"),
            Column("against", "Both boroughs"),
            Column("range", f"All {found.today().nouns}"),
            Column("place", "Place"),
        ),
        frame=pd.DataFrame(rows),
        provenance=provenance(ward),
        notes=(
            f"Life expectancy is that of {main.name}, one of {life(ward)[0].among} of "
            f"{found.before().valid_from:%Y}, which held "
            f"{boundaries.share_words(main.share)} of {ward.name}'s postcodes.",
            *LIMITS,
        ),
    )


@kept(maxsize=256)
def life_chart(ward: Ward) -> ChartView:
    """Build the chart of life expectancy in every old ward, the main one of this ward marked.

    It shows the last group of the first table's rows: one sex, since two would be two charts.
    """
    one = life(ward)[-1]
    marked = one.selection.changed(highlighted=(one.code,))
    return _titled(marked, f"every old {found.before().noun}")


def chart(selection: Selection) -> ChartView:
    """Build the chart of a measure in every ward of today, under the measure's own name."""
    return _titled(selection, f"every {found.today().noun}")


@kept(maxsize=512)
def _titled(selection: Selection, where: str) -> ChartView:
    title = measures.of_selection(selection).title
    return replace(charts.ranked(selection), title=f"{title} in {where}")


@kept(maxsize=256)
def provenance(ward: Ward) -> Provenance:
    """Say where the figures of every theme come from."""
    return maps.shared_provenance(
        f"{ward.name} among all {found.today().nouns}",
        found.today(),
        (one.selection for one in themes(ward)),
        Standing.DERIVED,
    )


def _life(selection: Selection, code: str, ward: Ward) -> Place:
    held = selections.figures(selection)
    rows = held.areas.set_index("area_code")[["value", "lower_95", "upper_95"]]
    borough = selections.row_of(held, ward.borough.code)
    return _place(selection, code, rows, float(borough["value"]))


def _place(selection: Selection, code: str, rows: pd.DataFrame, against: float) -> Place:
    """Place one area among those that have a figure.

    Figures without limits share a place where they print alike: none rests on decimals that nobody
    sees.
    """
    held = rows.astype(float).dropna(subset=["value"])
    printed = held["value"].round(registry.indicator(selection.indicator).decimals)
    values = held["value"].where(held["lower_95"].notna(), printed)
    span = stats.rank_span(
        values.to_numpy(),
        held["lower_95"].fillna(values).to_numpy(),
        held["upper_95"].fillna(values).to_numpy(),
    )
    codes = [str(one) for one in held.index]
    at = codes.index(code)
    exact = held["value"].to_numpy()
    value, lower, upper = (float(number) for number in held.to_numpy()[at])
    return Place(
        selection=selection,
        code=code,
        value=value,
        lower=lower,
        upper=upper,
        against=against,
        first=int(span.first[at]),
        last=int(span.last[at]),
        count=len(held),
        lowest=_end(codes[int(exact.argmin())], exact.min()),
        highest=_end(codes[int(exact.argmax())], exact.max()),
    )


def _end(code: str, value: float) -> tuple[str, float]:
    return areas.name_of(code), float(value)


def _beside(one: Place, ward: Ward) -> str:
    said = one.say(one.against)
    return f"{said} ({ward.borough.short_name})" if one.indicator.id == LIFE else said


def _nth(place: int) -> str:
    return "" if place == 1 else f"{ordinal(place)} "


def _named(one: Place, area: tuple[str, float]) -> str:
    return f"{one.say(area[1])} ({area[0]})"
