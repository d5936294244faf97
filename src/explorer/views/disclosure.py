"""Small numbers withheld once, before anything is shown: all views read their figures through here.

An indicator may declare the smallest count that may be shown. Below it count, value and interval
are withheld; so are larger ones where a total that is shown would give a small one away.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

import numpy as np
import pandas as pd

from explorer import areas, registry, stats
from explorer.keeping import kept
from explorer.model import AreaKind, Indicator, Series
from explorer.registry import NUMBERS, Figures, Group

SMALL = "withheld-small-number"
BY_TOTAL = "withheld-by-total"
BY_PUBLISHER = "suppressed"
BOROUGHS = "borough"
Cell = tuple[str, str, str]
"""Period, breakdown and area code: one figure of a release."""


def is_withheld(note: str) -> bool:
    """Whether the key of a note says that a figure is withheld, here or by its publisher."""
    return note == BY_PUBLISHER or note.startswith("withheld-")


@kept
def rows(identifier: str, series_id: str) -> pd.DataFrame:
    """Return a release's rows of all periods and groups, small numbers withheld."""
    return _blanked(registry.rows(identifier, series_id), withheld(identifier, series_id))


@kept(maxsize=512)
def figures(identifier: str, area_set: str, period: str, by: Group = ()) -> Figures:
    """Return an indicator's figures for one area set, period and group, small numbers withheld.

    Raises
    ------
    SelectionError
        When the indicator is not held so; says what is.
    """
    held = registry.figures(identifier, area_set, period, by)
    why = withheld(identifier, held.series.id)
    return replace(
        held, areas=_blanked(held.areas, why), comparators=_blanked(held.comparators, why)
    )


@kept
def withheld(identifier: str, series_id: str) -> Mapping[Cell, str]:
    """Say which figures of a release are withheld, and by which note.

    Notes
    -----
    Primary: the count is below the indicator's threshold. Secondary, by `stats.suppress`: areas
    within a borough whose own figure for the same days and group is shown in any release of the
    indicator; and the groups of one area where they add up to a count that is shown, which is
    another group ("all persons") or the denominator that they share. Where nothing is left to
    withhold instead, the borough's own figure goes, in every release. GP practices make no total,
    since their patients are not the borough's residents.

    Limits: areas of one level are not protected by subtraction from areas of another below the
    borough, nor one period from another that overlaps it, nor one indicator from another.
    """
    indicator = registry.indicator(identifier)
    if indicator.disclosure_threshold is None:
        return {}
    own = next(series for series in indicator.series if series.id == series_id)
    found = dict(_suppressed(indicator.id, own)[0])
    for series in indicator.series:
        for start, end, breakdown, code in _suppressed(indicator.id, series)[1]:
            for period in own.periods:
                if (period.start, period.end) == (start, end):
                    found.setdefault((period.id, breakdown, code), BY_TOTAL)
    return found


Total = tuple[date, date, str, str]
"""First and last day, breakdown and borough."""


@kept
def _suppressed(identifier: str, series: Series) -> tuple[Mapping[Cell, str], frozenset[Total]]:
    """Return the figures that a release withholds, and the boroughs' totals that must go too."""
    indicator = registry.indicator(identifier)
    held = registry.rows(identifier, series.id)
    shown = _totals_shown(indicator)
    why: dict[Cell, str] = {}
    lost: set[Total] = set()
    for period in series.periods:
        cells = held[held["period"] == period.id]
        count = _counts(cells, indicator)
        totals = [
            (period.start, period.end, breakdown, borough)
            for breakdown, borough in zip(
                cells["breakdown"], _borough_of(cells, series), strict=True
            )
        ]
        found = stats.suppress(
            count.to_numpy(),
            indicator.disclosure_threshold,
            [total if total in shown else None for total in totals],
            _parts_of_a_total(cells, count),
        )
        lost_boroughs, lost_areas = found.withheld_totals
        lost |= {total for total in totals if total in lost_boroughs}
        keys = zip(cells["period"], cells["breakdown"], cells["area_code"], strict=True)
        for key, primary, hidden in zip(keys, found.primary, found.withheld, strict=True):
            if hidden or key[2] in lost_areas:
                why[key] = SMALL if primary else BY_TOTAL
    return why, frozenset(lost)


@kept
def _totals_shown(indicator: Indicator) -> frozenset[Total]:
    """Return the boroughs' figures that any release of an indicator gives."""
    codes = {place.code for place in registry.places().boroughs}
    found: list[Total] = []
    for series in indicator.series:
        days = {period.id: (period.start, period.end) for period in series.periods}
        held = registry.rows(indicator.id, series.id)
        held = held[held["area_code"].isin(codes) & held["value"].fillna(held["numerator"]).notna()]
        cells = zip(held["period"], held["breakdown"], held["area_code"], strict=True)
        found += [(*days[period], breakdown, code) for period, breakdown, code in cells]
    return frozenset(found)


def _counts(cells: pd.DataFrame, indicator: Indicator) -> pd.Series:
    """Return each cell's count, worked out as a reader would where only the share is published."""
    if indicator.unit != "%":
        return cells["numerator"]
    return cells["numerator"].fillna(cells["value"] * cells["denominator"] / 100)


def _borough_of(cells: pd.DataFrame, series: Series) -> list[str]:
    """Return the borough in which each area lies; '' where areas do not make up a borough."""
    area_set = areas.area_set(series.area_set)
    if area_set.kind is AreaKind.POINT or area_set.level == BOROUGHS:
        return [""] * len(cells)
    layer = areas.load(area_set.id)
    lies_in = dict(zip(layer["area_code"], layer["borough_code"], strict=True))
    return [lies_in.get(code, "") for code in cells["area_code"]]


def _parts_of_a_total(cells: pd.DataFrame, count: pd.Series) -> list[str | None]:
    """Label with its area each group that adds up with the area's others to a count shown.

    That count is another group, which is its own and gets no label, or the shared denominator.
    """
    by_area = count.groupby(cells["area_code"])
    everyone, groups = by_area.transform("sum"), by_area.transform("size")
    is_total = (groups > 2) & np.isclose(everyone, 2 * count, atol=0.5)
    has_total = is_total.groupby(cells["area_code"]).transform("any")
    is_whole = (groups > 1) & np.isclose(everyone, cells["denominator"], atol=0.5)
    is_part = (has_total & ~is_total) | is_whole
    return [code if part else None for code, part in zip(cells["area_code"], is_part, strict=True)]


def _blanked(frame: pd.DataFrame, why: Mapping[Cell, str]) -> pd.DataFrame:
    if not why:
        return frame
    cells = zip(frame["period"], frame["breakdown"], frame["area_code"], strict=True)
    notes = pd.Series([why.get(cell, "") for cell in cells], frame.index, dtype=object)
    hidden = notes != ""
    return frame.assign(
        note=frame["note"].mask(hidden, notes),
        **{column: frame[column].mask(hidden) for column in NUMBERS},
    )
