"""Every statement has a verdict with its reason, and each kind of reading gives what it says."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
import yaml
from tests.unit.conftest import Declare

from explorer import areas, registry, store
from explorer.errors import DataFileError, SelectionError
from explorer.views.evidence import declared, ledger, statements, verdicts
from explorer.views.evidence.declared import Rounding
from explorer.views.evidence.kinds import (
    AreasCounted,
    Change,
    Difference,
    Figure,
    Gap,
    GroundAbove,
    Groups,
    Listed,
    Ratio,
    WidestGap,
)
from explorer.views.evidence.readings import Reading, read
from explorer.views.evidence.statements import Evidence
from explorer.views.evidence.verdicts import Verdict, judge

CLAIMS = [f"C{number:03}" for number in range(1, 48)]
BOROUGH, OTHER = (place.code for place in registry.places().boroughs)
LAYER = areas.load("wards-2022")
OWN = LAYER.loc[LAYER["borough_code"] == BOROUGH, "area_code"].tolist()


def of(claim: str) -> Evidence:
    return next(e for e in statements.every() if e.statement.claim_id == claim)


def reading(value: float, lower: float = math.nan, upper: float = math.nan) -> Reading:
    return Reading(value, 1, "%", "a share", "somebody", lower=lower, upper=upper)


@pytest.mark.parametrize("claim", CLAIMS)
def test_every_statement_has_a_verdict_and_a_reason(claim: str) -> None:
    evidence = of(claim)
    assert evidence.verdict in Verdict
    assert evidence.reason.endswith(".")
    assert (evidence.found is None) == (evidence.verdict is Verdict.CANNOT)
    assert bool(evidence.needed) == (evidence.verdict is Verdict.CANNOT)


def test_statements_are_all_and_only_those_held() -> None:
    assert [evidence.statement.claim_id for evidence in statements.every()] == CLAIMS


def test_few_can_be_checked_and_the_headline_counts_them() -> None:
    fared = {e.statement.claim_id: e.verdict for e in statements.every()}
    checked = {claim: v for claim, v in fared.items() if v is not Verdict.CANNOT}
    assert checked == {
        "C013": Verdict.DIFFERS,
        "C014": Verdict.DIFFERS,
        "C029": Verdict.CONSISTENT,
    }
    assert "Of 47 figures" in ledger.headline()
    assert ledger.headline().endswith("1 is consistent and 2 differ")


def test_global_majority_share_is_set_against_the_census() -> None:
    evidence = of("C014")
    assert evidence.found is not None
    assert evidence.found.figure == "44.8%"
    assert "3.2 percentage points below the stated 48%" in evidence.reason


def test_gap_of_women_is_not_called_reproduced_though_its_nearest_is_shown() -> None:
    evidence = of("C006")
    assert evidence.verdict is Verdict.CANNOT
    assert [round(near.value, 1) for near in evidence.nearest] == [12.2, 9.0, 7.8]


def test_named_pairs_show_three_releases_and_decide_nothing() -> None:
    found = {claim: [round(n.value, 1) for n in of(claim).nearest] for claim in ("C001", "C002")}
    assert found == {"C001": [14.0, 16.7, 10.4], "C002": [8.8, 17.7, 6.6]}
    first = of("C001").nearest[0]
    assert (round(first.lower, 1), round(first.upper, 1)) == (10.2, 17.8)
    assert of("C001").verdict is Verdict.CANNOT


@pytest.mark.parametrize(
    ("claim", "said"),
    [
        ("C025", "14%, is reproduced"),
        ("C026", "5%, is reproduced"),
        ("C027", "28%, cannot be checked on the same definition; nearest here: Households"),
        ("C028", "23%, cannot be checked on the same definition; nearest here: Residents of 16"),
    ],
)
def test_figure_that_a_statement_compares_with_is_checked(claim: str, said: str) -> None:
    assert said in of(claim).comparison


def test_reasons_in_words_are_true_of_the_figures() -> None:
    # Comparators printed beside the gaps are within 0.2 years of England's slope index.
    assert [abs(of(c).nearest[2].value - 9.7) <= 0.21 for c in ("C005", "C007")] == [True, True]
    assert [abs(of(c).nearest[2].value - 7.9) <= 0.21 for c in ("C006", "C008")] == [True, True]
    # Life expectancy minus healthy life expectancy: 17 for men of the first borough, England 16.
    assert [round(near.value) for near in of("C009").nearest] == [17, 16]
    men, women = of("C005").nearest[0], of("C006").nearest[0]
    assert men.value > women.value
    assert men.lower < women.value < men.value < women.upper


def test_disagreements_stand_side_by_side() -> None:
    found = {
        tuple(e.statement.figure for e in one.statements): tuple(r.amount for r in one.also)
        for one in statements.disagreements()
    }
    assert found[("48%",)] == ("45%",)
    assert ("24.8%", "33.3%") in found
    assert ("21.4%", "21%", "25%") in found
    assert ("17 years", "17 years", "18 years") in found


def test_filters_narrow_and_none_gives_all() -> None:
    assert len(statements.chosen()) == 47
    assert {e.statement.theme for e in statements.chosen(theme="air quality")} == {"air quality"}
    assert [e.statement.claim_id for e in statements.chosen(place="E05009399")] == ["C002"]
    assert [e.statement.claim_id for e in statements.chosen(verdict="differs")] == ["C013", "C014"]
    both = statements.chosen(document="VHC-2025", place=BOROUGH)
    assert "C036" in [e.statement.claim_id for e in both]
    assert all(OTHER not in e.statement.places or BOROUGH in e.statement.places for e in both)


def test_few_are_shown_in_full_and_many_in_short() -> None:
    whole = statements.every()
    assert len(ledger.in_full(whole)) == 3
    assert sum(map(len, ledger.in_short(whole).values())) == 44
    few = statements.chosen(theme="air quality")
    assert ledger.in_full(few) == few
    assert ledger.in_short(few) == {}


@pytest.mark.parametrize(
    ("stated", "found", "rounding", "to", "verdict"),
    [
        (45, reading(44.5), Rounding.EXACTLY, None, Verdict.REPRODUCED),
        (45, reading(45.5), Rounding.EXACTLY, None, Verdict.DIFFERS),
        (44.8, reading(44.84), Rounding.EXACTLY, None, Verdict.REPRODUCED),
        (44.8, reading(44.9), Rounding.EXACTLY, None, Verdict.DIFFERS),
        (48, reading(44.0, 40.0, 48.0), Rounding.EXACTLY, None, Verdict.CONSISTENT),
        (48, reading(44.0, 40.0, 47.9), Rounding.EXACTLY, None, Verdict.DIFFERS),
        (7500, reading(7446), Rounding.ALMOST, 100, Verdict.CONSISTENT),
        (7500, reading(7551), Rounding.ALMOST, 100, Verdict.DIFFERS),
        (7500, reading(7399), Rounding.ALMOST, 100, Verdict.DIFFERS),
        (45, reading(45.9), Rounding.ABOUT, None, Verdict.CONSISTENT),
        (18, reading(12.0), Rounding.UP_TO, None, Verdict.CONSISTENT),
        (18, reading(19.0), Rounding.UP_TO, None, Verdict.DIFFERS),
    ],
)
def test_rule_of_the_verdict(
    stated: float, found: Reading, rounding: Rounding, to: float | None, verdict: Verdict
) -> None:
    assert judge(stated, found, to=to, rounding=rounding).verdict is verdict


def test_reading_without_a_value_decides_nothing() -> None:
    with pytest.raises(SelectionError, match="no figure"):
        judge(48, reading(math.nan))


def test_last_digit_is_read_off_the_number() -> None:
    assert [verdicts.last_digit(n) for n in (48, 24.8, 205100)] == [1, 0.1, 1]


@pytest.fixture
def shares(declare: Declare) -> str:
    """An indicator by ward for two years: 100, 200, 300 of 1,000 ..., and a borough's share."""
    rows = [(code, "", 100.0 + 10 * place) for place, code in enumerate(OWN)]
    before = [*rows, (BOROUGH, "", 400.0)]
    after = [*rows, (BOROUGH, "", 300.0)]
    return declare({"wards-2022": {"2021": before, "2022": after}}, threshold=None).id


