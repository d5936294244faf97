"""The compare page: both halves of the address, both rows of controls, and links that are wrong."""

import pytest
from tests.pages.opening import headline, opened, words

PAGE = "compare"
FIRST = "Across 36 wards, no link between deprivation 2025 and PM2.5 can be told from chance"
CHURCH_STREET = "E05013794"


def test_first_view_warns_and_writes_its_permalink() -> None:
    app = opened(PAGE)
    assert not app.exception
    assert headline(app) == FIRST
    assert "36 wards cannot prove a cause." in words(app)
    query = dict(app.query_params)
    assert (query["indicator"], query["with-indicator"]) == ("imd-2025", "pm25")


def test_each_control_changes_the_page() -> None:
    app = opened(PAGE)
    app.selectbox(key="compare-with:indicator").set_value("overcrowding").run()
    assert not app.exception
    assert headline(app).startswith("More deprived wards tend to be higher on overcrowding")
    app.selectbox(key="compare:one").set_value(CHURCH_STREET).run()
    assert dict(app.query_params)["compare"] == CHURCH_STREET
    app.selectbox(key="compare:indicator").set_value("overcrowding").run()
    assert not app.exception
    query = dict(app.query_params)
    assert query["indicator"] == "overcrowding"
    assert query["with-indicator"] != "overcrowding"


def test_measure_of_other_areas_is_told_to_be_an_estimate() -> None:
    asked = {"indicator": "imd-2025", "areas": "wards-2022"}
    app = opened(PAGE, **asked, **{"with-indicator": "long-term-unemployment"})
    assert not app.exception
    assert 'class="standing">estimate</strong>' in words(app)
    assert dict(app.query_params)["with-areas"] == "msoa-2021"


def test_link_restores_periods_and_groups_of_both() -> None:
    query = {
        "indicator": "life-expectancy",
        "areas": "msoa-2021",
        "period": "2019-23",
        "sex": "female",
        "with-indicator": "ethnic-group",
        "with-areas": "msoa-2021",
        "with-period": "2021",
        "with-ethnic_group": "black",
    }
    app = opened(PAGE, **query)
    assert not app.exception
    assert not app.error
    assert dict(app.query_params) == query


@pytest.mark.parametrize(
    "asked",
    [
        {"indicator": "nothing"},
        {"with-indicator": "nothing"},
        {"with-period": "1850"},
        {"indicator": "imd-2025", "compare": "E05000393"},
    ],
)
def test_a_bad_link_is_explained_and_the_first_view_shown(asked: dict[str, str]) -> None:
    app = opened(PAGE, **asked)
    assert not app.exception
    assert "This link asks for something that is not held" in app.error[0].value
    assert headline(app) == FIRST
