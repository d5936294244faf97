"""A selection is its permalink: nothing is lost on the way to a URL and back."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from explorer.errors import SelectionError
from explorer.model import RESERVED, Indicator, Period, Polarity, Selection, Series, Standing

words = st.text("abcdefghijklmnopqrstuvwxyz0123456789-", min_size=1, max_size=20)
breakdown_ids = words.filter(lambda word: word not in RESERVED)
codes = st.from_regex(r"E0[1259][0-9]{6}", fullmatch=True)
selections = st.builds(
    Selection,
    indicator=words,
    area_set=words | st.just(""),
    period=words | st.just(""),
    by=st.dictionaries(breakdown_ids, words, max_size=3).map(lambda d: tuple(d.items())),
    highlighted=st.lists(codes, max_size=4).map(tuple),
    benchmark=codes | st.just(""),
    classification=words | st.just(""),
    palette=words | st.just(""),
    layer=words | st.just(""),
)


@given(selections)
def test_permalink_restores_the_exact_selection(selection: Selection) -> None:
    assert Selection.from_query(selection.to_query()) == selection


@given(selections)
def test_query_leaves_out_what_is_empty(selection: Selection) -> None:
    assert all(selection.to_query().values())


def test_order_of_breakdowns_does_not_make_another_selection() -> None:
    one = Selection("x", by=(("sex", "male"), ("age", "25-49")))
    other = Selection("x", by=(("age", "25-49"), ("sex", "male")))
    assert one == other
    assert hash(one) == hash(other)


def test_breakdown_named_like_a_query_parameter_is_refused() -> None:
    with pytest.raises(SelectionError, match="Rename the breakdown"):
        Selection("x", by=(("period", "2021"),))


def _period(name: str, first: int, last: int) -> Period:
    return Period(name, name, date(first, 1, 1), date(last, 12, 31))


def _indicator() -> Indicator:
    return Indicator(
        id="x",
        name="A measure",
        short_name="Measure",
        definition="",
        theme="health",
        unit="%",
        decimals=1,
        polarity=Polarity.NEUTRAL,
        series=(
            Series("late", "Late", "wards-2022", "t.csv", "s", (_period("2021", 2021, 2021),)),
            Series("early", "Early", "wards-2022", "t.csv", "s", (_period("2011", 2011, 2011),)),
        ),
    )


def test_periods_are_gathered_from_all_series_oldest_first() -> None:
    assert [p.id for p in _indicator().periods("wards-2022")] == ["2011", "2021"]


def test_period_not_held_names_those_that_are() -> None:
    with pytest.raises(SelectionError, match="wards-2022: 2011, 2021"):
        _indicator().series_for("wards-2022", "1999")


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [((2001, 2005), (2005, 2009), True), ((2000, 2004), (2005, 2009), False)],
)
def test_periods_overlap_when_they_share_a_day(
    one: tuple[int, int], other: tuple[int, int], expected: bool
) -> None:
    assert _period("a", *one).overlaps(_period("b", *other)) is expected


def test_units_are_written_as_people_write_them() -> None:
    indicator = _indicator()
    assert indicator.with_unit(44.84) == "44.8%"


def test_only_published_and_derived_figures_are_official() -> None:
    assert {s for s in Standing if s.is_official} == {Standing.PUBLISHED, Standing.DERIVED}
