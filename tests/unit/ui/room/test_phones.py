"""The phones' pages over HTTP: with and without script, for friends and for others."""

import re
import time
from collections.abc import Iterator
from pathlib import Path
from threading import Thread
from urllib.parse import urlencode

import httpx
import pytest
import uvicorn
from starlette.applications import Starlette

from explorer.cli.serving import free_port
from explorer.ui.room import answers
from explorer.ui.room.qr import qr_code
from explorer.ui.room.routes import Pages
from explorer.workshop import service
from explorer.workshop.facilitator import Facilitator
from explorer.workshop.model import Ask, Asks, Option, Scene
from explorer.workshop.service import Workshops

NASTY = "<script>alert('x')</script>"
OPTIONS = (Option("a", f"Housing {NASTY}"), Option("b", "Clean air"))
YEARS = Scene(
    "gap", f"The gap {NASTY}", ask=Ask(Asks.NUMBER, "How wide?", unit="years", truth="14.5")
)
DOTS = Scene("dots", "First things", ask=Ask(Asks.DOTS, "First?", options=OPTIONS, dots=2))
JSON = {"Accept": "application/json"}
FORM = {**JSON, "Content-Type": "application/x-www-form-urlencoded"}


@pytest.fixture
def every(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Workshops:
    monkeypatch.setenv("EXPLORER_STATE_DIR", str(tmp_path))
    return service.workshops()


@pytest.fixture
def leading(every: Workshops) -> Facilitator:
    one = every.open(f"Here {NASTY}", places=OPTIONS, themes=OPTIONS)
    return every.facilitator(one.code, one.secret)


@pytest.fixture
def address() -> Iterator[str]:
    """Serve the phones' pages, and nothing else, from a thread."""
    port = free_port()
    app = Starlette(routes=Pages("/base").routes())
    server = uvicorn.Server(uvicorn.Config(app, port=port, log_level="error"))
    thread = Thread(target=server.run)
    thread.start()
    while not server.started:
        time.sleep(0.01)
    yield f"http://127.0.0.1:{port}"
    server.should_exit = True
    thread.join()


@pytest.fixture
def phone(address: str) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=address, follow_redirects=True) as client:
        yield client


def hidden(html: str, form: str) -> dict[str, str]:
    """Return what the first form to an address sends unseen."""
    inside = html.partition(f'/{form}"')[2].partition("</form>")[0]
    return dict(re.findall(r'type="hidden" name="(\w+)" value="(\w*)"', inside))


def status(html: str) -> str:
    """Return what the page says of the act that led to it."""
    return html.partition('role="status">')[2].partition("</div>")[0]


@pytest.fixture
def here(leading: Facilitator) -> str:
    return f"/base/join/{leading.workshop().code}"


def test_a_code_typed_in_leads_to_its_room(phone: httpx.Client, here: str) -> None:
    code = here.rpartition("/")[2]
    typed = f" {code[:3].lower()}-{code[3:]} "
    answer = phone.get("/base/join", params={"code": typed}, follow_redirects=False)
    assert (answer.status_code, answer.headers["location"]) == (303, here)
    assert "Join a workshop" in phone.get("/base/join").text


def test_every_answer_is_closed_to_other_sites(phone: httpx.Client, here: str) -> None:
    for path in ("/base/join", here, f"{here}/state", "/base/join/room.js", "/base/join/BCDFGH"):
        headers = phone.get(path).headers
        assert "default-src 'none'" in headers["content-security-policy"]
        assert "unsafe" not in headers["content-security-policy"]
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["referrer-policy"] == "no-referrer"
    page = phone.get(here).text
    assert not re.search(r"<script>|<style|\son\w+=|style=", page)
    assert set(re.findall(r'(?:src|href|action)="([^"#]*)', page)) <= {
        *(f"/base/join/{name}" for name in ("room.css", "room.js")),
        *(f"{here}/{name}" for name in ("note", "here")),
        *(here, "data:,"),
    }


def test_the_only_cookie_is_a_random_token_for_these_pages(phone: httpx.Client, here: str) -> None:
    cookie = phone.get(here).headers["set-cookie"]
    assert cookie.startswith("explorer-participant=")
    assert {"HttpOnly", "Path=/base/join", "SameSite=lax"} <= set(cookie.split("; "))
    assert "set-cookie" not in phone.get(here).headers
    other = httpx.get(phone.base_url.join(here)).headers["set-cookie"]
    assert other.partition(";")[0] != cookie.partition(";")[0]


