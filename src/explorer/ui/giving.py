"""Where a reader gives figures: a file or pasted cells, held in the visit and nowhere else."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

import pandas as pd
import streamlit as st

from explorer import keeping
from explorer.errors import Problem
from explorer.model import Standing
from explorer.ui import downloads, page
from explorer.views.base import Column, Provenance, TableView

ENDINGS = ["csv", "tsv", "txt", "xlsx", "ods", "parquet", "geojson", "json", "gpkg"]
PASTED = "the pasted cells"
KEPT_HERE = (
    "What you give stays in the memory of this visit. It is never written to disk, nobody else can "
    "see it, and it is gone when the visit ends: when you close or reload the page."
)
MOST_SHOWN = 50
NOT_KEPT = Provenance("", "", "", "your own file", "", "", Standing.USER_SUPPLIED)


@dataclass(frozen=True)
class Given:
    """A file, or pasted cells, as they came.

    Of one that was refused only why is kept, and of rows about people only their counts and what
    was said of them.
    """

    content: bytes
    name: str
    refused: tuple[Problem, ...] = ()
    said_of_rows: tuple[str, ...] = ()


def ask(stem: str, placeholder: str) -> Given | None:
    """Let the reader give a file or paste cells; return what was given, None before that.

    Parameters
    ----------
    stem : str
        The page's file stem; each page has its own.
    placeholder : str
        A few cells as they may be pasted.
    """
    given = held(stem)
    if given is not None:
        with st.container(horizontal=True, vertical_alignment="center", key=f"{stem}-given"):
            how = " Its rows were counted to areas and dropped." if given.said_of_rows else ""
            st.html(f'<p class="remark">Read from {escape(given.name)}.{how}</p>', width="content")
            st.button("Give other figures", key=f"{stem}-other", on_click=drop, args=(stem,))
        return given
    # Under a new key the widgets are new, and Streamlit lets go of the file they held.
    turn = st.session_state.setdefault(_turn(stem), 0)
    file, cells = f"{stem}:file:{turn}", f"{stem}:cells:{turn}"
    left, right = st.columns(2, gap="large")
    with left:
        st.file_uploader("A file", ENDINGS, key=file, on_change=_take_file, args=(stem, file))
        st.html(f'<p class="remark">{KEPT_HERE}</p>')
    with right:
        st.text_area(
            "Or cells pasted from a spreadsheet", key=cells, height=140, placeholder=placeholder
        )
        st.button(
            "Read the pasted cells", key=f"{stem}-read", on_click=_take_cells, args=(stem, cells)
        )
    return None


def held(stem: str) -> Given | None:
    """Return what was given on a page."""
    given: Given | None = keeping.current().brought(_key(stem))
    return given


def hand_over(stem: str, given: Given) -> None:
    """Let another page have what was given."""
    keeping.current().bring(_key(stem), given)


def refuse(stem: str, given: Given, problems: Sequence[Problem]) -> None:
    """Let go of the content of a file that cannot be read or may not be, and say why."""
    if given.content:
        hand_over(stem, Given(b"", given.name, tuple(problems)))
    faults(problems, b"", stem)


def drop(stem: str) -> None:
    """Let go of what was given."""
    keeping.current().bring(_key(stem), None)


def faults(problems: Sequence[Problem], template: bytes, stem: str) -> None:
    """List every fault with its remedy, and offer the file in the form that is expected."""
    shown = list(problems)[:MOST_SHOWN]
    more = len(problems) - len(shown)
    page.html_table(
        TableView(
            caption="What has to be put right" + (f", the first {len(shown)}" if more else ""),
            columns=(
                Column("where", "Where"),
                Column("found", "Found"),
                Column("expected", "Expected"),
                Column("fix", "How to put it right"),
            ),
            frame=pd.DataFrame([vars(problem) for problem in shown]),
            provenance=NOT_KEPT,
            notes=(f"{more} more are not listed here.",) if more else (),
        )
    )
    if template:
        downloads.button(
            "Take the corrected template (CSV)",
            keeping.current().promise(lambda: template),
            "template.csv",
            "text/csv",
            key=f"{stem}-template",
        )


def _take_file(stem: str, key: str) -> None:
    file = st.session_state[key]
    if file is not None:
        _take(stem, Given(file.getvalue(), file.name))


def _take_cells(stem: str, key: str) -> None:
    if cells := st.session_state[key].strip():
        _take(stem, Given(cells.encode(), PASTED))


def _take(stem: str, given: Given) -> None:
    hand_over(stem, given)
    st.session_state[_turn(stem)] += 1


def _key(stem: str) -> str:
    return f"{stem}:given"


def _turn(stem: str) -> str:
    return f"{stem}:turn"
