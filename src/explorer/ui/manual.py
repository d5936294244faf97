"""The methods page's parts: a measure explained, and the contents."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape
from urllib.parse import urlencode

import streamlit as st

from explorer.ui import page, shown
from explorer.views.methods import contents
from explorer.views.methods.documentation import Block
from explorer.views.methods.entries import Example, Measure


def measure(of: Measure, example: Example | None) -> None:
    """Show a measure: plain words, an example, the formula, the limits, then all for analysts."""
    said = of.documentation
    _keep(of, example)
    st.html(
        f'<article class="measure"><h2 class="section">{escape(of.title)}</h2>'
        f'<p class="question">{escape(of.question)}</p>{_paragraph(of.plain)}'
        f"{_example(example) if example else ''}"
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
    shown.now().say(texts)
    st.html("".join(map(_paragraph, texts)))


def _keep(of: Measure, example: Example | None) -> None:
    """Keep a measure for the page as a document, down to what is only for analysts."""
    said, kept = of.documentation, shown.now()
    kept.section(of.title, (of.question, of.plain))
    if example:
        kept.section("For example", (example.setting, *example.working, example.finding))
        kept.note(example.provenance.source_line)
    kept.section("How it is worked out", [contents.readable(b.text) for b in said.working])
    kept.section("What it cannot tell", [contents.readable(said.limits)])
    kept.listed("Published in", said.references)
    kept.section(f"In the code: explorer.stats.{of.name}")


def _example(example: Example) -> str:
    return (
        f"<h3>For example</h3>{_paragraph(example.setting)}{_code(example.working)}"
        f"{_paragraph(example.finding)}"
        f'<p class="remark">{escape(example.provenance.source_line)}</p>'
    )


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
