"""The gradient on the published figures, against regressions and sums worked out here."""

from __future__ import annotations

import math
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
import statsmodels.api as sm

from explorer import areas, registry
from explorer.figures import charts
from explorer.model import Selection, Standing
from explorer.views import selections
from explorer.views.base import ChartKind
from explorer.views.gradient import (
    boroughs,
    measures,
    people,
    ranking,
    slope,
    sources,
    tables,
    through_time,
)

TABLES = Path(__file__).resolve().parents[3] / "data" / "tables"
CROSSWALKS = Path(__file__).resolve().parents[3] / "geo" / "crosswalks"
BY_ID = {measure.id: measure for measure in measures.every()}
WARDS_MEN, WARDS_WOMEN = (
    selections.complete(Selection("life-expectancy", "wards-2002", "2010-14", (("sex", sex),)))
    for sex in ("male", "female")
)
NEIGHBOURHOODS_MEN = selections.complete(
    Selection("life-expectancy", "msoa-2021", "2019-23", (("sex", "male"),))
)
DEATHS = selections.complete(Selection("mortality-all-causes-under-75", "msoa-2021"))
OVERCROWDING = selections.complete(Selection("imd-2025-overcrowding", "lsoa-2021"))
MOOD = selections.complete(Selection("imd-2025-mood-and-anxiety", "lsoa-2021"))
PM25 = selections.complete(Selection("pm25", "lsoa-2021"))
MAJORITY = selections.complete(Selection("global-majority", "lsoa-2021"))
EVERY = [
    measures.selection_of(measure).changed(by=group)
    for measure in BY_ID
    for chosen in [measures.selection_of(measure)]
    for group in registry.groups_held(chosen.indicator, chosen.area_set, chosen.period)
]


def raw(table: str, indicator: str, period: str, breakdown: str = "") -> pd.DataFrame:
    """Read rows of areas straight from a table, by area code."""
    held = pd.read_csv(TABLES / table, dtype={"period": str}, keep_default_na=False)
    held = held[held["indicator"].eq(indicator) & held["period"].eq(period)]
    held = held[held["breakdown"].eq(breakdown) & ~held["area_code"].str.startswith("E09")]
    held = held[held["area_code"].str.startswith(("E01", "E02", "E05"))].set_index("area_code")
    numbers = ["value", "lower_95", "upper_95", "numerator", "denominator"]
    return held[numbers].apply(pd.to_numeric, errors="coerce")


def line(values: pd.Series, weights: pd.Series) -> tuple[float, float, float]:
    """Fit values, most deprived first, by statsmodels: end, end, and share explained."""
    share = weights / weights.sum()
    fit = sm.WLS(values, sm.add_constant(share.cumsum() - share / 2), weights=share).fit()
    intercept, gradient = fit.params
    return intercept, intercept + gradient, fit.rsquared


def ordered_neighbourhoods() -> pd.DataFrame:
    """Return score and residents of each neighbourhood, most deprived first."""
    parts = pd.read_csv(CROSSWALKS / "lsoa-2021-to-msoa-2021.csv").set_index("from_code")
    parts["residents"] = raw("population-lsoa.csv", "population", "2021")["value"]
    parts["product"] = parts["residents"] * raw("imd-2025-lsoa.csv", "imd-2025", "2025")["value"]
    sums = parts.groupby("to_code")[["residents", "product"]].sum()
    sums["score"] = sums["product"] / sums["residents"]
    return sums.sort_values("score", ascending=False)


@pytest.mark.parametrize("selection", [WARDS_MEN, WARDS_WOMEN])
def test_line_across_wards_is_that_of_statsmodels(selection: Selection) -> None:
    breakdown = f"sex={dict(selection.by)['sex']}"
    order = raw("ward-atlas.csv", "imd-2010", "2010")["value"].sort_values(ascending=False)
    held = raw("life-expectancy-wards.csv", "life-expectancy", "2010-14", breakdown)
    values = held["value"].loc[order.index]
    most, least, explained = line(values, pd.Series(1.0, values.index))
    found = slope.gradient(selection)
    assert found.areas == 38
    assert found.slope.most_deprived == pytest.approx(most)
    assert found.slope.sii == pytest.approx(least - most)
    assert found.slope.rii == pytest.approx(least / most)
    assert found.explained == pytest.approx(explained)


