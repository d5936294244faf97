"""Text made safe for the programs that open our files; nothing is dropped that a reader can see.

A spreadsheet runs a text that begins like a formula, and XML forbids some characters outright.
Only text is touched: a negative number stays a number.

References
----------
OWASP, CSV injection.
W3C, Extensible Markup Language (XML) 1.0, section 2.2, characters.
"""

from __future__ import annotations

import re

MARK = "'"
"""Put before a text that a spreadsheet would otherwise run."""

# A fullwidth sign begins a formula in spreadsheets set to East Asian languages.
_RUN = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
_UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")


def text(given: str) -> str:
    """Return a text without the characters that no file format of ours can hold."""
    return _UNPRINTABLE.sub("", given)


def cell(given: str) -> str:
    """Return a text that a spreadsheet shows and never runs.

    Parameters
    ----------
    given : str
        Any text: a name, a note, a headline.

    Returns
    -------
    str
        The same text; after an apostrophe where it begins with = + - @, a tab or a line's end.
    """
    plain = text(given)
    return f"{MARK}{plain}" if plain.startswith(_RUN) else plain
