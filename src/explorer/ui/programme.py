"""Which programme is shown: the one that is held, or one that the reader gave."""

from __future__ import annotations

from dataclasses import dataclass

from explorer import intake, keeping
from explorer.errors import IntakeError
from explorer.keeping import kept
from explorer.model import Standing
from explorer.ui import giving, page
from explorer.ui.choices import Choices
from explorer.ui.giving import Given
from explorer.views.base import Provenance
from explorer.views.programme import change
from explorer.views.programme.reached import DONE, NAME, Reached, provenance, published

PAGE = "programme"
HELD, OWN = "", f"{keeping.PREFIX}programme"
OWN_NAME = "Your programme"
EXAMPLE = (
    "partner\teligible 2023-12\treached 2023-12\teligible 2024-07\treached 2024-07\tcontrol\n"
    "A practice\t300\t119\t321\t135\tno\nElsewhere\t410\t160\t420\t166\tyes"
)
HOW_TO_GIVE = (
    "Give one row a partner or area, with the people eligible and reached at each of two dates; or "
    "one row a partner and date. Shares serve in place of people reached. A column 'control' with "
    "yes marks those who were not part of the programme: their change is then taken off."
)


@dataclass(frozen=True)
class Shown:
    """A programme as it is on the page."""

    reached: tuple[Reached, ...]
    of: Provenance
    headline: str


def choose() -> Shown:
    """Choose between the programme that is held and the one that the reader gave."""
    own = _own()
    if own is not None:
        choices = Choices(PAGE)
        options = {OWN: OWN_NAME, HELD: f"{NAME} 2023–24"}
        if choices.pick("of", "Programme", options) == OWN:
            return own
    found = published()
    return Shown(found, provenance(), change.headline(found, NAME, DONE))


def take_in() -> None:
    """Let the reader give a programme; list what is wrong with it."""
    page.instructions("A programme of your own", HOW_TO_GIVE)
    given = giving.ask(PAGE, EXAMPLE)
    if given is None:
        return
    try:
        _read(given)
    except IntakeError as error:
        giving.refuse(PAGE, given, given.refused or error.problems)


def _own() -> Shown | None:
    given = giving.held(PAGE)
    if given is None:
        return None
    try:
        found = _read(given)
    except IntakeError:
        return None
    if not found:
        return None
    of = Provenance(
        measure="Share of eligible people reached",
        period=f"{found[0].before} and {found[0].after}",
        areas="Partners or areas as they were given",
        source=f"the reader's own figures, {given.name}",
        licence="As the reader decides",
        boundary_credit="",
        standing=Standing.USER_SUPPLIED,
        notes=("Supplied by the user.",),
    )
    name = f"{OWN_NAME}{keeping.MARK}"
    return Shown(found, of, change.headline(found, name))


@kept(maxsize=4)
def _read(given: Given) -> tuple[Reached, ...]:
    return intake.read_reached(given.content, given.name)
