"""The air against guidelines, residents, deprivation and statements, on the published figures."""

import pandas as pd
import pytest

from explorer import registry
from explorer.errors import SelectionError
from explorer.model import Selection
from explorer.stats import Correlation
from explorer.views import selections
from explorer.views.air_quality import (
    change,
    deprivation,
    levels,
    overview_finding,
    residents,
    sources,
    statements,
)

INVENTORY = levels.selection_of("pm25", "2019")
NATIONAL = levels.selection_of("pm25", "2024")
BOROUGHS = {"E09000020": "Kensington and Chelsea", "E09000033": "Westminster"}
EVERY = [
    levels.selection_of(pollutant, year, area_set)
    for pollutant in levels.POLLUTANTS
    for year in ("2013", "2016", "2019", "2024")
    for area_set in levels.area_sets()
]


def test_headline_gives_the_published_ends_of_2019() -> None:
    assert levels.headline(INVENTORY) == (
        "In 2019 the air in every ward held more PM2.5 than either World Health Organization "
        "guideline allows; most in West End (14.0 µg/m³), least in Dalgarno (11.1)"
    )


def test_headline_of_the_other_model_names_it() -> None:
    assert levels.headline(NATIONAL).startswith(
        "In 2024, by the national model, the air in every ward held more PM2.5 than the WHO 2021 "
        "guideline allows, and in 3 of 36 more than the WHO 2005 guideline;"
    )


def test_headline_counts_none_where_none_is_above() -> None:
    assert "and in none more than the WHO 2005 guideline" in levels.headline(
        levels.selection_of("no2", "2024")
    )


def test_small_areas_are_named_with_their_ward() -> None:
    assert "Westminster 013B (West End) (14.6 µg/m³)" in levels.headline(
        levels.by_small_area(INVENTORY)
    )


@pytest.mark.parametrize("selection", EVERY)
def test_a_year_belongs_to_one_model_and_its_query_brings_it_back(selection: Selection) -> None:
    assert levels.is_national(selection) == (selection.period == "2024")
    again = selections.complete(Selection.from_query(selection.to_query()))
    assert again == selections.complete(selection)
    assert levels.pollutant_of(again) == levels.pollutant_of(selection)


@pytest.mark.parametrize("selection", EVERY)
def test_what_is_counted_above_agrees_with_the_map(selection: Selection) -> None:
    frame = levels.map_view(selection).frame
    for limit in levels.guidelines(levels.pollutant_of(selection)):
        above = int((levels.levels(selection) > limit.value).sum())
        assert above == int((frame["value"] > limit.value).sum())


def test_lines_at_one_level_are_one_line() -> None:
    assert [(line.label, line.value) for line in levels.lines("pm25")] == [
        ("WHO 2021 guideline", 5),
        ("WHO 2005 guideline and England target for 2040", 10),
        ("England interim target for 2028", 12),
    ]
    assert [line.value for line in levels.ranked(INVENTORY).reference_lines] == [5, 10, 10, 12]


def test_the_other_model_is_labelled_by_its_pollutant() -> None:
    assert levels.map_view(NATIONAL).legend_title == "PM2.5 (µg/m³)"
    assert [column.label for column in levels.table(NATIONAL).columns][1] == "PM2.5 (µg/m³)"


def test_beside_the_map_stand_the_chosen_ward_the_boroughs_and_the_lines() -> None:
    frame = levels.beside(INVENTORY.changed(highlighted=("E05013809",))).frame
    assert list(frame["what"][:3]) == ["Westbourne", *BOROUGHS.values()]
    assert list(frame["level"].round(1)) == [12.3, 11.9, 12.3, 5, 10, 12]


def test_subtitle_places_the_chosen_ward_among_the_others() -> None:
    text = levels.subtitle(INVENTORY.changed(highlighted=("E05013809",)))
    assert text.endswith("Westbourne: 12.3 µg/m³, more than in 30 of the 35 other wards.")


