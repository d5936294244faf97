"""The frame of every page: heading, map with legend, charts, table, and where it all comes from."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from html import escape

import pandas as pd
import streamlit as st

from explorer import __version__, areas, registry
from explorer.errors import ExplorerError
from explorer.figures import charts, web_map
from explorer.figures.light import light
from explorer.keeping import kept
from explorer.model import Standing
from explorer.ui import address, exporting, look, maps, presenting, shown, start
from explorer.ui.messages import explain
from explorer.views import words
from explorer.views.base import ChartView, Column, MapView, Passage, Provenance, TableView

MAP_HEIGHT = 520
LONG_TABLE = 60
"""Rows above which a table is sent only to those who ask: it weighs more than all the rest."""
SHORT = 16


@contextmanager
def frame(title: str, *, leads: bool = False, document: str = "") -> Iterator[None]:
    """Draw a page's small title, and turn any known error into a message on the page.

    A page that `leads` says itself what the keys do while it is presented. One with the file stem
    of its `document` is also offered as one, with all that it shows.
    """
    start.through_app()
    st.set_page_config(page_title=f"{title} – {start.TITLE}")
    look.apply()
    presenting.apply()
    if not leads:
        presenting.of_view()
    top = st.container(horizontal=True, vertical_alignment="center", key="page-top")
    with top:
        st.html(f'<p class="page-name">{escape(title)}</p>', width="content")
    kept_here = shown.begin()
    try:
        yield
        if document and not address.is_presenting():
            asked = None if exporting.shows_own() else address.read()
            with top:
                exporting.page_menu(partial(kept_here.document, document, asked), document)
    except ExplorerError as error:
        explain(error, "This page cannot be shown as asked.")


def headline(text: str, subtitle: str = "") -> None:
    """Show the finding, as the page's one first-level heading."""
    shown.now().headline(text, subtitle)
    small = f'<p class="subtitle">{escape(subtitle)}</p>' if subtitle else ""
    st.html(f'<h1 class="headline">{escape(text)}</h1>{small}')


def section(title: str) -> None:
    """Show a second-level heading."""
    shown.now().section(title)
    _heading(title)


def _heading(title: str) -> None:
    st.html(f'<h2 class="section">{escape(title)}</h2>')


def note(text: str, *, standing: Standing | None = None) -> None:
    """Show a remark, if there is one; one that is not an official figure says so first."""
    if not text:
        return
    shown.now().note(f"{words.upper_first(standing)}. {text}" if standing else text)
    mark = f'<strong class="standing">{escape(standing.value)}</strong> ' if standing else ""
    st.html(f'<p class="remark">{mark}{escape(text)}</p>')


def instructions(title: str, text: str) -> None:
    """Say how to do something on this page, which its document does not say."""
    _heading(title)
    st.html(_remarks([text]))


def listed(title: str, texts: Sequence[str]) -> None:
    """Show separate sentences as a list under a second-level heading."""
    shown.now().listed(title, texts)
    items = "".join(f"<li>{escape(text)}</li>" for text in texts)
    st.html(f'<section><h2 class="section">{escape(title)}</h2><ul>{items}</ul></section>')


def passage(view: Passage | None) -> None:
    """Show a heading, short tables side by side beneath it, and what must be known of them."""
    if view is None:
        return
    shown.now().passage(view)
    tables = "".join(f"<div>{_table_html(table)}</div>" for table in view.tables)
    st.html(
        f'<h2 class="section">{escape(view.title)}</h2><div class="tables">{tables}</div>'
        + _remarks(view.notes)
    )


def callout(title: str, paragraphs: Sequence[str], *, folded: bool = False) -> None:
    """Show a set-apart passage with a heading of its own, if there is anything to say.

    A folded one shows its heading until it is opened; a document of the page has all of it.
    """
    if not paragraphs:
        return
    shown.now().section(title, paragraphs)
    body = "".join(f"<p>{escape(paragraph)}</p>" for paragraph in paragraphs)
    st.html(_passage("callout", title, body, folded=folded))


def map_and_legend(
    view: MapView,
    key: str,
    *,
    area_sets: Sequence[str] = (),
    select: str = "",
    beside: TableView | None = None,
    beneath: str = "",
) -> None:
    """Show a map with its legend; a click on an area sets the widget whose key is `select`.

    `beneath` names an area set that is drawn quietly under points.
    """
    shown.now().map(view, beside)
    # By itself it is the same in every run, so the browser is sent it once.
    st.html(f"<style>{web_map.legend_style()}</style>")
    left, right = st.columns([2, 1], gap="medium")
    with left:
        maps.show(
            view,
            key=key,
            area_sets=[areas.area_set(i) for i in area_sets or (view.area_set.id,)],
            height=MAP_HEIGHT,
            select=select,
            beneath=areas.area_set(beneath) if beneath else None,
        )
    with right:
        exporting.menus(view, key)
        st.html(web_map.legend_html(view, styled=False))
        if beside is not None:
            st.html(_table_html(beside))
        st.html(
            f'<p class="vintage">{escape(view.provenance.areas)}. '
            f"{escape(view.provenance.source_line)}</p>"
        )


