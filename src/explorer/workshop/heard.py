"""What residents said as views: a sentence, a map, the themes counted, a table to take away."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import pandas as pd

from explorer import areas
from explorer.views import words
from explorer.views.base import Column, MapView, Provenance, TableView
from explorer.views.outcomes import ambitions
from explorer.workshop import note_map
from explorer.workshop.model import Insight
from explorer.workshop.note_map import Placed

NOTHING = "Nothing that residents said is kept here yet"
NONE_FOUND = "Nothing that is kept has all of this"


def headline(found: Sequence[Insight], *, is_sought: bool) -> str:
    """Say how much was said, of how many places, and of what most."""
    if not found:
        return NONE_FOUND if is_sought else NOTHING
    said = words.count_of(len(found), "note", "notes")
    wards = words.count_of(len({insight.place for insight in found}), "ward", "wards")
    themes = by_theme(found)
    most = [name for name, count in themes.items() if count == max(themes.values())]
    part = "all" if len(themes) == 1 else "most"
    return f"{said} on {wards}, {part} under {words.in_sentence([f'‘{name}’' for name in most])}"


def by_theme(found: Sequence[Insight]) -> dict[str, int]:
    """Count what was said under each theme, most first."""
    names = ambitions.names()
    counts = Counter(names.get(insight.theme, insight.theme) for insight in found)
    return dict(sorted(counts.items(), key=lambda item: (-item[1], item[0])))


def map_view(found: Sequence[Insight], said: str, highlighted: tuple[str, ...] = ()) -> MapView:
    """Draw how much was said about each place."""
    placed = [Placed(insight.place, insight.theme) for insight in found]
    return note_map.map_view(placed, said, provenance(found), ambitions.names(), highlighted)


def themes_table(found: Sequence[Insight]) -> TableView:
    """Build the table of themes with their counts."""
    rows = [{"theme": name, "count": count} for name, count in by_theme(found).items()]
    return TableView(
        caption="Notes by theme",
        columns=(Column("theme", "Theme"), Column("count", "Notes", 0)),
        frame=pd.DataFrame(rows, columns=["theme", "count"]),
        provenance=provenance(found),
        notes=(ambitions.NAMED_HERE,),
    )


def table(found: Sequence[Insight]) -> TableView:
    """Build the table of everything found, newest first."""
    names = ambitions.names()
    rows = [
        {
            "said_on": insight.said_on.isoformat(),
            "area_name": areas.name_of(insight.place),
            "area_code": insight.place,
            "neighbourhood": insight.neighbourhood,
            "theme": names.get(insight.theme, insight.theme),
            "tags": "; ".join(insight.tags),
            "text": insight.text,
            "source": insight.source,
        }
        for insight in found
    ]
    labels = {
        "said_on": "Date",
        "area_name": "Ward",
        "area_code": "Code",
        "neighbourhood": "Neighbourhood",
        "theme": "Theme",
        "tags": "Tags",
        "text": "What was said",
        "source": "Where",
    }
    return TableView(
        caption="What residents said",
        columns=tuple(Column(key, label) for key, label in labels.items()),
        frame=pd.DataFrame(rows, columns=list(labels)),
        provenance=provenance(found),
    )


def provenance(found: Sequence[Insight]) -> Provenance:
    """Say where it was said, and between which days."""
    sources = sorted({insight.source for insight in found})
    named = words.in_sentence(sources) if len(sources) <= 3 else f"{len(sources)} occasions"
    days = sorted(insight.said_on for insight in found)
    period = f"{days[0]:%d %B %Y} to {days[-1]:%d %B %Y}" if days else "no day yet"
    return note_map.provenance(f"Workshops and engagement notes: {named or 'none yet'}", period)
