"""A ward by code, by name and by postcode."""

import random

import pytest
from tests.unit.views.ward import raw

from explorer.errors import UnknownAreaError
from explorer.views.ward import found

POSTCODES = raw.lines("geo/postcodes.csv")
DRAWN = random.Random(20220505).sample(POSTCODES, 200)


def test_200_postcodes_land_in_their_official_ward() -> None:
    assert len(POSTCODES) > 17_000
    for line in DRAWN:
        assert found.of_postcode(line["postcode"]).code == line["ward_2022"]


def test_the_command_finds_the_same_however_a_postcode_is_written() -> None:
    for line in DRAWN[:20]:
        for written in (line["postcode"].lower(), line["postcode"].replace(" ", "")):
            assert found.find(written).code == line["ward_2022"]


def test_every_ward_is_found_by_code_and_by_name() -> None:
    assert set(found.wards()) == set(raw.wards())
    for code, name in raw.wards().items():
        assert found.find(code) == found.find(name) == found.wards()[code]


def test_wards_stand_borough_by_borough_in_the_order_of_their_names() -> None:
    order = [(ward.borough.code, ward.name) for ward in found.wards().values()]
    assert order == sorted(order)


def test_a_postcode_that_is_not_whole_is_answered_with_the_wards_that_it_could_mean() -> None:
    with pytest.raises(UnknownAreaError, match=r"cover parts of .*Golborne.*Queen's Park"):
        found.find("W10")


@pytest.mark.parametrize("written", ["W10 6NXX", "SW1A 9ZZ", "10 Downing Street"])
def test_what_may_be_where_somebody_lives_is_never_repeated(written: str) -> None:
    with pytest.raises(UnknownAreaError) as caught:
        found.find(written)
    assert written not in str(caught.value)
    assert written[-4:] not in str(caught.value)


def test_a_name_that_is_none_is_answered_with_the_nearest() -> None:
    with pytest.raises(UnknownAreaError, match="Golborne"):
        found.find("Golbourne Road")


def test_the_wards_before_are_those_of_the_oldest_life_expectancy() -> None:
    assert (found.before().id, found.today().id) == (raw.OLD, raw.TODAY)
