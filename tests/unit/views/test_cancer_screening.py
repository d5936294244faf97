"""What the cancer screening page says, against the published figures."""

import math

import pandas as pd
import pytest

from explorer import areas, registry, stats
from explorer.model import AreaKind, Selection
from explorer.views import selections
from explorer.views.base import ChartKind, Swatch
from explorer.views.cancer_screening import (
    compared,
    funnel,
    others,
    overview_finding,
    practices,
    programmes,
    recent,
    residents,
    scheme,
)

YOUNGER = Selection("cervical-coverage", by=(("age", "25-49"),))
OLDER = Selection("cervical-coverage", by=(("age", "50-64"),))
BREAST = Selection("breast-coverage")
BOWEL = Selection("bowel-coverage")
ALL = [YOUNGER, OLDER, BREAST, BOWEL]
SUPPRESSED = "E87630"
KENSINGTON, WESTMINSTER = "Kensington and Chelsea", "Westminster"


def practices_of(programme: Selection, period: str = "2023-24") -> Selection:
    return practices.selection_of(programme, period)


# Residents


def test_the_headline_gives_both_boroughs_and_stays_below_the_acceptable_level() -> None:
    assert residents.headline(YOUNGER) == (
        "In 2024 cervical screening covered 43.4% of women aged 25 to 49 in Kensington and Chelsea "
        "and 43.5% in Westminster, below the acceptable level of 80%"
    )
    assert "London 58.4%, England 66.1%" in residents.subtitle(YOUNGER)
    assert "42.9 to 43.8 and 43.1 to 43.8" in residents.subtitle(YOUNGER)


def test_breast_coverage_has_its_place_among_the_boroughs_of_london() -> None:
    assert residents.headline(BREAST) == (
        "In 2025 breast screening covered 48.6% of eligible women in Kensington and Chelsea and "
        "51.7% in Westminster, the two lowest among London's 33 boroughs"
    )
    assert "without intervals" in residents.subtitle(BREAST)
    chart = residents.chart(BREAST)
    assert chart is not None
    assert len(chart.frame) == 33
    assert list(chart.frame["label"].tail(2)) == [WESTMINSTER, KENSINGTON]
    assert chart.frame["highlight"].sum() == 2
    assert chart.frame[["lower_95", "upper_95"]].isna().all(axis=None)


def test_bowel_coverage_has_no_borough_figure_and_says_so() -> None:
    assert residents.chart(BOWEL) is None
    assert residents.headline(BOWEL) == (
        "In 2023/24 half of the GP practices here had screened more than 54.8% of their eligible "
        "patients for bowel cancer"
    )
    assert "No official borough figure" in residents.subtitle(BOWEL)


def test_the_trend_stands_against_london_england_and_the_acceptable_level() -> None:
    chart = residents.chart(YOUNGER)
    assert chart is not None
    assert chart.kind is ChartKind.LINES
    assert set(chart.frame["group"]) >= {"London", "England"}
    assert chart.frame.groupby("group")["period"].agg(["first", "last"]).drop_duplicates().to_dict(
        "records"
    ) == [{"first": "2010", "last": "2024"}]
    assert chart.frame["lower_95"].notna().all()
    assert [(line.label, line.value) for line in chart.reference_lines] == [
        ("Acceptable level", 80)
    ]
    assert chart.title == (
        "Since 2010, cervical coverage at age 25 to 49 has fallen by 12.9 percentage points in "
        "Kensington and Chelsea and 16.0 in Westminster"
    )
    assert "20,647 of 47,609 in 2024" in chart.subtitle


@pytest.mark.parametrize(
    ("programme", "target", "expected"),
    [
        (YOUNGER, "London's coverage, 58.4%", (7_146, 10_874)),
        (YOUNGER, "England's coverage, 66.1%", (10_816, 16_500)),
        (YOUNGER, "Acceptable level, 80%", (17_441, 26_654)),
        (OLDER, "Acceptable level, 80%", (4_526, 5_040)),
    ],
)
def test_how_many_more_would_reach_each_coverage(
    programme: Selection, target: str, expected: tuple[int, int]
) -> None:
    table = residents.additional(programme)
    assert table is not None
    row = table.frame.set_index("target").loc[target]
    assert (row[KENSINGTON], row[WESTMINSTER]) == expected


