"""Right answers in words, with every option that shares the figure."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from tests.unit.workshop.conftest import ANN, BEN, WHICH, YEARS

from explorer.views.stories import reading as stories
from explorer.views.stories.guesses import Answer
from explorer.workshop import reading, record, telling
from explorer.workshop.facilitator import Facilitator
from explorer.workshop.model import Ask, Shown
from explorer.workshop.room import Room

TIED = replace(WHICH, id="tied", ask=replace(WHICH.ask, also=("e", "f")))


def test_answers_in_words() -> None:
    assert YEARS.ask.truth_said == "14.0 years"
    assert WHICH.ask.truth_said == "C"
    assert TIED.ask.truth_said == "C, E and F"
    assert (Ask().truth_said, Ask().right) == ("", ())


def test_every_option_of_a_tie_is_a_right_guess(room: Room, leading: Facilitator) -> None:
    number = leading.show(TIED).number
    room.guess(ANN, "token-01", number, "f")
    room.guess(BEN, "token-02", number, "d")
    leading.reveal()
    held = leading.record()
    (shown,) = held.scenes
    assert shown.scene == TIED
    said = record.fared(shown, held.guesses)
    assert said == "2 people guessed, 1 of them right; the figures give C, E and F."
    rows = record.guesses_table(held).frame
    assert list(zip(rows["guess"], rows["off"], strict=True)) == [("F", "right"), ("D", "another")]
    assert set(rows["truth"]) == {"C, E and F"}


def test_a_tie_in_the_figures_is_one_on_the_phones(monkeypatch: pytest.MonkeyPatch) -> None:
    choices = (("E1", "Ash"), ("E2", "Birch"), ("E3", "Cedar"))
    tied = Answer("Which is lowest?", "Ash and Cedar", codes=("E1", "E3"), choices=choices)
    monkeypatch.setattr(telling.guesses, "answer", lambda *_: tied)
    story = stories.story("the-gap")
    scene = telling.programme(replace(story, title="A tie", scenes=story.scenes[:1]))[1]
    assert scene.ask.truth_said == "Ash and Cedar"


def test_a_scene_stored_before_ties_were_known_is_read() -> None:
    ask = {
        "kind": "choice",
        "question": "Which?",
        "options": [],
        "unit": "",
        "dots": 0,
        "truth": "c",
    }
    content = {"id": "top", "headline": "Top", "sentence": "", "query": "", "ask": ask}
    scene = reading.scene(content)
    assert Shown(1, scene, datetime.now(UTC)).scene.ask.right == ("c",)
