"""The workshop page: a story chosen, edited and presented; a room opened, led and written down."""

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest
from streamlit.testing.v1.element_tree import TextInput
from tests.pages.opening import headline, opened, words

from explorer.ui import presenting
from explorer.views.stories import reading
from explorer.workshop import service, telling

PAGE = "workshop"


@pytest.fixture(autouse=True)
def state(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("EXPLORER_STATE_DIR", str(tmp_path))
    return tmp_path


def asked(app: AppTest) -> dict[str, str]:
    return {key: value for (key, value) in dict(app.query_params).items() if value}


def leads(app: AppTest) -> dict[str, str]:
    """Return what the facilitator's link of a window's workshop holds; no address does."""
    code = asked(app)["code"]
    return {"code": code, "key": app.session_state[f"workshop:key-{code}"]}


def led(app: AppTest) -> AppTest:
    """Open a workshop on a page, as its facilitator does."""
    pressed(app, "Open the room")
    assert not app.exception
    return app


def pressed(app: AppTest, label: str) -> AppTest:
    return next(button for button in app.button if button.label == label).click().run()


def test_opens_on_the_first_scene_of_the_first_story() -> None:
    app = opened(PAGE)
    assert not app.exception
    assert asked(app) == {"story": "the-gap", "scene": "1"}
    assert "could expect 14 fewer years" in words(app)
    assert "how many years apart are Knightsbridge and Belgravia and Westbourne?" in words(app)


def test_a_link_opens_any_scene() -> None:
    app = opened(PAGE, story="who-lives-here", scene="2")
    assert "from 11.4% in Kensington and Chelsea 018C" in words(app)
    assert "Small areas differ more than wards do" in words(app)


def test_presenting_asks_before_it_shows() -> None:
    before = opened(PAGE, story="the-gap", present="1")
    assert headline(before).endswith("are Knightsbridge and Belgravia and Westbourne?")
    assert "14.0 years" not in words(before)
    after = opened(PAGE, story="the-gap", present="1", step="2")
    assert headline(after).startswith("In 2010–14 a boy born in Westbourne")
    assert "The gap can be told from chance." in words(after)
    last = opened(PAGE, story="the-gap", present="1", step="99")
    assert headline(last).startswith("Deprivation 2025 ranged from")


def test_any_view_can_be_presented_and_its_link_keeps_it() -> None:
    app = opened("global-majority", present="1", areas="msoa-2021")
    assert not app.exception
    assert not app.error
    assert asked(app)["present"] == "1"
    assert asked(app)["areas"] == "msoa-2021"
    plain = opened("global-majority", present="1")
    assert headline(plain) == headline(opened("global-majority"))


def test_arrows_go_through_the_periods_of_a_view(monkeypatch: pytest.MonkeyPatch) -> None:
    held = {"page:period": "2016", presenting.PERIODS: ("page:period", ("2013", "2016", "2019"))}
    monkeypatch.setattr(presenting.st, "session_state", held)
    for by, expected in ((1, "2019"), (1, "2019"), (-1, "2016"), (-1, "2013"), (-1, "2013")):
        presenting.turn(by)
        assert held["page:period"] == expected


def test_a_room_is_opened_led_and_locked() -> None:
    app = led(opened(PAGE))
    assert set(asked(app)) == {"code"}
    keys = leads(app)
    assert headline(app) == "The gap"
    leading = service.workshops().facilitator(keys["code"], keys["key"])
    assert leading.workshop().now.scene.id == "join"
    pressed(app, "Next")
    assert leading.workshop().now.scene.id == "scene-1"
    pressed(app, "Show the answer")
    assert leading.workshop().now.revealed
    pressed(app, "Close the room's input")
    assert leading.workshop().locked
    pressed(app, "Undo")
    assert not leading.workshop().locked
    pressed(app, "Previous")
    assert leading.workshop().now.scene.id == "join"
    app.selectbox(key="workshop:place").set_value(6).run()
    assert leading.workshop().now.scene.id == "notes"


def test_the_projector_follows_the_room() -> None:
    keys = leads(led(opened(PAGE)))
    screen = opened(PAGE, **keys, present="1")
    assert headline(screen) == "Join in with your phone"
    assert "QR code for" in words(screen)
    leading = service.workshops().facilitator(keys["code"], keys["key"])
    room = service.workshops().room(keys["code"])
    room.join("phone-0001")
    story = reading.story("the-gap")
    guess, notes, dots = (telling.programme(story)[place] for place in (1, -2, -1))
    number = leading.show(guess).number
    room.guess("phone-0001", "token-0001", number, "7")
    screen = opened(PAGE, **keys, present="1")
    assert "<b>1</b> of 1 have guessed" in words(screen)
    assert "14.0 years" not in words(screen)
    leading.reveal()
    screen = opened(PAGE, **keys, present="1")
    assert "1 guessed, from 7 to 7; the middle guess is 7." in words(screen)
    leading.show(notes)
    room.note("phone-0001", "token-0002", "E05013808", "ambition-6", "Lorries <b>all</b> night")
    screen = opened(PAGE, **keys, present="1")
    assert "Lorries &lt;b&gt;all&lt;/b&gt; night" in words(screen)
    number = leading.show(dots).number
    room.dot("phone-0001", "token-0003", number, "ambition-4")
    screen = opened(PAGE, **keys, present="1")
    assert "1 dot by 1 person" in words(screen)


def test_the_secret_is_taken_out_of_the_address_and_a_code_alone_leads_nothing() -> None:
    keys = leads(led(opened(PAGE)))
    app = opened(PAGE, **keys)
    assert asked(app) == {"code": keys["code"]}
    assert headline(app.run()) == "The gap"
    for wrong in ({}, {"key": "not-the-secret"}):
        stranger = opened(PAGE, **{"code": keys["code"], **wrong})
        assert "code and a secret that do not belong together" in stranger.error[0].value
        assert "key" not in asked(stranger)


def test_speaker_notes_are_for_a_second_window() -> None:
    keys = leads(led(opened(PAGE)))
    service.workshops().facilitator(keys["code"], keys["key"])
    app = opened(PAGE, **keys, screen="notes")
    pressed(app, "Next")
    assert "Let everyone guess before you show the answer." in words(app)
    assert "Next: the answer" in words(app)


def test_notes_are_hidden_merged_deleted_and_kept() -> None:
    app = led(opened(PAGE))
    keys = leads(app)
    leading = service.workshops().facilitator(keys["code"], keys["key"])
    room = service.workshops().room(keys["code"])
    for number, text in enumerate(("Lorries", "More lorries", "Damp", "Gone"), 1):
        room.note("phone-0001", f"token-{number:04d}", "E05013808", "ambition-4", text)
    app.run()
    first, second, third, fourth = leading.notes()
    app.button(key=f"workshop:hide-{third.id}").click().run()
    app.button(key=f"workshop:delete-{fourth.id}").click().run()
    for note in (first, second):
        app.checkbox(key=f"workshop:note-{note.id}").set_value(True).run()
    pressed(app, "Merge 2 chosen notes into the first of them")
    left = {note.text: note for note in leading.notes()}
    assert set(left) == {"Lorries", "More lorries", "Damp"}
    assert left["Damp"].hidden
    assert left["More lorries"].merged_into == first.id
    pressed(app, "Keep the notes as insights")
    kept = service.workshops().insights.search()
    assert [(insight.text, insight.neighbourhood) for insight in kept] == [
        ("Lorries", "westminster")
    ]


def test_a_workshop_is_ended_and_deleted() -> None:
    app = led(opened(PAGE))
    keys = leads(app)
    pressed(app, "End the workshop")
    assert "Ended." in words(app)
    app.checkbox[-1].set_value(True).run()
    app.button(key="workshop:delete").click().run()
    assert "Tell a story" in headline(app)
    again = opened(PAGE, **keys)
    assert "code and a secret that do not belong together" in again.error[0].value


def test_without_a_place_to_write_it_says_so_and_presents(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    file = tmp_path / "a-file"
    file.write_text("in the way")
    monkeypatch.setenv("EXPLORER_STATE_DIR", str(file / "below"))
    app = opened(PAGE)
    assert not app.exception
    assert "No workshop can be opened on this installation" in app.error[0].value
    assert not opened(PAGE, present="1").exception


def test_a_scene_is_edited_and_a_fault_told() -> None:
    app = opened(PAGE, story="the-gap", scene="2")
    _headline_of(app).set_value("{gap} apart")
    pressed(app, "Change the scene")
    assert asked(app) == {"story": "own", "scene": "2"}
    assert "12.4 years apart" in words(app)
    _headline_of(app).set_value("{yeers} apart")
    pressed(app, "Change the scene")
    assert "scene 2, line" in app.error[0].value
    assert "{yeers}" in app.error[0].value
    assert "12.4 years apart" in words(app)
    pressed(app, "Take it out")
    assert "12.4 years apart" not in words(app)
    assert asked(app) == {"story": "own", "scene": "1"}


def test_what_dots_go_on_is_chosen() -> None:
    app = opened(PAGE, story="the-gap")
    app.multiselect[0].set_value(["pm25", "no2"])
    app.number_input[-1].set_value(3)
    pressed(app, "Change the vote")
    assert asked(app) == {"story": "own", "scene": "1"}
    keys = leads(led(app))
    told = service.workshops().facilitator(keys["code"], keys["key"]).workshop().story
    story = reading.read(told)
    assert (story.vote, story.dots) == (("pm25", "no2"), 3)


def _headline_of(app: AppTest) -> TextInput:
    return next(field for field in app.text_input if field.label == "Headline")


def test_without_a_story_the_page_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "shipped", dict)
    app = opened(PAGE)
    assert not app.exception
    assert "There is no story to tell" in " ".join(error.value for error in app.error)
