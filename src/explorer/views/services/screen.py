"""The map of sites over residents, need or transport, and the finding that stands above it."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd

from explorer import areas, registry
from explorer.keeping import kept
from explorer.model import Selection
from explorer.views import maps, palettes, selections, words
from explorer.views.base import Column, LegendEntry, MapView, Provenance, Swatch, TableView
from explorer.views.services import reach
from explorer.views.services.sites import (
    DISTANCE,
    FEW,
    NOUNS,
    NUMBER,
    RATE,
    SERVICE,
    dots,
    listed,
    named,
    of_kind,
    wards,
    wards_without,
)

FIRST_KIND = "pharmacy"
SITE = "site"
BENEATH = (
    (RATE, "ward"),
    (DISTANCE, "lsoa"),
    ("population", "ward"),
    ("imd-2025", "lsoa"),
    ("imd-2025", "ward"),
    ("imd-2025-illness-and-disability", "lsoa"),
    ("disability", "lsoa"),
    ("aged-65-and-over", "lsoa"),
    ("no-car", "lsoa"),
    ("public-transport-access", "lsoa"),
)
"""What can be coloured beneath the sites: how many there are, residents, need and transport."""


def first() -> Selection:
    """Return what is shown first: how many sites there are for the residents of each ward."""
    return of_kind(RATE, FIRST_KIND, wards())


def layers() -> dict[str, str]:
    """Return what can be coloured beneath the sites, by 'indicator area-set', with labels."""
    return {
        f"{identifier} {areas.current(level)}": f"{registry.indicator(identifier).short_name}, by "
        f"{_plain(areas.current(level))}"
        for identifier, level in BENEATH
    }


def layer_of(selection: Selection) -> str:
    """Return the key of `layers` that a selection shows; the first for any other selection."""
    key = f"{selection.indicator} {selection.area_set}"
    return key if key in layers() else next(iter(layers()))


def beneath(layer: str, kind: str) -> Selection:
    """Return the complete selection of a layer, for a kind of site where it is about sites."""
    identifier, area_set = layer.split(" ")
    own = identifier in (NUMBER, RATE, DISTANCE)
    asked = of_kind(identifier, kind, area_set) if own else Selection(identifier, area_set)
    return selections.complete(asked)


@kept(maxsize=512)
def map_view(kind: str, selection: Selection) -> MapView:
    """Build the map of a selection with the sites of a kind over it."""
    return with_sites(maps.map_view(selections.complete(selection), headline(kind), ""), kind)


def with_sites(view: MapView, kind: str) -> MapView:
    """Put the sites of a kind on a map as dots, with their entry in the legend and their list."""
    count = len(listed(kind))
    entry = LegendEntry(
        SITE, f"{words.upper_first(NOUNS[kind][1])} ({count})", palettes.INK, Swatch.POINT
    )
    return replace(
        view,
        subtitle=f"{view.subtitle} {words.upper_first(NOUNS[kind][1])} as dots, 2026.",
        legend=(*view.legend, entry),
        text_alternative=f"{view.text_alternative} {count} {NOUNS[kind][1]} stand on it as dots; "
        "the list below the map names them all.",
        provenance=_of_both(view.provenance, kind),
        sites=dots(kind, view.area_set.id),
        tables=(reach.table_view(kind), reach.list_of_sites(kind)),
    )


def of_selection(selection: Selection) -> MapView:
    """Build the map of a selection that names its kind of site itself."""
    selection = selections.complete(selection)
    return map_view(dict(selection.by)[SERVICE], selection)


@kept(maxsize=8)
def headline(kind: str) -> str:
    """Say how many wards have none, and which, where they are few."""
    noun = NOUNS[kind][0]
    without, whole = wards_without(kind), len(areas.codes(wards()))
    if not without:
        return f"Each of the {whole} wards has at least one {noun}"
    if len(without) == 1:
        return f"Of {whole} wards only {named(without)} has no {noun}"
    if len(without) <= FEW:
        return f"Of {whole} wards {len(without)} have no {noun}: {named(without)}"
    return f"{len(without)} of {whole} wards have no {noun}"


@kept(maxsize=8)
def subtitle(kind: str) -> str:
    """Say how many there are for the residents, and how many residents live far from any."""
    held = selections.figures(selections.complete(of_kind(RATE, kind))).comparators
    shorts = {place.code: place.short_name for place in registry.places().boroughs}
    rates = words.in_sentence(
        [f"{r['value']:.1f} in {shorts[r['area_code']]}" for _, r in held.iterrows()]
    )
    found = reach.summary(reach.small_areas(kind))
    return (
        f"{len(listed(kind))} {NOUNS[kind][1]}, 2026. For every 10,000 residents: {rates}. "
        f"{found['beyond_far']:.1f}% of residents live more than {reach.FAR} m from the nearest, "
        "in a straight line from the middle of their small area."
    )


@kept(maxsize=256)
def beside(kind: str, highlighted: tuple[str, ...]) -> TableView:
    """Build the small table beside the map: the ward chosen, then the boroughs."""
    number = selections.figures(selections.complete(of_kind(NUMBER, kind)))
    rate = selections.figures(selections.complete(of_kind(RATE, kind)))
    chosen = [code for code in highlighted if code in areas.codes(wards())]
    codes = [*chosen, *number.comparators["area_code"]]
    names = {place.code: place.short_name for place in registry.places().boroughs}
    frame = pd.DataFrame(
        {
            "area_name": [names.get(code) or areas.name_of(code) for code in codes],
            "number": [selections.row_of(number, code)["value"] for code in codes],
            "rate": [selections.row_of(rate, code)["value"] for code in codes],
        }
    )
    return TableView(
        caption=f"{words.upper_first(NOUNS[kind][1])} in 2026, by official ward",
        columns=(
            Column("area_name", "Area"),
            Column("number", "Number", 0),
            Column("rate", "Per 10,000 residents", 1),
        ),
        frame=frame,
        provenance=maps.provenance(selections.complete(of_kind(RATE, kind))),
    )


@kept(maxsize=64)
def sources(kind: str, selection: Selection) -> tuple[Provenance, ...]:
    """Return where the page's other figures come from."""
    used = (of_kind(RATE, kind), of_kind(DISTANCE, kind), reach.RESIDENTS, reach.DEPRIVATION)
    whole = (selections.complete(one) for one in used)
    return tuple(maps.provenance(one) for one in whole if one.indicator != selection.indicator)


def _of_both(beneath: Provenance, kind: str) -> Provenance:
    """Add to the provenance of what is coloured that of the sites."""
    own = maps.provenance(selections.complete(of_kind(NUMBER, kind)))
    return replace(
        beneath,
        source="; ".join(dict.fromkeys((beneath.source, own.source))),
        licence="; ".join(dict.fromkeys((beneath.licence, own.licence))),
        notes=tuple(dict.fromkeys((*beneath.notes, *own.notes))),
    )


def _plain(area_set: str) -> str:
    return "ward" if area_set == wards() else "small area"
