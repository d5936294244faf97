"""The air quality page: every control changes it, and no link brings it down."""

import pytest
from streamlit.testing.v1 import AppTest
from tests.pages.opening import headline, opened, words

PAGE = "air-quality"
DALGARNO = "E05009394"


def query(app: AppTest) -> dict[str, object]:
    return dict(app.query_params)


def test_opens_on_the_finding_of_2019() -> None:
    app = opened(PAGE)
    assert not app.exception
    assert headline(app) == (
        "In 2019 the air in every ward held more PM2.5 than either World Health Organization "
        "guideline allows; most in West End (14.0 µg/m³), least in Dalgarno (11.1)"
    )
    assert "In 2019 the most deprived wards were not those with the most PM2.5" in words(app)
    assert "17 of 224 small areas" in words(app)


@pytest.mark.parametrize(
    ("control", "chosen", "expected"),
    [
        ("pollutant", "no2", "In 2019 the air in every ward held more NO2 than the WHO 2021"),
        ("pollutant", "pm10", "In 2019 the air in every ward held more PM10 than the WHO 2021"),
        ("year", "2013", "In 2013 the air in every ward held more PM2.5 than either"),
        ("year", "2024", "In 2024, by the national model, the air in every ward held more PM2.5"),
        ("areas", "lsoa-2021", "In 2019 the air in every small area held more PM2.5"),
    ],
)
def test_each_button_changes_the_headline_and_the_address(
    control: str, chosen: str, expected: str
) -> None:
    app = opened(PAGE)
    app.button_group(key=f"air-quality:{control}").set_value(chosen).run()
    assert not app.exception
    assert headline(app).startswith(expected)
    assert chosen in query(app).values()


def test_a_ward_is_chosen_and_kept_when_the_year_changes() -> None:
    app = opened(PAGE)
    app.selectbox(key="air-quality:one").set_value(DALGARNO).run()
    assert "Dalgarno: 11.1 µg/m³; no other ward has less." in words(app)
    app.button_group(key="air-quality:year").set_value("2016").run()
    assert not app.exception
    assert query(app)["compare"] == DALGARNO
    assert query(app)["period"] == "2016"


def test_a_ward_is_let_go_when_small_areas_are_shown() -> None:
    app = opened(PAGE, indicator="pm25", compare=DALGARNO, areas="wards-2022")
    assert app.selectbox(key="air-quality:one").value == DALGARNO
    app.button_group(key="air-quality:areas").set_value("lsoa-2021").run()
    assert not app.exception
    assert "compare" not in query(app)


def test_a_permalink_to_the_other_model_restores_it() -> None:
    app = opened(PAGE, indicator="air-2024", areas="lsoa-2021", period="2024", pollutant="no2")
    assert headline(app).startswith("In 2024, by the national model, the air in every small area")
    assert query(app)["pollutant"] == "no2"


@pytest.mark.parametrize(
    "asked",
    [
        {"indicator": "nothing"},
        {"indicator": "pm25", "areas": "wards-2002"},
        {"indicator": "pm25", "period": "1999"},
        {"indicator": "pm25", "compare": "E05000393"},
        {"indicator": "air-2024", "pollutant": "ozone"},
    ],
)
def test_a_bad_link_is_explained_and_the_first_view_shown(asked: dict[str, str]) -> None:
    app = opened(PAGE, **asked)
    assert not app.exception
    assert "This link asks for something that is not held" in app.error[0].value
    assert headline(app).startswith("In 2019 the air in every ward held more PM2.5")


def test_a_link_to_another_theme_shows_the_first_view() -> None:
    app = opened(PAGE, indicator="life-expectancy", period="2010-14")
    assert not app.exception
    assert headline(app).startswith("In 2019 the air in every ward held more PM2.5")
