"""Wards, neighbourhoods and measures are gone to by name, and a postcode leads to its ward."""

import pytest

from explorer import neighbourhoods, registry
from explorer.errors import UnknownAreaError
from explorer.model import Selection
from explorer.views import destinations, selections
from explorer.views.ward import found


def test_every_ward_neighbourhood_and_measure_is_there_once() -> None:
    pages = [step.page for step in destinations.named().values()]
    assert pages.count("ward") == len(found.wards()) == 36
    assert pages.count("neighbourhood") == len(neighbourhoods.defined())
    assert pages.count("map-studio") == len(registry.indicators())
    assert len(destinations.named()) == len(pages)


def test_each_measure_opens_on_a_map_that_is_held() -> None:
    for step in destinations.named().values():
        if step.page == destinations.STUDIO:
            query = dict(step.query)
            held = selections.complete(Selection.from_query(query))
            assert held.indicator == query["indicator"]


def test_a_ward_is_named_with_its_borough() -> None:
    step = destinations.named()["Westbourne, Westminster · ward"]
    assert (step.page, dict(step.query)) == ("ward", {"ward": "E05013809"})


def test_a_postcode_leads_to_its_official_ward() -> None:
    step = destinations.of_postcode("w10 5bn")
    assert (step.page, dict(step.query)) == ("ward", {"ward": found.of_postcode("W10 5BN").code})


@pytest.mark.parametrize("text", ["ZZ99 9ZZ", "W10", "Nowhere at all"])
def test_what_is_no_postcode_here_is_answered_in_words_that_do_not_repeat_it(text: str) -> None:
    with pytest.raises(UnknownAreaError) as refused:
        destinations.of_postcode(text)
    assert refused.value.problems[0].fix
    assert f"'{text}'" not in str(refused.value)
