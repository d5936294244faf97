"""Several maps as one figure: which maps, the same classes, one legend, what sets each apart."""

import numpy as np
import pytest

from explorer.errors import SelectionError
from explorer.model import Selection, Standing
from explorer.views import maps, painting, selections
from explorer.views.base import MapSet
from explorer.views.map_sets import asked, made, tables, wording
from explorer.views.map_sets.asked import Panels
from explorer.views.services import screen, sites

MEN = Selection("life-expectancy", "wards-2002", "2010-14", (("sex", "male"),))
WESTBOURNE, KNIGHTSBRIDGE = "E05000648", "E05000637"
CENSUS = Selection("disability-limited-a-lot", "wards-2022")


def figure(selection: Selection, over: str = "", *beside: str) -> MapSet:
    panels = asked.asked(selection, over, beside)
    assert panels is not None
    return made.map_set(selections.complete(selection), panels)


@pytest.mark.parametrize(
    "panels", [Panels("period"), Panels("sex", ("male", "female")), Panels("areas")]
)
def test_panels_survive_the_address(panels: Panels) -> None:
    assert Panels.from_query(panels.to_query()) == panels


def test_one_map_is_asked_for_by_saying_nothing() -> None:
    assert asked.asked(MEN) is None
    assert Panels.from_query(MEN.to_query()) is None


def test_panels_are_no_breakdown_of_a_selection() -> None:
    query = {**MEN.to_query(), **Panels("sex").to_query()}
    assert Selection.from_query(query) == MEN


def test_maps_beside_the_first_are_found_by_what_they_are_called() -> None:
    assert asked.asked(MEN, beside=["2003-07"]) == Panels("period", ("2003-07", "2010-14"))
    assert asked.asked(MEN, beside=["female"]) == Panels("sex", ("male", "female"))
    assert asked.asked(Selection("pm25"), beside=["no2"]) == Panels("indicator", ("pm25", "no2"))
    both = Selection("pm25", "wards-2022")
    assert asked.asked(both, beside=["lsoa-2021"]) == Panels("areas", ("wards-2022", "lsoa-2021"))


@pytest.mark.parametrize(
    ("over", "beside", "said"),
    [
        ("borough", (), "borough"),
        ("sex", ("female",), "together"),
        ("", ("female", "2003-07"), "differ in period and sex"),
        ("", ("1066",), "1066"),
    ],
)
def test_what_cannot_be_drawn_beside_each_other_is_refused(
    over: str, beside: tuple[str, ...], said: str
) -> None:
    with pytest.raises(SelectionError, match=said):
        asked.asked(MEN, over, beside)


def test_over_a_period_draws_every_period_of_the_same_areas() -> None:
    drawn = figure(MEN, "period")
    assert [panel.title for panel in drawn.panels][::11] == ["1999–03", "2010–14"]
    assert {panel.view.area_set.id for panel in drawn.panels} == {"wards-2002"}
    assert {panel.view.selection.by for panel in drawn.panels} == {MEN.by}


def test_too_many_maps_are_refused_with_how_many_there_are() -> None:
    with pytest.raises(SelectionError, match="94"):
        figure(Selection("main-language"), "language")
    with pytest.raises(SelectionError, match="1 of Global Majority"):
        figure(Selection("global-majority"), "period")


def test_declared_breaks_are_those_of_every_map() -> None:
    drawn = figure(MEN, "sex")
    assert {maps.map_classes(p.view.selection).breaks for p in drawn.panels} == {(78, 81, 84, 87)}


def test_other_breaks_are_made_from_the_values_of_all_maps() -> None:
    drawn = figure(Selection("age-group"), "age")
    breaks = {maps.map_classes(panel.view.selection).breaks for panel in drawn.panels}
    assert len(breaks) == 1
    values = np.concatenate([panel.view.frame["value"] for panel in drawn.panels])
    (limits,) = breaks
    held = [int(((values >= low) & (values < high)).sum())
            for low, high in zip((-np.inf, *limits), (*limits, np.inf), strict=True)]  # fmt: skip
    assert min(held) > len(values) / (2 * len(held)), "quantiles of all values, not of one map's"


