"""Sets the app up once a server, and hands each visit to its page."""

from __future__ import annotations

import gc

import streamlit as st
from streamlit.runtime.pages_manager import PagesManager

from explorer import registry, stats, store

PAGES = {
    "overview": "Overview",
    "life-expectancy": "Life expectancy",
    "gradient": "Gradient",
    "global-majority": "Global Majority",
    "air-quality": "Air quality",
    "cancer-screening": "Cancer screening",
}


@st.cache_resource(show_spinner="Opening the explorer")
def _warm() -> None:
    """Load what every visit needs, then keep it out of every later garbage collection.

    Streamlit collects garbage after each run of a page; without the freeze that walk over the
    libraries' objects is what fifty people at once wait for.
    """
    registry.indicators()
    registry.sources()
    registry.notes()
    stats.wilson_interval(1, 2)
    gc.collect()
    gc.freeze()


def run() -> None:
    """Set up the page and navigate."""
    st.set_page_config(
        page_title="Neighbourhood inequalities explorer",
        layout="wide",
        initial_sidebar_state="collapsed",
    )
    _warm()
    folder = store.root() / "pages"
    pages = [
        st.Page(folder / f"{stem}.py", title=title, url_path=stem, default=stem == "overview")
        for stem, title in PAGES.items()
    ]
    st.navigation(pages, position="top").run()


def through_app() -> None:
    """Run `app.py` first where Streamlit has gone straight to a page.

    A server takes a `pages/` folder for the old kind of app until `st.navigation` is called, so the
    first visit to a page's own address would run that page alone, without title or navigation.
    """
    if PagesManager.uses_pages_directory:
        PagesManager.uses_pages_directory = False
        st.rerun()
