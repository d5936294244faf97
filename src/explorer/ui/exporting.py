"""The menus that hand a view out: every format as a file, and the address that shows it again.

Nothing is sent for a menu that is shut, and no file is made before it is asked for: the server
makes it when the browser fetches it, with a sign in the button that it is at work.
"""

from __future__ import annotations

from functools import partial
from urllib.parse import urlencode

import streamlit as st

from explorer import exports
from explorer.exports.base import MEDIA_TYPES, Format, file_name
from explorer.ui.start import FOLDER
from explorer.views.base import MapView
from explorer.views.layout import Layout

STUDIO = "map-studio"
HEADING = 88
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


@st.fragment
def menus(view: MapView, key: str) -> None:
    """Show the menus beside a map: Export, and Share.

    Parameters
    ----------
    view : MapView
        What is exported: the map as it is on the page.
    key : str
        The map's own.
    """
    with st.container(horizontal=True, horizontal_alignment="right", key=f"{key}-menus"):
        # "rerun" lets the server know that a menu is open, and runs this fragment alone.
        share = st.popover("Share", key=f"{key}-share", on_change="rerun")
        export = st.popover("Export", key=f"{key}-export", on_change="rerun")
    if share.open:
        with share:
            address()
    if export.open:
        with export:
            files(view, Layout(permalink=permalink()), f"{key}-file")
            st.page_link(
                FOLDER / f"{STUDIO}.py",
                label="Change size, words and colours",
                query_params=view.selection.to_query(),
            )


def files(view: MapView, layout: Layout, key: str) -> None:
    """Offer a map in every format, each made when its button is pressed."""
    for kind, forms in KINDS.items():
        row = st.container(
            horizontal=True, vertical_alignment="center", gap="small", key=f"{key}-{kind.lower()}"
        )
        with row:
            st.html(f'<p class="menu-heading">{kind}</p>', width=HEADING)
            for form, label in forms.items():
                st.download_button(
                    label,
                    data=partial(_content, view, form, layout),
                    file_name=file_name(view.selection, form),
                    mime=MEDIA_TYPES[form],
                    on_click="ignore",
                    key=f"{key}-{form}",
                )


def address() -> None:
    """Show the address of the view, with a button that copies it."""
    st.html('<p class="menu-heading">A link to exactly this view</p>')
    st.code(permalink(), language=None, wrap_lines=True)


def permalink() -> str:
    """Return the address that shows again what is on the page; empty outside a browser."""
    if not st.context.url:
        return ""
    query = urlencode(st.query_params.to_dict())
    return f"{st.context.url}?{query}" if query else st.context.url


def _content(view: MapView, form: Format, layout: Layout) -> bytes:
    return exports.export_map(view, form, layout).content
