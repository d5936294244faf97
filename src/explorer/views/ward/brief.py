"""A ward on one A4 page: map, what to know, its place among all wards, its borders, its sources."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from explorer.keeping import kept
from explorer.model import Selection, Standing
from explorer.views import maps, words
from explorer.views.base import Column, Provenance, TableView
from explorer.views.document import Document, Section
from explorer.views.neighbourhood import measures
from explorer.views.ward import boundaries, facts, mapped, ranked
from explorer.views.ward.found import PAGE, Ward
from explorer.views.ward.said import Rule, Sentence

SHOWN = "imd-2025"
"""The indicator on the map of a brief."""


@kept(maxsize=64)
def document(ward: Ward) -> Document:
    """Build the brief of a ward."""
    view = mapped.brief_map(ward, SHOWN)
    first, *others = facts.sentences(ward).items()
    return Document(
        name=f"ward brief {ward.name}",
        title=str(facts.headline(ward)),
        subtitle=f"Ward brief: {ward.name}, {ward.borough.name}. {facts.people(ward)}",
        sections=(
            replace(_list(*first), tables=(_places(ward),)),
            Section(
                "Where it is, and how its borders changed",
                (str(boundaries.sentence(ward)),),
                maps=(view,),
                beside=True,
            ),
            *(replace(_list(*told), beside=True) for told in others),
        ),
        provenances=tuple(_origins(ward)),
        areas=view.provenance.areas,
        permalink=f"{PAGE}?ward={ward.code}",
        one_page=True,
    )


def _list(heading: str, sentences: tuple[Sentence, ...]) -> Section:
    return Section(heading, tuple(map(str, sentences)), listed=True)


def _places(ward: Ward) -> TableView:
    """Return the table of themes with the columns that have room in half a page."""
    whole = ranked.table(ward)
    places = ranked.themes(ward)
    counts = dict.fromkeys(one.count for one in reversed(places))
    return replace(
        whole,
        columns=(
            *(column for column in whole.columns if column.key in ("measure", "here", "against")),
            Column("rank", f"Place of {' or '.join(map(str, counts))}"),
        ),
        frame=whole.frame[["measure", "here", "against"]].assign(rank=[one.rank for one in places]),
    )


def _origins(ward: Ward) -> Iterator[Provenance]:
    """Return where each figure of a brief comes from, in the order of the page, each once.

    Every credit of borders is said once, however many figures are drawn on the same.
    """
    said = [one for told in facts.sentences(ward).values() for one in told]
    used = dict.fromkeys(
        (*(one.selection for one in said), *(one.selection for one in ranked.themes(ward)))
    )
    estimates = {one.selection for one in said if one.rule is Rule.SHARED_OUT}
    origins = [
        replace(origin, standing=Standing.ESTIMATE) if one in estimates else origin
        for one, origin in ((one, _origin(one)) for one in used)
    ]
    origins.append(boundaries.provenance())
    credits = words.sentences_once(origin.boundary_credit for origin in origins)
    for origin in origins:
        yield replace(origin, boundary_credit=credits)


def _origin(selection: Selection) -> Provenance:
    """Say where figures come from, the measure called what the sentences and the table call it."""
    origin = maps.provenance(selection)
    in_words = measures.of_selection(selection).in_words
    return replace(origin, measure=in_words) if in_words else origin
