"""Why a workshop refuses something, told apart by what the reader can do about it."""

from __future__ import annotations

from explorer.errors import ExplorerError


class WorkshopError(ExplorerError):
    """Base of all that a workshop refuses."""


class UnknownWorkshopError(WorkshopError):
    """No open workshop has this code, or the secret is not its facilitator's."""


class RefusedError(WorkshopError):
    """What was sent cannot be taken: too long, closed, no dots left, not among the options."""


class PersonalError(RefusedError):
    """A text looks like a name or contact details."""


class UnavailableError(WorkshopError):
    """The database cannot be reached or written at the moment; what was sent is not stored."""
