"""The print map draws what its view says, whole, in place, and with nothing over anything else."""

import os
from dataclasses import replace
from itertools import combinations
from pathlib import Path

import numpy as np
import pytest
import shapely
from matplotlib.colors import to_hex
from matplotlib.patches import Patch, PathPatch
from matplotlib.path import Path as Outline
from matplotlib.text import Text
from PIL import Image
from tests.unit.figures import print_views
from tests.unit.figures.print_views import VIEWS, drawn, layers, named, texts

from explorer import areas
from explorer.areas.sets import BRITISH_GRID
from explorer.errors import SelectionError
from explorer.exports import picture
from explorer.figures import print_areas, print_furniture, print_labels, print_map, print_sheet
from explorer.figures.print_labels import Wanted
from explorer.figures.print_sheet import Box
from explorer.views import maps, painting
from explorer.views.base import LegendEntry, MapSet, MapView, Site, Swatch
from explorer.views.layout import Labels, Layout, LegendPlace

BASELINES = Path(__file__).with_name("baseline")
MOST_DIFFERENT = 1.0
"""Of 255, the mean difference of pictures that are the same but for how letters are smoothed."""
SHARE_DIFFERENT = 0.004
"""Share of dots that may differ by more than a quarter of the way from black to white."""
PICTURES = {
    "pair": Layout(size="a4-landscape", dpi=60, inset=True),
    "small-areas": Layout(size="180x130", dpi=60, labels=Labels.NONE),
    "practices": Layout(size="slide", dpi=50),
    "against-england": Layout(size="a4-portrait", dpi=50, legend=LegendPlace.BELOW),
    "men-and-women": Layout(size="slide", dpi=50),
    "every-age": Layout(size="a4-portrait", dpi=50, legend=LegendPlace.BELOW, labels=Labels.VALUES),
}


@pytest.fixture(params=VIEWS)
def view(request: pytest.FixtureRequest) -> MapView:
    return VIEWS[request.param]()


def words(figure_layer: print_sheet.Layer) -> str:
    return " ".join(texts(figure_layer))


def test_every_area_is_drawn_once_in_its_colour(view: MapView) -> None:
    figure = drawn(view, Layout())
    patches = [one for one in named(layers(figure)["areas"], "area-") if isinstance(one, Patch)]
    fills = {str(one.get_gid()): to_hex(one.get_facecolor()).upper() for one in patches}
    rows = zip(view.frame["area_code"], view.frame["colour"], strict=True)
    assert len(patches) == len(view.frame)
    assert fills == {f"area-{code}": colour.upper() for code, colour in rows}


def test_only_the_legends_hatched_classes_are_hatched() -> None:
    view = print_views.against_england()
    figure = drawn(view, Layout())
    similar = view.frame.loc[view.frame["class_key"] == "similar", "area_code"]
    hatched = {
        one.get_gid()
        for one in named(layers(figure)["areas"], "area-")
        if isinstance(one, Patch) and one.get_hatch()
    }
    assert len(similar) > 0
    assert hatched == {f"area-{code}" for code in similar}


def test_legend_says_what_the_views_says_no_data_included(view: MapView) -> None:
    said = words(layers(drawn(view, Layout()))["legend"])
    assert view.legend_title in said
    for entry in view.legend:
        assert entry.label in said
        if entry.count is not None:
            noun = view.area_set.noun if entry.count == 1 else view.area_set.nouns
            assert f"{entry.count} {noun}" in said
    assert "No data" in said


def test_a_narrow_sheet_counts_without_the_noun_but_says_it_once() -> None:
    legend = tuple(
        replace(entry, label=f"{entry.label} and some more words")
        for entry in print_views.practices().legend
    )
    view = replace(print_views.practices(), legend=legend)
    said = words(layers(drawn(view, Layout(size="100x90")))["legend"])
    assert "number of GP practices" in said
    assert "31 GP practices" not in said


def test_foot_says_everything_a_reader_must_know(view: MapView) -> None:
    layout = Layout(size="a3-landscape", note="A note of my own", permalink="https://x.org/?a=b")
    said = words(layers(drawn(view, layout))["source"])
    known = view.provenance
    for text in (
        *(known.source, known.licence, known.measure, known.period, known.areas, known.standing),
        *(known.boundary_credit.rstrip("."), *known.notes),
        *("A note of my own", "https://x.org/?a=b"),
    ):
        assert str(text).casefold() in said.casefold()


def test_owners_of_river_and_parks_are_credited_only_where_they_are_drawn() -> None:
    view = print_views.pair()
    credit = areas.area_set("parks").credit
    assert credit in words(layers(drawn(view, Layout()))["source"])
    assert credit not in words(layers(drawn(view, Layout(context=False)))["source"])


