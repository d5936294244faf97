"""The way from a page's map into the studio keeps the map and its words, or is not offered."""

from dataclasses import replace

from explorer.model import Selection
from explorer.ui.exporting import studio_query
from explorer.views import maps, of_selection
from explorer.views.gradient import slope

MEN = Selection("life-expectancy", "wards-2002", "2010-14", (("sex", "male"),))


def test_a_map_that_its_selection_draws_opens_by_its_selection_alone() -> None:
    view = of_selection.map_view(MEN)
    assert studio_query(view) == view.selection.to_query()


def test_a_page_s_own_words_go_along() -> None:
    view = slope.map_view(MEN)
    assert view.headline != of_selection.map_view(MEN).headline
    assert studio_query(view)["headline"] == view.headline


def test_a_map_that_no_selection_draws_is_not_offered() -> None:
    view = maps.map_view(MEN)
    painted = replace(view, frame=view.frame.assign(colour="#123456"))
    assert studio_query(painted) == {}
