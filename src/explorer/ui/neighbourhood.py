"""The neighbourhood page's controls: which one, beside which, and any of the reader's own.

The address holds all of it: `place` names one of the working definition, or `areas` and `name` one
of the reader's own; `beside` names the one next to it and `measure` what the map shows.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

import streamlit as st

from explorer import areas, neighbourhoods, registry
from explorer.errors import ExplorerError
from explorer.model import LIST_SEPARATOR
from explorer.neighbourhoods import OWN, Neighbourhood
from explorer.ui import address, page
from explorer.ui.messages import explain
from explorer.ui.start import FOLDER
from explorer.views import words
from explorer.views.neighbourhood import made, mapped
from explorer.views.ward import found as ward

PAGE = "neighbourhood"
NOBODY = ""
CLICKED = f"{PAGE}:clicked"
"""Session key into which the map puts the code of an area that was chosen on it."""
_WRITTEN = f"{PAGE}:written"
_LAST = f"{PAGE}:last"


@dataclass(frozen=True)
class Choice:
    """What is on the page: a neighbourhood, the one beside it, and the indicator on the map."""

    of: Neighbourhood
    beside: Neighbourhood | None
    indicator: str


def choose() -> Choice:
    """Draw the controls, keep them in step with the address, and return what is chosen."""
    _read_address()
    _toggle_clicked()
    known = neighbourhoods.defined()
    names = {key: one.short_name for key, one in known.items()}
    with st.container(horizontal=True, vertical_alignment="bottom", key=f"{PAGE}-row"):
        place = _pick("place", "Neighbourhood", {**names, OWN: "One of your own"}, 300)
        others = {NOBODY: "Nothing", **{key: name for key, name in names.items() if key != place}}
        beside = _pick("beside", "Beside", others, 300)
        made_of = _made_of() if place == OWN else neighbourhoods.area_set()
        indicator = _pick("measure", "Map shows", mapped.choices(made_of), 220)
    of = _own(made_of) if place == OWN else known[place]
    st.session_state[_LAST] = of.codes
    _write_address(of, beside, indicator)
    return Choice(of, known.get(beside), indicator)


def lists(sentences: dict[str, tuple[str, ...]]) -> None:
    """Show the short lists side by side, each under its heading."""
    for column, (heading, found) in zip(st.columns(len(sentences)), sentences.items(), strict=True):
        with column:
            page.listed(heading, found)


def _made_of() -> str:
    """Let the reader choose of which areas their neighbourhood is made; return the set's id."""
    key = f"{PAGE}:set"
    sets = {
        identifier: areas.area_set(identifier).nouns
        for identifier in (neighbourhoods.area_set(), neighbourhoods.small_area_set())
    }
    held = st.session_state.get(f"{PAGE}:areas") or _before()
    st.session_state.setdefault(key, neighbourhoods.set_of(held))
    return _pick("set", "Made of", {one: words.upper_first(of) for one, of in sets.items()}, 150)


def links(of: Neighbourhood) -> None:
    """Lead to the page of each of its areas, where they are those that have one."""
    own = areas.area_set(of.area_set)
    if own.level != ward.WARD or not registry.places().offers(ward.PAGE):
        return
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.html(f"<p>Each {escape(own.noun)} alone:</p>", width="content")
        for code in of.codes:
            st.page_link(
                FOLDER / f"{ward.PAGE}.py",
                label=areas.name_of(code),
                query_params={"ward": code},
                width="content",
            )