def test_notes_without_room_are_left_out_and_that_is_said() -> None:
    view = print_views.small_areas()
    said = words(layers(drawn(view, Layout(size="100x80")))["source"])
    assert view.provenance.source.split(",")[0] in said
    assert view.provenance.notes[-1] not in said
    assert "Further notes are kept" in said


def test_areas_compared_are_outlined_and_named_in_bold() -> None:
    view = print_views.pair()
    found = layers(drawn(view, Layout()))
    outlines = {one.get_gid() for one in named(found["highlighted"], "outline-")}
    bold = [
        one.get_text()
        for one in found["labels"].get_children()
        if isinstance(one, Text) and one.get_fontproperties().get_weight() == "bold"
    ]
    assert outlines == {f"outline-{code}" for code in view.highlighted}
    assert sorted(bold) == ["Knightsbridge", "Westbourne", "and Belgravia"]


def test_areas_compared_stand_with_their_intervals_and_comparators() -> None:
    view = print_views.pair()
    said = words(layers(drawn(view, Layout()))["intervals"])
    assert "With 95% intervals" in said
    assert "75.3" in said
    assert "89.3" in said
    assert "England" in said


@pytest.mark.parametrize("size", ["a4-landscape", "slide", "120x90", "300x80"])
@pytest.mark.parametrize("name", ["pair", "small-areas", "against-england"])
def test_no_label_stands_on_another_or_off_the_map(name: str, size: str) -> None:
    view = VIEWS[name]()
    panel = Box(10.0, 10.0, *(0.7 * side for side in Layout(size=size).millimetres))
    shapes = view.frame.geometry.to_crs(BRITISH_GRID)
    ground = print_areas.fit(tuple(shapes.total_bounds), panel, inside_context=True)
    corner = Box(ground.box.x, ground.box.y, 15.0, 8.0)
    wanted = [
        Wanted(code, label, shape, code in view.highlighted)
        for code, label, shape in zip(
            view.frame["area_code"],
            view.frame["area_name"],
            ground.on_sheet(shapes),
            strict=True,
        )
    ]
    labels = print_labels.in_areas(wanted, 6.6, ground.box, [corner])
    boxes = [shapely.box(*label.box) for label in labels]
    assert not any(one.intersects(other) for one, other in combinations(boxes, 2))
    assert not any(box.intersects(shapely.box(*corner.bounds)) for box in boxes)
    assert all(shapely.box(*ground.box.bounds).contains(box) for box in boxes)
    by_key = {label.key: label.shape for label in wanted}
    assert all(by_key[label.key].contains(shapely.Point(label.x, box.centroid.y))
               for label, box in zip(labels, boxes, strict=True))  # fmt: skip


def test_a_ward_map_on_a4_names_every_ward() -> None:
    view = print_views.pair()
    said = words(layers(drawn(view, Layout()))["labels"])
    assert [name for name in view.frame["area_name"] if name not in said] == []


def test_a_few_names_among_many_are_left_out_together() -> None:
    assert texts(layers(drawn(print_views.small_areas(), Layout()))["labels"]) == []


def test_labels_beside_points_keep_clear_of_points_and_of_one_another() -> None:
    points = [shapely.Point(x, y) for x in range(10, 100, 12) for y in range(10, 100, 6)]
    wanted = [Wanted(str(i), f"Practice {i}", at) for i, at in enumerate(points)]
    labels = print_labels.beside_points(wanted, 6.0, 1.2, Box(0, 0, 110, 110))
    boxes = [shapely.box(*label.box) for label in labels]
    dots = [point.buffer(1.2) for point in points]
    assert boxes
    assert not any(one.intersects(other) for one, other in combinations(boxes, 2))
    assert not any(box.intersects(dot) for box in boxes for dot in dots)


def test_names_fold_at_spaces_and_lose_nothing() -> None:
    for name in ("Westbourne", "Knightsbridge and Belgravia", "Bryanston and Dorset Square"):
        foldings = print_labels.foldings(name)
        assert foldings[0] == (name,)
        assert all(" ".join(lines) == name for lines in foldings)
    assert print_labels.foldings("Queen's Park")[1] == ("Queen's", "Park")


def test_values_are_written_as_the_measure_writes_them() -> None:
    view = print_views.pair()
    said = texts(layers(drawn(view, Layout(labels=Labels.VALUES)))["labels"])
    held = {f"{value:.1f}" for value in view.frame["value"]}
    assert set(said) <= held
    assert len(said) > 0.9 * len(view.frame)


