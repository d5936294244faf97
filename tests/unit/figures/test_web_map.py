"""The web map says what its view says, and asks nothing of any other host."""

import json
import re
from dataclasses import replace
from html.parser import HTMLParser
from typing import Any

import geopandas as gpd
import pytest
from shapely.geometry import box

from explorer.figures import web_map
from explorer.model import AreaKind, AreaSet, Selection, Standing
from explorer.ui import maps
from explorer.views.base import LegendEntry, MapView, Provenance, Site, Swatch

CODES = ["E1", "E2", "E3"]
LIGHT, DARK, PAPER, ORANGE = "#CCE6F6", "#003670", "#FFFFFF", "#F46A25"


def area_set(kind: AreaKind = AreaKind.POLYGON) -> AreaSet:
    return AreaSet(
        *("wards-2022", "Wards from 2022", "ward", kind, "ward", "wards", "2022-"),
        *("geo/wards-2022.geojson", "area_code", "area_name", "EPSG:4326", 3, "", "", "", ""),
    )


@pytest.fixture
def view() -> MapView:
    frame = gpd.GeoDataFrame(
        {
            "area_code": CODES,
            "area_name": ["Abbey", "St James's", "<b>Vale</b>"],
            "value": [75.3, 89.3, float("nan")],
            "class_key": ["class-0", "class-1", "no-data"],
            "colour": [LIGHT, DARK, PAPER],
            "text": ["Abbey: 75.3 years", "St James's: 89.3 years", "<b>Vale</b>: no figure."],
        },
        geometry=[box(i, 0, i + 1, 1) for i in range(3)],
        crs=4326,
    )
    legend = (
        LegendEntry("class-0", "75.1 to 77.9", LIGHT, Swatch.FILL, 1),
        LegendEntry("unused", "78.0 to 79.9", "#3890D2", Swatch.FILL, 0),
        LegendEntry("class-1", "80.0 to 91.0", DARK, Swatch.FILL, 1),
        LegendEntry("no-data", "No data", PAPER, Swatch.HATCH, 1),
        LegendEntry("compared", "The two wards compared", ORANGE, Swatch.OUTLINE),
    )
    credit = Provenance("m", "p", "a", "s", "l", "b", Standing.PUBLISHED)
    return MapView(
        *(Selection("life-expectancy"), area_set(), frame, "Life expectancy (years)", legend),
        *("A headline", "Life expectancy, men.", "Lowest in Abbey.", credit, ("E1", "E2")),
    )


def sent(layer: web_map.AreaLayer) -> dict[str, Any]:
    return json.loads(layer.drawing)


def script(element: Any) -> str:
    return element._template.module.script(element)


