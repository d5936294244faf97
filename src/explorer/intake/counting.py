"""Rows about people made counts of areas, so that the rows themselves need not be held."""

from __future__ import annotations

from collections.abc import Iterable

from explorer.intake import derive
from explorer.intake.model import KEYS, Content, Role, Wishes
from explorer.intake.reading import read

COUNT = "count"


def counted(content: bytes, name: str, chosen: Iterable[tuple[Role, str]], wishes: Wishes) -> bytes:
    """Write the counts of a file with one row a person, as CSV in UTF-8.

    Parameters
    ----------
    content, name, chosen, wishes
        As `taking_in.understand`; nothing of the file is kept.

    Returns
    -------
    bytes
        One row an area, period, sex and group; b'' where the file has no rows about people, or has
        faults.

    Raises
    ------
    IntakeError
        When it cannot be read as a table, or holds what names people.
    """
    reading = read(content, name, chosen, wishes)
    if reading.content is not Content.PEOPLE or reading.faults:
        return b""
    counts = derive.people(reading).rename(columns={"numerator": COUNT})
    said = [key for key in KEYS if counts[key].ne("").any()]
    return counts[[*said, COUNT]].to_csv(index=False, float_format="%.0f").encode()
