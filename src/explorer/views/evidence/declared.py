"""How each statement is checked, as `data/evidence.yaml` declares it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Annotated, Any

from pydantic import Field, TypeAdapter

from explorer import registry, store
from explorer.errors import DataFileError, ExplorerError, Problem
from explorer.keeping import kept
from explorer.model import Polarity
from explorer.views.evidence.kinds import (
    AreasCounted,
    Change,
    Difference,
    Figure,
    Gap,
    GroundAbove,
    Groups,
    Listed,
    Ratio,
    WidestGap,
)

FILE = "data/evidence.yaml"
Check = Annotated[
    Figure
    | Groups
    | Gap
    | WidestGap
    | Difference
    | Change
    | GroundAbove
    | AreasCounted
    | Listed
    | Ratio,
    Field(discriminator="kind"),
]


class Rounding(StrEnum):
    """How the words of a statement round its number."""

    EXACTLY = "exactly"
    ALMOST = "almost"
    ABOUT = "about"
    UP_TO = "up to"


@dataclass(frozen=True)
class Reason:
    """Why a statement cannot be checked, and what would settle it."""

    why: str
    needed: str


@dataclass(frozen=True)
class Claim:
    """How one statement is checked; `same` is None where nothing held here can decide.

    `comparison_near` says that `comparison` is on another definition than the figure that the
    statement compares its own with.
    """

    same: Check | None = None
    cannot: str = ""
    nearest: tuple[Check, ...] = ()
    comparison: Check | None = None
    comparison_near: bool = False
    to: float | None = None
    words: Rounding = Rounding.EXACTLY
    wards: tuple[str, ...] = ()
    note: str = ""


@dataclass(frozen=True)
class Disagreement:
    """Statements that do not say the same, and figures of other documents beside them."""

    title: str
    claims: tuple[str, ...]
    remark: str
    also: tuple[Check, ...] = ()


@dataclass(frozen=True)
class Measure:
    """A name of a measure of the outcomes framework that fits a chart, and which way is better."""

    short: str
    better: Polarity = Polarity.NEUTRAL


@dataclass(frozen=True)
class Declared:
    """The whole file.

    `documents` gives each document a short name, `framework` each measure of the outcomes
    framework; `in_full` spells out what that abbreviates, `themes` names themes that a capital
    alone would not.
    """

    documents: dict[str, str]
    reasons: dict[str, Reason]
    claims: dict[str, Claim]
    disagreements: tuple[Disagreement, ...] = field(default=())
    framework: dict[str, Measure] = field(default_factory=dict)
    in_full: dict[str, str] = field(default_factory=dict)
    themes: dict[str, str] = field(default_factory=dict)


@kept
def load() -> Declared:
    """Return how every statement is checked.

    Raises
    ------
    DataFileError
        When the file breaks its form, leaves out a statement, names one that is not held, or gives
        for a statement neither a reading that decides nor a reason why there is none.
    """
    content: Any = store.read_yaml(FILE)
    found = store.conform(TypeAdapter(Declared), _plain(content), FILE, extra="forbid")
    problems = _faults(found)
    if problems:
        raise DataFileError(problems)
    return found


def check() -> list[Problem]:
    """Return every problem of the file; one that is empty is of a place without documents."""
    try:
        if store.read_yaml(FILE):
            load()
    except ExplorerError as error:
        return list(error.problems)
    return []


def _plain(content: object) -> object:
    # YAML reads a period such as 2021 as a number.
    if isinstance(content, Mapping):
        return {
            key: str(value) if key in ("period", "since") else _plain(value)
            for key, value in content.items()
        }
    return [_plain(each) for each in content] if isinstance(content, list) else content


def _faults(found: Declared) -> list[Problem]:
    stated = list(registry.extra("statements")["claim_id"])
    named = [claim for one in found.disagreements for claim in one.claims]
    problems = [
        Problem(f"{FILE}, claims", f"no entry for {claim}", "one a statement", "Add it.")
        for claim in stated
        if claim not in found.claims
    ]
    problems += [
        Problem(f"{FILE}, framework", f"no entry for '{name}'", "one a measure", "Add it.")
        for name in dict.fromkeys(registry.extra("outcomes-framework")["metric"])
        if name not in found.framework
    ]
    problems += [
        Problem(FILE, f"'{claim}'", "a statement of data/extras/statements.csv", "Correct the id.")
        for claim in dict.fromkeys([*found.claims, *named])
        if claim not in stated
    ]
    problems += [
        Problem(
            f"{FILE}, claims.{identifier}",
            f"cannot: '{claim.cannot}'" if claim.cannot else "neither 'same' nor 'cannot'",
            "'same', or 'cannot' with the key of a reason",
            "Say how it is checked or why it cannot be.",
        )
        for identifier, claim in found.claims.items()
        if not _is_whole(claim, found.reasons)
    ]
    return problems


def _is_whole(claim: Claim, reasons: Mapping[str, Reason]) -> bool:
    return claim.cannot in reasons if claim.same is None else not claim.cannot
