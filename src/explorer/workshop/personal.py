"""Finds names and contact details in a short text, before it is stored."""

from __future__ import annotations

import re

import phonenumbers

E_MAIL = re.compile(r"[\w.+-]+\s*(?:@|\(at\)|\[at\])\s*[\w-]+(?:\s*(?:\.|\(dot\))\s*[\w-]+)+", re.I)
POSTCODE = re.compile(r"\b[A-Z]{1,2}\d[A-Z\d]?\s*\d[ABD-HJLNP-UW-Z]{2}\b", re.I)
LINK = re.compile(r"\b(?:https?://|www\.)\S+|(?<![\w@])@\w{2,}", re.I)
NHS_NUMBER = re.compile(r"(?<![\d-])\d{3}[ -]?\d{3}[ -]?\d{4}(?![\d-])")
BORN = re.compile(
    r"\b(?:born|birth|dob|d\.o\.b\.?)\b.{0,20}\d{1,4}[/. -]\d{1,2}[/. -]\d{1,4}", re.I
)
ADDRESS = re.compile(
    r"\b(?:flat|house|room|no\.?)\s+\d+\w?\b"
    r"|\b\d+[a-z]?,?\s+(?:[A-Z][\w']+\s+){1,3}(?:Street|St|Road|Rd|Avenue|Ave|Lane|Close|Terrace"
    r"|Gardens|Square|Court|House|Mews|Place|Walk|Way|Crescent|Grove|Drive)\b",
)
TITLED = re.compile(
    r"\b(?:Mr|Mrs|Ms|Miss|Mx|Dr|Doctor|Prof|Professor|Nurse|Sister|Imam|Rabbi|Father|Rev|Reverend"
    r"|Cllr|Councillor|Sir|Lady|Lord)\b\.?\s+(?!Who\b)[A-Z][\w'’-]+"
)
NAMED = re.compile(
    r"\b(?:[Mm]y|[Hh]is|[Hh]er|[Tt]heir)\s+name(?:\s+is|'s)\s+\w+"
    r"|\b(?:[Ii]\s+am|[Ii]['’]m)\s+[A-Z][a-z'’-]+\s+[A-Z][a-z'’-]+"
    r"|\b(?:called|named|ask\s+for|contact|ring|phone|email)\s+[A-Z][a-z'’-]+\b"
)
LOOKS = (
    (E_MAIL, "an e-mail address"),
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
    if _telephone(text):
        return "a telephone number"
    if any(_is_nhs_number(found.group()) for found in NHS_NUMBER.finditer(text)):
        return "an NHS number"
    return next((what for pattern, what in LOOKS if pattern.search(text)), "")


def _telephone(text: str) -> bool:
    matcher = phonenumbers.PhoneNumberMatcher(text, "GB", leniency=phonenumbers.Leniency.VALID)
    return matcher.has_next()


def _is_nhs_number(text: str) -> bool:
    """Check the last digit against the others, modulus 11, so that other long figures pass."""
    digits = [int(digit) for digit in text if digit.isdigit()]
    rest = sum(weight * digit for weight, digit in zip(range(10, 1, -1), digits, strict=False)) % 11
    return (11 - rest) % 11 == digits[-1] and rest != 1
