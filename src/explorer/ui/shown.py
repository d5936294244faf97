"""What a page shows in a run, kept so that the page can be handed out as a document."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextvars import ContextVar
from dataclasses import replace
from urllib.parse import urlencode

from explorer.views.base import ChartView, MapView, Passage, Provenance, TableView
from explorer.views.document import Document, Section


class Shown:
    """A page's views and words, in the order in which they are shown."""

    def __init__(self) -> None:
        self.title, self.subtitle = "", ""
        self.sections: list[Section] = []
        self.origins: tuple[Provenance, ...] = ()

    def headline(self, text: str, subtitle: str) -> None:
        self.title, self.subtitle = text, subtitle

    def section(self, title: str, sentences: Sequence[str] = ()) -> None:
        self.sections.append(Section(title, tuple(sentences)))

    def listed(self, title: str, texts: Sequence[str]) -> None:
        self.sections.append(Section(title, tuple(texts), listed=True))

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

    def chart(self, view: ChartView) -> None:
        self._open(view.title)
        self.sections[-1] = replace(self.sections[-1], charts=(view,))

    def table(self, view: TableView, title: str = "") -> None:
        if title or not self.sections:
            self.section(title or view.caption)
        last = self.sections[-1]
        self.sections[-1] = replace(last, tables=(*last.tables, view))

    def document(self, page: str, query: Mapping[str, str]) -> Document:
        """Return the page as a document.

        Parameters
        ----------
        page : str
            Its file stem.
        query : mapping of str to str
            Its address; without one where nobody else could open it.
        """
        sections = tuple(section for section in self.sections if not _is_bare(section))
        used = (*self.origins, *_origins(sections))
        origins = tuple(dict.fromkeys(used))
        return Document(
            name=" ".join(dict.fromkeys((page, *query.values()))),
            title=self.title,
            subtitle=self.subtitle,
            sections=sections,
            provenances=origins,
            areas="; ".join(dict.fromkeys(origin.areas for origin in origins)),
            permalink=f"{page}?{urlencode(query)}" if query else "",
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