def asked(indicator: str, **more: Any) -> dict[str, Any]:
    return {"indicator": indicator, "area_set": "wards-2022", "period": "2022", **more}


def test_figure_is_the_value_with_its_interval_or_the_count(shares: str) -> None:
    value = read(Figure(kind="figure", area=BOROUGH, **asked(shares)))
    assert (value.value, value.lower, value.upper) == pytest.approx((30, 27, 33))
    count = read(Figure(kind="figure", area=BOROUGH, column="numerator", **asked(shares)))
    assert count.value == 300
    assert not count.has_interval


def test_gap_has_the_sign_in_which_it_was_stated(shares: str) -> None:
    there = read(Gap(kind="gap", low=OWN[0], high=OWN[5], **asked(shares)))
    back = read(Gap(kind="gap", low=OWN[5], high=OWN[0], **asked(shares)))
    assert there.value == pytest.approx(5)
    assert (back.value, back.lower, back.upper) == pytest.approx(
        (-there.value, -there.upper, -there.lower)
    )


def test_widest_gap_is_between_lowest_and_highest_of_the_borough(shares: str) -> None:
    found = read(WidestGap(kind="widest gap", borough=BOROUGH, **asked(shares)))
    assert found.value == pytest.approx(len(OWN) - 1)
    assert f"{OWN[0]} to {OWN[-1]}" in found.of


def test_change_is_relative_to_the_earlier_period(shares: str) -> None:
    found = read(Change(kind="change", since="2021", area=BOROUGH, **asked(shares)))
    assert found.value == pytest.approx(-25)
    assert found.amount == "−25%"


