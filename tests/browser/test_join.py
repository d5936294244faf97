"""A participant's phone in a real browser: by keyboard, read aloud, without script, off the net."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, Route, expect
from tests.browser.harness import MAP_MILLISECONDS, running
from tests.browser.test_pages import RULES

from explorer.workshop import service
from explorer.workshop.facilitator import Facilitator
from explorer.workshop.model import Ask, Asks, Option, Scene

PLACES = (Option("E1", "Westbourne"), Option("E2", "Queen's Gate"))
THEMES = (Option("housing", "Housing"),)
OPTIONS = (Option("a", "Housing"), Option("b", "Clean air"), Option("c", "Screening"))
YEARS = Scene(
    "gap", "How wide is the gap?", ask=Ask(Asks.NUMBER, "Guess", unit="years", truth="14.5")
)
WHICH = Scene("top", "Which is highest?", ask=Ask(Asks.CHOICE, "Guess", options=OPTIONS, truth="b"))
DOTS = Scene("dots", "What comes first?", ask=Ask(Asks.DOTS, "Place dots", options=OPTIONS, dots=3))
BOTH_THEMES = ("light", "dark")


@pytest.fixture
def leading() -> Iterator[Facilitator]:
    every = service.workshops()
    one = every.open("What matters here?", places=PLACES, themes=THEMES)
    leader = every.facilitator(one.code, one.secret)
    yield leader
    leader.delete()


@contextmanager
def phone(chromium: Browser, app: str, code: str, **options: object) -> Iterator[Page]:
    """Join on a phone of 390 pixels; nothing that it shows may be wider."""
    context = chromium.new_context(viewport={"width": 390, "height": 800}, **options)
    page = context.new_page()
    faults: list[str] = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.goto(f"{app}/join")
    page.get_by_label("Code on the screen").fill(code.lower())
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="What matters here?")).to_be_visible()
    # A form sent before the page's script has run is stored too, but loads the page anew.
    page.wait_for_load_state("domcontentloaded")
    yield page
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert faults == []
    context.close()


def check_open_to_all(page: Page) -> None:
    """Let axe look for any fault at all."""
    assert [fault["id"] for fault in Axe().run(page, options=RULES).response["violations"]] == []


def dots(leading: Facilitator) -> dict[str, int]:
    """Return the dots on every option that has any."""
    tally = leading.tally()
    assert tally is not None
    return {count.option.id: count.dots for count in tally.counts if count.dots}


@pytest.mark.parametrize("colours", BOTH_THEMES)
def test_every_state_of_the_page_is_open_to_all(
    app: str, chromium: Browser, leading: Facilitator, colours: str
) -> None:
    code = leading.workshop().code
    with phone(chromium, app, code, color_scheme=colours) as page:
        check_open_to_all(page)
        for scene in (YEARS, WHICH, DOTS):
            leading.show(scene)
            expect(page.locator("#headline")).to_have_text(scene.headline)
            check_open_to_all(page)
        page.get_by_role("button", name="Place a dot on Clean air").click()
        expect(page.get_by_role("status")).to_have_text("2 of your 3 dots left")
        check_open_to_all(page)
        page.get_by_text("Your name, if you like").click()
        check_open_to_all(page)
        leading.end()
        expect(page.get_by_text("Thank you for taking part.")).to_be_visible()
        check_open_to_all(page)


def test_a_whole_workshop_by_keyboard(app: str, chromium: Browser, leading: Facilitator) -> None:
    with phone(chromium, app, leading.workshop().code) as page:
        leading.show(YEARS)
        page.get_by_label("Guess").focus()
        page.keyboard.type("12,5")
        page.keyboard.press("Enter")
        expect(page.locator("#scene")).to_contain_text("Your guess: 12.5 years")
        leading.reveal()
        expect(page.locator("#scene")).to_contain_text("The answer: 14.5 years")
        leading.show(DOTS)
        page.get_by_role("button", name="Place a dot on Housing").focus()
        for left in (2, 1, 0):
            page.keyboard.press("Enter")
            expect(page.get_by_role("status")).to_have_text(f"{left} of your 3 dots left")
        # The button for a further dot is off now; the focus has gone to the one beside it.
        expect(page.get_by_role("button", name="Take a dot back from Housing")).to_be_focused()
        page.keyboard.press("Enter")
        expect(page.get_by_role("status")).to_have_text("1 of your 3 dots left")
        assert dots(leading) == {"a": 2}
        assert [guess.answer for guess in leading.guesses(1)] == ["12.5"]


def test_a_note_is_shown_as_text_and_a_personal_one_stays_on_the_phone(
    app: str, chromium: Browser, leading: Facilitator
) -> None:
    with phone(chromium, app, leading.workshop().code) as page:
        page.get_by_label("Place", exact=True).select_option(label="Westbourne")
        page.get_by_label("Theme").select_option(label="Housing")
        words = page.get_by_label("What do you know about this place?")
        words.fill("Ask Mrs X on 07700 900123")
        page.get_by_role("button", name="Place the note").click()
        expect(page.get_by_role("alert")).to_contain_text("looks like a telephone number")
        check_open_to_all(page)
        assert leading.notes() == ()
        words.fill("<b>Damp</b> & mould")
        page.get_by_role("button", name="Place the note").click()
        expect(page.locator("#placed")).to_contain_text("<b>Damp</b> & mould")
        expect(page.get_by_role("alert")).to_be_empty()
        expect(words).to_have_value("")
        assert [note.text for note in leading.notes()] == ["<b>Damp</b> & mould"]


def test_a_note_being_written_survives_the_next_scene(
    app: str, chromium: Browser, leading: Facilitator
) -> None:
    with phone(chromium, app, leading.workshop().code) as page:
        words = page.get_by_label("What do you know about this place?")
        words.fill("half a sent")
        leading.show(DOTS)
        expect(page.get_by_role("status")).to_have_text("On the screen now: What comes first?")
        expect(words).to_have_value("half a sent")
        expect(words).to_be_focused()


def test_a_guess_being_typed_survives_what_else_the_facilitator_does(
    app: str, chromium: Browser, leading: Facilitator
) -> None:
    leading.show(YEARS)
    with phone(chromium, app, leading.workshop().code) as page:
        guess = page.get_by_label("Guess")
        guess.fill("12")
        leading.lock()
        expect(page.get_by_text("has closed the room")).to_be_visible()
        leading.lock(False)
        expect(page.get_by_text("has closed the room")).to_be_hidden()
        expect(guess).to_have_value("12")
        leading.show(replace(YEARS, id="next", ask=replace(YEARS.ask, question="Guess again")))
        expect(page.get_by_label("Guess again")).to_have_value("")


def test_without_a_connection_dots_are_kept_and_sent_once_when_it_is_back(
    app: str, chromium: Browser, leading: Facilitator
) -> None:
    leading.show(DOTS)
    with phone(chromium, app, leading.workshop().code) as page:
        page.context.set_offline(True)
        add = page.get_by_role("button", name="Place a dot on Clean air")
        add.click()
        add.click()
        expect(page.get_by_role("status")).to_contain_text("Not yet sent: 2")
        assert dots(leading) == {}
        page.context.set_offline(False)
        expect(page.get_by_role("status")).to_have_text("1 of your 3 dots left")
        assert dots(leading) == {"b": 2}


def test_an_answer_that_is_lost_makes_no_second_dot(
    app: str, chromium: Browser, leading: Facilitator
) -> None:
    leading.show(DOTS)
    lost = []

    def lose(route: Route) -> None:
        route.fetch()
        if len(lost) < 2:
            lost.append(route.request.post_data)
            route.abort()
        else:
            route.fulfill(response=route.fetch())

    with phone(chromium, app, leading.workshop().code) as page:
        page.route("**/dot", lose)
        page.get_by_role("button", name="Place a dot on Clean air").click()
        expect(page.get_by_role("status")).to_have_text("2 of your 3 dots left")
        assert lost[0] == lost[1]
        assert dots(leading) == {"b": 1}


def test_what_is_not_yet_sent_survives_a_closed_tab(
    app: str, chromium: Browser, leading: Facilitator
) -> None:
    leading.show(DOTS)
    with phone(chromium, app, leading.workshop().code) as page:
        page.route("**/dot", lambda route: route.abort())
        page.get_by_role("button", name="Place a dot on Clean air").click()
        expect(page.get_by_role("status")).to_contain_text("Not yet sent: 1")
        again = page.context.new_page()
        again.goto(page.url)
        expect(again.locator("#scene")).to_contain_text("2 of your 3 dots left")
        assert dots(leading) == {"b": 1}


def test_voting_without_script(app: str, chromium: Browser, leading: Facilitator) -> None:
    leading.show(DOTS)
    with phone(chromium, app, leading.workshop().code, java_script_enabled=False) as page:
        status = page.get_by_role("status")
        expect(status).to_be_empty()
        page.get_by_role("button", name="Place a dot on Clean air").click()
        expect(page.locator("#scene")).to_contain_text("2 of your 3 dots left")
        expect(status).to_have_text("2 of your 3 dots left")
        page.get_by_role("button", name="Take a dot back from Clean air").click()
        expect(status).to_have_text("3 of your 3 dots left")
        page.get_by_role("button", name="Place a dot on Screening").click()
        leading.show(WHICH)
        page.wait_for_timeout(600)
        page.get_by_role("link", name="Look what is on the screen now").click()
        page.get_by_label("Guess").select_option(label="Clean air")
        page.get_by_role("button", name="Send my guess").click()
        expect(page.locator("#scene")).to_contain_text("Your guess: Clean air")
        expect(status).to_have_text("Your guess: Clean air")
        assert [guess.answer for guess in leading.guesses()] == ["b"]


def test_a_dot_placed_before_the_script_has_arrived_is_said_and_the_script_goes_on(
    app: str, chromium: Browser, leading: Facilitator
) -> None:
    leading.show(DOTS)
    with phone(chromium, app, leading.workshop().code) as page:
        page.route("**/room.js", lambda route: route.abort())
        page.reload()
        page.unroute("**/room.js")
        page.get_by_role("button", name="Place a dot on Clean air").click()
        expect(page.get_by_role("status")).to_have_text("2 of your 3 dots left")
        page.wait_for_load_state("domcontentloaded")
        page.get_by_role("button", name="Place a dot on Clean air").click()
        expect(page.get_by_role("status")).to_have_text("1 of your 3 dots left")
        assert dots(leading) == {"b": 2}


def test_under_a_base_path_phones_and_pages_are_both_found(
    chromium: Browser, leading: Facilitator
) -> None:
    leading.show(DOTS)
    with (
        running(base_path="inequalities") as app,
        phone(chromium, app, leading.workshop().code) as page,
    ):
        assert "/inequalities/join/" in page.url
        page.get_by_role("button", name="Place a dot on Clean air").click()
        expect(page.get_by_role("status")).to_have_text("2 of your 3 dots left")
        page.goto(f"{app}/methods")
        # The first page that this server builds: it arrives like any first page, see harness.
        page.get_by_role("heading", level=1).wait_for(timeout=MAP_MILLISECONDS)
        assert page.get_by_role("dialog").count() == 0