def test_one_woman_fewer_would_not_reach_it() -> None:
    held = selections.figures(selections.complete(YOUNGER.changed(area_set="boroughs")))
    for _, row in held.areas.iterrows():
        more = stats.additional_to_reach(row["numerator"], row["denominator"], 0.8)
        assert (row["numerator"] + more) / row["denominator"] >= 0.8
        assert (row["numerator"] + more - 1) / row["denominator"] < 0.8


def test_nothing_is_counted_where_no_counts_are_published() -> None:
    assert residents.additional(BREAST) is None
    assert residents.additional_words(BREAST) == ""


def test_official_and_secondary_figures_never_share_a_table() -> None:
    news = others.secondary().frame
    assert set(news["standing"]) == {"secondary"}
    assert "standing" not in others.official().frame
    held = registry.extra(others.TABLE)
    official = set(held.loc[held["standing"] == "published", "period"].astype(str))
    assert not any(period in text for period in official for text in news["measure"])
    assert others.official().provenance.standing.is_official
    assert not others.secondary().provenance.standing.is_official


def test_what_is_not_held_is_said() -> None:
    table = others.official().frame.set_index("measure")
    assert table.loc["Bowel coverage", "value"] == "not held"
    assert list(table.loc["Breast coverage, 2025", "value"]) == ["48.6%", "51.7%"]


# Practices


@pytest.mark.parametrize("programme", ALL)
def test_every_practice_of_the_set_is_drawn_as_a_point(programme: Selection) -> None:
    for period in practices.periods(programme):
        view = practices.map_view(practices_of(programme, period))
        assert view.area_set.kind is AreaKind.POINT
        assert len(view.frame) == view.area_set.feature_count
        assert sum(entry.count or 0 for entry in view.legend) == len(view.frame)
        assert set(view.frame["class_key"]) <= {entry.key for entry in view.legend}


def test_a_suppressed_practice_is_crossed_and_says_why() -> None:
    view = practices.map_view(practices_of(YOUNGER, "2017-12"))
    row = view.frame.set_index("area_code").loc[SUPPRESSED]
    entry = next(entry for entry in view.legend if entry.key == row["class_key"])
    assert entry.swatch is Swatch.POINT_HOLLOW
    assert entry.label.startswith("Withheld")
    assert entry.count == 1
    assert pd.isna(row["value"])
    assert "withheld by the publisher" in row["text"]


def test_counts_of_2017_give_wilson_intervals() -> None:
    held = selections.figures(practices_of(YOUNGER, "2017-12")).areas.set_index("area_code")
    row = held.loc["E87002"]
    expected = stats.wilson_interval(2154, 3820)
    assert row["lower_95"] == pytest.approx(100 * expected.lower)
    assert row["upper_95"] == pytest.approx(100 * expected.upper)
    assert held.loc[SUPPRESSED, ["lower_95", "upper_95"]].isna().all()


def test_percentages_without_counts_have_no_interval_and_no_verdict() -> None:
    table = practices.table_view(practices_of(YOUNGER))
    assert {"lower_95", "place"}.isdisjoint(table.frame.columns)
    assert "lower_95" in practices.table_view(practices_of(YOUNGER, "2017-12")).frame


def test_each_practice_stands_against_the_median_of_the_boroughs_practices() -> None:
    found = practices.spread(practices_of(YOUNGER))
    assert found.practices == 66
    assert found.median == pytest.approx(47.376, abs=0.001)
    table = practices.table_view(practices_of(YOUNGER)).frame
    assert (table["points"].dropna() < 0).sum() == (table["points"].dropna() > 0).sum() == 33
    chart = practices.chart(practices_of(YOUNGER))
    assert chart is not None
    assert [line.value for line in chart.reference_lines] == [found.median]


def test_practices_outside_both_boroughs_do_not_move_the_median() -> None:
    selection = practices_of(YOUNGER, "2017-12")
    held = selections.figures(selection).areas["value"].notna().sum()
    assert (held, practices.spread(selection).practices) == (77, 75)
    assert programmes.OUTSIDE in set(practices.table_view(selection).frame["ward"])


