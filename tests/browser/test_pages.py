"""Every page in a real browser: open to all, whole at any width, restored by its address."""

from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, expect
from tests.browser.conftest import Visitor
from tests.browser.harness import Visit

from explorer.ui.start import PAGES

WITHOUT_MAP = (
    "overview",
    "story",
    "map-studio",
    "evidence",
    "outcomes",
    "methods",
    "programme",
    "your-data",
)
WITH_MAP = tuple(stem for stem in PAGES if stem not in WITHOUT_MAP)
# With nothing sought its address has nothing to say; its own tests prove that a link seeks.
RESTORED = tuple(stem for stem in WITH_MAP if stem != "insights")
WIDTHS = (1280, 390)
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}


def read(app: str, chromium: Browser, stem: str, width: int) -> Visit:
    """Open a page, with or without a map, and wait until it is quiet."""
    page = chromium.new_page(viewport={"width": width, "height": 900})
    tab = Visit(page, app)
    if stem.split("?")[0] in WITH_MAP:
        return tab.open(stem)
    page.goto(f"{app}/{stem}")
    page.locator("h1").first.wait_for()
    tab.settle()
    return tab


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("stem", PAGES)
def test_page_is_open_to_all_and_fits(app: str, chromium: Browser, stem: str, width: int) -> None:
    tab = read(app, chromium, stem, width)
    found = Axe().run(tab.page, options=RULES).response["violations"]
    serious = [
        (fault["id"], [node["target"] for node in fault["nodes"]][:3])
        for fault in found
        if fault["impact"] in ("serious", "critical")
    ]
    assert serious == []
    assert tab.page.locator("h1").count() == 1
    sideways = tab.page.evaluate(
        "() => { const m = document.querySelector('[data-testid=stMain]');"
        " return m.scrollWidth - m.clientWidth }"
    )
    assert sideways <= 0
    assert tab.hosts == {urlsplit(app).netloc}
    assert tab.page.get_by_role("dialog").count() == 0
    tab.page.close()


@pytest.mark.parametrize("stem", RESTORED)
def test_address_restores_the_exact_view(app: str, chromium: Browser, stem: str) -> None:
    first = read(app, chromium, stem, 1280)
    address = first.page.url
    assert "?" in address
    heading = first.page.locator("h1").inner_text()
    drawn = [path.get_attribute("fill") for path in first.areas.all()]
    first.page.close()
    again = read(app, chromium, f"{stem}?{urlsplit(address).query}", 1280)
    assert again.page.url == address
    assert again.page.locator("h1").inner_text() == heading
    assert [path.get_attribute("fill") for path in again.areas.all()] == drawn
    again.page.close()


def test_named_pair_is_one_click_away(visit: Visitor) -> None:
    tab = visit("life-expectancy")
    tab.page.get_by_role("button", name="Notting Barns and Queen's Gate").click()
    heading = tab.page.locator("h1")
    expect(heading).to_contain_text("Notting Barns")
    expect(heading).to_contain_text("Queen's Gate")
    assert "compare=E05000393.E05000395" in tab.page.url


def test_colours_against_a_benchmark_are_told_by_the_legend(visit: Visitor) -> None:
    tab = visit("life-expectancy?layer=benchmark&benchmark=E92000001&sex=male&period=2010-14")
    legend = tab.page.get_by_role("list", name="Legend")
    expect(legend).to_contain_text("Lower than England: worse")
    expect(legend).to_contain_text("Cannot be told from England")
    hatched = tab.map.locator("path.explorer-area[fill^='url(']")
    expect(hatched).to_have_count(12)


def test_link_that_asks_for_what_is_not_held_is_answered_in_words(visit: Visitor) -> None:
    tab = visit("life-expectancy?period=1850-54")
    expect(tab.page.get_by_role("alert")).to_contain_text("1999-03")
    expect(tab.page.locator("h1")).to_contain_text("2010–14")
    assert "Traceback" not in tab.page.inner_text("body")
