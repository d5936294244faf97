"""Which of a workshop's windows an address asks for."""

from __future__ import annotations

from pathlib import Path

from explorer.errors import ExplorerError
from explorer.ui import address, look
from explorer.ui.messages import explain
from explorer.ui.workshop import beginning, control, links, speaker, stage
from explorer.ui.workshop.led import Led, of
from explorer.ui.workshop.links import Keys

STYLE_SHEET = Path(__file__).parents[1] / "workshop.css"


def show() -> None:
    """Show the window: a led workshop's projector, notes or control room, or the beginning."""
    look.apply(STYLE_SHEET)
    led = _led()
    if led is None:
        story = beginning.chosen()
        if story is not None and address.is_presenting():
            stage.alone(story)
        elif story is not None:
            beginning.show(story)
    elif address.is_presenting():
        stage.live(led)
    elif address.read().get("screen") == links.SPEAKER:
        speaker.show(led)
    else:
        control.show(led)


def _led() -> Led | None:
    keys = Keys.asked()
    if keys is None:
        return None
    try:
        return of(keys)
    except ExplorerError as error:
        explain(error, "This workshop cannot be led from here.")
        return None
