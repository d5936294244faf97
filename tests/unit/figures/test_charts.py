"""Charts: valid, small, changed by data alone, and with nothing on top of anything else."""

from __future__ import annotations

import json
from dataclasses import replace
from itertools import pairwise
from typing import Any

import pandas as pd
import pyarrow as pa
import pytest

from explorer.errors import SelectionError
from explorer.figures import chart_rows, charts, style
from explorer.model import Standing
from explorer.views import palettes
from explorer.views.base import ChartKind, ChartView, Provenance, ReferenceLine

PROVENANCE = Provenance(
    measure="Life expectancy at birth",
    period="2010–14",
    areas="Wards, 2002 to 2014",
    source="Publisher",
    licence="Open Government Licence v3.0",
    boundary_credit="",
    standing=Standing.PUBLISHED,
)
THEME_COLOURS = {"blue", "orange", "gray"}


def view_of(kind: ChartKind, frame: pd.DataFrame, **more: Any) -> ChartView:
    given: dict[str, Any] = {
        "title": "Every ward, highest first",
        "value_label": "Life expectancy (years)",
        "decimals": 1,
        "text_alternative": "Ward 0 is highest with 75.0 years.",
        "provenance": PROVENANCE,
    }
    return ChartView(kind=kind, frame=frame, **(given | more))


def intervals(rows: int = 38, start: float = 75.0) -> ChartView:
    values = [start + row / 3 for row in range(rows)]
    frame = pd.DataFrame(
        {
            "label": [f"Knightsbridge and Ward {row}" for row in range(rows)],
            "value": values,
            "lower_95": [value - 2 for value in values],
            "upper_95": [value + 2 for value in values],
            "highlight": [row in (1, 5) for row in range(rows)],
        }
    )
    lines = (ReferenceLine("England", 79.4), ReferenceLine("Westminster", 81.9))
    return view_of(ChartKind.INTERVALS, frame, reference_lines=lines)


def through_time(groups: int = 4, *, with_interval: bool = True) -> ChartView:
    names = ["Westminster", "Kensington and Chelsea", "London", "England"][:groups]
    frame = pd.DataFrame(
        [
            {
                "period": f"{year}–{year - 1996}",
                "order": year,
                "value": 80 + place / 10 + (year - 2000) / 5,
                "lower_95": 79.0 if with_interval else None,
                "upper_95": 83.0 if with_interval else None,
                "group": name,
                "segment": "one release",
                "filled": year % 5 == 0,
            }
            for place, name in enumerate(names)
            for year in range(2000, 2011)
        ]
    )
    return view_of(ChartKind.LINES, frame)


def composition() -> ChartView:
    shares = {"Asian": 26.0, "Black": 12.0, "Mixed": 5.0, "White": 57.0}
    frame = pd.DataFrame(
        [
            {"label": ward, "group": part, "value": share}
            for ward in ("Queen's Gate", "Church Street")
            for part, share in shares.items()
        ]
    )
    return view_of(ChartKind.STACKED, frame)


def bars() -> ChartView:
    frame = pd.DataFrame(
        {"label": ["Asian", "Black"], "value": [8.5, 10.2], "highlight": [False, True]}
    )
    return view_of(ChartKind.BARS, frame, reference_lines=(ReferenceLine("England", 7.1),))


def scatter() -> ChartView:
    frame = pd.DataFrame(
        {
            "label": ["West End", "Dalgarno"],
            "x": [0.123456, 0.45],
            "y": [14.04, 11.06],
            "highlight": [True, False],
        }
    )
    return view_of(ChartKind.SCATTER, frame, x_label="Deprivation score")


EVERY_KIND = [intervals(), through_time(), composition(), bars(), scatter()]


def table_of(view: ChartView) -> pd.DataFrame:
    return pa.table(charts.spec(view)["datasets"]["rows"]).to_pandas()


def constant_part(view: ChartView, ink: style.Ink = style.SCREEN) -> str:
    return json.dumps({k: v for k, v in charts.spec(view, ink).items() if k != "datasets"})


