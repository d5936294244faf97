"""The menus that hand a view out: every format as a file, and the address that shows it again.

Nothing is sent for a menu that is shut, and no file is made before it is asked for: the server
makes it when the browser fetches it, with a sign in the button that it is at work.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from functools import partial
from typing import Literal
from urllib.parse import urlencode
from zlib import crc32

import streamlit as st

from explorer import exports, keeping
from explorer.exports import CHART_FORMATS, documents
from explorer.exports.base import LONGEST_NAME, MEDIA_TYPES, Format, name_of, slug
from explorer.ui import downloads, presenting, shown
from explorer.ui.start import FOLDER
from explorer.views import of_selection
from explorer.views.base import ChartView, MapSet, MapView
from explorer.views.document import Document
from explorer.views.layout import Layout

STUDIO = "map-studio"
NO_LINK = (
    "These are figures of your own. They live in this visit alone and are never stored, so no link "
    "can show them to anyone else, nor to you after the page is reloaded. Export a file instead."
)
HEADING = 88
MANY_ROWS = 20
"""Rows above which a chart's page stands upright."""
KINDS = {
    "Picture": {
        Format.PNG: "Image (PNG)",
        Format.SVG: "Drawing (SVG)",
        Format.PDF: "Page (PDF)",
    },
    "Document": {Format.DOCX: "Word", Format.PPTX: "PowerPoint"},
    "Table": {Format.XLSX: "Excel", Format.CSV: "CSV"},
    "Boundaries": {Format.GPKG: "GeoPackage", Format.GEOJSON: "GeoJSON"},
}
WHOLE = {
    "Document": {Format.DOCX: "Word", Format.PDF: "PDF", Format.PPTX: "PowerPoint"},
    "Table": KINDS["Table"],
}
"""Formats of a whole document."""


def menus(view: MapView, key: str) -> None:
    """Show the menus beside a map: Present, Share and Export.

    Parameters
    ----------
    view : MapView
        What is exported: the map as it is on the page.
    key : str
        The map's own.
    """
    _menus(keeping.current().promise(lambda: view), key)


@st.fragment
def _menus(fetch: Callable[[], MapView], key: str) -> None:
    """Show the menus of a map, which is fetched since Streamlit keeps what a fragment is given."""
    view = fetch()
    with st.container(horizontal=True, horizontal_alignment="right", key=f"{key}-menus"):
        # "rerun" lets the server know that a menu is open, and runs this fragment alone.
        presenting.button(key)
        share = st.popover("Share", key=f"{key}-share", on_change="rerun")
        export = st.popover("Export", key=f"{key}-export", on_change="rerun")
    if share.open:
        with share:
            address()
    if export.open:
        with export:
            files(view, Layout(permalink=permalink()), f"{key}-file")
            if query := studio_query(view):
                label = "Change size, words and colours"
                st.page_link(FOLDER / f"{STUDIO}.py", label=label, query_params=query)


def studio_query(view: MapView) -> dict[str, str]:
    """Return the query that opens a map in the studio under the page's own words.

    Empty for a map that no selection alone can draw, such as one of two measures at once.
    """
    usual = of_selection.map_view(view.selection)
    if usual.frame["colour"].tolist() != view.frame["colour"].tolist():
        return {}
    words = Layout(
        headline="" if view.headline == usual.headline else view.headline,
        subtitle="" if view.subtitle == usual.subtitle else view.subtitle,
    )
    return {**view.selection.to_query(), **words.to_query()}


def chart_menu(view: ChartView) -> None:
    """Show the menu beneath a chart, which is not saved without its title and source."""
    _chart_menu(keeping.current().promise(lambda: view))


