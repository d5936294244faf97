"""Charts that any indicator can have: every area in order, and boroughs through time."""

from __future__ import annotations

from itertools import pairwise

import pandas as pd

from explorer import areas, registry
from explorer.keeping import kept
from explorer.model import Selection
from explorer.views import selections, words
from explorer.views.base import ChartKind, ChartView, ReferenceLine
from explorer.views.maps import describe, finding, map_view, provenance


@kept(maxsize=512)
def ranked(selection: Selection) -> ChartView:
    """Build the chart of every area, highest first, with its interval and the comparators."""
    view = map_view(selection)
    indicator = registry.indicator(view.selection.indicator)
    held = view.frame.dropna(subset=["value"]).sort_values("value", ascending=False, kind="stable")
    frame = pd.DataFrame(
        {
            "label": held["area_name"],
            "value": held["value"],
            "lower_95": held["lower_95"],
            "upper_95": held["upper_95"],
            "highlight": held["area_code"].isin(view.highlighted),
        }
    ).reset_index(drop=True)
    with_interval = bool(frame["lower_95"].notna().any())
    return ChartView(
        kind=ChartKind.INTERVALS,
        title=f"Every {view.area_set.noun}, highest first"
        + (", with its 95% interval" if with_interval else ""),
        frame=frame,
        value_label=f"{indicator.short_name} ({indicator.unit})",
        label_heading=words.upper_first(view.area_set.noun),
        decimals=indicator.decimals,
        reference_lines=(*comparator_lines(view.selection), *_declared(view.selection)),
        text_alternative=f"Every {view.area_set.noun} in order. {finding(view.frame, selection)}.",
        provenance=view.provenance,
    )


def comparator_lines(selection: Selection) -> tuple[ReferenceLine, ...]:
    """Return boroughs, region and country as lines across a chart, as the same release has them."""
    held = selections.figures(selection).comparators.dropna(subset=["value"])
    names = {place.code: place.short_name for place in registry.places().comparators}
    return tuple(
        ReferenceLine(names[row["area_code"]], float(row["value"])) for _, row in held.iterrows()
    )


@kept(maxsize=512)
def boroughs_through_time(selection: Selection, title: str) -> ChartView:
    """Build the chart of boroughs, region and country through the periods of one release.

    `selection` is one of the borough set; its period names the release.
    """
    selection = selections.complete(selection)
    indicator = registry.indicator(selection.indicator)
    series = indicator.series_for(selection.area_set, selection.period)
    periods = sorted(series.periods, key=lambda period: (period.start, period.end))
    order = {period.id: number for number, period in enumerate(periods)}
    labels = {period.id: period.label for period in periods}
    held = selections.through_time(selection).dropna(subset=["value"])
    names = {place.code: place.short_name for place in registry.places().comparators}
    overlap = any(a.overlaps(b) for a, b in pairwise(periods))
    frame = pd.DataFrame(
        {
            "period": held["period"].map(labels),
            "order": held["period"].map(order),
            "value": held["value"],
            "lower_95": held["lower_95"],
            "upper_95": held["upper_95"],
            "group": held["area_code"].map(names),
            "segment": series.id,
            "filled": not overlap,
        }
    ).sort_values(["group", "order"])
    latest = frame[frame["order"] == frame["order"].max()]
    return ChartView(
        kind=ChartKind.LINES,
        title=title,
        subtitle="Neighbouring periods share years." if overlap else "",
        frame=frame.reset_index(drop=True),
        value_label=f"{indicator.short_name} ({indicator.unit})",
        decimals=indicator.decimals,
        reference_lines=_declared(selection),
        text_alternative=f"{describe(selection)} Latest: "
        + "; ".join(
            f"{row['group']} {words.with_unit(row['value'], indicator.decimals, indicator.unit)}"
            for _, row in latest.iterrows()
        ),
        provenance=provenance(selection),
    )


def _declared(selection: Selection) -> tuple[ReferenceLine, ...]:
    lines = registry.indicator(selection.indicator).lines
    return tuple(ReferenceLine(label, value) for label, value in lines)


def area_names(selection: Selection) -> dict[str, str]:
    """Return the areas of a selection's set by code, in the order of their names."""
    held = {code: areas.name_of(code) for code in areas.codes(selection.area_set)}
    return dict(sorted(held.items(), key=lambda item: item[1]))
