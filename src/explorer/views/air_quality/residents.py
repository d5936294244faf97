"""How many residents live where the air is above a guideline or target, by small area."""

from __future__ import annotations

import pandas as pd

from explorer import areas, registry
from explorer.keeping import kept
from explorer.model import Selection
from explorer.views import maps, selections, words
from explorer.views.air_quality.levels import (
    SMALL_AREAS,
    by_small_area,
    levels,
    lines,
    name_of,
    pollutant_of,
)
from explorer.views.base import Column, Passage, ReferenceLine, TableView

RESIDENTS = Selection("population", SMALL_AREAS, "2021")
SHIFT = 0.05
"""By how much every level is moved to see how firm a count is; not the model's own uncertainty."""

IF_SHIFTED = f"Together, if every level were {SHIFT:.0%} lower or higher"
HOW_COUNTED = (
    "Counted by small area (LSOA): all residents of Census 2021 whose small area's mean level is "
    "above the line. It is the air outdoors near home, not what each person breathes in a day.",
    f"The last row shows what the share would be if the model were {SHIFT:.0%} too high or too "
    "low everywhere. Where it is wide, many small areas lie close to the line and the count "
    "should be taken as rough.",
)


@kept(maxsize=512)
def people_above(selection: Selection, level: float, borough: str = "", factor: float = 1) -> int:
    """Return the residents of small areas whose level, times a factor, is above a line."""
    held = _small_areas(by_small_area(selection))
    held = held[held["borough"] == borough] if borough else held
    return int(held.loc[held["level"] * factor > level, "residents"].sum())


@kept(maxsize=512)
def people(selection: Selection, borough: str = "") -> int:
    """Return all residents of small areas for which a level is held."""
    return people_above(selection, 0, borough)


@kept(maxsize=512)
def passage(selection: Selection) -> Passage:
    """Say how many residents live above each line, with the table behind it."""
    return Passage(sentence(selection), (table(selection),), HOW_COUNTED)


@kept(maxsize=512)
def table(selection: Selection) -> TableView:
    """Build the table of residents above each line: one column a line, one row a borough.

    The last two rows are the boroughs together, and how firm that count is.
    """
    selection = by_small_area(selections.complete(selection))
    limits = lines(pollutant_of(selection))
    rows = [
        (place.short_name, *(_count(selection, line, place.code) for line in limits))
        for place in registry.places().boroughs
    ]
    rows.append(("Together", *(_count(selection, line) for line in limits)))
    rows.append((IF_SHIFTED, *(_shifted(selection, line) for line in limits)))
    return TableView(
        caption=f"Residents where {name_of(selection)} was above each line, "
        f"{selections.period_of(selection).label}",
        columns=(
            Column("where", "Residents of"),
            *(Column(line.label, f"Above {line.value:g}: {line.label}") for line in limits),
        ),
        frame=pd.DataFrame(rows, columns=["where", *(line.label for line in limits)]),
        provenance=maps.provenance(selection),
    )


@kept(maxsize=512)
def sentence(selection: Selection) -> str:
    """Say how many residents live above each line, the lines that none or all are above first."""
    selection = by_small_area(selections.complete(selection))
    everyone = people(selection)
    above = {line: people_above(selection, line.value) for line in lines(pollutant_of(selection))}
    groups = [("all", [line for line, count in above.items() if count == everyone])]
    groups += [
        (f"about {_rounded(count)} ({_share(count, everyone)})", [line])
        for line, count in above.items()
        if 0 < count < everyone
    ]
    groups.append(("none", [line for line, count in above.items() if count == 0]))
    first, *rest = [(who, _named(above)) for who, above in groups if above]
    return "; ".join(
        [
            f"In {selections.period_of(selection).label}, of about {_rounded(everyone)} residents, "
            f"{first[0]} lived where the modelled level was above {first[1]}",
            *(f"{who} above {where}" for who, where in rest),
        ]
    )


def _small_areas(selection: Selection) -> pd.DataFrame:
    """Return `level`, `residents` and `borough` by code of small area."""
    counted = selections.figures(RESIDENTS).areas.set_index("area_code")["value"]
    layer = areas.load(SMALL_AREAS).set_index("area_code")
    return pd.DataFrame(
        {"level": levels(selection), "residents": counted, "borough": layer["borough_code"]}
    ).dropna()


def _count(selection: Selection, line: ReferenceLine, borough: str = "") -> str:
    count, everyone = people_above(selection, line.value, borough), people(selection, borough)
    return f"{words.number(count)} people ({_share(count, everyone)})"


def _shifted(selection: Selection, line: ReferenceLine) -> str:
    everyone = people(selection)
    low, high = (
        _share(people_above(selection, line.value, factor=factor), everyone)
        for factor in (1 - SHIFT, 1 + SHIFT)
    )
    return low if low == high else f"{low} to {high}"


def _share(count: int, of: int) -> str:
    """Write a share so that only nobody is 0% and only everybody is 100%."""
    share = f"{100 * count / of:.0f}"
    if share == "0" and count:
        return "under 1%"
    return "over 99%" if share == "100" and count < of else f"{share}%"


def _rounded(count: int) -> str:
    return words.number(round(count, -2))


def _named(above: list[ReferenceLine]) -> str:
    return words.in_sentence([f"the {line.label} ({line.value:g})" for line in above])
