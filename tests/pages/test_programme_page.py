"""The page of programmes: the one that is held, and one that a reader gives."""

from __future__ import annotations

from streamlit.testing.v1 import AppTest
from tests.pages.opening import headline, opened, words

PAGE = "programme"
HEADINGS = "partner,eligible 2023-12,reached 2023-12,eligible 2024-07,reached 2024-07,control"
STRONG, CONTROL = "Strong,1000,100,1000,200,no", "Elsewhere,1000,100,1000,120,yes"


def give(*rows: str) -> AppTest:
    app = opened(PAGE)
    content = "\n".join((HEADINGS, *rows)).encode()
    app.file_uploader[0].set_value(("ours.csv", content, "text/csv")).run()
    return app


def test_opens_on_the_programme_that_is_held() -> None:
    app = opened(PAGE)
    assert not app.exception
    assert not app.error
    assert headline(app).endswith(
        "rose by 4.8, 6.0 and 2.4 percentage points; only the change of 6.0 can be told from chance"
    )
    said = words(app)
    assert "+10.2% (+" in said
    assert "No group without the programme is given" in said
    assert "Vibrant &amp; Healthy Communities" in said
    assert len(app.get("vega_lite_chart")) == 2 or len(app.get("arrow_vega_lite_chart")) == 2


def test_a_programme_of_one_s_own_is_worked_out_with_its_control() -> None:
    app = give(STRONG, CONTROL)
    assert not app.exception
    assert not app.error
    assert headline(app).startswith(
        "Your programme (user supplied): the share reached rose by 10.0 percentage points; each"
    )
    said = words(app)
    assert "beyond that without the programme, which was +2.0 (" in said
    assert "+8.0" in said
    assert "(user supplied)" in said
    assert "No group without the programme is given" not in said


def test_the_programme_that_is_held_can_be_chosen_again() -> None:
    app = give(STRONG)
    app.button_group[0].set_value("").run()
    assert not app.exception
    assert headline(app).startswith("Screen, Detect, Protect")


def test_every_fault_is_listed_and_the_held_programme_stays() -> None:
    app = give("Strong,1000,1100,1000,200,no", "Odd,0,0,10,x,no")
    assert not app.exception
    said = words(app)
    assert "1100 reached of 1000 eligible" in said
    assert "&#x27;x&#x27;" in said
    assert headline(app).startswith("Screen, Detect, Protect")


def test_another_visit_sees_the_programme_that_is_held_alone() -> None:
    give(STRONG)
    assert "Your programme" not in words(opened(PAGE))
