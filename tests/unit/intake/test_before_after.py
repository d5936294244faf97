"""Files of people eligible and reached at two dates, in either form."""

from __future__ import annotations

import pytest
from tests.unit.intake import files

from explorer import intake, store
from explorer.errors import IntakeError
from explorer.intake import Content

WIDE = [
    ("partner", "eligible 2023-12", "reached 2023-12", "eligible July 2024", "reached July 2024"),
    ("A", 195, 60, 257, 91),
    ("B", 300, 119, 321, 135),
]
LONG = [
    ("organisation", "date", "eligible", "reached", "control"),
    ("A", "2024-07-01", 257, 91, "no"),
    ("A", "2023-12-01", 195, 60, "no"),
    ("B", "2023-12-01", 300, 119, "yes"),
    ("B", "2024-07-01", 321, 135, "yes"),
]


def faults(rows: list[tuple[object, ...]]) -> list[str]:
    with pytest.raises(IntakeError) as error:
        intake.read_reached(files.csv(rows), "f.csv")
    return [str(problem) for problem in error.value.problems]


def test_one_row_a_partner() -> None:
    first, second = intake.read_reached(files.csv(WIDE), "f.csv")
    assert (first.label, first.before, first.after) == ("A", "December 2023", "July 2024")
    assert (first.eligible_before, first.reached_before) == (195, 60)
    assert (second.eligible_after, second.reached_after) == (321, 135)
    outcome = intake.understand(files.csv(WIDE), "f.csv")
    assert outcome.understood is not None
    assert outcome.understood.content is Content.BEFORE_AFTER
    assert outcome.understood.sentence.startswith("2 rows of partners")


def test_one_row_a_date_in_any_order_with_a_control_group() -> None:
    first, second = intake.read_reached(files.csv(LONG), "f.csv")
    assert (first.eligible_before, first.reached_after, first.is_control) == (195, 91, False)
    assert (second.before, second.is_control) == ("1 December 2023", True)


def test_shares_are_turned_into_people() -> None:
    content = store.read_bytes("data/extras/screen-detect-protect.csv")
    found = intake.read_reached(content, "f.csv")
    assert [round(each.points.value, 1) for each in found] == [4.8, 6.0, 2.4]
    assert [each.points.chance_excluded for each in found] == [False, True, False]


def test_every_fault_is_named() -> None:
    (fault,) = faults([*WIDE, ("C", 100, 120, 100, 90)])
    assert "row 4: found 120 reached of 100 eligible at the first date" in fault
    (fault,) = faults([*WIDE, WIDE[1]])
    assert "'A' a second time" in fault
    (fault,) = faults([*LONG, ("C", "2023-12-01", 10, 5, "no")])
    assert "1 row for 'C'; expected two rows" in fault
    (fault,) = faults([*LONG[:2], ("A", "2023-12-01", 195, 60, "perhaps")])
    assert "'perhaps'; expected yes or no" in fault
    (fault,) = faults([("ward", "x"), ("Abingdon", 1)])
    assert "people eligible and reached at two dates" in fault
    dated = [*LONG, ("C", "soon", 10, 5, "no"), ("C", "2024-07-01", 10, 5, "no")]
    assert "'soon'" in faults(dated)[0]
    assert not intake.understand(files.csv(dated), "f.csv").is_accepted


def test_they_are_not_figures_for_a_map() -> None:
    with pytest.raises(IntakeError, match="page of the programme"):
        intake.accept(files.csv(WIDE), "f.csv", files.DETAILS)
