"""Before a workshop: choose a story, look at its scenes, edit it, present it, open the room."""

from __future__ import annotations

from html import escape

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from explorer import areas, neighbourhoods
from explorer.errors import DataFileError, ExplorerError, Problem
from explorer.figures import web_map
from explorer.model import AreaKind, Standing
from explorer.ui import address, maps, page
from explorer.ui.choices import Choices
from explorer.ui.messages import explain
from explorer.ui.workshop import editing
from explorer.ui.workshop.links import Keys
from explorer.views.stories import facts, guesses, reading, scenes
from explorer.views.stories.model import Scene, Story
from explorer.workshop import service, telling
from explorer.workshop.model import KEEP_DAYS
from explorer.workshop.service import Workshops

PAGE = "workshop"
TITLE_KEY, DAYS_KEY = f"{PAGE}:title", f"{PAGE}:days"
PREVIEW_HEIGHT = 420
LONGEST_KEPT = 365
TITLE = "Tell a story with the maps, and write down what the room says"
SUBTITLE = (
    "Show the scenes to a room that guesses first, puts notes on its wards and places its dots on "
    "what should come first. You leave with a written record."
)
NO_STORY = Problem(
    reading.FOLDER, "no story", "one YAML file a story", "Put one there, then run 'explorer check'."
)
NO_ROOM = "No workshop can be opened on this installation. Presenting works all the same."


def chosen() -> Story | None:
    """Return the story that the address or the reader chooses."""
    try:
        stories = {**reading.shipped(), **editing.own()}
    except ExplorerError as error:
        explain(error, "A story cannot be read.")
        return None
    if not stories:
        explain(DataFileError(NO_STORY), "There is no story to tell.")
        return None
    if address.is_presenting():
        asked = address.read().get("story", "")
        return stories.get(asked) or next(iter(stories.values()))
    page.headline(TITLE, SUBTITLE)
    choices = Choices(PAGE)
    names = {key: _name(story) for key, story in stories.items()}
    story = stories[choices.pick("story", "Story", names)]
    numbers = {str(n): _line(n, scene) for n, scene in enumerate(story.scenes, 1)}
    choices.pick("scene", "Scene", numbers)
    choices.done()
    return story


def show(story: Story) -> None:
    """Show what can be done with a story, and the scene that is chosen."""
    page.note(story.summary)
    number = int(address.read()["scene"])
    scene = story.scenes[number - 1]
    with st.container(horizontal=True, key=f"{PAGE}-acts"):
        st.button(
            "Present",
            type="primary",
            on_click=_present,
            help="Large, without controls: arrows go on, Esc comes back",
        )
        opening = st.container(width="content")
    _opening(story, opening)
    _preview(scene)
    editing.show(story, number - 1)


def _preview(scene: Scene) -> None:
    view = scenes.shown(scene)
    page.section(view.headline)
    left, right = st.columns([3, 2], gap="large")
    with left:
        is_points = view.area_set.kind is AreaKind.POINT
        maps.show(
            view,
            key=PAGE,
            area_sets=[view.area_set],
            height=PREVIEW_HEIGHT,
            beneath=areas.area_set(neighbourhoods.area_set()) if is_points else None,
        )
        st.html(web_map.legend_html(view))
    parts = {
        "Guess first": _asked(scene),
        "Said": scene.sentence,
        "Asked": scene.question,
        "For the presenter": scene.notes,
    }
    told = "".join(
        f"<dt>{name}</dt><dd>{escape(facts.fill(text, scene.selection))}</dd>"
        for name, text in parts.items()
        if text
    )
    with right:
        st.html(f'<dl class="scene">{told}</dl>')
        of = view.provenance
        # A published figure needs no mark; any other says first what it is.
        mark = None if of.standing is Standing.PUBLISHED else of.standing
        page.note(f"{of.measure}, {of.period}. {of.areas}. {of.source_line}", standing=mark)


def _asked(scene: Scene) -> str:
    return guesses.answer(scene.selection, scene.guess).prompt if scene.guess else ""


def _opening(story: Story, place: DeltaGenerator) -> None:
    """Offer to open the room, where workshops can be kept; say so plainly where they cannot."""
    try:
        every = service.workshops()
    except ExplorerError as error:
        explain(error, NO_ROOM)
        return
    with place.popover("Open a workshop"), st.form(f"{PAGE}:open", border=False):
        st.text_input("Title", story.title, max_chars=120, key=TITLE_KEY)
        st.number_input(
            "Days until everything is deleted", 1, LONGEST_KEPT, KEEP_DAYS, key=DAYS_KEY
        )
        st.form_submit_button("Open the room", type="primary", on_click=_open, args=(every, story))


def _open(every: Workshops, story: Story) -> None:
    try:
        opened = every.open(
            st.session_state[TITLE_KEY] or story.title,
            story=reading.write(story),
            places=telling.places(),
            themes=telling.themes(),
            keep_days=int(st.session_state[DAYS_KEY]),
        )
    except ExplorerError as error:
        explain(error, "The workshop was not opened.")
    else:
        Keys(opened.code, opened.secret).hold()
        st.query_params.from_dict({"code": opened.code})


def _present() -> None:
    st.query_params["step"] = "1"
    address.present()


def _name(story: Story) -> str:
    return f"{story.title} (your own)" if story.id == editing.OWN else story.title


def _line(number: int, scene: Scene) -> str:
    return f"{number}. {scenes.headline(scene)}"
