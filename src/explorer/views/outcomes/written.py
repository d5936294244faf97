"""The outcomes framework as a document: the boroughs' charts, every measure, what is not known."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from urllib.parse import urlencode

from explorer import registry
from explorer.views.document import Document, Section
from explorer.views.outcomes import printed
from explorer.views.outcomes.framework import Metric

PAGE = "outcomes"


def document(chosen: Sequence[Metric], asked: Mapping[str, str]) -> Document:
    """Write measures of the framework as a document.

    Parameters
    ----------
    chosen : sequence of Metric
    asked : mapping of str to str
        The page's query that chooses them.
    """
    care_fund = printed.care_fund()
    unknown = printed.unknown()
    origin = printed.provenance()
    return Document(
        name=f"{PAGE} {' '.join(asked.values())}",
        title=printed.headline(),
        subtitle=printed.subtitle(),
        sections=(
            Section("What cannot be told from these figures", (printed.NO_INTERVALS,)),
            *(
                Section(place.name, (), charts=(printed.chart(place.name),))
                for place in registry.places().boroughs
            ),
            Section("Every measure", (), tables=tuple(map(printed.metric_table, chosen))),
            Section(care_fund.title, (), tables=care_fund.tables, notes=care_fund.notes),
            Section(
                f"What is not known: {len(unknown)} measures without any figure",
                unknown,
                listed=True,
            ),
        ),
        provenances=(origin,),
        areas=origin.areas,
        permalink=f"{PAGE}?{urlencode(asked)}" if asked else PAGE,
        spreadsheet=(printed.table(),),
    )
