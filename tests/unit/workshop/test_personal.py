"""What looks personal is flagged; what a ward is like is not."""

import pytest

from explorer.workshop.personal import looks_personal


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("Ring me on 07700 900123", "a telephone number"),
        ("the surgery is 020 7641 6000", "a telephone number"),
        ("+44 (0)20 7946 0958 any time", "a telephone number"),
        ("+33 1 42 68 53 00", "a telephone number"),
        ("write to a.b@example.org", "an e-mail address"),
        ("a.b (at) example.org", "an e-mail address"),
        ("damp in W10 6TT", "a postcode"),
        ("her number is 943 476 5919", "an NHS number"),
        ("ask Mrs X at the pharmacy", "a person's name"),
        ("mr khan knows", "a person's name"),
        ("Dr Patel retired", "a person's name"),
        ("I'm Sarah Jones", "a person's name"),
        ("my name is Amal", "a person's name"),
        ("ask for Amal at the desk", "a person's name"),
        ("Flat 12 is mouldy", "an address"),
        ("12 Golborne Road is mouldy", "an address"),
        ("born 3/4/1956", "a date of birth"),
        ("see www.example.org/me", "a link or an account's name"),
        ("message @somebody", "a link or an account's name"),
    ],
)
def test_personal(text: str, what: str) -> None:
    assert looks_personal(text) == what


@pytest.mark.parametrize(
    "text",
    [
        "",
        "GP appointments take three weeks",
        "Life expectancy is 82.1 (80.1 to 84.2)",
        "2010-14 and 2019-23 cannot be compared",
        "the no. 31 bus stops at W2",
        "Contact GPs earlier, ring-fence the money",
        "Ask the doctor. More nurses",
        "Miss the youth club in Queen's Park",
        "205,100 residents, £1,200,000 spent",
        "Mould in the flats, 3 in 10 homes",
    ],
)
def test_not_personal(text: str) -> None:
    assert looks_personal(text) == ""
