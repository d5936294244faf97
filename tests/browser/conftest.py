"""One app and one browser for all browser tests; a fresh tab for each."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, sync_playwright
from tests.browser.harness import Visit, launch, running

Visitor = Callable[..., Visit]


@pytest.fixture(scope="session")
def app() -> Iterator[str]:
    with running() as address:
        yield address


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = launch(playwright)
        yield browser
        browser.close()


@pytest.fixture
def visit(app: str, chromium: Browser) -> Iterator[Visitor]:
    """Return a function that opens a page of the app in a tab: `visit(path, width=1280)`."""
    contexts = []

    def open_page(path: str, *, width: int = 1280, **options: object) -> Visit:
        context = chromium.new_context(viewport={"width": width, "height": 900}, **options)
        contexts.append(context)
        return Visit(context.new_page(), app).open(path)

    yield open_page
    for context in contexts:
        context.close()