def test_markup_is_shown_as_text(phone: httpx.Client, leading: Facilitator, here: str) -> None:
    leading.show(YEARS)
    sent = {"token": "token-01", "place": "a", "theme": "b", "text": NASTY}
    phone.get(here)
    phone.post(f"{here}/note", data=sent)
    page = phone.get(here).text
    assert NASTY not in page
    assert page.count("&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt;") >= 4


def test_a_guess_without_script_and_its_answer_after_the_reveal(
    phone: httpx.Client, leading: Facilitator, here: str
) -> None:
    leading.show(YEARS)
    page = phone.get(here).text
    form = hidden(page, "guess")
    for _ in range(2):
        answer = phone.post(f"{here}/guess", data={**form, "answer": "12,5"})
        assert answer.status_code == 200
    assert "Your guess: <strong>12.5 years</strong>" in answer.text
    assert status(answer.text) == "Your guess: 12.5 years"
    leading.reveal()
    assert [guess.answer for guess in leading.guesses()] == ["12.5"]


def test_the_truth_reaches_no_phone_before_the_reveal(
    phone: httpx.Client, leading: Facilitator, here: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("explorer.ui.room.door.FRESH_SECONDS", 0)
    leading.show(YEARS)
    for path in (here, f"{here}/state", f"{here}/scene"):
        assert "14.5" not in phone.get(path).text
    leading.reveal()
    told = phone.get(here).text
    assert "How wide?" in told
    assert "The answer: <strong>14.5 years</strong>" in told


def test_dots_without_script(phone: httpx.Client, leading: Facilitator, here: str) -> None:
    leading.show(DOTS)
    first = hidden(phone.get(here).text, "dot")
    for _ in range(2):
        page = phone.post(f"{here}/dot", data=first).text
    assert "<strong>1</strong> of your 2 dots left" in page
    assert status(page) == "1 of your 2 dots left"
    page = phone.post(f"{here}/dot", data=hidden(page, "dot")).text
    assert "<strong>0</strong> of your 2 dots left" in page
    page = phone.post(f"{here}/take-back", data=hidden(page, "take-back")).text
    assert "<strong>1</strong> of your 2 dots left" in page
    tally = leading.tally()
    assert tally is not None
    assert tally.dots == 1


def test_a_note_without_script_is_acknowledged_by_the_page_that_follows(
    phone: httpx.Client, here: str
) -> None:
    assert status(phone.get(here).text) == ""
    note = {"token": "token-01", "place": "b", "theme": "b", "text": "Good walking group"}
    assert status(phone.post(f"{here}/note", data=note).text) == "Your note is placed."
    assert status(phone.get(here, params={"done": "anything else"}).text) == ""


def test_script_is_told_what_was_stored_and_what_to_show(
    phone: httpx.Client, leading: Facilitator, here: str
) -> None:
    number = leading.show(DOTS).number
    phone.get(here)
    dot = {"token": "token-01", "scene": str(number), "option": "b"}
    told = phone.post(f"{here}/dot", data=dot, headers=JSON).json()
    assert told["stored"] is True
    assert list(told["parts"]) == ["scene"]
    assert "1 of your dots" in told["parts"]["scene"]
    assert told["says"] == "1 of your 2 dots left"
    note = {"token": "token-02", "place": "b", "theme": "b", "text": "ring 07700 900123"}
    refused = phone.post(f"{here}/note", data=note, headers=JSON)
    assert refused.status_code == 409
    assert refused.json()["says"].startswith("This looks like a telephone number.")
    assert leading.notes() == ()


def test_state_is_a_number_that_grows_and_nothing_when_it_has_not(
    phone: httpx.Client, leading: Facilitator, here: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("explorer.ui.room.door.FRESH_SECONDS", 0)
    before = phone.get(f"{here}/state")
    again = phone.get(f"{here}/state", headers={"If-None-Match": before.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")
    leading.show(DOTS)
    after = phone.get(f"{here}/state", headers={"If-None-Match": before.headers["etag"]})
    assert after.json()["version"] > before.json()["version"]


def test_looking_often_asks_the_database_seldom(
    phone: httpx.Client, here: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("explorer.ui.room.door.FRESH_SECONDS", 60)
    phone.get(f"{here}/state")
    monkeypatch.setattr("explorer.workshop.room.Room.workshop", lambda _room: pytest.fail("asked"))
    assert {phone.get(f"{here}/state").status_code for _ in range(20)} == {200}


def test_who_tries_codes_out_has_to_wait_and_who_is_in_does_not(
    phone: httpx.Client, here: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    phone.get(here)
    assert phone.get(here).status_code == 200
    stranger = httpx.Client(base_url=phone.base_url)
    wrong = [stranger.get(f"/base/join/BCDF{n}").status_code for n in range(22, 83)]
    assert wrong == [404] * 60 + [429]
    # From now on the database is left in peace.
    monkeypatch.setattr("explorer.workshop.attempts.Attempts.wait", lambda *_: pytest.fail("asked"))
    assert stranger.get(here).status_code == 429
    assert phone.get(here).status_code == 200


def test_phones_left_in_a_deleted_room_shut_nobody_out(
    phone: httpx.Client, every: Workshops, leading: Facilitator, here: str
) -> None:
    for _ in range(2):
        phone.get(here)
    leading.delete()
    time.sleep(0.6)
    assert {phone.get(f"{here}/state").status_code for _ in range(70)} == {404}
    code = every.open("The next one").code
    assert httpx.get(phone.base_url.join(f"/base/join/{code}")).status_code == 200


def test_nothing_is_taken_from_a_phone_without_its_token(
    phone: httpx.Client, leading: Facilitator, here: str
) -> None:
    number = leading.show(DOTS).number
    dot = {"token": "token-01", "scene": str(number), "option": "b"}
    answer = phone.post(f"{here}/dot", data=dot)
    assert answer.status_code == 409
    assert "loaded again" in answer.text
    assert f'href="{here}"' in answer.text


@pytest.mark.parametrize(
    ("body", "status"),
    [
        (urlencode({"token": "token-01", "scene": "one", "option": "b"}), 400),
        (urlencode({"token": "token-01"}), 400),
        ("&".join(f"a{n}=1" for n in range(50)), 400),
        ("text=" + "x" * answers.LARGEST_BODY, 413),
        (b"\xff\xfe", 400),
    ],
)
def test_what_no_page_of_ours_sends_is_refused(
    phone: httpx.Client, leading: Facilitator, here: str, body: str | bytes, status: int
) -> None:
    leading.show(DOTS)
    phone.get(here)
    assert phone.post(f"{here}/dot", content=body, headers=FORM).status_code == status
    assert phone.get(f"{here}/dot").status_code == 405


def test_a_browser_is_given_the_secret_that_it_knows_and_no_other(
    phone: httpx.Client, every: Workshops
) -> None:
    one = every.open("Led")
    answer = phone.post(f"/base/join/{one.code}/lead", data={"key": one.secret})
    assert answer.status_code == 204
    cookie = answer.headers["set-cookie"].split("; ")
    assert cookie[0] == f"explorer-leads-{one.code}={one.secret}"
    assert {"HttpOnly", "Path=/base", "SameSite=strict"} <= set(cookie)
    wrong = phone.post(f"/base/join/{one.code}/lead", data={"key": "x" * 32})
    assert wrong.status_code == 404
    assert "set-cookie" not in wrong.headers


def test_an_unreachable_database_is_said_and_tried_again(
    phone: httpx.Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("EXPLORER_DATABASE_URL", "postgresql://explorer@127.0.0.1:1/none")
    monkeypatch.setattr("explorer.workshop.database.PATIENCE", 0.1)
    answer = phone.get("/base/join/BCDFGH/state", headers=JSON)
    assert (answer.status_code, answer.headers["retry-after"]) == (503, "2")
    assert answer.json()["says"] == "What was sent last is not stored. Try again in a moment."


def test_a_locked_and_an_ended_room_say_so(
    phone: httpx.Client, leading: Facilitator, here: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("explorer.ui.room.door.FRESH_SECONDS", 0)
    leading.show(DOTS)
    leading.lock()
    page = phone.get(here).text
    assert "has closed the room for the moment" in page
    assert page.count("disabled") == 4
    leading.end()
    assert "Thank you for taking part." in phone.get(here).text
    leading.delete()
    assert phone.get(here).status_code == 404


def test_a_qr_code_is_an_image_with_a_name() -> None:
    drawn = qr_code("http://localhost:8501/join/BCDFGH")
    assert drawn.startswith("<svg")
    assert "<title>QR code for http://localhost:8501/join/BCDFGH</title>" in drawn
    assert "viewBox" in drawn