def colours_in(part: object) -> set[str]:
    """Collect every colour that is written into a specification."""
    if isinstance(part, list):
        return set().union(*map(colours_in, part))
    if not isinstance(part, dict):
        return set()
    found: set[str] = set()
    for key, value in part.items():
        if key == "color" and isinstance(value, dict):
            found |= {value["value"]} if "value" in value else set()
            found |= set(value.get("scale", {}).get("range", []))
        found |= colours_in(value)
    return found


@pytest.mark.parametrize("view", EVERY_KIND, ids=lambda view: view.kind)
class TestEveryKind:
    def test_is_valid_and_carries_its_data_when_saved(self, view: ChartView) -> None:
        saved = charts.draw(view).to_dict()
        assert saved["description"] == view.text_alternative
        assert json.loads(json.dumps(saved, allow_nan=False))["datasets"]["rows"]

    def test_fits_the_width_it_is_given(self, view: ChartView) -> None:
        spec = charts.spec(view)
        assert spec["autosize"]["type"] == "fit-x"
        assert "width" not in spec
        assert spec["height"] > 0

    def test_is_named_by_its_title_and_leaves_marks_to_the_table(self, view: ChartView) -> None:
        spec = charts.spec(view)
        assert spec["description"] == view.title
        assert spec["config"]["mark"] == {"aria": False}
        assert "title" not in spec

    def test_changes_by_data_alone(self, view: ChartView) -> None:
        frame = view.frame.copy()
        numbers = frame.select_dtypes("float").columns.difference(["x"])
        frame[numbers] += 1.5
        changed = replace(view, frame=frame, text_alternative="Something else.")
        assert constant_part(changed) == constant_part(view)
        assert not table_of(changed).equals(table_of(view))

    def test_takes_its_colours_from_the_theme_on_screen_and_is_fixed_in_print(
        self, view: ChartView
    ) -> None:
        on_screen = colours_in(json.loads(constant_part(view)))
        in_print = colours_in(json.loads(constant_part(view, style.PRINT)))
        if view.kind is not ChartKind.STACKED:
            assert on_screen <= THEME_COLOURS
        assert in_print
        assert all(colour.startswith("#") for colour in in_print)

    def test_says_values_in_words_on_pointing(self, view: ChartView) -> None:
        text = constant_part(view)
        assert '"title": "Life expectancy (years)"' in text
        assert ("95% interval" in text) == ("lower_95" in view.frame)


def test_thirty_eight_wards_weigh_less_than_eight_kilobytes() -> None:
    view = intervals()
    rows = pa.table(charts.spec(view)["datasets"]["rows"])
    sink = pa.BufferOutputStream()
    with pa.ipc.new_stream(sink, rows.schema) as stream:
        stream.write_table(rows)
    assert len(constant_part(view)) + sink.getvalue().size < 8000


class TestIntervals:
    def test_reference_lines_stand_above_the_areas_highest_first(self) -> None:
        table = table_of(intervals())
        lines = table[table["line"]]
        assert list(lines.index) == [0, 1]
        assert [label.lstrip(chart_rows.APART) for label in lines["label"]] == [
            "Westminster",
            "England",
        ]

    def test_rows_keep_the_views_order_and_there_is_room_for_each(self) -> None:
        view = intervals()
        areas = table_of(view).loc[lambda table: ~table["line"], "label"]
        assert [label.lstrip(chart_rows.BOLD) for label in areas] == list(view.frame["label"])
        assert charts.spec(view)["height"] == (38 + 2) * style.ROW_HEIGHT

    def test_the_areas_compared_are_bold_and_in_accent(self) -> None:
        table = table_of(intervals())
        bold = table["label"].str.startswith(chart_rows.BOLD)
        assert list(table.index[bold]) == [3, 7]
        assert bold.equals(table["compared"])

    def test_an_area_named_as_a_reference_line_keeps_a_row_of_its_own(self) -> None:
        view = intervals(rows=2)
        frame = view.frame.assign(label=["Westminster", "Chelsea"])
        assert table_of(replace(view, frame=frame))["label"].is_unique

    def test_numbers_are_those_the_table_writes(self) -> None:
        view = intervals(rows=4)
        table = table_of(view).loc[lambda table: ~table["line"]]
        assert [f"{value:.4f}" for value in table["value"]] == [
            f"{float(f'{value:.1f}'):.4f}" for value in view.frame["value"]
        ]

    def test_without_intervals_none_is_drawn_nor_spoken_of(self) -> None:
        view = intervals()
        bare = replace(view, frame=view.frame.assign(lower_95=None, upper_95=None))
        text = constant_part(bare)
        assert "lower_95" not in text
        assert "95% interval" not in text

    def test_an_area_without_a_figure_keeps_its_row(self) -> None:
        view = intervals(rows=3)
        frame = view.frame.assign(value=[75.0, None, 76.0])
        table = table_of(replace(view, frame=frame, reference_lines=()))
        assert len(table) == 3
        assert table["value"].isna().sum() == 1


