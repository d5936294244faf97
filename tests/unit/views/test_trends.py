"""The trend marker says what was tested, on which periods, and why where it was not."""

from collections.abc import Callable, Iterator
from dataclasses import replace

import pandas as pd
import pytest

from explorer import registry, stats
from explorer.errors import SelectionError
from explorer.model import Selection
from explorer.views import gaps, selections, trends

KENSINGTON, WESTMINSTER, LONDON = "E09000020", "E09000033", "E12000007"
WESTBOURNE, KNIGHTSBRIDGE = "E05000648", "E05000637"
YOUNGER = Selection("cervical-coverage", "boroughs", by=(("age", "25-49"),))
OLDER = Selection("cervical-coverage", "boroughs", by=(("age", "50-64"),))
MEN = Selection("life-expectancy", "wards-2002", "2010-14", (("sex", "male"),))
LAST_FIVE = ("2020", "2021", "2022", "2023", "2024")
Change = Callable[[pd.DataFrame], pd.DataFrame]


@pytest.fixture
def changed(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[Change], None]]:
    """Let a test change the figures that the marker is worked out from."""
    real = selections.through_time
    trends.trend_of.cache_clear()

    def install(change: Change) -> None:
        monkeypatch.setattr(selections, "through_time", lambda asked: change(real(asked)))

    yield install
    trends.trend_of.cache_clear()


def test_coverage_is_tested_as_proportions_over_the_five_latest_years() -> None:
    found = trends.trend_of(YOUNGER, WESTMINSTER)
    assert found.words == "▼ Decreasing and getting worse"
    assert (found.direction, found.judgement) == ("decreasing", "getting worse")
    assert found.periods == LAST_FIVE
    assert found.was_tested
    held = selections.through_time(selections.complete(YOUNGER))
    own = held[held["area_code"] == WESTMINSTER].sort_values("period").tail(5)
    expected = stats.recent_trend_of_proportions(
        own["numerator"].to_numpy(), own["denominator"].to_numpy(), "high-is-better"
    )
    assert found.direction == expected.direction


def test_a_slope_that_one_year_decides_is_no_trend_and_the_year_is_named() -> None:
    found = trends.trend_of(YOUNGER, KENSINGTON)
    assert found.words == "■ No significant change"
    assert found.judgement == ""
    assert found.reason == (
        "The slope is more than chance but hangs on a single point: without 2020 it would rise "
        "instead."
    )


def test_a_comparator_of_the_release_has_a_marker_too() -> None:
    assert trends.trend_of(OLDER, LONDON).direction == "decreasing"


def test_the_later_periods_are_tested_whichever_is_shown() -> None:
    earlier = YOUNGER.changed(period="2012")
    assert trends.trend_of(earlier, WESTMINSTER) == trends.trend_of(YOUNGER, WESTMINSTER)


def test_figures_without_counts_are_tested_by_their_intervals() -> None:
    selection = Selection("preventable-cardiovascular-mortality", "boroughs")
    found = trends.trend_of(selection, KENSINGTON)
    assert found.words == "■ No significant change"
    assert found.reason == "The slope can be put down to chance."


def test_overlapping_periods_are_never_tested_as_independent() -> None:
    found = trends.trend_of(MEN, WESTBOURNE)
    assert found.direction == "not tested"
    assert not found.was_tested
    assert found.words == "Not tested: only three periods that do not overlap"
    assert found.periods == ("2000–04", "2005–09", "2010–14")
    assert found.reason.startswith("The rule needs five periods that do not overlap; these 12")


def test_no_marker_of_any_indicator_rests_on_periods_that_share_a_day() -> None:
    tested = 0
    for indicator in registry.indicators().values():
        for series in indicator.series:
            latest = Selection(indicator.id, series.area_set, series.periods[-1].id)
            code = selections.figures(selections.complete(latest)).areas["area_code"].iloc[0]
            found = trends.trend_of(latest, code)
            periods = [period for period in series.periods if period.label in found.periods]
            assert not any(a.overlaps(b) for a in periods for b in periods if a is not b)
            assert len(periods) == 5 or not found.was_tested
            tested += found.was_tested
    assert tested > 0


def test_a_single_period_is_not_tested() -> None:
    single = MEN.changed(area_set="msoa-2021", period="2019-23")
    found = trends.trend_of(single, "E02000978")
    assert found.words == "Not tested: only one period that does not overlap"
    assert found.reason.endswith("only one is held: 2019–23.")


