"""What a page shows in a run, kept so that the page can be handed out as a document."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextvars import ContextVar
from dataclasses import dataclass, field, replace
from urllib.parse import urlencode

import streamlit as st

from explorer.errors import ExplorerError
from explorer.views.base import ChartView, Finding, MapView, Passage, Provenance, TableView
from explorer.views.document import Document, Section

HANDED = "handed"
"""Key of a session's state that is there in a visit without a browser, to take what is handed."""


@dataclass
class Handed:
    """What a page hands to a visit without a browser: documents by their menu, and its errors."""

    documents: dict[str, Callable[[], Document]] = field(default_factory=dict)
    errors: list[ExplorerError] = field(default_factory=list)


class Shown:
    """A page's views and words, in the order in which they are shown."""

    def __init__(self) -> None:
        self.title, self.subtitle = "", ""
        self.sections: list[Section] = []
        self.origins: tuple[Provenance, ...] = ()

    @property
    def has_map(self) -> bool:
        return any(section.maps for section in self.sections)

    def headline(self, text: str, subtitle: str) -> None:
        self.title, self.subtitle = text, subtitle

    def section(self, title: str, sentences: Sequence[str] = ()) -> None:
        self.sections.append(Section(title, tuple(sentences)))

    def listed(self, title: str, texts: Sequence[str]) -> None:
        self.sections.append(Section(title, tuple(texts), listed=True))

    def say(self, texts: Sequence[str]) -> None:
        last = self.sections[-1]
        self.sections[-1] = replace(last, sentences=(*last.sentences, *texts))

    def note(self, text: str) -> None:
        if self.sections:
            last = self.sections[-1]
            self.sections[-1] = replace(last, notes=(*last.notes, text))

    def passage(self, view: Passage) -> None:
        self.sections.append(Section(view.title, (), tables=view.tables, notes=view.notes))

    def map(self, view: MapView, beside: TableView | None) -> None:
        self._open(view.provenance.measure)
        self.sections[-1] = replace(self.sections[-1], maps=(view,))
        if beside is not None:
            self.table(beside)

    def finding(self, title: str, of: Finding) -> None:
        said = tuple(filter(None, (f"{of.sentence}.", of.detail)))
        pictures = (of.picture,) if of.picture else ()
        notes = (f"{of.period}. {of.source}.",)
        self.sections.append(Section(title, said, maps=pictures, notes=notes))

    def chart(self, view: ChartView) -> None:
        self._open(view.title)
        self.sections[-1] = replace(self.sections[-1], charts=(view,))

    def table(self, view: TableView, title: str = "") -> None:
        if title or not self.sections:
            self.section(title or view.caption)
        last = self.sections[-1]
        self.sections[-1] = replace(last, tables=(*last.tables, view))

    def document(self, page: str, query: Mapping[str, str] | None) -> Document:
        """Return the page as a document.

        Parameters
        ----------
        page : str
            Its file stem.
        query : mapping of str to str, optional
            Its address; left out where nobody else could open it.
        """
        sections = tuple(section for section in self.sections if not _is_bare(section))
        used = (*self.origins, *_origins(sections))
        origins = tuple(dict.fromkeys(used))
        return Document(
            name=" ".join(dict.fromkeys((page, *(query or {}).values()))),
            title=self.title,
            subtitle=self.subtitle,
            sections=sections,
            provenances=origins,
            areas="; ".join(dict.fromkeys(filter(None, (origin.areas for origin in origins)))),
            permalink="" if query is None else f"{page}?{urlencode(query)}".rstrip("?"),
        )

    def _open(self, title: str) -> None:
        """Begin a section for a figure, unless a heading of the page's own waits for it."""
        is_waiting = bool(self.sections) and not _has_content(self.sections[-1])
        if not is_waiting:
            self.section(title)


def _has_content(section: Section) -> bool:
    return bool(section.sentences or section.maps or section.charts or section.tables)


def _is_bare(section: Section) -> bool:
    return not (_has_content(section) or section.notes)


def _origins(sections: Sequence[Section]) -> list[Provenance]:
    return [
        view.provenance
        for section in sections
        for views in (section.maps, section.charts, section.tables)
        for view in views
    ]


_now: ContextVar[Shown | None] = ContextVar("shown", default=None)


def begin() -> Shown:
    """Begin to keep what a page shows; a script's thread runs one page at a time."""
    shown = Shown()
    _now.set(shown)
    return shown


def now() -> Shown:
    """Return what keeps the page at hand."""
    return _now.get() or begin()


def hand(make: Callable[[], Document], key: str) -> None:
    """Leave what a menu of documents offers for a visit without a browser, if this is one."""
    if handed := _handed():
        handed.documents[key] = make


def tell(error: ExplorerError) -> None:
    """Leave an error that the page explains for a visit without a browser, if this is one."""
    if handed := _handed():
        handed.errors.append(error)


def _handed() -> Handed | None:
    held: Handed | None = st.session_state.get(HANDED)
    return held
