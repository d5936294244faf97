"""The Global Majority page through Streamlit's own test runner."""

import pytest
from streamlit.testing.v1 import AppTest
from tests.pages.opening import headline, opened, words


@pytest.fixture
def page() -> AppTest:
    return opened("global-majority")


def test_first_view_states_the_boroughs_shares(page: AppTest) -> None:
    assert not page.exception
    assert "44.8% of Westminster and 36.3% of Kensington and Chelsea" in headline(page)
    assert "66.9% in Church Street" in headline(page)


def test_group_changes_the_headline_and_the_link(page: AppTest) -> None:
    page.selectbox(key="global-majority:group").select("asian").run()
    assert not page.exception
    assert "Residents of Asian ethnic groups are 16.8% of Westminster" in headline(page)
    assert page.query_params["indicator"] == "ethnic-group"
    assert page.query_params["ethnic_group"] == "asian"


@pytest.mark.parametrize(("area_set", "name"), [("msoa-2021", "Church Street"), ("lsoa-2021", "")])
def test_areas_change_the_map(page: AppTest, area_set: str, name: str) -> None:
    page.button_group(key="global-majority:areas").set_value(area_set).run()
    assert not page.exception
    assert page.query_params["areas"] == area_set
    assert name in headline(page)


def test_chosen_ward_is_told_with_its_number(page: AppTest) -> None:
    page.selectbox(key="global-majority:one").select("E05013794").run()
    assert not page.exception
    assert "Church Street: 66.9%" in words(page)
    assert page.query_params["compare"] == "E05013794"


def test_link_restores_the_view() -> None:
    app = opened(
        "global-majority",
        **{"indicator": "ethnic-group", "areas": "msoa-2021", "ethnic_group": "black"},
    )
    assert not app.exception
    assert "Residents of Black ethnic groups" in headline(app)
    assert app.selectbox(key="global-majority:group").value == "black"


def test_bad_link_is_explained_without_a_traceback() -> None:
    app = opened("global-majority", **{"indicator": "ethnic-group", "ethnic_group": "martian"})
    assert not app.exception
    assert "asks for something that is not held" in app.error[0].value
    assert "44.8% of Westminster" in headline(app)
