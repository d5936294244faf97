"""Codes that can be read out and not be guessed."""

from explorer.workshop import codes


def test_codes_are_six_letters_without_look_alikes_or_words() -> None:
    drawn = {codes.new_code() for _ in range(2_000)}
    assert len(drawn) == 2_000
    assert {len(code) for code in drawn} == {6}
    assert not set("".join(drawn)) & set("01OILAEU")


def test_a_code_is_read_as_people_type_it() -> None:
    assert codes.tidy_code(" k4t-9xq ") == "K4T9XQ"
    assert codes.tidy_code("K4T9XQ" * 1_000) == "K4T9XQK"


def test_only_the_secret_itself_agrees_with_its_hash() -> None:
    secret = codes.new_secret()
    stored = codes.hashed(secret)
    assert secret not in stored
    assert codes.agrees(secret, stored)
    assert not codes.agrees(secret[:-1], stored)
