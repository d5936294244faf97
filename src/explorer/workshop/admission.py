"""Who may take part, and in what: the checks before anything of a phone's is stored."""

from __future__ import annotations

from datetime import UTC, datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from explorer.errors import Problem
from explorer.workshop import reading
from explorer.workshop.codes import hashed
from explorer.workshop.model import Asks, State
from explorer.workshop.refusals import RefusedError, UnknownWorkshopError
from explorer.workshop.tables import TOKEN_LENGTH, ParticipantRow, SceneRow, WorkshopRow

MOST_PARTICIPANTS = 2_000


def admitted(session: Session, code: str) -> WorkshopRow:
    """Return the workshop to which a code admits."""
    row = session.scalar(select(WorkshopRow).where(WorkshopRow.code == code))
    if row is None or row.expires < datetime.now(UTC):
        raise UnknownWorkshopError(
            Problem(
                where="code",
                found=f"'{code}'",
                expected="the code of a workshop that is open",
                fix="No workshop has this code now. Look at the screen and type it again.",
            )
        )
    return row


def moved_on(found: str) -> RefusedError:
    """Return the refusal of what comes too late."""
    return RefusedError(
        Problem(
            where="scene",
            found=found,
            expected="the scene that the room is shown",
            fix="The room has moved on. This was not counted.",
        )
    )


def check_token(token: str) -> None:
    """Refuse a token too short to be one phone's own, or too long to be stored."""
    if not 8 <= len(token) <= TOKEN_LENGTH or not token.isascii():
        raise RefusedError(
            Problem(
                where="token",
                found=f"{len(token)} characters",
                expected=f"8 to {TOKEN_LENGTH} letters and digits",
                fix="Load the page again, then send once more.",
            )
        )


def check_going(row: WorkshopRow) -> None:
    """Refuse those who come to a workshop that has ended."""
    if row.state != State.OPEN:
        raise RefusedError(
            Problem("workshop", "one that has ended", "an open one", "The workshop has ended.")
        )


def check_open(row: WorkshopRow) -> None:
    """Refuse what is sent to a workshop that has ended or is locked."""
    check_going(row)
    if row.locked:
        raise RefusedError(
            Problem(
                where="workshop",
                found="a room that is locked",
                expected="an open one",
                fix="The facilitator has closed the room for the moment. This was not counted.",
            )
        )


def asking(row: WorkshopRow, scene: SceneRow | None, kinds: tuple[Asks, ...]) -> SceneRow:
    """Return a scene if it is before the room now and asks for such an answer."""
    check_open(row)
    if scene is None or scene.number != row.current:
        raise moved_on("another scene")
    if reading.shown(scene).scene.ask.kind not in kinds:
        raise moved_on("an answer to another question")
    return scene


def known(session: Session, row: WorkshopRow, phone: str) -> ParticipantRow | None:
    """Return a participant who has taken part already."""
    return session.scalar(
        select(ParticipantRow).where(
            ParticipantRow.workshop_id == row.id, ParticipantRow.token == hashed(phone)
        )
    )


def participant(session: Session, row: WorkshopRow, phone: str) -> ParticipantRow:
    """Return a participant, new or known, locked until the end of the transaction.

    The lock makes a phone's acts follow one another, so that two at once cannot both take the last
    dot, or both be the first.
    """
    person = session.scalar(
        select(ParticipantRow)
        .where(ParticipantRow.workshop_id == row.id, ParticipantRow.token == hashed(phone))
        .with_for_update()
    )
    if person is not None:
        return person
    check_going(row)
    joined = select(func.count()).where(ParticipantRow.workshop_id == row.id)
    if (session.scalar(joined) or 0) >= MOST_PARTICIPANTS:
        raise RefusedError(
            Problem(
                where="workshop",
                found=f"{MOST_PARTICIPANTS:,} participants",
                expected="room for one more",
                fix="The room is full.",
            )
        )
    person = ParticipantRow(workshop_id=row.id, token=hashed(phone), name="")
    session.add(person)
    session.flush()
    return person
