"""The record of a workshop as views: what was shown, guessed, noted and voted, ready to export."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import groupby
from typing import Any

import pandas as pd

from explorer.errors import ExplorerError
from explorer.views import words
from explorer.views.base import Column, MapView, Provenance, TableView
from explorer.views.document import Document, Section
from explorer.views.outcomes import ambitions
from explorer.views.stories import facts, reading, scenes
from explorer.workshop import note_map, telling
from explorer.workshop.model import Asks, Guess, Note, Record, Shown
from explorer.workshop.note_map import Placed

NOTHING_SHOWN = "No scene was shown."
NOBODY = "Nobody placed a note."
NO_DOTS = "No dots were placed."
NO_GUESS = "Nothing was guessed."


def document(record: Record) -> Document:
    """Build the whole record: scenes, guesses against the truth, notes on the map, dots."""
    workshop, told = record.workshop, _told(record)
    origins = dict.fromkeys((provenance(record), *(m.provenance for s in told for m in s.maps)))
    return Document(
        name=f"workshop-{workshop.code}",
        title=f"Record of the workshop '{workshop.title}'",
        subtitle=_when(record),
        summary=_summary(record),
        sections=(
            _scenes_section(record),
            *told,
            _guesses_section(record),
            _notes_section(record),
            *(_votes_section(record)),
        ),
        provenances=tuple(origins),
        areas="; ".join(dict.fromkeys(origin.areas for origin in origins)),
    )


def tables(record: Record) -> tuple[TableView, ...]:
    """Return the record's tables: notes, notes by place and theme, dots, guesses, scenes."""
    return (
        notes_table(record),
        themes_table(record),
        votes_table(record),
        guesses_table(record),
        scenes_table(record),
    )


def notes_map(record: Record) -> MapView:
    """Draw the record's notes on the map."""
    notes = standing(record.notes)
    themes = {theme.id: theme.label for theme in record.workshop.themes}
    return note_map.map_view(placed(notes), _notes_headline(notes), provenance(record), themes)


def standing(notes: Sequence[Note]) -> tuple[Note, ...]:
    """Return the notes that are shown: neither hidden nor merged into another, newest last."""
    return tuple(note for note in notes if not note.hidden and note.merged_into is None)


def placed(notes: Sequence[Note]) -> tuple[Placed, ...]:
    """Return notes as the map needs them; one that others were merged into counts for all."""
    return tuple(Placed(note.place.id, note.theme.id, 1 + note.alike) for note in notes)


def provenance(record: Record) -> Provenance:
    """Say where the record comes from."""
    workshop = record.workshop
    return note_map.provenance(f"Workshop '{workshop.title}'", _day(record))


def notes_table(record: Record) -> TableView:
    """List every note by place and theme, with how many said the same."""
    notes = sorted(standing(record.notes), key=lambda n: (n.place.label, n.theme.label, n.at))
    rows = [
        {
            "place": note.place.label,
            "code": note.place.id,
            "theme": note.theme.label,
            "text": note.text,
            "times": 1 + note.alike,
            "at": f"{note.at:%H:%M}",
        }
        for note in notes
    ]
    columns = (
        Column("place", "Ward"),
        Column("code", "Code"),
        Column("theme", "Theme"),
        Column("text", "Note"),
        Column("times", "Times", 0),
        Column("at", "At (UTC)"),
    )
    return _table(record, "Notes by ward and theme", columns, rows)


def themes_table(record: Record) -> TableView:
    """Count the notes of every theme, and name the places they stand on."""
    notes = sorted(standing(record.notes), key=lambda note: note.theme.label)
    rows = []
    for label, of_theme in groupby(notes, key=lambda note: note.theme.label):
        held = list(of_theme)
        places = sorted({note.place.label for note in held})
        rows.append(
            {
                "theme": label,
                "notes": sum(1 + note.alike for note in held),
                "places": words.in_sentence(places),
            }
        )
    rows.sort(key=lambda row: (-int(str(row["notes"])), str(row["theme"])))
    columns = (Column("theme", "Theme"), Column("notes", "Notes", 0), Column("places", "On"))
    return _table(record, "Notes by theme", columns, rows)


