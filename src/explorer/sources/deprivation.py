"""The English Indices of Deprivation, as MHCLG publishes them: one CSV of all LSOAs."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import TYPE_CHECKING

from explorer.errors import Problem, SourceError
from explorer.sources import reading
from explorer.sources.fetching import CSV, Answer, Fetcher

if TYPE_CHECKING:
    import pandas as pd

HOST = "assets.publishing.service.gov.uk"


def measures(
    fetcher: Fetcher, url: str, code: str, columns: Mapping[str, str], areas: Collection[str]
) -> tuple[pd.DataFrame, Answer]:
    """Fetch columns of the file for some LSOAs.

    Parameters
    ----------
    fetcher : Fetcher
    url : str
        Of the CSV file.
    code : str
        Heading of the column of LSOA codes.
    columns : mapping of str to str
        Name to return by heading of the file.
    areas : collection of str
        Codes of the LSOAs wanted.

    Returns
    -------
    pandas.DataFrame
        `area_code` and a column of numbers for each of `columns`.
    Answer

    Raises
    ------
    SourceError
        When the service fails, or the file lacks a column or an LSOA.
    """
    answer = fetcher.get(url, types=CSV)
    where = url.rpartition("/")[2]
    table = reading.csv(answer.content, where, (code, *columns))
    table = table[table[code].isin(list(areas))].reset_index(drop=True)
    absent = sorted(set(areas) - set(table[code]))
    if absent:
        raise SourceError(
            Problem(
                where,
                f"nothing for {len(absent)} of {len(areas)} LSOAs, such as {absent[0]}",
                "figures for all of them",
                "Nothing was changed. The file may be of LSOAs of another census.",
            )
        )
    out = table[[code]].set_axis(["area_code"], axis="columns")
    for heading, name in columns.items():
        out[name] = reading.numbers(table, heading, where)
    return out, answer
