"""What readers bring: their files read, recognised, checked, and made figures like any other."""

from explorer.intake.before_after import read_reached
from explorer.intake.counting import counted
from explorer.intake.model import (
    PREFIX,
    THEME,
    Across,
    Content,
    Details,
    Outcome,
    OwnFigures,
    Reached,
    Role,
    Understood,
    Wishes,
)
from explorer.intake.taking_in import accept, understand, work_out

__all__ = [
    "PREFIX",
    "THEME",
    "Across",
    "Content",
    "Details",
    "Outcome",
    "OwnFigures",
    "Reached",
    "Role",
    "Understood",
    "Wishes",
    "accept",
    "counted",
    "read_reached",
    "understand",
    "work_out",
]
