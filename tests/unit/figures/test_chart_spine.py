"""The spine draws every measure's marks over its areas' spread, told apart by shape."""

import json
from dataclasses import replace

import pyarrow as pa

from explorer import neighbourhoods
from explorer.figures import charts, style
from explorer.views.neighbourhood import glance

NORTH, SOUTH = (neighbourhoods.defined()[name] for name in ("north", "south"))
VIEW = glance.chart(NORTH, SOUTH)


def test_a_row_a_mark_and_one_spread_a_measure() -> None:
    drawn = charts.spec(VIEW)
    rows = drawn["datasets"]["rows"].to_pandas()
    measures = rows["label"].nunique()
    assert drawn["height"] == measures * style.BAR_HEIGHT
    assert rows["band_low"].notna().sum() == measures
    assert list(rows["label"][:measures]) == list(dict.fromkeys(VIEW.frame["label"]))
    for low, high in (("least", "band_low"), ("band_low", "band_high"), ("band_high", "most")):
        assert (rows[low].dropna() <= rows[high].dropna()).all()


def test_groups_are_told_apart_by_shape_and_named() -> None:
    text = json.dumps({k: v for k, v in charts.spec(VIEW).items() if k != "datasets"})
    for name in (NORTH.short_name, SOUTH.short_name):
        assert json.dumps(name) in text
    assert '"circle", "diamond"' in text
    assert "'worse'" in text


def test_no_interval_is_drawn_where_none_is_held() -> None:
    assert VIEW.frame["lower_95"].isna().all()
    assert "lower_95" not in json.dumps(charts.spec(VIEW)["layer"])


def test_an_interval_is_drawn_where_one_is_held() -> None:
    frame = VIEW.frame.assign(lower_95=VIEW.frame["value"] - 0.1, upper_95=VIEW.frame["value"])
    assert "lower_95" in json.dumps(charts.spec(replace(VIEW, frame=frame))["layer"])


def test_it_can_be_saved_on_white_paper() -> None:
    saved = charts.draw(VIEW, style.PRINT).to_dict()
    assert VIEW.text_alternative == saved["description"]


def test_it_weighs_less_than_eleven_kilobytes() -> None:
    table = charts.spec(VIEW)["datasets"]["rows"]
    sink = pa.BufferOutputStream()
    with pa.ipc.new_stream(sink, table.schema) as writer:
        writer.write_table(table)
    assert sink.getvalue().size < 11_000
