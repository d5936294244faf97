"""What a benchmark says of an area is painted, counted and put into words alike."""

import pytest

from explorer import registry
from explorer.errors import SelectionError
from explorer.model import Selection
from explorer.views import maps, painting
from explorer.views.base import MapView, Swatch

MEN = Selection("life-expectancy", "wards-2002", "2010-14", (("sex", "male"),))
ENGLAND = "E92000001"


def _against(benchmark: str = ENGLAND, palette: str = "") -> MapView:
    return maps.map_view(MEN.changed(layer="benchmark", benchmark=benchmark, palette=palette))


def test_every_ward_is_painted_by_where_its_interval_lies() -> None:
    frame = _against().frame
    england = registry.figures("life-expectancy", "wards-2002", "2010-14", MEN.by).comparators
    value = float(england.set_index("area_code").loc[ENGLAND, "value"])
    for _, row in frame.iterrows():
        expected = (
            "lower"
            if row["upper_95"] < value
            else "higher"
            if row["lower_95"] > value
            else "similar"
        )
        assert row["class_key"] == expected, row["area_name"]


def test_legend_counts_what_is_drawn_and_never_speaks_by_colour_alone() -> None:
    view = _against()
    counts = view.frame["class_key"].value_counts()
    verdicts = [e for e in view.legend if e.key in painting.SYMBOLS]
    assert [e.count for e in verdicts] == [counts[e.key] for e in verdicts]
    assert [e.label for e in verdicts] == [
        "▼ Lower than England: worse",
        "◆ Cannot be told from England",
        "▲ Higher than England: better",
    ]
    assert next(e for e in verdicts if e.key == "similar").swatch is Swatch.HATCH


def test_words_of_an_area_say_the_verdict() -> None:
    text = _against().frame.set_index("area_name")["text"]
    assert text["Westbourne"].endswith("Lower than England: worse")
    assert text["Maida Vale"].endswith("Cannot be told from England")


def test_sentence_counts_the_verdicts() -> None:
    view = _against()
    counts = view.frame["class_key"].value_counts()
    assert (
        f"Against England (79.4 years), {counts['higher']} are higher (better), "
        f"{counts['lower']} lower (worse), and {counts['similar']} cannot be told from it."
    ) in view.subtitle


def test_palette_without_red_and_green_has_neither() -> None:
    usual = {e.key: e.colour for e in _against().legend}
    other = {e.key: e.colour for e in _against(palette="without-red-and-green").legend}
    assert usual["higher"] != other["higher"]
    assert usual["lower"] != other["lower"]
    for key in ("lower", "higher"):
        red, green, blue = (int(other[key][i : i + 2], 16) for i in (1, 3, 5))
        assert max(red, green, blue) != green
        assert blue > red or green > blue + 40  # blue, or an orange: never a pure red


def test_neutral_measure_is_higher_or_lower_without_a_verdict() -> None:
    indicator = registry.indicator("global-majority")
    against = painting.Against(ENGLAND, "England", 20.0)
    assert painting.verdict_words("higher", indicator, against) == "Higher than England"


def test_release_without_the_benchmark_says_what_it_has() -> None:
    with pytest.raises(SelectionError, match="no figure for London in this release"):
        maps.map_view(
            Selection(
                "life-expectancy",
                "boroughs",
                "2025",
                (("sex", "male"),),
                layer="benchmark",
                benchmark="E12000007",
            )
        )


@pytest.mark.parametrize(
    ("field", "value"), [("layer", "magic"), ("palette", "pink"), ("classification", "tea-leaves")]
)
def test_unknown_ways_of_drawing_are_refused(field: str, value: str) -> None:
    with pytest.raises(SelectionError, match=value):
        maps.map_view(MEN.changed(**{field: value}))


def test_diverging_colours_part_at_the_benchmark() -> None:
    view = maps.map_view(MEN.changed(palette="diverging", benchmark=ENGLAND))
    england = painting.benchmark_of(view.selection).value
    for entry in view.legend[:-1]:
        red, blue = int(entry.colour[1:3], 16), int(entry.colour[5:7], 16)
        held = view.frame.loc[view.frame["class_key"] == entry.key, "value"].round(1)
        assert ((held < england) if red > blue else (held >= england)).all()
    assert "Colours part at England (79.4 years)" in view.subtitle


@pytest.mark.parametrize("palette", ["grey", "colour-blind"])
def test_palettes_for_any_theme_are_lighter_for_less(palette: str) -> None:
    view = maps.map_view(MEN.changed(palette=palette))
    white = [painting.palettes.contrast(e.colour, "#FFFFFF") for e in view.legend[:-1]]
    assert white == sorted(white)
    assert {e.colour for e in view.legend} != {e.colour for e in maps.map_view(MEN).legend}


def test_own_breaks_draw_the_map() -> None:
    view = maps.map_view(MEN.changed(classification="own:78,84"))
    assert [e.label for e in view.legend][:3] == ["75.1 to 77.9", "78.0 to 83.9", "84.0 to 91.0"]
