"""Figures of a neighbourhood are those worked out by hand, and every sentence is true of them."""

import re
from collections import Counter
from dataclasses import replace

import pytest

from explorer import areas, neighbourhoods, registry, stats
from explorer.model import Selection
from explorer.neighbourhoods import Neighbourhood
from explorer.views import selections
from explorer.views.neighbourhood import glance, made, mapped, measures, people
from explorer.views.neighbourhood.made import Made

DALGARNO, GOLBORNE = "E05009394", "E05009396"
TWO = neighbourhoods.own([DALGARNO, GOLBORNE], "Two")
NORTH, SOUTH, WESTMINSTER = neighbourhoods.defined().values()
ALL = neighbourhoods.own(areas.codes("wards-2022"), "All")
EACH = (NORTH, SOUTH, WESTMINSTER, TWO)


def selection(indicator: str, area_set: str, **by: str) -> Selection:
    return selections.complete(Selection(indicator, area_set, by=tuple(by.items())))


def figure(indicator: str, area_set: str, of: Neighbourhood = TWO) -> made.Figure:
    return made.figure(selection(indicator, area_set), of.codes)


class TestMade:
    def test_counts_are_added_up(self) -> None:
        found = figure("global-majority", "wards-2022")
        assert found.made is Made.COUNTED
        assert (found.numerator, found.denominator) == (3_290 + 5_175, 7_397 + 9_139)
        assert found.value == pytest.approx(100 * 8_465 / 16_536)
        assert found.lowest == ("Dalgarno", 44.4775)
        assert found.highest == ("Golborne", 56.6255)
        assert not found.has_interval

    def test_scores_are_averaged_with_residents(self) -> None:
        found = figure("imd-2025", "wards-2022")
        assert found.made is Made.WEIGHTED
        by_hand = (36.0361 * 7_398 + 39.3633 * 9_138) / (7_398 + 9_138)
        assert found.value == pytest.approx(by_hand)
        assert found.split == 0

    def test_small_areas_partly_inside_are_shared_out_and_said_to_be(self) -> None:
        found = figure("claimant-count", "lsoa-2021")
        rows = selections.figures(found.selection).areas.set_index("area_code")["value"]
        walk = areas.crosswalk("lsoa-2021", "wards-2022")
        own = walk[walk["to_code"].isin(TWO.codes)]
        by_hand = sum(
            rows[code] * weight
            for code, weight in zip(own["from_code"], own["weight"], strict=True)
        )
        assert found.made is Made.ESTIMATED
        assert found.value == pytest.approx(by_hand)
        assert 0 < found.split < 1

    def test_the_parts_make_the_whole(self) -> None:
        for indicator, area_set in (("global-majority", "lsoa-2021"), ("tenure", "wards-2022")):
            chosen = selection(indicator, area_set)
            whole = made.figure(chosen, ALL.codes)
            parts = [made.figure(chosen, one.codes) for one in (NORTH, SOUTH, WESTMINSTER)]
            assert sum(part.numerator for part in parts) == pytest.approx(whole.numerator)
            assert sum(part.denominator for part in parts) == pytest.approx(whole.denominator)
            assert whole.split == 0

    @pytest.mark.parametrize(
        ("indicator", "area_set"),
        [
            ("life-expectancy", "msoa-2021"),
            ("imd-2025-rank", "lsoa-2021"),
            ("imd-2025-decile", "lsoa-2021"),
            ("mortality-all-causes", "msoa-2021"),
        ],
    )
    def test_what_has_no_mean_is_a_range(self, indicator: str, area_set: str) -> None:
        found = figure(indicator, area_set, NORTH)
        assert found.made is Made.RANGE
        assert not found.has_value
        assert found.lowest[1] < found.highest[1]

    def test_a_share_known_for_too_few_is_not_shown_for_all(self) -> None:
        one = neighbourhoods.own(["Knightsbridge & Belgravia"])
        found = figure("year-6-obesity", "msoa-2021", one)
        assert found.covered < made.LEAST_COVERED
        assert not found.has_value

    def test_the_interval_of_a_counted_sample_is_made_again(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        source = made._source(selection("global-majority", "wards-2022"))
        monkeypatch.setattr(made, "_source", lambda _: replace(source, is_sample=True))
        found = made.figure.__wrapped__(selection("global-majority", "wards-2022"), TWO.codes)
        expected = stats.wilson_interval(8_465, 16_536)
        assert (found.lower, found.upper) == pytest.approx(
            (100 * expected.lower, 100 * expected.upper)
        )

    def test_residents_are_those_of_the_census(self) -> None:
        assert made.residents(TWO.codes) == 7_398 + 9_138


class TestGlance:
    @pytest.mark.parametrize("of", EACH, ids=lambda of: of.id)
    def test_worst_comes_first(self, of: Neighbourhood) -> None:
        places = [one.place(one.figure.value) for one in measures.standings(of.codes)]
        assert places == sorted(places)
        assert all(-1 <= place <= 1 for place in places)

    @pytest.mark.parametrize("of", EACH, ids=lambda of: of.id)
    def test_lists_follow_their_rules(self, of: Neighbourhood) -> None:
        found = glance.sorted_out(of)
        for heading, named in found.items():
            assert len(named) <= 5
            themes = Counter(one.measure.indicator.theme for one in named)
            assert max(themes.values(), default=0) <= 2
            for one in named:
                assert abs(one.figure.value - one.boroughs.value) >= 0.5 * (one.high - one.low)
                assert glance.is_uncertain(one) == (heading == glance.UNCERTAIN)
        assert all(one.ahead < 0 for one in found[glance.STANDS_OUT])
        assert all(one.ahead > 0 for one in found[glance.GOING_WELL])

    @pytest.mark.parametrize("of", EACH, ids=lambda of: of.id)
    def test_every_sentence_says_its_own_numbers(self, of: Neighbourhood) -> None:
        for heading, named in glance.sorted_out(of).items():
            said = glance.sentences(of)[heading]
            for one, text in zip(named, said, strict=bool(named)):
                assert text.startswith(one.measure.title)
                values = [one.figure.value, one.boroughs.value]
                values += [one.figure.lowest[1], one.figure.highest[1]]
                rest = text.removeprefix(f"{one.measure.title}: ")
                for value in values:
                    assert one.measure.say(value) in rest
                if one.figure.made is Made.ESTIMATED and heading == glance.UNCERTAIN:
                    share = re.search(r"(\d+)% of the people", text)
                    assert share is not None

    def test_all_together_stand_out_on_nothing(self) -> None:
        count = len(measures.standings(ALL.codes))
        assert glance.headline(ALL) == f"All stands out on none of {count} measures"
        assert glance.sentences(ALL) == {key: (text,) for key, text in glance.NOTHING.items()}

    def test_the_headline_counts_what_the_rules_find(self) -> None:
        sure = [
            one
            for one in measures.standings(TWO.codes)
            if abs(one.ahead) >= glance.FAR and not glance.is_uncertain(one)
        ]
        worse = sum(one.ahead < 0 for one in sure)
        assert f"for the worse on {worse} of" in glance.headline(TWO)
        assert glance.headline(TWO).endswith(f"for the better on {len(sure) - worse}")

    def test_the_working_definition_is_said_to_be_one_and_ones_own_is_not(self) -> None:
        assert "working definition" in glance.subtitle(NORTH)
        assert any("working definition" in note for note in glance.provenance(NORTH).notes)
        assert "working definition" not in glance.subtitle(TWO)

    def test_every_figure_is_marked_and_no_range_is_among_them(self) -> None:
        view = glance.table(NORTH, SOUTH)
        assert set(view.frame["made"]) == {"counted", "weighted", "estimated"}
        theirs = {one.measure.title for one in measures.standings(SOUTH.codes)}
        told = view.frame["measure"].isin(theirs)
        assert told.any()
        assert ((view.frame["other"] != "") == told).all()
        assert (view.frame.loc[view.frame["made"] == "estimated", "split"] > 0).all()

    def test_boroughs_are_given_for_every_measure(self) -> None:
        for one in measures.standings(TWO.codes):
            held = measures.comparators(one.measure.selection)
            assert {place.code for place in registry.places().boroughs} <= set(held)

    def test_places_that_no_release_gives_are_said_to_be_missing(self) -> None:
        given = {
            code
            for one in measures.standings(NORTH.codes)
            for code in measures.comparators(one.measure.selection)
        }
        missing = [p.short_name for p in registry.places().comparators if p.code not in given]
        said = " ".join(glance.method(NORTH))
        assert all(name in said for name in missing)
        assert ("give no figure" in said) == bool(missing)

    def test_life_expectancy_stands_in_the_table_of_ranges(self) -> None:
        rows = glance.range_table(NORTH).frame.set_index("measure")
        found = rows.loc["Life expectancy, men (2019–23)"]
        assert found["lowest"] == "75.2 years (Ladbroke Grove)"
        assert not any("no figure" in str(cell) for cell in rows.to_numpy().ravel())

    def test_the_method_says_how_close_moved_figures_come_back(self) -> None:
        said = " ".join(glance.method(NORTH))
        assert "Moved there and back, LSOAs end" in said
        assert "nan" not in said


class TestPeople:
    @pytest.mark.parametrize("identifier", people.COMPOSITIONS)
    def test_parts_add_up_to_the_whole(self, identifier: str) -> None:
        view = people.composition(identifier, NORTH, SOUTH)
        sums = view.frame.groupby("label", sort=False)["value"].sum()
        assert list(sums.index[:2]) == [NORTH.short_name, SOUTH.short_name]
        assert sums.to_numpy() == pytest.approx(100, abs=0.06)

    def test_residents_by_tenth_add_up_and_a_borough_is_its_small_areas(self) -> None:
        frame = people.deprivation(TWO, None).frame
        shares = frame.drop(columns="tenth").sum()
        assert shares.to_numpy() == pytest.approx(100)

    def test_it_says_how_far_apart_its_small_areas_are(self) -> None:
        scores = selections.figures(selection("imd-2025", "lsoa-2021")).areas
        inside = made.inside("lsoa-2021", TWO.codes)
        own = scores[scores["area_code"].map(inside) >= 0.5]["value"]
        text = people.deprivation_sentence(TWO)
        assert f"{own.min():.1f}" in text
        assert f"{own.max():.1f}" in text


def test_the_map_outlines_its_wards_and_says_so() -> None:
    view = mapped.map_view(TWO)
    assert view.highlighted == TWO.codes
    assert view.legend[-1].label == "The wards of Two"
    assert view.headline == glance.headline(TWO)
    assert set(mapped.choices()) <= set(registry.indicators())


def test_figures_of_one_ward_are_the_published_ones() -> None:
    chosen = selection("overcrowding", "wards-2022")
    published = selections.figures(chosen).areas.set_index("area_code")["value"]
    assert made.by_area(chosen) == pytest.approx(published[list(ALL.codes)], abs=0.001)


SMALL = ("E01002812", "E01002813", "E01002814")


def test_small_areas_are_counted_from_their_own_rows() -> None:
    chosen = selections.complete(Selection("global-majority", "lsoa-2021"))
    rows = selections.figures(chosen).areas.set_index("area_code").loc[list(SMALL)]
    found = made.figure(chosen, SMALL)
    assert found.made is Made.COUNTED
    assert found.numerator == rows["numerator"].sum()
    assert found.value == pytest.approx(100 * rows["numerator"].sum() / rows["denominator"].sum())


def test_figures_of_wards_are_estimates_for_small_areas_and_never_among_the_sentences() -> None:
    of = neighbourhoods.own(SMALL)
    held = {one.measure.selection.area_set: one for one in measures.standings(of.codes)}
    assert held["lsoa-2021"].figure.made is not Made.ESTIMATED
    assert held["wards-2022"].figure.made is Made.ESTIMATED
    said = " ".join(text for texts in glance.sentences(of).values() for text in texts)
    assert "LSOAs run from" in said
    assert "nan" not in said
    assert "in 3 LSOAs" in glance.subtitle(of)


def test_all_small_areas_together_are_both_boroughs() -> None:
    everywhere = areas.codes("lsoa-2021")
    assert made.residents(everywhere) == pytest.approx(made.residents(made.everywhere()), rel=0.001)
    assert made.best_fit(made.everywhere(), "lsoa-2021") == everywhere


def test_best_fit_goes_to_the_other_kind_of_area_and_stays_on_its_own() -> None:
    ward = made.everywhere()[:1]
    inside = made.best_fit(ward, "lsoa-2021")
    assert made.best_fit(ward, "wards-2022") == ward
    assert made.best_fit(inside, "wards-2022") == ward
    assert len(made.best_fit(SMALL[:1], "wards-2022")) == 1


@pytest.mark.parametrize("of", [NORTH, TWO], ids=lambda of: of.id)
def test_a_working_definition_is_called_one_by_everything_made_from_it(of: Neighbourhood) -> None:
    views = (
        mapped.map_view(of),
        glance.chart(of),
        glance.table(of),
        glance.range_table(of),
        *(people.composition(name, of, None) for name in people.compositions()),
        *people.inequality(of, None).tables,
    )
    for view in views:
        assert (glance.WORKING_DEFINITION in view.provenance.notes) == (not of.is_own)


def test_one_beside_a_reader_s_own_is_called_a_working_definition() -> None:
    view = people.composition("tenure", TWO, NORTH)
    assert glance.WORKING_DEFINITION in view.provenance.notes
