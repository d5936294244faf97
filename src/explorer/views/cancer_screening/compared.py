"""Residents' coverage beside the practices', and why the two differ."""

from __future__ import annotations

from datetime import date

import numpy as np

from explorer import areas, registry
from explorer.keeping import kept
from explorer.model import Selection, Standing
from explorer.views import selections
from explorer.views.base import Provenance
from explorer.views.cancer_screening import practices
from explorer.views.cancer_screening.programmes import BOROUGHS, MAIN, people_of, point_sets

TITLE = "Why residents and practices have different figures"
LISTS = "registered-patients-2026"
LISTS_DATE = "April 2026"
DIFFERENT_PEOPLE = (
    "The two count different people. A resident who is registered with a practice elsewhere is "
    "counted among the residents but at none of these practices; a patient who lives elsewhere is "
    "counted at the practice but not among the residents. These figures cannot say how much of "
    "the difference each makes."
)


@kept(maxsize=512)
def why(programme: Selection) -> tuple[str, ...]:
    """Return both figures of the same year, where both are held, and what sets them apart.

    The practices' figure is an estimate: their percentages, weighted by the people of the right age
    on their lists, which are counted at another date.
    """
    if programme.indicator != MAIN:
        return (DIFFERENT_PEOPLE,)
    boroughs = selections.complete(Selection(MAIN, BOROUGHS, by=programme.by))
    indicator, year = registry.indicator(MAIN), selections.period_of(boroughs)
    estimates = _practices(programme, year.end)
    pairs = [
        f"in {row['area_name']} {indicator.with_unit(row['value'])} of residents and about "
        f"{indicator.with_unit(estimates[row['area_code']], 0)} of the practices' patients"
        for _, row in selections.figures(boroughs).areas.iterrows()
    ]
    return (
        f"Coverage of {people_of(programme)} in {year.label}: {'; '.join(pairs)}. "
        "The practices' figure is an estimate: each practice's percentage weighted by the "
        f"{people_of(programme)} on its list in {LISTS_DATE}.",
        DIFFERENT_PEOPLE,
    )


@kept(maxsize=1)
def provenance() -> Provenance:
    """Return where the weights of the estimate come from."""
    return Provenance(
        measure="Patients registered with each GP practice, used as weights",
        period=LISTS_DATE,
        areas="GP practices",
        source="NHS England, Patients registered at a GP practice",
        licence="Open Government Licence v3.0",
        boundary_credit="",
        standing=Standing.PUBLISHED,
    )


def _practices(programme: Selection, end: date) -> dict[str, float]:
    """Return the weighted mean coverage of the practices that stand in each borough."""
    indicator = registry.indicator(programme.indicator)
    same_year = next(
        period.id
        for area_set in point_sets(indicator)
        for period in indicator.periods(area_set)
        if period.end == end
    )
    selection = practices.selection_of(programme, same_year)
    ages = "_".join(group for _, group in programme.by).replace("-", "_")
    lists = registry.extra(LISTS).set_index("practice_code")[f"women_{ages}"]
    held = selections.figures(selection).areas.set_index("area_code")
    held = held.assign(
        weight=lists,
        borough=areas.load(selection.area_set).set_index("area_code")["borough_code"],
    ).dropna(subset=["value", "weight"])
    return {
        str(borough): float(np.average(rows["value"], weights=rows["weight"]))
        for borough, rows in held.groupby("borough")
    }
