"""What can go wrong, said so that an analyst can put it right."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class Problem:
    """One fault in a table, a boundary file, a selection or an upload.

    Attributes
    ----------
    where : str
        File, row, column or argument in which the fault stands.
    found : str
        What was given.
    expected : str
        What is allowed.
    fix : str
        What the reader can do about it.
    """

    where: str
    found: str
    expected: str
    fix: str

    def __str__(self) -> str:
        return f"{self.where}: found {self.found}; expected {self.expected}. {self.fix}"


class ExplorerError(Exception):
    """Base of every error that a page or command shows as a message."""

    def __init__(self, problems: Problem | Iterable[Problem]) -> None:
        self.problems: tuple[Problem, ...] = (
            (problems,) if isinstance(problems, Problem) else tuple(problems)
        )
        super().__init__("\n".join(str(problem) for problem in self.problems))


class DataFileError(ExplorerError):
    """A file in `data/` or `geo/` is missing, damaged or breaks its schema."""


class AreaJoinError(ExplorerError):
    """A table and an area set do not belong together."""


class UnknownAreaError(ExplorerError):
    """A code, name or postcode is not known here."""


class SelectionError(ExplorerError):
    """A selection asks for something that is not held."""


class IntakeError(ExplorerError):
    """A reader's own file cannot be taken in; holds every fault that was found in it."""


class ExportError(ExplorerError):
    """A finished file cannot be made or put on disk."""


class StatisticsError(ExplorerError, ValueError):
    """A statistic was asked of figures that cannot give it."""


class SourceError(ExplorerError):
    """An official service cannot be reached, or answers otherwise than documented."""
