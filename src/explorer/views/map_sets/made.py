"""Several maps made as one figure: the same classes, one legend, and what sets each map apart."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from explorer import areas, registry
from explorer.errors import Problem, SelectionError
from explorer.keeping import kept
from explorer.model import AreaKind, Selection
from explorer.views import maps, painting, selections
from explorer.views.base import LegendEntry, MapSet, MapView, Panel
from explorer.views.classes import OWN, classify
from explorer.views.map_sets import asked as asking
from explorer.views.map_sets import wording
from explorer.views.map_sets.asked import AREAS, INDICATOR, PERIOD, Panels
from explorer.views.services import screen, sites

ONE_SITE = "A site of the map's kind"
"""What a dot is, where the kinds of sites differ from map to map."""


@kept(maxsize=128)
def map_set(selection: Selection, asked: Panels) -> MapSet:
    """Build the maps of a selection that differ in one thing, as one figure.

    Classes are the indicator's or the reader's own breaks where there are any, else made from the
    values of all maps together, so that a colour means the same on every map.

    Parameters
    ----------
    selection : Selection
        What the maps have in common.
    asked : Panels
        What differs.

    Raises
    ------
    SelectionError
        When a map is not held, or the maps cannot share a legend.
    """
    base = selections.complete(selection)
    chosen = asking.selections_of(base, asked)
    _check_alike(chosen)
    views = [_drawn(one) for one in _in_shared_classes(chosen)]
    if base.layer != selections.BENCHMARK:
        views = _labelled_alike(views)
    by = asked.by
    drawn = tuple(
        Panel(wording.title(view.selection, by), wording.remark(view, views, by), view)
        for view in views
    )
    headline = wording.finding(drawn, by)
    subtitle = wording.subtitle(drawn, by)
    return MapSet(
        selection=base,
        panels=drawn,
        legend_title=wording.legend_title(drawn, by),
        legend=_sites_named(_outlines_named(_shared_legend(views), views), views),
        headline=headline,
        subtitle=subtitle,
        text_alternative=wording.alternative(drawn, headline),
        provenance=wording.provenance(drawn, by, base),
        name=_name(base, asked),
    )


def _drawn(selection: Selection) -> MapView:
    """Build one of the maps, with its dots where it is of sites."""
    view = maps.map_view(selection)
    kind = dict(view.selection.by).get(sites.SERVICE)
    return screen.with_sites(view, kind) if kind else view


def _check_alike(chosen: Sequence[Selection]) -> None:
    """Refuse maps whose colours could not mean the same."""
    indicators = {one.indicator: registry.indicator(one.indicator) for one in chosen}
    kinds = {(one.unit, one.decimals, one.theme, one.polarity) for one in indicators.values()}
    if len(kinds) > 1:
        raise SelectionError(
            Problem(
                "maps under one legend",
                "; ".join(f"{one.name} ({one.unit or 'no unit'})" for one in indicators.values()),
                "indicators of one theme, in one unit, and better in the same direction",
                "Choose indicators that can share a scale, or draw two figures.",
            )
        )
    if len({areas.area_set(one.area_set).kind is AreaKind.POINT for one in chosen}) > 1:
        fix = "Draw two figures."
        found = "areas on one map and points on another"
        raise SelectionError(Problem("maps under one legend", found, "maps of one kind", fix))
    if chosen[0].palette == selections.DIVERGING:
        against = {painting.benchmark_of(one).value for one in chosen}
        if len(against) > 1:
            raise SelectionError(
                Problem(
                    "palette of maps under one legend",
                    "two colours about a benchmark whose figure is not the same on every map",
                    "a palette that means the same on every map",
                    "Choose another palette, or colour by comparison with the benchmark.",
                )
            )


def _in_shared_classes(chosen: Sequence[Selection]) -> list[Selection]:
    """Return selections that all have the same breaks."""
    first = chosen[0]
    if first.layer == selections.BENCHMARK or first.classification.startswith(OWN):
        return list(chosen)
    declared = {registry.indicator(one.indicator).breaks for one in chosen}
    if not first.classification and len(declared) == 1 and any(declared):
        return list(chosen)
    values = _pooled(selections.figures(one).areas for one in chosen)
    decimals = registry.indicator(first.indicator).decimals
    breaks = classify(values, decimals, first.classification or "quantiles").breaks
    shared = OWN + ",".join(f"{limit:.10g}" for limit in breaks)
    return [one.changed(classification=shared) if breaks else one for one in chosen]


def _labelled_alike(views: Sequence[MapView]) -> list[MapView]:
    """Write the classes of every map with the ends of the values of all maps."""
    labels = maps.map_classes(views[0].selection).labels(_pooled(view.frame for view in views))
    by_key = {f"class-{i}": label for i, label in enumerate(labels)}
    return [
        replace(
            view, legend=tuple(replace(e, label=by_key.get(e.key, e.label)) for e in view.legend)
        )
        for view in views
    ]


def _pooled(frames: Iterable[pd.DataFrame]) -> NDArray[np.float64]:
    return np.concatenate([frame["value"].to_numpy(dtype=float) for frame in frames])


def _shared_legend(views: Sequence[MapView]) -> tuple[LegendEntry, ...]:
    """Return the entries of all maps without counts, each where its own map has it."""
    found: list[LegendEntry] = []
    for view in views:
        place = 0
        for entry in view.legend:
            keys = [held.key for held in found]
            if entry.key in keys:
                place = keys.index(entry.key) + 1
            else:
                found.insert(place, replace(entry, count=None))
                place += 1
    return tuple(found)


def _outlines_named(
    legend: Sequence[LegendEntry], views: Sequence[MapView]
) -> tuple[LegendEntry, ...]:
    """Name the areas outlined, where they are few: one of many maps has no room for names."""
    codes = dict.fromkeys(code for view in views for code in view.highlighted)
    label = "; ".join(areas.name_of(code) for code in codes)
    return tuple(
        replace(entry, label=label)
        if entry.key == painting.COMPARED and len(codes) <= wording.FEW < len(views)
        else entry
        for entry in legend
    )


def _sites_named(
    legend: Sequence[LegendEntry], views: Sequence[MapView]
) -> tuple[LegendEntry, ...]:
    """Name the dots for all maps, where those of one map are not those of another."""
    kinds = {entry.label for view in views for entry in view.legend if entry.key == screen.SITE}
    return tuple(
        replace(entry, label=ONE_SITE) if entry.key == screen.SITE and len(kinds) > 1 else entry
        for entry in legend
    )


def _name(base: Selection, asked: Panels) -> str:
    """Name the file after what is in it, in words."""
    groups = [group for key, group in base.by if key != asked.by]
    shared = {PERIOD: base.period, AREAS: base.area_set, INDICATOR: base.indicator}
    held = [part for key, part in shared.items() if key != asked.by]
    listed = list(asked.values) if 0 < len(asked.values) <= wording.FEW else ["by", asked.by]
    return " ".join((*reversed(held), *groups, *listed, "maps"))
