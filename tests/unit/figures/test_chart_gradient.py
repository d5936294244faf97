"""The chart of a gradient: points, intervals, the line's two ends, and names of what is marked."""

import altair as alt
import numpy as np
import pandas as pd
import pytest

from explorer.figures import charts, style
from explorer.model import Standing
from explorer.views.base import ChartKind, ChartView, Provenance

PROVENANCE = Provenance(
    measure="Life expectancy at birth",
    period="2010–14",
    areas="Wards",
    source="Publisher",
    licence="Open Government Licence v3.0",
    boundary_credit="",
    standing=Standing.PUBLISHED,
)


def gradient(*, with_interval: bool = True) -> ChartView:
    points = pd.DataFrame(
        {
            "x": [10.0, 30.0, 50.0, 70.0, 90.0],
            "value": [75.0, 78.2, 79.9, 82.0, 84.0],
            "label": [f"Ward {number}" for number in range(5)],
            "size": [1000.0, 1200.0, 900.0, 1100.0, 1000.0],
            "highlight": [True, False, False, False, True],
            "fitted": np.nan,
        }
    )
    points["lower_95"] = points["value"] - 2 if with_interval else np.nan
    points["upper_95"] = points["value"] + 2 if with_interval else np.nan
    ends = pd.DataFrame(
        {
            "x": [0.0, 100.0],
            "fitted": [74.26, 85.44],
            "label": "Fitted line",
            "highlight": False,
        }
    )
    return ChartView(
        kind=ChartKind.GRADIENT,
        title="Every ward in order of deprivation",
        frame=pd.concat([points, ends], ignore_index=True),
        value_label="Life expectancy (years)",
        x_label="Share of residents (%)",
        decimals=1,
        text_alternative="The line rises.",
        provenance=PROVENANCE,
    )


def marks(view: ChartView) -> list[str]:
    found: list[str] = []

    def walk(layer: dict) -> None:
        if "mark" in layer:
            mark = layer["mark"]
            found.append(mark if isinstance(mark, str) else mark["type"])
        for inner in layer.get("layer", []):
            walk(inner)

    walk(charts.spec(view))
    return found


def test_rows_are_the_points_and_after_them_the_ends_of_the_line() -> None:
    rows = charts.spec(gradient())["datasets"]["rows"].to_pandas()
    assert rows["value"].notna().tolist() == [True] * 5 + [False] * 2
    assert rows["fitted"].dropna().tolist() == pytest.approx([74.3, 85.4], abs=0.05)
    assert rows["compared"].tolist() == [True, False, False, False, True, False, False]


def test_intervals_are_drawn_only_where_there_are_any() -> None:
    assert "rule" in marks(gradient())
    without = gradient(with_interval=False)
    assert "rule" not in marks(without)
    assert "lower_95" not in charts.spec(without)["datasets"]["rows"].column_names


def test_points_line_and_texts_are_drawn() -> None:
    assert {"point", "line", "text"} <= set(marks(gradient()))


def test_chart_is_valid_and_can_be_saved_in_print_colours() -> None:
    drawn = charts.draw(gradient(), style.PRINT)
    assert isinstance(drawn, alt.LayerChart)
    assert drawn.to_dict()["description"] == "The line rises."


def test_shape_is_composed_once_for_all_figures() -> None:
    first, second = charts.spec(gradient()), charts.spec(gradient())
    assert first["layer"] is second["layer"]
