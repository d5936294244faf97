"""The kinds of reading by which a statement is checked, as `data/evidence.yaml` declares them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from explorer.model import Selection, Standing
from explorer.views import maps, selections, words


@dataclass(frozen=True, kw_only=True)
class OfIndicator:
    """An indicator's figures for one area set, period and group."""

    indicator: str
    area_set: str
    period: str
    by: dict[str, str] = field(default_factory=dict)
    label: str = ""

    @property
    def selection(self) -> Selection:
        return selections.complete(
            Selection(self.indicator, self.area_set, self.period, tuple(sorted(self.by.items())))
        )

    def at(self, period: str) -> Selection:
        """Return the same selection for another period."""
        return selections.complete(self.selection.changed(period=period))

    @property
    def source(self) -> str:
        return maps.provenance(self.selection).source

    @property
    def standing(self) -> Standing:
        return maps.provenance(self.selection).standing

    def words_of(self, what: str, where: str) -> str:
        """Say what a reading is: measure, group, place and period; a label stands for the first."""
        group = words.lower_first(selections.group_words(self.selection))
        when = selections.period_of(self.selection).label
        parts = (self.label, where, when) if self.label else (what, group, where, when)
        return ", ".join(part for part in parts if part)


@dataclass(frozen=True, kw_only=True)
class Figure(OfIndicator):
    """The figure of one area or comparator; `column` may be 'numerator' for the count behind it."""

    kind: Literal["figure"]
    area: str
    column: Literal["value", "numerator"] = "value"
    unit: str | None = None


@dataclass(frozen=True, kw_only=True)
class Groups(OfIndicator):
    """The shares of several groups of a breakdown added up, for one area or comparator."""

    kind: Literal["groups"]
    area: str
    breakdown: str
    groups: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Gap(OfIndicator):
    """One area's figure minus another's, with the interval of the difference."""

    kind: Literal["gap"]
    low: str
    high: str


@dataclass(frozen=True, kw_only=True)
class WidestGap(OfIndicator):
    """The gap between the lowest and highest area, of one borough or of all."""

    kind: Literal["widest gap"]
    borough: str = ""


@dataclass(frozen=True, kw_only=True)
class Difference(OfIndicator):
    """One indicator minus another, for the same area, period and group."""

    kind: Literal["difference"]
    less: str
    area: str


@dataclass(frozen=True, kw_only=True)
class Change(OfIndicator):
    """The change of an area's figure since an earlier period of one release, per cent."""

    kind: Literal["change"]
    since: str
    area: str


@dataclass(frozen=True, kw_only=True)
class GroundAbove(OfIndicator):
    """The share of a borough's ground whose areas stand above a level, per cent."""

    kind: Literal["ground above"]
    borough: str
    above: float


@dataclass(frozen=True, kw_only=True)
class AreasCounted(OfIndicator):
    """How many areas of a borough have one value."""

    kind: Literal["areas counted"]
    borough: str
    equal: float


@dataclass(frozen=True, kw_only=True)
class Listed:
    """A single figure of `data/extras/`, which is not held by indicator."""

    kind: Literal["listed"]
    extra: str
    where: dict[str, str]
    unit: str
    decimals: int
    label: str = ""


@dataclass(frozen=True, kw_only=True)
class Ratio:
    """One single figure of `data/extras/` divided by another."""

    kind: Literal["ratio"]
    extra: str
    of: dict[str, str]
    to: dict[str, str]