@st.fragment
def _chart_menu(fetch: Callable[[], ChartView]) -> None:
    view = fetch()
    name = slug(f"{view.provenance.measure} {view.provenance.period} {view.title}")[:LONGEST_NAME]
    # Short, because it is sent again with every change of the chart.
    key = f"c{crc32(name.encode()):x}"
    export = st.popover("Export this chart", type="tertiary", key=key, on_change="rerun")
    if not export.open:
        return
    size = "a4-portrait" if len(view.frame) > MANY_ROWS else "a4-landscape"
    layout = Layout(size=size, permalink=permalink())
    with export:
        _buttons(
            CHART_FORMATS,
            lambda form: f"{name}.{form}",
            lambda form: exports.export_chart(view, form, layout).content,
            key,
        )


def document_menu(make: Callable[[], Document], key: str) -> None:
    """Show the menu of a whole document, which is made when the menu is opened."""
    shown.hand(make, key)
    _document_menu(keeping.current().promise(make), key, "Export", "secondary")


def page_menu(make: Callable[[], Document], key: str) -> None:
    """Show the menu that hands a page out as a document."""
    shown.hand(make, key)
    _document_menu(keeping.current().promise(make), key, "This page as a document", "tertiary")


@st.fragment
def _document_menu(
    make: Callable[[], Document], key: str, label: str, kind: Literal["secondary", "tertiary"]
) -> None:
    menu = st.popover(label, type=kind, key=f"{key}-document", on_change="rerun")
    if not menu.open:
        return
    document = make()
    home = st.context.url.rpartition("/")[0] if st.context.url else ""
    with menu:
        _buttons(
            documents.formats_of(document),
            lambda form: f"{slug(document.name)[:LONGEST_NAME]}.{form}",
            lambda form: documents.export_document(document, form, home).content,
            f"{key}-document-file",
            WHOLE,
        )


def files(view: MapView | MapSet, layout: Layout, key: str) -> None:
    """Offer one map or several in every format, each made when its button is pressed."""
    _buttons(
        exports.formats_of(view),
        partial(name_of, view),
        lambda form: exports.export_map(view, form, layout, _charts(view, form)).content,
        key,
    )


def _charts(view: MapView | MapSet, form: Format) -> tuple[ChartView, ...]:
    """Return what stands after a map in a document: the charts of its theme, where it has a map."""
    if form not in exports.DOCUMENTS or isinstance(view, MapSet) or not studio_query(view):
        return ()
    return of_selection.charts_of(view.selection)


def _buttons(
    offered: Collection[Format],
    name: Callable[[Format], str],
    make: Callable[[Format], bytes],
    key: str,
    kinds: Mapping[str, Mapping[Format, str]] = KINDS,
) -> None:
    for kind, labels in kinds.items():
        forms = {form: label for form, label in labels.items() if form in offered}
        if not forms:
            continue
        row = st.container(
            horizontal=True, vertical_alignment="center", gap="small", key=f"{key}-{kind.lower()}"
        )
        with row:
            st.html(f'<p class="menu-heading">{kind}</p>', width=HEADING)
            for form, label in forms.items():
                downloads.button(
                    label,
                    keeping.current().promise(partial(make, form)),
                    name(form),
                    MEDIA_TYPES[form],
                    key=f"{key}-{form}",
                )


def address() -> None:
    """Show the address of the view, with a button that copies it; own figures have none."""
    if shows_own():
        st.html(f'<p class="remark">{NO_LINK}</p>')
        return
    st.html('<p class="menu-heading">A link to exactly this view</p>')
    st.code(permalink(), language=None, wrap_lines=True)


def permalink() -> str:
    """Return the address that shows again what is on the page.

    Empty outside a browser, and for own figures, which no other visit can see.
    """
    if not st.context.url or shows_own():
        return ""
    query = urlencode(st.query_params.to_dict())
    return f"{st.context.url}?{query}" if query else st.context.url


def shows_own() -> bool:
    """Say whether the address asks for figures of the reader's own."""
    asked = st.query_params.to_dict().values()
    return any(value.startswith(keeping.PREFIX) for value in asked)
