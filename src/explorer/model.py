"""The words of the project as frozen dataclasses: indicator, period, area set, selection."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum
from typing import Any

from explorer.errors import Problem, SelectionError


class Polarity(StrEnum):
    """Which direction is better."""

    HIGH_IS_BETTER = "high-is-better"
    LOW_IS_BETTER = "low-is-better"
    NEUTRAL = "neutral"


class Standing(StrEnum):
    """How a figure came to be, from firmest to least firm."""

    PUBLISHED = "published"
    DERIVED = "derived"
    PEER_REVIEWED = "peer reviewed"
    STATED = "stated"
    SECONDARY = "secondary"
    ESTIMATE = "estimate"
    USER_SUPPLIED = "user supplied"

    @property
    def is_official(self) -> bool:
        return self in (Standing.PUBLISHED, Standing.DERIVED)


class Aggregation(StrEnum):
    """How figures of several areas become one."""

    COUNTS = "counts"
    WEIGHTED_MEAN = "weighted-mean"
    NONE = "none"


@dataclass(frozen=True)
class Source:
    """Who published a figure, under which licence, and where it was obtained."""

    id: str
    publisher: str
    title: str
    licence: str
    credit: str
    url: str = ""
    obtained_from: str = ""
    published: str = ""
    accessed: str = ""


@dataclass(frozen=True)
class Period:
    """A span of time for which a figure holds; `end` is its last day."""

    id: str
    label: str
    start: date
    end: date

    def overlaps(self, other: Period) -> bool:
        return self.start <= other.end and other.start <= self.end


@dataclass(frozen=True)
class Breakdown:
    """A way in which an indicator is split, with its groups in order: (id, label).

    `in_words` says what the indicator of one group is called in a list of many indicators, where
    name and label together would be hard to read: (id, words).
    """

    id: str
    label: str
    groups: tuple[tuple[str, str], ...]
    in_words: tuple[tuple[str, str], ...] = ()

    def label_of(self, group: str) -> str:
        return dict(self.groups)[group]


@dataclass(frozen=True)
class Series:
    """Figures of one indicator made by one method on one area set.

    Figures of two series are never joined by a line nor tested against each other.
    A table's rows whose codes are not in `area_set` are its comparators: boroughs, region, country.
    `interval_method` is how this project makes intervals that the publisher does not give:
    'wilson' from numerator and denominator, '' for none.
    """

    id: str
    label: str
    area_set: str
    table: str
    source: str
    periods: tuple[Period, ...]
    standing: Standing = Standing.PUBLISHED
    has_intervals: bool = False
    interval_method: str = ""
    caveats: tuple[str, ...] = ()


@dataclass(frozen=True)
class Indicator:
    """A measure, declared in `data/indicators/<id>.yaml`; nothing is guessed from its name.

    `aggregation` says how figures of several areas become one where no counts are held. It is none
    unless declared: medians, ranks, life expectancy and standardised ratios have no mean.
    `in_words` is what it is called in a list of many indicators, where `short_name` is too short to
    be understood without the page that it is the name of.
    """

    id: str
    name: str
    short_name: str
    definition: str
    theme: str
    unit: str
    decimals: int
    polarity: Polarity
    series: tuple[Series, ...]
    breakdowns: tuple[Breakdown, ...] = ()
    unit_short: str = ""
    numerator: str = ""
    denominator: str = ""
    disclosure_threshold: int | None = None
    breaks: tuple[float, ...] = ()
    lines: tuple[tuple[str, float], ...] = ()
    caveats: tuple[str, ...] = ()
    aggregation: Aggregation = Aggregation.NONE
    in_words: str = ""

    @property
    def area_sets(self) -> tuple[str, ...]:
        """Area sets for which the indicator is held, in the order of its series."""
        return tuple(dict.fromkeys(series.area_set for series in self.series))

    def periods(self, area_set: str) -> tuple[Period, ...]:
        """Periods held for an area set, oldest first."""
        found = {p.id: p for s in self.series if s.area_set == area_set for p in s.periods}
        return tuple(sorted(found.values(), key=lambda period: (period.start, period.end)))

    def series_for(self, area_set: str, period: str) -> Series:
        """Return the one series that holds a period on an area set.

        Raises
        ------
        SelectionError
            When the indicator is not held for that area set and period.
        """
        for series in self.series:
            if series.area_set == area_set and any(p.id == period for p in series.periods):
                return series
        held = "; ".join(
            f"{name}: {', '.join(p.id for p in self.periods(name))}" for name in self.area_sets
        )
        raise SelectionError(
            Problem(
                where=f"selection of {self.name}",
                found=f"area set '{area_set}', period '{period}'",
                expected=f"one of {held}",
                fix="Choose an area set and period that are held.",
            )
        )

    def with_unit(self, value: float, decimals: int | None = None) -> str:
        """Write a value with its unit: '75.3 years', '44.8%'."""
        places = self.decimals if decimals is None else decimals
        text = f"{value:,.{places}f}"
        return f"{text}%" if self.unit == "%" else f"{text} {self.unit}".strip()


class AreaKind(StrEnum):
    """Geometry of an area set."""

    POLYGON = "polygon"
    POINT = "point"
    CONTEXT = "context"


@dataclass(frozen=True)
class AreaSet:
    """Areas that were in force together, such as the wards of both boroughs from 2022.

    Attributes
    ----------
    id : str
        Such as 'wards-2022'.
    title : str
        Such as 'Wards from 2022'.
    level : str
        'ward', 'lsoa', 'msoa', 'borough' or 'practice'.
    noun, nouns : str
        What one area and several are called in a sentence: 'ward', 'wards'.
    vintage : str
        In words, for legends and notes: 'wards of May 2025'.
    valid_from, valid_to : date or None
        First and last day on which every area of the set was in force; None where it still is.
    file, code_field, name_field, crs, feature_count, checksum
        The boundary file in `geo/` and how to read it; composed sets have one too,
        in which the borders of their parts are fitted to one another.
    parts : tuple of str
        Area sets of single boroughs of which this one is made, in order.
    """

    id: str
    title: str
    level: str
    kind: AreaKind
    noun: str
    nouns: str
    vintage: str
    file: str
    code_field: str
    name_field: str
    crs: str
    feature_count: int
    checksum: str
    source: str
    licence: str
    credit: str
    valid_from: date | None = None
    valid_to: date | None = None
    parts: tuple[str, ...] = ()


LIST_SEPARATOR = "."
RESERVED = (
    *("indicator", "areas", "period", "compare", "benchmark", "classes", "palette", "layer"),
    "panels",
    *("size", "headline", "subtitle", "note", "labels", "legend", "parts"),
)


@dataclass(frozen=True)
class Selection:
    """The whole state of a screen: frozen, hashable, and equal to its URL query.

    Attributes
    ----------
    indicator, area_set, period : str
        Identifiers; an empty string stands for "the first that is held".
    by : tuple of (str, str)
        Chosen group of each breakdown, sorted: (('sex', 'male'),).
    highlighted : tuple of str
        Codes of the areas compared, in the order chosen.
    benchmark : str
        Code of the comparator: a borough, a region or the country.
    classification, palette, layer : str
        How the map is drawn; empty for the indicator's own.
    """

    indicator: str
    area_set: str = ""
    period: str = ""
    by: tuple[tuple[str, str], ...] = ()
    highlighted: tuple[str, ...] = ()
    benchmark: str = ""
    classification: str = ""
    palette: str = ""
    layer: str = ""

    def __post_init__(self) -> None:
        for key, _ in self.by:
            if key in RESERVED:
                raise SelectionError(
                    Problem(
                        "selection",
                        f"a breakdown named '{key}'",
                        f"a name other than {', '.join(RESERVED)}",
                        "Rename the breakdown in the indicator's YAML file.",
                    )
                )
        object.__setattr__(self, "by", tuple(sorted(self.by)))

    def to_query(self) -> dict[str, str]:
        """Write the selection as URL query parameters, leaving out what is empty."""
        query = {
            "indicator": self.indicator,
            "areas": self.area_set,
            "period": self.period,
            **dict(self.by),
            "compare": LIST_SEPARATOR.join(self.highlighted),
            "benchmark": self.benchmark,
            "classes": self.classification,
            "palette": self.palette,
            "layer": self.layer,
        }
        return {key: value for key, value in query.items() if value}

    @classmethod
    def from_query(cls, query: Mapping[str, str]) -> Selection:
        """Read a selection from URL query parameters; the inverse of `to_query`."""
        codes = query.get("compare", "")
        return cls(
            indicator=query.get("indicator", ""),
            area_set=query.get("areas", ""),
            period=query.get("period", ""),
            by=tuple((k, v) for k, v in query.items() if k not in RESERVED and v),
            highlighted=tuple(code for code in codes.split(LIST_SEPARATOR) if code),
            benchmark=query.get("benchmark", ""),
            classification=query.get("classes", ""),
            palette=query.get("palette", ""),
            layer=query.get("layer", ""),
        )

    def changed(self, **changes: Any) -> Selection:
        """Return a copy with some fields changed."""
        return replace(self, **changes)


@dataclass(frozen=True)
class Place:
    """A borough, region or country with which areas are compared."""

    code: str
    name: str
    short_name: str


@dataclass(frozen=True)
class Pair:
    """Two areas that a document names together, and what it states of them.

    `areas` gives, for each area set, the codes of the two places, the lower first. A place that
    did not exist in a set is given by its nearest predecessor, which `remarks` names.
    """

    id: str
    label: str
    borough: str
    areas: tuple[tuple[str, tuple[str, str]], ...]
    stated: tuple[str, ...] = ()
    remarks: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Places:
    """What ties the project to its boroughs, read from `data/places.yaml`.

    `pages` are the pages offered, by stem, where not all of them have figures.
    """

    title: str
    boroughs: tuple[Place, ...]
    region: Place
    country: Place
    pairs: tuple[Pair, ...] = field(default=())
    pages: tuple[str, ...] = ()

    @property
    def comparators(self) -> tuple[Place, ...]:
        return (*self.boroughs, self.region, self.country)

    def offers(self, page: str) -> bool:
        """Say whether a page, given by its stem, is offered."""
        return not self.pages or page in self.pages
