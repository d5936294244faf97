"""Maps in a real browser: offline, whole, true to their view, and open to the keyboard."""

from collections.abc import Iterator
from urllib.parse import parse_qsl, urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Route, expect
from tests.browser.conftest import Visitor
from tests.browser.harness import ROOT, Visit, running

from explorer import areas
from explorer.model import Selection
from explorer.views import life_expectancy

PAGES = ("life-expectancy", "global-majority", "air-quality", "cancer-screening")
BASE_PATH = "council/explorer"


@pytest.fixture(scope="module")
def map_page() -> Iterator[str]:
    with running(ROOT / "tests/browser/map_page.py", BASE_PATH) as address:
        yield address


@pytest.fixture
def alone(map_page: str, chromium: Browser) -> Iterator[Visit]:
    """A tab on the page that shows nothing but a map, served under a base path."""
    context = chromium.new_context(viewport={"width": 1000, "height": 900})
    yield Visit(context.new_page(), map_page).open("")
    context.close()


def selection_of(visit: Visit) -> Selection:
    return Selection.from_query(dict(parse_qsl(urlsplit(visit.page.url).query)))


def colours_of(visit: Visit) -> list[str | None]:
    return [path.get_attribute("fill") for path in visit.areas.all()]


@pytest.mark.parametrize("page", PAGES)
def test_nothing_is_asked_of_another_host_and_nothing_fails(visit: Visitor, page: str) -> None:
    tab = visit(page)
    assert tab.hosts == {urlsplit(tab.address).netloc}
    assert tab.faults == []


@pytest.mark.parametrize("page", PAGES)
def test_every_area_of_the_set_is_drawn(visit: Visitor, page: str) -> None:
    tab = visit(page)
    expected = areas.codes(selection_of(tab).area_set)
    drawn = [path.get_attribute("data-code") for path in tab.areas.all()]
    assert sorted(drawn) == sorted(expected)


@pytest.mark.parametrize("area_set", ["wards-2002", "msoa-2021"])
def test_colours_and_words_are_those_of_the_view(visit: Visitor, area_set: str) -> None:
    tab = visit(f"life-expectancy?areas={area_set}")
    view = life_expectancy.map_view(selection_of(tab))
    for path, row in zip(tab.areas.all(), view.frame.itertuples(), strict=True):
        assert path.get_attribute("data-code") == row.area_code
        assert path.get_attribute("aria-label") == row.text
        fill = path.get_attribute("fill") or ""
        assert fill == row.colour if row.value == row.value else fill.startswith("url(")


def test_the_pair_is_outlined_and_named(visit: Visitor) -> None:
    tab = visit("life-expectancy")
    pair = selection_of(tab).highlighted
    outlines = tab.map.locator("path.explorer-highlight")
    assert outlines.count() == len(pair) == 2
    for code in pair:
        expect(tab.area(code)).to_have_attribute("aria-pressed", "true")
    words = " ".join(tab.map.locator(".explorer-strong").all_inner_texts()).split()
    names = areas.load(selection_of(tab).area_set).set_index("area_code")["area_name"]
    assert sorted(words) == sorted(" ".join(names[code] for code in pair).split())


def test_a_change_repaints_without_a_new_frame_or_a_lost_zoom(visit: Visitor) -> None:
    tab = visit("life-expectancy")
    tab.map.get_by_label("Zoom in").click()
    tab.page.wait_for_timeout(400)
    zoom = "[window.map.getZoom(), window.map.getCenter().toString()]"
    before = tab.map_frame.evaluate(f"window.untouched = 'yes', {zoom}")
    fills = colours_of(tab)
    tab.page.get_by_text("Women", exact=True).first.click()
    tab.settle()
    view = life_expectancy.map_view(selection_of(tab))
    assert dict(selection_of(tab).by) == {"sex": "female"}
    assert colours_of(tab) == list(view.frame["colour"]) != fills
    assert tab.map_frame.evaluate("window.untouched") == "yes"
    assert tab.map_frame.evaluate(zoom) == before


def test_another_area_set_needs_no_new_frame(visit: Visitor) -> None:
    tab = visit("life-expectancy")
    tab.map_frame.evaluate("window.untouched = 'yes'")
    tab.page.get_by_test_id("stMain").get_by_text("Neighbourhoods", exact=False).first.click()
    expect(tab.areas).to_have_count(len(areas.codes("msoa-2021")))
    assert tab.map_frame.evaluate("window.untouched") == "yes"


@pytest.mark.parametrize("press", ["Enter", "Space"])
def test_the_keyboard_chooses_an_area_and_keeps_its_place(visit: Visitor, press: str) -> None:
    tab = visit("life-expectancy")
    code = next(c for c in areas.codes("wards-2002") if c not in selection_of(tab).highlighted)
    tab.area(code).focus()
    tab.page.keyboard.press(press)
    expect(tab.area(code)).to_have_attribute("aria-pressed", "true")
    expect(tab.area(code)).to_be_focused()
    tab.settle()
    assert selection_of(tab).highlighted[0] == code


