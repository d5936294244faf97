"""Old borders dashed over new wards on paper, near the ward that the map is about."""

from dataclasses import replace

import pytest
import shapely
from matplotlib.figure import Figure
from matplotlib.patches import PathPatch
from tests.unit.figures.print_views import drawn, layers, named, texts

from explorer.figures import print_areas, print_over
from explorer.views.layout import Layout
from explorer.views.ward import found, mapped

VIEW = mapped.borders(found.ward("Campden"))


@pytest.fixture(scope="module")
def near() -> Figure:
    return drawn(VIEW, Layout())


def test_each_border_is_drawn_once() -> None:
    borders = print_over.borders_of("wards-2002")
    rings = print_areas.on_grid("wards-2002").boundary
    shared = rings.length.sum() - borders.length
    assert borders.is_valid
    # All borders but the outer edge are of two wards.
    assert shared == pytest.approx(borders.length - shapely.union_all(
        print_areas.on_grid("wards-2002").geometry.to_numpy(), grid_size=1.0
    ).boundary.length, rel=0.02)  # fmt: skip


def test_borders_are_dashed_over_the_areas_with_light_beneath(near: Figure) -> None:
    casing, line = named(layers(near)["over"], "over")
    assert isinstance(casing, PathPatch)
    assert isinstance(line, PathPatch)
    assert casing.get_linestyle() in ("solid", "-")
    assert line.get_linestyle() == print_over.DASHES
    assert casing.get_linewidth() > line.get_linewidth()
    order = list(layers(near))
    assert order.index("areas") < order.index("over") < order.index("highlighted")


def test_legend_shows_a_dashed_line(near: Figure) -> None:
    legend = layers(near)["legend"]
    (swatch,) = named(legend, "legend-over")
    assert isinstance(swatch, PathPatch)
    assert swatch.get_linestyle() == print_over.DASHES
    assert "Wards of 2002, borders" in " ".join(texts(legend))


def test_map_comes_near_its_ward_and_names_only_what_is_seen(near: Figure) -> None:
    written = " ".join(texts(layers(near)["labels"]))
    assert "Campden" in written
    assert "Pimlico" not in written
    whole = drawn(replace(VIEW, near=()), Layout())
    assert "Pimlico" in " ".join(texts(layers(whole)["labels"]))


def test_other_maps_have_no_such_layer() -> None:
    plain = drawn(replace(VIEW, over=None), Layout())
    assert "over" not in layers(plain)
