"""The ward page: a ward by name, by map, by link or by postcode, and nothing kept of the last."""

import logging

import pytest
from streamlit.testing.v1 import AppTest
from tests.pages.opening import headline, opened, words

from explorer.exports import briefs
from explorer.exports.base import Export, Format

PAGE = "ward"
CAMPDEN, ST_JAMESS = "E05009390", "E05013806"
POSTCODE = "EC4A 2LT"


def asked(app: AppTest) -> dict[str, str]:
    return {key: value for (key, value) in dict(app.query_params).items() if value}


def looked_up(text: str) -> AppTest:
    app = opened(PAGE, ward=CAMPDEN)
    return app.text_input(key="ward:postcode").set_value(text).run()


def test_a_link_opens_a_ward_with_its_three_lists_and_both_maps() -> None:
    app = opened(PAGE, ward=CAMPDEN, measure="pm25")
    assert not app.exception
    assert not app.error
    assert headline(app).startswith("Campden is the least deprived of 36 wards")
    said = words(app)
    for heading in ("Five things to know", "Two that are uncertain", "Two that are going well"):
        assert heading in said
    assert "87% of its present postcodes lay in Campden and 13% in Holland" in said
    assert "PM2.5 (µg/m³)" in said
    assert asked(app) == {"ward": CAMPDEN, "measure": "pm25"}


def test_another_ward_is_chosen_by_name_and_by_a_click_on_the_map() -> None:
    app = opened(PAGE)
    app.selectbox(key="ward:ward").set_value(ST_JAMESS).run()
    assert headline(app).replace("&#x27;", "'").startswith("St James's is the 17th most deprived")
    assert asked(app)["ward"] == ST_JAMESS
    app.session_state["ward:ward"] = CAMPDEN
    app.run()
    assert headline(app).startswith("Campden")


def test_a_postcode_finds_its_ward_and_is_forgotten(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG):
        app = looked_up(POSTCODE)
    assert not app.exception
    assert headline(app).replace("&#x27;", "'").startswith("St James's")
    assert app.success[0].value == "That postcode lies in St James's."
    assert app.text_input(key="ward:postcode").value == ""
    assert asked(app)["ward"] == ST_JAMESS
    kept = f"{asked(app)}{app.session_state!r}{caplog.text}"
    assert ST_JAMESS in kept
    assert POSTCODE not in kept
    assert POSTCODE.replace(" ", "") not in kept
    again = app.run()
    assert not again.success


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("W10", "postcodes that begin like that cover parts of Colville, Dalgarno"),
        ("W10 6", "cover parts of Dalgarno, Notting Dale, St. Helen's"),
        ("SW1A 9ZZ", "it may lie in another borough or be no longer in use"),
        ("M1", "No postcode in Kensington and Chelsea or Westminster begins like that"),
        ("Golborne Road", "choose a name instead"),
    ],
)
def test_other_texts_are_answered_in_words_that_help(text: str, answer: str) -> None:
    app = looked_up(text)
    assert not app.exception
    assert answer in app.error[0].value
    assert "such as W10 6NX" in app.error[0].value
    assert headline(app).startswith("Campden")
    assert app.text_input(key="ward:postcode").value == ""


def test_a_blank_postcode_says_nothing() -> None:
    app = looked_up("  ")
    assert not app.error
    assert not app.success


def test_a_link_to_no_ward_is_answered_in_words() -> None:
    app = opened(PAGE, ward="E05000001")
    assert not app.exception
    assert "which is not held" in app.warning[0].value


def test_the_page_is_offered_as_a_document_beside_its_brief() -> None:
    app = opened(PAGE, ward=CAMPDEN)
    labels = {element.proto.popover.label for element in app.get("popover")}
    assert labels >= {"This page as a document", "Export"}


@pytest.mark.parametrize(("name", "form"), [("PDF", Format.PDF), ("Word", Format.DOCX)])
def test_all_briefs_are_made_in_either_format(
    name: str, form: Format, monkeypatch: pytest.MonkeyPatch
) -> None:
    made: list[Format] = []

    def write(asked_for: Format, *_: object) -> Export:
        made.append(asked_for)
        return Export("ward-briefs.zip", "application/zip", b"")

    monkeypatch.setattr(briefs, "write", write)
    app = opened(PAGE, ward=CAMPDEN)
    (button,) = [one for one in app.button if one.label == f"Make all 36 briefs as {name}"]
    assert not button.click().run().exception
    assert made == [form]


def test_every_figure_is_shown_to_those_who_ask() -> None:
    app = opened(PAGE, ward=CAMPDEN)
    app.toggle[0].set_value(True).run()
    assert not app.exception
    assert len(app.dataframe) == 1
