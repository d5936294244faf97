"""How a ward's borders changed: which old wards it was made of, by where postcodes lie."""

from __future__ import annotations

from dataclasses import dataclass, replace

import pandas as pd

from explorer import areas
from explorer.areas.joining import day
from explorer.areas.sets import declared, in_force
from explorer.keeping import kept
from explorer.views import maps, words
from explorer.views.base import Column, Provenance, TableView
from explorer.views.ward import found
from explorer.views.ward.found import Ward
from explorer.views.ward.said import Rule, Sentence

METHOD = (
    "Shares are of live postcodes, which stand in for homes: each postcode is counted in the old "
    "and the new ward in which it lies."
)


@dataclass(frozen=True)
class Origin:
    """An old ward of which a part, or all, became a part of a ward of today.

    Attributes
    ----------
    code, name : str
    postcodes : int
        Live ones in both wards.
    share : float
        Of the postcodes of the ward of today: 0 to 1.
    given : float
        Of the postcodes of the old ward.
    """

    code: str
    name: str
    postcodes: int
    share: float
    given: float


@kept(maxsize=256)
def origins(ward: Ward) -> tuple[Origin, ...]:
    """Return the old wards of which a ward was made, the largest share first."""
    old, new = found.before().id, found.today().id
    given = areas.crosswalk(old, new).set_index(["from_code", "to_code"])["weight"]
    parts = areas.crosswalk(new, old)
    own = parts[parts["from_code"] == ward.code].sort_values(
        ["weight", "to_code"], ascending=[False, True]
    )
    return tuple(
        Origin(
            row["to_code"],
            areas.name_of(row["to_code"]),
            int(row["postcodes"]),
            float(row["weight"]),
            float(given[row["to_code"], ward.code]),
        )
        for _, row in own.iterrows()
    )


def sentence(ward: Ward) -> Sentence:
    """Say since when a ward's borders hold, and where its postcodes lay before."""
    made_of = origins(ward)
    since = in_force(ward.code, found.today().id).valid_from
    before = found.before()
    first, *others = made_of
    parts = [
        f"{share_words(first.share)} of its present postcodes lay in {first.name}",
        *(f"{share_words(one.share)} in {one.name}" for one in others),
    ]
    dated = f"The borders of {ward.name} date from {day(since)}. " if since else ""
    return Sentence(
        Rule.ORIGINS,
        f"{dated}Among the {before.nouns} of {before.valid_from:%Y}, {words.in_sentence(parts)}.",
        tuple((one.code, one.share) for one in made_of),
        found.counted(),
    )


def share_words(share: float) -> str:
    """Write a share: 'all', '62%', 'less than 1%'; none is rounded up to all or down to nothing."""
    if share >= 1:
        return "all"
    rounded = f"{100 * share:.0f}%"
    return {"0%": "less than 1%", "100%": "more than 99%"}.get(rounded, rounded)


@kept
def provenance() -> Provenance:
    """Say whose postcodes and borders these are; residents are of the census."""
    counted, postcodes = maps.provenance(found.counted()), declared()["postcodes"]
    layers = (found.today(), found.before())
    return replace(
        counted,
        measure="Borders, shares of postcodes and residents",
        areas=f"{found.today().title} over {found.before().vintage}",
        source=f"{postcodes['source']}; {counted.source}",
        boundary_credit=". ".join((*(one.credit for one in layers), postcodes["credit"])),
        notes=(METHOD,),
    )


@kept(maxsize=256)
def table(ward: Ward) -> TableView:
    """Build the table of the old wards of which a ward was made."""
    before = found.before()
    return TableView(
        caption=f"The {before.nouns} of {before.valid_from:%Y} of which {ward.name} was made",
        columns=(
            Column("name", words.upper_first(f"{before.noun} before")),
            Column("share", f"Share of {ward.name}"),
            Column("given", "Share of the old ward"),
            Column("postcodes", "Postcodes in both", 0),
            Column("code", "Code"),
        ),
        frame=pd.DataFrame(
            [
                {
                    "name": one.name,
                    "share": share_words(one.share),
                    "given": share_words(one.given),
                    "postcodes": one.postcodes,
                    "code": one.code,
                }
                for one in origins(ward)
            ]
        ),
        provenance=provenance(),
        notes=(METHOD,),
    )
