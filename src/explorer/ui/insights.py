"""The insights page's parts: what is sought and found, how it is tagged, brought in, deleted."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from functools import partial
from html import escape
from typing import Literal

import streamlit as st

from explorer import neighbourhoods
from explorer.errors import ExplorerError
from explorer.exports import table, workbook
from explorer.exports.base import MEDIA_TYPES, Format, stamp
from explorer.figures import web_map
from explorer.ui import address, downloads, guarding, maps, page
from explorer.ui.choices import Choices
from explorer.ui.messages import attempt, explain
from explorer.ui.start import FOLDER
from explorer.views import words
from explorer.views.base import MapView
from explorer.views.layout import Layout
from explorer.views.neighbourhood import glance
from explorer.views.outcomes import ambitions
from explorer.views.ward import found as wards
from explorer.views.ward import ranked
from explorer.workshop import engagement, heard, service, telling, texts
from explorer.workshop.insights import Insights
from explorer.workshop.model import Insight, Sought
from explorer.workshop.personal import looks_personal
from explorer.workshop.refusals import PersonalError

PAGE = "insights"
PLACE = f"{PAGE}:place"
"""Session key of the ward, into which a click on the map puts its code."""
Days = list[date | datetime | str | Literal["today"] | None]
"""What Streamlit takes for a span of days; ours holds dates alone, two or none."""
ALL = {"": "All"}
FORMS = {Format.XLSX: "Excel", Format.CSV: "CSV"}
LISTED = 40
WITHOUT_MARKUP = str.maketrans("", "", "[]!<>`*$\\")
UNCHANGED = "Nothing was changed."
UNAVAILABLE = "What residents said cannot be shown on this installation."
_FAULT, _FILE, _READ = f"{PAGE}:fault", f"{PAGE}:file", f"{PAGE}:read"


def held() -> Insights | None:
    """Return what is kept; None, and a message, where nothing can be."""
    try:
        return service.workshops().insights
    except ExplorerError as error:
        page.headline("What residents said")
        explain(error, UNAVAILABLE)
        return None


def seek(insights: Insights) -> Sought:
    """Draw the filters, keep them in step with the address, and return what is sought."""
    choices = Choices(PAGE, width=200)
    place = choices.pick("place", "Ward", ALL | {o.id: o.label for o in telling.places()})
    hoods = {key: one.short_name for key, one in neighbourhoods.defined().items()}
    neighbourhood = choices.pick("neighbourhood", "Neighbourhood", ALL | hoods)
    theme = choices.pick("theme", "Theme", ALL | ambitions.names())
    # A few options are buttons, whose labels Streamlit reads as markup.
    tags = {
        tag: f"{tag.translate(WITHOUT_MARKUP)} ({count})" for tag, count in insights.tags().items()
    }
    tag = choices.pick("tag", "Tag", ALL | tags) if tags else ""
    with choices.row:
        typed = st.text_input(
            "Words", address.read().get("words", ""), key=f"{PAGE}:words", width=150
        )
        days = st.date_input(
            "Said between",
            value=_days_asked(),
            max_value=date.today(),
            key=f"{PAGE}:days",
            width=220,
        )
    since, until = days if isinstance(days, tuple) and len(days) == 2 else (None, None)
    beside = {"words": typed.strip(), "since": since, "until": until}
    address.write({**choices.asked, **{key: str(value) for key, value in beside.items() if value}})
    return Sought(typed, (place,) if place else (), neighbourhood, theme, tag, since, until)


def _days_asked() -> Days:
    """Return the days that a link asks for; none where it names no two."""
    query = address.read()
    try:
        return [date.fromisoformat(query[key]) for key in ("since", "until")]
    except (KeyError, ValueError):
        return []


def outlined(sought: Sought) -> tuple[str, ...]:
    """Return the areas of the place that is sought; the map shows what was said everywhere."""
    if sought.neighbourhood and not sought.places:
        return neighbourhoods.defined()[sought.neighbourhood].codes
    return sought.places


def mapped(view: MapView, found: Sequence[Insight]) -> None:
    """Show how much was said of each ward and under each theme, and offer it as a file."""
    left, right = st.columns([2, 1], gap="medium")
    with left:
        maps.show(view, key=PAGE, area_sets=[view.area_set], height=page.MAP_HEIGHT, select=PLACE)
    with right:
        with st.container(horizontal=True, horizontal_alignment="right", key=f"{PAGE}-menus"):
            for form, label in FORMS.items():
                downloads.button(
                    label,
                    partial(_file, view, found, form),
                    f"what-residents-said.{form}",
                    MEDIA_TYPES[form],
                    disabled=not found,
                )
        st.html(web_map.legend_html(view))
        page.html_table(heard.themes_table(found))


def _file(view: MapView, found: Sequence[Insight], form: Format) -> bytes:
    said, rows = stamp(view, Layout()), heard.table(found)
    return workbook.write([rows], said) if form is Format.XLSX else table.write_csv(rows, said)


def figures(sought: Sought) -> None:
    """Show what is published for the place that is sought, beside what was said of it."""
    if sought.places:
        ward = wards.ward(sought.places[0])
        page.section(f"What the figures say of {ward.name}")
        page.html_table(ranked.table(ward))
        st.page_link(
            FOLDER / "ward.py", label=f"More on {ward.name}", query_params={"ward": ward.code}
        )
    elif sought.neighbourhood:
        of = neighbourhoods.defined()[sought.neighbourhood]
        page.section(f"What the figures say of {of.short_name}")
        page.note(glance.WORKING_DEFINITION)
        for heading, sentences in glance.sentences(of).items():
            items = "".join(f"<li>{escape(text)}</li>" for text in sentences)
            st.html(f"<h3>{escape(heading)}</h3><ul>{items}</ul>")
        st.page_link(
            FOLDER / "neighbourhood.py",
            label=f"More on {of.short_name}",
            query_params={"place": of.id},
        )


def listed(insights: Insights, found: Sequence[Insight]) -> None:
    """List what was said, newest first, each with its tags and the way to delete it."""
    if not found:
        return
    page.section("What was said")
    for insight in found[:LISTED]:
        _one(insights, insight)
    if len(found) > LISTED:
        page.note(f"The newest {LISTED} of {len(found)}. Seek more narrowly, or take the file.")


def bringing_in(insights: Insights) -> None:
    """Offer to bring in a file of engagement notes, after saying all that is wrong with it."""
    guarding.ask()
    if not guarding.may_change():
        return
    with st.expander("Bring in engagement notes from a CSV file"):
        page.note(
            "Columns: date, ward, theme, text, and if you like source and tags. No names and no "
            "contact details: what looks like one is flagged, and nothing is stored until it is "
            "out."
        )
        st.download_button(
            "An example file",
            engagement.template(),
            "engagement-notes.csv",
            "text/csv",
            on_click="ignore",
        )
        st.file_uploader("Your file", ["csv"], key=_FILE, on_change=_read)
        if fault := st.session_state.get(_FAULT):
            explain(fault, "Nothing was stored. Every fault of the file:")
        read: tuple[Insight, ...] = st.session_state.get(_READ, ())
        if read:
            notes = words.count_of(len(read), "note", "notes")
            st.button(f"Store {notes}", type="primary", on_click=_store, args=(insights, read))


def _one(insights: Insights, insight: Insight) -> None:
    names = ambitions.names()
    options = list(dict.fromkeys((*names.values(), *insight.tags)))
    place = wards.ward(insight.place).name
    day = f"{insight.said_on.day} {insight.said_on:%B %Y}"
    marks = " · ".join((place, names.get(insight.theme, insight.theme), day, insight.source))
    key = f"{PAGE}:tags-{insight.id}"
    fixed = not guarding.may_change()
    with st.container(key=f"{PAGE}-one-{insight.id}"):
        st.html(
            f'<p class="insight">{escape(insight.text)}</p><p class="remark">{escape(marks)}</p>'
        )
        with st.container(horizontal=True, vertical_alignment="bottom"):
            st.multiselect(
                f"Tags of note {insight.id}",
                options,
                list(insight.tags),
                accept_new_options=True,
                key=key,
                placeholder="Add tags",
                label_visibility="collapsed",
                on_change=attempt,
                args=(lambda: _tag(insights, insight.id, st.session_state[key]), UNCHANGED),
                width=420,
                disabled=fixed,
            )
            st.button(
                "Delete",
                key=f"{PAGE}:delete-{insight.id}",
                help="Everywhere, also in the workshop it came from",
                on_click=attempt,
                args=(lambda: insights.delete(insight.id), UNCHANGED),
                disabled=fixed,
            )


def _read() -> None:
    """Read a file when it is chosen; it is stored only when that is pressed."""
    st.session_state.pop(_READ, None)
    st.session_state.pop(_FAULT, None)
    file = st.session_state[_FILE]
    if file is None:
        return
    try:
        st.session_state[_READ] = engagement.read(file.getvalue(), file.name)
    except ExplorerError as error:
        st.session_state[_FAULT] = error


def _store(insights: Insights, read: tuple[Insight, ...]) -> None:
    def store() -> None:
        new = insights.add(read)
        st.session_state.pop(_READ, None)
        there = f" {len(read) - new} were there already." if new < len(read) else ""
        st.toast(f"{words.count_of(new, 'note was', 'notes were')} stored.{there}")

    attempt(store, UNCHANGED)


def _tag(insights: Insights, insight: int, tags: Sequence[str]) -> None:
    flagged = {tag: what for tag in tags if (what := looks_personal(tag))}
    if flagged:
        raise PersonalError(texts.personal(f"tag '{tag}'", what) for tag, what in flagged.items())
    insights.tag(insight, tags)
