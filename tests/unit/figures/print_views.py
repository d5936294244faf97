"""Real maps that the tests of print share, and what stands on a drawn sheet."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from functools import cache
from typing import TypeVar

from matplotlib.artist import Artist
from matplotlib.figure import Figure
from matplotlib.text import Text

from explorer.exports.picture import stamp_of
from explorer.figures import print_map
from explorer.figures.print_sheet import Layer
from explorer.model import Selection, Standing
from explorer.views import life_expectancy, maps, selections
from explorer.views.base import MapSet, MapView, Provenance
from explorer.views.layout import Layout
from explorer.views.map_sets import made
from explorer.views.map_sets.asked import Panels

MEN = (("sex", "male"),)
Drawn = TypeVar("Drawn", MapView, MapSet)


@cache
def pair() -> MapView:
    """Return life expectancy of men with the two wards that the strategy names."""
    compared = life_expectancy.pairs_on("wards-2002")[0]
    codes = life_expectancy.codes_on(compared, "wards-2002")
    chosen = Selection("life-expectancy", "wards-2002", "2010-14", MEN, highlighted=codes)
    return life_expectancy.map_view(chosen)


@cache
def small_areas() -> MapView:
    return maps.map_view(Selection("pm25", "lsoa-2021", "2019"))


@cache
def practices() -> MapView:
    return maps.map_view(
        Selection("cervical-coverage", "practices-2024", "2023-24", (("age", "25-49"),))
    )


@cache
def against_england() -> MapView:
    chosen = Selection("life-expectancy", "wards-2002", "2010-14", MEN, layer="benchmark")
    return life_expectancy.map_view(chosen)


@cache
def men_and_women() -> MapSet:
    chosen = pair().selection
    return made.map_set(chosen, Panels("sex"))


@cache
def every_age() -> MapSet:
    return made.map_set(selections.complete(Selection("age-group")), Panels("age"))


VIEWS = {
    "pair": pair,
    "small-areas": small_areas,
    "practices": practices,
    "against-england": against_england,
}


SETS = {"men-and-women": men_and_women, "every-age": every_age}


def drawn(view: MapView | MapSet, layout: Layout) -> Figure:
    return print_map.draw(view, layout, stamp_of(view, layout).lines)


def with_fixed_words(view: Drawn) -> Drawn:
    """Return a view whose words no edit of a note changes, for comparing pictures."""
    words = Provenance(
        *("Measure, group", "2010–14", "Wards: vintage", "Publisher, title", "Licence"),
        *("Boundary credit", Standing.PUBLISHED, ("A note of one sentence.",)),
    )
    return replace(view, provenance=words, headline="The finding as a sentence", subtitle="Words")


def fixed_lines(view: MapView | MapSet, layout: Layout) -> tuple[tuple[str, str], ...]:
    """Return a view's lines as if it had been made on one day with one version."""
    about = stamp_of(view, layout)
    day = datetime(2026, 1, 1, tzinfo=UTC)
    return replace(about, made=day, version="Explorer", data_version="0").lines


def layers(figure: Figure) -> dict[str, Layer]:
    return {layer.get_gid() or "": layer for layer in figure.artists if isinstance(layer, Layer)}


def texts(layer: Layer) -> list[str]:
    return [artist.get_text() for artist in layer.get_children() if isinstance(artist, Text)]


def named(layer: Layer, start: str) -> Iterator[Artist]:
    return (one for one in layer.get_children() if (one.get_gid() or "").startswith(start))
