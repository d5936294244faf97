"""Stories as files: read, written, and when broken told by scene and line."""

import pytest

from explorer.errors import DataFileError
from explorer.model import Selection
from explorer.views.stories import reading
from explorer.views.stories.model import Guess

GAP = "indicator: life-expectancy, sex: male, compare: E05000648.E05000637"
SMALLEST = f"title: One\nscenes:\n  - view: {{{GAP}}}\n"


def faults(text: str) -> list[str]:
    with pytest.raises(DataFileError) as caught:
        reading.read(text, "mine.yaml")
    return [str(problem) for problem in caught.value.problems]


def test_three_stories_come_with_the_explorer() -> None:
    held = reading.shipped()
    assert [held[key].title for key in held] == ["The gap", "Who is reached", "Who lives here"]
    assert [len(story.scenes) for story in held.values()] == [5, 4, 4]
    assert all(scene.notes and scene.question for s in held.values() for scene in s.scenes)
    assert reading.check() == []


@pytest.mark.parametrize("name", ["the-gap", "who-is-reached", "who-lives-here"])
def test_written_and_read_again_is_the_same(name: str) -> None:
    story = reading.shipped()[name]
    assert reading.read(reading.write(story), f"{name}.yaml") == story


def test_smallest_story_fills_its_selection() -> None:
    (scene,) = reading.read(SMALLEST, "mine.yaml").scenes
    assert scene.selection.area_set == "wards-2002"
    assert scene.selection.period == "2010-14"
    assert scene.guess is Guess.NONE


def test_view_may_be_the_address_that_share_gives() -> None:
    address = "https://explorer.example/global-majority?indicator=global-majority&areas=lsoa-2021"
    (scene,) = reading.read(f"title: One\nscenes:\n  - view: {address}\n").scenes
    assert scene.selection == Selection("global-majority", "lsoa-2021", "2021")


def test_every_fault_is_told_with_scene_and_line() -> None:
    text = (
        "title: Broken\n"
        "scenes:\n"
        "  - view: {indicator: life-expectancy, period: 1850-54}\n"
        f"  - view: {{{GAP}}}\n"
        "    sentence: So many {yeers}.\n"
        "    guess: biggest\n"
        "  - view: {indicator: breast-coverage, areas: practices-2024}\n"
        "    guess: highest\n"
        "    colour: red\n"
    )
    found = faults(text)
    assert len(found) == 5
    assert found[0].startswith("mine.yaml, scene 1, line 3,")
    assert "1850-54" in found[0]
    assert found[1].startswith("mine.yaml, scene 2, line 6, guess: found 'biggest'")
    assert found[2].startswith("mine.yaml, scene 2, line 5, words in braces: found {yeers}")
    assert found[3].startswith("mine.yaml, scene 3, line 9: found unknown key 'colour'")
    assert found[4].startswith("mine.yaml, scene 3, line 8, guess: found the highest")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "mine.yaml: found no story"),
        ("- a list", "mine.yaml: found no story"),
        ("title: Empty\nscenes: []\n", "mine.yaml: found no scenes"),
        (f"scenes:\n  - view: {{{GAP}}}\n", "mine.yaml: found no title"),
        (SMALLEST + "title: Two\n", "mine.yaml, line 4: found 'title' twice"),
        ("title: One\nscenes:\n  - sentence: Hello.\n", "scene 1, line 3: found no view"),
        ("title: One\nscenes:\n  - view: {areas: wards-2022}\n", "view: found no indicator"),
        ("title: One\nscenes:\n  - just words\n", "mine.yaml, scene 1, line 3: found no keys"),
        ("title: One\nscenes: [\n", "mine.yaml, line 3: found"),
        (SMALLEST + f"    headline: {'x' * 161}\n", "line 4: found headline of 161 characters"),
        (SMALLEST + "    notes: [a, b]\n", "line 4: found notes that is a list"),
        ("x" * 200_001, "found 200,001 characters"),
        ("title: &a One\nsummary: *a\n", "mine.yaml, line 2: found a reference"),
        ("[" * 50_000, "mine.yaml, line 1: found lists within lists"),
    ],
)
def test_broken_files_are_told_from_one_another(text: str, said: str) -> None:
    assert any(said in fault for fault in faults(text)), faults(text)


def test_dots_go_on_the_ambitions_unless_indicators_are_listed() -> None:
    assert reading.read(SMALLEST).vote == ()
    story = reading.read(SMALLEST + "vote: [pm25, life-expectancy]\ndots: 3\n")
    assert (story.vote, story.dots) == (("pm25", "life-expectancy"), 3)
    assert reading.read(reading.write(story)) == story


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("vote: [pm25]", "line 4, vote: found pm25"),
        ("vote: [pm25, pm26]", "line 4, indicator: found 'pm26'"),
        ("dots: 0", "line 4, dots: found '0'"),
        ("dots: many", "line 4, dots: found 'many'"),
    ],
)
def test_vote_that_cannot_be_is_told(line: str, said: str) -> None:
    assert any(said in fault for fault in faults(SMALLEST + line + "\n"))


def test_gap_needs_two_areas() -> None:
    text = "title: One\nscenes:\n  - view: {indicator: life-expectancy}\n    guess: gap\n"
    assert "two areas under 'compare'" in faults(text)[0]
