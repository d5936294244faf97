"""The story page: whose story, of which theme, and each chapter as its document has it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import partial
from html import escape

import streamlit as st

from explorer.exports.base import Format
from explorer.exports.documents import parts
from explorer.keeping import kept
from explorer.ui import exporting, page
from explorer.ui.choices import Choices
from explorer.ui.start import FOLDER
from explorer.views.base import MapView
from explorer.views.document import Document, Section
from explorer.views.story import changed, places, themes
from explorer.views.story.telling import PAGE, story

ALL_THEMES = {"": "All themes"}
LAST = {"": "the last refresh"}
MAP_WIDTH, MAP_DPI = 108.0, 190
"""Millimetres and dots an inch: a map as its document has it, in half the width of the page."""


@dataclass(frozen=True)
class Choice:
    """Whose story is on the page, of which theme, and since when changes are told."""

    place: str
    theme: str
    since: date | None

    def document(self) -> Document:
        return story(self.place, self.theme, self.since)


def choose() -> Choice:
    """Draw the controls, keep them in step with the address, and return what is chosen."""
    choices = Choices(PAGE, width=300)
    place = choices.pick("place", "Whose story", places.choices())
    titles = {key: theme.title for key, theme in themes.held().items()}
    theme = choices.pick("theme", "Theme", ALL_THEMES | titles)
    since = ""
    if days := changed.days():
        told = {day.isoformat(): f"{day.day} {day:%B %Y}" for day in days}
        since = choices.pick("since", "Changes since", LAST | told)
    choices.done()
    return Choice(place, theme, date.fromisoformat(since) if since else None)


def opening(choice: Choice) -> None:
    """Show the headline findings, and the menu that hands the story out."""
    document = choice.document()
    exporting.document_menu(partial(story, choice.place, choice.theme, choice.since), PAGE)
    items = "".join(f"<li>{escape(text)}</li>" for text in document.summary)
    st.html(f'<section class="callout"><h2>In short</h2><ul>{items}</ul></section>')


def chapter(section: Section) -> None:
    """Show a chapter: its sentence, then its map beside its picture, then what to know of them."""
    page.section(section.title)
    _sentences(section)
    if section.maps:
        left, right = st.columns(2, gap="large")
        with left:
            for view in section.maps:
                _map(view)
        with right:
            _pictures(section)
    else:
        _pictures(section)


def _sentences(section: Section) -> None:
    if section.listed:
        items = "".join(f"<li>{escape(text)}</li>" for text in section.sentences)
        st.html(f"<ul>{items}</ul>")
    elif section.sentences:
        st.html("".join(f"<p>{escape(text)}</p>" for text in section.sentences))


def _pictures(section: Section) -> None:
    for chart in section.charts:
        page.chart(chart)
    for table in section.tables:
        page.html_table(table)
    for note in section.notes:
        page.note(note)


def _map(view: MapView) -> None:
    """Show a map as the documents have it; the studio has it to change and to take away."""
    st.image(_drawn(view), width="stretch", alt=view.text_alternative)
    for text in (parts.caption(view), *parts.remarks(view, sourced=True)):
        page.note(text)
    if query := exporting.studio_query(view):
        label = f"Open this map, to look closer or change it: {view.provenance.measure}"
        st.page_link(FOLDER / f"{exporting.STUDIO}.py", label=label, query_params=query)


@kept(maxsize=64)
def _drawn(view: MapView) -> bytes:
    return parts.draw(view, Format.PNG, MAP_WIDTH, dpi=MAP_DPI)
