"""Published figures on areas for which they were not published: estimates that say so."""

import pytest

from explorer import areas, registry
from explorer.errors import SelectionError, StatisticsError
from explorer.model import Aggregation, Selection, Standing
from explorer.views import rebased, selections

TO = "wards-2022"


def moved(indicator: str, to: str = TO, **more: str) -> rebased.Moved:
    chosen = rebased.finest(registry.indicator(indicator), to)
    return rebased.moved(selections.complete(chosen.changed(**more)), to)


def test_census_counts_moved_from_small_areas_keep_their_total() -> None:
    found = moved("global-majority")
    start = selections.figures(found.source).areas
    for name in ("numerator", "denominator"):
        assert found.figures.frame[name].sum() == pytest.approx(start[name].sum())
    assert found.standing is Standing.ESTIMATE


def test_moved_wards_come_close_to_the_wards_added_up_from_best_fitting_small_areas() -> None:
    best = selections.figures(selections.complete(Selection("global-majority", TO))).areas
    apart = moved("global-majority").figures.frame["value"] - best["value"]
    assert apart.abs().mean() < 1


def test_a_sentence_says_estimate_split_and_how_close_it_comes_back() -> None:
    text = rebased.sentence(moved("fuel-poverty"))
    assert "An estimate: moved from 224 LSOAs, 72 of which are split" in text
    assert "weighted by residents" in text
    assert "end 0.95 percentage points from where they began on average" in text


def test_small_areas_make_up_neighbourhoods_and_are_no_estimate() -> None:
    found = moved("global-majority", "msoa-2021")
    assert found.standing is Standing.DERIVED
    published = selections.figures(selections.complete(Selection("global-majority", "msoa-2021")))
    counts = published.areas.set_index("area_code")["numerator"]
    apart = found.figures.frame.set_index("area_code")["numerator"] - counts
    # The census is perturbed table by table.
    assert apart.abs().max() <= 25


def test_households_weight_what_is_shared_among_households() -> None:
    people, name = rebased.weights_of(registry.indicator("no-car"), TO)
    tenure = selections.figures(selections.complete(Selection("tenure", TO))).areas
    assert name == "households"
    assert people.sum() == tenure["denominator"].sum()


def test_residents_of_wards_of_the_past_are_added_up_from_small_areas() -> None:
    assert rebased.residents("wards-2002").sum() == pytest.approx(
        rebased.residents("lsoa-2021").sum()
    )


def test_life_expectancy_is_never_averaged() -> None:
    with pytest.raises(StatisticsError, match="neither counts nor a meaningful mean"):
        moved("life-expectancy")


def test_what_is_held_only_by_borough_cannot_be_moved() -> None:
    with pytest.raises(SelectionError, match="boroughs only"):
        moved("main-language")


@pytest.mark.parametrize(
    ("identifier", "series", "expected"),
    [
        ("disability", "wards-2022", Aggregation.COUNTS),
        ("disability", "lsoa-2021", Aggregation.WEIGHTED_MEAN),
        ("population", "lsoa-2021", Aggregation.COUNTS),
        ("global-majority", "boroughs", Aggregation.COUNTS),
        ("life-expectancy", "msoa-2019-23", Aggregation.NONE),
        ("imd-2025-rank", "lsoa-2021", Aggregation.NONE),
        ("mortality-all-causes", "msoa-latest", Aggregation.NONE),
    ],
)
def test_counts_decide_where_they_are_held(
    identifier: str, series: str, expected: Aggregation
) -> None:
    assert registry.aggregation(identifier, series) is expected


def test_no_measure_in_years_of_life_nor_rank_declares_a_mean() -> None:
    for indicator in registry.indicators().values():
        if indicator.unit == "years" or indicator.id.endswith(("-rank", "-decile")):
            assert indicator.aggregation is Aggregation.NONE


def test_every_area_has_a_row_in_the_sets_order() -> None:
    assert tuple(moved("claimant-count").figures.frame["area_code"]) == areas.codes(TO)


def test_the_table_of_closeness_has_a_row_a_move_and_the_finer_comes_closer() -> None:
    frame = rebased.closeness("global-majority").frame
    assert (frame["mean"] <= frame["largest"]).all()
    assert set(frame["standing"]) == {"estimate", "derived"}
    back = frame[frame["start"].str.contains("MSOA|Neighbourhoods")].set_index("to")["mean"]
    assert back.min() < 0.001
