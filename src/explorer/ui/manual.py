"""The methods page's parts: what is chosen and its address, a measure explained, the contents."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape
from urllib.parse import urlencode

import streamlit as st

from explorer.ui import page
from explorer.views.methods import contents
from explorer.views.methods.documentation import Block
from explorer.views.methods.entries import Example, Measure

NAME = "methods"
FEW = 3
WIDTH = 420


class Choices:
    """What is chosen on the page, kept in step with the address, which a link may change."""

    def __init__(self) -> None:
        self.row = st.container(horizontal=True, vertical_alignment="bottom", key=f"{NAME}-row")
        self.chosen: dict[str, str] = {}

    def pick(self, name: str, label: str, options: Mapping[str, str]) -> str:
        """Choose one of a few by buttons, one of many from a list that can be searched."""
        key, written = f"{NAME}:{name}", f"{NAME}:{name}:written"
        asked = st.query_params.get(name, "")
        is_new = asked and asked != st.session_state.get(written)
        if is_new and asked in options:
            st.session_state[key] = asked
        elif is_new:
            st.warning(f"This link asks for '{asked}', which is not held; showing another.")
        if st.session_state.get(key) not in options:
            st.session_state[key] = next(iter(options))
        names, say = list(options), options.__getitem__
        with self.row:
            chosen = str(
                st.segmented_control(label, names, format_func=say, key=key, required=True)
                if len(names) <= FEW
                else st.selectbox(label, names, format_func=say, key=key, width=WIDTH)
            )
        st.session_state[written] = self.chosen[name] = chosen
        return chosen

    def done(self) -> None:
        """Write what is chosen into the address."""
        if st.query_params.to_dict() != self.chosen:
            st.query_params.from_dict(self.chosen)


def measure(of: Measure, example: Example) -> None:
    """Show a measure: plain words, an example, the formula, the limits, then all for analysts."""
    said = of.documentation
    st.html(
        f'<article class="measure"><h2 class="section">{escape(of.title)}</h2>'
        f'<p class="question">{escape(of.question)}</p>{_paragraph(of.plain)}'
        f"<h3>For example</h3>{_paragraph(example.setting)}{_code(example.working)}"
        f"{_paragraph(example.finding)}"
        f'<p class="remark">{escape(example.provenance.source_line)}</p>'
        f"<h3>How it is worked out</h3>{_blocks(said.working)}"
        f"<h3>What it cannot tell</h3>{_paragraph(contents.readable(said.limits))}"
        f"{_references(said.references)}</article>"
    )
    with st.expander(f"In the code: explorer.stats.{of.name}"):
        page.note(said.summary)
        page.html_table(contents.arguments(of.name))
        page.note(f"Returns: {contents.readable(said.gives)}")
        page.note(f"Refuses: {contents.readable(said.refuses)}")
        for table in contents.outcomes(of.name):
            page.html_table(table)


def list_of_measures(sections: Mapping[str, Sequence[Measure]], chosen: str) -> None:
    """Show every measure under the question that it helps to answer, each a link."""
    parts = "".join(
        f"<h3>{escape(section)}</h3><ul>{''.join(_link(each, chosen) for each in measures)}</ul>"
        for section, measures in sections.items()
    )
    st.html(f'<nav class="contents" aria-label="Measures"><h2>All measures</h2>{parts}</nav>')


def paragraphs(texts: Sequence[str]) -> None:
    """Show running text."""
    st.html("".join(map(_paragraph, texts)))


def _link(to: Measure, chosen: str) -> str:
    query = escape(urlencode({"part": "measures", "measure": to.name}))
    current = ' aria-current="page"' if to.name == chosen else ""
    return f'<li><a href="?{query}" target="_self"{current}>{escape(to.title)}</a></li>'


def _blocks(blocks: Sequence[Block]) -> str:
    return "".join(
        _code(block.text.splitlines())
        if block.is_formula
        else _paragraph(contents.readable(block.text))
        for block in blocks
    )


def _references(references: Sequence[str]) -> str:
    items = "".join(f"<li>{escape(text)}</li>" for text in references)
    return f"<h3>Published in</h3><ul>{items}</ul>" if items else ""


def _paragraph(text: str) -> str:
    return f'<p class="prose">{escape(text)}</p>' if text else ""


def _code(lines: Sequence[str]) -> str:
    return f'<pre class="formula">{escape(chr(10).join(lines))}</pre>'