@pytest.mark.parametrize(("borough", "count"), [("E09000020", 18), ("E09000033", 20)])
def test_line_within_a_borough_is_that_of_its_own_wards_in_their_own_order(
    borough: str, count: int
) -> None:
    layer = areas.load("wards-2002")
    own = layer.loc[layer["borough_code"] == borough, "area_code"]
    order = raw("ward-atlas.csv", "imd-2010", "2010")["value"].loc[own]
    order = order.sort_values(ascending=False)
    held = raw("life-expectancy-wards.csv", "life-expectancy", "2010-14", "sex=male")
    values = held["value"].loc[order.index]
    most, least, explained = line(values, pd.Series(1.0, values.index))
    found = slope.within(WARDS_MEN, borough)
    assert found.areas == count
    assert (found.slope.most_deprived, found.slope.sii) == pytest.approx((most, least - most))
    assert found.explained == pytest.approx(explained)


def test_boroughs_stand_beside_the_line_of_both_and_their_areas_add_up() -> None:
    for chosen in EVERY:
        passage = boroughs.passage(chosen)
        assert passage is not None
        (table,) = passage.tables
        both, *each = table.frame.to_dict("records")
        assert both["areas"] == sum(row["areas"] for row in each)
        has_interval = slope.gradient(chosen).slope.sii_interval is not None
        assert {"(" in row["apart"] for row in (both, *each)} == {has_interval}
        assert ("95% interval" in table.notes[0]) == has_interval
    table = boroughs.table_view(WARDS_MEN)
    assert list(table.frame["apart"]) == [
        "+10.4 (8.8 to 12.0)",
        "+10.7 (8.3 to 13.1)",
        "+8.4 (6.5 to 10.4)",
    ]


def test_interval_across_wards_follows_from_the_published_limits() -> None:
    order = raw("ward-atlas.csv", "imd-2010", "2010")["value"].sort_values(ascending=False)
    held = raw("life-expectancy-wards.csv", "life-expectancy", "2010-14", "sex=male")
    held = held.loc[order.index]
    errors = (held["upper_95"] - held["lower_95"]) / (2 * 1.96)
    distance = (np.arange(38) + 0.5) / 38 - 0.5
    spread = math.sqrt(((distance / (distance @ distance) * errors) ** 2).sum())
    found = slope.gradient(WARDS_MEN).slope
    assert found.sii_interval is not None
    assert found.sii_interval.lower == pytest.approx(found.sii - 1.96 * spread, abs=0.03)
    assert found.sii_interval.upper == pytest.approx(found.sii + 1.96 * spread, abs=0.03)


def test_line_across_neighbourhoods_is_that_of_statsmodels() -> None:
    order = ordered_neighbourhoods()
    held = raw("local-health-msoa.csv", "mortality-all-causes-under-75", "2019-23")
    most, least, _ = line(held["value"].loc[order.index], order["residents"])
    found = slope.gradient(DEATHS).slope
    assert (found.most_deprived, found.least_deprived) == pytest.approx((most, least))
    assert found.sii_interval is None


def test_neighbourhoods_without_a_figure_are_left_out_and_said_to_be() -> None:
    order = ordered_neighbourhoods()
    held = raw("life-expectancy-msoa-2019-23.csv", "life-expectancy", "2019-23", "sex=male")
    values = held["value"].reindex(order.index).dropna()
    most, least, _ = line(values, order["residents"].loc[values.index])
    found = slope.gradient(NEIGHBOURHOODS_MEN)
    assert (found.areas, found.slope.sii) == (43, pytest.approx(least - most))
    assert "2 neighbourhoods without a figure are left out." in tables.method(NEIGHBOURHOODS_MEN)[0]


