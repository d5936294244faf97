"""What residents said: stored once, found by what it is about, tagged and counted."""

from dataclasses import replace
from datetime import date

import pytest

from explorer.workshop.model import Insight, Sought
from explorer.workshop.refusals import PersonalError, RefusedError
from explorer.workshop.service import Workshops

DAMP = Insight("Damp in the estate", "E1", "housing", date(2026, 3, 1), "Walk", "north", ("b", "a"))
LATE = Insight("No appointment in 50% of cases", "E1", "health", date(2026, 5, 2), "Walk", "north")
LOUD = Insight("Buses are loud", "E2", "air", date(2025, 1, 9), "Survey", "south", ("a",))


@pytest.fixture
def held(every: Workshops) -> Workshops:
    assert every.insights.add([DAMP, LATE, LOUD]) == 3
    return every


def test_the_newest_comes_first_whole(held: Workshops) -> None:
    found = held.insights.search()
    assert [replace(insight, id=0) for insight in found] == [
        LATE,
        replace(DAMP, tags=("a", "b")),
        LOUD,
    ]


@pytest.mark.parametrize(
    ("sought", "found"),
    [
        (Sought(words="DAMP estate"), [DAMP]),
        (Sought(words="50%"), [LATE]),
        (Sought(words="5_%"), []),
        (Sought(places=("E1",)), [LATE, DAMP]),
        (Sought(neighbourhood="south"), [LOUD]),
        (Sought(theme="air"), [LOUD]),
        (Sought(tag="a"), [DAMP, LOUD]),
        (Sought(since=date(2026, 3, 1), until=date(2026, 3, 31)), [DAMP]),
        (Sought(words="damp", theme="air"), []),
    ],
)
def test_searching(held: Workshops, sought: Sought, found: list[Insight]) -> None:
    texts = [insight.text for insight in held.insights.search(sought)]
    assert texts == [insight.text for insight in found]


def test_the_same_file_twice_is_stored_once(held: Workshops) -> None:
    again = replace(DAMP, text=" Damp  in the estate ")
    assert held.insights.add([again, replace(DAMP, place="E2")]) == 1
    assert len(held.insights.search()) == 4


def test_a_personal_one_stops_all_and_each_is_named(every: Workshops) -> None:
    personal = replace(DAMP, text="Ask Mrs X"), replace(DAMP, text="07700 900123")
    with pytest.raises(PersonalError) as refused:
        every.insights.add([LATE, *personal])
    assert [problem.where for problem in refused.value.problems] == ["insight 2", "insight 3"]
    with pytest.raises(RefusedError, match="insight 1: found 0 characters"):
        every.insights.add([replace(DAMP, text=" ")])
    assert every.insights.search() == ()


def test_tags_are_replaced_and_counted(held: Workshops) -> None:
    assert held.insights.tags() == {"a": 2, "b": 1}
    (late,) = held.insights.search(Sought(theme="health"))
    held.insights.tag(late.id, ["b", " b ", "", "c"])
    held.insights.tag(late.id, ["b"])
    assert held.insights.tags() == {"a": 2, "b": 2}


def test_counting_by_theme(held: Workshops) -> None:
    held.insights.add([replace(DAMP, text="Mould")])
    assert held.insights.count() == {"housing": 2, "health": 1, "air": 1}
    assert held.insights.count(Sought(places=("E2",))) == {"air": 1}


def test_what_is_deleted_is_gone_with_its_tags(held: Workshops) -> None:
    (damp,) = held.insights.search(Sought(words="damp"))
    held.insights.delete(damp.id)
    assert held.insights.tags() == {"a": 1}
    with pytest.raises(RefusedError, match="deleted already"):
        held.insights.delete(damp.id)
