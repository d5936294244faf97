"""A programme before and after: points, proportion, verdicts, and what a control takes off."""

from __future__ import annotations

import pytest

from explorer import stats
from explorer.model import Standing
from explorer.views import palettes
from explorer.views.base import Provenance
from explorer.views.programme import change
from explorer.views.programme.reached import Reached, provenance, published

OF = Provenance("Reached", "2023", "Partners", "A council", "Ours", "", Standing.USER_SUPPLIED)


def partner(
    label: str, before: tuple[int, int], after: tuple[int, int], *, is_control: bool = False
) -> Reached:
    """Return a partner from (reached, eligible) at two dates."""
    (reached_before, eligible_before), (reached_after, eligible_after) = before, after
    return Reached(
        label,
        "2022",
        "2023",
        eligible_before,
        reached_before,
        eligible_after,
        reached_after,
        is_control,
    )


STRONG = partner("Strong", (100, 1_000), (200, 1_000))
WEAK = partner("Weak", (10, 100), (12, 100))
FALLING = partner("Falling", (300, 1_000), (200, 1_000))
CONTROL = partner("Elsewhere", (100, 1_000), (120, 1_000), is_control=True)


def test_the_programme_held_changes_by_what_was_published() -> None:
    found = published()
    assert [one.label for one in found] == ["Advocacy Project", "VCCK", "Groundswell Health"]
    assert [round(one.points.value, 1) for one in found] == [4.8, 6.0, 2.4]
    assert {(one.before, one.after) for one in found} == {("December 2023", "July 2024")}
    for one in found:
        assert one.ratio is not None
        # Published from the same rounded shares, so they agree to the first decimal.
        assert 100 * (one.ratio.value - 1) == pytest.approx(one.stated_relative, abs=0.25)
    assert provenance().standing is Standing.STATED


def test_points_are_newcombe_s_and_relative_changes_are_those_of_two_wilson_intervals() -> None:
    points, ratio = STRONG.points, STRONG.ratio
    expected = stats.proportion_difference(200, 1_000, 100, 1_000)
    assert (points.value, points.lower, points.upper) == pytest.approx(
        (10.0, 100 * expected.lower, 100 * expected.upper)
    )
    assert ratio is not None
    assert ratio.value == pytest.approx(2.0)
    # Katz's log limits of a risk ratio of 2 from 200/1000 and 100/1000 are 1.60 and 2.50.
    assert (ratio.lower, ratio.upper) == pytest.approx((1.60, 2.50), abs=0.01)


def test_nobody_reached_has_no_relative_change() -> None:
    none = partner("None yet", (0, 50), (10, 50))
    assert none.ratio is None
    assert change.relative(none.ratio) == "not defined"
    assert change.relative(STRONG.ratio) == "+100.0% (+60.1 to +150.1)"


@pytest.mark.parametrize(
    ("found", "said"),
    [
        ([STRONG], "the share reached rose by 10.0 percentage points; each can be told"),
        ([WEAK], "rose by 2.0 percentage points; none of them can be told from chance"),
        (
            [STRONG, WEAK, FALLING],
            "changed by 10.0, 2.0 and −10.0 percentage points; only the changes of 10.0 and −10.0",
        ),
        ([WEAK, CONTROL], "the share reached rose by 2.0 percentage points; none"),
        ([STRONG] * 3 + [WEAK] * 4, "3 of 7 changes can be told from chance"),
    ],
)
def test_headline_counts_only_those_taking_part(found: list[Reached], said: str) -> None:
    assert said in change.headline(found, "Ours")


def test_table_gives_each_change_with_its_verdict() -> None:
    rows = change.table([STRONG, WEAK, CONTROL], OF).frame.set_index("who")
    assert rows.loc["Strong", "before"] == "10.0% of 1,000"
    assert rows.loc["Strong", "points"] == "+10.0 (+6.9 to +13.1)"
    assert rows.loc["Strong", "chance"] == "no"
    assert rows.loc["Weak", "chance"] == "yes"
    assert "Elsewhere (no programme)" in rows.index


def test_slopes_have_both_dates_of_all_and_mark_what_chance_cannot_explain() -> None:
    view = change.slopes([STRONG, WEAK, CONTROL], OF)
    assert view is not None
    assert view.frame["value"].tolist() == [10.0, 20.0, 10.0, 12.0, 10.0, 12.0]
    assert view.frame["period"].tolist() == ["2022", "2023"] * 3
    assert dict(view.colours) == {
        "Strong": palettes.HIGHLIGHT,
        "Weak": palettes.HEADING,
        "Elsewhere (no programme)": palettes.NO_DATA_HATCH,
    }
    assert "Weak: from 10.0% to 12.0%" in view.text_alternative
    assert "which chance alone can explain" in view.text_alternative


def test_more_slopes_than_can_be_told_apart_are_not_drawn() -> None:
    many = [partner(f"Partner {n}", (10, 100), (10 + n, 100)) for n in range(13)]
    assert change.slopes(many, OF) is None
    assert len(change.changes(many, OF, "Changes").frame) == 13


def test_chart_of_changes_stands_about_no_change() -> None:
    view = change.changes([STRONG, FALLING], OF, "Changes")
    assert view.frame["value"].tolist() == [10.0, -10.0]
    assert view.reference_lines[0].value == 0


def test_a_control_s_change_is_taken_off() -> None:
    table = change.beyond_control([STRONG, WEAK, CONTROL], OF)
    assert table is not None
    rows = table.frame.set_index("who")
    assert list(rows.index) == ["Strong", "Weak"]
    assert rows.loc["Strong", "chance"] == "no"
    assert rows.loc["Weak", "points"].startswith("0.0 (−")
    assert "which was +2.0 (−0.7 to +4.8) points" in table.caption
    expected = stats.difference_in_differences(STRONG.points, CONTROL.points)
    told = f"+8.0 (+{expected.lower:.1f} to +{expected.upper:.1f})"
    assert rows.loc["Strong", "points"] == told


def test_several_controls_are_added_up() -> None:
    other = partner("Further off", (0, 1_000), (60, 1_000), is_control=True)
    table = change.beyond_control([STRONG, CONTROL, other], OF)
    assert table is not None
    assert str(table.frame.loc[0, "points"]).startswith("+6.0 (")


def test_without_a_control_the_limits_say_what_that_means() -> None:
    assert change.beyond_control([STRONG], OF) is None
    assert change.WITHOUT_CONTROL in change.limits([STRONG])
    assert change.WITHOUT_CONTROL not in change.limits([STRONG, CONTROL])
    assert change.subtitle([STRONG, CONTROL]).endswith("1 partner, beside 1 group without it.")
