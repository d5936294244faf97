"""Opening workshops, and finding them again: by the code for the room, by the secret to lead it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from explorer.workshop.facilitator import Facilitator
from explorer.workshop.insights import Insights
from explorer.workshop.model import KEEP_DAYS, Opened, Option
from explorer.workshop.room import Room


class Workshops:
    """Every workshop of one database."""

    @property
    def insights(self) -> Insights:
        """What residents said, beyond any one workshop."""
        raise NotImplementedError

    def open(
        self,
        title: str,
        *,
        story: str = "",
        places: Sequence[Option] = (),
        themes: Sequence[Option] = (),
        keep_days: int = KEEP_DAYS,
    ) -> Opened:
        """Open a workshop; the secret in the answer can never be read again."""
        raise NotImplementedError

    def room(self, code: str) -> Room:
        """Return the room for participants; an UnknownWorkshopError where the code admits nobody."""
        raise NotImplementedError

    def facilitator(self, code: str, secret: str) -> Facilitator:
        """Return the room for its facilitator; an UnknownWorkshopError if they do not belong."""
        raise NotImplementedError

    def purge(self, now: datetime | None = None) -> int:
        """Delete every workshop whose days are over; return how many."""
        raise NotImplementedError


def workshops() -> Workshops:
    """Return the workshops of the database that the environment names; one object a process."""
    raise NotImplementedError
