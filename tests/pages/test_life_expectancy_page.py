"""The life-expectancy page follows its controls, and says what each release allows it to say."""

from pathlib import Path

import pytest
from tests.pages.opening import opened, words
from tests.unit import homes

from explorer import registry, store
from explorer.errors import DataFileError, Problem
from explorer.views import life_expectancy

PAGE = "life-expectancy"


def test_first_view_is_the_pair_that_the_strategy_names() -> None:
    shown = words(opened(PAGE))
    assert (
        "In 2010–14 a boy born in Westbourne could expect 14 fewer years of life than one born in "
        "Knightsbridge and Belgravia"
    ) in shown
    assert "The gap is 14.0 years (95% interval 10.2 to 17.8)." in shown


def test_every_release_for_the_named_places_is_set_beside_what_is_stated() -> None:
    shown = words(opened(PAGE))
    for years in ("14.2", "16.7", "10.4", "7.8", "17.7", "6.6", "18.0", "17.0"):
        assert f">{years}</td>" in shown
    assert "June 2017" in shown
    assert "They are not a trend" in shown


def test_the_next_click_shows_figures_that_have_been_replaced_meanwhile(tmp_path: Path) -> None:
    with homes.at(homes.copy(tmp_path)) as home:
        app = opened(PAGE)
        assert "The gap is 14.0 years" in words(app)
        table = home / "data/tables/life-expectancy-wards.csv"
        table.write_text(table.read_text("utf-8").replace("89.3,85.8,", "91.3,85.8,"), "utf-8")
        store.seal()
        assert "The gap is 14.0 years" in words(app)
        app.run()
    assert not app.error
    assert "The gap is 16.0 years" in words(app)


@pytest.mark.parametrize(
    ("field", "value", "expected"),
    [
        ("sex", "female", "a girl born in"),
        ("period", "1999-03", "In 1999–03 a boy"),
        ("areas", "msoa-2021", "Neighbourhoods"),
        ("one", "E05000382", "Abingdon"),
    ],
)
def test_controls_change_what_is_said(field: str, value: str, expected: str) -> None:
    app = opened(PAGE)
    app.session_state[f"{PAGE}:{field}"] = value
    app.run()
    assert not app.exception
    assert expected in words(app)


def test_release_without_intervals_gives_no_verdict_on_chance() -> None:
    shown = words(opened(PAGE, areas="msoa-2021", period="2019-23", sex="male"))
    assert "nothing can be said here about how much of the gap is chance" in shown
    assert "can be told from chance" not in shown


def test_gap_that_chance_can_explain_is_not_announced() -> None:
    shown = words(
        opened(
            PAGE, areas="wards-2002", period="2010-14", sex="male", compare="E05000636.E05000638"
        )
    )
    assert "cannot be told from that of one born in" in shown
    assert "The gap cannot be told from chance." in shown


def test_same_area_cannot_be_chosen_twice() -> None:
    app = opened(PAGE)
    app.session_state[f"{PAGE}:one"] = "E05000637"
    app.run()
    assert app.session_state[f"{PAGE}:other"] != "E05000637"
    assert not app.exception


def test_damaged_file_is_a_message_with_the_remedy(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(_: str) -> None:
        raise DataFileError(
            Problem("data/tables/x.csv", "no such file", "a file", "Restore the file.")
        )

    monkeypatch.setattr(registry, "table", broken)
    registry.rows.cache_clear()
    registry.figures.cache_clear()
    life_expectancy.map_view.cache_clear()
    app = opened(PAGE, sex="female", period="2001-05")
    assert "data/tables/x.csv" in app.error[0].value
    assert "Restore the file." in app.error[0].value
    registry.rows.cache_clear()
    registry.figures.cache_clear()