@pytest.mark.parametrize(
    ("programme", "correlation", "finding"),
    [
        (YOUNGER, "0.55 (95% interval 0.34 to 0.71)", "Cervical coverage is higher, not lower,"),
        (BREAST, "0.34 (95% interval 0.10 to 0.54)", "Breast coverage is higher, not lower,"),
        (BOWEL, "−0.03 (95% interval −0.27 to 0.21)", "Bowel coverage neither rises nor falls"),
    ],
)
def test_coverage_does_not_fall_with_deprivation(
    programme: Selection, correlation: str, finding: str
) -> None:
    chart = practices.deprivation(practices_of(programme))
    assert chart is not None
    assert chart.kind is ChartKind.SCATTER
    assert chart.title.startswith(finding)
    assert correlation in chart.subtitle
    assert len(chart.frame) == 66


def test_scores_of_2024_are_not_set_against_figures_of_2017() -> None:
    assert practices.deprivation(practices_of(YOUNGER, "2017-12")) is None
    chart = practices.chart(practices_of(YOUNGER, "2017-12"))
    assert chart is not None
    assert chart.kind is ChartKind.FUNNEL


def test_the_chosen_practice_heads_the_small_table() -> None:
    chosen = practices_of(YOUNGER, "2017-12").changed(highlighted=("E87002",))
    first = practices.beside(chosen).frame.iloc[0]
    assert first["area_name"] == "Victoria Medical Centre"
    assert first["coverage"] == "56.4% (54.8 to 58.0)"
    assert first["points"] == "+6.7"
    withheld = chosen.changed(highlighted=(SUPPRESSED,))
    assert "Withheld" in practices.beside(withheld).frame.iloc[0]["coverage"]


def test_practices_are_never_added_up_to_a_ward() -> None:
    assert "never added up to a ward" in practices.WHERE_PATIENTS_LIVE
    table = practices.table_view(practices_of(YOUNGER)).frame
    assert table["area_name"].is_unique
    assert len(table) == 69


def test_residents_and_practices_differ_and_it_is_said_why() -> None:
    figures, reason = compared.why(YOUNGER)
    assert "in Kensington and Chelsea 43.4% of residents and about 50%" in figures
    assert "in Westminster 43.5% of residents and about 48%" in figures
    assert "estimate" in figures
    assert "different people" in reason
    assert compared.why(BOWEL) == (reason,)


# The funnel


def by_hand(selection: Selection) -> dict[str, int]:
    """Count practices by place, with the limits worked out one by one from their formula."""
    held = selections.figures(selection).areas.dropna(subset=["numerator"])
    ours = areas.load(selection.area_set).set_index("area_code")["borough_code"].fillna("") != ""
    held = held[held["area_code"].map(ours)]
    average = held["numerator"].sum() / held["denominator"].sum()
    counts = {"practices": len(held), "outside 95%": 0, "outside 99.8%": 0}
    for screened, eligible in zip(held["numerator"], held["denominator"], strict=True):
        error = math.sqrt(average * (1 - average) / eligible)
        distance = abs(screened / eligible - average) / error
        counts["outside 95%"] += distance > 1.959964
        counts["outside 99.8%"] += distance > 3.090232
    return counts


@pytest.mark.parametrize("programme", [YOUNGER, OLDER])
def test_practices_outside_the_limits_are_those_counted_by_hand(programme: Selection) -> None:
    selection = practices_of(programme, "2017-12")
    expected = by_hand(selection)
    chart = practices.chart(selection)
    assert chart is not None
    assert chart.title.startswith(
        f"{expected['outside 95%']} of {expected['practices']} GP practices lie outside the 95% "
        "limits"
    )
    assert chart.title.endswith(f", {expected['outside 99.8%']} of them outside the 99.8% limits")


