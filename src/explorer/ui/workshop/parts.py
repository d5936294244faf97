"""Pieces of a workshop's screens as HTML: how to join, bars of dots, guesses on a line, notes."""

from __future__ import annotations

from base64 import b64encode
from collections import Counter
from collections.abc import Sequence
from html import escape

from explorer.ui.room.qr import qr_code
from explorer.ui.workshop import links
from explorer.views import words
from explorer.views.stories.guesses import Answer, tally
from explorer.workshop import record
from explorer.workshop.model import Asks, Note, Record, State, Tally, Workshop

SVG = "http://www.w3.org/2000/svg"
NOTES_SHOWN = 5
STEP, HEIGHT = 0.9, 2.6
"""How far apart guesses of one number stand on each other, and how high they may, in rem."""
AROUND = 0.08
"""Share of the line of guesses left free at either end."""


def keep(html: str) -> str:
    """Mark HTML to stay on the screen where a page is presented."""
    return f'<div class="present-keep">{html}</div>'


def joining(code: str) -> str:
    """Say how to join, large: address, code and QR code."""
    where = links.join_address(code)
    # As an image, because Streamlit takes drawings out of HTML.
    drawing = qr_code(where).replace("<svg ", f'<svg xmlns="{SVG}" ', 1)
    drawn = b64encode(drawing.encode()).decode()
    return (
        f'<div class="join"><img alt="QR code for {escape(where)}" '
        f'src="data:image/svg+xml;base64,{drawn}">'
        f'<div><p class="join-where">Go to <b>{escape(links.shown_address())}</b></p>'
        f'<p class="join-what">and type</p><p class="join-code">{spaced(code)}</p></div></div>'
    )


def here(participants: int) -> str:
    """Say how many have joined."""
    return f'<p class="join-here">{words.count_of(participants, "person", "people")} here</p>'


def corner(workshop: Workshop) -> str:
    """Say how to join, small, for every other screen; or that nobody can any more."""
    if workshop.state is State.ENDED:
        return '<p class="join-corner">The workshop has ended</p>'
    mark = " · closed for now" if workshop.locked else ""
    return (
        f'<p class="join-corner">{escape(links.shown_address())} · '
        f"<b>{spaced(workshop.code)}</b> · "
        f"{words.count_of(workshop.participants, 'person', 'people')} here{mark}</p>"
    )


def spaced(code: str) -> str:
    """Write a code in two halves, as it is read out."""
    return f"{escape(code[:3])}\u2009{escape(code[3:])}"


def dots(counted: Tally | None) -> str:
    """Draw the dots of a vote as bars, most first."""
    if counted is None:
        return ""
    most = max((count.dots for count in counted.counts), default=0) or 1
    rows = "".join(
        f'<li><span class="dots-name">{escape(count.option.label)}</span>'
        f'<span class="dots-bar"><i style="width:{100 * count.dots / most:.1f}%"></i></span>'
        f'<b class="dots-count">{count.dots}</b></li>'
        for count in counted.counts
    )
    placed = words.count_of(counted.dots, "dot", "dots")
    people = words.count_of(counted.people, "person", "people")
    return f'<ol class="dots">{rows}</ol><p class="live">{placed} by {people}</p>'


def waiting(guesses: int, participants: int) -> str:
    """Say how many have guessed, before the answer; not what, so that nobody follows another."""
    return f'<p class="live"><b>{guesses}</b> of {participants} have guessed</p>'


def against_truth(answer: Answer, guesses: Sequence[str]) -> str:
    """Show the answer and how the guesses lie about it."""
    first, *more = tally(answer, guesses)
    drawn = _line(answer, guesses) if answer.is_number else ""
    # Who guessed less and who more can be seen on the line.
    lines = "".join(f"<p>{escape(line)}</p>" for line in (first, *([] if drawn else more)))
    return f'<div class="answer">{truth(answer)}{drawn}{lines}</div>'


def truth(answer: Answer) -> str:
    """Say what the figures give."""
    return f'<p class="truth">{escape(answer.words)}</p>'


def notes(held: Sequence[Note]) -> str:
    """List the latest notes, newest first, as the text they are."""
    latest = list(reversed(record.standing(held)))[:NOTES_SHOWN]
    if not latest:
        return '<p class="live">No notes yet.</p>'
    items = "".join(
        f"<li><b>{escape(note.place.label)}</b> <span>{escape(note.theme.label)}</span>"
        f"<p>{escape(note.text)}{_times(note)}</p></li>"
        for note in latest
    )
    return f'<ul class="notes">{items}</ul>'


def _times(note: Note) -> str:
    return f" <em>said {1 + note.alike} times</em>" if note.alike else ""


def _line(answer: Answer, guesses: Sequence[str]) -> str:
    """Draw guesses as dots on a line with the figures' answer across it."""
    values = sorted(float(guess) for guess in guesses)
    low, high = min([*values, answer.value]), max([*values, answer.value])
    spread = (high - low) or 1

    def at(value: float) -> str:
        return f"{100 * (AROUND + (1 - 2 * AROUND) * (value - low) / spread):.1f}%"

    highest = max(Counter(values).values(), default=1)
    step = min(STEP, HEIGHT / highest)
    seen: Counter[float] = Counter()
    marks = []
    for value in values:
        marks.append(f'<i style="left:{at(value)};--up:{seen[value] * step:.2f}"></i>')
        seen[value] += 1
    given = f'<b style="left:{at(answer.value)}"><span>{answer.value:g}</span></b>'
    return f'<div class="guesses" aria-hidden="true">{"".join(marks)}{given}</div>'


def fared(held: Record) -> tuple[str, ...]:
    """Say how the guesses at each scene fared; what is not yet told is only counted."""
    asked = [s for s in held.scenes if s.scene.ask.kind in (Asks.NUMBER, Asks.CHOICE)]
    return tuple(
        f"{shown.scene.ask.question} "
        + (record.fared(shown, held.guesses) if shown.revealed else _counted(held, shown.number))
        for shown in asked
    ) or (record.NO_GUESS,)


def _counted(held: Record, number: int) -> str:
    given = sum(guess.scene == number for guess in held.guesses)
    return f"{words.count_of(given, 'guess', 'guesses')} so far."
