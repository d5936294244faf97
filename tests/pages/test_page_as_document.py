"""A page as a document: what it shows, in its order, with every source, and no other page's."""

from html import unescape

import pytest
from streamlit.testing.v1 import AppTest
from tests.pages.opening import headline, opened

from explorer.errors import SelectionError
from explorer.ui import exporting, unattended
from explorer.ui.start import offered
from explorer.views.document import Document

PAGES = (
    "life-expectancy",
    "global-majority",
    "air-quality",
    "cancer-screening",
    "gradient",
    "services",
    "compare",
    "neighbourhood",
)


def as_document(monkeypatch: pytest.MonkeyPatch, stem: str) -> tuple[AppTest, Document]:
    """Open a page, and make the document that its menu would offer."""
    offered = {}
    monkeypatch.setattr(exporting, "page_menu", lambda make, key: offered.update({key: make}))
    app = opened(stem)
    assert not app.exception
    return app, offered[stem]()


@pytest.mark.parametrize("stem", PAGES)
def test_a_page_is_offered_as_a_document_of_what_it_shows(
    monkeypatch: pytest.MonkeyPatch, stem: str
) -> None:
    app, document = as_document(monkeypatch, stem)
    assert document.title == unescape(headline(app))
    sections = document.sections
    charts = [chart.title for section in sections for chart in section.charts]
    assert len(charts) == len(app.get("vega_lite_chart"))
    assert sum(len(section.maps) for section in sections) == 1
    assert all(section.title for section in sections)
    used = {view.provenance for section in sections for view in (*section.maps, *section.charts)}
    assert used <= set(document.provenances)
    assert document.permalink.startswith(f"{stem}?")


def test_a_map_comes_first_and_the_table_of_its_figures_last(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    _, document = as_document(monkeypatch, "life-expectancy")
    first, *_, last = document.sections
    assert first.maps
    assert first.title == "Life expectancy at birth, men"
    assert last.tables[0].caption == "Life expectancy at birth, men, by ward, 2010–14."
    assert "life-expectancy" in document.name


def test_a_table_too_long_to_be_sent_stands_in_the_document(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    app, document = as_document(monkeypatch, "services")
    (sites,) = [section for section in document.sections if section.title == "Every site"]
    assert len(sites.tables[0].frame) == 119
    assert len(app.dataframe) == 1


def test_the_lists_of_a_neighbourhood_stay_lists(monkeypatch: pytest.MonkeyPatch) -> None:
    _, document = as_document(monkeypatch, "neighbourhood")
    lists = [section for section in document.sections if section.listed]
    assert len(lists) == 3
    assert all(section.sentences for section in lists)


def test_what_one_page_showed_is_not_in_the_next_ones_document(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    _, first = as_document(monkeypatch, "gradient")
    _, second = as_document(monkeypatch, "air-quality")
    shown = {id(view) for section in first.sections for view in section.charts}
    assert not any(id(view) in shown for section in second.sections for view in section.charts)


@pytest.mark.parametrize("stem", offered())
def test_every_page_is_a_document_without_a_browser_or_says_what_is_one(stem: str) -> None:
    if stem in unattended.ELSEWHERE:
        with pytest.raises(SelectionError, match="life-expectancy, global-majority"):
            unattended.document(stem, {})
        return
    document = unattended.document(stem, {})
    assert document.title
    assert any(section.sentences or section.tables for section in document.sections)
    assert document.permalink.startswith(stem)


def test_a_page_without_a_browser_shows_what_its_link_says() -> None:
    asked = {"areas": "wards-2002", "period": "2003-07", "sex": "female"}
    document = unattended.document("life-expectancy", asked)
    assert "women" in document.subtitle
    assert "2003–07" in document.subtitle
    assert all(f"{key}={value}" in document.permalink for key, value in asked.items())


@pytest.mark.parametrize(
    ("stem", "query", "words"),
    [
        ("gradient", {"foo": "1"}, "sex=female"),
        ("life-expectancy", {"period": "1850"}, "1999-03"),
        ("evidence", {"theme": "nonsense"}, "one of "),
        ("evidence", {"nonsense": "1"}, "nonsense=1"),
        ("nowhere", {}, "no page of this explorer"),
    ],
)
def test_a_page_is_not_written_as_another_than_was_asked_for(
    stem: str, query: dict[str, str], words: str
) -> None:
    with pytest.raises(SelectionError, match=words):
        unattended.document(stem, query)
