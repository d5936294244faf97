"""Where residents' coverage has gone in the latest years, by the trend marker of Fingertips."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from explorer import registry
from explorer.keeping import kept
from explorer.model import Selection
from explorer.views import maps, selections, trends, words
from explorer.views.base import Column, Passage, TableView
from explorer.views.cancer_screening.programmes import BOROUGHS, by_borough, people_of
from explorer.views.trends import MARKERS, Trend

RULE = (
    "The trend marker is that of Fingertips. It looks at the five latest years alone, and marks a "
    "trend where the slope through them is more than chance (with 99.8% confidence) and keeps its "
    "direction whichever one of the years is left out."
)
MANY_PEOPLE = (
    "With so many people counted, even small moves are more than chance, so look at their size. A "
    "test counts towards coverage for some years, so these years share tests; the rule makes no "
    "allowance for that."
)


@kept(maxsize=512)
def passage(programme: Selection) -> Passage | None:
    """Return the markers of boroughs, region and country; None where a single year is held."""
    boroughs = by_borough(programme)
    if boroughs is None or len(registry.indicator(programme.indicator).periods(BOROUGHS)) < 2:
        return None
    held = selections.figures(boroughs)
    own = {
        str(row["area_name"]): trends.trend_of(boroughs, str(row["area_code"]))
        for _, row in held.areas.iterrows()
    }
    beyond = {
        str(row["area_name"]): trends.trend_of(boroughs, str(row["area_code"]))
        for _, row in held.comparators.iterrows()
    }
    reasons = (
        f"{name}: {trends.as_clause(trend.reason)}"
        for name, trend in own.items()
        if trend.direction not in MARKERS
    )
    return Passage(
        _finding(own),
        (_table(boroughs, own | beyond),),
        (*reasons, RULE, MANY_PEOPLE),
    )


def _finding(found: Mapping[str, Trend]) -> str:
    """Say the boroughs' markers in a sentence, those with the same one together."""
    by_marker: dict[str, list[str]] = {}
    for name, trend in found.items():
        judged = f" and {trend.judgement}" if trend.judgement else ""
        by_marker.setdefault(f"{trend.direction}{judged}", []).append(name)
    said = [f"{marker} in {words.in_sentence(names)}" for marker, names in by_marker.items()]
    return f"Recent trend: {'; '.join(said)}"


def _table(boroughs: Selection, found: Mapping[str, Trend]) -> TableView:
    """Build the table of markers beside the first and the last figure that each was read from."""
    indicator = registry.indicator(boroughs.indicator)
    first, last = (next(iter(found.values())).periods[place] for place in (0, -1))
    labels = {period.id: period.label for period in indicator.periods(BOROUGHS)}
    held = selections.through_time(boroughs)
    held = held.assign(label=held["period"].map(labels)).set_index(["area_name", "label"])
    shares = held["value"].map(indicator.with_unit)
    frame = pd.DataFrame(
        {
            "area_name": list(found),
            "first": [shares[name, first] for name in found],
            "last": [shares[name, last] for name in found],
            "trend": [trend.words for trend in found.values()],
        }
    )
    return TableView(
        caption=f"Coverage of {people_of(boroughs)}, and its recent trend, {first} to {last}",
        columns=(
            Column("area_name", "Area"),
            Column("first", first),
            Column("last", last),
            Column("trend", "Recent trend"),
        ),
        frame=frame,
        provenance=maps.provenance(boroughs),
    )
