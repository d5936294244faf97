"""The borough story: headline findings first, what is not known last."""

import streamlit as st

from explorer.ui import page, story

with page.frame("Story"):
    heading = st.container()
    choice = story.choose()
    told = choice.document()

    with heading:
        page.headline(told.title, told.subtitle)
    story.opening(choice)
    for section in told.sections:
        story.chapter(section)
    page.sources(*told.provenances)
