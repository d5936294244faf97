"""What the facilitator of a workshop can do; each act can be undone but ending and deleting."""

from __future__ import annotations

from collections.abc import Iterable

from explorer.workshop.model import Guess, Note, Record, Scene, Shown, Tally, Workshop


class Facilitator:
    """A workshop in the hands of whoever holds its secret."""

    def workshop(self) -> Workshop:
        """Return the workshop as it is now."""
        raise NotImplementedError

    def show(self, scene: Scene) -> Shown:
        """Put a scene before the room; a scene with the same id is taken up again, not repeated."""
        raise NotImplementedError

    def reveal(self) -> None:
        """Let the phones see the truth of the present scene; its guesses are closed by that."""
        raise NotImplementedError

    def lock(self, locked: bool = True) -> None:
        """Close the room's input, or open it again."""
        raise NotImplementedError

    def hide(self, note: int, hidden: bool = True) -> None:
        """Take a note off every screen and out of the record, or bring it back."""
        raise NotImplementedError

    def merge(self, notes: Iterable[int], into: int) -> None:
        """Let one note stand for others that say the same."""
        raise NotImplementedError

    def undo(self) -> str:
        """Take back the last show, reveal, lock, hide or merge; say what it was, '' for none."""
        raise NotImplementedError

    def delete_note(self, note: int) -> None:
        """Delete a note everywhere: here, and as an insight."""
        raise NotImplementedError

    def end(self) -> None:
        """End the workshop: the record stays, the phones are thanked."""
        raise NotImplementedError

    def delete(self) -> None:
        """Delete everything of the workshop; insights kept from it outlive it without a link."""
        raise NotImplementedError

    def scenes(self) -> tuple[Shown, ...]:
        """Return the scenes shown, in order."""
        raise NotImplementedError

    def guesses(self, scene: int | None = None) -> tuple[Guess, ...]:
        """Return the guesses at a scene by its number, by default the present one."""
        raise NotImplementedError

    def tally(self, scene: int | None = None) -> Tally | None:
        """Count the dots of a scene by its number, None if it asks for none."""
        raise NotImplementedError

    def notes(self, hidden: bool = True) -> tuple[Note, ...]:
        """Return the notes, oldest first; merged ones too, with what they were merged into."""
        raise NotImplementedError

    def record(self) -> Record:
        """Return all that is written down of the workshop."""
        raise NotImplementedError

    def keep(
        self, notes: Iterable[int] | None = None, *, neighbourhoods: dict[str, str] | None = None
    ) -> int:
        """Keep notes as insights that outlive the workshop, by default all that are not hidden.

        `neighbourhoods` gives a neighbourhood's id by area code. Returns how many were kept now;
        a note is kept once.
        """
        raise NotImplementedError