def test_numbers_come_with_a_key_of_every_area() -> None:
    view = print_views.pair()
    found = layers(drawn(view, Layout(labels=Labels.NUMBERS)))
    key = texts(found["key"])
    names = list(view.frame["area_name"])
    assert key[1::2] == names
    assert key[0::2] == [str(index + 1) for index in range(len(names))]
    assert set(texts(found["labels"])) <= set(key[0::2])


@pytest.mark.parametrize("legend", LegendPlace)
@pytest.mark.parametrize("name", ["pair", "practices"])
def test_a_key_has_its_room_beside_and_below(name: str, legend: LegendPlace) -> None:
    view = VIEWS[name]()
    layout = Layout(labels=Labels.NUMBERS, legend=legend)
    key = [
        one
        for one in layers(drawn(view, layout))["key"].get_children()
        if isinstance(one, Text) and one.get_horizontalalignment() == "left"
    ]
    ends = [
        one.get_position()[0] + print_sheet.width_of(one.get_text(), one.get_fontsize())
        for one in key
    ]
    assert [one.get_text() for one in key] == list(view.frame["area_name"])
    assert max(ends) <= 297
    assert min(one.get_position()[1] for one in key) > 10
    assert len({one.get_position() for one in key}) == len(key)


@pytest.mark.parametrize("size", ["60x60", "90x60"])
def test_a_page_without_room_for_the_map_is_refused(size: str) -> None:
    with pytest.raises(SelectionError, match="leave"):
        drawn(print_views.pair(), Layout(size=size, headline="A long headline " * 12))


def test_numbers_whose_key_has_no_room_are_refused() -> None:
    with pytest.raises(SelectionError, match="key has no room"):
        drawn(print_views.small_areas(), Layout(size="120x90", labels=Labels.NUMBERS))


def test_verdicts_keep_their_symbol_where_colour_is_lost() -> None:
    said = words(layers(drawn(print_views.against_england(), Layout()))["labels"])
    assert {"▼", "◆", "▲"} <= set(said)


def test_points_stand_over_the_wards_of_today() -> None:
    found = layers(drawn(print_views.practices(), Layout()))
    assert [one.get_gid() for one in found["wards"].get_children()] == ["wards-2022"]
    assert print_map.ward_layer().id == "wards-2022"


def test_points_of_one_building_stand_beside_each_other() -> None:
    home = shapely.Point(5, 5)
    placed = print_areas.spread([home, shapely.Point(50, 50), home, home], 1.0)
    assert placed[1] == (50, 50)
    gaps = [np.hypot(a[0] - b[0], a[1] - b[1]) for a, b in combinations(placed, 2)]
    assert min(gaps) >= 2.0 * 0.99


def test_sites_are_dots_over_the_areas() -> None:
    sites = (Site(51.51, -0.18, "One", "E05000637"), Site(51.5, -0.16, "Two", "E05000637"))
    legend = (*print_views.pair().legend, LegendEntry("site", "Sites", "#0B0C0C", Swatch.POINT))
    view = replace(print_views.pair(), sites=sites, legend=legend)
    found = layers(drawn(view, Layout()))
    assert len(found["sites"].get_children()) == 2
    assert "Sites" in texts(found["legend"])


@pytest.mark.parametrize("width", [60.0, 110.0, 190.0, 400.0])
def test_scale_bar_is_as_long_as_it_says(width: float) -> None:
    bounds = tuple(print_areas.on_grid("boroughs").total_bounds)
    ground = print_areas.fit(bounds, Box(0, 0, width, 0.8 * width), inside_context=True)
    metres = print_furniture.bar_metres(ground)
    west, east = (shapely.Point(ground.west + x, ground.south) for x in (0.0, metres))
    one, other = ground.on_sheet([west, east])
    bar = print_furniture.furniture_boxes(ground, 1.0, bar=True, arrow=False)["scale bar"]
    assert bar.width == pytest.approx(other.x - one.x)
    assert metres in print_furniture.ROUND_LENGTHS
    assert print_furniture.distance_words(500) == "500 m"
    assert print_furniture.distance_words(2_500) == "2.5 km"


def test_map_never_shows_beyond_the_ground_that_is_held() -> None:
    bounds = tuple(print_areas.on_grid("boroughs").total_bounds)
    ground = print_areas.fit(bounds, Box(0, 0, 500, 90), inside_context=True)
    west, south, east, north = print_areas.context_bounds()
    assert ground.box.width < 500
    assert ground.west >= west - 1
    assert ground.south >= south - 1
    assert ground.west + ground.box.width / ground.scale <= east + 1
    assert ground.south + ground.box.height / ground.scale <= north + 1