def votes_table(record: Record) -> TableView:
    """List every option of every vote with its dots and how many people put them there."""
    rows = [
        {
            "question": tally.shown.scene.headline,
            "option": count.option.label,
            "dots": count.dots,
            "people": count.people,
        }
        for tally in record.tallies
        for count in tally.counts
    ]
    columns = (
        Column("question", "Question"),
        Column("option", "Option"),
        Column("dots", "Dots", 0),
        Column("people", "People", 0),
    )
    return _table(record, "Dots", columns, rows)


def guesses_table(record: Record) -> TableView:
    """List every guess beside the truth."""
    held = {shown.number: shown for shown in record.scenes}
    rows = [_guess_row(held[guess.scene], guess) for guess in record.guesses]
    columns = (
        Column("question", "Question"),
        Column("guess", "Guess"),
        Column("truth", "What the figures give"),
        Column("off", "How far off"),
    )
    return _table(record, "Guesses against the figures", columns, rows)


def scenes_table(record: Record) -> TableView:
    """List the scenes shown, in order."""
    rows = [
        {
            "number": shown.number,
            "at": f"{shown.at:%H:%M}",
            "headline": shown.scene.headline,
            "sentence": shown.scene.sentence,
            "question": shown.scene.ask.question,
            "query": shown.scene.query,
        }
        for shown in record.scenes
    ]
    columns = (
        Column("number", "No.", 0),
        Column("at", "At (UTC)"),
        Column("headline", "Headline"),
        Column("sentence", "Sentence"),
        Column("question", "Question to the room"),
        Column("query", "View"),
    )
    return _table(record, "Scenes shown", columns, rows)


def whole_table(record: Record) -> TableView:
    """Return the whole record as one table, a row each for a scene, guess, option and note."""
    dots = {"question": "asked", "option": "text", "dots": "count", "people": "people"}
    notes = {"text": "text", "code": "area_code", "place": "area_name", "theme": "theme"}
    parts: list[tuple[str, TableView, dict[str, str]]] = [
        ("scene", scenes_table(record), {"headline": "text", "question": "asked"}),
        ("guess", guesses_table(record), {"question": "asked", "guess": "text", "truth": "truth"}),
        ("dots", votes_table(record), dots),
        ("note", notes_table(record), {**notes, "times": "count"}),
    ]
    frames = [
        part.frame.rename(columns=names)[list(names.values())].assign(kind=kind)
        for kind, part, names in parts
        if len(part.frame)
    ]
    keys = ("kind", "asked", "text", "truth", "area_code", "area_name", "theme", "count", "people")
    frame = pd.concat(frames, ignore_index=True) if frames else pd.DataFrame(columns=list(keys))
    frame = frame.reindex(columns=list(keys))
    texts = [key for key in keys if key not in ("count", "people")]
    frame[texts] = frame[texts].astype(object).fillna("")
    columns = tuple(Column(key, key) for key in keys)
    return TableView("Record of the workshop", columns, frame, provenance(record))


def fared(shown: Shown, guesses: Sequence[Guess]) -> str:
    """Say in one sentence how the guesses at a scene fared."""
    ask = shown.scene.ask
    held = [guess.answer for guess in guesses if guess.scene == shown.number]
    if not held:
        return NO_GUESS
    guessed = words.count_of(len(held), "person guessed", "people guessed")
    if ask.kind is Asks.NUMBER:
        values = sorted(float(text) for text in held)
        middle = pd.Series(values).median()
        return (
            f"{guessed}, from {values[0]:g} to {values[-1]:g}, half of them {middle:g} or less; "
            f"the figures give {ask.truth_said}."
        )
    right = sum(answer in ask.right for answer in held)
    return f"{guessed}, {right} of them right; the figures give {ask.truth_said}."