def test_subtitle_says_where_the_chosen_ward_is_at_an_end() -> None:
    least = levels.subtitle(INVENTORY.changed(highlighted=("E05009394",)))
    most = levels.subtitle(INVENTORY.changed(highlighted=("E05013808",)))
    assert least.endswith("Dalgarno: 11.1 µg/m³; no other ward has less.")
    assert most.endswith("West End: 14.0 µg/m³; no other ward has more.")


def test_table_of_small_areas_names_their_ward_and_holds_them_all() -> None:
    view = levels.table(levels.by_small_area(INVENTORY))
    assert len(view.frame) == 224
    assert [column.key for column in view.columns][:2] == ["area_name", "ward"]
    assert view.frame["ward"].isin(levels.table(INVENTORY).frame["area_name"]).all()


def test_residents_are_those_of_the_small_areas_above_a_line() -> None:
    small = registry.table("air-quality-laei-lsoa.csv")
    small = small[(small["indicator"] == "pm25") & (small["period"] == "2019")]
    people = registry.table("population-lsoa.csv").set_index("area_code")["value"]
    above = small.loc[(small["value"] > 12) & ~small["area_code"].isin(BOROUGHS), "area_code"]
    assert len(above) == 108
    assert residents.people_above(INVENTORY, 12) == int(people[above].sum()) == 165_753
    assert residents.people_above(INVENTORY, 10) == residents.people(INVENTORY) == 347_618


def test_residents_of_the_boroughs_make_up_the_whole() -> None:
    for selection in EVERY:
        for line in levels.lines(levels.pollutant_of(selection)):
            parts = [residents.people_above(selection, line.value, code) for code in BOROUGHS]
            assert sum(parts) == residents.people_above(selection, line.value)


def test_residents_sentence_says_all_some_and_none() -> None:
    assert residents.sentence(NATIONAL) == (
        "In 2024, of about 347,600 residents, all lived where the modelled level was above the "
        "WHO 2021 guideline (5); about 28,100 (8%) above the WHO 2005 guideline and England "
        "target for 2040 (10); none above the England interim target for 2028 (12)"
    )


def test_residents_table_shows_how_firm_each_count_is() -> None:
    frame = residents.table(INVENTORY).frame.set_index("where")
    assert frame.loc["Together", "England interim target for 2028"] == "165,753 people (48%)"
    assert frame.loc["Westminster", "WHO 2021 guideline"] == "204,242 people (100%)"
    assert frame.loc[residents.IF_SHIFTED].tolist() == ["100%", "100%", "16% to 90%"]


def test_change_is_within_one_model() -> None:
    held = change.through_years(NATIONAL.changed(highlighted=("E05009394",)))
    assert list(held.columns) == ["2013", "2016", "2019"]
    assert list(held.index) == ["Dalgarno", *BOROUGHS.values()]
    assert held.loc["Westminster"].round(4).tolist() == [17.454, 14.9961, 12.2788]
    assert set(change.change_chart(NATIONAL).frame["segment"]) == {"pm25"}
    assert change.change_sentence(NATIONAL) == (
        "From 2013 to 2019 modelled PM2.5 fell by 31% in Kensington and Chelsea and 30% in "
        "Westminster"
    )


def test_models_stand_side_by_side_with_the_published_boroughs_of_2024() -> None:
    frame = change.models_table(INVENTORY).frame.set_index("where")
    assert list(frame.columns) == [
        "London inventory, 2019 (derived)",
        "Defra national model, 2023 (published)",
        "Defra national model, 2024 (published)",
    ]
    assert frame.loc["Small areas above 10"].tolist() == ["224 of 224", "not held", "17 of 224"]
    assert frame.iloc[:2, -1].tolist() == ["9.4", "9.7"]
    assert change.models_sentence(INVENTORY) == (
        "By Defra's national model for 2024, 17 of 224 small areas were above the WHO 2005 "
        "guideline of 10, where about 28,100 people live"
    )


