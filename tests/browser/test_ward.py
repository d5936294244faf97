"""The ward page in a real browser: by postcode that leaves no trace, and old borders over new."""

from playwright.sync_api import expect
from tests.browser.conftest import Visitor

POSTCODE = "EC4A 2LT"
CAMPDEN, ST_JAMESS = "E05009390", "E05013806"


def test_a_postcode_leads_to_its_ward_and_leaves_no_trace(visit: Visitor) -> None:
    tab = visit(f"ward?ward={CAMPDEN}")
    box = tab.page.get_by_role("textbox", name="or a postcode in it")
    box.fill(POSTCODE)
    box.press("Enter")
    expect(tab.page.locator("h1")).to_contain_text("St James's")
    expect(box).to_have_value("")
    tab.settle()
    assert f"ward={ST_JAMESS}" in tab.page.url
    asked = " ".join([tab.page.url, *tab.requests])
    assert POSTCODE not in asked
    assert "EC4A" not in asked
    assert tab.faults == []


def test_old_borders_are_dashed_over_new_wards_near_the_one_chosen(visit: Visitor) -> None:
    tab = visit(f"ward?ward={CAMPDEN}")
    borders = tab.page.frame_locator("iframe").nth(1)
    dashed = borders.locator("path.explorer-dash")
    expect(dashed).to_have_count(1)
    assert dashed.evaluate("path => getComputedStyle(path).strokeDasharray") == "6px, 4px"
    expect(tab.map.locator("path.explorer-dash")).to_have_count(0)
    near, whole = (
        frame.locator(f"path.explorer-area[data-code='{CAMPDEN}']").bounding_box()
        for frame in (borders, tab.map)
    )
    assert near is not None
    assert whole is not None
    assert near["width"] > 2 * whole["width"]


def test_a_ward_chosen_on_the_map_is_the_page_s_ward(visit: Visitor) -> None:
    tab = visit(f"ward?ward={CAMPDEN}")
    tab.area(ST_JAMESS).press("Enter")
    expect(tab.page.locator("h1")).to_contain_text("St James's")
    tab.settle()
    assert f"ward={ST_JAMESS}" in tab.page.url
