"""Addresses of a workshop, which a room may read, and how its facilitator's windows may lead it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlencode, urljoin

import streamlit as st

from explorer.ui import address
from explorer.ui.room import answers
from explorer.ui.room.reaching import reachable
from explorer.workshop.codes import tidy_code

PAGE = "workshop"
SPEAKER = "notes"
KEY = "key"
"""What the secret is called in the facilitator's link, and in no other address."""
_REMEMBER, _REMEMBERED = f"{PAGE}:remember", f"{PAGE}:remembered"
_remember = st.components.v2.component(
    _REMEMBER, js=Path(__file__).with_name("leads.js").read_text(encoding="utf-8")
)


@dataclass(frozen=True)
class Keys:
    """The code of a workshop and the secret by which it is led."""

    code: str
    secret: str

    @classmethod
    def asked(cls) -> Keys | None:
        """Return the workshop that the address names, and its secret if this window has it.

        It has it from the facilitator's link, out of whose address it is taken at once, or from
        the browser, which remembers it for its other windows.
        """
        code = tidy_code(address.read().get("code", ""))
        if not code:
            return None
        if secret := st.query_params.pop(KEY, ""):
            cls(code, secret).hold()
        held = st.session_state.get(_held(code)) or st.context.cookies.get(answers.leads(code))
        return cls(code, str(held or ""))

    def hold(self) -> None:
        """Let this window lead the workshop."""
        st.session_state[_held(self.code)] = self.secret

    def remembered(self) -> bool:
        """Let the other windows of this browser lead it too; say whether they can by now."""
        name = answers.leads(self.code)
        if st.context.cookies.get(name) == self.secret:
            return True

        def note() -> None:
            st.session_state[_REMEMBERED] = name

        at = urljoin(st.context.url or "", f"join/{self.code}/lead")
        # It stays when its work is done, so that nothing after it moves up.
        _remember(key=_REMEMBER, data={"at": at, "key": self.secret}, on_remembered_change=note)
        return st.session_state.get(_REMEMBERED) == name

    @property
    def link(self) -> str:
        """The link that makes any browser lead the workshop."""
        return urljoin(st.context.url or "", self._window(**{KEY: self.secret}))

    @property
    def projector(self) -> str:
        return self._window(**{address.PRESENT: "1"})

    @property
    def speaker(self) -> str:
        return self._window(screen=SPEAKER)

    def _window(self, **more: str) -> str:
        return f"?{urlencode({'code': self.code, **more})}"


def _held(code: str) -> str:
    return f"{PAGE}:{KEY}-{code}"


def join_address(code: str = "") -> str:
    """Return where phones join, with the code or without; under the page's own host and path."""
    url = reachable(urljoin(st.context.url or "", "join"))
    return f"{url}?{urlencode({'code': code})}" if code else url


def shown_address() -> str:
    """Return where phones join as it is read out: without 'http://'."""
    return join_address().split("://")[-1]
