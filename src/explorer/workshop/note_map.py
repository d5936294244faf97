"""Notes and what residents said on the map: how many stand on each area, under which themes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from explorer import areas, neighbourhoods
from explorer.model import Selection, Standing
from explorer.views import maps, palettes, words
from explorer.views.base import LegendEntry, MapView, Provenance, Swatch

GROUND = "population"
"""The indicator of the map over whose areas notes are drawn; nothing of it is shown."""
THEME = "your-figures"
BREAKS = (1, 2, 4)
"""How many notes each class begins with."""
LABELS = ("1 note", "2 to 3 notes", "4 notes or more")
NONE = "none"
NONE_COLOUR = "#F2F2EE"
WHAT_PEOPLE_SAY = (
    "What people said, not a measurement: where there are many notes, somebody who knows the place "
    "was in the room."
)


@dataclass(frozen=True)
class Placed:
    """A note as the map needs it: area, theme, and for how many it stands."""

    place: str
    theme: str
    times: int = 1


def map_view(
    placed: Sequence[Placed],
    headline: str,
    provenance: Provenance,
    themes: Mapping[str, str],
    highlighted: tuple[str, ...] = (),
) -> MapView:
    """Draw how many notes stand on each area.

    Parameters
    ----------
    placed : sequence of Placed
        Those on areas that the map does not have are not drawn.
    headline : str
    provenance : Provenance
        Of the notes; see `provenance`.
    themes : mapping of str to str
        The name of each theme by its id.
    highlighted : tuple of str
    """
    ground = maps.map_view(Selection(GROUND, neighbourhoods.area_set(), highlighted=highlighted))
    by_area: dict[str, Counter[str]] = {}
    for note in placed:
        by_area.setdefault(note.place, Counter())[note.theme] += note.times
    codes, names = ground.frame["area_code"], ground.frame["area_name"]
    counts = [by_area[code].total() if code in by_area else 0 for code in codes]
    keys = [_class(count) for count in counts]
    colours = dict(zip(map(str, BREAKS), palettes.sequential(THEME, len(BREAKS)), strict=True))
    frame = ground.frame.assign(
        value=[float(count) for count in counts],
        lower_95=float("nan"),
        upper_95=float("nan"),
        numerator=float("nan"),
        denominator=float("nan"),
        note="",
        class_key=keys,
        colour=[colours.get(key, NONE_COLOUR) for key in keys],
        text=[
            f"{name}: {_said(by_area.get(code, Counter()), themes)}"
            for code, name in zip(codes, names, strict=True)
        ],
    )
    seen = Counter(keys)
    legend = (
        LegendEntry(NONE, "No note", NONE_COLOUR, Swatch.FILL, seen[NONE]),
        *(
            LegendEntry(str(start), label, colours[str(start)], Swatch.FILL, seen[str(start)])
            for start, label in zip(BREAKS, LABELS, strict=True)
        ),
        *(one for one in ground.legend if one.swatch is Swatch.OUTLINE),
    )
    return replace(
        ground,
        frame=frame,
        legend_title=f"Notes on each {ground.area_set.noun}",
        legend=legend,
        headline=headline,
        subtitle=WHAT_PEOPLE_SAY,
        text_alternative=f"{headline}. {most(placed)}",
        provenance=provenance,
        tables=(),
    )


def most(placed: Sequence[Placed]) -> str:
    """Say which area has most notes, as a sentence; '' where there are none."""
    counts: Counter[str] = Counter()
    for note in placed:
        counts[note.place] += note.times
    if not counts:
        return ""
    highest = max(counts.values())
    names = sorted(areas.name_of(code) for code, count in counts.items() if count == highest)
    return f"Most are on {words.in_sentence(names)}: {highest}."


def provenance(source: str, period: str) -> Provenance:
    """Say where notes come from: not a publisher, but people who were asked."""
    area_set = areas.area_set(neighbourhoods.area_set())
    return Provenance(
        measure="Notes on places",
        period=period,
        areas=f"{area_set.title}: {area_set.vintage}",
        source=source,
        licence="What people said, for the work of the boroughs; no published figures",
        boundary_credit=area_set.credit,
        standing=Standing.USER_SUPPLIED,
        notes=(WHAT_PEOPLE_SAY,),
    )


def _class(count: int) -> str:
    reached = [start for start in BREAKS if count >= start]
    return str(reached[-1]) if reached else NONE


def _said(themes_of: Counter[str], names: Mapping[str, str]) -> str:
    if not themes_of:
        return "no note"
    listed = [f"{names.get(key, key)} {count}" for key, count in themes_of.most_common()]
    return f"{words.count_of(themes_of.total(), 'note', 'notes')} ({', '.join(listed)})"
