"""What the facilitator of a workshop can do; each act can be undone but ending and deleting."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict
from datetime import UTC, datetime
from typing import TypeVar

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from explorer.errors import Problem
from explorer.workshop import acts, insights, reading
from explorer.workshop.database import Database
from explorer.workshop.model import Guess, Note, Record, Scene, Shown, State, Tally, Workshop
from explorer.workshop.refusals import RefusedError, UnknownWorkshopError
from explorer.workshop.tables import InsightRow, NoteRow, ParticipantRow, SceneRow, WorkshopRow

T = TypeVar("T")


class Facilitator:
    """A workshop in the hands of whoever holds its secret."""

    def __init__(self, database: Database, workshop_id: int) -> None:
        self._database = database
        self._id = workshop_id

    def workshop(self) -> Workshop:
        """Return the workshop as it is now."""
        return self._read(reading.workshop)

    def names(self) -> tuple[str, ...]:
        """Return the display names that participants gave, in the order of joining."""

        def work(session: Session, row: WorkshopRow) -> tuple[str, ...]:
            given = select(ParticipantRow.name).where(
                ParticipantRow.workshop_id == row.id, ParticipantRow.name != ""
            )
            return tuple(session.scalars(given.order_by(ParticipantRow.id)))

        return self._read(work)

    def scenes(self) -> tuple[Shown, ...]:
        """Return the scenes shown, in order."""
        return self._read(
            lambda session, row: tuple(map(reading.shown, reading.scene_rows(session, row.id)))
        )

    def guesses(self, scene: int | None = None) -> tuple[Guess, ...]:
        """Return the guesses at a scene by its number, by default the present one."""

        def work(session: Session, row: WorkshopRow) -> tuple[Guess, ...]:
            of = _scene(session, row, scene)
            return reading.guesses(session, of) if of else ()

        return self._read(work)

    def tally(self, scene: int | None = None) -> Tally | None:
        """Count the dots of a scene by its number, by default the present; None if it has none."""

        def work(session: Session, row: WorkshopRow) -> Tally | None:
            of = _scene(session, row, scene)
            return reading.tally(session, of) if of and reading.shown(of).scene.ask.dots else None

        return self._read(work)

    def notes(self, hidden: bool = True) -> tuple[Note, ...]:
        """Return the notes, oldest first; merged ones too, with what they were merged into."""
        return self._read(lambda session, row: reading.notes(session, row, hidden=hidden))

    def record(self) -> Record:
        """Return all that is written down of the workshop."""

        def work(session: Session, row: WorkshopRow) -> Record:
            scenes = reading.scene_rows(session, row.id)
            return Record(
                workshop=reading.workshop(session, row),
                scenes=tuple(map(reading.shown, scenes)),
                guesses=tuple(g for scene in scenes for g in reading.guesses(session, scene)),
                tallies=tuple(
                    reading.tally(session, scene)
                    for scene in scenes
                    if reading.shown(scene).scene.ask.dots
                ),
                notes=reading.notes(session, row, hidden=False),
            )

        return self._read(work)

    def show(self, scene: Scene) -> Shown:
        """Put a scene before the room; a scene with the same id is taken up again, not repeated."""

        def work(session: Session, row: WorkshopRow) -> Shown:
            _check_open(row)
            rows = reading.scene_rows(session, row.id)
            found = next((held for held in rows if held.name == scene.id), None)
            if found is None:
                found = SceneRow(
                    workshop_id=row.id,
                    number=len(rows) + 1,
                    name=scene.id,
                    content=asdict(scene),
                    at=datetime.now(UTC),
                    revealed=False,
                )
                session.add(found)
            if row.current != found.number:
                acts.remember(session, row, "show", {"current": row.current})
                row.current = found.number
            return reading.shown(found)

        return self._write(work)

    def reveal(self) -> None:
        """Let the phones see the truth of the present scene; its guesses are closed by that."""

        def work(session: Session, row: WorkshopRow) -> None:
            scene = _scene(session, row, None)
            if scene is not None and not scene.revealed:
                acts.remember(session, row, "reveal", {"scene": scene.number})
                scene.revealed = True

        self._write(work)

    def lock(self, locked: bool = True) -> None:
        """Close the room's input, or open it again."""

        def work(session: Session, row: WorkshopRow) -> None:
            if row.locked != locked:
                acts.remember(session, row, "lock" if locked else "unlock", {"locked": row.locked})
                row.locked = locked

        self._write(work)

    def hide(self, note: int, hidden: bool = True) -> None:
        """Take a note off every screen and out of the record, or bring it back."""

        def work(session: Session, row: WorkshopRow) -> None:
            found = _notes(session, row, [note])[0]
            if found.hidden != hidden:
                before = {"note": note, "hidden": found.hidden}
                acts.remember(session, row, "hide" if hidden else "unhide", before)
                found.hidden = hidden

        self._write(work)

    def merge(self, notes: Iterable[int], into: int) -> None:
        """Let one note stand for others that say the same, and for those merged into them."""
        others = sorted(set(notes) - {into})

        def work(session: Session, row: WorkshopRow) -> None:
            stands = _notes(session, row, [into])[0]
            merged = _notes(session, row, others)
            followers = select(NoteRow).where(NoteRow.merged_into.in_(others))
            moved = [stands, *merged, *session.scalars(followers)]
            acts.remember(session, row, "merge", {"notes": [[n.id, n.merged_into] for n in moved]})
            for note in moved:
                note.merged_into = None if note is stands else into

        self._write(work)

    def undo(self) -> str:
        """Take back the last show, reveal, lock, hide or merge; say what it was, '' for none."""
        return self._write(acts.undo)

    def end(self) -> None:
        """End the workshop: the record stays, the phones are thanked."""

        def work(_session: Session, row: WorkshopRow) -> None:
            row.state = State.ENDED

        self._write(work)

    def delete_note(self, note: int) -> None:
        """Delete a note everywhere: here, and as an insight."""

        def work(session: Session, row: WorkshopRow) -> None:
            found = _notes(session, row, [note])[0]
            session.execute(delete(InsightRow).where(InsightRow.note_id == found.id))
            session.delete(found)

        self._write(work)
        self._database.shrink()

    def delete(self) -> None:
        """Delete everything of the workshop; insights kept from it outlive it without a link."""
        self._database.write(
            lambda session: session.execute(delete(WorkshopRow).where(WorkshopRow.id == self._id))
        )
        self._database.shrink()

    def keep(
        self, notes: Iterable[int] | None = None, *, neighbourhoods: Mapping[str, str] | None = None
    ) -> int:
        """Keep notes as insights that outlive the workshop, by default all that are not hidden.

        Parameters
        ----------
        notes : iterable of int, optional
            Ids of notes. Those that are hidden or merged into others are never kept.
        neighbourhoods : mapping, optional
            A neighbourhood's id by area code.

        Returns
        -------
        int
            How many were kept now; a note is kept once.
        """
        wanted = None if notes is None else set(notes)

        def work(session: Session, row: WorkshopRow) -> int:
            kept = [
                note
                for note in reading.notes(session, row, hidden=False)
                if note.merged_into is None and not note.kept
                if wanted is None or note.id in wanted
            ]
            for note in kept:
                neighbourhood = (neighbourhoods or {}).get(note.place.id, "")
                insights.keep(session, note, row.title, neighbourhood)
            return len(kept)

        return self._write(work)

    def _read(self, work: Callable[[Session, WorkshopRow], T]) -> T:
        return self._database.read(lambda session: work(session, self._row(session)))

    def _write(self, work: Callable[[Session, WorkshopRow], T]) -> T:
        """Run an act of the facilitator, after which every phone has something new to fetch."""

        def versioned(session: Session) -> T:
            # Two windows of one facilitator act one after the other; phones need not wait.
            row = self._row(session, lock={"key_share": True})
            row.version += 1
            return work(session, row)

        return self._database.write(versioned)

    def _row(self, session: Session, lock: dict[str, bool] | None = None) -> WorkshopRow:
        row = session.get(WorkshopRow, self._id, with_for_update=lock)
        if row is None:
            raise UnknownWorkshopError(
                Problem("workshop", "one that was deleted", "one that is held", "Open a new one.")
            )
        return row


def _scene(session: Session, row: WorkshopRow, number: int | None) -> SceneRow | None:
    if number is None:
        return reading.current_scene(session, row)
    return reading.scene_numbered(session, row.id, number)


def _notes(session: Session, row: WorkshopRow, wanted: list[int]) -> list[NoteRow]:
    """Return notes of the workshop by their ids; one that it does not hold is refused."""
    found = select(NoteRow).where(NoteRow.workshop_id == row.id, NoteRow.id.in_(wanted))
    rows = {note.id: note for note in session.scalars(found)}
    missing = [number for number in wanted if number not in rows]
    if missing:
        raise RefusedError(
            Problem(
                where="note",
                found=f"note {missing[0]}",
                expected="a note of this workshop",
                fix="It was deleted; look at the notes again.",
            )
        )
    return [rows[number] for number in wanted]


def _check_open(row: WorkshopRow) -> None:
    if row.state != State.OPEN:
        raise RefusedError(
            Problem("workshop", "one that has ended", "an open one", "Open a new workshop.")
        )
