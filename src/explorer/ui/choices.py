"""Choices that are not a map's selection, kept in step with the page's address."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import streamlit as st

from explorer import keeping
from explorer.errors import Problem, SelectionError
from explorer.registry import NOT_HERE
from explorer.ui import address, shown

FEW = 3
WIDTH = 420


class Choices:
    """What is chosen on a page, kept in step with the address, which a link may change.

    Parameters
    ----------
    page : str
        The page's file stem; keeps the widgets of two pages apart.
    width : int
        Width of a list in pixels.
    """

    def __init__(self, page: str, width: int = WIDTH) -> None:
        self.page, self.width = page, width
        self.row = st.container(horizontal=True, vertical_alignment="bottom", key=f"{page}-row")
        self.chosen: dict[str, str] = {}

    def pick(self, name: str, label: str, options: Mapping[str, str]) -> str:
        """Choose one of a few by buttons, one of many from a list that can be searched."""
        key, written = f"{self.page}:{name}", f"{self.page}:{name}:written"
        asked = st.query_params.get(name, "")
        is_new = asked and asked != st.session_state.get(written)
        if is_new and asked in options:
            st.session_state[key] = asked
        elif is_new:
            self._explain(name, asked, options)
        if st.session_state.get(key) not in options:
            st.session_state[key] = next(iter(options))
        names, say = list(options), options.__getitem__
        with self.row:
            chosen = str(
                st.segmented_control(label, names, format_func=say, key=key, required=True)
                if len(names) <= FEW
                else st.selectbox(label, names, format_func=say, key=key, width=self.width)
            )
        st.session_state[written] = self.chosen[name] = chosen
        return chosen

    def _explain(self, name: str, asked: str, options: Iterable[str]) -> None:
        """Say that a link asks for what is not held here, or no longer."""
        held = ", ".join(filter(None, options))
        shown.tell(
            SelectionError(Problem(name, f"'{asked}'", f"one of {held}", "Choose one of these."))
        )
        if asked.startswith(keeping.PREFIX):
            st.warning(f"This link asks for {NOT_HERE.found}. {NOT_HERE.fix}")
        else:
            st.warning(f"This link asks for '{asked}', which is not held; showing another.")

    def done(self) -> None:
        """Write what is chosen into the address; a choice of everything needs no words."""
        address.write(self.asked)

    @property
    def asked(self) -> dict[str, str]:
        """What the address says is chosen."""
        return {name: chosen for name, chosen in self.chosen.items() if chosen}
