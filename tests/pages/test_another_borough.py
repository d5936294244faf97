"""The app on a project folder of an invented borough: nothing is tied to any other."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
import streamlit as st
from pytest_httpserver import HTTPServer
from tests.pages.opening import headline, opened, words
from tests.unit import homes
from tests.unit.sources import invented

from explorer import registry
from explorer.cli.new_borough import check
from explorer.sources import new_borough
from explorer.sources.borough_figures import PAGES
from explorer.sources.cache import Cache
from explorer.sources.fetching import HOSTS, Fetcher
from explorer.ui import start


@pytest.fixture(scope="module")
def elsewhere(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Make the borough's folder and work in it."""
    folder = tmp_path_factory.mktemp("new")
    with HTTPServer() as server:
        invented.serve(server)
        stand_ins = dict.fromkeys(HOSTS, server.url_for("").rstrip("/"))
        fetcher = Fetcher(Cache(folder / "cache"), elsewhere=stand_ins)
        made = new_borough.make(
            [invented.BOROUGH], folder / "marlowe", fetcher, date(2027, 3, 1), check
        )
    st.cache_resource.clear()
    with homes.at(made.folder) as home:
        yield home
    st.cache_resource.clear()


@pytest.mark.parametrize("stem", PAGES)
@pytest.mark.usefixtures("elsewhere")
def test_every_page_that_is_offered_opens(stem: str) -> None:
    assert registry.places().title == invented.NAME
    app = opened(stem)
    assert not app.exception
    assert not app.error
    assert headline(app)
    assert "Westminster" not in words(app)
    assert "Kensington" not in words(app)


@pytest.mark.usefixtures("elsewhere")
def test_the_menu_has_the_pages_offered_and_no_others() -> None:
    assert set(start.offered()) == set(PAGES)


@pytest.mark.usefixtures("elsewhere")
def test_the_overview_is_about_the_borough() -> None:
    text = words(opened("overview"))
    assert "How life differs from ward to ward in Marlowe" in text
    assert "the strategy says of two wards" not in text
