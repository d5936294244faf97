"""The evidence page: the finding, the statements chosen, and those that disagree."""

from __future__ import annotations

from itertools import groupby

import pandas as pd

from explorer import registry
from explorer.keeping import kept
from explorer.model import Standing
from explorer.views import words
from explorer.views.base import Column, Passage, Provenance, TableView
from explorer.views.evidence.declared import load
from explorer.views.evidence.readings import Reading
from explorer.views.evidence.statements import (
    Evidence,
    SideBySide,
    Statement,
    counts,
    disagreements,
    documents,
    every,
)
from explorer.views.evidence.verdicts import Verdict

FEW = 18
"""Statements shown in full; more that cannot be checked are listed in short."""
CAVEATS = (
    "The verdict follows one rule for all statements; how each is checked stands in "
    "data/evidence.yaml.",
    "A statement that cannot be checked here may well be right.",
)


@kept(maxsize=1)
def headline() -> str:
    """Say how many statements can be checked and how they fare."""
    found = counts()
    whole = len(every())
    checked = whole - found[Verdict.CANNOT]
    parts = [
        f"{number} {_fares(verdict, number)}"
        for verdict, number in found.items()
        if number and verdict is not Verdict.CANNOT
    ]
    return (
        f"Of {whole} figures that the strategy documents state, {checked} can be checked against "
        f"what is published here: {words.in_sentence(parts)}"
    )


@kept(maxsize=1)
def subtitle() -> str:
    """Say what becomes of the others, and from which documents all are."""
    left = counts()[Verdict.CANNOT]
    compared = sum(
        claim.comparison is not None and not claim.comparison_near
        for claim in load().claims.values()
    )
    return (
        f"For the other {left} no published figure held here has the same definition, area and "
        "period: each says why, what would settle it, and what comes nearest. In "
        f"{compared} of them the figure that they compare with can be checked."
    )


def selected(count: int) -> str:
    """Say how many statements are shown."""
    if count == len(every()):
        return f"All {count} statements"
    return words.count_of(count, "statement", "statements")


def in_full(chosen: tuple[Evidence, ...]) -> tuple[Evidence, ...]:
    """Return the statements shown in full: what is checked first, and all if they are few."""
    order = {verdict: place for place, verdict in enumerate(_ORDER)}
    ranked = sorted(chosen, key=lambda evidence: order[evidence.verdict])
    return tuple(
        evidence
        for evidence in ranked
        if len(chosen) <= FEW or evidence.verdict is not Verdict.CANNOT
    )


def in_short(chosen: tuple[Evidence, ...]) -> dict[str, tuple[Evidence, ...]]:
    """Return the statements listed in short, by theme; none where they are few."""
    full = in_full(chosen)
    left = [evidence for evidence in chosen if evidence not in full]
    grouped = groupby(left, key=lambda evidence: evidence.statement.theme)
    return {theme: tuple(found) for theme, found in grouped}


def origin(statement: Statement) -> str:
    """Say where and for when a statement is made."""
    when = "no period given" if statement.when == "no period given" else f"for {statement.when}"
    return f"{statement.where}; {when}."


@kept(maxsize=128)
def side_by_side(chosen: tuple[Evidence, ...]) -> Passage | None:
    """Build the passage of statements that disagree, as far as they concern those chosen."""
    concerned = [one for one in disagreements() if set(one.statements) & set(chosen)]
    if not concerned:
        return None
    return Passage(
        "Where the documents disagree with each other",
        tuple(_compared(one) for one in concerned),
    )


@kept(maxsize=1)
def table() -> TableView:
    """Build the table of every statement, to sort, search and download."""
    rows = [
        {
            "claim_id": evidence.statement.claim_id,
            "theme": evidence.statement.theme,
            "statement": evidence.statement.sentence,
            "stated": evidence.statement.figure,
            "period": evidence.statement.when,
            "document": evidence.statement.where,
            "found": evidence.found.figure if evidence.found else "",
            "verdict": evidence.verdict.value,
            "reason": evidence.reason,
        }
        for evidence in every()
    ]
    labels = {"claim_id": "Number", "found": "Found here"}
    frame = pd.DataFrame(rows)
    return TableView(
        caption="Every statement with its verdict and reason",
        columns=tuple(
            Column(key, labels.get(key, words.upper_first(key))) for key in frame.columns
        ),
        frame=frame,
        provenance=_provenance(),
        notes=CAVEATS,
    )


@kept(maxsize=1)
def full_titles() -> tuple[str, ...]:
    """Return the documents with publisher and date, as they are to be cited."""
    return tuple(
        f"{documents()[row['document']]}: {row['title']}. {row['publisher']}, {row['published']}."
        for _, row in registry.extra("documents").iterrows()
    )


@kept(maxsize=1)
def figures_from() -> tuple[str, ...]:
    """Return the sources of all figures that statements are set against."""
    readings = [
        reading
        for evidence in every()
        for reading in (*evidence.nearest, *((evidence.found,) if evidence.found else ()))
    ]
    return tuple(sorted({reading.source for reading in readings}))


_ORDER = (Verdict.DIFFERS, Verdict.CONSISTENT, Verdict.REPRODUCED, Verdict.CANNOT)


def _fares(verdict: Verdict, number: int) -> str:
    if verdict is Verdict.DIFFERS:
        return words.count_of(number, "differs", "differ").split(" ", 1)[1]
    return f"{'is' if number == 1 else 'are'} {verdict.value}"


def _compared(one: SideBySide) -> TableView:
    stated = [
        {
            "figure": evidence.statement.figure,
            "what": f"{evidence.statement.sentence} {origin(evidence.statement)}",
        }
        for evidence in one.statements
    ]
    also = [{"figure": reading.amount, "what": _cited(reading)} for reading in one.also]
    decided = [evidence.found for evidence in one.statements if evidence.found]
    nearest = [e.nearest[0] for e in one.statements if e.nearest and not e.found]
    published = [
        {"figure": reading.amount, "what": f"{what}: {_described(reading)}."}
        for what, readings in (("Found here", decided), ("Nearest here", nearest))
        for reading in dict.fromkeys(readings)
    ]
    return TableView(
        caption=one.title,
        columns=(Column("figure", "Figure"), Column("what", "Where it is from")),
        frame=pd.DataFrame([*stated, *also, *published]),
        provenance=_provenance(),
        notes=(one.remark,),
    )


def _cited(reading: Reading) -> str:
    """Say what another document's figure is and where it stands, the document by its short name."""
    held = registry.extra("documents")
    named = dict(zip(held["title"], held["document"], strict=True))
    is_document = reading.source in named
    source = documents()[named[reading.source]] if is_document else reading.source
    return f"{words.upper_first(reading.of)}. {source} ({reading.standing})."


def _described(reading: Reading) -> str:
    marks = ", ".join(part for part in (reading.span, reading.standing.value) if part)
    return f"{words.upper_first(reading.of)} ({marks})"


def _provenance() -> Provenance:
    years = registry.extra("documents")["published"].astype(str).str[:4]
    return Provenance(
        measure="What documents state, set against published figures",
        period=f"{years.min()} to {years.max()}",
        areas=registry.places().title,
        source=words.in_sentence(list(documents().values())),
        licence="Statements are in this project's own words",
        boundary_credit="",
        standing=Standing.STATED,
    )
