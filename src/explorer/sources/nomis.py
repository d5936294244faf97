"""Census counts from Nomis."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from explorer.errors import Problem, SourceError
from explorer.sources import reading
from explorer.sources.fetching import CSV, Answer, Fetcher

if TYPE_CHECKING:
    import pandas as pd

HOST = "www.nomisweb.co.uk"
DATA = f"https://{HOST}/api/v01/dataset/{{dataset}}.data.csv"
COUNTS = 20100
MOST_ROWS = 25_000
"""Rows that Nomis sends to somebody without a key; beyond, it cuts off and says nothing."""
MOST_AREAS = 300
"""Areas of one query, so that its address stays short enough for any proxy."""


def counts(
    fetcher: Fetcher, dataset: str, dimension: str, areas: Sequence[str]
) -> tuple[pd.DataFrame, Answer]:
    """Fetch the counts of a census table for areas given by code.

    Parameters
    ----------
    fetcher : Fetcher
    dataset : str
        Such as 'NM_2041_1', TS021.
    dimension : str
        Of the table, such as 'c2021_eth_20'.
    areas : sequence of str
        GSS codes.

    Returns
    -------
    pandas.DataFrame
        `area_code`, `area_name`, `category` (number), `category_name`, `count`.
    Answer
        The last answer, which says from where.

    Raises
    ------
    SourceError
        When the service fails, leaves an area out, or sends fewer rows than it has.
    """
    import pandas as pd

    parts = []
    for chunk in _chunks(areas):
        for answer, page in _pages(fetcher, dataset, dimension, chunk):
            parts.append(page)
            last = answer
    rows = pd.concat(parts, ignore_index=True)
    absent = sorted(set(areas) - set(rows["area_code"]))
    if absent:
        raise SourceError(
            Problem(
                f"Nomis {dataset}",
                f"nothing for {len(absent)} of {len(areas)} areas, such as {absent[0]}",
                "figures for all of them",
                "Nothing was changed. Nomis may hold this table for areas of another year.",
            )
        )
    return rows, last


def identifier(name: str) -> str:
    """Make an identifier of the end of a category: 'Other ethnic group: Arab' gives 'arab'."""
    return re.sub(r"[^a-z0-9]+", "-", name.rsplit(": ", maxsplit=1)[-1].casefold()).strip("-")


def _pages(
    fetcher: Fetcher, dataset: str, dimension: str, areas: Sequence[str]
) -> Iterator[tuple[Answer, pd.DataFrame]]:
    category, name = dimension.upper(), f"{dimension.upper()}_NAME"
    columns = ["GEOGRAPHY_CODE", "GEOGRAPHY_NAME", category, name, "OBS_VALUE", "RECORD_COUNT"]
    where = f"Nomis {dataset}"
    offset, total = 0, 1
    while offset < total:
        query: dict[str, str | int] = {
            "date": "latest",
            "geography": ",".join(areas),
            "measures": COUNTS,
            "select": ",".join(column.lower() for column in columns),
            "recordoffset": offset,
            "recordlimit": MOST_ROWS,
        }
        answer = fetcher.get(DATA.format(dataset=dataset), query, types=CSV)
        table = reading.csv(answer.content, where, columns)
        if table.empty:
            raise SourceError(
                Problem(
                    where, f"{offset} rows", f"{total}", "Nothing was changed. Try again later."
                )
            )
        total = int(reading.numbers(table, "RECORD_COUNT", where).iloc[0])
        offset += len(table)
        yield (
            answer,
            table[["GEOGRAPHY_CODE", "GEOGRAPHY_NAME", category, name]]
            .set_axis(["area_code", "area_name", "category", "category_name"], axis="columns")
            .assign(count=reading.numbers(table, "OBS_VALUE", where)),
        )


def _chunks(areas: Sequence[str]) -> Iterator[Sequence[str]]:
    for start in range(0, len(areas), MOST_AREAS):
        yield areas[start : start + MOST_AREAS]