def test_inset_shows_every_borough_of_the_region_and_credits_it() -> None:
    view = print_views.against_england()
    inset = layers(drawn(view, Layout(size="slide", inset=True, context=False)))["inset"]
    assert texts(inset) == ["Where this is in London"]
    boroughs, place = (one for one in inset.get_children() if isinstance(one, PathPatch))
    outlines = boroughs.get_path()
    assert (outlines.codes == Outline.MOVETO).sum() >= 33
    held = shapely.box(*outlines.get_extents().extents)
    assert held.contains(shapely.box(*place.get_path().get_extents().extents))
    said = print_map.boundary_credit(view, Layout(inset=True, context=False))
    assert areas.area_set("region-boroughs").credit in said


@pytest.mark.parametrize("labels", [Labels.NONE, Labels.NAMES])
def test_every_verdict_has_its_symbol_and_what_cannot_be_told_is_hatched(labels: Labels) -> None:
    view = maps.map_view(print_views.against_england().selection.changed(palette="grey"))
    held = layers(drawn(view, Layout(labels=labels)))
    said = " ".join(texts(held["labels"]))
    for key, symbol in painting.SYMBOLS.items():
        assert said.count(symbol) == (view.frame["class_key"] == key).sum()
    similar = set(view.frame.loc[view.frame["class_key"] == "similar", "area_code"])
    hatched = {
        str(area.get_gid()).removeprefix("area-")
        for area in named(held["areas"], "area-")
        if isinstance(area, Patch) and area.get_hatch()
    }
    assert hatched == similar


@pytest.mark.parametrize(
    ("size", "millimetres"), [("a4-landscape", (297, 210)), ("slide", (338.7, 190.5))]
)
def test_sheet_is_as_large_as_its_layout_says(size: str, millimetres: tuple[float, float]) -> None:
    figure = drawn(print_views.pair(), Layout(size=size))
    assert tuple(figure.get_size_inches() * 25.4) == pytest.approx(millimetres)


def test_parts_can_be_left_off() -> None:
    view = print_views.pair()
    whole = layers(drawn(view, Layout(inset=True)))
    bare = layers(
        drawn(view, Layout(scale_bar=False, north_arrow=False, context=False, notes=False))
    )
    assert {"0", "1 km", "N"} == set(texts(whole["scale"]))
    assert {"neighbours", "parks", "river"} <= {
        one.get_gid() for one in whole["context"].get_children()
    }
    assert "Where this is in London" in texts(whole["inset"])
    assert "scale" not in bare
    assert len(bare["context"].get_children()) == 1
    assert "trees" not in bare
    assert "inset" not in bare
    assert "Note" not in texts(bare["source"])


def test_dollar_signs_and_markup_are_plain_characters() -> None:
    headline = "From $5 to $6 & <b>more</b> \\frac{1}{2}"
    figure = drawn(print_views.pair(), Layout(headline=headline))
    title = layers(figure)["headline"].get_children()[0]
    assert isinstance(title, Text)
    assert title.get_text() == headline
    assert not title.get_parse_math()


def test_long_words_are_cut_where_the_line_ends() -> None:
    address = "https://example.org/" + "a" * 300
    lines = print_sheet.wrap(f"See {address}", 6.0, 50.0)
    assert "".join(lines).replace("See", "") == address
    assert all(print_sheet.width_of(line, 6.0) <= 50.0 for line in lines)


@pytest.mark.parametrize("name", PICTURES)
def test_picture_is_as_it_was_looked_at(name: str) -> None:
    """Compare with a picture that was looked at; EXPLORER_BASELINES=write writes it anew."""
    if name in print_views.SETS:
        check_picture(name, print_views.with_fixed_words(print_views.SETS[name]()))
    else:
        check_picture(name, print_views.with_fixed_words(VIEWS[name]()))


def check_picture(name: str, view: MapView | MapSet) -> None:
    layout = PICTURES[name]
    figure = print_map.draw(view, layout, print_views.fixed_lines(view, layout))
    pixels = picture.pixels(figure, layout)
    path = BASELINES / f"{name}.png"
    if os.environ.get("EXPLORER_BASELINES") == "write":
        Image.fromarray(pixels).quantize(128, dither=Image.Dither.NONE).save(path, optimize=True)
    expected = np.asarray(Image.open(path).convert("RGB"), dtype=float)
    assert pixels.shape == expected.shape
    difference = np.abs(pixels.astype(float) - expected).mean(axis=2)
    assert difference.mean() <= MOST_DIFFERENT
    assert (difference > 64).mean() <= SHARE_DIFFERENT
