"""A finished document, written or not: sections of sentences, pictures, tables and sources."""

from __future__ import annotations

from dataclasses import dataclass

from explorer.views.base import ChartView, MapView, Provenance, TableView


@dataclass(frozen=True, eq=False)
class Section:
    """One idea of a document.

    Attributes
    ----------
    title : str
        What the section is about, as a heading.
    sentences : tuple of str
        Whole sentences, the finding first; each a paragraph, or a bullet where `listed`.
    maps, charts, tables : tuple
        Views, drawn in this order after the sentences.
    notes : tuple of str
        What must be known of the figures, in smaller type at the end.
    listed : bool
        Whether the sentences are a list of separate things.
    beside : bool
        Whether the section stands in a second column where the document is of one page: beside the
        last section before it that is not, and under those that are.
    """

    title: str
    sentences: tuple[str, ...] = ()
    maps: tuple[MapView, ...] = ()
    charts: tuple[ChartView, ...] = ()
    tables: tuple[TableView, ...] = ()
    notes: tuple[str, ...] = ()
    listed: bool = False
    beside: bool = False


@dataclass(frozen=True, eq=False)
class Document:
    """A brief, a story or a ledger, ready to be written as Word, PDF or slides.

    Attributes
    ----------
    name : str
        What its file is called, without ending: 'ward-brief-westbourne-2022'.
    title, subtitle : str
        The heading, and what, where and when beneath it.
    summary : tuple of str
        Headline findings, before the first section; may be empty.
    sections : tuple of Section
    provenances : tuple of Provenance
        Every source used, in order of use; written once each at the end.
    areas : str
        For which areas and dates in force, in words.
    permalink : str
        Query that opens the page this was made from, such as 'ward?ward=E05000001'.
    one_page : bool
        Whether it is laid out for a single A4 page.
    spreadsheet : tuple of TableView
        What goes into a spreadsheet in place of the sections' tables.
    """

    name: str
    title: str
    subtitle: str
    sections: tuple[Section, ...]
    provenances: tuple[Provenance, ...]
    areas: str
    summary: tuple[str, ...] = ()
    permalink: str = ""
    one_page: bool = False
    spreadsheet: tuple[TableView, ...] = ()

    @property
    def tables(self) -> tuple[TableView, ...]:
        """The tables that a spreadsheet of it holds."""
        return self.spreadsheet or tuple(
            table for section in self.sections for table in section.tables
        )