def test_a_missing_figure_is_named(changed: Callable[[Change], None]) -> None:
    changed(lambda held: held.assign(value=held["value"].mask(held["period"] == "2022")))
    found = trends.trend_of(YOUNGER, WESTMINSTER)
    assert found.direction == "cannot be tested"
    assert found.words == "Cannot be tested: no figure is given for 2022"


def test_figures_without_their_precision_are_not_tested(
    changed: Callable[[Change], None],
) -> None:
    blank = dict.fromkeys(("numerator", "denominator", "lower_95", "upper_95"))
    changed(lambda held: held.assign(**blank).astype(dict.fromkeys(blank, float)))
    found = trends.trend_of(YOUNGER, WESTMINSTER)
    assert found.words == "Cannot be tested: counts or intervals are not given for all five periods"


def test_nobody_screened_is_no_proportion_to_test(changed: Callable[[Change], None]) -> None:
    changed(lambda held: held.assign(numerator=held["numerator"].mask(held["period"] == "2022", 0)))
    found = trends.trend_of(YOUNGER, WESTMINSTER)
    assert found.words == "Cannot be tested: one of the five points is 0% or 100%"


def test_five_periods_at_unequal_distances_are_not_tested(
    monkeypatch: pytest.MonkeyPatch, changed: Callable[[Change], None]
) -> None:
    changed(lambda held: held[held["period"] != "2022"])
    indicator = registry.indicator(YOUNGER.indicator)
    first = indicator.series[0]
    fewer = replace(first, periods=tuple(p for p in first.periods if p.id != "2022"))
    gapped = replace(indicator, series=(fewer, *indicator.series[1:]))
    monkeypatch.setattr(registry, "indicator", lambda _: gapped)
    found = trends.trend_of(YOUNGER, WESTMINSTER)
    assert found.words == (
        "Cannot be tested: the five latest periods do not follow at equal distances"
    )


def test_an_unknown_area_is_refused() -> None:
    with pytest.raises(SelectionError, match="E05999999"):
        trends.trend_of(YOUNGER, "E05999999")


def test_the_gap_of_overlapping_periods_says_why_it_has_no_marker() -> None:
    assert trends.gap_trend_words(MEN, WESTBOURNE, KNIGHTSBRIDGE) == (
        "The gap is not tested for a trend: the rule needs five periods that do not overlap; "
        "these 12 leave only three: 2000–04, 2005–09 and 2010–14."
    )


def test_a_single_release_has_no_gap_through_time_to_speak_of() -> None:
    single = MEN.changed(area_set="msoa-2021", period="2019-23")
    assert trends.gap_trend_words(single, "E02000969", "E02000978") == ""


@pytest.mark.parametrize("codes", [(KENSINGTON, WESTMINSTER), (WESTMINSTER, KENSINGTON)])
def test_a_gap_is_tested_alike_from_either_side(codes: tuple[str, str]) -> None:
    found = trends.gap_trend(OLDER, *codes)
    assert found.periods == LAST_FIVE
    assert found.was_tested
    assert found.direction == trends.gap_trend(OLDER, *reversed(codes)).direction
    sentence = trends.gap_trend_words(OLDER, *codes)
    assert sentence.startswith(f"Trend of the gap, 2020 to 2024: {found.words}; the slope")


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ([9.0, 8.0, 7.0, 6.0, 5.0], "▼ Decreasing and getting better"),
        ([-5.0, -6.0, -7.0, -8.0, -9.0], "▲ Increasing and getting worse"),
        ([-4.0, -2.0, 0.0, 2.0, 4.0], "▲ Increasing"),
        ([5.0, 5.0, 5.1, 5.0, 5.0], "■ No significant change"),
    ],
)
def test_a_gap_that_shrinks_is_getting_better(
    monkeypatch: pytest.MonkeyPatch, values: list[float], words: str
) -> None:
    periods = registry.indicator(YOUNGER.indicator).periods("boroughs")
    series = pd.Series([values[0]] * (len(periods) - 5) + values)
    frame = pd.DataFrame({"value": series, "lower_95": series - 0.2, "upper_95": series + 0.2})
    monkeypatch.setattr(gaps, "through_time", lambda *_: frame)
    trends.gap_trend.cache_clear()
    found = trends.gap_trend(YOUNGER, KENSINGTON, WESTMINSTER)
    trends.gap_trend.cache_clear()
    assert found.words == words
