"""What a participant can do. Every act carries a token, and the same token counts once."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from explorer.errors import Problem
from explorer.workshop import admission, reading, texts
from explorer.workshop.database import Database
from explorer.workshop.model import Asks, Dot, Mine, Workshop
from explorer.workshop.refusals import RefusedError
from explorer.workshop.tables import (
    GuessRow,
    NoteRow,
    ParticipantRow,
    SceneRow,
    VoteRow,
    WorkshopRow,
)

Act = Callable[[Session, WorkshopRow, ParticipantRow], None]
GUESSES = (Asks.NUMBER, Asks.CHOICE)
MOST_NOTES = 50
MOST_CASTS = 500
"""Notes of one participant, and dots at one scene with those taken back: no phone fills a disk."""


class Room:
    """A workshop as its participants meet it.

    `participant` is a phone's own random token, of which only a hash is stored. `token` names one
    act: sent twice, it is stored once and acknowledged twice.

    Every act returns what the participant has done so far. It raises UnknownWorkshopError when the
    code admits nobody, RefusedError when what was sent cannot be taken, and UnavailableError when
    the database cannot be reached.
    """

    def __init__(self, database: Database, code: str) -> None:
        self._database = database
        self._code = code

    def workshop(self) -> Workshop:
        """Return the workshop as it is now."""
        return self._database.read(lambda session: reading.workshop(session, self._row(session)))

    def mine(self, participant: str) -> Mine:
        """Return what a participant has done so far."""

        def work(session: Session) -> Mine:
            row = self._row(session)
            person = admission.known(session, row, participant)
            return _mine(session, row, person) if person else Mine(None, (), ())

        return self._database.read(work)

    def join(self, participant: str, name: str = "") -> Mine:
        """Count a participant, under a display name if one is given."""
        wanted = texts.display_name(name)

        def work(_session: Session, row: WorkshopRow, person: ParticipantRow) -> None:
            admission.check_going(row)
            person.name = wanted or person.name

        return self._act(participant, work)

    def guess(self, participant: str, token: str, scene: int, answer: str) -> Mine:
        """Guess at the scene with a number; a later guess replaces an earlier until the reveal."""

        def work(session: Session, row: WorkshopRow, person: ParticipantRow) -> None:
            of = reading.scene_numbered(session, row.id, scene)
            held = _guess(session, of, person) if of else None
            if held and held.token == token:
                return
            asking = admission.asking(row, of, GUESSES)
            if asking.revealed:
                raise admission.moved_on("a scene whose answer is out")
            text = _answer(asking, answer)
            if held:
                held.answer, held.token = text, token
            else:
                session.add(
                    GuessRow(scene_id=asking.id, participant_id=person.id, token=token, answer=text)
                )

        admission.check_token(token)
        return self._act(participant, work)

    def note(self, participant: str, token: str, place: str, theme: str, text: str) -> Mine:
        """Place a note of at most 280 characters; one that looks personal is refused."""
        wanted = texts.note(text)

        def work(session: Session, row: WorkshopRow, person: ParticipantRow) -> None:
            theirs = select(NoteRow.token).where(NoteRow.participant_id == person.id)
            tokens = set(session.scalars(theirs))
            if token in tokens:
                return
            admission.check_open(row)
            if len(tokens) >= MOST_NOTES:
                raise RefusedError(
                    Problem(
                        where="note",
                        found=f"{MOST_NOTES} notes from this phone",
                        expected=f"{MOST_NOTES} at most",
                        fix="This phone has placed all its notes.",
                    )
                )
            session.add(
                NoteRow(
                    workshop_id=row.id,
                    participant_id=person.id,
                    token=token,
                    place=texts.among(place, reading.options(row.places), "place"),
                    theme=texts.among(theme, reading.options(row.themes), "theme"),
                    text=wanted,
                    at=datetime.now(UTC),
                )
            )

        admission.check_token(token)
        return self._act(participant, work)

    def dot(self, participant: str, token: str, scene: int, option: str) -> Mine:
        """Place one dot at the scene with a number."""

        def work(session: Session, row: WorkshopRow, person: ParticipantRow) -> None:
            cast = select(VoteRow).where(VoteRow.participant_id == person.id)
            votes = list(session.scalars(cast))
            if token in {vote.token for vote in votes}:
                return
            of = reading.scene_numbered(session, row.id, scene)
            asking = admission.asking(row, of, (Asks.DOTS,))
            ask = reading.shown(asking).scene.ask
            here = [vote.slot for vote in votes if vote.scene_id == asking.id]
            session.add(
                VoteRow(
                    scene_id=asking.id,
                    participant_id=person.id,
                    token=token,
                    option=texts.among(option, ask.options, "option"),
                    slot=_free_slot(here, ask.dots),
                )
            )

        admission.check_token(token)
        return self._act(participant, work)

    def take_back(self, participant: str, token: str) -> Mine:
        """Take back the dot that was placed with a token."""

        def work(session: Session, row: WorkshopRow, person: ParticipantRow) -> None:
            placed = select(VoteRow).where(
                VoteRow.participant_id == person.id, VoteRow.token == token
            )
            vote = session.scalar(placed)
            if vote is not None and vote.slot is not None:
                admission.check_open(row)
                vote.slot = None

        return self._act(participant, work)

    def _act(self, participant: str, work: Act) -> Mine:
        """Let a participant do something; return what they have done so far with it."""

        def acted(session: Session) -> Mine:
            row = self._row(session)
            person = admission.participant(session, row, participant)
            work(session, row, person)
            return _mine(session, row, person)

        return self._database.write(acted)

    def _row(self, session: Session) -> WorkshopRow:
        return admission.admitted(session, self._code)


def _mine(session: Session, row: WorkshopRow, person: ParticipantRow) -> Mine:
    scene = reading.current_scene(session, row)
    kind = reading.shown(scene).scene.ask.kind if scene else Asks.NOTHING
    guess = _guess(session, scene, person) if scene and kind in GUESSES else None
    return Mine(
        guess=guess.answer if guess else None,
        dots=_dots(session, scene, person) if scene and kind is Asks.DOTS else (),
        notes=reading.notes_of(session, row, person.id),
    )


def _answer(asking: SceneRow, answer: str) -> str:
    """Return a guess as it is stored, or refuse what is no answer to the question."""
    ask = reading.shown(asking).scene.ask
    if ask.kind is Asks.NUMBER:
        return texts.number(answer)
    return texts.among(answer, ask.options, "guess")


def _guess(session: Session, scene: SceneRow, person: ParticipantRow) -> GuessRow | None:
    return session.scalar(
        select(GuessRow).where(GuessRow.scene_id == scene.id, GuessRow.participant_id == person.id)
    )


def _free_slot(taken: list[int | None], dots: int) -> int:
    """Return the first of a phone's dots that is not placed; None is one that was taken back."""
    if len(taken) >= MOST_CASTS:
        raise RefusedError(
            Problem(
                where="dot",
                found=f"{MOST_CASTS} dots placed and taken back",
                expected="fewer changes of mind",
                fix="This phone has moved its dots too often.",
            )
        )
    free = next((slot for slot in range(1, dots + 1) if slot not in taken), None)
    if free is None:
        raise RefusedError(
            Problem(
                where="dot",
                found=f"all {dots} dots placed",
                expected="a dot that is left",
                fix="All your dots are placed. Take one back to place it elsewhere.",
            )
        )
    return free


def _dots(session: Session, scene: SceneRow, person: ParticipantRow) -> tuple[Dot, ...]:
    placed = (
        select(VoteRow.token, VoteRow.option)
        .where(VoteRow.scene_id == scene.id, VoteRow.participant_id == person.id)
        .where(VoteRow.slot.is_not(None))
        .order_by(VoteRow.id)
    )
    return tuple(Dot(token, option) for token, option in session.execute(placed))
