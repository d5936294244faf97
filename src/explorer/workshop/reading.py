"""Turns rows into the words of a workshop. Every function works within a session of its caller."""

from __future__ import annotations

from collections import Counter
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from explorer.workshop.model import (
    Ask,
    Asks,
    Count,
    Guess,
    Note,
    Option,
    Scene,
    Shown,
    State,
    Tally,
    Workshop,
)
from explorer.workshop.tables import (
    GuessRow,
    InsightRow,
    NoteRow,
    ParticipantRow,
    SceneRow,
    VoteRow,
    WorkshopRow,
)


def workshop(session: Session, row: WorkshopRow) -> Workshop:
    """Return a workshop with the scene before its room."""
    now = current_scene(session, row)
    joined = select(func.count()).where(ParticipantRow.workshop_id == row.id)
    return Workshop(
        code=row.code,
        title=row.title,
        story=row.story,
        state=State(row.state),
        locked=row.locked,
        created=row.created,
        expires=row.expires,
        keep_days=row.keep_days,
        places=options(row.places),
        themes=options(row.themes),
        version=row.version,
        participants=session.scalar(joined) or 0,
        now=shown(now) if now else None,
    )


def current_scene(session: Session, row: WorkshopRow) -> SceneRow | None:
    """Return the scene before the room."""
    return None if row.current is None else scene_numbered(session, row.id, row.current)


def scene_numbered(session: Session, workshop_id: int, number: int) -> SceneRow | None:
    """Return a scene by its number in the workshop."""
    return session.scalar(
        select(SceneRow).where(SceneRow.workshop_id == workshop_id, SceneRow.number == number)
    )


def scene_rows(session: Session, workshop_id: int) -> list[SceneRow]:
    """Return every scene that was shown, in order."""
    found = select(SceneRow).where(SceneRow.workshop_id == workshop_id).order_by(SceneRow.number)
    return list(session.scalars(found))


def shown(row: SceneRow) -> Shown:
    """Return a scene as it was shown."""
    return Shown(row.number, scene(row.content), row.at, row.revealed)


def scene(content: dict[str, Any]) -> Scene:
    """Read a scene from what `asdict` made of it."""
    ask = content["ask"]
    # Scenes of earlier versions know of one right answer alone.
    also = tuple(ask.get("also", ()))
    read = {"kind": Asks(ask["kind"]), "options": options(ask["options"]), "also": also}
    asked = Ask(**{**ask, **read})
    return Scene(**{**content, "ask": asked})


def options(content: list[Any]) -> tuple[Option, ...]:
    """Read options from what `asdict` made of them."""
    return tuple(Option(**option) for option in content)


def guesses(session: Session, row: SceneRow) -> tuple[Guess, ...]:
    """Return a scene's guesses in the order of first guessing."""
    found = select(GuessRow.answer).where(GuessRow.scene_id == row.id).order_by(GuessRow.id)
    return tuple(Guess(row.number, answer) for answer in session.scalars(found))


def tally(session: Session, row: SceneRow) -> Tally:
    """Count a scene's dots; options with as many dots keep the order in which they are offered."""
    placed = select(VoteRow.option, VoteRow.participant_id).where(
        VoteRow.scene_id == row.id, VoteRow.slot.is_not(None)
    )
    rows = session.execute(placed).all()
    dots = Counter(option for option, _ in rows)
    people = Counter(option for option, _ in set(rows))
    of = shown(row)
    counts = [Count(o, dots[o.id], people[o.id]) for o in of.scene.ask.options]
    return Tally(
        shown=of,
        counts=tuple(sorted(counts, key=lambda count: -count.dots)),
        people=len({participant for _, participant in rows}),
    )


def notes(session: Session, row: WorkshopRow, *, hidden: bool) -> tuple[Note, ...]:
    """Return a workshop's notes, oldest first, with or without those that are hidden."""
    wanted = select(NoteRow).where(NoteRow.workshop_id == row.id).order_by(NoteRow.id)
    if not hidden:
        wanted = wanted.where(NoteRow.hidden.is_(False))
    return _notes(session, row, list(session.scalars(wanted)))


def notes_of(session: Session, row: WorkshopRow, participant_id: int) -> tuple[Note, ...]:
    """Return one participant's notes, oldest first."""
    wanted = select(NoteRow).where(NoteRow.participant_id == participant_id).order_by(NoteRow.id)
    return _notes(session, row, list(session.scalars(wanted)))


def _notes(session: Session, row: WorkshopRow, rows: list[NoteRow]) -> tuple[Note, ...]:
    if not rows:
        return ()
    places = {option.id: option for option in options(row.places)}
    themes = {option.id: option for option in options(row.themes)}
    alike = Counter(note.merged_into for note in rows)
    linked = select(InsightRow.note_id).join(NoteRow).where(NoteRow.workshop_id == row.id)
    kept = set(session.scalars(linked))
    return tuple(
        Note(
            id=note.id,
            place=places[note.place],
            theme=themes[note.theme],
            text=note.text,
            at=note.at,
            hidden=note.hidden,
            merged_into=note.merged_into,
            alike=alike[note.id],
            kept=note.id in kept,
        )
        for note in rows
    )
