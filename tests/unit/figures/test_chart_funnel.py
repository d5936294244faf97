"""The funnel: points between limits that are told apart without colour and named at their ends."""

import json
from dataclasses import replace
from itertools import pairwise

import altair as alt
import numpy as np
import pandas as pd
import pytest

from explorer import stats
from explorer.figures import chart_funnel, charts, style
from explorer.model import Standing
from explorer.views.base import ChartKind, ChartView, Provenance, ReferenceLine

PROVENANCE = Provenance(
    measure="Cervical screening coverage",
    period="December 2017",
    areas="GP practices",
    source="Publisher",
    licence="Open Government Licence v3.0",
    boundary_credit="",
    standing=Standing.PUBLISHED,
)
AVERAGE = 50.0


def funnel(highlight: tuple[bool, ...] = (True, False, True, False)) -> ChartView:
    eligible = np.array([50.0, 400.0, 1000.0, 4000.0])
    points = pd.DataFrame(
        {
            "x": eligible,
            "value": [30.04, 55.0, 40.0, 50.0],
            "label": [f"Practice {number}" for number in range(4)],
            "highlight": list(highlight),
            "position": [
                "below 95% limit",
                "above 95% limit",
                "below 99.8% limit",
                "within limits",
            ],
        }
    )
    along = np.geomspace(50, 4160, 12)
    inner, outer = (stats.funnel_limits(AVERAGE / 100, along, c) for c in (0.95, 0.998))
    limits = pd.DataFrame(
        {
            "x": along,
            "highlight": False,
            "lower_limit_95": 100 * inner.lower,
            "upper_limit_95": 100 * inner.upper,
            "lower_limit_998": 100 * outer.lower,
            "upper_limit_998": 100 * outer.upper,
        }
    )
    return ChartView(
        kind=ChartKind.FUNNEL,
        title="3 of 4 practices lie outside the limits",
        frame=pd.concat([points, limits], ignore_index=True),
        value_label="Cervical coverage (%)",
        x_label="Eligible women",
        decimals=1,
        reference_lines=(ReferenceLine("Average 50.0%", AVERAGE),),
        text_alternative="Two lie below.",
        provenance=PROVENANCE,
    )


def rows(view: ChartView) -> pd.DataFrame:
    return charts.spec(view)["datasets"]["rows"].to_pandas()


def layers(view: ChartView, mark: str) -> list[dict]:
    return [layer for layer in charts.spec(view)["layer"] if layer["mark"]["type"] == mark]


def test_points_keep_their_place_in_words_and_are_rounded_as_in_tables() -> None:
    table = rows(funnel())
    points = table[table["position"].notna()]
    assert points["value"].tolist() == [30.0, 55.0, 40.0, 50.0]
    assert points["label"].tolist() == ["Practice 0", "Practice 1", "Practice 2", "Practice 3"]
    assert list(points["position"])[2:] == ["below 99.8% limit", "within limits"]


def test_drawn_limits_are_those_of_the_view() -> None:
    view, table = funnel(), rows(funnel())
    for line, (column, _) in chart_funnel.LIMITS.items():
        drawn = table[table["line"].eq(line) & table["label"].isna()]
        assert drawn["value"].tolist() == pytest.approx(view.frame[column].dropna().tolist())


def test_every_line_is_named_at_its_end_and_names_do_not_overlap() -> None:
    table = rows(funnel())
    ends = table[table["at_name"].notna()]
    assert ends["label"].tolist() == [
        "99.8% limit",
        "95% limit",
        "Average 50.0%",
        "95% limit",
        "99.8% limit",
    ]
    assert ends["x"].nunique() == 1
    drawn = table["value"].max() - table["value"].min()
    line_height = style.LINE_HEIGHT * drawn / chart_funnel.HEIGHT
    for below, above in pairwise(ends["at_name"]):
        assert above - below >= line_height
    middle = ends["at_name"].iloc[2]
    assert middle == pytest.approx(AVERAGE, abs=0.01)


def test_lines_are_told_apart_by_their_dashes() -> None:
    (limits,) = layers(funnel(), "line")
    dashes = limits["encoding"]["strokeDash"]["scale"]
    by_line = dict(zip(dashes["domain"], map(tuple, dashes["range"]), strict=True))
    assert by_line[1] == by_line[4]
    assert by_line[2] == by_line[3]
    assert len({by_line[chart_funnel.AVERAGE], by_line[1], by_line[2]}) == 3
    leaders = layers(funnel(), "rule")[-1]
    assert leaders["encoding"]["strokeDash"]["scale"] == dashes


def test_a_chosen_point_is_in_accent_and_named_where_there_is_room() -> None:
    table = rows(funnel(highlight=(True, False, False, True)))
    assert table["named"].dropna().tolist() == [1, 0, 0, -1]
    (point,) = layers(funnel(), "point")
    colours = point["encoding"]["color"]["scale"]
    assert colours["domain"] == [-1, 0, 1]
    assert colours["range"] == [style.SCREEN.accent, style.SCREEN.mark, style.SCREEN.accent]


def test_pointing_says_the_place_in_words() -> None:
    (point,) = layers(funnel(), "point")
    titles = {said["title"]: said["field"] for said in point["encoding"]["tooltip"]}
    assert titles["In the funnel"] == "position"
    assert titles["Eligible women"] == "x"


def test_the_axis_along_starts_at_nought_and_the_other_near_the_figures() -> None:
    spec = charts.spec(funnel())
    assert spec["encoding"]["x"]["scale"]["zero"] is True
    (point,) = layers(funnel(), "point")
    assert point["encoding"]["y"]["scale"]["zero"] is False
    assert spec["height"] == chart_funnel.HEIGHT


def test_it_changes_by_data_alone_and_is_composed_once() -> None:
    first, second = funnel(), funnel(highlight=(False, False, False, False))
    changed = replace(second, reference_lines=(ReferenceLine("Average 51.0%", 51.0),))
    one, other = charts.spec(first), charts.spec(changed)
    assert one["layer"] is other["layer"]
    assert not one["datasets"]["rows"].equals(other["datasets"]["rows"])


def test_it_is_valid_and_can_be_saved_in_print_colours() -> None:
    drawn = charts.draw(funnel(), style.PRINT)
    assert isinstance(drawn, alt.LayerChart)
    saved = drawn.to_dict()
    assert saved["description"] == "Two lie below."
    assert json.loads(json.dumps(saved, allow_nan=False))["datasets"]["rows"]
