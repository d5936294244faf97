"""Both measures on one map in nine classes, as points, and as a table."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from explorer import areas, registry, stats
from explorer.keeping import kept
from explorer.model import Selection, Standing
from explorer.views import maps, painting, palettes, rebased, words
from explorer.views.base import (
    ChartKind,
    ChartView,
    Column,
    LegendEntry,
    MapView,
    Provenance,
    Swatch,
    TableView,
)
from explorer.views.compare import wording
from explorer.views.compare.comparison import Comparison, moved, printed, values

if TYPE_CHECKING:
    import geopandas as gpd

THIRDS = 3
ROUNDED = (
    "Thirds are made of the figures as they are printed here, so that figures that look alike are "
    "in one third. The correlation is of the figures before they are rounded."
)


def thirds(figures: NDArray[np.float64]) -> NDArray[np.int64]:
    """Return the third in which each figure lies: 0, 1 or 2, and -1 where there is none.

    Equal figures always lie in the same third, so thirds of a measure with few different figures
    are not equally large.
    """
    blank = np.isnan(figures)
    if blank.all():
        return np.full(figures.shape, -1)
    limits = np.nanquantile(figures, [1 / THIRDS, 2 / THIRDS])
    # A figure on a limit belongs to the third above it.
    return np.where(blank, -1, np.searchsorted(limits, figures, side="right"))


@kept(maxsize=256)
def correlation(found: Comparison) -> stats.Correlation:
    """Return Spearman's rho of the areas that have both measures.

    Raises
    ------
    StatisticsError
        When fewer than five areas have both, or one measure is the same everywhere.
    """
    held = values(found)
    return stats.spearman(held["first"].to_numpy(), held["second"].to_numpy())


@kept(maxsize=256)
def map_view(found: Comparison) -> MapView:
    """Build the map of two measures in thirds: nine classes, and areas without either hatched."""
    base = maps.map_view(found.first)
    frame = _painted(found)
    counts = frame["class_key"].value_counts()
    colours = palettes.bivariate(THIRDS)
    entries = [
        LegendEntry(
            _key(i, j),
            wording.both(found.first, found.second, (i, j)),
            colours[i][j],
            Swatch.FILL,
            int(counts.get(_key(i, j), 0)),
        )
        for i in range(THIRDS)
        for j in range(THIRDS)
    ]
    missing = int(counts.get(painting.NO_DATA, 0))
    entries.append(
        LegendEntry(
            painting.NO_DATA, "No figure for one or both", palettes.NO_DATA_FILL, Swatch.HATCH,
            missing,
        )
    )  # fmt: skip
    return replace(
        base,
        frame=frame,
        legend=(*entries, *painting.compared_entry(base.area_set, found.first.highlighted)),
        legend_title=f"Each measure in thirds of the {base.area_set.nouns}",
        headline=headline(found),
        subtitle=subtitle(found),
        text_alternative=f"{headline(found)}. {_extremes(found)}",
        provenance=provenance(found),
        tables=(table_view(found),),
    )


@kept(maxsize=256)
def headline(found: Comparison) -> str:
    """Say whether the two go together, and no more than the interval allows."""
    nouns = areas.area_set(found.first.area_set).nouns
    return wording.finding(found.first, found.second, correlation(found), nouns)


def subtitle(found: Comparison) -> str:
    """Say what is compared, how closely it goes together, and whether a part is an estimate."""
    nouns = areas.area_set(found.first.area_set).nouns
    estimate = " The second is an estimate for these areas." if _is_estimate(found) else ""
    return (
        f"{maps.describe(found.first)} {maps.describe(found.second)} "
        f"{wording.correlation(correlation(found), nouns)}{estimate}"
    )


def move(found: Comparison) -> str:
    """Say how the second measure was brought onto the first's areas; '' where it was not."""
    moving = moved(found)
    return rebased.sentence(moving) if moving else ""


def standing(found: Comparison) -> Standing:
    """Return the less firm of the two standings, and that of the move."""
    order = list(Standing)
    moving = moved(found)
    both = [maps.provenance(one).standing for one in (found.first, found.second)]
    return max([*both, *([moving.standing] if moving else [])], key=order.index)


@kept(maxsize=256)
def beside(found: Comparison) -> TableView:
    """Build the small table of how many areas stand in each pair of thirds."""
    frame = _painted(found)
    counts = frame["class_key"].value_counts()
    rows = [
        {
            "first": words.upper_first(wording.standing_at(found.first, i)),
            **{f"third-{j}": int(counts.get(_key(i, j), 0)) for j in range(THIRDS)},
        }
        for i in reversed(range(THIRDS))
    ]
    area_set = areas.area_set(found.first.area_set)
    return TableView(
        caption=f"Number of {area_set.nouns} in each pair of thirds",
        columns=(
            Column("first", words.upper_first(area_set.nouns)),
            *(
                Column(f"third-{j}", words.upper_first(wording.standing_at(found.second, j)), 0)
                for j in range(THIRDS)
            ),
        ),
        frame=pd.DataFrame(rows),
        provenance=provenance(found),
    )


