"""Scenes as they are drawn and said: every number that a story quotes is the data's."""

import re

import pytest

from explorer import registry
from explorer.model import Selection
from explorer.views import gaps, of_selection, selections
from explorer.views.stories import facts, guesses, reading, scenes
from explorer.views.stories.model import Guess, Scene, Story

NUMBER = re.compile(r"\d[\d,.]*\d|\d")
NOT_FIGURES = {"95", "25", "49", "65"}  # of "95% interval", and ages
MEN = Selection(
    "life-expectancy", "wards-2002", "2010-14", (("sex", "male"),), ("E05000648", "E05000637")
)
AIR = Selection("pm25", "wards-2022", "2019")
STORIES = list(reading.shipped().values())
EVERY = [pytest.param(scene, id=f"{s.id}-{n}") for s in STORIES for n, scene in enumerate(s.scenes)]


def values(selection: Selection):
    return selections.figures(selection).areas.set_index("area_name")["value"].dropna()


@pytest.mark.parametrize("scene", EVERY)
def test_no_number_is_typed_by_hand(scene: Scene) -> None:
    for text in (scene.headline, scene.sentence, scene.question, scene.notes):
        typed = NUMBER.findall(facts.FIELD.sub("", text))
        assert set(typed) <= NOT_FIGURES, text


@pytest.mark.parametrize("scene", EVERY)
def test_figures_in_braces_are_those_of_the_selection(scene: Scene) -> None:
    indicator = registry.indicator(scene.selection.indicator)
    held = selections.figures(scene.selection)
    known = {
        indicator.with_unit(value)
        for frame in (held.areas, held.comparators)
        for value in frame["value"].dropna()
    }
    for name, said in facts.of(scene.selection).items():
        if name.endswith("figure") or name == name.title():
            assert said in known or said in set(held.areas["area_name"]), name


def test_gap_is_the_difference_of_the_two_wards() -> None:
    held = values(MEN)
    said = facts.of(MEN)
    assert said["gap"] == "14.0 years"
    difference = held["Knightsbridge and Belgravia"] - held["Westbourne"]
    assert round(difference, 1) == 14.0
    assert said["gap interval"] == "10.2 to 17.8 years"
    assert said["lower figure"] == f"{held['Westbourne']} years"


def story(name: str) -> Story:
    return reading.shipped()[name]


def test_what_the_gap_says_without_numbers_is_true() -> None:
    men, women, england, later, deprived = story("the-gap").scenes
    for name in ("Westbourne", "Knightsbridge and Belgravia"):
        assert values(women.selection)[name] > values(men.selection)[name]
    gap = [gaps.between(s.selection, *s.selection.highlighted) for s in (men, women)]
    assert all(found is not None and found.beyond_chance for found in gap)
    assert gap[1].lower < gap[0].lower < gap[1].upper < gap[0].upper
    held = selections.figures(england.selection)
    against = selections.row_of(held, "E92000001")["value"]
    assert (held.areas["value"] >= against).mean() > 0.8
    assert not gaps.between(later.selection, *later.selection.highlighted).has_interval
    assert "36 wards" in facts.fill(deprived.sentence, deprived.selection)


def test_what_who_lives_here_says_without_numbers_is_true() -> None:
    wards, small, english, _ = story("who-lives-here").scenes
    spread = [values(s.selection).max() - values(s.selection).min() for s in (wards, small)]
    assert spread[1] > spread[0]
    assert values(wards.selection).corr(values(english.selection), method="spearman") < 0.1


def test_what_who_is_reached_says_without_numbers_is_true() -> None:
    breast, cervical, air, pharmacies = story("who-is-reached").scenes
    spreads = [values(s.selection).max() - values(s.selection).min() for s in (breast, cervical)]
    assert spreads[1] >= 0.95 * spreads[0]
    deprived = values(Selection("imd-2025", "wards-2022", "2025")).sort_values()
    assert values(air.selection).idxmin() in deprived.index[-5:]
    assert values(air.selection).corr(deprived, method="spearman") < 0
    assert (values(pharmacies.selection) > 0).mean() > 0.95


def test_answers_are_the_figures() -> None:
    gap = guesses.answer(MEN, Guess.GAP)
    assert (gap.value, gap.unit) == (14.0, "years")
    assert gap.prompt == (
        "Life expectancy at birth, men, 2010–14: how many years apart are "
        "Knightsbridge and Belgravia and Westbourne?"
    )
    assert gap.words == (
        "The gap is 14.0 years (95% interval 10.2 to 17.8). The gap can be told from chance."
    )
    lowest = guesses.answer(MEN, Guess.LOWEST)
    assert lowest.codes == ("E05000398",)
    assert lowest.words.startswith("St Charles: 75.1 years. The intervals of 5 others overlap")
    assert len(lowest.choices) == 38
    assert lowest.choices[0] == ("E05000630", "Abbey Road")
    highest = guesses.answer(AIR, Guess.HIGHEST)
    assert highest.words == "West End: 14.0 µg/m³. These figures come without intervals."


def test_guesses_are_counted_against_the_answer() -> None:
    gap = guesses.answer(MEN, Guess.GAP)
    assert guesses.tally(gap, ["5", "8", "20", "nonsense"]) == (
        "3 guessed, from 5 to 20; the middle guess is 8.",
        "2 guessed less than the figures give, 1 more.",
    )
    highest = guesses.answer(AIR, Guess.HIGHEST)
    assert guesses.tally(highest, ["E05013808", "E05009394", "E05009394", "gone"]) == (
        "1 of 3 guessed right.",
        "Guessed most: Dalgarno (2) and West End (1).",
    )
    assert guesses.tally(gap, []) == guesses.tally(highest, []) == ("Nobody guessed.",)


def test_before_the_answer_no_figure_is_on_the_map() -> None:
    scene = story("the-gap").scenes[0]
    hidden, shown = scenes.hidden(scene), scenes.shown(scene)
    assert hidden.frame["text"].iloc[0] == "Abingdon: shown after the guess"
    assert hidden.frame["colour"].nunique() == 1
    said = " ".join((hidden.headline, hidden.subtitle, hidden.text_alternative))
    assert "14" not in said.replace("2010–14", "")
    assert hidden.legend[0].label == "Shown after the guess"
    assert hidden.highlighted == shown.highlighted
    assert shown.headline == of_selection.map_view(scene.selection).headline


def test_a_headline_of_its_own_is_filled_in() -> None:
    scene = Scene(MEN, headline="{gap} apart")
    assert scenes.shown(scene).headline == "14.0 years apart"
