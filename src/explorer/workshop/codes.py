"""Codes to join by and secrets to lead by: hard to guess, easy to read out."""

from __future__ import annotations

import hashlib
import hmac
import secrets

LETTERS = "23456789BCDFGHJKMNPQRSTVWXYZ"
"""No look-alikes (0 and O, 1, I and L), and no vowels, so that no code is a word."""
LENGTH = 6


def new_code() -> str:
    """Draw a code: one of some 480 million."""
    return "".join(secrets.choice(LETTERS) for _ in range(LENGTH))


def tidy_code(typed: str) -> str:
    """Read a code as it was typed: any case, with spaces or hyphens."""
    return "".join(letter for letter in typed.upper() if letter in LETTERS)[: LENGTH + 1]


def new_secret() -> str:
    """Draw a secret of 192 bits for a link."""
    return secrets.token_urlsafe(24)


def hashed(secret: str) -> str:
    """Return what is stored of a secret or of a phone's token: long and random, so no salt."""
    return hashlib.sha256(secret.encode()).hexdigest()


def agrees(secret: str, stored: str) -> bool:
    """Tell whether a secret has the stored hash, in a time that does not tell how nearly."""
    return hmac.compare_digest(hashed(secret), stored)
