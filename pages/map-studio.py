"""Compose a finished map from any indicator, and take it away in any format."""

import streamlit as st

from explorer.model import Selection
from explorer.ui import page, studio

NAME = "map-studio"

with page.frame("Map studio"):
    page.headline(
        "Compose a map for your document",
        "What you see is the file that you get. Every size and format carries its source, the "
        "dates of its boundaries and its notes.",
    )
    left, right = st.columns([2, 3], gap="large")
    with left:
        composing = studio.Studio(NAME, Selection("life-expectancy"))
        figures, colours, words, paper = st.tabs(["Figures", "Colours", "Words", "Page"])
    with figures:
        chosen = composing.figures()
        composing.several(chosen)
    with colours:
        selection = composing.colours(chosen)
        view = composing.view(selection)
        studio.classes_shown(view)
    with words:
        composing.words(view)
    with paper:
        composing.paper()
    composing.composed(view.selection)
    with right:
        composing.result(view)
