"""Edits a story scene by scene, saves it as a file and opens such a file again."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from urllib.parse import urlencode
from zlib import crc32

import streamlit as st

from explorer import registry
from explorer.errors import ExplorerError
from explorer.ui.messages import explain
from explorer.views.stories import reading
from explorer.views.stories.model import Guess, Scene, Story

OWN = "own"
FILE = f"{OWN}.yaml"
_HELD = "workshop:own"
_FAULT = "workshop:fault"
_FILE = "workshop:file"
GUESSES = {
    Guess.NONE: "Nothing",
    Guess.GAP: "The gap between the two areas compared",
    Guess.HIGHEST: "Which area is highest",
    Guess.LOWEST: "Which area is lowest",
}
LONGER = {
    "sentence": "Said beside the map",
    "question": "Question for the room",
    "notes": "Notes for the presenter",
}
BRACES = (
    "Words in braces stand for figures of the view: {lowest}, {lowest figure}, {highest}, "
    "{highest figure}, {gap}, {gap interval}, {period}, or the name of any area."
)


def own() -> dict[str, Story]:
    """Return the reader's own story by its id, if they have one."""
    held: Story | None = st.session_state.get(_HELD)
    return {OWN: held} if held else {}


def show(story: Story, number: int) -> None:
    """Offer to edit a scene of a story, to add and remove some, and to save and open the file."""
    with st.expander("Edit this story, save it, or open one of your own"):
        if fault := st.session_state.pop(_FAULT, None):
            explain(fault, "The story stays as it was.")
        _scene(story, number)
        _around(story, number)
        _vote(story, number)
        _files(story)


def _scene(story: Story, number: int) -> None:
    scene = story.scenes[number]
    # Another scene in the same place is another form.
    key = f"{story.id}-{number}-{crc32(repr(scene).encode())}"
    with st.form(f"workshop:edit-{key}", border=False):
        st.text_input(
            "View: the address that Share gives on any page of a map",
            f"?{urlencode(scene.selection.to_query())}",
            key=f"{key}-view",
        )
        st.text_input(
            "Headline",
            scene.headline,
            placeholder="The view's own finding",
            max_chars=reading.LONGEST["headline"],
            key=f"{key}-headline",
        )
        for field, label in LONGER.items():
            st.text_area(
                label,
                getattr(scene, field),
                max_chars=reading.LONGEST[field],
                help=BRACES,
                key=f"{key}-{field}",
                height=75,
            )
        st.selectbox(
            "The room guesses first",
            list(GUESSES),
            list(GUESSES).index(scene.guess),
            format_func=GUESSES.__getitem__,
            key=f"{key}-guess",
        )
        st.form_submit_button(
            "Change the scene", type="primary", on_click=_change, args=(story, number, key)
        )


def _change(story: Story, number: int, key: str) -> None:
    """Put what the form holds in the place of a scene."""
    typed = {field: st.session_state[f"{key}-{field}"] for field in ("headline", *LONGER)}

    def changed() -> Story:
        selection = reading.selection_of(st.session_state[f"{key}-view"])
        new = Scene(selection, **typed, guess=st.session_state[f"{key}-guess"])
        return _with(story, (*story.scenes[:number], new, *story.scenes[number + 1 :]))

    _take(changed, number)


def _around(story: Story, number: int) -> None:
    """Move a scene, take it out, or put another after it."""
    before, this, after = (
        story.scenes[:number], story.scenes[number], story.scenes[number + 1 :]
    )  # fmt: skip
    last = len(story.scenes) - 1
    fresh = replace(this, headline="", sentence="", question="", notes="", guess=Guess.NONE)
    acts = (
        ("Move earlier", number > 0, (*before[:-1], this, *before[-1:], *after), number - 1),
        ("Move later", number < last, (*before, *after[:1], this, *after[1:]), number + 1),
        ("Add one after it", True, (*before, this, fresh, *after), number + 1),
        ("Take it out", last > 0, (*before, *after), max(number - 1, 0)),
    )
    with st.container(horizontal=True, key="workshop-edit-acts"):
        for label, allowed, scenes, place in acts:
            make = partial(_with, story, scenes)
            st.button(label, disabled=not allowed, on_click=_take, args=(make, place))


def _vote(story: Story, number: int) -> None:
    """Choose what the room puts its dots on at the end, and how many everyone has."""
    key = f"{story.id}-vote-{story.vote}-{story.dots}"
    names = {one.id: one.name for one in registry.indicators().values()}
    with st.form(f"workshop:{key}", border=False):
        st.multiselect(
            "Dots go on these measures; on the ten ambitions where none is chosen",
            list(names),
            list(story.vote),
            format_func=names.__getitem__,
            key=f"{key}-on",
        )
        st.number_input("Dots for each", 1, reading.MOST_DOTS, story.dots, key=f"{key}-each")
        st.form_submit_button("Change the vote", on_click=_revote, args=(story, number, key))


def _revote(story: Story, number: int, key: str) -> None:
    vote, dots = tuple(st.session_state[f"{key}-on"]), int(st.session_state[f"{key}-each"])
    _take(lambda: _proved(replace(story, vote=vote, dots=dots)), number)


def _files(story: Story) -> None:
    st.download_button(
        "Save as a file",
        reading.write(story),
        f"{story.id}.yaml",
        "application/yaml",
        on_click="ignore",
    )
    st.file_uploader("Open a saved story", ["yaml", "yml"], key=_FILE, on_change=_opened)


def _opened() -> None:
    file = st.session_state[_FILE]
    if file is None:
        return
    text = file.getvalue().decode("utf-8", "replace")
    _take(lambda: replace(reading.read(text, file.name), id=OWN), 0)


def _with(story: Story, scenes: tuple[Scene, ...]) -> Story:
    """Return a story with other scenes."""
    return _proved(replace(story, scenes=scenes))


def _proved(story: Story) -> Story:
    """Return a story as the reader's own, proved by writing it and reading it again."""
    return reading.read(reading.write(story), FILE)


def _take(make: Callable[[], Story], place: int) -> None:
    """Make the reader's own story, show its scene, or say why it cannot be."""
    try:
        st.session_state[_HELD] = make()
    except ExplorerError as error:
        st.session_state[_FAULT] = error
    else:
        st.query_params.from_dict({"story": OWN, "scene": str(place + 1)})
