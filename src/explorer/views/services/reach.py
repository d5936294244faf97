"""How far residents live from the nearest site, in a straight line from their small area."""

from __future__ import annotations

import numpy as np
import pandas as pd

from explorer import areas, registry
from explorer.keeping import kept
from explorer.model import Selection
from explorer.views import maps, selections, words
from explorer.views.base import Column, Passage, TableView
from explorer.views.services.sites import (
    DISTANCE,
    NOUNS,
    NUMBER,
    RATE,
    SMALL_AREAS,
    listed,
    of_kind,
    wards,
)

NEAR, FAR = 400, 800
"""Metres: about five and ten minutes on foot, were the way straight."""
RESIDENTS = Selection("population", SMALL_AREAS)
DEPRIVATION = Selection("imd-2025", SMALL_AREAS)
FIFTH = 5


@kept(maxsize=8)
def small_areas(kind: str) -> pd.DataFrame:
    """Return every small area with its residents, distance, deprivation, borough and ward.

    Returns
    -------
    pandas.DataFrame
        By `area_code`: `residents`, `metres`, `deprivation`, `borough_code`. Shared.
    """
    frame = pd.DataFrame(
        {
            "residents": _values(RESIDENTS),
            "metres": _values(of_kind(DISTANCE, kind, SMALL_AREAS)),
            "deprivation": _values(DEPRIVATION),
        }
    )
    layer = areas.load(SMALL_AREAS).set_index("area_code")
    return frame.assign(borough_code=layer["borough_code"]).dropna(subset=["residents", "metres"])


def summary(held: pd.DataFrame) -> dict[str, float]:
    """Sum small areas up: residents, their mean distance, and the shares beyond 400 and 800 m.

    Parameters
    ----------
    held : pandas.DataFrame
        `residents` and `metres`, one row a small area.

    Returns
    -------
    dict
        `residents`; `metres`, weighted by residents; `beyond_near` and `beyond_far` in per cent.
    """
    people, metres = held["residents"].to_numpy(float), held["metres"].to_numpy(float)
    return {
        "residents": float(people.sum()),
        "metres": float(np.average(metres, weights=people)),
        "beyond_near": 100 * float(np.average(metres > NEAR, weights=people)),
        "beyond_far": 100 * float(np.average(metres > FAR, weights=people)),
    }


@kept(maxsize=8)
def passage(kind: str) -> Passage:
    """Build the table of how far residents live from a site, by borough and deprivation."""
    held = small_areas(kind)
    fifth = round(len(held) / FIFTH)
    groups = [("Both boroughs", held)]
    groups += [
        (place.short_name, held[held["borough_code"] == place.code])
        for place in registry.places().boroughs
    ]
    groups += [
        ("Most deprived fifth", held.nlargest(fifth, "deprivation")),
        ("Least deprived fifth", held.nsmallest(fifth, "deprivation")),
    ]
    frame = pd.DataFrame([{"who": who, **summary(part)} for who, part in groups])
    noun = NOUNS[kind][0]
    return Passage(
        title=f"How far residents live from the nearest {noun}",
        tables=(
            TableView(
                caption=f"Residents and their straight-line distance to the nearest {noun}",
                columns=(
                    Column("who", "Residents of"),
                    Column("residents", "Residents, Census 2021", 0),
                    Column("metres", "Mean distance, m", 0),
                    Column("beyond_near", f"Beyond {NEAR} m, %", 1),
                    Column("beyond_far", f"Beyond {FAR} m, %", 1),
                ),
                frame=frame,
                provenance=maps.provenance(selections.complete(of_kind(DISTANCE, kind))),
                notes=(maps.caveat_text("middle-of-small-area"),),
            ),
        ),
        notes=(
            maps.caveat_text("sites-in-both-boroughs-only"),
            f"Fifths are of the {len(held)} small areas, {fifth} in each, by the Index of Multiple "
            "Deprivation 2025.",
        ),
    )


@kept(maxsize=64)
def table_view(kind: str) -> TableView:
    """Build the table of every ward: how many, for how many residents, and how far away."""
    number = _values(of_kind(NUMBER, kind, wards()))
    frame = pd.DataFrame(
        {
            "number": number,
            "residents": _values(Selection("population", wards(), "2022")),
            "rate": _values(of_kind(RATE, kind, wards())),
            "metres": _values(of_kind(DISTANCE, kind, wards())),
            "deprivation": _values(Selection("imd-2025", wards())),
        }
    ).sort_values("rate", kind="stable")
    frame.insert(0, "area_name", [areas.name_of(code) for code in frame.index])
    return TableView(
        caption=f"{words.upper_first(NOUNS[kind][1])} by ward, fewest for their residents first.",
        columns=(
            Column("area_name", "Ward"),
            Column("number", words.upper_first(NOUNS[kind][1]), 0),
            Column("residents", "Residents, mid-2022", 0),
            Column("rate", "Per 10,000 residents", 1),
            Column("metres", "Mean distance to the nearest, m", 0),
            Column("deprivation", "Deprivation 2025, score", 1),
        ),
        frame=frame.round({"rate": 1, "deprivation": 1}).reset_index(drop=True),
        provenance=maps.provenance(selections.complete(of_kind(RATE, kind))),
    )


@kept(maxsize=8)
def list_of_sites(kind: str) -> TableView:
    """Build the list of sites, by ward and name."""
    held = listed(kind)
    frame = held.assign(ward=[areas.name_of(code) for code in held["ward_code"]])
    frame = frame.sort_values(["ward", "name", "postcode"]).reset_index(drop=True)
    columns = [Column("name", "Name"), Column("postcode", "Postcode"), Column("ward", "Ward")]
    if frame["address"].notna().any() and (frame["address"] != "").any():
        columns.insert(1, Column("address", "Address"))
    if frame["code"].notna().any() and (frame["code"] != "").any():
        columns.append(Column("code", "Code"))
    return TableView(
        caption=f"Every one of the {len(frame)} {NOUNS[kind][1]}, by ward.",
        columns=tuple(columns),
        frame=frame[[column.key for column in columns]].astype({"ward": "category"}),
        provenance=maps.provenance(selections.complete(of_kind(NUMBER, kind))),
    )


def _values(selection: Selection) -> pd.Series[float]:
    held = selections.figures(selections.complete(selection)).areas
    return held.set_index("area_code")["value"]
