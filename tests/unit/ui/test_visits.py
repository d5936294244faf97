"""A visit forgets what was brought a little after the browser has gone, unless it comes back."""

from __future__ import annotations

import time
from collections.abc import Callable
from tempfile import SpooledTemporaryFile

import pytest
from starlette.applications import Starlette
from starlette.datastructures import UploadFile
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route
from starlette.testclient import TestClient
from streamlit import config
from streamlit.runtime.caching import clear_session_resource_cache
from streamlit.testing.v1 import AppTest
from tests.pages.opening import opened
from tests.unit.own import own_figures

from explorer.ui import visits
from explorer.ui.visits import Visit

SESSION = "test session id"
"""What Streamlit's test runner calls its sessions."""


def until(holds: Callable[[], bool], seconds: float = 5.0) -> bool:
    """Wait until something holds; say whether it does."""
    deadline = time.monotonic() + seconds
    while not holds() and time.monotonic() < deadline:
        time.sleep(0.01)
    return holds()


@pytest.fixture
def visited(monkeypatch: pytest.MonkeyPatch) -> tuple[AppTest, Visit]:
    """A page that is open, in a visit that has figures of its own."""
    monkeypatch.setattr(visits, "GRACE_S", 0.05)
    # Every test's session has the same name; on a server no two have.
    clear_session_resource_cache(SESSION)
    app = opened("methods")
    visit: Visit = app.session_state[visits.KEY]
    visit.session.add(own_figures())
    app.run()
    return app, visit


def test_an_upload_stays_in_memory_on_its_way_in(monkeypatch: pytest.MonkeyPatch) -> None:
    on_disk: list[object] = []
    monkeypatch.setattr(SpooledTemporaryFile, "rollover", on_disk.append)
    visits.begin()

    async def receive(request: Request) -> Response:
        form = await request.form()
        file = form["file"]
        assert isinstance(file, UploadFile)
        return Response(str(file.size))

    client = TestClient(Starlette(routes=[Route("/", receive, methods=["POST"])]))
    content = b"0" * 3_000_000
    assert client.post("/", files={"file": ("large.csv", content)}).text == "3000000"
    assert on_disk == []
    assert config.get_option("server.maxUploadSize") * 1024 * 1024 < visits.LARGEST_UPLOAD


def test_all_is_forgotten_after_the_browser_has_gone(visited: tuple[AppTest, Visit]) -> None:
    _, visit = visited
    visit.session.bring("draft", b"cells")
    clear_session_resource_cache(SESSION)
    assert until(lambda: not visit.session.is_private)
    assert visit.session.figures == {}
    assert visit.session.brought("draft") is None


def test_a_browser_that_comes_back_in_time_loses_nothing(
    visited: tuple[AppTest, Visit], monkeypatch: pytest.MonkeyPatch
) -> None:
    app, visit = visited
    monkeypatch.setattr(visits, "GRACE_S", 60.0)
    clear_session_resource_cache(SESSION)
    assert visit._leaving is not None
    app.run()
    assert visit._leaving is None
    assert len(visit.session.figures) == 1
    visit.session.forget()


def test_a_visit_without_figures_waits_for_nothing() -> None:
    clear_session_resource_cache(SESSION)
    app = opened("overview")
    visit: Visit = app.session_state[visits.KEY]
    clear_session_resource_cache(SESSION)
    assert visit._leaving is None
    assert not visit.session.is_private
