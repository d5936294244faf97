"""What residents said, by place, theme and date, beyond the workshop in which it was said."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace

from sqlalchemy import Select, delete, func, select
from sqlalchemy.orm import Session

from explorer.errors import Problem
from explorer.workshop import texts
from explorer.workshop.codes import hashed
from explorer.workshop.database import Database
from explorer.workshop.model import Insight, Note, Sought
from explorer.workshop.personal import looks_personal
from explorer.workshop.refusals import PersonalError, RefusedError
from explorer.workshop.tables import WORD_LENGTH, InsightRow, NoteRow, TagRow

LONGEST = 2_000
"""Characters of an insight: what was said may be longer than a note from a phone."""


class Insights:
    """Every insight of one database."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def search(self, sought: Sought | None = None) -> tuple[Insight, ...]:
        """Return the insights that have all that is sought, newest first."""
        return self._database.read(lambda session: tuple(_found(session, sought or Sought())))

    def count(self, sought: Sought | None = None) -> dict[str, int]:
        """Return the number of insights found by theme, most first."""
        return dict(Counter(insight.theme for insight in self.search(sought)).most_common())

    def tags(self) -> dict[str, int]:
        """Return every tag in use with its number of insights, most first."""

        def work(session: Session) -> dict[str, int]:
            number = func.count()
            counted = select(TagRow.tag, number).group_by(TagRow.tag)
            rows = session.execute(counted.order_by(number.desc(), TagRow.tag))
            return {row[0]: row[1] for row in rows}

        return self._database.read(work)

    def add(self, found: Iterable[Insight]) -> int:
        """Store insights, all or none; one that is there already is not stored twice.

        Returns
        -------
        int
            How many are new.

        Raises
        ------
        PersonalError
            Naming every one that looks personal, counted from 1.
        RefusedError
            Naming every one that has no words or too many.
        """
        given = [_tidied(insight) for insight in found]
        if personal := list(_personal(given)):
            raise PersonalError(personal)
        if unfit := list(_unfit(given)):
            raise RefusedError(unfit)

        def work(session: Session) -> int:
            marks = {_fingerprint(insight): insight for insight in given}
            held = set(
                session.scalars(
                    select(InsightRow.fingerprint).where(InsightRow.fingerprint.in_(list(marks)))
                )
            )
            new = {mark: insight for mark, insight in marks.items() if mark not in held}
            for mark, insight in new.items():
                _store(session, insight, mark)
            return len(new)

        return self._database.write(work)

    def tag(self, insight: int, tags: Iterable[str]) -> None:
        """Give an insight these tags in place of those it has."""
        wanted = sorted({tidied for tag in tags if (tidied := texts.tidy(tag)[:WORD_LENGTH])})

        def work(session: Session) -> None:
            _held(session, insight)
            session.execute(delete(TagRow).where(TagRow.insight_id == insight))
            session.add_all(TagRow(insight_id=insight, tag=tag) for tag in wanted)

        self._database.write(work)

    def delete(self, insight: int) -> None:
        """Delete an insight everywhere: here, and the note it was kept from."""

        def work(session: Session) -> None:
            row = _held(session, insight)
            session.execute(delete(NoteRow).where(NoteRow.id == row.note_id))
            session.execute(delete(InsightRow).where(InsightRow.id == insight))

        self._database.write(work)
        self._database.shrink()


def keep(session: Session, note: Note, source: str, neighbourhood: str) -> None:
    """Store a note as an insight that outlives its workshop."""
    kept = Insight(
        text=note.text,
        place=note.place.id,
        theme=note.theme.id,
        said_on=note.at.date(),
        source=source,
        neighbourhood=neighbourhood,
    )
    _store(session, kept, hashed(f"note {note.id} {_fingerprint(kept)}"), note.id)


def _store(session: Session, insight: Insight, mark: str, note: int | None = None) -> None:
    row = InsightRow(
        note_id=note,
        fingerprint=mark,
        text=insight.text,
        place=insight.place,
        neighbourhood=insight.neighbourhood,
        theme=insight.theme,
        said_on=insight.said_on,
        source=insight.source,
    )
    session.add(row)
    session.flush()
    session.add_all(TagRow(insight_id=row.id, tag=tag) for tag in sorted(set(insight.tags)))


def _held(session: Session, insight: int) -> InsightRow:
    row = session.get(InsightRow, insight)
    if row is None:
        raise RefusedError(
            Problem("insight", f"number {insight}", "one that is held", "It was deleted already.")
        )
    return row


def _found(session: Session, sought: Sought) -> Iterator[Insight]:
    rows = list(session.scalars(_query(sought)))
    tags = select(TagRow).where(TagRow.insight_id.in_([row.id for row in rows]))
    tagged: dict[int, list[str]] = {}
    for tag in session.scalars(tags.order_by(TagRow.tag)):
        tagged.setdefault(tag.insight_id, []).append(tag.tag)
    for row in rows:
        yield Insight(
            text=row.text,
            place=row.place,
            theme=row.theme,
            said_on=row.said_on,
            source=row.source,
            neighbourhood=row.neighbourhood,
            tags=tuple(tagged.get(row.id, ())),
            id=row.id,
        )


def _query(sought: Sought) -> Select[InsightRow]:
    wanted = select(InsightRow).order_by(InsightRow.said_on.desc(), InsightRow.id.desc())
    for word in texts.tidy(sought.words).split():
        wanted = wanted.where(InsightRow.text.icontains(word, autoescape=True))
    if sought.places:
        wanted = wanted.where(InsightRow.place.in_(sought.places))
    if sought.neighbourhood:
        wanted = wanted.where(InsightRow.neighbourhood == sought.neighbourhood)
    if sought.theme:
        wanted = wanted.where(InsightRow.theme == sought.theme)
    if sought.tag:
        tagged = select(TagRow.insight_id).where(TagRow.tag == sought.tag)
        wanted = wanted.where(InsightRow.id.in_(tagged))
    if sought.since:
        wanted = wanted.where(InsightRow.said_on >= sought.since)
    if sought.until:
        wanted = wanted.where(InsightRow.said_on <= sought.until)
    return wanted


def _tidied(insight: Insight) -> Insight:
    return replace(insight, text=texts.tidy(insight.text), source=texts.tidy(insight.source))


def _fingerprint(insight: Insight) -> str:
    said = (insight.text, insight.place, insight.theme, insight.said_on.isoformat(), insight.source)
    return hashed("\0".join(said))


def _personal(insights: list[Insight]) -> Iterator[Problem]:
    for number, insight in enumerate(insights, 1):
        if what := looks_personal(insight.text):
            yield texts.personal(f"insight {number}", what)


def _unfit(insights: list[Insight]) -> Iterator[Problem]:
    for number, insight in enumerate(insights, 1):
        if not 0 < len(insight.text) <= LONGEST:
            yield Problem(
                where=f"insight {number}",
                found=f"{len(insight.text)} characters",
                expected=f"1 to {LONGEST:,}",
                fix="Give what was said in a few sentences.",
            )
