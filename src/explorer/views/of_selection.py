"""The map and charts of any selection, with its theme's own where the theme has them.

Pages, the map studio, the command line and packs all come through here, so that one selection has
one headline wherever it is shown.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from explorer import areas
from explorer.keeping import kept
from explorer.model import AreaKind, Selection
from explorer.views import charts, gaps, global_majority, life_expectancy, maps, selections
from explorer.views.air_quality import deprivation, levels
from explorer.views.base import ChartView, MapSet, MapView
from explorer.views.cancer_screening import practices, programmes
from explorer.views.map_sets import made
from explorer.views.map_sets.asked import Panels
from explorer.views.services import screen, sites

FEWEST_RANKED, MOST_RANKED = 3, 60
"""How many areas a chart of all of them in order can show."""


def _is_point_set(selection: Selection) -> bool:
    return areas.area_set(selection.area_set).kind is AreaKind.POINT


def _in_order(selection: Selection) -> tuple[ChartView | None, ...]:
    count = len(areas.codes(selection.area_set))
    return (charts.ranked(selection),) if FEWEST_RANKED <= count <= MOST_RANKED else ()


def _of_a_gap(selection: Selection) -> tuple[ChartView | None, ...]:
    if len(selection.highlighted) != 2:
        return _in_order(selection)
    return (*_in_order(selection), gaps.through_time_chart(selection, *selection.highlighted))


@dataclass(frozen=True)
class _Theme:
    """What a theme makes of the complete selections that it serves."""

    serves: Callable[[Selection], bool]
    map: Callable[[Selection], MapView]
    charts: Callable[[Selection], tuple[ChartView | None, ...]] = _in_order


# The first that serves a selection is taken.
_THEMES = (
    _Theme(lambda s: s.indicator == life_expectancy.INDICATOR, life_expectancy.map_view, _of_a_gap),
    _Theme(
        lambda s: s.indicator in (*levels.POLLUTANTS, levels.NATIONAL),
        levels.map_view,
        lambda s: (levels.ranked(s), deprivation.chart(s)),
    ),
    _Theme(
        lambda s: (
            s.indicator in (global_majority.INDICATOR, global_majority.BROAD)
            and s.area_set != programmes.BOROUGHS
        ),
        global_majority.map_view,
        lambda s: (*_in_order(s), global_majority.composition()),
    ),
    _Theme(
        lambda s: s.indicator in programmes.ELIGIBLE and _is_point_set(s),
        practices.map_view,
        lambda s: (practices.chart(s),),
    ),
    _Theme(lambda s: sites.SERVICE in dict(s.by), screen.of_selection),
)
_ANY = _Theme(lambda _: True, maps.map_view)


def _theme_of(selection: Selection) -> _Theme:
    return next(theme for theme in (*_THEMES, _ANY) if theme.serves(selection))


@kept(maxsize=512)
def map_view(selection: Selection) -> MapView:
    """Build the map of a selection as the page of its theme shows it.

    Raises
    ------
    SelectionError, AreaJoinError, DataFileError
        When the selection is not held or its files do not belong together.
    """
    selection = selections.complete(selection)
    return _theme_of(selection).map(selection)


def charts_of(selection: Selection) -> tuple[ChartView, ...]:
    """Build the charts that belong to the map of a selection, as the page of its theme has them."""
    selection = selections.complete(selection)
    return tuple(chart for chart in _theme_of(selection).charts(selection) if chart)


def map_or_maps(selection: Selection, panels: Panels | None = None) -> MapView | MapSet:
    """Build the map of a selection, or the several maps of one figure where panels are asked for.

    Raises
    ------
    SelectionError, AreaJoinError, DataFileError
        When the selection or one of its panels is not held, or panels cannot share a legend.
    """
    return made.map_set(selection, panels) if panels else map_view(selection)