def test_pollutants_without_published_boroughs_show_those_worked_out() -> None:
    frame = change.models_table(levels.selection_of("no2")).frame
    assert list(frame.columns)[2:] == ["Defra national model, 2024 (derived)"]


def test_most_deprived_wards_were_not_the_most_polluted() -> None:
    found = deprivation.gradient(INVENTORY)
    assert (found.correlation.pairs, found.fifth) == (36, 7)
    assert found.correlation.rho == pytest.approx(-0.098, abs=0.001)
    assert found.correlation.lower == pytest.approx(-0.41, abs=0.01)
    assert found.correlation.upper == pytest.approx(0.24, abs=0.01)
    assert found.deprived_and_most == ("E05013809",)
    assert deprivation.title(INVENTORY) == (
        "In 2019 the most deprived wards were not those with the most PM2.5"
    )
    assert deprivation.sentence(INVENTORY).endswith(
        "no tendency, either way, can be told from chance."
    )


@pytest.mark.parametrize(
    ("correlation", "most", "expected"),
    [
        (Correlation(0.6, 0.3, 0.8, 36), 7, "more deprived wards tended to have more PM2.5"),
        (Correlation(-0.6, -0.8, -0.3, 36), 0, "more deprived wards tended to have less PM2.5"),
        (Correlation(0.2, -0.1, 0.5, 36), 4, "no tendency of PM2.5 to follow deprivation can be"),
    ],
)
def test_title_of_the_gradient_follows_the_interval(
    monkeypatch: pytest.MonkeyPatch, correlation: Correlation, most: int, expected: str
) -> None:
    found = deprivation.Gradient(correlation, 7, ("E05013809",) * most, ())
    monkeypatch.setattr(deprivation, "gradient", lambda _: found)
    assert expected in deprivation.title.__wrapped__(INVENTORY)


def test_scatter_shows_every_ward_once_and_marks_the_chosen() -> None:
    view = deprivation.chart(levels.by_small_area(INVENTORY))
    assert view.frame["label"].is_unique
    assert len(view.frame) == 36
    chosen = deprivation.chart(INVENTORY.changed(highlighted=("E05013794",))).frame
    assert chosen.loc[chosen["highlight"], "label"].tolist() == ["Church Street"]


def test_statements_are_stated_and_set_against_both_models() -> None:
    view = statements.table()
    assert len(view.frame) == 3
    assert view.frame["stated"].str.startswith("Stated in ").all()
    sites, area, halved = view.frame["given"]
    assert "No monitoring sites are held here" in sites
    assert "100% by the London inventory of 2019 and 28% by the national model of 2024" in sites
    assert "The stated share lies between the two; neither gives it." in area
    assert "PM2.5 −31%, NO2 −26%, PM10 −30%" in halved


def test_overview_states_guidelines_and_gradient() -> None:
    found = overview_finding()
    assert found.sentence == (
        "In 2019 the air in every ward held more PM2.5 than either World Health Organization "
        "guideline allows, and the most deprived wards were not those with the most PM2.5"
    )
    assert "−0.10 (95% interval −0.41 to 0.24)" in found.detail
    assert (found.page, found.period) == ("air-quality", "2019")
    assert selections.complete(Selection.from_query(dict(found.query))) == INVENTORY


def test_sources_name_the_other_model_residents_and_deprivation() -> None:
    named = [each.measure for each in sources.beside(INVENTORY)]
    assert len(named) == 4
    assert named[-2:] == ["Residents", "Index of Multiple Deprivation 2025, score"]
    assert len(sources.beside(levels.selection_of("no2"))) == 3


def test_a_year_that_neither_model_has_is_refused() -> None:
    with pytest.raises(SelectionError, match="2013, 2016, 2019"):
        levels.selection_of("pm25", "2020")


def test_levels_are_never_missing() -> None:
    for selection in EVERY:
        held = levels.levels(selection)
        assert isinstance(held, pd.Series)
        assert held.notna().all()
        assert len(held) in (36, 224)
