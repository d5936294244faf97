"""Under which address phones find a laptop that calls itself 'localhost'."""

from __future__ import annotations

import socket
from urllib.parse import urlsplit

import streamlit as st

ITSELF = ("localhost", "127.0.0.1", "::1")
EVERYWHERE = ("", "0.0.0.0", "::")
NOBODY = ("192.0.2.1", 9)
"""An address set aside for documentation: nothing is sent there, only the way is looked up."""


def reachable(address: str) -> str:
    """Return an address for the phones in the room.

    A facilitator who has started the explorer on a laptop sees it under a name that means something
    else on every phone, so the laptop's own number in the room's network takes its place. Without a
    network, or where the server listens to this machine alone, the address stays as it is.
    """
    parts = urlsplit(address)
    if parts.hostname not in ITSELF or (st.get_option("server.address") or "") not in EVERYWHERE:
        return address
    host = _own_number()
    if not host:
        return address
    port = f":{parts.port}" if parts.port else ""
    return parts._replace(netloc=f"{host}{port}").geturl()


def _own_number() -> str:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(NOBODY)
        except OSError:
            return ""
        return str(probe.getsockname()[0])
