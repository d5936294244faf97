"""The outcomes page: its filters, its link, and a link that asks for what is not held."""

import pytest
from streamlit.testing.v1 import AppTest
from tests.pages.opening import headline, opened, words

from explorer.views.outcomes import printed

PAGE = "outcomes"


def sound(app: AppTest) -> bool:
    return not (app.exception or app.error or app.warning)


def test_page_opens_with_every_measure_and_what_is_not_known() -> None:
    app = opened(PAGE)
    assert sound(app)
    assert headline(app) == printed.headline()
    text = words(app)
    assert text.count("<caption>") == 18 + 1
    assert "What is not known: 19 measures without any figure" in text
    assert "Adults who feel lonely" in text
    assert "Better Care Fund" in text
    assert dict(app.query_params) == {}


@pytest.mark.parametrize(
    ("name", "value", "measures"), [("ambition", "9", 2), ("answer", "unseen", 6)]
)
def test_each_filter_narrows_and_stands_in_the_address(
    name: str, value: str, measures: int
) -> None:
    app = opened(PAGE)
    app.selectbox(key=f"{PAGE}:{name}").set_value(value).run()
    assert sound(app)
    assert words(app).count("<caption>") == measures + 1
    assert dict(app.query_params) == {name: value}


def test_link_restores_the_filters_and_none_of_both_is_said() -> None:
    app = opened(PAGE, ambition="4", answer="unseen")
    assert sound(app)
    assert "No measure is of both" in words(app)


def test_table_is_sent_to_those_who_ask() -> None:
    app = opened(PAGE)
    assert not app.dataframe
    app.toggle[0].set_value(True).run()
    assert sound(app)


def test_link_to_an_unknown_ambition_says_so() -> None:
    app = opened(PAGE, ambition="99")
    assert not app.exception
    assert "which is not held" in app.warning[0].value
    assert headline(app) == printed.headline()
