"""The story page: the document's own words, in its order, for whoever and whatever is chosen."""

from datetime import date
from html import escape

import pytest
from streamlit.testing.v1 import AppTest
from tests.pages.opening import headline, opened, words

from explorer.upkeep import changes
from explorer.upkeep.changes import Change, ChangeKind
from explorer.views.story import places
from explorer.views.story.telling import PAGE, UNKNOWN, story
from explorer.views.story.themes import THEMES

WESTMINSTER = "E09000033"


def sound(app: AppTest) -> bool:
    return not (app.exception or app.error or app.warning)


def said_in_order(app: AppTest, told: str, theme: str = "") -> bool:
    text = words(app)
    sections = story(told, theme).sections
    titles = [f'<h2 class="section">{escape(section.title)}</h2>' for section in sections]
    found = [text.find(title) for title in titles]
    sentences = [escape(said) for section in sections for said in section.sentences]
    return -1 not in found and found == sorted(found) and all(said in text for said in sentences)


def test_page_opens_with_the_story_of_all_in_its_documents_order() -> None:
    app = opened(PAGE)
    assert sound(app)
    assert headline(app) == "Both boroughs in figures"
    assert said_in_order(app, places.ALL)
    drawn = [view for section in story(places.ALL).sections for view in section.maps]
    alternatives = [image.proto.imgs[0].alt for image in app.get("image")]
    assert alternatives == [view.text_alternative for view in drawn]
    assert dict(app.query_params) == {"place": places.ALL}


def test_link_restores_place_and_theme() -> None:
    app = opened(PAGE, place=WESTMINSTER, theme="life-expectancy")
    assert sound(app)
    assert headline(app) == "Life expectancy in Westminster"
    assert said_in_order(app, WESTMINSTER, "life-expectancy")


@pytest.mark.parametrize("theme", THEMES)
def test_every_theme_has_a_report_that_ends_with_what_is_not_known(theme: str) -> None:
    app = opened(PAGE, place=WESTMINSTER, theme=theme)
    assert sound(app)
    assert words(app).rindex(UNKNOWN) > words(app).rindex(escape(story(WESTMINSTER, theme).title))


def test_what_changed_since_a_day_can_be_chosen(monkeypatch: pytest.MonkeyPatch) -> None:
    days = (date(2026, 3, 1), date(2026, 9, 1))
    found = tuple(
        Change(day, "any", "life-expectancy", ChangeKind.NEW_PERIOD, "2019-23") for day in days
    )
    monkeypatch.setattr(changes, "held", lambda: found)
    story.cache_clear()
    app = opened(PAGE, place=WESTMINSTER)
    assert "What changed since 1 September 2026" in words(app)
    chosen = opened(PAGE, place=WESTMINSTER, since="2026-03-01")
    story.cache_clear()
    assert sound(chosen)
    assert "What changed since 1 March 2026" in words(chosen)
    assert "1 September 2026: Life expectancy at birth: 1 new period" in words(chosen)
    assert dict(chosen.query_params)["since"] == "2026-03-01"


def test_link_to_an_unknown_borough_says_so() -> None:
    app = opened(PAGE, place="E09000007")
    assert not app.exception
    assert "which is not held" in app.warning[0].value
    assert headline(app) == "Both boroughs in figures"
