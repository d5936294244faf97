"""Every statement with its reading, verdict and reason, and those that disagree, side by side."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from explorer import areas, registry
from explorer.keeping import kept
from explorer.views import words
from explorer.views.evidence.declared import Claim, load
from explorer.views.evidence.readings import Reading, read
from explorer.views.evidence.verdicts import MEANING, Verdict, judge


@dataclass(frozen=True)
class Statement:
    """What a document states, in this project's words.

    Attributes
    ----------
    where : str
        Document and page.
    when : str
        For when it is stated; says so where the document does not.
    places : tuple of str
        Codes of the boroughs and wards that it is about.
    """

    claim_id: str
    theme: str
    sentence: str
    value: float
    unit: str
    document: str
    where: str
    when: str
    remark: str
    comparison: str
    places: tuple[str, ...]

    @property
    def figure(self) -> str:
        """The stated number with its unit."""
        number = words.number(self.value, 0 if self.value.is_integer() else 1)
        return f"{number}{'' if self.unit.startswith('%') else ' '}{self.unit}"


@dataclass(frozen=True)
class Evidence:
    """A statement, what is found here, and the verdict with its reason.

    `found` is the reading that decides, None where none does; `nearest` are readings that come
    close and decide nothing; `comparison` says how the figure fares that a statement compares with.
    """

    statement: Statement
    verdict: Verdict
    reason: str
    found: Reading | None
    nearest: tuple[Reading, ...] = ()
    comparison: str = ""
    needed: str = ""


@dataclass(frozen=True)
class SideBySide:
    """Statements that do not say the same, with other documents' figures beside them."""

    title: str
    statements: tuple[Evidence, ...]
    also: tuple[Reading, ...]
    remark: str


@kept(maxsize=1)
def every() -> tuple[Evidence, ...]:
    """Return every statement with its verdict and reason, in the order of their ids."""
    held = registry.extra("statements")
    return tuple(_evidence(row) for _, row in held.sort_values("claim_id").iterrows())


@kept(maxsize=1)
def disagreements() -> tuple[SideBySide, ...]:
    """Return the statements that disagree with each other, side by side."""
    known = {evidence.statement.claim_id: evidence for evidence in every()}
    return tuple(
        SideBySide(
            one.title,
            tuple(known[claim] for claim in one.claims),
            tuple(read(check) for check in one.also),
            one.remark,
        )
        for one in load().disagreements
    )


def chosen(
    theme: str = "", document: str = "", place: str = "", verdict: str = ""
) -> tuple[Evidence, ...]:
    """Return the statements of a theme, document, borough or ward, and verdict; '' for any."""
    return tuple(
        evidence
        for evidence in every()
        if theme in ("", evidence.statement.theme)
        and document in ("", evidence.statement.document)
        and (not place or place in evidence.statement.places)
        and verdict in ("", key_of(evidence.verdict))
    )


def themes() -> dict[str, str]:
    """Return the themes of the statements, in their order."""
    names = dict.fromkeys(evidence.statement.theme for evidence in every())
    return {name: load().themes.get(name, words.upper_first(name)) for name in names}


def documents() -> dict[str, str]:
    """Return the documents by id, with their short names."""
    return load().documents


def places() -> dict[str, str]:
    """Return the boroughs and wards that statements are about, boroughs first."""
    codes = dict.fromkeys(code for evidence in every() for code in evidence.statement.places)
    boroughs = {place.code: place.name for place in registry.places().boroughs}
    wards = {code: areas.name_of(code) for code in codes if code not in boroughs}
    return boroughs | dict(sorted(wards.items(), key=lambda item: item[1]))


def verdicts() -> dict[str, str]:
    """Return the verdicts by key, with what each is called."""
    return {key_of(verdict): words.upper_first(verdict.value) for verdict in Verdict}


def key_of(verdict: Verdict) -> str:
    """Return the word by which a verdict stands in a link."""
    return verdict.name.lower()


def counts() -> dict[Verdict, int]:
    """Return how many statements have each verdict."""
    found = [evidence.verdict for evidence in every()]
    return {verdict: found.count(verdict) for verdict in MEANING}


def _evidence(row: pd.Series) -> Evidence:
    claim = load().claims[str(row["claim_id"])]
    statement = _statement(row, claim)
    nearest = tuple(read(check) for check in claim.nearest)
    comparison = _comparison(row, claim)
    if claim.same is None:
        why = load().reasons[claim.cannot]
        reason = _sentences(why.why, claim.note)
        return Evidence(statement, Verdict.CANNOT, reason, None, nearest, comparison, why.needed)
    found = read(claim.same)
    judged = judge(statement.value, found, to=claim.to, rounding=claim.words)
    reason = _sentences(judged.reason, claim.note)
    return Evidence(statement, judged.verdict, reason, found, nearest, comparison)


def _sentences(*texts: str) -> str:
    return " ".join(text for text in texts if text)


def _comparison(row: pd.Series, claim: Claim) -> str:
    """Say how the figure fares that a statement compares its own with."""
    if claim.comparison is None:
        return ""
    stated = float(row["comparator_value"])
    reading = read(claim.comparison)
    verdict = Verdict.CANNOT if claim.comparison_near else judge(stated, reading).verdict
    said = words.with_unit(stated, 0, str(row["unit"]))
    is_so = {
        Verdict.DIFFERS: "differs:",
        Verdict.CANNOT: "cannot be checked on the same definition; nearest here:",
    }.get(verdict, f"is {verdict}:")
    return f"The {row['comparator']} beside it, {said}, {is_so} {reading.of}: {reading.figure}."


def _statement(row: pd.Series, claim: Claim) -> Statement:
    document = str(row["document"])
    page = "" if pd.isna(row["page"]) else str(row["page"])
    own = (str(row["area_code"]),) if pd.notna(row["area_code"]) else ()
    boroughs = own or tuple(place.code for place in registry.places().boroughs)
    return Statement(
        claim_id=str(row["claim_id"]),
        theme=str(row["theme"]),
        sentence=str(row["statement"]),
        value=float(row["value"]),
        unit=str(row["unit"]),
        document=document,
        where=", ".join(part for part in (documents()[document], _page(page)) if part),
        when="no period given" if pd.isna(row["period"]) else str(row["period"]),
        remark="" if pd.isna(row["remark"]) else str(row["remark"]),
        comparison="" if pd.isna(row["comparator"]) else str(row["comparator"]),
        places=(*boroughs, *claim.wards),
    )


def _page(page: str) -> str:
    if not page:
        return "page not given"
    return f"page {page}" if page.isdigit() else page
