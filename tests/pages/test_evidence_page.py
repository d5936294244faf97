"""The evidence page: every filter, its link, and a link that asks for what is not held."""

import pytest
from streamlit.testing.v1 import AppTest
from tests.pages.opening import headline, opened, words

from explorer.views.evidence import ledger

PAGE = "evidence"


def sound(app: AppTest) -> bool:
    return not (app.exception or app.error or app.warning)


def test_page_opens_on_everything_with_a_bare_address() -> None:
    app = opened(PAGE)
    assert sound(app)
    assert headline(app) == ledger.headline()
    text = words(app)
    assert "All 47 statements" in text
    assert "44 statements, by theme" in text
    assert "Where the documents disagree with each other" in text
    assert dict(app.query_params) == {}


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("theme", "air quality", "3 statements"),
        ("document", "HWBB-2021-11", "2 statements"),
        ("place", "E05009399", "Notting Barns to Queen&#x27;s Gate (wards), 2010–14"),
        ("verdict", "differs", "3.2 percentage points below the stated 48%"),
    ],
)
def test_each_filter_narrows_and_stands_in_the_address(name: str, value: str, said: str) -> None:
    app = opened(PAGE)
    app.selectbox(key=f"{PAGE}:{name}").set_value(value).run()
    assert sound(app)
    assert said in words(app)
    assert dict(app.query_params) == {name: value}


def test_link_restores_the_filters() -> None:
    app = opened(PAGE, theme="child poverty", place="E09000033")
    assert sound(app)
    assert "2 statements" in words(app)
    assert app.selectbox(key=f"{PAGE}:place").value == "E09000033"


def test_filters_that_leave_nothing_say_so() -> None:
    app = opened(PAGE, theme="air quality", verdict="reproduced")
    assert sound(app)
    assert "No statement is of all these" in words(app)


def test_table_is_sent_to_those_who_ask() -> None:
    app = opened(PAGE)
    assert not app.dataframe
    app.toggle[0].set_value(True).run()
    assert sound(app)
    assert len(app.dataframe[0].value) == 47


def test_link_to_an_unknown_theme_says_so() -> None:
    app = opened(PAGE, theme="astrology")
    assert not app.exception
    assert "which is not held" in app.warning[0].value
    assert headline(app) == ledger.headline()
