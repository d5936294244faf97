"""A story as a workshop's programme: what is put before the room, in order, and what is asked."""

from __future__ import annotations

from explorer import areas, neighbourhoods, registry
from explorer.keeping import PREFIX, kept
from explorer.views.outcomes import ambitions
from explorer.views.stories import facts, guesses, scenes
from explorer.views.stories import model as stories
from explorer.workshop.model import Ask, Asks, Option, Scene

GUESS_FIRST = "Guess first"
OWN_FIGURES = "Figures of the facilitator's own"
JOIN, NOTES, DOTS = "join", "notes", "dots"
"""Ids of the scenes that every workshop has beside those of its story."""


@kept
def programme(story: stories.Story) -> tuple[Scene, ...]:
    """Return everything a workshop shows: joining, the story's scenes, notes, and dots."""
    noun = areas.area_set(neighbourhoods.area_set()).noun
    return (
        Scene(JOIN, "Join in with your phone", "No account, and no name unless you like."),
        *(_scene(scene, number) for number, scene in enumerate(story.scenes, 1)),
        Scene(
            NOTES,
            f"What do you know about your {noun}?",
            f"Put short notes on a {noun}: what works, what is missing, whom we do not reach.",
        ),
        Scene(DOTS, "What comes first?", ask=_dots(story)),
    )


def number_of(scene: Scene) -> int | None:
    """Return which of its story's scenes this is, from 0; None for joining, notes and dots."""
    _, mark, number = scene.id.partition(_PART)
    return int(number) - 1 if mark else None


def title(scene: Scene) -> str:
    """Return what a scene is about, for lists: its question where its headline tells nothing."""
    return scene.ask.question if scene.headline == GUESS_FIRST else scene.headline


def places() -> tuple[Option, ...]:
    """Return the areas of today on which a note can be placed, by name."""
    codes = areas.codes(neighbourhoods.area_set())
    return tuple(
        sorted((Option(code, areas.name_of(code)) for code in codes), key=lambda one: one.label)
    )


def themes() -> tuple[Option, ...]:
    """Return the themes under which a note can be placed: the ten ambitions."""
    return tuple(Option(key, name) for key, name in ambitions.names().items())


def neighbourhood_by_place() -> dict[str, str]:
    """Return the id of the neighbourhood of each area; of the first, where it is in several."""
    defined = neighbourhoods.defined().values()
    return {code: one.id for one in reversed(list(defined)) for code in one.codes}


_PART = "scene-"


def _scene(scene: stories.Scene, number: int) -> Scene:
    identifier = f"{_PART}{number}"
    if scene.selection.indicator.startswith(PREFIX):
        # A workshop is kept in a database, and a reader's own figures never are.
        return Scene(identifier, OWN_FIGURES)
    if not scene.guess:
        return Scene(
            identifier,
            scenes.headline(scene),
            facts.fill(scene.sentence, scene.selection),
            query="&".join(f"{k}={v}" for k, v in scene.selection.to_query().items()),
            ask=Ask(question=facts.fill(scene.question, scene.selection)),
        )
    # Neither headline, nor sentence, nor a link to the map may give the answer away.
    return Scene(identifier, GUESS_FIRST, ask=_guess(scene))


def _guess(scene: stories.Scene) -> Ask:
    answer = guesses.answer(scene.selection, scene.guess)
    if answer.is_number:
        return Ask(Asks.NUMBER, answer.prompt, unit=answer.unit, truth=f"{answer.value:g}")
    options = tuple(Option(code, name) for code, name in answer.choices)
    truth, *also = answer.codes
    return Ask(Asks.CHOICE, answer.prompt, options, truth=truth, also=tuple(also))


def _dots(story: stories.Story) -> Ask:
    options = (
        tuple(Option(one, registry.indicator(one).name) for one in story.vote)
        if story.vote
        else themes()
    )
    each = f"{story.dots} dots" if story.dots > 1 else "one dot"
    question = f"You have {each}. Put them on what should come first; several may go on one."
    return Ask(Asks.DOTS, question, options, dots=story.dots)
