"""A scene as it is drawn: its map with the scene's words, or hidden until the room has guessed."""

from __future__ import annotations

from dataclasses import replace

from explorer.keeping import kept
from explorer.views import of_selection
from explorer.views.base import LegendEntry, MapView, Swatch
from explorer.views.stories import facts, guesses
from explorer.views.stories.model import Scene

HIDDEN = "hidden"
HIDDEN_COLOUR = "#E9E9E4"
HIDDEN_WORDS = "shown after the guess"


@kept(maxsize=256)
def shown(scene: Scene) -> MapView:
    """Return a scene's map, with the scene's own headline where it has one."""
    view = of_selection.map_view(scene.selection)
    return replace(view, headline=headline(scene)) if scene.headline else view


@kept(maxsize=256)
def hidden(scene: Scene) -> MapView:
    """Return a scene's map before the answer: places and outlines, no figure anywhere."""
    view = of_selection.map_view(scene.selection)
    frame = view.frame.assign(
        class_key=HIDDEN,
        colour=HIDDEN_COLOUR,
        text=[f"{name}: {HIDDEN_WORDS}" for name in view.frame["area_name"]],
    )
    prompt = guesses.answer(scene.selection, scene.guess).prompt
    entry = LegendEntry(HIDDEN, "Shown after the guess", HIDDEN_COLOUR, Swatch.FILL)
    outlines = tuple(one for one in view.legend if one.swatch is Swatch.OUTLINE)
    return replace(
        view,
        frame=frame,
        legend=(entry, *outlines),
        headline=prompt,
        subtitle="",
        text_alternative=f"Map of {len(frame)} {view.area_set.nouns}, without their figures yet.",
        tables=(),
    )


def headline(scene: Scene) -> str:
    """Return a scene's headline: its own, or the finding of its view."""
    if scene.headline:
        return facts.fill(scene.headline, scene.selection)
    return of_selection.map_view(scene.selection).headline
