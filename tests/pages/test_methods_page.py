"""The methods page: every measure, theme and part opens, and no link brings it down."""

from html import escape

import pytest
from streamlit.testing.v1 import AppTest
from tests.pages.opening import opened, words

from explorer.upkeep import declared
from explorer.views import rebased
from explorer.views.methods import contents, held
from explorer.views.methods.entries import MEASURES
from explorer.views.neighbourhood import glance
from explorer.views.ward import facts

PAGE = "methods"


def sound(app: AppTest) -> bool:
    return not (app.exception or app.error or app.warning)


def test_page_opens_on_the_first_measure_and_writes_its_address() -> None:
    app = opened(PAGE)
    assert sound(app)
    assert f'<h1 class="headline">{contents.headline()}</h1>' in words(app)
    first = next(iter(MEASURES))
    assert dict(app.query_params) == {"part": "measures", "measure": first}


def test_every_measure_can_be_chosen() -> None:
    app = opened(PAGE)
    for name, measure in MEASURES.items():
        app.selectbox(key="methods:measure").set_value(name).run()
        assert sound(app), name
        assert f'<h2 class="section">{measure.title.replace("&", "&amp;")}</h2>' in words(app)
        assert dict(app.query_params)["measure"] == name


def test_list_of_measures_links_to_each_and_marks_the_one_shown() -> None:
    text = words(opened(PAGE, part="measures", measure="theil_index"))
    assert text.count('href="?part=measures&amp;measure=') == len(MEASURES)
    assert 'measure=theil_index" target="_self" aria-current="page"' in text


def test_every_theme_can_be_chosen_and_its_first_indicator_is_shown() -> None:
    app = opened(PAGE, part="indicators")
    for theme in held.themes():
        app.selectbox(key="methods:theme").set_value(theme).run()
        assert sound(app), theme
        identifier, name = next(iter(held.indicators_of(theme).items()))
        assert dict(app.query_params)["indicator"] == identifier
        assert f'<h2 class="section">{name}</h2>' in words(app)


def test_areas_are_shown_with_their_dates() -> None:
    app = opened(PAGE)
    app.selectbox(key="methods:part").set_value("areas").run()
    assert sound(app)
    assert "21 May 2014" in words(app)
    assert dict(app.query_params) == {"part": "areas"}


def test_areas_say_how_figures_are_moved_and_lists_made() -> None:
    text = words(opened(PAGE, part="areas"))
    assert all(paragraph in text for paragraph in rebased.MOVING)
    assert all(escape(rule) in text for rule in (*glance.RULES, *facts.EXPLAINED))
    assert "72 of 224" in text


def test_link_to_an_indicator_opens_it() -> None:
    app = opened(PAGE, part="indicators", theme="air-quality", indicator="pm25")
    assert sound(app)
    assert '<h2 class="section">' in words(app)
    assert dict(app.query_params)["indicator"] == "pm25"


@pytest.mark.parametrize(
    "query",
    [
        {"part": "nothing"},
        {"part": "measures", "measure": "divination"},
        {"part": "indicators", "theme": "health", "indicator": "pm25"},
    ],
)
def test_link_that_asks_for_what_is_not_held_says_so(query: dict[str, str]) -> None:
    app = opened(PAGE, **query)
    assert not app.exception
    assert "which is not held" in app.warning[0].value
    assert contents.headline() in words(app)


def test_freshness_of_every_source_is_said() -> None:
    app = opened(PAGE, part="freshness")
    assert sound(app)
    text = words(app)
    assert '<h2 class="section">How fresh the figures are</h2>' in text
    for source in declared.held().values():
        assert escape(source.title) in text
    assert dict(app.query_params) == {"part": "freshness"}
