"""The overview through Streamlit's own test runner."""

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

APP = Path(__file__).parents[2] / "app.py"


@pytest.fixture(scope="module")
def page() -> AppTest:
    return AppTest.from_file(str(APP), default_timeout=60).run()


def text(app: AppTest) -> str:
    return " ".join(element.body for element in app.get("html"))


def test_heading_says_what_this_is(page: AppTest) -> None:
    assert not page.exception
    assert text(page).count("<h1") == 1
    assert "How life differs from ward to ward in Westminster, and Kensington and Chelsea" in (
        text(page)
    )


def test_four_findings_with_their_numbers(page: AppTest) -> None:
    for number in ("10.2 to 17.8", "44.8%", "PM2.5", "80%"):
        assert number in text(page)
    assert text(page).count('<article class="finding"') == 4


def test_links_lead_to_pages_with_what_they_show(page: AppTest) -> None:
    links = [link.proto for link in page.get("page_link")]
    assert len(links) == 17
    opened = {link.page: link.query_string for link in links if "See " in link.label}
    assert "compare=E05000648.E05000637" in opened["life-expectancy"]
    assert "areas=wards-2022" in opened["global-majority"]


def test_what_is_not_known_stands_on_the_page(page: AppTest) -> None:
    assert "What is not known" in text(page)
    assert "Life expectancy by ward is not held after 2010–14" in text(page)


def test_each_finding_has_its_map_in_words_with_legend_and_source(page: AppTest) -> None:
    said = text(page)
    assert said.count('<img src="data:image/svg+xml;base64,') == 4
    assert 'alt="Map of 38 wards. In 2010–14' in said
    assert said.count('class="map-legend"') == 4
    # The map of practices is from another source than the finding about the boroughs.
    assert (
        "Source: Office for Health Improvement and Disparities, National General Practice" in said
    )


def test_a_ward_can_be_gone_to_by_name() -> None:
    app = AppTest.from_file(str(APP), default_timeout=60).run()
    app.selectbox[0].set_value("Westbourne, Westminster · ward").run()
    assert not app.exception
    assert "Westbourne" in text(app)
    assert "Five things to know" in text(app)


def test_a_postcode_leads_to_its_ward_or_is_answered_without_being_repeated() -> None:
    app = AppTest.from_file(str(APP), default_timeout=60).run()
    app.text_input[0].set_value("ZZ99 9ZZ").run()
    said = " ".join(message.value for message in app.error)
    assert "cannot be placed in a ward" in said
    assert "ZZ99" not in said
    app.text_input[0].set_value("W10 5BN").run()
    assert not app.exception
    assert "Five things to know" in text(app)