@kept(maxsize=256)
def chart(found: Comparison) -> ChartView:
    """Build the scatter of every area's two figures."""
    held = values(found).dropna()
    one, other = (registry.indicator(s.indicator) for s in (found.first, found.second))
    nouns = areas.area_set(found.first.area_set).nouns
    ends = {held["first"].idxmax(), held["second"].idxmax(), held["second"].idxmin()}
    named = set(found.first.highlighted) or ends
    return ChartView(
        kind=ChartKind.SCATTER,
        title=headline(found),
        subtitle=wording.correlation(correlation(found), nouns),
        frame=pd.DataFrame(
            {
                "x": held["first"],
                "y": held["second"],
                "label": [areas.name_of(code) for code in held.index],
                "highlight": held.index.isin(list(named)),
            }
        ).reset_index(drop=True),
        x_label=_axis(found.first),
        value_label=_axis(found.second),
        decimals=other.decimals,
        text_alternative=f"{len(held)} {nouns} by {one.short_name} and {other.short_name}. "
        f"{headline(found)}.",
        provenance=provenance(found),
    )


@kept(maxsize=256)
def table_view(found: Comparison) -> TableView:
    """Build the table twin of map and chart: both figures of every area and its class."""
    frame = _painted(found)
    held = printed(found)
    labels = {
        _key(i, j): wording.both(found.first, found.second, (i, j))
        for i in range(THIRDS)
        for j in range(THIRDS)
    }
    one, other = (registry.indicator(s.indicator) for s in (found.first, found.second))
    rows = pd.DataFrame(
        {
            "area_name": frame["area_name"],
            "first": held["first"].to_numpy(),
            "second": held["second"].to_numpy(),
            "both": frame["class_key"].map(labels).fillna("No figure for one or both"),
            "area_code": frame["area_code"],
        }
    ).sort_values("first", kind="stable", na_position="last")
    return TableView(
        caption=f"{maps.describe(found.first)} {maps.describe(found.second)}",
        columns=(
            Column("area_name", words.upper_first(areas.area_set(found.first.area_set).noun)),
            Column("first", maps.legend_title(one), one.decimals),
            Column("second", maps.legend_title(other), other.decimals),
            Column("both", "Both together"),
            Column("area_code", "Code"),
        ),
        frame=rows.reset_index(drop=True).astype({"both": "category"}),
        provenance=provenance(found),
        notes=(ROUNDED,),
    )


@kept(maxsize=256)
def provenance(found: Comparison) -> Provenance:
    """Say where the figures of both measures come from, for when, and what was estimated."""
    one, other = maps.provenance(found.first), maps.provenance(found.second)
    moving = (move(found),) if moved(found) else ()
    sources = tuple(dict.fromkeys((one.source, other.source)))
    return replace(
        one,
        measure=f"{one.measure}; {other.measure}",
        period="; ".join(dict.fromkeys((one.period, other.period))),
        source="; ".join(sources),
        sources=sources,
        licence="; ".join(dict.fromkeys((one.licence, other.licence))),
        standing=standing(found),
        notes=tuple(dict.fromkeys((*moving, *one.notes, *other.notes))),
    )


@kept(maxsize=256)
def _painted(found: Comparison) -> gpd.GeoDataFrame:
    frame, held = maps.map_view(found.first).frame, printed(found)
    pairs = zip(*(thirds(held[name].to_numpy()) for name in ("first", "second")), strict=True)
    colours = {
        _key(i, j): colour
        for i, row in enumerate(palettes.bivariate(THIRDS))
        for j, colour in enumerate(row)
    }
    second = [_said(found.second, value) for value in held["second"]]
    keys = [_key(i, j) if min(i, j) >= 0 else painting.NO_DATA for i, j in pairs]
    return frame.assign(
        class_key=keys,
        colour=[colours.get(key, palettes.NO_DATA_FILL) for key in keys],
        text=[
            f"{name}: {_said(found.first, one)}; {other}"
            for name, one, other in zip(frame["area_name"], held["first"], second, strict=True)
        ],
        # Files that have one column of figures hold the first measure's; so the second stands here.
        note=[
            ". ".join(filter(None, (other, note)))
            for other, note in zip(second, frame["note"], strict=True)
        ],
    )


def _said(selection: Selection, value: float) -> str:
    indicator = registry.indicator(selection.indicator)
    figure = "no figure" if np.isnan(value) else indicator.with_unit(value)
    return f"{wording.name(selection)} {figure}"


def _extremes(found: Comparison) -> str:
    frame = _painted(found)
    high = frame.loc[frame["class_key"] == _key(THIRDS - 1, THIRDS - 1), "area_name"]
    label = wording.both(found.first, found.second, (THIRDS - 1, THIRDS - 1))
    noun, nouns = (getattr(areas.area_set(found.first.area_set), n) for n in ("noun", "nouns"))
    count = words.count_of(len(high), noun, nouns)
    return f"{label}: {count}" + (f" ({words.in_sentence(list(high))})." if len(high) else ".")


def _axis(selection: Selection) -> str:
    indicator = registry.indicator(selection.indicator)
    unit = f" ({indicator.unit})" if indicator.unit else ""
    return f"{words.upper_first(wording.name(selection))}{unit}"


def _is_estimate(found: Comparison) -> bool:
    moving = moved(found)
    return moving is not None and moving.standing is Standing.ESTIMATE


def _key(first: int, second: int) -> str:
    return f"thirds-{first}-{second}"
