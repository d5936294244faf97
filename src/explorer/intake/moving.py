"""A reader's figures moved to another area set by where postcodes lie: always an estimate."""

from __future__ import annotations

import numpy as np
import pandas as pd

from explorer import areas
from explorer.errors import ExplorerError, IntakeError
from explorer.intake import areas_of, derive, faults
from explorer.intake.faults import Fault
from explorer.intake.model import KEYS
from explorer.intake.reading import NOT_GIVEN
from explorer.model import Aggregation

COUNTS = ["value", "numerator", "denominator"]
GROUPS = [key for key in KEYS if key != "area_code"]
COUNTED_UNITS = ("people", "households", "deaths", "cases", "residents")


def cannot_move(area_set: str, to_set: str) -> list[Fault]:
    """Return a fault where no crosswalk leads from the figures' areas to those wished for."""
    if areas.can_rebase(area_set, to_set):
        return []
    return [
        faults.of_file(
            "move to other areas",
            f"from {area_set} to {to_set}",
            f"one of {', '.join(areas_of.latest_sets(area_set)) or 'none that is held'}",
            "Leave the figures on their own areas.",
        )
    ]


def moved(
    figures: pd.DataFrame, area_set: str, to_set: str, how: Aggregation, unit: str
) -> pd.DataFrame:
    """Move every period and group of figures to another area set; comparators stay as they are.

    Raises
    ------
    IntakeError
        When the figures have neither counts nor a unit of counted things, so that they have no
        mean, or when no crosswalk connects the sets.
    """
    per = derive.per_of_unit(unit) or 1.0
    if unit.strip().casefold() in COUNTED_UNITS:
        how = Aggregation.COUNTS
        figures = figures.assign(numerator=np.nan, denominator=np.nan)
    own = figures["area_code"].isin(areas.codes(area_set))
    parts = [figures[~own]]
    for _, part in figures[own].groupby(GROUPS, sort=False):
        source = part.set_index("area_code")[COUNTS].reindex(areas.codes(area_set)).reset_index()
        try:
            made = areas.rebase(source, area_set, to_set, how, per=per).frame
        except ExplorerError as error:
            raise IntakeError(error.problems) from error
        first = part.iloc[0]
        groups = {key: str(first[key]) for key in GROUPS}
        notes = np.where(made["value"].isna(), NOT_GIVEN, "")
        parts.append(
            made[["area_code", *COUNTS]].assign(
                **groups, lower_95=np.nan, upper_95=np.nan, note=notes
            )
        )
    return pd.concat(parts, ignore_index=True)