class TestLines:
    def test_names_at_the_ends_do_not_overlap(self) -> None:
        table = table_of(through_time())
        named = table.dropna(subset=["text"]).sort_values("at_name")
        assert len(named) == 4
        low, high = 79.0, 83.0
        line_height = style.LINE_HEIGHT * (high - low) / style.PLOT_HEIGHT
        rows = zip(named["at_name"], named["text"].str.count("\n") + 1, strict=True)
        for (below, its_lines), (above, other_lines) in pairwise(rows):
            assert above - below >= line_height * (its_lines + other_lines) / 2 - 1e-4

    def test_one_line_needs_no_name(self) -> None:
        assert "text" not in table_of(through_time(groups=1))

    def test_points_of_periods_that_overlap_are_hollow(self) -> None:
        text = constant_part(through_time())
        assert '"filter": "!datum.filled"' in text
        assert '"fill": {"expr": "background"}' in text

    def test_segments_are_not_joined(self) -> None:
        view = through_time()
        assert "segment" not in constant_part(view)
        segments = ["before" if order < 2005 else "after" for order in view.frame["order"]]
        broken = replace(view, frame=view.frame.assign(segment=segments))
        assert '{"field": "segment", "type": "nominal"}' in constant_part(broken)
        assert set(table_of(broken)["segment"]) == {"before", "after"}

    def test_periods_are_labelled_as_published(self) -> None:
        assert '\\"2005\\": \\"2005' in constant_part(through_time())

    def test_reference_lines_have_no_place_in_time(self) -> None:
        view = replace(through_time(), reference_lines=(ReferenceLine("Acceptable level", 80),))
        table = table_of(view)
        assert list(table.loc[table["order"].isna(), "text"]) == ["Acceptable level"]


class TestComposition:
    def test_has_a_row_a_place_and_a_column_a_part(self) -> None:
        table = table_of(composition())
        assert list(table.columns) == ["label", "Asian", "Black", "Mixed", "White"]
        assert list(table["label"]) == ["Queen's Gate", "Church Street"]

    def test_takes_colours_of_the_view_where_it_names_them(self) -> None:
        text = constant_part(replace(composition(), colours=(("White", "#C9CCD1"),)))
        assert "#C9CCD1" in text
        assert palettes.categorical(1)[0] in text

    def test_refuses_more_parts_than_can_be_told_apart(self) -> None:
        frame = pd.DataFrame(
            {"label": "Ward", "group": [f"Part {i}" for i in range(7)], "value": 1.0}
        )
        with pytest.raises(SelectionError, match="1 to 6"):
            charts.spec(view_of(ChartKind.STACKED, frame))


def test_bars_start_at_nought() -> None:
    assert '"zero": true' in constant_part(bars())


def test_scatter_rounds_what_is_measured_and_not_where_it_stands() -> None:
    table = table_of(scatter())
    assert table["value"].tolist() == pytest.approx([14.0, 11.1])
    assert table["x"].tolist() == pytest.approx([0.123456, 0.45])