def test_tab_reaches_every_area_and_arrows_move_between_them(alone: Visit) -> None:
    codes = areas.codes("wards-2002")
    assert alone.map.locator("path[tabindex='0'][role='button']").count() == len(codes)
    alone.areas.first.focus()
    reached = []
    focused = "document.activeElement.dataset.code"
    for _ in codes:
        reached.append(alone.map_frame.evaluate(focused))
        alone.page.keyboard.press("Tab")
    assert sorted(reached) == sorted(codes)
    alone.areas.nth(20).focus()
    steps = []
    for key in ("ArrowRight", "ArrowUp", "ArrowLeft", "ArrowDown"):
        alone.page.keyboard.press(key)
        steps.append(alone.map_frame.evaluate(focused))
    assert len(set(steps)) > 2
    assert alone.map.locator("path.explorer-focus").count() == 1


def test_a_choice_is_reported_once_and_can_be_made_again(alone: Visit) -> None:
    code = areas.codes("wards-2002")[5]
    said = alone.page.locator("#chosen")
    for _ in range(2):
        alone.area(code).click()
        expect(said).to_have_text(code)
        expect(alone.area(code)).to_have_attribute("aria-pressed", "true")
        alone.page.get_by_text("Withhold two").click()
        expect(said).to_have_text("None")


def test_areas_without_a_figure_are_hatched(alone: Visit) -> None:
    hatched = alone.map.locator("path.explorer-area[data-swatch='hatch']")
    assert hatched.count() == 0
    alone.page.get_by_text("Withhold two").click()
    expect(hatched).to_have_count(2)
    fill = hatched.first.get_attribute("fill") or ""
    pattern = alone.map.locator(fill.removeprefix("url(").removesuffix(")"))
    assert pattern.evaluate("pattern => pattern.tagName") == "pattern"


def test_points_replace_areas_and_keep_the_areas_quietly_beneath(alone: Visit) -> None:
    alone.page.get_by_text("Practices").click()
    expect(alone.areas).to_have_count(len(areas.codes("practices-2024")))
    assert alone.map.locator("path.explorer-quiet").count() == len(areas.codes("wards-2002"))
    assert alone.faults == []


def test_it_works_under_a_base_path(alone: Visit) -> None:
    assert alone.areas.count() == len(areas.codes("wards-2002"))
    links = [url for url in alone.requests if "/component/" in url]
    assert all(f"/{BASE_PATH}/component/" in url for url in links)
    assert alone.faults == []


def test_a_change_of_the_map_sends_a_few_kilobytes(alone: Visit) -> None:
    alone.received = 0
    alone.page.get_by_text("Withhold two").click()
    alone.settle()
    assert 1_000 < alone.received < 10_000


def test_a_missing_script_is_said_in_words(map_page: str, chromium: Browser) -> None:
    page = chromium.new_page()
    page.route("**/leaflet.js", lambda route: route.abort())
    page.goto(map_page)
    said = page.frame_locator("iframe").get_by_role("status")
    expect(said).to_contain_text("leaflet.js did not arrive")
    page.close()


def test_a_change_made_while_scripts_load_is_not_lost(map_page: str, chromium: Browser) -> None:
    page = chromium.new_page()
    held: list[Route] = []
    page.route("**/areas.js", lambda route: held.append(route))
    with page.expect_request("**/areas.js"):
        page.goto(map_page)
    page.get_by_text("Withhold two").click()
    page.wait_for_timeout(500)
    for route in held:
        route.continue_()
    page.unroute("**/areas.js")
    hatched = page.frame_locator("iframe").locator("path.explorer-area[data-swatch='hatch']")
    expect(hatched).to_have_count(2)
    page.close()


def test_the_wheel_zooms_only_with_a_key_held(alone: Visit) -> None:
    zoom = "window.map.getZoom()"
    before = alone.map_frame.evaluate(zoom)
    alone.areas.nth(10).hover()
    alone.page.mouse.wheel(0, -300)
    alone.page.wait_for_timeout(400)
    assert alone.map_frame.evaluate(zoom) == before
    expect(alone.map.locator(".explorer-hint")).to_contain_text("scroll to zoom")
    alone.page.keyboard.down("Control")
    alone.page.mouse.wheel(0, -300)
    alone.page.wait_for_timeout(400)
    alone.page.keyboard.up("Control")
    assert alone.map_frame.evaluate(zoom) > before


def test_a_phone_sees_the_whole_map_and_can_scroll_past_it(visit: Visitor) -> None:
    tab = visit("life-expectancy", width=390, has_touch=True, is_mobile=True)
    frame = tab.page.locator("iframe").first.bounding_box()
    assert frame is not None
    assert frame["height"] < frame["width"] * 1.1 <= 390 * 1.1
    touch = "getComputedStyle(document.querySelector('.leaflet-container')).touchAction"
    assert tab.map_frame.evaluate(touch) == "pan-x pan-y"
    assert tab.page.evaluate("document.documentElement.scrollWidth <= innerWidth")


@pytest.mark.parametrize("width", [1280, 390])
def test_axe_finds_nothing_serious_in_the_frame(visit: Visitor, width: int) -> None:
    tab = visit("life-expectancy", width=width)
    found = Axe().run(tab.map_frame).response["violations"]
    assert [v["id"] for v in found if v["impact"] in ("serious", "critical")] == []


def test_the_frame_says_what_it_shows(visit: Visitor) -> None:
    tab = visit("life-expectancy")
    title = tab.page.locator("iframe").get_attribute("title") or ""
    assert title.startswith("Map: Life expectancy")
    assert tab.map.locator("h1").inner_text() == title
    assert tab.map.locator("html").get_attribute("lang") == "en-GB"
    assert tab.map.get_by_role("main").count() == 1
