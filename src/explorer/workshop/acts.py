"""What the facilitator did last, kept with how things were before, so that it can be undone."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from explorer.workshop import reading
from explorer.workshop.tables import ActRow, NoteRow, WorkshopRow

Before = dict[str, Any]


def remember(session: Session, row: WorkshopRow, what: str, before: Before) -> None:
    """Keep how things were before an act."""
    session.add(ActRow(workshop_id=row.id, what=what, before=before))


def undo(session: Session, row: WorkshopRow) -> str:
    """Put back how things were before the last act; say what it was, '' where there is none."""
    acts = select(ActRow).where(ActRow.workshop_id == row.id).order_by(ActRow.id.desc()).limit(1)
    last = session.scalar(acts)
    if last is None:
        return ""
    BACK[last.what](session, row, last.before)
    session.delete(last)
    return last.what


def _show(_session: Session, row: WorkshopRow, before: Before) -> None:
    row.current = before["current"]


def _reveal(session: Session, row: WorkshopRow, before: Before) -> None:
    scene = reading.scene_numbered(session, row.id, before["scene"])
    if scene is not None:
        scene.revealed = False


def _lock(_session: Session, row: WorkshopRow, before: Before) -> None:
    row.locked = before["locked"]


def _hide(session: Session, _row: WorkshopRow, before: Before) -> None:
    note = session.get(NoteRow, before["note"])
    if note is not None:
        note.hidden = before["hidden"]


def _merge(session: Session, _row: WorkshopRow, before: Before) -> None:
    for number, merged_into in before["notes"]:
        note = session.get(NoteRow, number)
        if note is not None:
            into = None if merged_into is None else session.get(NoteRow, merged_into)
            note.merged_into = into.id if into else None


BACK: dict[str, Callable[[Session, WorkshopRow, Before], None]] = {
    "show": _show,
    "reveal": _reveal,
    "lock": _lock,
    "unlock": _lock,
    "hide": _hide,
    "unhide": _hide,
    "merge": _merge,
}
