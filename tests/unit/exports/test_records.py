from __future__ import annotations

from explorer import registry
from explorer.exports import records
from explorer.exports.base import stamp
from explorer.model import Selection
from explorer.registry import NUMBERS
from explorer.views import maps, selections
from explorer.views.layout import Layout

NEIGHBOURHOODS = Selection("life-expectancy", area_set="msoa-2021")
WARDS = Selection("life-expectancy", area_set="wards-2002")


def test_areas_are_those_of_the_view_in_its_order_with_the_legends_words() -> None:
    view = maps.map_view(NEIGHBOURHOODS)
    rows = records.of(view)
    assert rows["area_code"].tolist() == view.frame["area_code"].tolist()
    assert rows[list(NUMBERS)].equals(view.frame[list(NUMBERS)])
    assert rows["colour"].tolist() == view.frame["colour"].tolist()
    labels = {entry.key: entry.label for entry in view.legend}
    assert rows["class_label"].tolist() == [labels[key] for key in view.frame["class_key"]]
    assert rows.crs == view.frame.crs


def test_comparators_are_those_of_the_release_and_carry_its_source() -> None:
    view = maps.map_view(WARDS)
    rows = records.with_comparators(view)
    held = selections.figures(view.selection).comparators
    others = rows[rows["level"] == records.COMPARATOR]
    assert len(rows) == len(view.frame) + len(held)
    assert others["area_code"].tolist() == held["area_code"].tolist()
    assert others["value"].tolist() == held["value"].tolist()
    assert set(others["source"]) == {view.provenance.source}
    assert set(others["class"]) | set(others["area_set"]) | set(others["colour"]) == {""}


def test_the_table_leaves_out_numbers_that_are_never_held() -> None:
    columns = [column.key for column in records.table(maps.map_view(WARDS)).columns]
    assert "lower_95" in columns
    assert "numerator" not in columns


def test_the_table_names_numerator_and_denominator_in_the_indicators_words() -> None:
    indicator = registry.indicator("cervical-coverage")
    table = records.table(maps.map_view(Selection(indicator.id, area_set="practices-2017")))
    labels = {column.key: column.label for column in table.columns}
    assert labels["numerator"] == indicator.numerator
    assert labels["denominator"] == indicator.denominator


def test_what_a_file_says_of_itself_has_no_empty_part_and_its_notes_together() -> None:
    view = maps.map_view(NEIGHBOURHOODS)
    told = records.told(stamp(view, Layout(note="Seen by the board.")))
    assert all(told.values())
    assert "permalink" not in told
    assert told["caveats"].endswith("Seen by the board.")
    assert told["standing"] == view.provenance.standing.value
