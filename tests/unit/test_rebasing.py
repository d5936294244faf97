"""Figures moved between area sets: by hand on a small crosswalk, and never losing anyone."""

import math
from types import SimpleNamespace

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from explorer import areas
from explorer.areas import places, sets
from explorer.errors import AreaJoinError, StatisticsError, UnknownAreaError
from explorer.model import Aggregation, Standing

COUNTS, MEAN = Aggregation.COUNTS, Aggregation.WEIGHTED_MEAN
OLD, NEW = {"A": "Abbey", "B": "Bridge"}, {"X": "Cross", "Y": "York"}
WALK = pd.DataFrame(
    [("A", "X", 30), ("A", "Y", 10), ("B", "Y", 20)], columns=["from_code", "to_code", "postcodes"]
).assign(weight=[0.75, 0.25, 1.0])


@pytest.fixture
def town(monkeypatch: pytest.MonkeyPatch) -> None:
    """Abbey lies three quarters in Cross, Bridge wholly in York."""
    names = {"old": OLD, "new": NEW}
    monkeypatch.setattr(places, "has_crosswalk", lambda *pair: pair == ("old", "new"))
    monkeypatch.setattr(places, "crosswalk", lambda *_: WALK.copy())
    monkeypatch.setattr(sets, "names", names.__getitem__)
    monkeypatch.setattr(sets, "codes", lambda name: tuple(names[name]))
    monkeypatch.setattr(sets, "area_set", lambda _: SimpleNamespace(nouns="wards"))


def shares(*counts: tuple[float, float]) -> pd.DataFrame:
    frame = pd.DataFrame(counts, columns=["numerator", "denominator"])
    return frame.assign(area_code=["A", "B"], value=100 * frame["numerator"] / frame["denominator"])


@pytest.mark.usefixtures("town")
class TestByHand:
    def test_counts_are_shared_out_and_their_ratio_taken_again(self) -> None:
        found = areas.rebase(shares((40, 200), (30, 100)), "old", "new", COUNTS)
        rows = found.frame.set_index("area_code")
        assert list(rows.loc["X", ["numerator", "denominator", "value"]]) == [30, 150, 20]
        assert list(rows.loc["Y", ["numerator", "denominator"]]) == [40, 150]
        assert rows.loc["Y", "value"] == pytest.approx(100 * 40 / 150)
        assert list(rows["area_name"]) == ["Cross", "York"]

    def test_a_count_alone_is_shared_out(self) -> None:
        table = pd.DataFrame({"area_code": ["A", "B"], "value": [400.0, 7.0]})
        assert list(areas.rebase(table, "old", "new", COUNTS).frame["value"]) == [300, 107]

    def test_means_are_weighted_by_the_people_each_part_brings(self) -> None:
        table = pd.DataFrame({"area_code": ["A", "B"], "value": [10.0, 20.0]})
        people = pd.Series({"A": 400.0, "B": 300.0})
        found = areas.rebase(table, "old", "new", MEAN, people).frame["value"]
        assert list(found) == pytest.approx([10, (100 * 10 + 300 * 20) / 400])

    def test_what_was_split_is_an_estimate_and_says_how_much(self) -> None:
        found = areas.rebase(shares((1, 2), (1, 2)), "old", "new", COUNTS)
        assert (found.standing, found.split) == (Standing.ESTIMATE, 1)

    def test_a_part_without_a_figure_leaves_the_whole_without(self) -> None:
        found = areas.rebase(shares((40, 200), (math.nan, math.nan)), "old", "new", COUNTS)
        assert found.missing == ("Y",)
        assert found.frame["value"].isna().tolist() == [False, True]

    def test_there_and_back_says_how_close(self) -> None:
        table = pd.DataFrame({"area_code": ["A", "B"], "value": [400.0, 60.0]})
        found = areas.there_and_back(table, "old", "new", COUNTS)
        # York holds 100 of Abbey's and all 60 of Bridge's; 10 of its 30 postcodes are Abbey's.
        assert list(found.frame["returned"]) == pytest.approx([300 + 160 / 3, 160 * 2 / 3])
        assert found.largest_difference == pytest.approx(400 - 300 - 160 / 3)
        assert found.mean_difference == pytest.approx(found.largest_difference)

    @pytest.mark.parametrize("how", [COUNTS, MEAN])
    def test_what_is_the_same_everywhere_stays_so(self, how: Aggregation) -> None:
        found = areas.there_and_back(shares((20, 200), (10, 100)), "old", "new", how)
        assert found.largest_difference == pytest.approx(0, abs=1e-9)

    def test_medians_ranks_and_life_expectancy_are_never_averaged(self) -> None:
        with pytest.raises(StatisticsError, match="life expectancy"):
            areas.rebase(shares((1, 2), (1, 2)), "old", "new", Aggregation.NONE)

    def test_a_mean_needs_people(self) -> None:
        table = pd.DataFrame({"area_code": ["A", "B"], "value": [10.0, 20.0]})
        with pytest.raises(StatisticsError, match="none for A, B"):
            areas.rebase(table, "old", "new", MEAN)

    def test_every_area_must_be_there_once(self) -> None:
        table = shares((1, 2), (1, 2))
        with pytest.raises(AreaJoinError, match="B"):
            areas.rebase(table[:1], "old", "new", COUNTS)
        with pytest.raises(AreaJoinError, match="repeated areas: A"):
            areas.rebase(pd.concat([table, table[:1]]), "old", "new", COUNTS)


