"""Files made when they are asked for, which stay until the browser has fetched them.

Streamlit throws such a file away as soon as two runs of anybody's page have ended. The windows of a
workshop run each second, so on a busy server or a slow network it was gone before it was fetched.
"""

from __future__ import annotations

from collections.abc import Callable
from itertools import count
from threading import Timer

import streamlit as st
from streamlit import runtime

SECONDS = 60.0
"""How long a file waits to be fetched."""
MOST = 64
"""How many wait at once; the oldest gives way."""
_numbers = count()


def button(
    label: str,
    make: Callable[[], bytes],
    name: str,
    media_type: str,
    *,
    key: str | None = None,
    disabled: bool = False,
) -> None:
    """Offer a file that is made when the button is pressed.

    Parameters
    ----------
    label : str
    make : callable
        Makes the file's bytes.
    name : str
        The file's name.
    media_type : str
    key : str, optional
    disabled : bool
    """
    st.download_button(
        label,
        data=lasting(make, name, media_type),
        file_name=name,
        mime=media_type,
        on_click="ignore",
        key=key,
        disabled=disabled,
    )


def lasting(make: Callable[[], bytes], name: str, media_type: str) -> Callable[[], bytes]:
    """Return what makes the same file, and lets the server keep it for a minute."""

    def made() -> bytes:
        content = make()
        if runtime.exists():
            _keep(content, name, media_type)
        return content

    return made


def _keep(content: bytes, name: str, media_type: str) -> None:
    """Name the file in use at a place of its own, which an empty one takes over later."""
    files = runtime.get_instance().media_file_mgr
    place = f"download-{next(_numbers) % MOST}"
    files.add(content, media_type, place, name, is_for_static_download=True)
    later = Timer(SECONDS, files.add, (b"", "text/plain", place))
    later.daemon = True
    later.start()
