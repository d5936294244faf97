"""Puts a map on the page: serves what its frame links to, and brings back the area chosen on it."""

from __future__ import annotations

from collections.abc import Sequence
from string import Template

import streamlit as st
from streamlit.components.v1 import declare_component
from streamlit_folium import st_folium

from explorer.figures import web_map
from explorer.model import AreaSet
from explorer.views.base import MapView

CHOSEN = "last_active_drawing"

# The frame has its full height from the start, so nothing below it moves when the map arrives; on a
# phone it is lower than it is wide, so that a thumb beside or under it scrolls on.
FRAME_STYLE = Template(
    ".st-key-$frame{position:relative}"
    ".st-key-$frame iframe{height:min(${height}px,92vw,85vh)!important;position:relative}"
    '.st-key-$frame::before{content:"Loading the map" / "";position:absolute;inset:45% 0 auto;'
    "text-align:center}"
)


def show(
    view: MapView,
    *,
    key: str,
    area_sets: Sequence[AreaSet] = (),
    height: int = 480,
    select: str = "",
    beneath: AreaSet | None = None,
) -> str | None:
    """Show a map and return the code of the area that was chosen on it to cause this run.

    Parameters
    ----------
    view : MapView
    key : str
        The map's own; the frame lives as long as key, `area_sets` and `height` stay the same.
    area_sets : sequence of AreaSet
        Sets that the page can show, so that changing between them is instant.
    height : int
        In pixels; a narrow screen makes it less.
    select : str
        Session key of the widget that a chosen area is put into, before the page is run again.
    beneath : AreaSet, optional
        Areas drawn quietly under points.

    Returns
    -------
    str or None
        None in every run that no choice on the map has caused.
    """
    _serve()
    flag = f"{key}:chosen"

    def chosen() -> None:
        drawing = st.session_state[key][CHOSEN]
        code = drawing["properties"]["code"] if drawing else ""
        if code in set(view.frame["area_code"]):
            st.session_state[flag] = code
            if select:
                st.session_state[select] = code

    frame = f"{key}-map"
    st.html(f"<style>{FRAME_STYLE.substitute(frame=frame, height=height)}</style>")
    with st.container(key=frame):
        st_folium(
            web_map.base_map(area_sets),
            key=key,
            height=height,
            use_container_width=True,
            returned_objects=[CHOSEN],
            feature_group_to_add=web_map.layer(view, beneath=beneath),
            on_change=chosen,
        )
    code: str | None = st.session_state.pop(flag, None)
    return code


@st.cache_resource(show_spinner=False)
def _serve() -> None:
    """Let the server hand out Leaflet, our script and the shapes."""
    for name, folder in web_map.FOLDERS.items():
        declare_component(name, path=folder)
