"""The insights page: what residents said, sought, tagged, brought in and deleted."""

from datetime import date
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest
from tests.pages.opening import headline, opened, words

from explorer.ui import guarding
from explorer.workshop import service
from explorer.workshop.insights import Insights
from explorer.workshop.model import Insight

PAGE = "insights"
WEST_END, DALGARNO = "E05013808", "E05009394"
FILE = "date,ward,theme,text\n2026-03-31,West End,Homes,"


@pytest.fixture
def kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Insights:
    monkeypatch.setenv("EXPLORER_STATE_DIR", str(tmp_path))
    insights = service.workshops().insights
    insights.add(
        (
            Insight("Lorries <b>all</b> night", WEST_END, "ambition-6", date(2026, 3, 1), "Café",
                    "westminster", ("noise",)),
            Insight("Damp flats", WEST_END, "ambition-4", date(2026, 4, 1), "Café", "westminster"),
            Insight("Good walks", DALGARNO, "ambition-6", date(2026, 5, 1), "Walk", "north"),
        )
    )  # fmt: skip
    return insights


@pytest.mark.usefixtures("kept")
def test_everything_kept_is_counted_and_listed_as_text() -> None:
    app = opened(PAGE)
    assert not app.exception
    assert headline(app) == "3 notes on 2 wards, most under ‘Air, walking and cycling’"
    said = words(app)
    assert "they are not the strategy&#x27;s words" in said
    assert said.index("Good walks") < said.index("Damp flats") < said.index("Lorries")
    assert "Lorries &lt;b&gt;all&lt;/b&gt; night" in said


@pytest.mark.usefixtures("kept")
@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ({"place": WEST_END}, "2 notes on 1 ward"),
        ({"neighbourhood": "north"}, "1 note on 1 ward"),
        ({"theme": "ambition-4"}, "1 note on 1 ward, all under ‘Homes’"),
        ({"tag": "noise"}, "1 note on 1 ward"),
        ({"words": "damp"}, "1 note on 1 ward, all under ‘Homes’"),
        ({"since": "2026-03-15", "until": "2026-04-15"}, "1 note on 1 ward, all under ‘Homes’"),
        ({"words": "nobody said this"}, "Nothing that is kept has all of this"),
    ],
)
def test_a_link_seeks(query: dict[str, str], expected: str) -> None:
    app = opened(PAGE, **query)
    assert headline(app).startswith(expected)
    assert {key: value for key, value in dict(app.query_params).items() if value} == query


@pytest.mark.usefixtures("kept")
def test_figures_of_the_same_place_stand_beside() -> None:
    assert "What the figures say of West End" in words(opened(PAGE, place=WEST_END))
    neighbourhood = words(opened(PAGE, neighbourhood="north"))
    assert "What the figures say of North with Queen&#x27;s Park and Paddington" in neighbourhood
    assert "A working definition" in neighbourhood


def test_a_note_is_tagged_and_deleted(kept: Insights) -> None:
    app = opened(PAGE)
    walks, damp, _ = kept.search()
    app.multiselect(key=f"insights:tags-{damp.id}").set_value(["Homes", "damp"]).run()
    assert kept.tags() == {"Homes": 1, "damp": 1, "noise": 1}
    app.multiselect(key=f"insights:tags-{walks.id}").set_value(["020 7946 0123"]).run()
    assert kept.search()[0].tags == ()
    app.button(key=f"insights:delete-{walks.id}").click().run()
    assert [insight.text for insight in kept.search()] == ["Damp flats", "Lorries <b>all</b> night"]
    assert "Good walks" not in words(app)


def test_where_a_key_is_set_only_those_who_know_it_change_anything(
    kept: Insights, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert guarding.OPEN_TO_ALL in words(opened(PAGE))
    monkeypatch.setenv(guarding.VARIABLE, "Brücke 7")
    app = opened(PAGE)
    assert guarding.OPEN_TO_ALL not in words(app)
    assert "Good walks" in words(app)
    first = kept.search()[0]
    tags, delete = f"insights:tags-{first.id}", f"insights:delete-{first.id}"
    assert app.multiselect(key=tags).disabled
    assert app.button(key=delete).disabled
    assert not app.file_uploader

    unlocked(app, "Brucke 7")
    assert "another key" in app.error[0].value
    assert app.button(key=delete).disabled
    unlocked(app, "Brücke 7")
    assert app.file_uploader
    app.button(key=delete).click().run()
    assert first not in kept.search()


@pytest.mark.usefixtures("kept")
def test_keys_cannot_be_tried_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(guarding.VARIABLE, "the key")
    monkeypatch.setattr("explorer.workshop.attempts.WRONG_CODES", 1)
    monkeypatch.setattr(type(guarding.st.context), "ip_address", "192.0.2.7")
    app = unlocked(opened(PAGE), "wrong")
    assert "Wait a minute" in unlocked(app, "the key").error[0].value
    assert not app.file_uploader


def unlocked(app: AppTest, key: str) -> AppTest:
    next(field for field in app.text_input if field.label.startswith("Key")).set_value(key)
    return next(button for button in app.button if button.label == "Unlock").click().run()


def test_a_tag_is_no_markup(kept: Insights) -> None:
    kept.tag(kept.search()[0].id, ["![x](https://elsewhere/x.png)"])
    for insight in kept.search()[1:]:
        kept.tag(insight.id, [])
    (tags,) = [group for group in opened(PAGE).button_group if group.label == "Tag"]
    assert [option.content for option in tags.proto.options] == [
        "All", "x(https://elsewhere/x.png) (1)"
    ]  # fmt: skip


def test_a_file_is_brought_in_only_when_it_is_sound(kept: Insights) -> None:
    app = opened(PAGE)
    bad = FILE + "Call Mrs Smith on 020 7946 0123\n"
    app.file_uploader[0].set_value(("notes.csv", bad.encode(), "text/csv")).run()
    assert "notes.csv, line 2, text" in app.error[0].value
    assert len(kept.search()) == 3
    good = FILE + "The lift is broken\n"
    app.file_uploader[0].set_value(("notes.csv", good.encode(), "text/csv")).run()
    assert not app.error
    next(button for button in app.button if button.label == "Store 1 note").click().run()
    assert not app.exception
    assert kept.search()[1].text == "Damp flats"
    assert "The lift is broken" in [insight.text for insight in kept.search()]


def test_without_a_place_to_write_it_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "a-file").write_text("in the way")
    monkeypatch.setenv("EXPLORER_STATE_DIR", str(tmp_path / "a-file" / "below"))
    app = opened(PAGE)
    assert not app.exception
    assert "cannot be shown on this installation" in app.error[0].value


def test_with_nothing_kept_the_page_stands(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("EXPLORER_STATE_DIR", str(tmp_path))
    app = opened(PAGE)
    assert not app.exception
    assert headline(app) == "Nothing that residents said is kept here yet"
