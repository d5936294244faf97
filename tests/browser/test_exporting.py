"""What a page hands out: files that are made when asked for, and a link that can be copied."""

import re
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect
from pypdf import PdfReader
from tests.browser.conftest import Visitor
from tests.browser.harness import Visit
from tests.browser.test_pages import RULES, read

from explorer.ui.exporting import KINDS

LABELS = [label for forms in KINDS.values() for label in forms.values()]


def serious(page: Page) -> list[str]:
    found = Axe().run(page, options=RULES).response["violations"]
    return [fault["id"] for fault in found if fault["impact"] in ("serious", "critical")]


@pytest.mark.parametrize("width", [1280, 390])
def test_open_menus_are_open_to_all(app: str, chromium: Browser, width: int) -> None:
    page = read(app, chromium, "life-expectancy", width).page
    for menu, inside in (("Share", "Copy to clipboard"), ("Export", "Image (PNG)")):
        button = page.get_by_role("button", name=menu, exact=True)
        button.press("Enter")
        expect(page.get_by_role("button", name=inside)).to_be_visible()
        assert serious(page) == []
        page.keyboard.press("Escape")
    page.close()


def test_every_format_can_be_taken_from_a_page(visit: Visitor, tmp_path: Path) -> None:
    tab = visit("global-majority")
    before = tab.received
    tab.page.get_by_role("button", name="Export", exact=True).click()
    for label in LABELS:
        with tab.page.expect_download() as caught:
            tab.page.get_by_role("button", name=label, exact=True).click()
        file = tmp_path / caught.value.suggested_filename
        caught.value.save_as(file)
        assert file.name.startswith("global-majority-wards-2022-2021-map.")
        assert file.stat().st_size > 1_000
    assert len(list(tmp_path.iterdir())) == len(LABELS)
    assert tab.received - before < 30_000


def test_a_file_says_where_its_view_can_be_seen_again(visit: Visitor, tmp_path: Path) -> None:
    tab = visit("global-majority?areas=msoa-2021")
    tab.page.get_by_role("button", name="Export", exact=True).click()
    with tab.page.expect_download() as caught:
        tab.page.get_by_role("button", name="CSV", exact=True).click()
    caught.value.save_as(tmp_path / "figures.csv")
    assert tab.page.url in (tmp_path / "figures.csv").read_text()


def test_the_studio_opens_on_the_page_s_own_map(visit: Visitor) -> None:
    tab = visit("life-expectancy?sex=female")
    heading = tab.page.locator("h1").inner_text()
    tab.page.get_by_role("button", name="Export", exact=True).click()
    tab.page.get_by_role("link", name="Change size, words and colours").click()
    expect(tab.page.locator("h1")).to_contain_text("Compose a map")
    expect(tab.page.locator(".st-key-sheet img")).to_have_attribute("alt", _holding(heading))


def _holding(text: str) -> re.Pattern[str]:
    return re.compile(re.escape(text))


def test_a_composed_map_is_restored_by_its_address(app: str, chromium: Browser) -> None:
    tab: Visit = read(app, chromium, "map-studio", 1280)
    tab.page.get_by_role("tab", name="Words").click()
    tab.page.get_by_role("textbox", name="Headline").fill("Fourteen years apart")
    tab.page.get_by_role("textbox", name="Headline").blur()
    tab.page.wait_for_url("**headline=Fourteen**")
    tab.settle()
    again = read(app, chromium, tab.page.url.removeprefix(f"{app}/"), 1280)
    again.page.get_by_role("tab", name="Words").click()
    expect(again.page.get_by_role("textbox", name="Headline")).to_have_value("Fourteen years apart")
    again.page.close()
    tab.page.close()


@pytest.mark.parametrize(
    ("stem", "menu"),
    [("global-majority", "This page as a document"), ("story", "Export"), ("outcomes", "Export")],
)
def test_a_whole_page_can_be_taken_as_a_document(
    app: str, chromium: Browser, tmp_path: Path, stem: str, menu: str
) -> None:
    tab = read(app, chromium, stem, 1280)
    heading = tab.page.locator("h1").inner_text()
    tab.page.get_by_role("button", name=menu, exact=True).first.click()
    assert serious(tab.page) == []
    with tab.page.expect_download() as caught:
        tab.page.get_by_role("button", name="PDF", exact=True).click()
    caught.value.save_as(tmp_path / "page.pdf")
    told = PdfReader(tmp_path / "page.pdf").metadata
    assert told is not None
    assert told.title == heading
    tab.page.close()