class Legend(HTMLParser):
    """Collects list items as text, and the swatches' classes and styles."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.items: list[str] = []
        self.swatches: list[tuple[str, str]] = []
        self.tags: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        found = {key: value or "" for key, value in attrs}
        if tag == "li":
            self.items.append("")
        if "swatch" in found.get("class", ""):
            self.swatches.append((found["class"], found["style"]))

    def handle_data(self, data: str) -> None:
        if self.items:
            self.items[-1] = f"{self.items[-1]} {data}".strip()


def test_every_area_is_sent_with_its_class_and_words(view: MapView) -> None:
    drawing = sent(web_map.layer(view))
    classes, areas = drawing["classes"], drawing["areas"]
    assert list(areas) == CODES
    assert [classes[index][0] for index, _ in areas.values()] == [LIGHT, DARK, PAPER]
    assert areas["E1"][1] == "75.3 years"
    assert drawing["highlighted"] == ["E1", "E2"]


def test_only_classes_that_are_drawn_are_sent_with_a_readable_ink(view: MapView) -> None:
    drawing = sent(web_map.layer(view))
    assert drawing["classes"] == [
        [LIGHT, "fill", "#0B0C0C"],
        [DARK, "fill", "#FFFFFF"],
        [PAPER, "hatch", "#0B0C0C"],
    ]


def test_a_row_without_a_legend_entry_is_an_error(view: MapView) -> None:
    without = replace(view, legend=view.legend[1:])
    with pytest.raises(KeyError, match="class-0"):
        web_map.layer(without)


def test_shapes_are_not_sent(view: MapView) -> None:
    assert "coordinates" not in script_of_layer(view)
    assert len(script_of_layer(view)) < 1000


def script_of_layer(view: MapView) -> str:
    layer = web_map.layer(view).add_to(web_map.base_map())
    return script(layer)


def test_points_name_the_areas_beneath_them(view: MapView) -> None:
    points = replace(view, area_set=area_set(AreaKind.POINT))
    assert sent(web_map.layer(points, beneath=area_set()))["beneath"] == "wards-2022"
    assert sent(web_map.layer(points))["beneath"] is None


def test_nothing_comes_from_another_host(view: MapView) -> None:
    base = web_map.base_map([view.area_set])
    page = base.get_root().render() + web_map.legend_html(view)
    page += "".join(path.read_text(encoding="utf-8") for path in web_map.ASSETS.iterdir())
    named = set(re.findall(r"(?:https?:)?//[\w.-]+\.\w+[^\s\"']*", page))
    assert named == {"http://www.w3.org/2000/svg"}, "the name of the SVG language, never fetched"


def test_every_link_of_the_frame_is_a_file_that_is_served() -> None:
    base = web_map.base_map()
    for _, link in (*base.default_js, *base.default_css):
        up, component, file = link.split("?")[0].split("/")
        module, _, folder = component.rpartition(".")
        assert (up, module) == ("..", maps.__name__)
        assert (web_map.FOLDERS[folder] / file).is_file(), link


def test_the_first_script_fetches_all_the_others_ahead() -> None:
    base = web_map.base_map()
    (_, first), *others = base.default_js
    ahead = first.partition("?next=")[2].split(",")
    assert ahead == [link for _, link in (*others, *base.default_css)]


def test_the_base_map_is_the_same_script_every_time(view: MapView) -> None:
    name = re.compile(r"map_[0-9a-f]{32}")
    scripts = {name.sub("map", script(web_map.base_map([view.area_set]))) for _ in range(2)}
    assert len(scripts) == 1


def test_legend_lists_every_entry_with_its_count(view: MapView) -> None:
    legend = Legend(web_map.legend_html(view))
    assert legend.items == [
        "75.1 to 77.9 1 ward",
        "78.0 to 79.9 0 wards",
        "80.0 to 91.0 1 ward",
        "No data 1 ward",
        "The two wards compared",
    ]


def test_no_data_is_hatched_and_highlights_are_outlined_in_the_legend(view: MapView) -> None:
    swatches = Legend(web_map.legend_html(view)).swatches
    assert "fill" in swatches[0][0]
    assert swatches[0][1] == f"--colour:{LIGHT}"
    assert "hatch" in swatches[3][0]
    assert "outline" in swatches[4][0]


def test_legend_of_points_is_round(view: MapView) -> None:
    points = replace(view, area_set=area_set(AreaKind.POINT))
    swatches = Legend(web_map.legend_html(points)).swatches
    assert all("round" in name for name, _ in swatches)


def test_words_in_the_legend_are_escaped(view: MapView) -> None:
    entry = LegendEntry("class-0", "<script>x</script>", '"><img src=x>', Swatch.FILL, 1)
    harmful = replace(view, legend=(entry,), legend_title="<i>years</i>")
    tags = set(Legend(web_map.legend_html(harmful)).tags)
    assert tags == {"style", "div", "p", "ul", "li", "span"}


def test_words_on_the_map_are_sent_as_data_alone(view: MapView) -> None:
    frame = view.frame.assign(text=['"});alert(1);//', "</script>", "it's\u2028so"])
    harmful = replace(view, frame=frame)
    body = script_of_layer(harmful)
    literal = body[body.index(", {") + 2 : body.rindex(");")]
    texts = [text for _, text in json.loads(literal)["areas"].values()]
    assert texts == list(frame["text"])


def test_sites_are_sent_with_the_place_of_their_area(view: MapView) -> None:
    assert "sites" not in sent(web_map.layer(view))
    sites = (Site(51.4987321, -0.1578931, "Moore, SW1X 9JF", "E2"),)
    drawn = sent(web_map.layer(replace(view, sites=sites)))
    assert drawn["sites"] == [[51.49873, -0.15789, "Moore, SW1X 9JF", 1]]


def test_legend_draws_sites_as_dots_without_a_count_of_areas(view: MapView) -> None:
    entry = LegendEntry("site", "Pharmacies (119)", "#0B0C0C", Swatch.POINT)
    legend = Legend(web_map.legend_html(replace(view, legend=(entry,))))
    assert legend.items == ["Pharmacies (119)"]
    assert "point" in legend.swatches[0][0]


def test_borders_of_another_set_are_dashed_over_the_areas_that_the_map_comes_near(
    view: MapView,
) -> None:
    plain = sent(web_map.layer(view))
    assert "over" not in plain
    assert "near" not in plain
    before = replace(area_set(), id="wards-2002")
    close = sent(web_map.layer(replace(view, over=before, near=("E2",))))
    assert (close["over"], close["near"]) == ("wards-2002", ["E2"])


def test_legend_shows_dashed_borders_as_a_line(view: MapView) -> None:
    entry = LegendEntry("before", "Wards of 2002, borders", DARK, Swatch.DASHED)
    html = web_map.legend_html(replace(view, legend=(entry,)))
    assert '<span class="swatch dashed"' in html
    assert ".map-legend .dashed {" in html