@pytest.mark.parametrize("over", ["age", "period"])
def test_one_colour_and_label_mean_the_same_on_every_map(over: str) -> None:
    chosen = Selection("age-group") if over == "age" else Selection("child-poverty")
    drawn = figure(chosen, over)
    legend = {entry.key: (entry.label, entry.colour) for entry in drawn.legend}
    for panel in drawn.panels:
        own = {entry.key: (entry.label, entry.colour) for entry in panel.view.legend}
        assert own.items() <= legend.items()
        painted = zip(panel.view.frame["class_key"], panel.view.frame["colour"], strict=True)
        assert {(key, colour) for key, colour in painted} <= {
            (key, colour) for key, (_, colour) in legend.items()
        }


def test_the_legend_counts_the_areas_of_each_map() -> None:
    drawn = figure(MEN, "sex")
    counts = [drawn.counts(entry) for entry in drawn.legend]
    assert [sum(column) for column in zip(*counts, strict=True)] == [38, 38]
    assert drawn.counts(drawn.legend[0]) == (4, 0)
    outlined = figure(MEN.changed(highlighted=(WESTBOURNE, KNIGHTSBRIDGE)), "sex")
    assert outlined.legend[-1].key == painting.COMPARED
    assert outlined.counts(outlined.legend[-1]) == ()


def test_a_withheld_class_of_one_map_stands_in_the_legend_of_all() -> None:
    drawn = figure(Selection("life-expectancy", "msoa-2021", by=(("sex", "male"),)), "period")
    keys = [entry.key for entry in drawn.legend]
    assert keys[-2:] == [painting.NO_DATA, painting.WITHHELD]
    assert drawn.counts(drawn.legend[-1]) == (0, 0, 2)


def test_releases_are_never_joined_in_silence() -> None:
    drawn = figure(Selection("life-expectancy", "msoa-2021", by=(("sex", "male"),)), "period")
    assert wording.DIFFERENT_RELEASES in drawn.provenance.notes
    assert drawn.panels[0].remark == "Release: Neighbourhoods (MSOAs), 2009–13"
    assert wording.DIFFERENT_RELEASES not in figure(MEN, "period").provenance.notes


def test_a_period_of_other_wards_says_which() -> None:
    chosen = CENSUS.changed(highlighted=("E05013805",))
    drawn = figure(chosen, "", "2011")
    assert [panel.view.area_set.id for panel in drawn.panels] == ["wards-2002", "wards-2022"]
    assert drawn.panels[0].remark.startswith("Wards, 2002 to 2014: Kensington and Chelsea 2002")
    assert drawn.panels[1].remark.startswith("Wards from 2022")
    assert wording.DIFFERENT_AREAS in drawn.provenance.notes
    assert wording.OUTLINES_LEFT_OUT in drawn.provenance.notes
    assert "2002–2014" in drawn.provenance.areas
    assert "from 2022" in drawn.provenance.areas
    assert drawn.panels[0].view.highlighted == ()
    assert drawn.provenance.standing is Standing.DERIVED


def test_one_of_many_small_maps_is_outlined_under_names_in_the_legend() -> None:
    compared = MEN.changed(highlighted=(WESTBOURNE, KNIGHTSBRIDGE))
    assert figure(compared, "period").legend[-1].label == "Westbourne; Knightsbridge and Belgravia"
    assert figure(compared, "sex").legend[-1].label == "The two wards compared"


def test_the_finding_gives_the_ends_of_each_map_or_of_all() -> None:
    assert figure(MEN, "sex").headline == (
        "Life expectancy, from the lowest ward to the highest: 75.1 to 91.0 years (men) and "
        "80.7 to 93.1 years (women)"
    )
    many = figure(MEN, "period")
    assert many.headline == (
        "Life expectancy, men, ranged from 72.5 years in Church Street (2000–04) to 92.2 years in "
        "Knightsbridge and Belgravia (2007–11)"
    )
    assert many.subtitle == (
        "Life expectancy at birth, men, by ward: 12 periods from 1999–03 to 2010–14. "
        "The classes are the same on every map."
    )


