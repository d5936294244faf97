"""What residents said, by place, theme and date, beyond the workshop in which it was said."""

from __future__ import annotations

from collections.abc import Iterable

from explorer.workshop.model import Insight, Sought


class Insights:
    """Every insight of one database."""

    def search(self, sought: Sought | None = None) -> tuple[Insight, ...]:
        """Return the insights that have all that is sought, newest first."""
        raise NotImplementedError

    def add(self, found: Iterable[Insight]) -> int:
        """Store insights, all or none; one that is there already is not stored twice.

        Returns how many are new. Raises PersonalError naming every one that looks personal.
        """
        raise NotImplementedError

    def tag(self, insight: int, tags: Iterable[str]) -> None:
        """Give an insight these tags in place of those it has."""
        raise NotImplementedError

    def tags(self) -> dict[str, int]:
        """Return every tag in use with its number of insights, most first."""
        raise NotImplementedError

    def count(self, sought: Sought | None = None) -> dict[str, int]:
        """Return the number of insights found by theme, most first."""
        raise NotImplementedError

    def delete(self, insight: int) -> None:
        """Delete an insight everywhere: here, and the note it was kept from."""
        raise NotImplementedError