def test_difference_takes_one_indicator_from_another(shares: str, declare: Declare) -> None:
    rows = [(OWN[0], "", 50.0), (BOROUGH, "", 180.0)]
    less = declare({"wards-2022": {"2022": rows}}, threshold=None).id
    found = read(Difference(kind="difference", less=less, area=BOROUGH, **asked(shares)))
    assert found.value == pytest.approx(12)


def test_areas_are_counted_in_one_borough_only(shares: str) -> None:
    check = AreasCounted(kind="areas counted", borough=BOROUGH, equal=10.0, **asked(shares))
    assert read(check).amount == f"1 of {len(OWN)}"


def test_ground_above_is_weighed_by_area_and_leaves_the_level_out(shares: str) -> None:
    above = float(10 + len(OWN) - 2)
    found = read(GroundAbove(kind="ground above", borough=BOROUGH, above=above, **asked(shares)))
    ground = areas.measured_area_km2("wards-2022")[OWN]
    assert found.value == pytest.approx(100 * ground[OWN[-1]] / ground.sum())


def test_groups_are_added_up() -> None:
    check = Groups(
        kind="groups", indicator="tenure", area_set="wards-2022", period="2021",
        breakdown="tenure", groups=("owned", "social-rented"), area=OTHER,
    )  # fmt: skip
    assert read(check).value == pytest.approx(27.3828 + 28.2765)


@pytest.fixture
def single(monkeypatch: pytest.MonkeyPatch) -> None:
    held = pd.DataFrame(
        {
            "measure": ["m", "m", "n"],
            "group": ["a", "b", "a"],
            "area_name": ["Here"] * 3,
            "value": [6.0, 4.0, 1.0],
            "lower_95": [5.0, 3.0, math.nan],
            "upper_95": [7.0, 5.0, math.nan],
            "period": ["2013"] * 3,
            "source": ["A study"] * 3,
            "standing": ["peer reviewed"] * 3,
        }
    )
    monkeypatch.setattr(registry, "extra", lambda _: held)


@pytest.mark.usefixtures("single")
def test_single_figures_are_read_and_divided() -> None:
    one, other = {"measure": "m", "group": "a"}, {"measure": "m", "group": "b"}
    listed = read(Listed(kind="listed", extra="x", where=one, unit="%", decimals=1))
    assert listed.figure == "6.0% (95% interval 5.0 to 7.0)"
    ratio = read(Ratio(kind="ratio", extra="x", of=one, to=other))
    assert (ratio.value, ratio.standing.value) == (1.5, "peer reviewed")


@pytest.mark.usefixtures("single")
def test_single_figure_that_is_not_there_once_is_refused() -> None:
    with pytest.raises(DataFileError, match="2 rows"):
        read(Listed(kind="listed", extra="x", where={"measure": "m"}, unit="%", decimals=1))


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"C001": {"cannot": "no-such-reason"}}, "no-such-reason"),
        ({"C001": {}}, "neither"),
        ({"C099": {"cannot": "rough-sleeping"}}, "C099"),
        ({"C001": {"cannot": "rough-sleeping", "nearest": [{"kind": "gap"}]}}, "claims.C001"),
        ({"C001": {"cannot": "rough-sleeping", "verdict": "fine"}}, "verdict"),
    ],
)
def test_faulty_declaration_is_named(
    change: dict[str, Any], message: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    content = yaml.safe_load(Path(store.root() / declared.FILE).read_text(encoding="utf-8"))
    content["claims"] |= change
    monkeypatch.setattr(store, "read_yaml", lambda _: content)
    declared.load.cache_clear()
    with pytest.raises(DataFileError, match=message):
        declared.load()
    monkeypatch.undo()
    declared.load.cache_clear()


def test_statement_left_out_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    content = yaml.safe_load(Path(store.root() / declared.FILE).read_text(encoding="utf-8"))
    del content["claims"]["C041"]
    monkeypatch.setattr(store, "read_yaml", lambda _: content)
    declared.load.cache_clear()
    with pytest.raises(DataFileError, match="C041"):
        declared.load()
    monkeypatch.undo()
    declared.load.cache_clear()


def test_no_statement_and_no_place_stands_in_the_code() -> None:
    folder = Path(declared.__file__).parent
    code = "\n".join(path.read_text(encoding="utf-8") for path in folder.glob("*.py"))
    assert not [claim for claim in CLAIMS if claim in code]
    assert not [place.name for place in registry.places().comparators if place.name in code]


@pytest.fixture
def written(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[object], None]]:
    """Return a function that puts something else in the file's place."""

    def write(content: object) -> None:
        declared.load.cache_clear()
        monkeypatch.setattr(store, "read_yaml", lambda _: content)

    yield write
    declared.load.cache_clear()


def test_the_check_names_faults_and_lets_a_place_without_documents_pass(
    written: Callable[[object], None],
) -> None:
    assert declared.check() == []
    written({"documents": 1})
    assert {problem.where.partition(",")[0] for problem in declared.check()} == {declared.FILE}
    written({})
    assert declared.check() == []
