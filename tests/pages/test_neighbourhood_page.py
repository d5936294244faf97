"""The neighbourhood page: any neighbourhood, by list, by map and by link."""

import pytest
from streamlit.testing.v1 import AppTest
from tests.pages.opening import headline, opened, words

PAGE = "neighbourhood"
DALGARNO, GOLBORNE, COLVILLE = "E05009394", "E05009396", "E05009392"
NORTH = "North Kensington and Chelsea with Queen's Park and Paddington stands out"


def asked(app: AppTest) -> dict[str, str]:
    """Return the query of the page's address."""
    return {key: value for (key, value) in dict(app.query_params).items() if value}


def test_opens_on_the_first_of_the_working_definition_and_says_that_it_is_one() -> None:
    app = opened(PAGE)
    assert not app.exception
    assert not app.error
    assert headline(app).replace("&#x27;", "'").startswith(NORTH)
    assert "A working definition" in words(app)
    assert asked(app) == {"place": "north", "measure": "imd-2025"}


@pytest.mark.parametrize("place", ["south", "westminster"])
def test_another_is_chosen_and_one_set_beside_it(place: str) -> None:
    app = opened(PAGE)
    app.selectbox(key="neighbourhood:place").set_value(place).run()
    app.selectbox(key="neighbourhood:beside").set_value("north").run()
    assert not app.exception
    assert "stands out" in headline(app)
    assert "North with Queen&#x27;s Park and Paddington" in words(app)


def test_the_map_shows_another_measure() -> None:
    app = opened(PAGE)
    app.selectbox(key="neighbourhood:measure").set_value("pm25").run()
    assert not app.exception
    assert "PM2.5 (µg/m³)" in words(app)


def test_ones_own_starts_from_what_was_shown_and_is_named() -> None:
    app = opened(PAGE)
    app.selectbox(key="neighbourhood:place").set_value("own").run()
    assert len(app.multiselect(key="neighbourhood:areas").value) == 13
    app.multiselect(key="neighbourhood:areas").set_value([DALGARNO, GOLBORNE]).run()
    app.text_input(key="neighbourhood:name").set_value("Two of mine").run()
    assert not app.exception
    assert headline(app).startswith("Two of mine stands out for the worse on")
    assert "16,536 residents" in words(app)
    assert "A working definition" not in words(app)


@pytest.mark.parametrize("separator", [".", ","])
def test_link_restores_ones_own(separator: str) -> None:
    app = opened(PAGE, areas=f"{DALGARNO}{separator}{GOLBORNE}", name="Two of mine", measure="pm25")
    assert not app.error
    assert headline(app).startswith("Two of mine stands out")
    assert app.multiselect(key="neighbourhood:areas").value == [DALGARNO, GOLBORNE]
    again = opened(PAGE, **asked(app))
    assert headline(again) == headline(app)


def test_a_click_on_the_map_puts_a_ward_in_and_takes_it_out() -> None:
    app = opened(PAGE, areas=f"{DALGARNO}.{GOLBORNE}", name="Two of mine")
    app.session_state["neighbourhood:clicked"] = COLVILLE
    app.run()
    assert app.multiselect(key="neighbourhood:areas").value == [DALGARNO, GOLBORNE, COLVILLE]
    app.session_state["neighbourhood:clicked"] = DALGARNO
    app.run()
    assert not app.exception
    assert app.multiselect(key="neighbourhood:areas").value == [GOLBORNE, COLVILLE]
    assert headline(app).startswith("Two of mine stands out")


def test_each_of_its_wards_has_a_link_to_its_own_page() -> None:
    app = opened(PAGE, areas=f"{DALGARNO}.{GOLBORNE}")
    links = {link.proto.label: link.proto for link in app.get("page_link")}
    assert set(links) >= {"Dalgarno", "Golborne"}
    assert links["Golborne"].page == "ward"
    assert links["Golborne"].query_string == f"ward={GOLBORNE}"


def test_every_figure_is_shown_to_those_who_ask() -> None:
    app = opened(PAGE)
    app.toggle[0].set_value(True).run()
    assert not app.exception
    assert "Life expectancy, men (2019–23)" in words(app)
    assert len(app.dataframe) == 1


def test_none_at_all_is_answered_in_words() -> None:
    app = opened(PAGE, areas=DALGARNO)
    app.multiselect(key="neighbourhood:areas").set_value([]).run()
    assert not app.exception
    assert "Choose some wards." in app.error[0].value


@pytest.mark.parametrize(
    "query", [{"place": "atlantis"}, {"areas": "E05000001"}, {"areas": DALGARNO, "name": "x" * 99}]
)
def test_a_bad_link_is_explained_and_the_first_view_shown(query: dict[str, str]) -> None:
    app = opened(PAGE, **query)
    assert not app.exception
    assert "This link asks for something that is not held" in app.error[0].value
    assert headline(app).replace("&#x27;", "'").startswith(NORTH)


def test_small_areas_are_drawn_together_from_those_of_the_wards_before() -> None:
    app = opened(PAGE, areas=DALGARNO)
    app.selectbox(key="neighbourhood:set").set_value("lsoa-2021").run()
    assert not app.exception
    inside = app.multiselect(key="neighbourhood:areas").value
    assert inside
    assert all(code.startswith("E01") for code in inside)
    assert f"in {len(inside)} LSOAs" in words(app)
    again = opened(PAGE, **asked(app))
    assert again.multiselect(key="neighbourhood:areas").value == inside
