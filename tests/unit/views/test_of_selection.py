"""Every indicator has a map, and those with a page have that page's headline."""

import pytest

from explorer import registry
from explorer.model import Selection
from explorer.views import life_expectancy, maps, of_selection

HELD = [(i.id, a) for i in registry.indicators().values() for a in i.area_sets]


@pytest.mark.parametrize(("indicator", "area_set"), HELD)
def test_every_indicator_has_a_map_on_each_of_its_area_sets(indicator: str, area_set: str) -> None:
    view = of_selection.map_view(Selection(indicator, area_set))
    assert len(view.headline) > 20
    assert len(view.frame) == view.area_set.feature_count


def test_a_theme_gives_its_own_headline() -> None:
    pair = Selection("life-expectancy", highlighted=("E05000648", "E05000637"))
    view = of_selection.map_view(pair)
    assert view.headline.endswith("of life than one born in Knightsbridge and Belgravia")
    assert view.headline == life_expectancy.map_view(view.selection).headline


def test_an_indicator_without_a_page_has_the_plain_headline() -> None:
    selection = Selection("year-6-obesity")
    assert of_selection.map_view(selection).headline == maps.map_view(selection).headline
