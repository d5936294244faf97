"""Compare: a lossless permalink, thirds, words that follow the interval, moves that are told."""

import csv
import io

import numpy as np
import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from explorer import exports, registry, stats
from explorer.errors import SelectionError
from explorer.figures import web_map
from explorer.model import RESERVED, Selection, Standing
from explorer.views import palettes
from explorer.views.air_quality import deprivation as air
from explorer.views.base import Swatch
from explorer.views.compare import comparison, together, wording
from explorer.views.compare.comparison import PREFIX, Comparison

WARDS = "wards-2022"
identifiers = st.text("abcdefghijklmnopqrstuvwxyz0123456789-", min_size=1, max_size=20)
breakdowns = identifiers.filter(lambda word: word not in RESERVED and not word.startswith(PREFIX))
codes = st.from_regex(r"E0[1259][0-9]{6}", fullmatch=True)
selections = st.builds(
    Selection,
    indicator=identifiers,
    area_set=identifiers | st.just(""),
    period=identifiers | st.just(""),
    by=st.dictionaries(breakdowns, identifiers, max_size=3).map(lambda d: tuple(d.items())),
    highlighted=st.lists(codes, max_size=4).map(tuple),
    benchmark=codes | st.just(""),
    classification=identifiers | st.just(""),
    palette=identifiers | st.just(""),
    layer=identifiers | st.just(""),
)
comparisons = st.builds(Comparison, first=selections, second=selections)


def of(first: Selection, second: Selection) -> Comparison:
    return Comparison(first, second).complete()


@given(comparisons)
def test_permalink_restores_the_exact_comparison(found: Comparison) -> None:
    assert Comparison.from_query(found.to_query()) == found
    assert all(found.to_query().values())


def test_breakdown_that_would_pass_for_the_second_selection_is_refused() -> None:
    with pytest.raises(SelectionError, match="does not begin with 'with-'"):
        Comparison(Selection("x", by=(("with-sex", "male"),)), Selection("y"))


def test_thirds_are_equal_and_keep_ties_and_gaps() -> None:
    figures = np.array([5.0, 1.0, np.nan, 3.0, 2.0, 6.0, 4.0])
    assert together.thirds(figures).tolist() == [2, 0, -1, 1, 0, 2, 1]
    assert together.thirds(np.array([0.0, 0.0, 0.0, 0.0, 1.0, 2.0])).tolist() == [1, 1, 1, 1, 2, 2]
    assert together.thirds(np.array([np.nan, np.nan])).tolist() == [-1, -1]


def test_legend_reads_as_a_sentence_and_counts_every_ward() -> None:
    view = together.map_view(comparison.beginning().complete())
    labels = {entry.label: entry for entry in view.legend}
    assert labels["More deprived and more polluted"].count == 3
    assert labels["More deprived and less polluted"].count == 7
    assert sum(entry.count or 0 for entry in view.legend) == 36
    assert [e.colour for e in view.legend[:9]] == [c for row in palettes.bivariate() for c in row]
    assert view.legend[9].swatch is Swatch.HATCH


def test_correlation_is_of_the_figures_as_held_and_the_same_on_every_page() -> None:
    found = comparison.beginning().complete()
    assert together.correlation(found) == air.gradient(found.second).correlation
    ties = comparison.printed(found)["first"].duplicated().sum()
    assert ties > comparison.values(found)["first"].duplicated().sum() == 0


def test_map_says_no_more_than_the_interval_allows() -> None:
    found = comparison.beginning().complete()
    correlation = together.correlation(found)
    assert (round(correlation.rho, 4), correlation.pairs) == (-0.0981, 36)
    assert not correlation.chance_excluded
    assert together.headline(found) == (
        "Across 36 wards, no link between deprivation 2025 and PM2.5 can be told from chance"
    )


