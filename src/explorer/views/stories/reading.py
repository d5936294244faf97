"""Reads stories from YAML and writes them; a fault is told with its scene and line."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, fields
from functools import partial
from typing import Any, TypeVar
from urllib.parse import parse_qsl, urlsplit

import yaml
from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from explorer import registry, store
from explorer.errors import DataFileError, ExplorerError, Problem, SelectionError
from explorer.keeping import kept
from explorer.model import Selection
from explorer.views import of_selection
from explorer.views.stories import facts, guesses
from explorer.views.stories.model import AMBITIONS, USUAL_DOTS, Guess, Scene, Story

T = TypeVar("T")
FOLDER = "data/stories"
STORY_KEYS = ("title", "summary", "scenes", "vote", "dots")
SCENE_KEYS = ("view", *(field.name for field in fields(Scene) if field.name != "selection"))
WORDS = ("headline", "sentence", "question", "notes")
LONGEST = {"headline": 160, "sentence": 320, "question": 200, "notes": 2000}
LONGEST_FILE = 200_000
DEEPEST = 5
MOST_SCENES = 40
MOST_DOTS = 20
CORRECT = "Correct the line, or open one of the stories that come with the explorer to see one."


@dataclass(frozen=True)
class _Value:
    """A value with the line on which it begins."""

    plain: Any
    line: int


@kept
def shipped() -> dict[str, Story]:
    """Return the stories of `data/stories/` by id, in the order of their files.

    Raises
    ------
    DataFileError
        When any of them is broken; every fault of all of them at once.
    """
    found: dict[str, Story] = {}
    problems: list[Problem] = []
    for path in sorted((store.root() / FOLDER).glob("*.yaml")):
        try:
            found[path.stem] = story(path.stem)
        except ExplorerError as error:
            problems += error.problems
    if problems:
        raise DataFileError(problems)
    return found


def story(identifier: str) -> Story:
    """Return one story of `data/stories/` by its id.

    Raises
    ------
    DataFileError
        When there is none of that id, or it is broken.
    """
    name = f"{FOLDER}/{identifier}.yaml"
    return read(store.read_bytes(name).decode("utf-8", "replace"), name)


def check() -> list[Problem]:
    """Return every problem of the stories held; none means that all is well."""
    try:
        shipped()
    except ExplorerError as error:
        return list(error.problems)
    return []


def read(text: str, name: str = "story.yaml") -> Story:
    """Read a story.

    Parameters
    ----------
    text : str
        The file.
    name : str
        What it is called, for messages; its stem becomes the story's id.

    Raises
    ------
    DataFileError
        Names scene and line of every fault: an unknown key, a view that is not held, words in
        braces without a figure, a guess that the view cannot answer.
    """
    node = _composed(text, name)
    if not isinstance(node, MappingNode):
        raise DataFileError(Problem(name, "no story", ", ".join(STORY_KEYS), CORRECT))
    problems = list(_whole(node, name))
    if problems:
        raise DataFileError(problems)
    content = _mapping(node)
    scenes: list[Scene] = []
    for number, item in enumerate(content["scenes"].plain, 1):
        try:
            scenes.append(_scene(item, f"{name}, scene {number}"))
        except DataFileError as error:
            problems += error.problems
    options = content.get("vote", _Value(AMBITIONS, 1))
    vote = _collected(problems, name, options.line, partial(_vote, options.plain))
    given = content.get("dots", _Value(str(USUAL_DOTS), 1))
    dots = _collected(problems, name, given.line, partial(_dots, _text(given)))
    if problems or vote is None or dots is None:
        raise DataFileError(problems)
    stem = name.rsplit("/", 1)[-1].rsplit(".", 1)[0]
    title, summary = _text(content["title"]), _text(content.get("summary"))
    return Story(stem, title, summary, tuple(scenes), vote, dots)


def write(story: Story) -> str:
    """Write a story as a file that `read` reads and a person can edit."""
    content: dict[str, Any] = {
        "title": story.title,
        "summary": story.summary,
        "scenes": [
            {
                "view": scene.selection.to_query(),
                **{key: str(getattr(scene, key)) for key in SCENE_KEYS[1:] if getattr(scene, key)},
            }
            for scene in story.scenes
        ],
    }
    if story.vote:
        content["vote"] = list(story.vote)
    if story.dots != USUAL_DOTS:
        content["dots"] = story.dots
    return yaml.safe_dump(content, allow_unicode=True, sort_keys=False, width=100)


def _composed(text: str, name: str) -> Node | None:
    """Parse a file that anyone may have written: of bounded size, without references."""
    if len(text) > LONGEST_FILE:
        found = f"{len(text):,} characters"
        raise DataFileError(Problem(name, found, f"{LONGEST_FILE:,} at most", "Say less."))
    try:
        _check_plain(text, name)
        return yaml.compose(text, Loader=yaml.SafeLoader)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        where = f"{name}, line {mark.line + 1}" if mark else name
        said = str(getattr(error, "problem", None) or error)
        raise DataFileError(Problem(where, said, "a YAML file", CORRECT)) from error


def _check_plain(text: str, name: str) -> None:
    """Refuse references and lists within lists, with which a small file can take a long time."""
    depth = 0
    for event in yaml.parse(text, Loader=yaml.SafeLoader):
        depth += isinstance(event, yaml.CollectionStartEvent)
        depth -= isinstance(event, yaml.CollectionEndEvent)
        if isinstance(event, yaml.AliasEvent) or depth > DEEPEST:
            line = event.start_mark.line + 1 if event.start_mark else 1
            found = "a reference" if depth <= DEEPEST else "lists within lists"
            fix = "Write out what it should say."
            raise DataFileError(Problem(f"{name}, line {line}", found, "plain values", fix))


def _whole(node: MappingNode, name: str) -> Iterator[Problem]:
    """Find what is wrong with the file before its scenes are looked at."""
    yield from _unknown_keys(node, STORY_KEYS, name)
    content = _mapping(node)
    if "title" not in content or not _text(content["title"]).strip():
        yield Problem(name, "no title", "a title", "Give the story a title.")
    scenes = content.get("scenes")
    if scenes is None or not isinstance(scenes.plain, list) or not scenes.plain:
        yield Problem(name, "no scenes", "a list of scenes", "List at least one under 'scenes:'.")
    elif len(scenes.plain) > MOST_SCENES:
        found = f"{len(scenes.plain)} scenes"
        yield Problem(name, found, f"{MOST_SCENES} at most", "Split the story in two.")


def _scene(node: Node, where: str) -> Scene:
    start = f"{where}, line {node.start_mark.line + 1}"
    if not isinstance(node, MappingNode):
        raise DataFileError(Problem(start, "no keys", ", ".join(SCENE_KEYS), CORRECT))
    problems = list(_unknown_keys(node, SCENE_KEYS, where))
    content = _mapping(node)
    if "view" not in content:
        problems.append(Problem(start, "no view", "a view: what is mapped", CORRECT))
        raise DataFileError(problems)
    problems += _wordy(content, where)
    view = content["view"]
    selection = _collected(problems, where, view.line, partial(selection_of, view.plain))
    asked = content.get("guess", _Value("", view.line))
    guess = _collected(problems, where, asked.line, partial(_guess, _text(asked)))
    if selection is not None:
        for key in (key for key in WORDS if key in content):
            text = content[key]
            _collected(problems, where, text.line, partial(facts.fill, _text(text), selection))
        if guess:
            _collected(problems, where, asked.line, partial(guesses.answer, selection, guess))
    if problems or selection is None or guess is None:
        raise DataFileError(problems)
    return Scene(selection, **{key: _text(content.get(key)) for key in WORDS}, guess=guess)


def _collected(problems: list[Problem], where: str, line: int, make: Callable[[], T]) -> T | None:
    """Return what `make` gives, or note what was wrong with it at its line and return None."""
    try:
        return make()
    except ExplorerError as error:
        at = f"{where}, line {line}"
        problems += [
            Problem(f"{at}, {p.where}", p.found, p.expected, p.fix) for p in error.problems
        ]
        return None


def selection_of(given: Any) -> Selection:
    """Read a view: a mapping, or the address that Share gives on a page.

    Raises
    ------
    SelectionError, UnknownAreaError
        When it names no indicator, or asks for something that is not held.
    """
    query: Mapping[str, Any] = given if isinstance(given, dict) else _of_address(str(given))
    plain = {str(key): str(getattr(value, "plain", value)) for key, value in query.items()}
    selection = Selection.from_query(plain)
    if not selection.indicator:
        raise SelectionError(
            Problem("view", "no indicator", "indicator, and what else it needs", CORRECT)
        )
    return of_selection.map_view(selection).selection


def _of_address(text: str) -> dict[str, str]:
    parts = urlsplit(text.strip())
    return dict(parse_qsl(parts.query or parts.path.lstrip("?")))


def _guess(text: str) -> Guess:
    try:
        return Guess(text)
    except ValueError as error:
        known = ", ".join(guess for guess in Guess if guess)
        raise SelectionError(
            Problem("guess", f"'{text}'", known, "Choose one, or leave it out.")
        ) from error


def _vote(given: Any) -> tuple[str, ...]:
    """Read what dots are put on: 'ambitions', or a list of indicators."""
    if given == AMBITIONS:
        return ()
    listed = [str(node.value) for node in given] if isinstance(given, list) else [str(given)]
    if len(set(listed)) < 2:
        raise SelectionError(
            Problem(
                "vote",
                ", ".join(listed) or "nothing",
                f"'{AMBITIONS}', or a list of at least two indicators",
                "List more, or leave it out.",
            )
        )
    return tuple(registry.indicator(one).id for one in dict.fromkeys(listed))


def _dots(text: str) -> int:
    if text.isdigit() and 1 <= int(text) <= MOST_DOTS:
        return int(text)
    raise SelectionError(
        Problem("dots", f"'{text}'", f"a whole number from 1 to {MOST_DOTS}", "Correct it.")
    )


def _wordy(content: Mapping[str, _Value], where: str) -> Iterator[Problem]:
    for key, most in LONGEST.items():
        value = content.get(key)
        if value is None:
            continue
        at = f"{where}, line {value.line}"
        if isinstance(value.plain, (dict, list)):
            yield Problem(at, f"{key} that is a list", "a sentence", "Put it in quotation marks.")
        elif len(_text(value)) > most:
            found = f"{key} of {len(_text(value))} characters"
            yield Problem(at, found, f"{most} at most", "Say it shorter.")


def _unknown_keys(node: MappingNode, known: tuple[str, ...], where: str) -> Iterator[Problem]:
    seen: set[str] = set()
    for key, _ in node.value:
        line, name = key.start_mark.line + 1, str(key.value)
        if name not in known or name in seen:
            found = f"'{name}' twice" if name in seen else f"unknown key '{name}'"
            yield Problem(f"{where}, line {line}", found, ", ".join(known), "Correct the key.")
        seen.add(name)


def _mapping(node: MappingNode) -> dict[str, _Value]:
    return {str(key.value): _value(value) for key, value in node.value}


def _value(node: Node) -> _Value:
    line = node.start_mark.line + 1
    if isinstance(node, MappingNode):
        return _Value(_mapping(node), line)
    if isinstance(node, SequenceNode):
        return _Value(list(node.value), line)
    # As written: a period such as 2021 stays a word.
    return _Value(node.value if isinstance(node, ScalarNode) else "", line)


def _text(value: _Value | None) -> str:
    return " ".join(str(value.plain).split()) if value is not None else ""
