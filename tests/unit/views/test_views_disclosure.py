"""What is withheld, and what must go with it so that no total gives it away."""

from __future__ import annotations

import math

import pytest
from tests.unit.conftest import Declare, Row

from explorer import areas, registry
from explorer.model import Selection
from explorer.registry import NUMBERS
from explorer.views import disclosure, selections

LAYER = areas.load("wards-2022")
BOROUGH, OTHER = (place.code for place in registry.places().boroughs)
WARDS = list(LAYER.loc[LAYER["borough_code"] == BOROUGH, "area_code"])
ELSEWHERE = list(LAYER.loc[LAYER["borough_code"] == OTHER, "area_code"])
SMALL, BY_TOTAL = disclosure.SMALL, disclosure.BY_TOTAL


def wards(*counts: float, group: str = "") -> list[Row]:
    """Counts of the borough's first wards; every other ward of both boroughs has 100."""
    padded = [*counts, *[100.0] * (len(WARDS) - len(counts))]
    rows = zip([*WARDS, *ELSEWHERE], [*padded, *[100.0] * len(ELSEWHERE)], strict=True)
    return [(code, group, number) for code, number in rows]


def total(rows: list[Row], group: str = "") -> list[Row]:
    own = [number for code, _, number in rows if code in WARDS]
    return [*rows, (BOROUGH, group, sum(own))]


def kept(identifier: str, area_set: str = "wards-2022") -> dict[tuple[str, str], str]:
    """Withheld figures of a release, by area and group."""
    found = disclosure.withheld(identifier, area_set)
    return {(code, group): why for (_, group, code), why in found.items()}


def test_without_a_threshold_every_figure_is_shown(declare: Declare) -> None:
    indicator = declare({"wards-2022": {"2021": wards(0, 1, 2)}}, threshold=None)
    assert kept(indicator.id) == {}
    rows = registry.rows(indicator.id, "wards-2022")
    assert disclosure.rows(indicator.id, "wards-2022") is rows


def test_only_the_small_count_goes_where_no_total_is_shown(declare: Declare) -> None:
    indicator = declare({"wards-2022": {"2021": wards(3, 41)}}, threshold=5)
    assert kept(indicator.id) == {(WARDS[0], ""): SMALL}


def test_the_next_smallest_goes_with_a_single_one_where_the_borough_is_shown(
    declare: Declare,
) -> None:
    indicator = declare({"wards-2022": {"2021": total(wards(3, 60, 41))}}, threshold=5)
    assert kept(indicator.id) == {(WARDS[0], ""): SMALL, (WARDS[2], ""): BY_TOTAL}


def test_a_total_of_another_release_counts_as_shown(declare: Declare) -> None:
    rows = wards(3, 60, 41)
    boroughs = [(BOROUGH, "", 2_000.0), (OTHER, "", 1_800.0)]
    both = {"wards-2022": {"2021": rows}, "boroughs": {"2021": boroughs}}
    assert (WARDS[2], "") in kept(declare(both, threshold=5).id)
    another_year = {"wards-2022": {"2021": rows}, "boroughs": {"2022": boroughs}}
    assert (WARDS[2], "") not in kept(declare(another_year, threshold=5).id)


def test_two_that_add_up_to_the_threshold_protect_each_other(declare: Declare) -> None:
    indicator = declare({"wards-2022": {"2021": total(wards(3, 4))}}, threshold=5)
    assert set(kept(indicator.id)) == {(WARDS[0], ""), (WARDS[1], "")}


def test_a_total_with_nothing_left_to_protect_it_goes_in_every_release(declare: Declare) -> None:
    rows = [(WARDS[0], "", 3.0), *((code, "", math.nan) for code in WARDS[1:])]
    boroughs = [(BOROUGH, "", 3.0 + 90.0), (OTHER, "", 1_800.0)]
    releases = {"wards-2022": {"2021": rows}, "boroughs": {"2021": boroughs}}
    indicator = declare(releases, threshold=5)
    assert kept(indicator.id) == {(WARDS[0], ""): SMALL, (BOROUGH, ""): BY_TOTAL}
    assert kept(indicator.id, "boroughs") == {(BOROUGH, ""): BY_TOTAL}


def test_practices_make_no_total_of_a_borough(declare: Declare) -> None:
    layer = areas.load("practices-2024")
    own = layer.loc[layer["borough_code"] == BOROUGH, "area_code"]
    rows: list[Row] = [(code, "", 3.0 if n == 0 else 40.0) for n, code in enumerate(own)]
    releases = {"practices-2024": {"2021": [*rows, (BOROUGH, "", 2_000.0)]}}
    indicator = declare(releases, threshold=5)
    assert kept(indicator.id, "practices-2024") == {(own.iloc[0], ""): SMALL}


def test_groups_that_add_up_to_their_denominator_protect_each_other(declare: Declare) -> None:
    rows = [
        row
        for group, count in (("a", 3.0), ("b", 97.0), ("c", 900.0))
        for row in wards(*[count] * len(WARDS), group=f"group={group}")
        if row[0] == WARDS[0]
    ]
    indicator = declare({"wards-2022": {"2021": rows}}, threshold=5, groups=("a", "b", "c"))
    assert kept(indicator.id) == {(WARDS[0], "group=a"): SMALL, (WARDS[0], "group=b"): BY_TOTAL}


def test_groups_protect_each_other_where_all_persons_are_shown(declare: Declare) -> None:
    rows: list[Row] = [
        (WARDS[0], "group=female", 3.0),
        (WARDS[0], "group=male", 20.0),
        (WARDS[0], "group=persons", 23.0),
        (WARDS[1], "group=female", 30.0),
        (WARDS[1], "group=male", 20.0),
        (WARDS[1], "group=persons", 50.0),
    ]
    groups = ("female", "male", "persons")
    indicator = declare({"wards-2022": {"2021": rows}}, threshold=5, groups=groups)
    assert kept(indicator.id) == {
        (WARDS[0], "group=female"): SMALL,
        (WARDS[0], "group=male"): BY_TOTAL,
    }


def test_a_count_that_follows_from_share_and_denominator_is_small_too(
    declare: Declare, monkeypatch: pytest.MonkeyPatch
) -> None:
    indicator = declare({"wards-2022": {"2021": wards(3, 41)}}, threshold=5)
    held = registry.table(f"{indicator.id}-wards-2022.csv").assign(numerator=math.nan)
    monkeypatch.setattr(registry, "table", lambda _name: held)
    assert kept(indicator.id) == {(WARDS[0], ""): SMALL}


def test_every_column_of_a_withheld_row_is_blank_and_says_why(declare: Declare) -> None:
    indicator = declare({"wards-2022": {"2021": total(wards(3, 60, 41))}}, threshold=5)
    held = selections.figures(selections.complete(Selection(indicator.id)))
    rows = held.areas.set_index("area_code")
    assert rows.loc[[WARDS[0], WARDS[2]], list(NUMBERS)].isna().all(axis=None)
    assert rows.loc[WARDS[1], list(NUMBERS)].notna().all()
    assert rows.loc[[WARDS[0], WARDS[2], WARDS[1]], "note"].tolist() == [SMALL, BY_TOTAL, ""]
    assert {SMALL, BY_TOTAL, disclosure.BY_PUBLISHER} <= set(registry.notes())


def test_which_notes_say_that_a_figure_is_withheld() -> None:
    said = {key for key in registry.notes() if disclosure.is_withheld(key)}
    assert said == {SMALL, BY_TOTAL, "suppressed", "withheld-sex-uncertain"}
    assert all(registry.notes()[key].startswith("Withheld") for key in said)
