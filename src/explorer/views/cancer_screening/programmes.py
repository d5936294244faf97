"""The screening programmes: what they are called, whom they count, where they are held."""

from __future__ import annotations

from functools import cache

from explorer import areas, registry
from explorer.model import AreaKind, Indicator, Selection
from explorer.views import selections, words

PAGE = "cancer-screening"
MAIN = "cervical-coverage"
# Who is eligible for each programme, in the order in which the page offers them.
ELIGIBLE = {MAIN: "women", "breast-coverage": "women", "bowel-coverage": "people"}


@cache
def programmes() -> dict[str, Selection]:
    """Return each programme as a selection without areas or period, by its key in the control."""
    found = {}
    for identifier in ELIGIBLE:
        indicator = registry.indicator(identifier)
        area_set = point_sets(indicator)[0]
        for by in registry.groups_held(identifier, area_set, indicator.periods(area_set)[-1].id):
            selection = Selection(identifier, by=by)
            found[key_of(selection)] = selection
    return found


def key_of(selection: Selection) -> str:
    """Return the key of a selection's programme: 'cervical-coverage.25-49'."""
    return ".".join((selection.indicator, *(group for _, group in selection.by)))


def labels() -> dict[str, str]:
    """Return each programme as the control names it: 'Cervical, 25 to 49'."""
    return {
        key: ", ".join(
            part for part in (organ_of(selection), selections.group_words(selection)) if part
        )
        for key, selection in programmes().items()
    }


def point_sets(indicator: Indicator) -> tuple[str, ...]:
    """Return the sets of points, such as GP practices, for which an indicator is held."""
    return tuple(s for s in indicator.area_sets if areas.area_set(s).kind is AreaKind.POINT)


def organ_of(selection: Selection) -> str:
    """Return the cancer that a programme looks for: 'Cervical'."""
    return registry.indicator(selection.indicator).short_name.removesuffix(" coverage")


def people_of(selection: Selection) -> str:
    """Say whom a programme counts: 'women aged 25 to 49', 'eligible people'."""
    group = words.lower_first(selections.group_words(selection))
    people = ELIGIBLE[selection.indicator]
    return f"{people} aged {group}" if group else f"eligible {people}"