def test_areas_of_two_kinds_are_named_without_the_kind() -> None:
    both = figure(Selection("no-car", "wards-2022"), "areas")
    assert both.headline.startswith("No car ranged from 30.3% in ")
    assert "(" not in both.headline
    assert both.panels[0].title == "Wards from 2022"


def test_a_benchmark_is_each_map_s_own_and_said() -> None:
    drawn = figure(MEN.changed(layer=selections.BENCHMARK), "sex")
    assert [panel.remark for panel in drawn.panels] == ["England 79.4 years", "England 83.1 years"]
    assert wording.OWN_BENCHMARK in drawn.subtitle


def test_colours_about_a_benchmark_that_moves_are_refused() -> None:
    with pytest.raises(SelectionError, match="not the same on every map"):
        figure(MEN.changed(palette=selections.DIVERGING), "sex")


def test_indicators_in_different_units_do_not_share_a_legend() -> None:
    with pytest.raises(SelectionError, match="in one unit"):
        made.map_set(
            selections.complete(Selection("pm25")), Panels("indicator", ("pm25", "services"))
        )
    both = figure(Selection("pm25"), "", "no2")
    assert both.legend_title == "PM2.5 and NO2 (µg/m³)"


def test_one_table_holds_every_area_of_every_map() -> None:
    drawn = figure(MEN, "sex")
    frame = tables.table(drawn).frame
    assert list(frame["map"].value_counts()) == [38, 38]
    row = frame[(frame["map"] == "Women") & (frame["area_code"] == WESTBOURNE)].iloc[0]
    assert (row["value"], row["class_label"]) == (80.7, "78.0 to 80.9")
    assert row["lower_95"] < row["value"] < row["upper_95"]


def test_maps_of_different_areas_have_a_table_each() -> None:
    beside = tables.side_by_side(figure(CENSUS, "", "2011"))
    assert [len(table.frame) for table in beside] == [38, 36]
    (together,) = tables.side_by_side(figure(MEN, "sex"))
    assert [column.label for column in together.columns] == ["Ward", "Men", "Women", "Code"]


def test_counts_of_classes_are_a_table_too() -> None:
    frame = tables.counts_table(figure(MEN, "sex")).frame
    assert frame["map-0"].sum() == frame["map-1"].sum() == 38


def test_maps_of_services_have_the_dots_of_their_own_kind() -> None:
    both = made.map_set(Selection("services-rate"), Panels("service", ("pharmacy", "gp")))
    kinds = [dict(panel.view.selection.by)[sites.SERVICE] for panel in both.panels]
    for kind, panel in zip(kinds, both.panels, strict=True):
        assert panel.view.sites == sites.dots(kind, panel.view.area_set.id)
    (dot,) = [entry for entry in both.legend if entry.key == screen.SITE]
    assert dot.label == made.ONE_SITE
    one = made.map_set(sites.of_kind("services-distance", "gp"), Panels("areas"))
    (dot,) = [entry for entry in one.legend if entry.key == screen.SITE]
    assert dot.label.startswith("GP sites (")


def test_an_indicator_without_the_period_shows_its_own_and_says_so() -> None:
    drawn = figure(Selection("overcrowding"), "", "imd-2025-overcrowding")
    assert {panel.remark for panel in drawn.panels} == {"Census 2021", "Indices of 2025"}


def test_what_can_stand_beside_a_map_is_offered_and_can_be_drawn() -> None:
    for chosen in (MEN, Selection("pm25"), Selection("age-group"), CENSUS):
        held = selections.complete(chosen)
        for other in asked.others(held):
            assert len(figure(held, "", other).panels) == 2, other
    offered = asked.others(selections.complete(Selection("pm25")))
    assert offered["no2"] == "NO2"
    assert "pm25" not in offered
