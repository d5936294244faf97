"""Sites on the map: named when pointed at, choosing their ward when clicked, light to send."""

from playwright.sync_api import expect
from tests.browser.conftest import Visitor

MOST_BYTES = 45_000


def test_sites_are_dots_that_name_themselves_and_choose_their_ward(visit: Visitor) -> None:
    tab = visit("services")
    dots = tab.map.locator("path.explorer-site")
    # Two of the 119 pharmacies share a building.
    expect(dots).to_have_count(118)
    dots.first.hover()
    expect(tab.map.locator(".explorer-tip")).to_contain_text("A Moore & Co, SW1X 9JF")
    dots.first.click()
    expect(tab.page.get_by_role("combobox").last).to_have_value("Brompton & Hans Town")
    expect(tab.area("E05009389")).to_have_attribute("aria-pressed", "true")


def test_another_kind_replaces_the_dots_and_keeps_the_map(visit: Visitor) -> None:
    tab = visit("services")
    before = tab.received
    tab.page.get_by_text("Hospitals", exact=True).first.click()
    expect(tab.page.locator("h1")).to_contain_text("27 of 36 wards have no hospital")
    expect(tab.map.locator("path.explorer-site")).to_have_count(17)
    assert tab.received - before < MOST_BYTES
    assert tab.faults == []


def test_two_measures_are_told_by_the_legend(visit: Visitor) -> None:
    tab = visit("compare")
    legend = tab.page.get_by_role("list", name="Legend")
    expect(legend).to_contain_text("More deprived and more polluted")
    label = tab.area("E05013808").get_attribute("aria-label")
    assert label == "West End: deprivation 2025 19.0 score; PM2.5 14.0 µg/m³"


def test_press_on_a_map_partly_out_of_sight_chooses_and_does_not_scroll(visit: Visitor) -> None:
    tab = visit("compare")
    courtfield = tab.area("E05009393")
    box = courtfield.bounding_box()
    assert box is not None
    tab.page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    tab.page.mouse.down()
    tab.page.mouse.up()
    expect(courtfield).to_have_attribute("aria-pressed", "true")
    scrolled = "document.querySelector('[data-testid=stMain]').scrollTop"
    assert tab.page.evaluate(scrolled) == 0
