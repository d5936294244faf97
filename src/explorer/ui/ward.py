"""The ward page's controls: a ward by name, by map or by postcode, and what the map shows.

The address holds the ward and the measure. A postcode is looked up and forgotten: it is in no
address, no log and, once it is answered, nowhere on the server.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from html import escape

import streamlit as st

from explorer.errors import ExplorerError
from explorer.exports import briefs as packs
from explorer.exports.base import Export, Format
from explorer.ui import exporting, page
from explorer.ui.choices import Choices
from explorer.ui.messages import explain
from explorer.views.ward import brief, found
from explorer.views.ward.found import PAGE, Ward
from explorer.views.ward.said import Sentence

WARD = f"{PAGE}:ward"
"""Session key of the ward, into which a click on the map puts its code."""
_POSTCODE = f"{PAGE}:postcode"
_ANSWER = f"{PAGE}:answer"
_PACK = f"{PAGE}:pack"
_WANTED = f"{PAGE}:wanted"
_PACKED = {Format.PDF: "PDF", Format.DOCX: "Word"}
"""The formats in which the briefs of all wards are offered as one pack."""
PROMISE = "Looked up here and forgotten: it is not kept, logged or put into the address."
UNPLACED = "This postcode cannot be placed in a ward."


def choose(measures: Mapping[str, str]) -> tuple[Ward, str]:
    """Draw the controls and return the ward and the measure that are chosen."""
    choices = Choices(PAGE, width=280)
    names = {
        code: f"{ward.name} ({ward.borough.short_name})" for code, ward in found.wards().items()
    }
    code = choices.pick("ward", "Ward", names)
    with choices.row:
        st.text_input(
            "or a postcode in it",
            key=_POSTCODE,
            on_change=_look_up,
            width=180,
            max_chars=12,
            autocomplete="off",
            help=PROMISE,
        )
    measure = choices.pick("measure", "Map shows", measures)
    choices.done()
    _answer()
    return found.wards()[code], measure


def lists(sentences: Mapping[str, tuple[Sentence, ...]]) -> None:
    """Show the lists: what to know first, and beside it the two short ones."""
    first, *others = sentences.items()
    left, right = st.columns([3, 2], gap="large")
    with left:
        _list(*first)
    with right:
        for told in others:
            _list(*told)


@st.fragment
def briefs(of: Ward) -> None:
    """Offer the brief of a ward, and those of all wards as one pack, made with a progress bar."""
    # Not as a section of the page, which would stand in the page's own document.
    st.html(
        '<h2 class="section">On one A4 page</h2><p class="remark">All of this on one page for '
        f"{escape(of.name)}, or for each ward in a ZIP file with a README.</p>"
    )
    with st.container(horizontal=True, vertical_alignment="bottom", key=f"{PAGE}-briefs"):
        with st.container(width="content"):
            exporting.document_menu(partial(brief.document, of), f"{PAGE}-brief")
        for form, name in _PACKED.items():
            st.button(
                f"Make all {len(found.wards())} briefs as {name}",
                key=f"{_PACK}-{form}",
                on_click=_want,
                args=(form,),
            )
    if wanted := st.session_state.pop(_WANTED, None):
        st.session_state[_PACK] = _pack(wanted)
    if made := st.session_state.get(_PACK):
        st.download_button(
            f"Save {made.name}", made.content, made.name, made.media_type, on_click=_let_go
        )


def _want(form: Format) -> None:
    st.session_state[_WANTED] = form


def _pack(form: Format) -> Export:
    bar = st.progress(0.0, "Making the first")

    def progress(done: int, of: int, name: str) -> None:
        bar.progress(done / of, f"{done} of {of}: {name}")

    home = st.context.url.rpartition("/")[0] if st.context.url else ""
    made = packs.write(form, home, progress)
    bar.empty()
    return made


def _let_go() -> None:
    """Keep no pack on the server once it is handed over."""
    st.session_state.pop(_PACK, None)


def _list(heading: str, sentences: tuple[Sentence, ...]) -> None:
    page.listed(heading, [one.text for one in sentences])


def _look_up() -> None:
    """Put the ward of a postcode into the list of wards, and forget the postcode."""
    given = st.session_state[_POSTCODE]
    st.session_state[_POSTCODE] = ""
    if not given.strip():
        return
    try:
        ward = found.of_postcode(given)
    except ExplorerError as error:
        st.session_state[_ANSWER] = error
        return
    st.session_state[WARD] = ward.code
    st.session_state[_ANSWER] = ward


def _answer() -> None:
    """Say what became of a postcode, once."""
    answer = st.session_state.pop(_ANSWER, None)
    if isinstance(answer, ExplorerError):
        explain(answer, UNPLACED)
    elif isinstance(answer, Ward):
        st.success(f"That postcode lies in {answer.name}.")
