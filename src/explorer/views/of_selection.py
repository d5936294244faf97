"""The map of any selection, with its theme's own headline where the theme has one.

Pages, the map studio, the command line and packs all come through here, so that one selection has
one headline wherever it is shown.
"""

from __future__ import annotations

from collections.abc import Callable

from explorer import areas
from explorer.keeping import kept
from explorer.model import AreaKind, Selection
from explorer.views import global_majority, life_expectancy, maps, selections
from explorer.views.air_quality import levels
from explorer.views.base import MapSet, MapView
from explorer.views.cancer_screening import practices, programmes
from explorer.views.map_sets import made
from explorer.views.map_sets.asked import Panels
from explorer.views.services import screen, sites

Serves = Callable[[Selection], bool]
Builds = Callable[[Selection], MapView]


def _is_point_set(selection: Selection) -> bool:
    return areas.area_set(selection.area_set).kind is AreaKind.POINT


# Each theme's own map, and whether it serves a complete selection; the first that does is taken.
_THEMES: tuple[tuple[Serves, Builds], ...] = (
    (lambda s: s.indicator == life_expectancy.INDICATOR, life_expectancy.map_view),
    (lambda s: s.indicator in (*levels.POLLUTANTS, levels.NATIONAL), levels.map_view),
    (
        lambda s: (
            s.indicator in (global_majority.INDICATOR, global_majority.BROAD)
            and s.area_set != programmes.BOROUGHS
        ),
        global_majority.map_view,
    ),
    (lambda s: s.indicator in programmes.ELIGIBLE and _is_point_set(s), practices.map_view),
    (lambda s: sites.SERVICE in dict(s.by), screen.of_selection),
)


@kept(maxsize=512)
def map_view(selection: Selection) -> MapView:
    """Build the map of a selection as the page of its theme shows it.

    Raises
    ------
    SelectionError, AreaJoinError, DataFileError
        When the selection is not held or its files do not belong together.
    """
    selection = selections.complete(selection)
    for serves, build in _THEMES:
        if serves(selection):
            return build(selection)
    return maps.map_view(selection)


def map_or_maps(selection: Selection, panels: Panels | None = None) -> MapView | MapSet:
    """Build the map of a selection, or the several maps of one figure where panels are asked for.

    Raises
    ------
    SelectionError, AreaJoinError, DataFileError
        When the selection or one of its panels is not held, or panels cannot share a legend.
    """
    return made.map_set(selection, panels) if panels else map_view(selection)