def _own(made_of: str) -> Neighbourhood:
    """Let the reader choose areas by name, call them something, save and load them."""
    set_of = areas.area_set(made_of)
    options = areas.codes(made_of)
    # A neighbourhood of one's own starts from the one that was on the page.
    held = tuple(st.session_state.get(f"{PAGE}:areas", _before()))
    st.session_state[f"{PAGE}:areas"] = list(made.best_fit(held, made_of)) if held else []
    left, right = st.columns([3, 1])
    with left:
        codes: Sequence[str] = st.multiselect(
            f"{words.upper_first(set_of.nouns)} (or click them on the map)",
            options,
            format_func=areas.name_of,
            key=f"{PAGE}:areas",
        )
    with right:
        name = st.text_input(
            "Name", key=f"{PAGE}:name", max_chars=neighbourhoods.LONGEST_NAME,
            placeholder=neighbourhoods.OWN_NAME,
        )  # fmt: skip
    with st.expander("Save it as a file, or open a saved one"):
        if codes:
            st.download_button(
                "Save as a file",
                neighbourhoods.to_yaml(neighbourhoods.own(codes, name)),
                "neighbourhood.yaml",
                "application/yaml",
                on_click="ignore",
            )
        st.file_uploader(
            "Open a saved neighbourhood", ["yaml", "yml"], key=f"{PAGE}:file", on_change=_open
        )
    if fault := st.session_state.pop(f"{PAGE}:fault", None):
        explain(fault, "This file cannot be opened as a neighbourhood.")
    return neighbourhoods.own(codes, name)


def _before() -> tuple[str, ...]:
    first = next(iter(neighbourhoods.defined().values()))
    codes: tuple[str, ...] = st.session_state.get(_LAST, first.codes)
    return codes


def _open() -> None:
    file = st.session_state[f"{PAGE}:file"]
    if file is None:
        return
    try:
        found = neighbourhoods.from_yaml(file.getvalue().decode("utf-8", "replace"))
    except ExplorerError as error:
        st.session_state[f"{PAGE}:fault"] = error
        return
    _set_own(found.codes, found.name)


def _set_own(codes: Sequence[str], name: str) -> None:
    st.session_state[f"{PAGE}:place"] = OWN
    st.session_state[f"{PAGE}:areas"] = list(codes)
    st.session_state[f"{PAGE}:set"] = neighbourhoods.set_of(codes)
    st.session_state[f"{PAGE}:name"] = "" if name == neighbourhoods.OWN_NAME else name


def _toggle_clicked() -> None:
    """Put an area clicked on the map into the neighbourhood, or take it out."""
    code = st.session_state.pop(CLICKED, None)
    if code is None:
        return
    place = st.session_state.get(f"{PAGE}:place", OWN)
    is_own = place not in neighbourhoods.defined()
    held = (
        st.session_state.get(f"{PAGE}:areas", [])
        if is_own
        else neighbourhoods.defined()[place].codes
    )
    codes = [one for one in held if one != code] if code in held else [*held, code]
    _set_own(codes, st.session_state.get(f"{PAGE}:name", "") if is_own else "")


def _read_address() -> None:
    """Take what a link asks for, once; what it cannot have is explained."""
    query = address.read()
    if not query or query == st.session_state.get(_WRITTEN):
        return
    st.session_state[_WRITTEN] = query
    try:
        if asked := query.get("areas"):
            # With commas too, as the command takes them and as people write them.
            codes = asked.replace(",", LIST_SEPARATOR).split(LIST_SEPARATOR)
            found = neighbourhoods.own(codes, query.get("name", ""))
            _set_own(found.codes, found.name)
        elif asked := query.get("place"):
            st.session_state[f"{PAGE}:place"] = neighbourhoods.find(asked).id
        if asked := query.get("measure"):
            registry.indicator(asked)
    except ExplorerError as error:
        explain(error, "This link asks for something that is not held; showing the first view.")
    for field in ("beside", "measure"):
        if field in query:
            st.session_state[f"{PAGE}:{field}"] = query[field]


def _write_address(of: Neighbourhood, beside: str, indicator: str) -> None:
    query = {"areas": LIST_SEPARATOR.join(of.codes), "name": of.name} if of.is_own else {}
    if not of.is_own:
        query["place"] = of.id
    elif of.name == neighbourhoods.OWN_NAME:
        del query["name"]
    if beside:
        query["beside"] = beside
    query["measure"] = indicator
    st.session_state[_WRITTEN] = query
    address.write(query)


def _pick(field: str, label: str, options: dict[str, str], width: int) -> str:
    key = f"{PAGE}:{field}"
    if st.session_state.get(key) not in options:
        st.session_state[key] = next(iter(options))
    return str(
        st.selectbox(label, list(options), format_func=options.__getitem__, key=key, width=width)
    )