def test_the_funnel_says_what_chance_would_do_and_gives_no_verdict() -> None:
    chart = practices.chart(practices_of(YOUNGER, "2017-12").changed(highlighted=("E87002",)))
    assert chart is not None
    assert chart.title == (
        "49 of 75 GP practices lie outside the 95% limits about their average of 50.2%, 40 of them "
        "outside the 99.8% limits"
    )
    for said in (
        "about 4 (5%) outside the 95% limits and fewer than one (0.2%) outside the 99.8% limits.",
        "So the practices differ by more than chance. The figures do not say why",
        "A practice outside is a question, not a verdict.",
        "Victoria Medical Centre is above the 99.8% limit.",
        "Left out: 1 whose figure is withheld, 13 without a figure and 2 outside both boroughs.",
    ):
        assert said in chart.subtitle


def test_limits_of_the_funnel_are_those_of_the_statistics() -> None:
    chart = practices.chart(practices_of(OLDER, "2017-12"))
    assert chart is not None
    (average,) = chart.reference_lines
    course = chart.frame[chart.frame["value"].isna()]
    for limit, confidence in (("95", 0.95), ("998", 0.998)):
        expected = stats.funnel_limits(average.value / 100, course["x"].to_numpy(), confidence)
        assert course[f"lower_limit_{limit}"].to_numpy() == pytest.approx(100 * expected.lower)
        assert course[f"upper_limit_{limit}"].to_numpy() == pytest.approx(100 * expected.upper)
    points = chart.frame.dropna(subset=["value"])
    assert course["x"].min() == points["x"].min()
    assert course["x"].max() > points["x"].max()


def test_the_average_weighs_each_practice_by_its_patients() -> None:
    chart = practices.chart(practices_of(YOUNGER, "2017-12"))
    assert chart is not None
    points = chart.frame.dropna(subset=["value"])
    pooled = (points["value"] * points["x"]).sum() / points["x"].sum()
    assert chart.reference_lines[0].value == pytest.approx(pooled, abs=0.001)
    assert chart.reference_lines[0].label == "Average 50.2%"


def test_the_table_says_each_place_in_words() -> None:
    table = practices.table_view(practices_of(YOUNGER, "2017-12"))
    places = table.frame.set_index("area_name")["place"]
    assert places["Victoria Medical Centre"] == "above 99.8% limit"
    assert places["The Doctor Hickey Surgery"] == "below 99.8% limit"
    assert places["Dr Evans (Timothy)"] == "within limits"
    assert places["Covent Garden Medical Centre"] == "not compared"
    assert (places == "not compared").sum() == 16
    assert (places == "within limits").sum() == 75 - 49
    assert "Place in the funnel" in [column.label for column in table.columns]


def test_a_withheld_practice_has_no_point_and_its_place_is_not_given() -> None:
    chosen = practices_of(YOUNGER, "2017-12").changed(highlighted=(SUPPRESSED,))
    chart = practices.chart(chosen)
    assert chart is not None
    assert not chart.frame["highlight"].any()
    assert "is not compared." in chart.subtitle


def test_practices_alike_but_for_chance_are_not_said_to_differ() -> None:
    held = pd.DataFrame(
        {"numerator": [50.0, 52.0, 48.0, 132.0], "denominator": [100.0, 100.0, 100.0, 200.0]}
    ).assign(borough_code="E09000033", note="")
    found = funnel.funnel(held)
    assert found is not None
    assert (found.practices, found.outside_95, found.outside_998) == (4, 1, 0)
    alike = funnel.funnel(held.head(3))
    assert alike is not None
    assert alike.outside_95 == 0
    assert not alike.beyond_chance
    assert funnel.chance(alike).endswith("So no more lie outside than chance can put there.")


def test_no_funnel_without_counts() -> None:
    held = pd.DataFrame(
        {"numerator": [float("nan")], "denominator": [float("nan")], "borough_code": ["E09000033"]}
    )
    assert funnel.funnel(held) is None
    assert funnel.chart(practices_of(YOUNGER), held) is None
    assert list(funnel.positions(held)) == ["not compared"]


# The recent trend


