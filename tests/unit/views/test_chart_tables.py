"""A chart's table holds what the chart draws, under the words of its axes."""

import pytest

from explorer.model import Selection
from explorer.views import charts, gaps
from explorer.views.chart_tables import of_chart

MEN = Selection("life-expectancy", "wards-2002", "2010-14", (("sex", "male"),))


def test_every_mark_is_a_row_with_its_interval() -> None:
    table = of_chart(charts.ranked(MEN))
    assert [column.label for column in table.columns] == [
        "Ward",
        "Life expectancy (years)",
        "Lower 95% limit",
        "Upper 95% limit",
    ]
    assert len(table.frame) == 38
    rows = table.frame.set_index("label")
    assert rows.loc["Westbourne"].tolist() == pytest.approx([75.3, 73.7, 76.8], abs=0.05)


def test_a_chart_through_time_keeps_its_periods_and_what_is_said_of_them() -> None:
    chart = gaps.through_time_chart(MEN, "E05000648", "E05000637")
    assert chart is not None
    table = of_chart(chart)
    assert "Period" in [column.label for column in table.columns]
    assert "highlight" not in table.frame
    assert table.notes == ((chart.subtitle,) if chart.subtitle else ())
