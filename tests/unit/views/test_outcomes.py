"""The outcomes framework as printed: every comparison is judged, and nothing is smoothed."""

from __future__ import annotations

import math

import pytest

from explorer import registry
from explorer.model import Polarity
from explorer.views.base import TableView
from explorer.views.outcomes import framework, printed
from explorer.views.outcomes.framework import Agreement, Metric, compare

FIRST, SECOND = (place.name for place in registry.places().boroughs)


def metric(name: str) -> Metric:
    return next(m for m in framework.metrics() if m.name == name)


def cell(table: TableView, place: str, column: str) -> str:
    return str(table.frame.set_index("place").loc[place, column])


@pytest.mark.parametrize(
    ("said", "value", "region", "agreement"),
    [
        ("Higher", 3.0, 2.0, Agreement.FOLLOWS),
        ("Higher", 2.0, 2.0, Agreement.CONTRADICTS),
        ("Higher", 1.0, 2.0, Agreement.CONTRADICTS),
        ("Lower", 1.0, 2.0, Agreement.FOLLOWS),
        ("Lower", 3.0, 2.0, Agreement.CONTRADICTS),
        ("Similar", 2.0, 2.0, Agreement.FOLLOWS),
        ("Similar", 2.1, 2.0, Agreement.UNSEEN),
        ("Similar but <90%", 74.0, 74.0, Agreement.FOLLOWS),
        ("Higher", 3.0, math.nan, Agreement.NO_FIGURE),
        ("", 3.0, 2.0, Agreement.NOT_PRINTED),
    ],
)
def test_printed_comparison_is_followed_where_figures_allow(
    said: str, value: float, region: float, agreement: Agreement
) -> None:
    assert compare(said, value, region) is agreement


def test_every_measure_is_there_once_with_ambition_period_and_source() -> None:
    held = registry.extra("outcomes-framework")
    names = [m.name for m in framework.metrics()]
    assert sorted(names) == sorted(held["metric"].unique())
    assert all(m.period and m.source and m.short for m in framework.metrics())
    assert [m.ambition for m in framework.metrics()] == sorted(
        m.ambition for m in framework.metrics()
    )


def test_headline_counts_what_the_rule_gives() -> None:
    every = [c.agreement for m in framework.metrics() for c in m.comparisons]
    assert every.count(Agreement.FOLLOWS) == 15
    assert every.count(Agreement.UNSEEN) == 9
    assert every.count(Agreement.NO_FIGURE) == 4
    assert Agreement.CONTRADICTS not in every
    assert printed.headline().startswith("Of 28 comparisons")
    assert printed.headline().endswith("15 follow from its own figures")
    assert "9 call different figures similar" in printed.subtitle()
    assert "19 more measures" in printed.subtitle()


def test_figures_called_similar_though_different_say_what_that_rests_on() -> None:
    table = printed.metric_table(metric("Employment rate, 16-64"))
    assert cell(table, SECOND, "printed") == (
        "Similar (rests on intervals not printed); trend no change"
    )
    assert cell(table, SECOND, "region") == "−4.1 points"
    assert cell(table, SECOND, "country") == "−4.0 points"
    assert cell(table, FIRST, "printed") == "Lower; trend no change"


def test_figures_of_other_units_are_not_compared() -> None:
    carers = metric("Unpaid carers (provide support because of ill-health or age)")
    table = printed.metric_table(carers)
    assert cell(table, FIRST, "figure") == "2,300 people"
    assert cell(table, FIRST, "region") == "no figure"
    assert "no figure to compare with" in cell(table, FIRST, "printed")


def test_comparator_that_was_cut_off_is_missing_not_made_up() -> None:
    table = printed.metric_table(metric("Life expectancy gap, women"))
    assert registry.places().region.name not in list(table.frame["place"])
    assert cell(table, FIRST, "region") == "no figure"
    assert cell(table, FIRST, "country") == "+10.1 years"


def test_tooth_decay_is_said_to_be_mislabelled() -> None:
    notes = " ".join(printed.metric_table(metric("5 year olds with visible tooth decay")).notes)
    assert "decayed, missing or filled teeth, but the figures are percentages" in notes
    assert "Lower is better." in notes


def test_which_way_is_better_is_declared_for_what_has_one() -> None:
    neutral = {m.name for m in framework.metrics() if m.better is Polarity.NEUTRAL}
    assert len(neutral) == 2


@pytest.mark.parametrize("borough", [FIRST, SECOND])
def test_chart_shows_shares_from_highest_to_lowest_and_names_both(borough: str) -> None:
    view = printed.chart(borough)
    values = view.frame["value"].tolist()
    assert values == sorted(values, reverse=True)
    assert len(values) == 11
    assert view.frame["label"].iloc[0] in view.title
    assert view.frame["label"].iloc[-1] in view.title


def test_filters_narrow() -> None:
    assert framework.chosen() == framework.metrics()
    assert {m.ambition for m in framework.chosen(ambition="9")} == {9}
    unseen = framework.chosen(answer="unseen")
    assert len(unseen) == 6
    assert "contradicts" not in framework.answers()


def test_what_is_not_known_is_listed_whole() -> None:
    assert len(printed.unknown()) == 19
    assert "Adults who feel lonely" in printed.unknown()


def test_care_fund_has_both_boroughs_and_no_comparison() -> None:
    (table,) = printed.care_fund().tables
    assert [column.label for column in table.columns] == ["Measure", FIRST, SECOND]
    row = table.frame.set_index("metric").loc["Discharged to normal place of residence"]
    assert list(row) == ["93%", "94.4%"]


def test_table_holds_every_printed_figure() -> None:
    assert len(printed.table().frame) == len(registry.extra("outcomes-framework"))