def test_the_trend_marker_stands_beside_the_boroughs_chart_with_its_reason() -> None:
    passage = residents.beside(YOUNGER)
    assert passage is not None
    assert passage.title == (
        "Recent trend: no significant change in Kensington and Chelsea; decreasing and getting "
        "worse in Westminster"
    )
    (table,) = passage.tables
    assert table.frame.to_dict("list") == {
        "area_name": [KENSINGTON, WESTMINSTER, "London", "England"],
        "first": ["46.4%", "47.1%", "61.8%", "70.2%"],
        "last": ["43.4%", "43.5%", "58.4%", "66.1%"],
        "trend": ["■ No significant change", *["▼ Decreasing and getting worse"] * 3],
    }
    assert [column.label for column in table.columns] == ["Area", "2020", "2024", "Recent trend"]
    assert passage.notes[0] == (
        "Kensington and Chelsea: the slope is more than chance but hangs on a single point: "
        "without 2020 it would rise instead."
    )
    assert recent.RULE in passage.notes


def test_boroughs_with_the_same_marker_are_named_together() -> None:
    passage = residents.beside(OLDER)
    assert passage is not None
    assert passage.title == (
        "Recent trend: no significant change in Kensington and Chelsea and Westminster"
    )


@pytest.mark.parametrize("programme", [BREAST, BOWEL])
def test_a_single_year_has_no_trend(programme: Selection) -> None:
    assert recent.passage(programme) is None
    assert residents.beneath(programme) is None
    passage = residents.beside(programme)
    assert passage is not None
    assert passage.title == others.TITLE


# What the scheme reports


def test_changes_are_in_percentage_points_with_newcombe_intervals() -> None:
    found = scheme.results()
    assert [round(result.points.value, 1) for result in found] == [4.8, 6.0, 2.4]
    assert [result.points.chance_excluded for result in found] == [False, True, False]
    second = found[1].points
    expected = stats.proportion_difference(0.65 * 1675, 1675, 0.59 * 1712, 1712)
    assert second.lower == pytest.approx(100 * expected.lower)
    assert second.upper == pytest.approx(100 * expected.upper)


def test_only_the_second_is_said_to_be_told_from_chance() -> None:
    assert scheme.headline() == (
        "Screen, Detect, Protect: the share screened rose by 4.8, 6.0 and 2.4 percentage points; "
        "only the change of 6.0 can be told from chance"
    )


def test_the_published_change_is_shown_as_relative() -> None:
    table = scheme.table()
    rows = table.frame.set_index("what")
    assert list(rows.loc["Relative change, as published"]) == ["+15.77%", "+10.26%", "+6.05%"]
    assert list(rows.loc["Can chance alone explain it?"]) == ["yes", "no", "yes"]
    assert any("relative to the first share" in note for note in table.notes)
    assert any("independent" in note for note in table.notes)


# The programmes and the overview


def test_the_control_offers_three_programmes() -> None:
    assert programmes.labels() == {
        "cervical-coverage": "Cervical",
        "breast-coverage": "Breast",
        "bowel-coverage": "Bowel",
    }
    assert list(practices.periods(YOUNGER)) == ["2023-24", "2022-23", "2017-12"]
    assert list(practices.periods(BREAST)) == ["2023-24"]
    assert practices.area_sets() == ["practices-2017", "practices-2024"]


def test_the_overview_states_coverage_against_the_acceptable_level() -> None:
    finding = overview_finding()
    assert "43.4% of women aged 25 to 49 in Kensington and Chelsea" in finding.sentence
    assert "(95% interval 42.9 to 43.8)" in finding.sentence
    assert finding.sentence.endswith("below the acceptable level of 80%")
    assert "17,441 more women" in finding.detail
    assert finding.page == programmes.PAGE
    assert Selection.from_query(dict(finding.query)) == YOUNGER


def test_every_figure_on_the_page_has_its_source() -> None:
    measures = [provenance.measure for provenance in residents.sources(BREAST)]
    assert measures == [
        "Breast screening coverage",
        "Cancer screening attendance, three programmes together",
        "Breast and bowel screening coverage, by borough",
    ]
    assert "NHS England" in compared.provenance().source
    newest = practices.map_view(practices_of(YOUNGER)).provenance
    assert practices.SCORE_NOTE in newest.notes
    older = practices.map_view(practices_of(YOUNGER, "2017-12")).provenance
    assert practices.SCORE_NOTE not in older.notes
    assert "Wards from 2022" in older.areas
