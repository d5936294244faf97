"""A page run without a browser, for the document that its own menu hands out."""

from __future__ import annotations

import logging
from collections.abc import Mapping

from streamlit.testing.v1 import AppTest

from explorer.errors import Problem, SelectionError
from explorer.ui import shown
from explorer.ui.address import PRESENT
from explorer.ui.start import FOLDER, offered
from explorer.views.document import Document

ELSEWHERE = {
    "map-studio": "its figure is written by 'explorer export studio'",
    "workshop": "a workshop's record is written by 'explorer workshop export'",
    "insights": "what residents said is taken away on the page itself",
    "your-data": "a reader's own figures are gone with their visit; 'explorer import' reads them",
}
"""Pages that are no document, and where what they hold is to be had instead."""
PATIENCE_S = 180.0
"""How long a page may take to be worked out, on a machine with other work."""

WITHOUT_BROWSER = "streamlit.runtime.scriptrunner_utils.script_run_context"
"""Who warns that there is no browser, which is meant."""


def documents() -> list[str]:
    """Return the pages of this installation that can be a document, in the order of the menu."""
    return [page for page in offered() if page not in ELSEWHERE]


def document(page: str, query: Mapping[str, str]) -> Document:
    """Run a page as a visit to its address would, and return it as the document it offers.

    Parameters
    ----------
    page : str
        Its file stem.
    query : mapping of str to str
        Its address, as its link says it.

    Raises
    ------
    SelectionError
        When the page is no document, does not know what the query asks for, or shows something
        else in its place.
    """
    _check(page)
    asked = {key: value for key, value in query.items() if value and key != PRESENT}
    logging.getLogger(WITHOUT_BROWSER).setLevel(logging.ERROR)
    handed = shown.Handed()
    visit = AppTest.from_file(str(FOLDER.parent / "app.py"), default_timeout=PATIENCE_S)
    visit.switch_page(str(FOLDER / f"{page}.py"))
    visit.session_state[shown.HANDED] = handed
    for key, value in asked.items():
        visit.query_params[key] = value
    visit.run()
    if visit.exception:
        raise RuntimeError(visit.exception[0].message)
    if handed.errors:
        raise SelectionError(p for error in handed.errors for p in error.problems)
    _check_kept(page, asked, visit)
    return handed.documents[page]()


def _check(page: str) -> None:
    held = documents()
    if page in held:
        return
    why = f"no document: {ELSEWHERE[page]}" if page in ELSEWHERE else "no page of this explorer"
    raise SelectionError(
        Problem("page", f"'{page}', {why}", f"one of {', '.join(held)}", "Choose one of these.")
    )


def _check_kept(page: str, asked: Mapping[str, str], visit: AppTest) -> None:
    """Refuse a page that has let go of something that was asked for."""
    now: dict[str, str] = visit.query_params
    lost = [f"{key}={value}" for key, value in asked.items() if now.get(key) != value]
    if not lost:
        return
    kept = "&".join(f"{key}={value}" for key, value in now.items())
    raise SelectionError(
        Problem(
            f"page '{page}'",
            f"'{'&'.join(lost)}', which it does not hold",
            f"what its own address says, such as '{kept}'" if kept else "what its own address says",
            "Take the link from there, or from Share beside its map.",
        )
    )