def chart(view: ChartView | None) -> None:
    """Show a chart under its title; its finding stands before it for those who cannot see it."""
    if view is None:
        return
    shown.now().chart(view)
    # In one piece: each further one is sent again, if only by its name, with every change.
    st.html(
        f'<h2 class="section">{escape(view.title)}</h2>'
        f"{_remarks([view.subtitle] if view.subtitle else [])}"
        f'<p class="for-screen-readers">{escape(view.text_alternative)}</p>'
    )
    st.vega_lite_chart(charts.spec(view), width="stretch")
    exporting.chart_menu(view)


def html_table(*views: TableView) -> None:
    """Show short tables beneath each other as real HTML, each with a caption and headers."""
    for view in views:
        shown.now().table(view)
    st.html("".join(map(_table_html, views)))


def data_table(view: TableView, title: str = "The same figures as a table") -> None:
    """Show a table that can be sorted, searched and downloaded; a very long one when asked for."""
    settings = {
        column.key: (
            st.column_config.NumberColumn(
                column.label, format=f"%.{column.decimals}f", help=column.help or None
            )
            if column.decimals is not None
            else st.column_config.TextColumn(column.label, help=column.help or None)
        )
        for column in view.columns
    }
    shown.now().table(view, title)
    _heading(title)
    count = len(view.frame)
    if count > LONG_TABLE and not st.toggle(f"Show the table of {count} rows"):
        return
    st.dataframe(
        light(view.frame),
        column_config=settings,
        hide_index=True,
        alt=view.caption,
        height=min(36 * (count + 1), 420),
    )


def sources(provenance: Provenance, *others: Provenance) -> None:
    """Say where a page's figures come from, for when and for which areas; the map's first."""
    shown.now().origins = (provenance, *others)
    body = (
        f"{_from(provenance, provenance.areas)}<p>{escape(provenance.boundary_credit)}</p>"
        f"{_listed(provenance.notes)}"
        f"<p>{escape(registry.places().title)}. Explorer version {__version__}.</p>"
    )
    st.html(_passage("sources", "Where this comes from", body))
    if shown.now().has_map:
        # Apart, because it never changes and then need not be sent again.
        credit = words.sentences_once(one.credit for one in areas.surroundings())
        said = escape(f"What is drawn round the areas: {credit}")
        st.html(f'<section class="sources"><p>{said}</p></section>')
    if not others:
        return
    # Apart, because it seldom changes with the map and then need not be sent again.
    also = "".join(_from(other) for other in others)
    notes = dict.fromkeys(text for other in others for text in other.notes)
    also += _listed([text for text in notes if text not in provenance.notes])
    st.html(_passage("sources", "Also used on this page", also, folded=True))


def _passage(kind: str, title: str, body: str, *, folded: bool = False) -> str:
    heading = f"<h2>{escape(title)}</h2>"
    if folded:
        return f'<details class="{kind}"><summary>{heading}</summary>{body}</details>'
    return f'<section class="{kind}">{heading}{body}</section>'


def _from(origin: Provenance, where: str = "") -> str:
    """Write what figures are and where they come from; several sources are a list."""
    what = f"{_what(origin)} {escape(where)}." if where else _what(origin)
    if len(origin.sources) < 2:
        apart = "</p><p>" if where else " "
        return f"<p>{what}{apart}{escape(origin.source_line)}</p>"
    return f"<p>{what} Sources:</p>{_listed(origin.sources)}<p>{escape(origin.licence)}.</p>"


def _listed(notes: Sequence[str]) -> str:
    items = "".join(f"<li>{escape(text)}</li>" for text in notes)
    return f"<ul>{items}</ul>" if items else ""


def _what(of: Provenance) -> str:
    is_said = of.standing is Standing.PUBLISHED or f"({of.standing})" in of.measure
    standing = "" if is_said else f" ({of.standing})"
    return escape(f"{of.measure}{standing}, {of.period}.")


@kept(maxsize=512)
def _table_html(view: TableView) -> str:
    classes = [_cell_class(view.frame[column.key], column) for column in view.columns]
    head = "".join(
        f'<th scope="col"{name}>{escape(column.label)}</th>'
        for column, name in zip(view.columns, classes, strict=True)
    )
    body = "".join(
        f"<tr>{_cells(row, view.columns, classes)}</tr>" for _, row in view.frame.iterrows()
    )
    return (
        f'<div class="table-wrap"><table class="plain"><caption>{escape(view.caption)}</caption>'
        f"<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>{_remarks(view.notes)}"
    )


def _remarks(notes: Sequence[str]) -> str:
    return "".join(f'<p class="remark">{escape(text)}</p>' for text in notes)


def _cell_class(values: pd.Series, column: Column) -> str:
    if column.decimals is not None:
        return ' class="number"'
    longest = values.astype(str).str.len().max() if len(values) else 0
    return ' class="short"' if longest <= SHORT else ""


def _cells(row: pd.Series, columns: Sequence[Column], classes: Sequence[str]) -> str:
    cells = []
    for index, (column, name) in enumerate(zip(columns, classes, strict=True)):
        value = row[column.key]
        if column.decimals is None:
            text = escape(str(value))
        else:
            text = "no figure" if pd.isna(value) else words.number(value, column.decimals)
        tag = 'th scope="row"' if index == 0 else "td"
        cells.append(f"<{tag}{name}>{text}</{tag.split()[0]}>")
    return "".join(cells)
