"""The small map beside a finding: what was drawn, in which colours, and how much it weighs."""

import xml.etree.ElementTree as ET
from collections import Counter
from dataclasses import replace

import pytest

from explorer.figures import small_map
from explorer.views import overview, palettes
from explorer.views.base import MapView, Swatch

SVG = "{http://www.w3.org/2000/svg}"
PICTURES = [finding.picture for finding in overview.findings() if finding.picture]


def marks(view: MapView) -> dict[str, ET.Element]:
    """Return what is drawn of each area, by its code."""
    drawn = ET.fromstring(small_map.svg(view)).iter()
    return {mark.attrib["data-code"]: mark for mark in drawn if "data-code" in mark.attrib}


@pytest.mark.parametrize("view", PICTURES, ids=lambda view: view.selection.indicator)
def test_every_area_is_drawn_once_in_the_colour_of_its_class(view: MapView) -> None:
    found = marks(view)
    hatched = {entry.key for entry in view.legend if entry.swatch is Swatch.HATCH}
    assert sorted(found) == sorted(view.frame["area_code"])
    for row in view.frame.itertuples():
        fill = found[row.area_code].attrib["fill"]
        assert fill.startswith("url(#hatch") if row.class_key in hatched else fill == row.colour


@pytest.mark.parametrize("view", PICTURES, ids=lambda view: view.selection.indicator)
def test_it_is_named_by_the_finding_and_light_enough_for_a_phone(view: MapView) -> None:
    drawn = small_map.svg(view)
    assert ET.fromstring(drawn).findtext(f"{SVG}title") == view.text_alternative
    assert len(drawn) < 15_000


def test_the_two_wards_compared_are_outlined() -> None:
    view = PICTURES[0]
    strokes = Counter(mark.get("stroke") for mark in ET.fromstring(small_map.svg(view)))
    assert len(view.highlighted) == 2
    assert strokes[palettes.HIGHLIGHT] == 1
    plain = replace(view, highlighted=())
    assert palettes.HIGHLIGHT not in small_map.svg(plain)


def test_names_with_markup_stay_text() -> None:
    view = replace(PICTURES[0], text_alternative="Map of <b>wards</b> & more")
    assert ET.fromstring(small_map.svg(view)).findtext(f"{SVG}title") == view.text_alternative
