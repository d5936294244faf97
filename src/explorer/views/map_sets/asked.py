"""What differs between the maps of one figure: their periods, groups, indicators or areas."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from explorer import areas, registry
from explorer.errors import Problem, SelectionError
from explorer.model import LIST_SEPARATOR, Indicator, Selection
from explorer.views import selections

PERIOD, INDICATOR, AREAS = "period", "indicator", "areas"
"""What may differ beside the breakdowns of an indicator."""
FEWEST, MOST = 2, 16
"""How many maps stand on one figure; more could not be read."""
QUERY = "panels"
_BETWEEN = ":"


@dataclass(frozen=True)
class Panels:
    """Several maps of one figure, by what differs between them.

    Attributes
    ----------
    by : str
        'period', 'indicator', 'areas', or a breakdown such as 'sex'.
    values : tuple of str
        Identifiers in the order of the maps; empty for all that are held.
    """

    by: str
    values: tuple[str, ...] = ()

    def to_query(self) -> dict[str, str]:
        """Write as a URL query parameter: 'period', or 'sex:male.female'."""
        listed = LIST_SEPARATOR.join(self.values)
        return {QUERY: f"{self.by}{_BETWEEN}{listed}" if listed else self.by}

    @classmethod
    def from_query(cls, query: Mapping[str, str]) -> Panels | None:
        """Read from URL query parameters; None where one map is asked for."""
        by, _, listed = query.get(QUERY, "").partition(_BETWEEN)
        values = tuple(value for value in listed.split(LIST_SEPARATOR) if value)
        return cls(by, values) if by else None


def asked(selection: Selection, over: str = "", beside: Sequence[str] = ()) -> Panels | None:
    """Return the panels that are asked for in words; None where one map is.

    Parameters
    ----------
    selection : Selection
        The map beside which others are to stand; gaps are filled with what is held.
    over : str
        What to draw a map of each of: 'period', 'areas' or a breakdown such as 'sex'.
    beside : sequence of str
        Periods, groups, indicators or area sets by their identifiers, all of one kind.

    Raises
    ------
    SelectionError
        When both are given, or something is named that is not held.
    """
    if over and beside:
        fix = "Ask for one of them."
        raise SelectionError(Problem("maps", "'over' and 'beside' together", "one of them", fix))
    held = selections.complete(selection)
    if over:
        return Panels(_known_dimension(held, over))
    if not beside:
        return None
    kinds = {_dimension_of(held, value) for value in beside}
    if len(kinds) > 1:
        raise SelectionError(
            Problem(
                "maps beside each other",
                f"{', '.join(beside)}, which differ in {' and '.join(sorted(kinds))}",
                "maps that differ in one thing",
                "Choose periods, or groups of one breakdown, or indicators.",
            )
        )
    (by,) = kinds
    values = dict.fromkeys((_own_value(held, by), *beside))
    return Panels(by, tuple(_in_order(held, by, values)))


def selections_of(selection: Selection, panels: Panels) -> tuple[Selection, ...]:
    """Return the complete selection of each map, in order.

    Areas that stand out are kept where the map's own areas have them.

    Raises
    ------
    SelectionError
        When a map is not held, or there are fewer than two or more than `MOST`.
    """
    held = selections.complete(selection)
    by = _known_dimension(held, panels.by)
    values = panels.values or _all_held(held, by)
    if not FEWEST <= len(values) <= MOST:
        raise SelectionError(
            Problem(
                f"maps, one for each {by}",
                f"{len(values)} of {registry.indicator(held.indicator).name}",
                f"{FEWEST} to {MOST}",
                "Choose something else to draw maps of, or name the ones that are wanted.",
            )
        )
    return tuple(_changed(held, by, value) for value in values)


def dimensions(selection: Selection) -> dict[str, tuple[str, ...]]:
    """Return what maps of a complete selection can differ in, and the values held of each."""
    indicator = registry.indicator(selection.indicator)
    every = (PERIOD, *(breakdown.id for breakdown in indicator.breakdowns), AREAS)
    held = {by: _all_held(selection, by) for by in every}
    return {by: values for by, values in held.items() if len(values) >= FEWEST}


def others(selection: Selection) -> dict[str, str]:
    """Return what can stand beside a complete selection, by identifier, in a reader's words.

    Its other periods and groups, the other areas that have its period, and indicators that share
    its scale: those of its theme, unit and direction.
    """
    indicator = registry.indicator(selection.indicator)
    level = areas.area_set(selection.area_set).level
    periods = {
        period.id: period.label
        for area_set in indicator.area_sets
        if areas.area_set(area_set).level == level
        for period in indicator.periods(area_set)
    }
    found = {period: label for period, label in periods.items() if period != selection.period}
    for breakdown in indicator.breakdowns:
        own = dict(selection.by)[breakdown.id]
        for group in _all_held(selection, breakdown.id):
            if group != own:
                found.setdefault(group, breakdown.label_of(group))
    for area_set in _all_held(selection, AREAS):
        if area_set != selection.area_set:
            found.setdefault(area_set, areas.area_set(area_set).title)
    for other in registry.indicators().values():
        if other.id != indicator.id and _shares_scale(selection, other):
            found.setdefault(other.id, other.short_name)
    return found


def _shares_scale(selection: Selection, other: Indicator) -> bool:
    """Say whether another indicator is held of the same areas and group, on the same scale."""
    one = registry.indicator(selection.indicator)
    if selection.area_set not in other.area_sets:
        return False
    periods = [period.id for period in other.periods(selection.area_set)]
    period = selection.period if selection.period in periods else periods[-1]
    return selection.by in registry.groups_held(other.id, selection.area_set, period) and (
        (one.theme, one.unit, one.decimals, one.polarity)
        == (other.theme, other.unit, other.decimals, other.polarity)
    )


def _changed(held: Selection, by: str, value: str) -> Selection:
    if by == PERIOD:
        changed = held.changed(period=value, area_set=_area_set_with(held, value))
    elif by == INDICATOR:
        changed = _other_indicator(held, value)
    elif by == AREAS:
        changed = held.changed(area_set=value)
    else:
        changed = held.changed(by=tuple((dict(held.by) | {by: value}).items()))
    known = set(areas.codes(changed.area_set)) if changed.area_set else set()
    kept = tuple(code for code in changed.highlighted if code in known)
    return selections.complete(changed.changed(highlighted=kept))


def _other_indicator(held: Selection, indicator: str) -> Selection:
    """Return another indicator of the same period, or its latest where it has none of that."""
    periods = {one.id for one in registry.indicator(indicator).periods(held.area_set)}
    period = held.period if held.period in periods else ""
    return held.changed(indicator=indicator, period=period)


def _area_set_with(held: Selection, period: str) -> str:
    """Return the areas of a selection where they have a period, else others of the same level."""
    indicator = registry.indicator(held.indicator)
    having = [
        area_set
        for area_set in indicator.area_sets
        if period in {one.id for one in indicator.periods(area_set)}
    ]
    if held.area_set in having or not having:
        return held.area_set
    level = areas.area_set(held.area_set).level
    return min(having, key=lambda area_set: areas.area_set(area_set).level != level)


def _all_held(held: Selection, by: str) -> tuple[str, ...]:
    indicator = registry.indicator(held.indicator)
    if by == PERIOD:
        return tuple(
            period.id
            for period in indicator.periods(held.area_set)
            if held.by in registry.groups_held(indicator.id, held.area_set, period.id)
        )
    if by == AREAS:
        return tuple(
            area_set
            for area_set in indicator.area_sets
            if held.period in {period.id for period in indicator.periods(area_set)}
        )
    groups = registry.groups_held(indicator.id, held.area_set, held.period)
    breakdown = next(one for one in indicator.breakdowns if one.id == by)
    asked = dict(held.by)
    return tuple(
        group
        for group, _ in breakdown.groups
        if tuple(sorted((asked | {by: group}).items())) in groups
    )


def _known_dimension(held: Selection, by: str) -> str:
    indicator = registry.indicator(held.indicator)
    known = (PERIOD, AREAS, *(breakdown.id for breakdown in indicator.breakdowns))
    if by not in (*known, INDICATOR):
        raise SelectionError(
            Problem(
                f"maps of {indicator.name}",
                f"one for each '{by}'",
                ", ".join(known),
                "Choose one of these.",
            )
        )
    return by


def _dimension_of(held: Selection, value: str) -> str:
    """Say what a value is of: a period, a group, an indicator or an area set."""
    indicator = registry.indicator(held.indicator)
    periods = {one.id for a in indicator.area_sets for one in indicator.periods(a)}
    if value in periods:
        return PERIOD
    for breakdown in indicator.breakdowns:
        if value in dict(breakdown.groups):
            return breakdown.id
    if value in indicator.area_sets:
        return AREAS
    if value in registry.indicators():
        return INDICATOR
    groups = [group for breakdown in indicator.breakdowns for group, _ in breakdown.groups]
    raise SelectionError(
        Problem(
            f"maps beside {indicator.name}",
            f"'{value}'",
            ", ".join((*sorted(periods), *groups, *indicator.area_sets, "or another indicator")),
            "Choose one of these.",
        )
    )


def _own_value(held: Selection, by: str) -> str:
    own = {PERIOD: held.period, INDICATOR: held.indicator, AREAS: held.area_set}
    return own[by] if by in own else dict(held.by)[by]


def _in_order(held: Selection, by: str, values: Mapping[str, None]) -> list[str]:
    """Return periods through time; whatever else in the order in which it is named."""
    if by != PERIOD:
        return list(values)
    indicator = registry.indicator(held.indicator)
    starts = {one.id: one.start for a in indicator.area_sets for one in indicator.periods(a)}
    return sorted(values, key=starts.__getitem__)