def test_small_areas_are_fitted_in_tenths_of_the_residents() -> None:
    score = raw("imd-2025-lsoa.csv", "imd-2025", "2025")["value"]
    held = pd.DataFrame(
        {
            "score": score,
            "people": raw("population-lsoa.csv", "population", "2021")["value"],
            "value": raw("imd-2025-lsoa.csv", "imd-2025-overcrowding", "2025", "standard=bedrooms")[
                "value"
            ],
        }
    ).sort_values("score", ascending=False)
    before, total = 0.0, held["people"].sum()
    sums = [[0.0, 0.0] for _ in range(10)]
    for _, row in held.iterrows():
        tenth = sums[int(10 * (before + row["people"] / 2) / total)]
        tenth[0] += row["people"] * row["value"]
        tenth[1] += row["people"]
        before += row["people"]
    values = pd.Series([product / people for product, people in sums])
    weights = pd.Series([people for _, people in sums])
    most, least, _ = line(values, weights)
    found = slope.gradient(OVERCROWDING)
    assert found.points["value"].to_list() == pytest.approx(values.to_list())
    assert (found.slope.most_deprived, found.slope.least_deprived) == pytest.approx((most, least))
    assert found.points["label"].iloc[[0, -1]].to_list() == [
        "Most deprived tenth",
        "Least deprived tenth",
    ]


def test_counts_make_the_share_of_a_tenth_exact() -> None:
    counts = raw("ethnic-group-lsoa.csv", "global-majority", "2021")
    everyone = slope.gradient(MAJORITY).points
    average = np.average(everyone["value"], weights=everyone["population"])
    assert average == pytest.approx(
        100 * counts["numerator"].sum() / counts["denominator"].sum(), abs=1e-4
    )


def test_headline_and_subtitle_give_both_measures_with_their_intervals() -> None:
    assert slope.headline(WARDS_MEN) == (
        "From the most to the least deprived of these 38 wards, there is a rise of 10.4 years in "
        "life expectancy (men, 2010–14)"
    )
    assert slope.sentence(WARDS_MEN) == (
        "The fitted line goes from 77.7 years at the most deprived end to 88.1 years at the least "
        "deprived end. Their difference, the slope index of inequality (SII), is 10.4 years (95% "
        "interval 8.8 to 12.0); their ratio, the relative index (RII), is 1.13 (95% interval 1.11 "
        "to 1.16)."
    )


def test_index_numbers_say_what_they_stand_against() -> None:
    assert slope.headline(DEATHS) == (
        "From the most to the least deprived of these 45 neighbourhoods, there is a fall of 87 "
        "points in the index of deaths under 75 (2019–23)"
    )
    assert "to 36 at the least deprived end, where England = 100." in slope.sentence(DEATHS)


def test_a_line_that_says_nothing_is_not_called_a_gradient() -> None:
    assert not slope.gradient(PM25).is_straight
    assert slope.headline(PM25) == (
        "From the most to the least deprived of these 224 small areas, there is no steady rise or "
        "fall in fine particles (PM2.5) (2019)"
    )


def test_a_scale_without_a_true_zero_has_no_ratio() -> None:
    assert "no ratio, because the scale has no true zero" in slope.sentence(MOOD)
    rows = tables.every_measure(MOOD).frame.set_index("measure")
    assert rows.loc["Relative index of inequality (RII)", "value"] == "no meaning"
    assert not rows.index.str.contains("Theil").any()
    table = people.matched(MOOD)
    assert table is not None
    assert "share" not in table.frame


@pytest.mark.parametrize("selection", EVERY)
def test_what_is_without_an_interval_says_so(selection: Selection) -> None:
    found = slope.gradient(selection).slope
    assert ("interval" in slope.sentence(selection)) == (found.sii_interval is not None)
    if found.sii_interval is None:
        assert "No interval" in slope.subtitle(selection)
        assert set(tables.every_measure(selection).frame["interval"]) == {"not given"}


@pytest.mark.parametrize("selection", EVERY)
def test_what_the_index_contains_is_said_under_the_chart(selection: Selection) -> None:
    view = slope.chart(selection)
    is_part = "construction" in view.subtitle or "outdoor air" in view.subtitle
    assert is_part == (selection.indicator != "global-majority")


