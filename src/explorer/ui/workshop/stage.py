"""The projector: one scene at a time, large, with what the room does beside it."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from html import escape

import streamlit as st

from explorer import areas, neighbourhoods
from explorer.figures import web_map
from explorer.model import AreaKind
from explorer.ui import maps, page, presenting
from explorer.ui.workshop import parts
from explorer.ui.workshop.led import Led, of, step, told
from explorer.views.base import MapView
from explorer.views.stories import facts, guesses, scenes
from explorer.views.stories.model import Scene, Story
from explorer.workshop import note_map, record, telling

EVERY = 1.0
"""Seconds between two looks at what the room has done."""
MAP_HEIGHT = 900
COLUMNS = (5, 3)
MAP = "stage"


def live(led: Led) -> None:
    """Show what is before the room, and follow it."""
    presenting.keys(partial(step, led.keys))
    scene = led.story_scene
    if scene is not None:
        is_open = not led.awaits_answer
        with _beside_map(_view(scene, is_open), _sets(led.story)):
            if scene.guess:
                _room(led)
                _asked(scene, is_open)
            else:
                _said(scene)
                _room(led)
    elif led.scene.id == telling.NOTES:
        page.headline(led.scene.headline, led.scene.sentence)
        _notes(led)
    else:
        page.headline(led.scene.headline, led.scene.sentence or led.scene.ask.question)
        _room(led)


def alone(story: Story) -> None:
    """Tell a story without a workshop: no phones, and the address holds the step."""
    steps = [
        (scene, is_open)
        for scene in story.scenes
        for is_open in ((False, True) if scene.guess else (True,))
    ]
    asked = st.query_params.get("step", "1")
    place = min(max(int(asked) if asked.isdigit() else 1, 1), len(steps))

    def move(by: int) -> None:
        st.query_params["step"] = str(min(max(place + by, 1), len(steps)))

    presenting.keys(move)
    scene, is_open = steps[place - 1]
    with _beside_map(_view(scene, is_open), _sets(story)):
        if scene.guess and is_open:
            st.html(parts.keep(parts.truth(guesses.answer(scene.selection, scene.guess))))
            _asked(scene, is_open)
        elif is_open:
            _said(scene)


def _view(scene: Scene, is_open: bool) -> MapView:
    return scenes.shown(scene) if is_open else scenes.hidden(scene)


def _sets(story: Story) -> tuple[str, ...]:
    """Return the area sets of a whole story, so that no scene builds the map anew."""
    return tuple(dict.fromkeys(scene.selection.area_set for scene in story.scenes))


def _beside_map(view: MapView, area_sets: tuple[str, ...]) -> st.delta_generator.DeltaGenerator:
    """Draw headline, map and legend, and return the place beside the map for what is said."""
    page.headline(view.headline, view.subtitle)
    left, right = st.columns(COLUMNS, gap="medium")
    with left:
        _map(view, area_sets)
        source = f"{view.provenance.areas}. {view.provenance.source_line}"
        st.html(f'<p class="stage-source">{escape(source)}</p>')
    with right:
        st.html(_legend(view))
        return st.container(gap="small")


def _legend(view: MapView) -> str:
    """Return the legend of what is on the map; a room needs no class that is not."""
    present = tuple(entry for entry in view.legend if entry.count != 0)
    return web_map.legend_html(replace(view, legend=present))


def _map(view: MapView, area_sets: tuple[str, ...]) -> None:
    is_points = view.area_set.kind is AreaKind.POINT
    maps.show(
        view,
        key=MAP,
        area_sets=[areas.area_set(one) for one in area_sets],
        height=MAP_HEIGHT,
        beneath=areas.area_set(neighbourhoods.area_set()) if is_points else None,
    )


def _said(scene: Scene) -> None:
    """Show the sentence of a scene and its question."""
    sentence = facts.fill(scene.sentence, scene.selection)
    if sentence:
        st.html(parts.keep(f'<p class="said">{escape(sentence)}</p>'))
    _asked(scene, is_open=True)


def _asked(scene: Scene, is_open: bool) -> None:
    """Show the question; not before the answer, which it may give away."""
    question = facts.fill(scene.question, scene.selection)
    if question and is_open:
        st.html(parts.keep(f'<p class="asked">{escape(question)}</p>'))


@st.fragment(run_every=EVERY)
def _room(drawn: Led) -> None:
    """Show what the room does beside a scene; draw the whole screen anew when the scene changes."""
    with told():
        led = _followed(drawn)
        st.html(parts.keep(_doing(led)))


@st.fragment(run_every=EVERY)
def _notes(drawn: Led) -> None:
    """Show the room's notes on the map as they come."""
    with told():
        led = _followed(drawn)
        held = record.standing(led.facilitator.notes(hidden=False))
        view = note_map.map_view(
            record.placed(held),
            led.scene.headline,
            note_map.provenance(f"Workshop '{led.workshop.title}'", ""),
            {theme.id: theme.label for theme in led.workshop.themes},
        )
        left, right = st.columns(COLUMNS, gap="medium")
        with left:
            _map(view, (view.area_set.id,))
        with right:
            st.html(f"{_legend(view)}{parts.notes(held)}{parts.corner(led.workshop)}")


def _followed(drawn: Led) -> Led:
    """Look at the workshop again, and start the screen over where it shows another scene."""
    led = of(drawn.keys)
    seen, now = drawn.now, led.now
    if (seen and (seen.number, seen.revealed)) != (now and (now.number, now.revealed)):
        st.rerun()
    return led


def _doing(led: Led) -> str:
    if led.scene.id == telling.JOIN:
        return parts.joining(led.keys.code) + parts.here(led.workshop.participants)
    if led.scene.id == telling.DOTS:
        return parts.dots(led.facilitator.tally()) + parts.corner(led.workshop)
    scene = led.story_scene
    if scene is None or not scene.guess:
        return parts.corner(led.workshop)
    given = [guess.answer for guess in led.facilitator.guesses()]
    if led.awaits_answer:
        return parts.waiting(len(given), led.workshop.participants) + parts.corner(led.workshop)
    answer = guesses.answer(scene.selection, scene.guess)
    return parts.against_truth(answer, given) + parts.corner(led.workshop)
