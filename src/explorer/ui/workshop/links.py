"""Addresses of a workshop: the one everybody may know, and those that only its facilitator may."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlencode, urljoin

import streamlit as st

from explorer.ui import address
from explorer.ui.room.reaching import reachable

PAGE = "workshop"
SPEAKER = "notes"


@dataclass(frozen=True)
class Keys:
    """The code of a workshop and the secret by which it is led."""

    code: str
    secret: str

    @classmethod
    def asked(cls) -> Keys | None:
        """Return what the page's address holds; None where it leads no workshop."""
        query = address.read()
        code, secret = query.get("code", ""), query.get("key", "")
        return cls(code, secret) if code and secret else None

    @property
    def query(self) -> dict[str, str]:
        return {"code": self.code, "key": self.secret}

    def window(self, **more: str) -> str:
        """Return the address of another window of the workshop, relative to this page."""
        return f"?{urlencode({**self.query, **more})}"

    @property
    def projector(self) -> str:
        return self.window(**{address.PRESENT: "1"})

    @property
    def speaker(self) -> str:
        return self.window(screen=SPEAKER)


def join_address(code: str = "") -> str:
    """Return where phones join, with the code or without; under the page's own host and path."""
    url = reachable(urljoin(st.context.url or "", "join"))
    return f"{url}?{urlencode({'code': code})}" if code else url


def shown_address() -> str:
    """Return where phones join as it is read out: without 'http://'."""
    return join_address().split("://")[-1]
