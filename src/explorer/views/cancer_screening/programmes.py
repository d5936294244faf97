"""The screening programmes: what they are called, whom they count, where they are held."""

from __future__ import annotations

from explorer import areas, registry
from explorer.keeping import kept
from explorer.model import AreaKind, Indicator, Selection
from explorer.views import selections, words

PAGE = "cancer-screening"
MAIN = "cervical-coverage"
BOROUGHS = "boroughs"
OUTSIDE = "outside both boroughs"
# Who is eligible for each programme, in the order in which the page offers them.
ELIGIBLE = {MAIN: "women", "breast-coverage": "women", "bowel-coverage": "people"}


def labels() -> dict[str, str]:
    """Return each programme as the control names it, by its indicator: 'Cervical'."""
    return {identifier: organ_of(Selection(identifier)) for identifier in ELIGIBLE}


def point_sets(indicator: Indicator) -> tuple[str, ...]:
    """Return the sets of points, such as GP practices, for which an indicator is held."""
    return tuple(s for s in indicator.area_sets if areas.area_set(s).kind is AreaKind.POINT)


@kept(maxsize=512)
def by_borough(programme: Selection) -> Selection | None:
    """Return a programme's latest selection by borough; None where no such figure is held."""
    if BOROUGHS not in registry.indicator(programme.indicator).area_sets:
        return None
    return selections.complete(Selection(programme.indicator, BOROUGHS, by=programme.by))


def organ_of(programme: Selection) -> str:
    """Return the cancer that a programme looks for: 'Cervical'."""
    return registry.indicator(programme.indicator).short_name.removesuffix(" coverage")


def people_of(programme: Selection) -> str:
    """Say whom a programme counts: 'women aged 25 to 49', 'eligible people'."""
    group = words.lower_first(selections.group_words(programme))
    people = ELIGIBLE[programme.indicator]
    return f"{people} aged {group}" if group else f"eligible {people}"