SETS = [("lsoa-2021", "wards-2022"), ("msoa-2021", "wards-2014"), ("wards-2002", "wards-2022")]


@pytest.mark.parametrize("pair", [*SETS, ("wards-2022", "lsoa-2021"), ("msoa-2021", "lsoa-2021")])
@given(seed=st.integers(0, 2**32 - 1), largest=st.floats(1, 1e7))
def test_totals_are_preserved(pair: tuple[str, str], seed: int, largest: float) -> None:
    codes = areas.codes(pair[0])
    numerator = np.random.default_rng(seed).uniform(0, largest, len(codes))
    table = pd.DataFrame({"area_code": codes, "value": 50.0, "numerator": numerator})
    table["denominator"] = 2 * numerator + 1
    moved = areas.rebase(table, *pair, COUNTS).frame
    for name in ("numerator", "denominator"):
        assert moved[name].sum() == pytest.approx(table[name].sum())
    assert moved["value"].between(0, 50 + 1e-9).all()


@pytest.mark.parametrize("pair", SETS)
@given(seed=st.integers(0, 2**32 - 1))
def test_means_stay_between_lowest_and_highest(pair: tuple[str, str], seed: int) -> None:
    codes = areas.codes(pair[0])
    generator = np.random.default_rng(seed)
    table = pd.DataFrame({"area_code": codes, "value": generator.normal(0, 100, len(codes))})
    people = pd.Series(generator.uniform(1, 9, len(codes)), codes)
    moved = areas.rebase(table, *pair, MEAN, people).frame["value"]
    assert moved.between(table["value"].min() - 1e-9, table["value"].max() + 1e-9).all()


def test_small_areas_make_up_neighbourhoods_exactly() -> None:
    table = pd.DataFrame({"area_code": areas.codes("lsoa-2021"), "value": 1.0})
    found = areas.rebase(table, "lsoa-2021", "msoa-2021", COUNTS)
    assert found.standing is Standing.DERIVED
    assert set(found.frame["value"]) <= {float(n) for n in range(1, 10)}


def test_a_crosswalk_the_other_way_is_turned_round() -> None:
    assert not places.has_crosswalk("wards-2022", "lsoa-2021")
    turned = areas.weights("wards-2022", "lsoa-2021")
    assert turned.groupby("from_code")["weight"].sum().to_numpy() == pytest.approx(1)


def test_sets_that_no_crosswalk_connects_are_named() -> None:
    table = pd.DataFrame({"area_code": areas.codes("boroughs"), "value": 1.0})
    assert not areas.can_rebase("boroughs", "wards-2022")
    with pytest.raises(UnknownAreaError, match="from 'boroughs' to 'wards-2022'"):
        areas.rebase(table, "boroughs", "wards-2022", COUNTS)
    with pytest.raises(UnknownAreaError, match="itself"):
        areas.rebase(table, "boroughs", "boroughs", COUNTS)
