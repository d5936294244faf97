"""What documents state about the air, set against what the figures held here give."""

from __future__ import annotations

import pandas as pd

from explorer import areas, registry
from explorer.keeping import kept
from explorer.model import Selection
from explorer.views import maps, selections, words
from explorer.views.air_quality.change import national, through_years
from explorer.views.air_quality.levels import (
    NATIONAL_NAME,
    POLLUTANTS,
    SMALL_AREAS,
    guidelines,
    inventory_name,
    is_national,
    levels,
    selection_of,
)
from explorer.views.base import Column, Passage, TableView

THEME = "air quality"
PARTICLES = POLLUTANTS[0]
SAME = 0.5
"""Shares closer than this, in percentage points, are called the same."""


@kept(maxsize=1)
def passage() -> Passage:
    """Set what documents state beside what these figures give."""
    return Passage("What documents state, and what these figures give", (table(),))


@kept(maxsize=1)
def table() -> TableView:
    """Build the table of each statement, with where it stands, and what these figures give."""
    held = registry.extra("statements")
    held = held[held["theme"] == THEME]
    titles = registry.extra("documents").set_index("document")["title"]
    rows = [
        {
            "stated": f"{words.upper_first(row['standing'])} in {titles[row['document']]}, "
            f"{_page(str(row['page']))}: {row['statement']} {row['remark']}",
            "given": _given(row),
        }
        for _, row in held.assign(remark=held["remark"].fillna("")).iterrows()
    ]
    return TableView(
        caption="Stated in documents; the figures behind the statements are not held here",
        columns=(
            Column("stated", "What is stated"),
            Column("given", "What these figures give"),
        ),
        frame=pd.DataFrame(rows),
        provenance=maps.provenance(national(PARTICLES)),
    )


@kept(maxsize=32)
def area_above(selection: Selection, borough: str) -> float:
    """Return the percentage of a borough's ground whose small areas are above the WHO 2005 line.

    Of the guidelines held the most lenient is taken, which for particles is that of 2005.
    """
    layer = areas.load(SMALL_AREAS).set_index("area_code")
    ground = areas.measured_area_km2(SMALL_AREAS)[layer["borough_code"] == borough]
    level = levels(selection).reindex(ground.index)
    above = level > guidelines(PARTICLES)[-1].value
    return 100 * float(ground[above].sum() / ground.sum())


def _given(row: pd.Series) -> str:
    place = str(row["area_name"])
    if row["unit"] == "%":
        return _changes(place)
    own = (
        "No monitoring sites are held here, so sites cannot be checked. "
        if "sites" in row["unit"]
        else ""
    )
    return own + _shares(str(row["area_code"]), place, float(row["value"]))


def _shares(borough: str, place: str, stated: float) -> str:
    """Set a stated share above the WHO 2005 line against the share of ground by each model."""
    inventory = selection_of(PARTICLES, area_set=SMALL_AREAS)
    given = {_model(s): area_above(s, borough) for s in (inventory, national(PARTICLES))}
    line = guidelines(PARTICLES)[-1]
    shares = words.in_sentence([f"{share:.0f}% by the {model}" for model, share in given.items()])
    name = registry.indicator(PARTICLES).short_name
    return (
        f"Share of {place}'s ground above {line.value:g} ({line.label}) for {name}: {shares}. "
        f"{_verdict(stated, given)}"
    )


def _verdict(stated: float, given: dict[str, float]) -> str:
    alike = [model for model, share in given.items() if abs(share - stated) < SAME]
    if len(alike) == len(given):
        return "Both models give the stated share."
    if alike:
        return f"Only the {alike[0]} gives the stated share."
    if min(given.values()) < stated < max(given.values()):
        return "The stated share lies between the two; neither gives it."
    return "Neither gives the stated share."


def _changes(place: str) -> str:
    """Set a stated fall against what each pollutant did in the years that are held."""
    found = []
    for pollutant in POLLUTANTS:
        held = through_years(selection_of(pollutant)).loc[[place]]
        ratio = (held[held.columns[-1]] / held[held.columns[0]]).item()
        found.append(
            f"{registry.indicator(pollutant).short_name} {words.number(100 * (ratio - 1))}%"
        )
    years = f"{held.columns[0]} to {held.columns[-1]}"
    return (
        f"The {inventory_name()} holds {years} only. In {place} its levels changed by: "
        f"{', '.join(found)}. Over other years the statement can be neither confirmed nor refuted."
    )


def _model(selection: Selection) -> str:
    model = NATIONAL_NAME if is_national(selection) else inventory_name()
    return f"{model} of {selections.period_of(selection).label}"


def _page(page: str) -> str:
    return f"page {page}" if page.isdigit() else page