def test_the_circle_is_broken_by_ranking_by_income_alone() -> None:
    text = next(t for t in tables.method(OVERCROWDING) if t.startswith("Ranked by income"))
    income = raw("imd-2025-lsoa.csv", "imd-2025-domain-score", "2025", "domain=income")["value"]
    found = slope.gradient(OVERCROWDING, selections.complete(ranking.INCOME))
    by_income = ranking.scores("lsoa-2021", selections.complete(ranking.INCOME))
    assert by_income.to_dict() == pytest.approx(income.to_dict())
    assert f"is −{-found.slope.sii:.1f} percentage points" in text
    assert not any("income" in text for text in tables.method(WARDS_MEN))


@pytest.mark.parametrize("selection", EVERY)
def test_chart_draws_the_points_and_the_ends_of_the_line(selection: Selection) -> None:
    view = slope.chart(selection)
    found = slope.gradient(selection)
    assert view.kind is ChartKind.GRADIENT
    points, ends = view.frame[view.frame["value"].notna()], view.frame[view.frame["value"].isna()]
    assert len(points) == len(found.points)
    assert points["x"].is_monotonic_increasing
    assert ends["x"].to_list() == [0, 100]
    assert ends["fitted"].to_list() == [found.slope.most_deprived, found.slope.least_deprived]
    assert len(charts.spec(view)["datasets"]["rows"]) == len(view.frame)


def test_the_chosen_area_or_its_tenth_is_marked() -> None:
    ward = slope.chart(WARDS_MEN.changed(highlighted=("E05000646",))).frame
    assert ward.loc[ward["highlight"], "label"].to_list() == ["Vincent Square"]
    view = slope.map_view(OVERCROWDING.changed(highlighted=("E01002812",)))
    tenth = slope.chart(view.selection).frame
    assert tenth.loc[tenth["highlight"], "label"].to_list() == ["Least deprived tenth"]
    assert view.subtitle.endswith("5.4%, number 224 of 224 from the most deprived.")


def test_table_holds_every_area_most_deprived_first() -> None:
    frame = tables.table_view(WARDS_MEN).frame
    order = raw("ward-atlas.csv", "imd-2010", "2010")["value"].sort_values(ascending=False)
    assert frame["area_code"].to_list() == order.index.to_list()
    assert "population" not in frame
    small = tables.table_view(OVERCROWDING).frame
    assert len(small) == 224
    assert small["deprivation"].is_monotonic_decreasing


def test_fifths_beside_the_map_have_the_mean_of_their_wards() -> None:
    order = raw("ward-atlas.csv", "imd-2010", "2010")["value"].sort_values(ascending=False)
    held = raw("life-expectancy-wards.csv", "life-expectancy", "2010-14", "sex=male")
    most = held["value"].loc[order.index[:8]]
    row = tables.beside(WARDS_MEN).frame.iloc[0]
    assert row["value"] == pytest.approx(most.mean())
    assert row["interval"] == "77.0 to 78.6"
    assert "interval" not in tables.beside(OVERCROWDING).frame


def test_people_sentence_is_the_least_deprived_fifth_less_the_average() -> None:
    assert people.sentence(WARDS_MEN) == (
        "If every ward had the figure of the least deprived fifth, life expectancy would be 3.3 "
        "years higher on average: 86.1 years instead of 82.9 years"
    )
    order = raw("ward-atlas.csv", "imd-2010", "2010")["value"].sort_values(ascending=False)
    held = raw("life-expectancy-wards.csv", "life-expectancy", "2010-14", "sex=male")["value"]
    least = held.loc[order.index[-8:]].mean()
    assert people.attributable(WARDS_MEN).par == pytest.approx(least - held.mean())


def test_best_area_is_named_with_its_figure() -> None:
    table = people.matched(DEATHS)
    assert table is not None
    assert table.frame["mark"].to_list() == [
        "the least deprived fifth",
        "the best, South Kensington",
    ]
    assert table.frame["figure"].iloc[1] == pytest.approx(28, abs=0.5)
    assert (table.frame["change"] < 0).all()


