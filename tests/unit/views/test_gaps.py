"""A gap says what it is, what chance does to it, and which periods may be compared."""

import math
from datetime import date

import pytest

from explorer.errors import SelectionError
from explorer.model import Period, Selection
from explorer.views import gaps, life_expectancy
from explorer.views.gaps import AreaFigure, Gap

MEN = Selection("life-expectancy", "wards-2002", "2010-14", (("sex", "male"),))
WESTBOURNE, KNIGHTSBRIDGE = "E05000648", "E05000637"


def test_named_pair_has_the_published_gap_whichever_comes_first() -> None:
    for pair in ((WESTBOURNE, KNIGHTSBRIDGE), (KNIGHTSBRIDGE, WESTBOURNE)):
        gap = gaps.between(MEN, *pair)
        assert gap is not None
        assert (gap.low.name, gap.low.value) == ("Westbourne", 75.3)
        assert (gap.high.name, gap.high.value) == ("Knightsbridge and Belgravia", 89.3)
        assert gap.gap == pytest.approx(14.0)
        assert gap.lower == pytest.approx(10.2, abs=0.05)
        assert gap.upper == pytest.approx(17.85, abs=0.05)
        assert gap.beyond_chance


def test_widest_gap_allows_for_the_choice_made_after_looking() -> None:
    widest = gaps.widest(MEN, "E09000033")
    pair = gaps.between(MEN, widest.low.code, widest.high.code)
    assert pair is not None
    assert widest.gap == pair.gap
    assert widest.lower < pair.lower
    assert widest.chosen_after_looking
    assert widest.by_chance > 0


def test_widest_gap_of_the_strategys_time() -> None:
    assert gaps.widest(MEN.changed(period="2009-13"), "E09000020").gap == pytest.approx(17.1)


def test_release_without_intervals_gives_a_gap_and_no_verdict() -> None:
    selection = Selection("life-expectancy", "msoa-2021", "2019-23", (("sex", "male"),))
    gap = gaps.widest(selection)
    assert gap.beyond_chance is None
    assert math.isnan(gap.lower)
    assert "nothing can be said" in gaps.verdict(gap)
    assert life_expectancy.widest_table(selection) is None


def test_borough_without_areas_names_those_that_have_some() -> None:
    with pytest.raises(SelectionError, match="E09000033"):
        gaps.widest(MEN, "E09000007")


@pytest.mark.parametrize(
    ("lower", "verdict"), [(0.1, "can be told"), (-0.1, "cannot be told"), (0.0, "cannot be told")]
)
def test_verdict_follows_the_interval(lower: float, verdict: str) -> None:
    gap = Gap(AreaFigure("a", "A", 1.0), AreaFigure("b", "B", 2.0), 1.0, lower, 2.0)
    assert verdict in gaps.verdict(gap)


def test_gap_through_time_keeps_its_sign_and_marks_independent_periods() -> None:
    frame = gaps.through_time(MEN, WESTBOURNE, KNIGHTSBRIDGE)
    assert len(frame) == 12
    assert frame.loc[frame["filled"], "period"].tolist() == ["2000–04", "2005–09", "2010–14"]
    assert frame["value"].iloc[-1] == pytest.approx(14.0)
    turned = gaps.through_time(MEN, KNIGHTSBRIDGE, WESTBOURNE)
    assert turned["value"].tolist() == pytest.approx((-frame["value"]).tolist())


def test_single_release_has_no_line_through_time() -> None:
    selection = MEN.changed(area_set="msoa-2021", period="2019-23")
    assert gaps.through_time_chart(selection, "E02000969", "E02000978") is None


def test_independent_periods_are_counted_back_from_the_latest() -> None:
    periods = [
        Period(str(y), str(y), date(y, 1, 1), date(y + 2, 12, 31)) for y in range(2010, 2017)
    ]
    assert gaps.independent_periods(periods) == {"2010", "2013", "2016"}


def test_missing_figure_gives_no_gap() -> None:
    selection = Selection("life-expectancy", "msoa-2021", "2019-23", (("sex", "male"),))
    assert gaps.between(selection, "E02000593", "E02000978") is None