def _guess_row(shown: Shown, guess: Guess) -> dict[str, Any]:
    ask = shown.scene.ask
    if ask.kind is Asks.NUMBER:
        off = words.with_unit(float(guess.answer) - float(ask.truth), 1, ask.unit)
    else:
        off = "right" if guess.answer in ask.right else "another"
    return {
        "question": ask.question,
        "guess": ask.said(guess.answer),
        "truth": ask.truth_said,
        "off": off,
    }


def _summary(record: Record) -> tuple[str, ...]:
    workshop, notes = record.workshop, standing(record.notes)
    found = [
        f"{words.count_of(workshop.participants, 'person', 'people')} took part, "
        f"{words.count_of(len(record.scenes), 'scene was', 'scenes were')} shown.",
        f"{_notes_headline(notes)}. {note_map.most(placed(notes))}".strip(),
    ]
    found += [_winner(record, place) for place in range(len(record.tallies))]
    return tuple(found)


def _winner(record: Record, place: int) -> str:
    tally = record.tallies[place]
    if not tally.dots:
        return NO_DOTS
    best = max(count.dots for count in tally.counts)
    names = [count.option.label for count in tally.counts if count.dots == best]
    return (
        f"Most dots went to {words.in_sentence(names)}: {best} of {tally.dots}, placed by "
        f"{words.count_of(tally.people, 'person', 'people')}."
    )


def _scenes_section(record: Record) -> Section:
    if not record.scenes:
        return Section("What was shown", (NOTHING_SHOWN,))
    whole = scenes_table(record)
    # A page has no room for the link of each view; the workbook has.
    return Section("What was shown", tables=(replace(whole, columns=whole.columns[:-1]),))


def _told(record: Record) -> tuple[Section, ...]:
    """Show the story's scenes again, each with its map as the figures give it now."""
    try:
        story = reading.read(record.workshop.story) if record.workshop.story else None
    except ExplorerError:
        # Figures may have been renamed since; the list of scenes says what was shown.
        return ()
    numbers = [telling.number_of(shown.scene) for shown in record.scenes]
    held = [story.scenes[n] for n in numbers if n is not None] if story else []
    return tuple(
        Section(
            scenes.headline(scene),
            tuple(facts.fill(t, scene.selection) for t in (scene.sentence, scene.question) if t),
            maps=(scenes.shown(scene),),
        )
        for scene in held
    )


def _guesses_section(record: Record) -> Section:
    asked = [s for s in record.scenes if s.scene.ask.kind in (Asks.NUMBER, Asks.CHOICE)]
    sentences = [f"{s.scene.ask.question} {fared(s, record.guesses)}" for s in asked]
    return Section("Guesses against the figures", tuple(sentences) or (NO_GUESS,), listed=True)


def _notes_section(record: Record) -> Section:
    notes = standing(record.notes)
    if not notes:
        return Section("Notes", (NOBODY,))
    return Section(
        "Notes",
        (f"{_notes_headline(notes)}. {note_map.most(placed(notes))}",),
        maps=(notes_map(record),),
        tables=(themes_table(record), notes_table(record)),
        notes=(note_map.WHAT_PEOPLE_SAY, ambitions.NAMED_HERE),
    )


def _votes_section(record: Record) -> tuple[Section, ...]:
    if not record.tallies:
        return ()
    sentences = tuple(_winner(record, place) for place in range(len(record.tallies)))
    return (Section("What comes first", sentences, tables=(votes_table(record),)),)


def _notes_headline(notes: Sequence[Note]) -> str:
    places = len({note.place.id for note in notes})
    said = words.count_of(sum(1 + note.alike for note in notes), "note", "notes")
    return f"{said} on {words.count_of(places, 'ward', 'wards')}"


def _table(
    record: Record, caption: str, columns: tuple[Column, ...], rows: list[dict[str, Any]]
) -> TableView:
    frame = pd.DataFrame(rows, columns=[column.key for column in columns])
    return TableView(caption, columns, frame, provenance(record))


def _when(record: Record) -> str:
    return f"{_day(record)}, code {record.workshop.code}"


def _day(record: Record) -> str:
    created = record.workshop.created
    return f"{created.day} {created:%B %Y}"
