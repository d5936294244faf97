"""Finds names and contact details in a short text, before it is stored."""

from __future__ import annotations

import re

import phonenumbers

E_MAIL = re.compile(r"[\w.+-]+\s*(?:@|\(at\)|\[at\])\s*[\w-]+(?:\s*(?:\.|\(dot\))\s*[\w-]+)+", re.I)
LINK = re.compile(r"\b(?:https?://|www\.)\S+|(?<![\w@])@\w{2,}", re.I)
POSTCODE = re.compile(r"\b[A-Z]{1,2}\d[A-Z\d]?\s*\d[ABD-HJLNP-UW-Z]{2}\b", re.I)
# Numbers set aside for films are no less personal in spirit, and are what people try out first.
TELEPHONE = re.compile(
    r"(?<![\d.])(?:(?:\+|00)\d{2}[ -]?(?:\(0\))?|\(?0)(?:[ ()-]{0,2}\d){9,10}(?!\d)"
)
NHS_NUMBER = re.compile(r"(?<![\d.-])\d{3}[ -]?\d{3}[ -]?\d{4}(?![\d-])")
BORN = re.compile(
    r"\b(?:born|birth|dob|d\.o\.b\.?)\b.{0,20}\d{1,4}[/. -]\d{1,2}[/. -]\d{1,4}", re.I
)
ADDRESS = re.compile(
    r"(?i:\b(?:flat|apartment)\s+\d+[a-z]?\b)"
    r"|\b\d+[a-z]?,?\s+(?:[A-Z][\w'’]+\s+){1,3}(?:Street|St|Road|Rd|Avenue|Ave|Lane|Close|Terrace"
    r"|Gardens|Square|Court|House|Mews|Place|Walk|Way|Crescent|Grove|Drive)\b",
)
TITLED = re.compile(
    r"(?i:\b(?:mr|mrs|mx)\b\.?\s+[a-z])"
    r"|\b(?:Ms|Miss|Dr|Doctor|Prof|Professor|Nurse|Imam|Rabbi|Rev|Reverend|Cllr|Councillor|Sir)\b"
    r"\.?\s+[A-Z][\w'’-]*"
)
NAMED = re.compile(
    r"(?i:\b(?:my|his|her|their)\s+name(?:\s+is|['’]s)\s+\w)"
    r"|\b(?:I\s+am|I['’]m)\s+[A-Z][a-z'’-]+\s+[A-Z][a-z'’-]+"
    r"|(?i:\b(?:called|named|ask\s+for|contact|ring|phone|email))\s+[A-Z][a-z'’-]+\b"
)
LOOKS = (
    (E_MAIL, "an e-mail address"),
    (TELEPHONE, "a telephone number"),
    (NHS_NUMBER, "an NHS number"),
    (POSTCODE, "a postcode"),
    (LINK, "a link or an account's name"),
    (BORN, "a date of birth"),
    (ADDRESS, "an address"),
    (TITLED, "a person's name"),
    (NAMED, "a person's name"),
)


def looks_personal(text: str) -> str:
    """Say what in a text looks personal, '' where nothing does.

    A flag, not a proof: first names alone cannot be told from words, and a figure may look like a
    telephone number. What is flagged is put to whoever wrote it before it is stored.

    Returns
    -------
    str
        Such as 'a telephone number' or 'a person's name'.
    """
    found = next((what for pattern, what in LOOKS if pattern.search(text)), "")
    return found or ("a telephone number" if _rings(text) else "")


def _rings(text: str) -> bool:
    """Tell whether a number in a text is one that a telephone could ring, here or abroad."""
    valid = phonenumbers.Leniency.VALID
    return phonenumbers.PhoneNumberMatcher(text, "GB", leniency=valid).has_next()
