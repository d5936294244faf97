"""The cancer screening page through Streamlit's own test runner: controls, permalink, bad links."""

import pytest
from tests.pages.opening import headline, opened, words

PAGE = "cancer-screening"
VICTORIA = "E87002"


def test_opens_on_cervical_coverage_against_the_acceptable_level() -> None:
    app = opened(PAGE)
    assert not app.exception
    assert headline(app) == (
        "In 2024 cervical screening covered 43.4% of women aged 25 to 49 in Kensington and Chelsea "
        "and 43.5% in Westminster, below the acceptable level of 80%"
    )
    shown = words(app)
    assert "17,441 more women" in shown
    assert "never added up to a ward" in shown
    assert "higher, not lower, where a practice&#x27;s patients are more deprived" in shown
    assert "only the change of 6.0 can be told from chance" in shown
    assert "secondary" in shown


@pytest.mark.parametrize(
    ("control", "chosen", "expected"),
    [
        ("indicator", "breast-coverage", "In 2025 breast screening covered 48.6%"),
        ("indicator", "bowel-coverage", "In 2023/24 half of the GP practices here"),
        ("age", "50-64", "In 2024 cervical screening covered 55.3% of women aged 50 to 64"),
        ("period", "2022-23", "In 2024 cervical screening covered 43.4%"),
        ("period", "2017-12", "In 2024 cervical screening covered 43.4%"),
    ],
)
def test_each_button_changes_the_page_and_the_address(
    control: str, chosen: str, expected: str
) -> None:
    app = opened(PAGE)
    before = words(app)
    app.button_group(key=f"cancer-screening:{control}").set_value(chosen).run()
    assert not app.exception
    assert headline(app).startswith(expected)
    assert words(app) != before
    assert app.query_params[control] == chosen


def test_a_practice_is_chosen_and_kept_when_the_year_changes() -> None:
    app = opened(PAGE)
    app.selectbox(key="cancer-screening:one").set_value(VICTORIA).run()
    assert "Victoria Medical Centre" in words(app)
    app.button_group(key="cancer-screening:period").set_value("2017-12").run()
    assert not app.exception
    assert app.query_params["compare"] == VICTORIA
    assert app.query_params["areas"] == "practices-2017"
    assert "56.4% (54.8 to 58.0)" in words(app)


def test_the_year_with_counts_shows_the_funnel_and_where_the_practice_lies_in_it() -> None:
    app = opened(
        PAGE,
        indicator="cervical-coverage",
        areas="practices-2017",
        period="2017-12",
        age="25-49",
        compare=VICTORIA,
    )
    assert not app.exception
    shown = words(app)
    assert "49 of 75 GP practices lie outside the 95% limits" in shown
    assert "a question, not a verdict" in shown
    assert "Victoria Medical Centre is above the 99.8% limit." in shown
    app.button_group(key="cancer-screening:age").set_value("50-64").run()
    assert not app.exception
    assert "41 of 75 GP practices lie outside the 95% limits" in words(app)
    assert "Victoria Medical Centre is within the limits." in words(app)


def test_the_trend_marker_follows_the_age_group_and_leaves_with_the_programme() -> None:
    app = opened(PAGE)
    assert "▼ Decreasing and getting worse" in words(app)
    assert "without 2020 it would rise instead" in words(app)
    app.button_group(key="cancer-screening:age").set_value("50-64").run()
    assert "no significant change in Kensington and Chelsea and Westminster" in words(app)
    app.button_group(key="cancer-screening:indicator").set_value("breast-coverage").run()
    assert not app.exception
    assert "Recent trend" not in words(app)


def test_a_year_that_a_programme_has_not_gives_way_to_one_it_has() -> None:
    app = opened(PAGE)
    app.button_group(key="cancer-screening:period").set_value("2017-12").run()
    app.button_group(key="cancer-screening:indicator").set_value("breast-coverage").run()
    assert not app.exception
    assert app.query_params["period"] == "2023-24"


def test_a_permalink_restores_the_view() -> None:
    app = opened(
        PAGE,
        indicator="cervical-coverage",
        areas="practices-2017",
        period="2017-12",
        age="50-64",
        compare=VICTORIA,
    )
    assert not app.exception
    assert "Among 75 GP practices in December 2017" in words(app)
    assert app.selectbox(key="cancer-screening:one").value == VICTORIA
    assert headline(app).startswith("In 2024 cervical screening covered 55.3%")


@pytest.mark.parametrize(
    "asked",
    [
        {"indicator": "nothing"},
        {"indicator": "cervical-coverage", "age": "18-24"},
        {"indicator": "breast-coverage", "areas": "practices-2017"},
        {"indicator": "bowel-coverage", "areas": "practices-2024", "compare": "E05000393"},
    ],
)
def test_a_bad_link_is_explained_and_the_first_view_shown(asked: dict[str, str]) -> None:
    app = opened(PAGE, **asked)
    assert not app.exception
    assert "This link asks for something that is not held" in app.error[0].value
    assert headline(app).startswith("In 2024 cervical screening covered 43.4%")


def test_a_link_to_another_theme_shows_the_first_view() -> None:
    app = opened(PAGE, indicator="life-expectancy", period="2010-14")
    assert not app.exception
    assert headline(app).startswith("In 2024 cervical screening covered 43.4%")
