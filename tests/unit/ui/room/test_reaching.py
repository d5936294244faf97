"""The address on the screen is one that phones can open."""

import pytest

from explorer.ui.room import reaching
from explorer.ui.room.reaching import reachable


@pytest.fixture(autouse=True)
def network(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reaching, "_own_number", lambda: "192.168.1.20")


@pytest.mark.parametrize(
    ("given", "shown"),
    [
        ("http://localhost:8501/join", "http://192.168.1.20:8501/join"),
        ("http://127.0.0.1/base/join?code=BCDFGH", "http://192.168.1.20/base/join?code=BCDFGH"),
        ("https://explorer.example.org/join", "https://explorer.example.org/join"),
        ("join", "join"),
    ],
)
def test_a_laptops_own_name_gives_way_to_its_number(given: str, shown: str) -> None:
    assert reachable(given) == shown


def test_a_server_that_listens_to_itself_alone_is_not_offered(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(reaching.st, "get_option", lambda _name: "127.0.0.1")
    assert reachable("http://localhost:8501/join") == "http://localhost:8501/join"


def test_without_a_network_the_address_stays(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reaching, "_own_number", lambda: "")
    assert reachable("http://localhost:8501/join") == "http://localhost:8501/join"
