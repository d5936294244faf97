"""The map of a neighbourhood: a measure on its boroughs, with its own areas outlined."""

from __future__ import annotations

from dataclasses import replace

from explorer import areas, neighbourhoods, registry
from explorer.keeping import kept
from explorer.model import Selection
from explorer.neighbourhoods import Neighbourhood
from explorer.views import maps, painting, palettes, selections
from explorer.views.base import LegendEntry, MapView, Swatch
from explorer.views.neighbourhood import glance, measures

FIRST = "imd-2025"


def choices(own: str = "") -> dict[str, str]:
    """Return the indicators that a map of areas of a set can show, by id, with short names."""
    own = own or neighbourhoods.area_set()
    found = {
        measure.indicator.id: measure.indicator.short_name
        for measure in measures.all_measures(own)
        if measure.selection.area_set == own
    }
    # What a reader is shown first is deprivation, wherever it is held on these areas.
    first = FIRST if FIRST in found else next(iter(found))
    return {first: found.pop(first), **found}


@kept(maxsize=512)
def map_view(of: Neighbourhood, indicator: str = FIRST) -> MapView:
    """Build the map of an indicator's latest figures with the neighbourhood outlined."""
    own = of.area_set
    latest = registry.indicator(indicator).periods(own)[-1].id
    chosen = selections.complete(Selection(indicator, own, latest, highlighted=of.codes))
    view = maps.map_view(chosen, glance.headline(of), glance.subtitle(of))
    noun = areas.area_set(own).nouns
    label = f"The {noun} of {of.short_name}"
    outline = LegendEntry(painting.COMPARED, label, palettes.HIGHLIGHT, Swatch.OUTLINE)
    return replace(
        view,
        legend=(*view.legend[:-1], outline),
        provenance=glance.defined(view.provenance, of),
    )
