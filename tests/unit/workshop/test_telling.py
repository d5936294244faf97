"""A story as a workshop's programme, with nothing that gives an answer away."""

from dataclasses import replace

from tests.unit.own import own_figures

from explorer import neighbourhoods
from explorer.keeping import Session, within
from explorer.model import Selection
from explorer.views.stories import reading
from explorer.workshop import telling
from explorer.workshop.model import Asks, Option


def test_programme_is_joining_the_scenes_notes_and_dots() -> None:
    programme = telling.programme(reading.story("the-gap"))
    ids = ["join", "scene-1", "scene-2", "scene-3", "scene-4", "scene-5", "notes", "dots"]
    assert [scene.id for scene in programme] == ids
    assert [telling.number_of(scene) for scene in programme] == [None, 0, 1, 2, 3, 4, None, None]


def test_a_number_is_asked_without_its_answer_in_words_or_link() -> None:
    scene = telling.programme(reading.story("the-gap"))[1]
    assert scene.ask.kind is Asks.NUMBER
    assert (scene.ask.truth, scene.ask.unit) == ("14", "years")
    assert (scene.headline, scene.sentence, scene.query) == ("Guess first", "", "")
    assert "how many years apart" in scene.ask.question


def test_a_ward_is_asked_among_all() -> None:
    scene = telling.programme(reading.story("the-gap"))[3]
    assert scene.ask.kind is Asks.CHOICE
    assert len(scene.ask.options) == 38
    assert scene.ask.truth_said == "St Charles"


def test_a_scene_without_a_guess_says_all() -> None:
    scene = telling.programme(reading.story("the-gap"))[2]
    assert scene.headline.startswith("In 2010–14 a girl born in Westbourne")
    assert scene.sentence.startswith("Girls live longer in both")
    assert scene.query.startswith("indicator=life-expectancy&areas=wards-2002&period=2010-14")
    assert scene.ask.question == "Do we plan for women's and men's lives in the same way?"


def test_nothing_of_own_figures_goes_into_the_workshop_s_database() -> None:
    session, own = Session(), own_figures()
    session.add(own)
    story = reading.story("the-gap")
    with within(session):
        shown = replace(story.scenes[1], selection=Selection(own.indicator.id), sentence="{lowest}")
        scene = telling.programme(replace(story, scenes=(shown,)))[1]
    assert scene == telling.Scene("scene-1", "Figures of the facilitator's own")


def test_dots_go_on_the_ambitions_or_on_indicators() -> None:
    story = reading.story("the-gap")
    ask = telling.programme(story)[-1].ask
    assert (ask.kind, ask.dots, len(ask.options)) == (Asks.DOTS, 5, 10)
    other = telling.programme(replace(story, vote=("pm25", "no2"), dots=1))[-1].ask
    assert [option.id for option in other.options] == ["pm25", "no2"]
    assert other.question.startswith("You have one dot.")


def test_places_are_the_wards_of_today_by_name() -> None:
    places = telling.places()
    assert len(places) == 36
    assert places[0] == Option("E05013792", "Abbey Road")
    assert set(telling.neighbourhood_by_place()) == {place.id for place in places}
    assert set(telling.neighbourhood_by_place().values()) <= set(neighbourhoods.defined())


def test_themes_are_the_ten_ambitions() -> None:
    assert telling.themes()[2] == Option("ambition-3", "Mental wellbeing")
