"""Every source that the page draws on beside that of its map."""

from __future__ import annotations

from explorer import registry
from explorer.model import Selection
from explorer.views import maps, selections
from explorer.views.air_quality import change, deprivation, residents
from explorer.views.air_quality.levels import is_national, pollutant_of
from explorer.views.base import Provenance


def beside(selection: Selection) -> tuple[Provenance, ...]:
    """Return the provenance of the other model, the residents and the deprivation scores."""
    pollutant = pollutant_of(selection)
    other = change.inventory(selection) if is_national(selection) else change.national(pollutant)
    used = [other, residents.RESIDENTS, deprivation.deprived()]
    if pollutant in change.PUBLISHED_BY_BOROUGH:
        published = registry.indicator(change.PUBLISHED_BY_BOROUGH[pollutant])
        used.insert(1, Selection(published.id, change.BOROUGHS))
    return tuple(maps.provenance(selections.complete(one)) for one in used)
