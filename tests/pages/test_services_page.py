"""The services page: every control changes it, and no link brings it down."""

import pytest
from tests.pages.opening import headline, opened, words

from explorer.views.services import screen, sites

PAGE = "services"
HOLLAND = "E05009397"


@pytest.mark.parametrize("kind", sites.kinds())
def test_each_kind_has_its_headline_and_permalink(kind: str) -> None:
    app = opened(PAGE)
    app.button_group(key="services:service").set_value(kind).run()
    assert not app.exception
    assert not app.error
    assert headline(app) == screen.headline(kind).replace("'", "&#x27;")
    assert dict(app.query_params)["service"] == kind


def test_page_says_how_sites_are_placed() -> None:
    said = words(opened(PAGE))
    assert "1 ward has none: Holland." in said
    assert "3 wards have none: Holland, Queen&#x27;s Gate and St. Helen&#x27;s." in said
    assert "in a straight line" in said


@pytest.mark.parametrize("layer", screen.layers())
def test_each_layer_keeps_the_kind_of_site(layer: str) -> None:
    app = opened(PAGE, service="gp")
    app.selectbox(key="services:layer").set_value(layer).run()
    assert not app.exception
    query = dict(app.query_params)
    assert f"{query['indicator']} {query['areas']}" == layer
    assert query["service"] == "gp"
    assert headline(app) == "Of 36 wards 2 have no GP site: Pimlico South and Stanley"


def test_link_restores_layer_kind_and_ward() -> None:
    asked = {"indicator": "imd-2025", "areas": "wards-2022", "compare": HOLLAND}
    app = opened(PAGE, service="dentist", period="2025", **asked)
    assert not app.exception
    assert dict(app.query_params) == {**asked, "period": "2025", "service": "dentist"}
    assert app.selectbox(key="services:one").value == HOLLAND


def test_list_of_sites_is_shown_to_those_who_ask() -> None:
    app = opened(PAGE)
    tables = len(app.dataframe)
    app.toggle[0].set_value(True).run()
    assert not app.exception
    assert len(app.dataframe) == tables + 1
    assert len(app.dataframe[-1].value) == 119


@pytest.mark.parametrize(
    "asked",
    [{"service": "bakery"}, {"indicator": "nothing"}, {"compare": "E05000393"}],
)
def test_a_bad_link_is_explained_and_the_first_view_shown(asked: dict[str, str]) -> None:
    app = opened(PAGE, **asked)
    assert not app.exception
    assert "This link asks for something that is not held" in app.error[0].value
    assert headline(app) == "Of 36 wards only Holland has no pharmacy"
