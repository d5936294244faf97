"""Where everything stands on a sheet, and what is left out of a figure within a page."""

from dataclasses import replace

import pytest

from explorer.figures import print_chart, print_frame, print_map
from explorer.model import Selection
from explorer.views import charts, life_expectancy
from explorer.views.layout import Layout, LegendPlace
from explorer.views.map_sets import made
from explorer.views.map_sets.asked import Panels

MEN = Selection("life-expectancy", "wards-2002", "2010-14", (("sex", "male"),))
CREDITS = [("Source", "Somebody.")]
SAID = [("Measure", "Life"), ("Period", "2010–14"), ("Source", "Somebody"), ("Note", "Careful.")]


@pytest.mark.parametrize("legend", LegendPlace)
def test_a_figure_within_a_page_leaves_the_words_to_it(legend: LegendPlace) -> None:
    view = life_expectancy.map_view(MEN)
    alone = print_frame.plan(view, Layout(legend=legend), CREDITS, ["Careful."])
    within = print_frame.plan(view, Layout(legend=legend, standalone=False), [], [])
    assert alone.title.lines
    assert alone.foot
    assert within.title.lines == within.subtitle.lines == within.foot == ()
    assert within.body.height == pytest.approx(within.height, abs=1)
    assert within.map_box.height > alone.map_box.height


def test_a_map_within_a_page_draws_neither_headline_nor_source() -> None:
    view = life_expectancy.map_view(MEN)
    layout = Layout(size="120x90", dpi=50, standalone=False, notes=False)
    drawn = print_map.draw(view, layout, SAID)
    held = {layer.get_gid(): layer.get_children() for layer in drawn.artists}
    assert held["areas"]
    assert not held["headline"]
    assert "source" not in held


def test_a_chart_within_a_page_draws_neither_headline_nor_source() -> None:
    view = replace(charts.ranked(MEN), title="The headline itself")
    layout = Layout(size="120x90", notes=False)
    assert "Somebody" in print_chart.draw(view, layout, SAID)
    within = print_chart.draw(view, replace(layout, standalone=False), SAID)
    assert "Somebody" not in within
    assert "headline itself" not in within.split('id="chart"')[0]


def test_a_legend_below_follows_maps_that_leave_room() -> None:
    both = made.map_set(MEN, Panels("sex"))
    layout = Layout(size="a4-portrait", dpi=50, legend=LegendPlace.BELOW)
    drawn = print_map.draw(both, layout, SAID)
    layers = {layer.get_gid(): layer for layer in drawn.artists}
    top, lowest = (
        max(box.get_window_extent().y1 for box in layers["legend"].get_children()),
        min(box.get_window_extent().y0 for box in layers["map-1-context"].get_children()[:1]),
    )
    assert 0 < lowest - top < 0.03 * drawn.bbox.height
