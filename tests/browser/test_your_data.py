"""A file is uploaded, mapped and exported in one visit, and another visit never sees it."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect
from tests.browser.harness import MAP_MILLISECONDS, Visit
from tests.browser.test_exporting import serious

from explorer import areas

NAME = "Damp homes (user supplied)"
CODES = areas.codes("wards-2022")
ROWS = [f"{code},{100 + 10 * number},2000" for number, code in enumerate(CODES)]
DETAILS = {
    "What the figures are called": "Damp homes",
    "Unit": "%",
    "Period": "2023",
    "Whose figures they are": "A council",
    "What they call them": "Household survey",
    "Licence": "Not for publication",
}


def upload(page: Page, address: str, rows: list[str]) -> None:
    page.goto(f"{address}/your-data")
    page.locator("h1").wait_for()
    content = "\n".join(("ward,cases,population", *rows)).encode()
    file = {"name": "survey.csv", "mimeType": "text/csv", "buffer": content}
    page.set_input_files("input[type=file]", [file])
    expect(page.get_by_role("heading", name="What was understood")).to_be_visible()


@pytest.mark.parametrize("width", [1280, 390])
def test_upload_map_export_and_nobody_else(
    app: str, chromium: Browser, tmp_path: Path, width: int
) -> None:
    page = chromium.new_page(viewport={"width": width, "height": 900})
    tab = Visit(page, app)
    upload(page, app, ROWS)
    assert serious(page) == []
    for label, text in DETAILS.items():
        page.get_by_role("textbox", name=label, exact=True).fill(text)
    page.get_by_role("button", name="Show these figures").click()
    tab.areas.first.wait_for(timeout=MAP_MILLISECONDS)
    tab.settle()
    expect(page.locator("h1")).to_contain_text(f"{NAME} ranged from 5.0% in")
    label = tab.area(CODES[0]).get_attribute("aria-label")
    assert label is not None
    assert "5.0%" in label
    assert serious(page) == []

    page.get_by_role("button", name="Export", exact=True).click()
    for form in ("CSV", "Image (PNG)", "PowerPoint"):
        with page.expect_download() as caught:
            page.get_by_role("button", name=form, exact=True).click()
        file = tmp_path / caught.value.suggested_filename
        caught.value.save_as(file)
        assert file.name.startswith("own-damp-homes-")
        assert file.stat().st_size > 1_000
    text = next(tmp_path.glob("*.csv")).read_text(encoding="utf-8")
    assert text.count("user supplied") >= 2 * len(CODES)
    assert "Link to this view" not in text
    page.keyboard.press("Escape")

    other = chromium.new_page(viewport={"width": width, "height": 900})
    other.goto(page.url)
    expect(other.get_by_text("gave in another session")).to_be_visible()
    expect(other.get_by_text(NAME)).to_have_count(0)
    other.close()

    page.get_by_role("link", name="Compare with another measure").click()
    expect(page.locator("h1")).to_contain_text("damp homes (user supplied)")
    page.close()
    assert tab.faults == []


def test_faults_are_listed_and_the_template_can_be_taken(
    app: str, chromium: Browser, tmp_path: Path
) -> None:
    page = chromium.new_page(viewport={"width": 1280, "height": 900})
    upload(page, app, [*ROWS[:5], "E99999999,many,2000"])
    read = page.get_by_role("table", name="The first rows, as they were read")
    expect(read).to_contain_text(CODES[0])
    faults = page.get_by_role("table", name="What has to be put right")
    expect(faults).to_contain_text("row 7, column A (ward)")
    with page.expect_download() as caught:
        page.get_by_role("button", name="Take the corrected template (CSV)").click()
    caught.value.save_as(tmp_path / "template.csv")
    assert "to_correct" in (tmp_path / "template.csv").read_text(encoding="utf-8-sig")
    page.close()