def test_a_share_of_people_that_is_neither_good_nor_bad_has_no_mark() -> None:
    assert people.matched(MAJORITY) is None
    passage = people.passage(MAJORITY)
    assert passage.title == people.TITLE
    assert passage.notes[0] == people.NEITHER_GOOD_NOR_BAD


def test_counted_people_follow_from_the_counts_of_the_wards() -> None:
    counts = raw("census-2021-wards.csv", "overcrowding", "2021")
    score = raw("imd-2025-wards.csv", "imd-2025", "2025")["value"]
    counts = counts.loc[score.sort_values(ascending=False).index]
    share = counts["denominator"] / counts["denominator"].sum()
    fifth = counts[(share.cumsum() - share / 2) >= 0.8]
    target = fifth["numerator"].sum() / fifth["denominator"].sum()
    fewer = counts["numerator"].sum() - target * counts["denominator"].sum()
    row = people.counted().frame.iloc[0]
    assert row["now"] == f"{counts['numerator'].sum():,.0f} (9.4%)"
    assert row["fifth"] == f"about {round(fewer, -2):,.0f} ({100 * target:.1f}%)"
    best = counts["value"].min() / 100
    most = counts["numerator"].sum() - best * counts["denominator"].sum()
    assert row["lowest"].startswith(f"about {round(most, -2):,.0f} (Brompton & Hans Town, ")


def test_each_period_is_ranked_alike_and_those_that_share_no_year_are_filled() -> None:
    rows = through_time.slopes("male")
    order = raw("ward-atlas.csv", "imd-2010", "2010")["value"].sort_values(ascending=False)
    for row, period in zip(rows.itertuples(), ("1999-03", "2000-04"), strict=False):
        values = raw("life-expectancy-wards.csv", "life-expectancy", period, "sex=male")["value"]
        most, least, _ = line(values.loc[order.index], pd.Series(1.0, order.index))
        assert row.value == pytest.approx(least - most)
    assert len(rows) == 12
    assert rows.loc[rows["filled"], "period"].to_list() == ["2000–04", "2005–09", "2010–14"]


def test_too_few_independent_periods_are_not_tested() -> None:
    assert through_time.trend_words("male") == (
        "Trend marker: not tested. The rule needs 5 periods that share no year, and of these 12 "
        "only 3 do: 2000–04, 2005–09 and 2010–14."
    )


def test_change_is_told_only_where_chance_is_excluded() -> None:
    assert through_time.change_words("male") == (
        "The gradient among men grew by 3.1 years (95% interval 1.0 to 5.2): 7.3 years in "
        "2000–04, 10.4 in 2010–14"
    )
    assert through_time.change_words("female").startswith("No change in the gradient among women")


def test_published_index_of_the_boroughs_stands_apart_as_published() -> None:
    frame = through_time.published_chart("male").frame
    assert set(frame["group"]) == {"Westminster", "Kensington and Chelsea"}
    latest = frame[frame["period"] == "2022–24"].set_index("group")["value"]
    assert sorted(latest) == [11.5, 13.7]
    assert frame.loc[frame["filled"], "period"].unique().tolist() == [
        "2016–18",
        "2019–21",
        "2022–24",
    ]
    assert set(through_time.slopes("male")["segment"]).isdisjoint(frame["segment"])


def test_sources_mark_what_is_worked_out_here() -> None:
    by_measure = {p.measure: p for p in sources.beside(NEIGHBOURHOODS_MEN)}
    assert by_measure["Index of Multiple Deprivation 2025, score"].standing is Standing.DERIVED
    assert "Slope index of inequality in life expectancy at birth" in by_measure
    assert "Overcrowded households" in by_measure
    assert "Residents" not in {p.measure for p in sources.beside(WARDS_MEN)}


@pytest.mark.parametrize("selection", EVERY)
def test_a_choice_comes_back_from_its_selection(selection: Selection) -> None:
    measure = measures.measure_of(Selection.from_query(selection.to_query()))
    assert measures.selection_of(measure.id).indicator == selection.indicator
    assert (measure.indicator, measure.area_set) == (selection.indicator, selection.area_set)
