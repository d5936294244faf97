"""The same life-expectancy map as the libraries' tutorials would write it, to measure against.

The choropleth is part of the map, the boundaries are as they were published, and nothing is kept
between runs. Leaflet is served from this machine, since the map would not draw without it.
"""

from pathlib import Path

import folium
import geopandas as gpd
import js_lib_leaflet
import pandas as pd
import streamlit as st
from streamlit.components.v1 import declare_component
from streamlit_folium import st_folium

HOME = Path(__file__).resolve().parents[2]
LEAFLET = Path(js_lib_leaflet.__file__).parent / "static" / "js_lib_leaflet"

st.set_page_config(page_title="Life expectancy", layout="wide")
declare_component("leaflet", path=LEAFLET)

sex = st.radio("Sex", ["male", "female"], horizontal=True)
table = pd.read_csv(HOME / "data/tables/life-expectancy-wards.csv")
period = st.selectbox("Period", sorted(table["period"].unique(), reverse=True))
wards = gpd.read_file(HOME / "geo/wards-2002.geojson")
rows = table[(table["period"] == period) & (table["breakdown"] == f"sex={sex}")]
rows = rows[rows["area_code"].isin(wards["area_code"])]

here = folium.Map(location=[51.505, -0.175], zoom_start=12, tiles=None)
here.default_js = [("leaflet", "../app.leaflet/leaflet.js")]
here.default_css = [("leaflet", "../app.leaflet/leaflet.css")]
choropleth = folium.Choropleth(
    geo_data=wards.to_json(),
    data=rows,
    columns=["area_code", "value"],
    key_on="feature.properties.area_code",
    fill_color="Blues",
    fill_opacity=0.9,
    legend_name="Life expectancy (years)",
)
# Its colour bar would fetch a script from the internet and leave the frame blank without it.
for name in [key for key in choropleth._children if key.startswith("color_map")]:
    del choropleth._children[name]
choropleth.add_to(here)
st_folium(here, use_container_width=True, height=520)