@pytest.mark.parametrize(
    ("first", "second", "rho", "said"),
    [
        ("imd-2025", "pm25", 0.6, "More deprived wards tend to be more polluted"),
        ("imd-2025", "pm25", -0.6, "More deprived wards tend to be less polluted"),
        ("no-car", "imd-2025", 0.6, "Wards higher on no car tend to be more deprived"),
        (
            "pm25",
            "global-majority",
            -0.6,
            "More polluted wards tend to be lower on Global Majority",
        ),
    ],
)
def test_finding_follows_the_sign(first: str, second: str, rho: float, said: str) -> None:
    found = stats.Correlation(rho, rho - 0.1, rho + 0.1, 36)
    one, other = (Selection(i, WARDS, by=()) for i in (first, second))
    short = registry.indicator(first).short_name
    expected = said.replace("no car", short[:1].lower() + short[1:])
    assert wording.finding(one, other, found, "wards") == expected


def test_wards_with_nothing_are_hatched() -> None:
    found = of(Selection("public-transport-access"), Selection("imd-2025"))
    view = together.map_view(found)
    blank = view.frame[view.frame["class_key"] == "no-data"]
    assert len(blank) == 10
    assert set(blank["colour"]) == {palettes.NO_DATA_FILL}
    assert blank["text"].str.contains("no figure").all()
    assert together.correlation(found).pairs == 214


def test_measure_of_other_areas_is_moved_and_called_an_estimate() -> None:
    found = of(Selection("imd-2025", WARDS), Selection("long-term-unemployment"))
    assert found.second.area_set == "msoa-2021"
    assert together.standing(found) is Standing.ESTIMATE
    assert "moved from 45 neighbourhoods" in together.move(found)
    view = together.map_view(found)
    assert view.provenance.standing is Standing.ESTIMATE
    assert together.move(found) in view.provenance.notes
    assert view.subtitle.endswith("The second is an estimate for these areas.")
    assert together.move(comparison.beginning().complete()) == ""


def test_only_what_can_be_moved_is_offered() -> None:
    wards = comparison.others(WARDS, "imd-2025")
    assert wards["long-term-unemployment"].endswith("(estimate)")
    assert "imd-2025" not in wards
    # Neither life expectancy nor a ratio has a mean.
    assert "life-expectancy" not in wards
    assert "emergency-admissions" not in wards


def test_figures_are_never_spread_over_more_areas_than_they_are_for() -> None:
    assert "green-access" in comparison.others(WARDS, "imd-2025")
    assert "green-access" not in comparison.others("lsoa-2021", "imd-2025")


@pytest.mark.parametrize("area_set", list(comparison.area_sets()))
def test_every_pair_offered_can_be_drawn(area_set: str) -> None:
    first = next(i for i in comparison.firsts() if area_set in registry.indicator(i).area_sets)
    for second in comparison.others(area_set, first):
        view = together.map_view(of(Selection(first, area_set), Selection(second)))
        assert len(view.frame) == view.area_set.feature_count
        assert len(web_map.layer(view).drawing) < 28_000


def test_table_holds_both_figures_of_every_ward() -> None:
    found = comparison.beginning().complete()
    table = together.table_view(found).frame.set_index("area_name")
    assert table.loc["West End", "second"] == 14.0
    assert table.loc["Church Street", "both"] == "More deprived and more polluted"
    assert together.map_view(found).tables[0] is together.table_view(found)
    beside = together.beside(found).frame
    assert beside.iloc[:, 1:].to_numpy().sum() == 36


def test_files_hold_both_measures() -> None:
    view = together.map_view(comparison.beginning().complete())
    rows = csv.DictReader(exports.export_map(view, "csv").content.decode().splitlines())
    west_end = next(row for row in rows if row["area_name"] == "West End")
    assert west_end["note"] == "PM2.5 14.0 µg/m³"
    assert west_end["class_label"] == "Middling in deprivation and more polluted"
    book = openpyxl.load_workbook(io.BytesIO(exports.export_map(view, "xlsx").content))
    headings = {cell.value for cell in book["Table 2"][4]}
    assert "PM2.5 (µg/m³)" in headings


def test_warning_is_plain() -> None:
    assert wording.cautions("wards", 36)[0].startswith("36 wards cannot prove a cause.")
