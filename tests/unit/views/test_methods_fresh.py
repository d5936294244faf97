from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from tests.unit import homes

from explorer.switching import write_atomically
from explorer.upkeep import changes, freshness
from explorer.upkeep.changes import Change, ChangeKind
from explorer.upkeep.freshness import Outcome, State
from explorer.views.methods import fresh

SLOW = "boroughs-life-expectancy"
FINAL = "census-main-language"
MARCH = date(2027, 3, 3)


@pytest.fixture
def home(tmp_path: Path) -> Iterator[Path]:
    with homes.at(homes.copy(tmp_path)) as folder:
        write_atomically(folder / freshness.FILE, b"{}")
        write_atomically(folder / changes.FILE, changes.render([]))
        yield folder


@pytest.mark.usefixtures("home")
def test_what_is_due_is_called_so_until_it_was_found() -> None:
    assert freshness.state(SLOW, date(2026, 12, 1)) is State.NEVER
    assert freshness.state(SLOW, MARCH) is State.DUE
    assert freshness.state(FINAL, MARCH) is State.FINAL
    freshness.record(SLOW, Outcome.UNCHANGED, date(2027, 2, 1))
    assert freshness.state(SLOW, MARCH) is State.DUE
    freshness.record(SLOW, Outcome.REPLACED, MARCH)
    assert freshness.state(SLOW, MARCH) is State.FRESH


@pytest.mark.usefixtures("home")
def test_a_publisher_out_of_reach_is_said_with_since_when_and_why() -> None:
    freshness.record(SLOW, Outcome.UNCHANGED, date(2027, 1, 1))
    freshness.record(SLOW, Outcome.FAILED, date(2027, 2, 1), ["fingertips: no answer in time."])
    freshness.record(SLOW, Outcome.FAILED, MARCH, ["fingertips: status 503."])
    said = fresh.sources(MARCH)
    assert said.notes[0] == (
        "Life expectancy of boroughs: could not be checked since 1 February 2027. "
        "fingertips: status 503."
    )
    row = said.tables[0].frame.iloc[0]
    assert (row["state"], row["checked"]) == ("could not be checked", "1 January 2027")


def test_changes_are_listed_from_a_day_on_the_last_first(home: Path) -> None:
    assert fresh.changed(fresh.EVER).tables == ()
    early = Change(
        date(2027, 1, 1), "s", "life-expectancy", ChangeKind.NEW_PERIOD, "2024-26", after="6"
    )
    late = Change(
        *(MARCH, "s", "life-expectancy", ChangeKind.CHANGED_VALUE, "2024-26", "E09000099"),
        *("80.1", "80.4", "sex=male"),
    )
    write_atomically(home / changes.FILE, changes.render([early, late]))
    assert list(fresh.days()) == ["ever", "2027-03-03", "2027-01-01"]
    (whole,) = fresh.changed(fresh.EVER).tables
    assert whole.caption == "2 changes since the beginning"
    (since,) = fresh.changed("2027-03-03").tables
    assert since.frame.to_dict("records") == [
        {
            "day": "3 March 2027",
            "what": "changed value",
            "figure": "Life expectancy, 2024-26, E09000099, sex: male",
            "before": "80.1",
            "after": "80.4",
        }
    ]
