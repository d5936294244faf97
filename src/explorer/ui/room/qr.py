"""The way into a workshop, for a screen: an address to type and the same as a QR code."""

from __future__ import annotations

import segno


def qr_code(address: str) -> str:
    """Draw an address as a QR code: SVG for a page, dark on white whatever the page's colours.

    A quarter of it may be hidden before a phone cannot read it, as heads in a room will do.
    """
    return segno.make(address, error="q").svg_inline(
        scale=8, border=4, dark="#000", light="#fff", omitsize=True, title=f"QR code for {address}"
    )
