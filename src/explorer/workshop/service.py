"""Opening workshops, and finding them again: by the code for the room, by the secret to lead it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from datetime import UTC, datetime, timedelta
from functools import lru_cache

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from explorer.errors import Problem
from explorer.workshop import attempts, database
from explorer.workshop.attempts import Attempts
from explorer.workshop.codes import agrees, hashed, new_code, new_secret, tidy_code
from explorer.workshop.database import Database
from explorer.workshop.facilitator import Facilitator
from explorer.workshop.insights import Insights
from explorer.workshop.model import KEEP_DAYS, Opened, Option, State
from explorer.workshop.refusals import UnknownWorkshopError
from explorer.workshop.room import Room
from explorer.workshop.tables import WorkshopRow
from explorer.workshop.texts import tidy

ADMITS = timedelta(hours=24)
"""How long a code lets phones in; the facilitator's link works until the workshop is purged."""


class Workshops:
    """Every workshop of one database."""

    def __init__(self, held: Database) -> None:
        self._database = held
        self.insights = Insights(held)
        """What residents said, beyond any one workshop."""
        self.attempts = Attempts(held)
        """Wrong codes tried of late."""

    def open(
        self,
        title: str,
        *,
        story: str = "",
        places: Sequence[Option] = (),
        themes: Sequence[Option] = (),
        keep_days: int = KEEP_DAYS,
    ) -> Opened:
        """Open a workshop; the secret in the answer can never be read again.

        Workshops whose days are over are purged first.
        """
        self.purge()
        secret = new_secret()

        def work(session: Session) -> str:
            now = datetime.now(UTC)
            row = WorkshopRow(
                # Drawn anew at each try, so that a code in use is no more than a second draw.
                code=new_code(),
                secret=hashed(secret),
                title=tidy(title),
                story=story,
                state=State.OPEN,
                created=now,
                expires=now + ADMITS,
                keep_days=keep_days,
                places=[asdict(option) for option in places],
                themes=[asdict(option) for option in themes],
            )
            session.add(row)
            session.flush()
            return row.code

        return Opened(self._database.write(work), secret)

    def room(self, code: str) -> Room:
        """Return the room of a code as it was typed; the room itself checks whether it admits."""
        return Room(self._database, tidy_code(code))

    def facilitator(self, code: str, secret: str) -> Facilitator:
        """Return the room for its facilitator.

        Raises
        ------
        UnknownWorkshopError
            When there is no such workshop or the secret is another's; the message is the same.
        """
        row = self._database.read(
            lambda session: session.execute(
                select(WorkshopRow.id, WorkshopRow.secret).where(
                    WorkshopRow.code == tidy_code(code)
                )
            ).first()
        )
        if row is None or not agrees(secret, row.secret):
            raise UnknownWorkshopError(
                Problem(
                    where="facilitator's link",
                    found="a code and a secret that do not belong together",
                    expected="the link shown when the workshop was opened",
                    fix="Use the link as it was saved, or open a new workshop.",
                )
            )
        return Facilitator(self._database, row.id)

    def held(self, code: str) -> Facilitator:
        """Return the room of a code for whoever runs the database, and so may read it anyway."""
        row = self._database.read(
            lambda session: session.scalar(
                select(WorkshopRow.id).where(WorkshopRow.code == tidy_code(code))
            )
        )
        if row is None:
            raise UnknownWorkshopError(
                Problem(
                    where="code",
                    found=f"'{code}'",
                    expected="the code of a workshop that is held",
                    fix="Look at its record's title, or whether it has been purged.",
                )
            )
        return Facilitator(self._database, row)

    def purge(self, now: datetime | None = None) -> int:
        """Delete every workshop whose days are over; return how many."""
        until = now or datetime.now(UTC)

        def work(session: Session) -> int:
            held = select(WorkshopRow.id, WorkshopRow.created, WorkshopRow.keep_days)
            over = [
                row.id
                for row in session.execute(held)
                if row.created + timedelta(days=row.keep_days) <= until
            ]
            session.execute(delete(WorkshopRow).where(WorkshopRow.id.in_(over)))
            attempts.forget(session, until)
            return len(over)

        purged = self._database.write(work)
        if purged:
            self._database.shrink()
        return purged


def workshops() -> Workshops:
    """Return the workshops of the database that the environment names."""
    return at(database.address())


@lru_cache(maxsize=4)
def at(url: str) -> Workshops:
    """Return the workshops of a database by its URL, one object a process."""
    return Workshops(Database(url))
