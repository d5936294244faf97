"""A page with a map and nothing else, for what real pages do not all show: blanks and points."""

from dataclasses import replace

import streamlit as st

from explorer import areas
from explorer.model import Selection
from explorer.ui import maps
from explorer.views.maps import map_view
from explorer.views.painting import NO_DATA

WARDS, PRACTICES = "wards-2002", "practices-2024"

points = st.checkbox("Practices")
withheld = st.checkbox("Withhold two")
chosen = st.selectbox("Highlight", ["", *areas.codes(WARDS)], key="highlighted")
if points:
    view = map_view(Selection("bowel-coverage", PRACTICES, "2023-24"))
else:
    view = map_view(Selection("life-expectancy", WARDS, "2010-14", (("sex", "male"),)))
if withheld:
    frame = view.frame.copy()
    frame.loc[frame.index[:2], "class_key"] = NO_DATA
    frame.loc[frame.index[:2], "text"] = "no figure"
    view = replace(view, frame=frame)
if chosen:
    view = replace(view, highlighted=(chosen,))
code = maps.show(
    view,
    key="map",
    area_sets=[areas.area_set(WARDS)],
    height=500,
    select="highlighted",
    beneath=areas.area_set(WARDS) if points else None,
)
st.html(f'<p id="chosen">{code}</p>')
