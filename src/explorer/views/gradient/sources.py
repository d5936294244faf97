"""Every source that the page draws on beside that of its map."""

from __future__ import annotations

from dataclasses import replace

from explorer import registry
from explorer.model import Selection, Standing
from explorer.views import maps, selections
from explorer.views.base import Provenance
from explorer.views.gradient import people, ranking, through_time


def beside(selection: Selection) -> tuple[Provenance, ...]:
    """Return the provenance of deprivation, residents, published slope index and counts."""
    area_set = selection.area_set
    index = ranking.index_of(area_set)
    found = [maps.provenance(index)]
    if index.area_set != area_set:
        found = [replace(found[0], standing=Standing.DERIVED)]
    if ranking.counts_residents(area_set):
        found.append(maps.provenance(selections.complete(ranking.RESIDENTS)))
    if through_time.is_held(selection):
        published = maps.provenance(through_time.published(dict(selection.by)["sex"]))
        name = registry.indicator(through_time.PUBLISHED).name
        found.append(replace(published, measure=name))
    counts = people.counts()
    found.append(maps.provenance(ranking.index_of(counts[0].area_set)))
    found += [maps.provenance(count) for count in counts]
    return tuple(found)
