"""The map studio composes what is asked, keeps it in the address, and shows the very file."""

import pytest
from streamlit.testing.v1 import AppTest
from tests.pages.opening import opened, words

from explorer.ui import studio

KEY = "map-studio"
PAIR = ["E05000648", "E05000637"]


def set_to(app: AppTest, **fields: object) -> AppTest:
    for field, value in fields.items():
        app.session_state[f"{KEY}:{field}"] = value
    app.run()
    assert not app.exception
    return app


def asked(app: AppTest) -> dict[str, str]:
    """Return the page's address as its query."""
    return {key: str(value) for key, value in app.query_params.items()}


def buttons(app: AppTest) -> set[str]:
    return {element.proto.label for element in app.get("download_button")}


def test_first_view_is_a_map_and_every_format_of_it() -> None:
    app = opened(KEY)
    assert not app.exception
    (image,) = app.get("image")
    assert "Map of 38 wards" in image.proto.imgs[0].alt
    assert buttons(app) == {
        *("Image (PNG)", "Drawing (SVG)", "Page (PDF)", "Word", "PowerPoint"),
        *("Excel", "CSV", "GeoPackage", "GeoJSON"),
    }


def test_the_pair_s_own_headline_is_proposed_and_follows_the_figures() -> None:
    app = set_to(opened(KEY), highlighted=PAIR)
    assert "14 fewer years" in app.text_area[0].value
    set_to(app, period="1999-03")
    assert "In 1999–03" in app.text_area[0].value
    assert "headline" not in asked(app)


def test_a_headline_of_one_s_own_stays_and_is_said_to_be_of_another_map() -> None:
    app = opened(KEY)
    app.text_area[0].set_value("Fourteen years apart").run()
    assert asked(app)["headline"] == "Fourteen years apart"
    assert studio.OTHER_MAP not in words(app)
    set_to(app, period="1999-03")
    assert asked(app)["headline"] == "Fourteen years apart"
    assert studio.OTHER_MAP in words(app)
    next(b for b in app.button if b.label == "Take the headline from the figures").click().run()
    assert "headline" not in asked(app)
    assert studio.OTHER_MAP not in words(app)


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"indicator": "global-majority"}, {"indicator": "global-majority"}),
        ({"areas": "msoa-2021"}, {"areas": "msoa-2021", "period": "2019-23"}),
        ({"classes": "round-numbers"}, {"classes": "round-numbers"}),
        ({"classes": "own:", "breaks": "78, 82"}, {"classes": "own:78,82"}),
        ({"classes": "benchmark"}, {"layer": "benchmark", "benchmark": "E92000001"}),
        ({"palette": "grey"}, {"palette": "grey"}),
        ({"palette": "diverging"}, {"palette": "diverging", "benchmark": "E92000001"}),
        ({"size": "slide"}, {"size": "slide"}),
        ({"size": "own", "width": 180, "height": 120}, {"size": "180x120"}),
        ({"labels": "numbers"}, {"labels": "numbers"}),
        ({"legend": "below"}, {"legend": "below"}),
        ({"inset": True, "notes": False}, {"parts": "scale_bar.north_arrow.context.inset"}),
    ],
)
def test_every_choice_is_in_the_address_and_opens_again(
    fields: dict[str, object], expected: dict[str, str]
) -> None:
    app = set_to(opened(KEY), **fields)
    query = asked(app)
    assert expected.items() <= query.items()
    again = opened(KEY, **query)
    assert not again.exception
    assert asked(again) == query


def test_classes_are_shown_with_their_counts() -> None:
    app = set_to(opened(KEY), classes="own:", breaks="78,84")
    assert "78.0 to 83.9" in words(app)
    assert "20 wards" in words(app)


def test_breaks_that_are_no_numbers_are_answered_in_words() -> None:
    app = set_to(opened(KEY), classes="own:", breaks="low, high")
    assert "numbers with commas" in app.error[0].value
    assert "classes" not in asked(app)


@pytest.mark.parametrize(
    "query", [{"size": "huge"}, {"labels": "loud"}, {"indicator": "luck"}, {"classes": "magic"}]
)
def test_a_link_that_asks_for_what_is_not_held_is_answered_in_words(query: dict[str, str]) -> None:
    app = opened(KEY, **query)
    assert not app.exception
    assert "expected" in app.error[0].value
    assert app.get("image")


def test_two_maps_side_by_side_are_one_figure_under_one_link() -> None:
    app = set_to(opened(KEY), maps="two")
    set_to(app, other="female")
    assert asked(app)["panels"] == "sex:male.female"
    (image,) = app.get("image")
    assert "2 maps of wards beside each other" in image.proto.imgs[0].alt
    assert "Number of wards in each class of each map" in words(app)
    assert not {"GeoPackage", "GeoJSON"} & buttons(app)
    again = opened(KEY, **asked(app))
    assert asked(again)["panels"] == "sex:male.female"


@pytest.mark.parametrize(
    ("query", "titles"),
    [
        ({"panels": "sex"}, "men and women"),
        ({"panels": "period:1999-03.2003-07.2010-14"}, "1999–03, 2003–07 and 2010–14"),
    ],
)
def test_a_link_opens_its_maps(query: dict[str, str], titles: str) -> None:
    app = opened(KEY, indicator="life-expectancy", areas="wards-2002", **query)
    (image,) = app.get("image")
    assert f"in the same classes: {titles}." in image.proto.imgs[0].alt
    assert asked(app)["panels"] == query["panels"]


def test_maps_that_cannot_stand_together_leave_one_and_say_why() -> None:
    app = set_to(opened(KEY), maps="sex", palette="diverging")
    assert "not the same on every map" in " ".join(error.value for error in app.error)
    (image,) = app.get("image")
    assert "Map of 38 wards" in image.proto.imgs[0].alt
    assert "panels" not in asked(app)
