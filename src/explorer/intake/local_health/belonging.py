"""Which series a file's periods belong to: the one they stand in, or a release of their own.

Populations are rebased from one release to the next, so that periods of two releases are not on one
footing. A further period joins a held series only where the file brings all of that series, or
agrees with it in every period that both have.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import numpy as np
import pandas as pd

from explorer import areas, registry
from explorer.intake import faults, periods
from explorer.intake.faults import Fault
from explorer.model import Series
from explorer.upkeep import new_tables
from explorer.upkeep.declared import FingertipsFigures
from explorer.views import words

PREFIX = "local-health"
LABEL = "Local Health"


def series_of(
    figure: FingertipsFigures,
    area_set: str,
    parts: Mapping[str, pd.DataFrame],
    found: list[Fault],
) -> dict[str, str]:
    """Return the id of the series to which each period belongs, of a new one where none holds it.

    Parameters
    ----------
    parts : mapping
        The rows of each period.
    found : list of Fault
        Gets a fault for a period that belongs to no release by itself.
    """
    of_set = [
        series
        for series in registry.declared()[figure.indicator].series
        if series.area_set == area_set
    ]
    held = {period.id: series.id for series in of_set for period in series.periods}
    imported = [series for series in of_set if series.id.startswith(PREFIX)]
    further = [period for period in parts if period not in held]
    belonging = {period: held[period] for period in parts if period in held}
    if further:
        latest = imported[-1] if imported else None
        own = _own_release(area_set, further if latest else ())
        series = latest.id if latest and _is_continued(figure, latest, parts, found) else own
        belonging |= dict.fromkeys(further, series)
    return belonging


def label(series: str, area_set: str) -> str:
    """Return what a new series is called."""
    title = areas.area_set(area_set).title
    to = periods.parse(series.removeprefix(f"{_own_release(area_set, ())}-"))
    return f"{title} ({LABEL}, {to.label})" if to else f"{title} ({LABEL})"


def _own_release(area_set: str, further: Iterable[str]) -> str:
    """Return the id of a new series; after the first of a set it says its last period."""
    return "-".join(filter(None, (PREFIX, area_set, max(further, default=""))))


def _is_continued(
    figure: FingertipsFigures,
    latest: Series,
    parts: Mapping[str, pd.DataFrame],
    found: list[Fault],
) -> bool:
    """Say whether a file's further periods are of the same release as a series."""
    ids = [period.id for period in latest.periods]
    if set(ids) <= set(parts):
        return True
    both = [period for period in ids if period in parts]
    revised = [period for period in both if not _agrees(figure.indicator, latest, parts[period])]
    if revised:
        missing = [period for period in ids if period not in parts]
        found.append(
            faults.of_file(
                f"indicator {figure.number}, {latest.label}",
                f"other values for {words.in_sentence(revised)} than are held, and none for "
                f"{words.in_sentence(missing)}",
                "all periods of a release, or only newer ones",
                "Populations may have been rebased. Export every period, so that the release is "
                "replaced whole, or leave out the periods that are held.",
            )
        )
    return bool(both)


def _agrees(indicator: str, latest: Series, part: pd.DataFrame) -> bool:
    keys = ["area_code", "period", "breakdown"]
    held = new_tables.held(f"data/tables/{latest.table}")
    both = held[held["indicator"] == indicator].merge(part, on=keys, suffixes=("", "_new"))
    return bool(np.isclose(both["value"], both["value_new"], equal_nan=True).all())
