"""The gradient within each borough alone, beside that across all of them together."""

from __future__ import annotations

import pandas as pd

from explorer import registry
from explorer.keeping import kept
from explorer.model import Selection
from explorer.views import maps, selections, words
from explorer.views.base import Column, Passage, TableView
from explorer.views.gradient import measures, slope
from explorer.views.gradient.slope import Gradient

TITLE = "Within each borough"


@kept(maxsize=512)
def passage(selection: Selection) -> Passage | None:
    """Build the passage that sets each borough's line beside that of all; None where one is all."""
    if len(registry.places().boroughs) == 1:
        return None
    nouns = measures.nouns(selection.area_set)[1]
    return Passage(
        TITLE,
        (table_view(selection),),
        (
            f"Within a borough its {nouns} are put in order among themselves. Fewer {nouns} carry "
            "the line, so it is less sure than that of all together, which holds the differences "
            "between the boroughs as well.",
            "Where the line accounts for little of the differences there is no steady rise or fall "
            "to speak of, whatever its ends.",
        ),
    )


@kept(maxsize=512)
def table_view(selection: Selection) -> TableView:
    """Build the table of the lines: all boroughs together, then each alone."""
    selection = selections.complete(selection)
    boroughs = registry.places().boroughs
    everywhere = "Both boroughs" if len(boroughs) == 2 else "All boroughs"
    lines = [(everywhere, slope.gradient(selection))]
    lines += [(place.name, slope.within(selection, place.code)) for place in boroughs]
    indicator = registry.indicator(selection.indicator)
    without = measures.measure_of(selection).without_interval
    return TableView(
        caption=maps.describe(selection).removesuffix("."),
        columns=(
            Column("where", "Where"),
            Column("areas", measures.nouns(selection.area_set)[1].capitalize(), 0),
            Column("ends", "From most to least deprived"),
            Column("apart", f"Difference (SII), {measures.difference_unit(indicator)}"),
            Column("explained", "Line accounts for"),
        ),
        frame=pd.DataFrame([_row(where, found, selection) for where, found in lines]),
        provenance=maps.provenance(selection),
        notes=(without or "In brackets: the 95% interval of the difference.",),
    )


def _row(where: str, found: Gradient, selection: Selection) -> dict[str, object]:
    indicator, line = registry.indicator(selection.indicator), found.slope
    places, span = measures.decimals(indicator, line.sii), line.sii_interval
    ends = (measures.level(indicator, end) for end in (line.most_deprived, line.least_deprived))
    interval = f" ({words.interval(span.lower, span.upper, places)})" if span else ""
    return {
        "where": where,
        "areas": found.areas,
        "ends": " to ".join(ends),
        "apart": f"{words.signed(line.sii, places)}{interval}",
        "explained": f"{found.explained:.0%}",
    }
