"""The gradient page: every control changes it, and no link brings it down."""

import pytest
from tests.pages.opening import headline, opened, words

from explorer.views.gradient import boroughs, measures

PAGE = "gradient"
FIRST = (
    "From the most to the least deprived of these 38 wards, there is a rise of 5.6 years in life "
    "expectancy (women, 2010–14)"
)
VINCENT_SQUARE = "E05000646"


@pytest.mark.parametrize("measure", measures.every(), ids=lambda measure: measure.id)
def test_each_measure_opens_and_writes_its_permalink(measure: measures.Measure) -> None:
    app = opened(PAGE)
    app.selectbox(key="gradient:measure").set_value(measure.id).run()
    assert not app.exception
    assert not app.error
    assert headline(app).startswith("From the most to the least deprived of these ")
    assert measure.subject in headline(app)
    assert boroughs.TITLE in words(app)
    query = dict(app.query_params)
    assert (query["indicator"], query["areas"]) == (measure.indicator, measure.area_set)
    assert ("Why the two are not one series" in words(app)) == (
        measure.indicator == measures.LIFE_EXPECTANCY
    )


def test_sex_changes_headline_and_trend() -> None:
    app = opened(PAGE, indicator="life-expectancy", areas="wards-2002", sex="male")
    assert "a rise of 10.4 years in life expectancy (men" in headline(app)
    app.button_group(key="gradient:sex").set_value("female").run()
    assert not app.exception
    assert headline(app) == FIRST
    assert "No change in the gradient among women can be told from chance" in words(app)


def test_standard_of_overcrowding_changes_the_line() -> None:
    app = opened(PAGE, indicator="imd-2025-overcrowding", areas="lsoa-2021", standard="rooms")
    assert "a fall of 21.1 percentage points" in headline(app)
    app.button_group(key="gradient:standard").set_value("bedrooms").run()
    assert "a fall of 16.7 percentage points" in headline(app)


def test_an_area_is_chosen_and_let_go_with_its_area_set() -> None:
    app = opened(PAGE)
    app.selectbox(key="gradient:one").set_value(VINCENT_SQUARE).run()
    assert "Vincent Square: 80.1 years" in words(app)
    assert dict(app.query_params)["compare"] == VINCENT_SQUARE
    app.selectbox(key="gradient:measure").set_value("pm25 lsoa-2021").run()
    assert not app.exception
    assert "compare" not in app.query_params


def test_every_measure_of_inequality_is_shown_to_those_who_ask() -> None:
    app = opened(PAGE)
    assert "Theil index" not in words(app)
    app.toggle[0].set_value(True).run()
    assert not app.exception
    assert "Theil index" in words(app)
    assert "Concentration index, absolute, years" in words(app)


@pytest.mark.parametrize(
    "asked",
    [
        {"indicator": "nothing"},
        {"indicator": "pm25", "areas": "wards-2002"},
        {"indicator": "life-expectancy", "areas": "wards-2002", "sex": "both"},
        {"indicator": "life-expectancy", "areas": "wards-2002", "compare": "E05013805"},
    ],
)
def test_a_bad_link_is_explained_and_the_first_view_shown(asked: dict[str, str]) -> None:
    app = opened(PAGE, **asked)
    assert not app.exception
    assert "This link asks for something that is not held" in app.error[0].value
    assert headline(app).startswith("From the most to the least deprived of these 38 wards")


def test_a_link_to_another_theme_shows_the_first_measure() -> None:
    app = opened(PAGE, indicator="no2", areas="wards-2022")
    assert not app.exception
    assert headline(app).startswith("From the most to the least deprived of these 38 wards")
