"""Sets the app up once a server, and hands each visit to its page."""

from __future__ import annotations

import gc
from pathlib import Path

import streamlit as st
from streamlit.runtime.pages_manager import PagesManager

from explorer import keeping, registry
from explorer.errors import ExplorerError
from explorer.ui import visits
from explorer.ui.messages import explain

TITLE = "Neighbourhood inequalities explorer"
FOLDER = Path(__file__).resolve().parents[3] / "pages"
PAGES = {
    "overview": "Overview",
    "life-expectancy": "Life expectancy",
    "global-majority": "Global Majority",
    "air-quality": "Air quality",
    "cancer-screening": "Cancer screening",
    "neighbourhood": "Neighbourhoods",
    "ward": "Wards",
    "story": "Story",
    "services": "Services",
    "compare": "Compare",
    "gradient": "Gradient",
    "evidence": "Evidence",
    "workshop": "Workshop",
    "map-studio": "Map studio",
    "outcomes": "Outcomes",
    "insights": "Insights",
    "programme": "Programme",
    "your-data": "Your data",
    "methods": "Methods",
}
"""Pages in the order of the menu: stem, which is also the address, and title.

One flat list: Streamlit's menu with headings is not open to a screen reader on a phone.
"""


@st.cache_resource(show_spinner="Opening the explorer")
def _open() -> None:
    """Load what every visit needs, once a server."""
    visits.begin()
    registry.declared()
    registry.declared_sources()
    registry.notes()


@st.cache_resource(show_spinner=False)
def _settle(page: str) -> str:
    """Keep what a page has loaded, once for each, out of every later garbage collection.

    Streamlit collects garbage after each run of a page. Without the freeze, walking over the
    libraries' objects is three quarters of what fifty people at once wait for.
    """
    gc.collect()
    gc.freeze()
    return page


def run() -> None:
    """Set up the page and navigate; a file that cannot be read is a message, not a traceback."""
    st.set_page_config(page_title=TITLE, layout="wide", initial_sidebar_state="collapsed")
    try:
        _open()
        registry.keep_up()
    except ExplorerError as error:
        explain(error, "The explorer cannot open.")
        return
    first, *others = offered()
    # A default page answers at '/' alone; without a second its own address would be "not found".
    home, own = _page(first, url_path="home", default=True), _page(first, hidden=True)
    page = st.navigation([home, own, *map(_page, others)], position="top")
    visits.go_on()
    page.run()
    if not keeping.anyone():
        # What has been settled is never collected, and own figures have to go with their session.
        _settle(page.url_path)


def offered() -> list[str]:
    """Return the pages that this installation offers, in the order of the menu."""
    return [stem for stem in PAGES if registry.places().offers(stem)]


def _page(stem: str, *, url_path: str = "", default: bool = False, hidden: bool = False) -> st.Page:
    return st.Page(
        FOLDER / f"{stem}.py",
        title=PAGES[stem],
        url_path=url_path or stem,
        default=default,
        visibility="hidden" if hidden else "visible",
    )


def through_app() -> None:
    """Run `app.py` first where Streamlit has gone straight to a page.

    A server takes a `pages/` folder for the old kind of app until `st.navigation` is called, so the
    first visit to a page's own address would run that page alone, without title or navigation.
    """
    if PagesManager.uses_pages_directory:
        PagesManager.uses_pages_directory = False
        st.rerun()
