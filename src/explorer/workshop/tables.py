"""The tables of a workshop. All but insights and wrong codes hang on one and go with it."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any, ClassVar

from sqlalchemy import (
    JSON,
    DateTime,
    Dialect,
    ForeignKey,
    Index,
    MetaData,
    String,
    Text,
    UniqueConstraint,
)
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column
from sqlalchemy.types import TypeDecorator

from explorer.workshop.model import NAME_LENGTH, NOTE_LENGTH

NAMES = {
    "pk": "pk_%(table_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
}
"""How constraints are named, so that a later migration can find them."""
TOKEN_LENGTH = 64
WORD_LENGTH = 120
"""Longest id of an option, place, theme or tag."""


class Instant(TypeDecorator[datetime]):
    """A moment in UTC; SQLite keeps no time zone, so none is stored and UTC is put back."""

    impl = DateTime
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        return value.astimezone(UTC).replace(tzinfo=None) if value else None

    def process_result_value(self, value: Any, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        return value.replace(tzinfo=UTC) if value else None


class Base(DeclarativeBase):
    """What all tables share."""

    metadata = MetaData(naming_convention=NAMES)
    type_annotation_map: ClassVar = {
        datetime: Instant(),
        dict[str, Any]: JSON(),
        list[Any]: JSON(),
    }


def _of_workshop() -> Mapped[int]:
    return mapped_column(ForeignKey("workshop.id", ondelete="CASCADE"), index=True)


class WorkshopRow(Base):
    """A workshop; `secret` is a hash, `current` the number of the scene before the room."""

    __tablename__ = "workshop"

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(String(6), unique=True)
    secret: Mapped[str] = mapped_column(String(64))
    title: Mapped[str] = mapped_column(Text)
    story: Mapped[str] = mapped_column(Text)
    state: Mapped[str] = mapped_column(String(10))
    locked: Mapped[bool] = mapped_column(default=False)
    created: Mapped[datetime]
    expires: Mapped[datetime]
    keep_days: Mapped[int]
    places: Mapped[list[Any]]
    themes: Mapped[list[Any]]
    version: Mapped[int] = mapped_column(default=1)
    current: Mapped[int | None]


class SceneRow(Base):
    """A scene that was shown, as it was shown."""

    __tablename__ = "scene"
    __table_args__ = (
        UniqueConstraint("workshop_id", "number"),
        UniqueConstraint("workshop_id", "name"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    workshop_id: Mapped[int] = _of_workshop()
    number: Mapped[int]
    name: Mapped[str] = mapped_column(String(WORD_LENGTH))
    content: Mapped[dict[str, Any]]
    at: Mapped[datetime]
    revealed: Mapped[bool] = mapped_column(default=False)


class ParticipantRow(Base):
    """A phone, known by the hash of its random token, and a display name if it gave one."""

    __tablename__ = "participant"
    __table_args__ = (UniqueConstraint("workshop_id", "token"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    workshop_id: Mapped[int] = _of_workshop()
    token: Mapped[str] = mapped_column(String(64))
    name: Mapped[str] = mapped_column(String(NAME_LENGTH), default="")


class GuessRow(Base):
    """One guess a participant and scene."""

    __tablename__ = "guess"
    __table_args__ = (UniqueConstraint("scene_id", "participant_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    scene_id: Mapped[int] = mapped_column(ForeignKey("scene.id", ondelete="CASCADE"))
    participant_id: Mapped[int] = mapped_column(ForeignKey("participant.id", ondelete="CASCADE"))
    token: Mapped[str] = mapped_column(String(TOKEN_LENGTH))
    answer: Mapped[str] = mapped_column(String(WORD_LENGTH))


class VoteRow(Base):
    """One dot.

    `slot` counts a participant's dots at a scene from 1, so that the database itself holds them to
    their number. A dot taken back has none; it stays, so that its token never counts again.
    """

    __tablename__ = "vote"
    __table_args__ = (
        UniqueConstraint("participant_id", "token"),
        UniqueConstraint("scene_id", "participant_id", "slot"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    scene_id: Mapped[int] = mapped_column(ForeignKey("scene.id", ondelete="CASCADE"))
    participant_id: Mapped[int] = mapped_column(ForeignKey("participant.id", ondelete="CASCADE"))
    token: Mapped[str] = mapped_column(String(TOKEN_LENGTH))
    option: Mapped[str] = mapped_column(String(WORD_LENGTH))
    slot: Mapped[int | None]


class NoteRow(Base):
    """A note on a place under a theme."""

    __tablename__ = "note"
    __table_args__ = (UniqueConstraint("participant_id", "token"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    workshop_id: Mapped[int] = _of_workshop()
    participant_id: Mapped[int] = mapped_column(ForeignKey("participant.id", ondelete="CASCADE"))
    token: Mapped[str] = mapped_column(String(TOKEN_LENGTH))
    place: Mapped[str] = mapped_column(String(WORD_LENGTH))
    theme: Mapped[str] = mapped_column(String(WORD_LENGTH))
    text: Mapped[str] = mapped_column(String(NOTE_LENGTH))
    at: Mapped[datetime]
    hidden: Mapped[bool] = mapped_column(default=False)
    merged_into: Mapped[int | None] = mapped_column(ForeignKey("note.id", ondelete="SET NULL"))


class ActRow(Base):
    """What the facilitator did, with what takes it back."""

    __tablename__ = "act"

    id: Mapped[int] = mapped_column(primary_key=True)
    workshop_id: Mapped[int] = _of_workshop()
    what: Mapped[str] = mapped_column(String(20))
    before: Mapped[dict[str, Any]]


class AttemptRow(Base):
    """Wrong codes from one network, by a hash of its address; forgotten after a minute."""

    __tablename__ = "attempt"

    caller: Mapped[str] = mapped_column(String(64), primary_key=True)
    since: Mapped[datetime] = mapped_column(index=True)
    failed: Mapped[int]


class InsightRow(Base):
    """What was said about a place; `note_id` while the workshop it comes from is still held."""

    __tablename__ = "insight"
    __table_args__ = (Index("ix_insight_place_theme", "place", "theme"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    note_id: Mapped[int | None] = mapped_column(
        ForeignKey("note.id", ondelete="SET NULL"), unique=True
    )
    fingerprint: Mapped[str] = mapped_column(String(64), unique=True)
    text: Mapped[str] = mapped_column(Text)
    place: Mapped[str] = mapped_column(String(WORD_LENGTH))
    neighbourhood: Mapped[str] = mapped_column(String(WORD_LENGTH))
    theme: Mapped[str] = mapped_column(String(WORD_LENGTH))
    said_on: Mapped[date]
    source: Mapped[str] = mapped_column(Text)


class TagRow(Base):
    """A tag on an insight."""

    __tablename__ = "insight_tag"

    insight_id: Mapped[int] = mapped_column(
        ForeignKey("insight.id", ondelete="CASCADE"), primary_key=True
    )
    tag: Mapped[str] = mapped_column(String(WORD_LENGTH), primary_key=True)
