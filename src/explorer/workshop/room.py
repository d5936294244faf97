"""What a participant can do. Every act carries a token, and the same token counts once."""

from __future__ import annotations

from explorer.workshop.model import Mine, Workshop


class Room:
    """A workshop as its participants meet it.

    `participant` is a phone's own random token, of which only a hash is stored. `token` names one
    act: sent twice, it is stored once and acknowledged twice.
    """

    def workshop(self) -> Workshop:
        """Return the workshop as it is now."""
        raise NotImplementedError

    def join(self, participant: str, name: str = "") -> None:
        """Count a participant, under a display name if one is given."""
        raise NotImplementedError

    def mine(self, participant: str) -> Mine:
        """Return what a participant has done so far."""
        raise NotImplementedError

    def guess(self, participant: str, token: str, answer: str) -> None:
        """Guess at the present scene; a later guess replaces an earlier one until the reveal."""
        raise NotImplementedError

    def note(self, participant: str, token: str, place: str, theme: str, text: str) -> None:
        """Place a note of at most 280 characters; one that looks personal is refused."""
        raise NotImplementedError

    def dot(self, participant: str, token: str, option: str) -> None:
        """Place one dot at the present scene."""
        raise NotImplementedError

    def take_back(self, participant: str, token: str) -> None:
        """Take back the dot that was placed with a token."""
        raise NotImplementedError
