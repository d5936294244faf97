"""Colours keep their order and can be told apart: in grey, on any screen, by any eye."""

from __future__ import annotations

from collections.abc import Callable
from itertools import combinations, pairwise

import pytest

from explorer.errors import SelectionError
from explorer.views import palettes

COUNTS = range(1, palettes.MOST_CLASSES + 1)

# Machado, Oliveira and Fernandes (2009), full severity, on linear red, green and blue.
COLOUR_BLINDNESS = {
    "protanopia": (
        (0.152286, 1.052583, -0.204868),
        (0.114503, 0.786281, 0.099216),
        (-0.003882, -0.048116, 1.051998),
    ),
    "deuteranopia": (
        (0.367322, 0.860646, -0.227968),
        (0.280085, 0.672501, 0.047413),
        (-0.011820, 0.042940, 0.968881),
    ),
    "tritanopia": (
        (1.255528, -0.076749, -0.178779),
        (-0.078411, 0.930809, 0.147602),
        (0.004733, 0.691367, 0.303900),
    ),
}


def seen(colour: str, kind: str) -> str:
    """Return a colour as someone with a colour blindness sees it."""
    channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    mixed = [sum(a * b for a, b in zip(row, linear, strict=True)) for row in COLOUR_BLINDNESS[kind]]
    clipped = [min(1.0, max(0.0, c)) for c in mixed]
    encoded = [12.92 * c if c <= 0.0031308 else 1.055 * c ** (1 / 2.4) - 0.055 for c in clipped]
    return "#" + "".join(f"{round(255 * c):02X}" for c in encoded)


def test_contrast_is_that_of_the_guidelines() -> None:
    assert palettes.contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert palettes.contrast("#FFFFFF", "#FFFFFF") == pytest.approx(1)
    assert palettes.contrast("#767676", "#FFFFFF") == pytest.approx(4.54, abs=0.01)


def test_difference_is_nought_for_one_colour_and_one_from_black_to_white() -> None:
    assert palettes.difference("#3890D2", "#3890D2") == pytest.approx(0)
    assert palettes.difference("#000000", "#FFFFFF") == pytest.approx(1, abs=0.001)


@pytest.mark.parametrize("theme", palettes.THEMES)
@pytest.mark.parametrize("n", COUNTS)
def test_a_theme_runs_from_light_to_dark(theme: str, n: int) -> None:
    colours = palettes.sequential(theme, n)
    assert len(colours) == n
    assert all(
        palettes.contrast(a, palettes.PAPER) < palettes.contrast(b, palettes.PAPER)
        for a, b in pairwise(colours)
    )


@pytest.mark.parametrize("theme", palettes.THEMES)
def test_neighbouring_classes_can_be_told_apart_by_every_eye(theme: str) -> None:
    colours = palettes.sequential(theme, palettes.MOST_CLASSES)
    assert min(palettes.difference(a, b) for a, b in pairwise(colours)) > 0.08
    for kind in COLOUR_BLINDNESS:
        views = [seen(colour, kind) for colour in colours]
        assert min(palettes.difference(a, b) for a, b in pairwise(views)) > 0.07, kind


@pytest.mark.parametrize("theme", palettes.THEMES)
def test_text_can_be_read_on_every_class(theme: str) -> None:
    for colour in palettes.sequential(theme, palettes.MOST_CLASSES):
        assert palettes.contrast(palettes.ink_on(colour), colour) >= 4.5


def test_themes_have_hues_of_their_own() -> None:
    middles = [palettes.sequential(theme, 3)[1] for theme in palettes.THEMES]
    assert min(palettes.difference(a, b) for a, b in combinations(middles, 2)) > 0.03


@pytest.mark.parametrize("n", COUNTS)
def test_diverging_ends_are_far_apart_for_every_eye(n: int) -> None:
    colours = palettes.diverging(n)
    assert len(set(colours)) == n
    if n < 2:
        return
    for kind in COLOUR_BLINDNESS:
        views = [seen(colour, kind) for colour in colours]
        assert min(palettes.difference(a, b) for a, b in pairwise(views)) > 0.07, kind
    assert palettes.difference(colours[0], colours[-1]) > 0.12


def test_an_odd_diverging_palette_is_lightest_in_the_middle() -> None:
    colours = palettes.diverging(5)
    assert min(colours, key=lambda c: palettes.contrast(c, palettes.PAPER)) == colours[2]


