"""What documents state of a gap beside what each release gives: never a trend, nothing hidden."""

import pytest

from explorer.figures import charts as drawing
from explorer.model import Standing
from explorer.views import releases
from explorer.views.base import ChartView

MEN, WOMEN = releases.charts("male"), releases.charts("female")


@pytest.mark.parametrize(
    ("chart", "stated", "least", "most"),
    [
        (MEN[0], 18.0, 10.4, 16.7),
        (MEN[1], 17.0, 6.6, 17.7),
        (WOMEN[0], 9.0, 8.9, 12.4),
        (WOMEN[1], 18.0, 3.4, 12.8),
    ],
)
def test_headline_sets_the_stated_gap_beside_the_range_of_the_releases(
    chart: ChartView, stated: float, least: float, most: float
) -> None:
    assert chart.title.endswith(
        f": {stated:.0f} years stated, {least} to {most} in the releases held"
    )
    assert [(line.label, line.value) for line in chart.reference_lines] == [
        ("Stated for 2018–20", stated)
    ]
    written = chart.frame["value"].round(1)
    assert (written.min(), written.max()) == (least, most)


def test_releases_come_oldest_first_with_the_intervals_that_they_have() -> None:
    frame = MEN[0].frame
    assert list(frame["label"]) == [
        "2009–13, neighbourhoods",
        "2010–14, wards",
        "2015–19, neighbourhoods",
        "2019–23, neighbourhoods",
    ]
    assert list(frame["lower_95"].notna()) == [True, True, False, False]
    assert list(frame["highlight"]) == [False, False, False, True]
    assert releases.NO_INTERVAL in MEN[0].subtitle
    assert releases.NO_TREND in MEN[0].subtitle


def test_every_figure_is_written_beside_its_row() -> None:
    spec = drawing.spec(MEN[0])
    rows = spec["datasets"]["rows"].to_pandas()
    filters = str(spec)
    assert "'filter': '!datum.compared'" in filters
    assert "'filter': 'datum.compared'" in filters
    assert (rows["value"].notna() & ~(rows["line"] & rows["compared"])).all()


def test_an_interval_that_crosses_nought_is_given_as_it_is() -> None:
    crossing = WOMEN[1].frame.set_index("label").loc["2010–14, wards"]
    assert crossing["lower_95"] < 0 < crossing["value"] < crossing["upper_95"]


def test_words_for_those_who_cannot_see_it_hold_every_figure() -> None:
    assert "2010–14, wards: 14.0 years (10.2 to 17.8)" in MEN[0].text_alternative
    assert "2019–23, neighbourhoods: 10.4 years (no interval)" in MEN[0].text_alternative


def test_chart_names_every_source_and_every_set_of_areas() -> None:
    of = MEN[0].provenance
    for part in ("Greater London Authority", "Office for National Statistics"):
        assert part in of.source
    assert "2002" in of.areas
    assert "MSOA" in of.areas
    assert of.period == "2009–13 to 2019–23"
    assert of.standing is Standing.DERIVED


def test_tables_keep_statements_and_releases_apart() -> None:
    for table in (*releases.tables("male"), *releases.tables("female")):
        who = table.frame["who"]
        stated = who.str.startswith("Stated: ")
        assert (stated | who.str.startswith("Published: ")).all()
        assert (table.frame.loc[stated, "interval"] == "not given").all()