def test_all_classes_of_two_measures_can_be_told_apart_by_every_eye() -> None:
    colours = [colour for row in palettes.bivariate() for colour in row]
    assert min(palettes.difference(a, b) for a, b in combinations(colours, 2)) > 0.12
    for kind in COLOUR_BLINDNESS:
        views = [seen(colour, kind) for colour in colours]
        assert min(palettes.difference(a, b) for a, b in combinations(views, 2)) > 0.12, kind


@pytest.mark.parametrize("n", [2, 3, 4])
def test_more_of_either_measure_is_darker(n: int) -> None:
    rows = palettes.bivariate(n)
    for line in (*rows, *zip(*rows, strict=True)):
        assert all(
            palettes.contrast(a, palettes.PAPER) < palettes.contrast(b, palettes.PAPER)
            for a, b in pairwise(line)
        )


def test_categories_are_the_analysis_functions_in_their_order() -> None:
    assert palettes.categorical(4) == ("#12436D", "#28A197", "#801650", "#F46A25")


def test_benchmark_colours_are_those_the_field_knows() -> None:
    colours = palettes.benchmark_colours()
    assert (colours["better"], colours["similar"], colours["worse"]) == (
        "#00703C",
        "#FFDD00",
        "#D4351C",
    )
    assert (colours["lower"], colours["higher"]) == ("#5694CA", "#003078")


def test_the_palette_without_red_and_green_differs_in_lightness_too() -> None:
    colours = palettes.benchmark_colours("without-red-and-green")
    verdicts = [colours[verdict] for verdict in ("better", "similar", "worse")]
    assert min(palettes.contrast(a, b) for a, b in combinations(verdicts, 2)) >= 3
    assert set(colours) == set(palettes.benchmark_colours())


def test_verdicts_in_grey_have_no_hue_and_stand_apart() -> None:
    colours = palettes.benchmark_colours("grey")
    for verdict in ("better", "similar", "worse", "lower", "higher"):
        red, green, blue = (int(colours[verdict][i : i + 2], 16) for i in (1, 3, 5))
        assert max(red, green, blue) - min(red, green, blue) <= 4
    assert palettes.contrast(colours["worse"], colours["better"]) >= 7
    assert palettes.contrast(colours["worse"], colours["similar"]) >= 4.5
    assert palettes.contrast(palettes.NO_DATA_HATCH, colours["similar"]) >= 3, "which is hatched"


def test_what_is_no_figure_and_what_is_compared_stand_out() -> None:
    assert palettes.contrast(palettes.NO_DATA_HATCH, palettes.NO_DATA_FILL) >= 4.5
    assert palettes.contrast(palettes.HIGHLIGHT, palettes.INK) >= 3
    assert palettes.contrast(palettes.HEADING, palettes.PAPER) >= 7


@pytest.mark.parametrize(
    "ask",
    [
        lambda: palettes.sequential("life-expectancy", 8),
        lambda: palettes.sequential("life-expectancy", 0),
        lambda: palettes.sequential("football", 5),
        lambda: palettes.diverging(9),
        lambda: palettes.categorical(7),
        lambda: palettes.bivariate(5),
    ],
)
def test_a_palette_that_is_not_held_is_an_error_that_says_what_is(
    ask: Callable[[], object],
) -> None:
    with pytest.raises(SelectionError, match="expected"):
        ask()


@pytest.mark.parametrize(("below", "above"), [(2, 3), (0, 5), (4, 0), (3, 4), (1, 1)])
def test_colours_about_a_benchmark_are_palest_beside_it(below: int, above: int) -> None:
    colours = palettes.about_benchmark(below, above)
    assert len(set(colours)) == below + above
    darkness = [palettes.contrast(colour, palettes.PAPER) for colour in colours]
    assert darkness[:below] == sorted(darkness[:below], reverse=True)
    assert darkness[below:] == sorted(darkness[below:])


@pytest.mark.parametrize("choice", ["colour-blind", "grey"])
@pytest.mark.parametrize("n", range(1, 8))
def test_palettes_that_serve_every_theme_are_darker_for_more(choice: str, n: int) -> None:
    darkness = [palettes.contrast(c, palettes.PAPER) for c in palettes.of_choice(choice, n)]
    assert len(darkness) == n
    assert darkness == sorted(set(darkness))
