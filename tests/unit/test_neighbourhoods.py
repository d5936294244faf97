"""The working definition is whole, any other is made from names, and faults are said in words."""

from collections.abc import Iterator
from typing import Any

import pytest

from explorer import areas, checks, neighbourhoods, store
from explorer.errors import DataFileError, Problem, SelectionError, UnknownAreaError

DALGARNO, GOLBORNE = "E05009394", "E05009396"


def test_every_ward_is_in_one_of_the_three() -> None:
    found = neighbourhoods.defined()
    assert list(found) == ["north", "south", "westminster"]
    codes = [code for one in found.values() for code in one.codes]
    assert sorted(codes) == sorted(areas.codes("wards-2022"))
    assert neighbourhoods.check() == []


def test_own_is_made_from_names_or_codes_in_the_sets_order() -> None:
    found = neighbourhoods.own(["golborne", DALGARNO, "Golborne"], "  Two of mine ")
    assert found.codes == (DALGARNO, GOLBORNE)
    assert (found.name, found.is_own) == ("Two of mine", True)
    assert neighbourhoods.own([DALGARNO]).name == neighbourhoods.OWN_NAME


def test_own_of_a_name_that_is_taken_says_whose_it_is() -> None:
    assert neighbourhoods.own([DALGARNO], "Westminster").name == "Westminster (your own)"


def test_a_saved_file_gives_the_same_neighbourhood_back() -> None:
    one = neighbourhoods.own(["St. Helen's", "Queen's Park"], "Mine: north")
    text = neighbourhoods.to_yaml(one)
    assert "St. Helen's" in text
    assert neighbourhoods.from_yaml(text) == one


@pytest.mark.parametrize("text", ["", "[1, 2]", "a: [", "name: X\nareas: Dalgarno"])
def test_what_is_no_such_file_is_refused_in_words(text: str) -> None:
    with pytest.raises(SelectionError, match="neighbourhood file"):
        neighbourhoods.from_yaml(text)


def test_a_file_of_other_areas_is_refused() -> None:
    with pytest.raises(SelectionError, match="wards-2002"):
        neighbourhoods.from_yaml("area_set: wards-2002\nareas: [Dalgarno]")
    with pytest.raises(UnknownAreaError, match="Dalgarn0"):
        neighbourhoods.from_yaml("areas: [Dalgarn0]")


def test_one_is_found_by_id_name_or_list() -> None:
    north = neighbourhoods.defined()["north"]
    assert neighbourhoods.find("North") == neighbourhoods.find(north.name) == north
    assert neighbourhoods.find("Dalgarno, Golborne").codes == (DALGARNO, GOLBORNE)
    with pytest.raises(SelectionError, match="one of north"):
        neighbourhoods.find("nowhere")


def test_one_without_areas_or_with_a_long_name_is_refused() -> None:
    with pytest.raises(SelectionError, match="no wards"):
        neighbourhoods.own([])
    with pytest.raises(SelectionError, match="81 characters"):
        neighbourhoods.own([DALGARNO], "x" * 81)


@pytest.fixture
def forgetting() -> Iterator[None]:
    yield
    neighbourhoods.defined.cache_clear()
    neighbourhoods.area_set.cache_clear()


def entry(**changes: Any) -> dict[str, Any]:
    return {"id": "a", "name": "A", "short_name": "A", "areas": ["Dalgarno"]} | changes


@pytest.mark.usefixtures("forgetting")
@pytest.mark.parametrize(
    ("entries", "said"),
    [
        (["Dalgarno"], "neighbourhood 1"),
        ([entry(colour="red")], "id, name, short_name, areas"),
        ([entry(areas=[])], "a list of areas"),
        ([entry(areas=["Dalgarno", "E05009394"])], "an area twice"),
        ([entry(areas=["Dalgarn"])], "'Dalgarn'"),
        ([entry(), entry()], "neighbourhood 2: found the id 'a'"),
        ([entry(id="own")], "an id of its own"),
        (None, "another shape"),
    ],
)
def test_every_fault_of_the_file_is_named_by_check(
    monkeypatch: pytest.MonkeyPatch, entries: Any, said: str
) -> None:
    content = {"area_set": "wards-2022", "neighbourhoods": entries}
    monkeypatch.setattr(store, "read_yaml", lambda _: content)
    neighbourhoods.defined.cache_clear()
    assert said in "\n".join(map(str, neighbourhoods.check()))
    with pytest.raises(DataFileError):
        neighbourhoods.defined()


def test_the_check_of_everything_looks_here_too(monkeypatch: pytest.MonkeyPatch) -> None:
    fault = Problem(neighbourhoods.FILE, "a fault", "none", "Mend it.")
    monkeypatch.setattr(neighbourhoods, "check", lambda: [fault])
    monkeypatch.setattr(areas, "check", list)
    assert fault in checks.everything()


SMALL = ("E01002812", "E01002813")


def test_small_areas_are_drawn_together_by_code_or_name() -> None:
    found = neighbourhoods.own([SMALL[1], areas.name_of(SMALL[0])], "Two corners")
    assert (found.codes, found.area_set) == (SMALL, "lsoa-2021")
    assert neighbourhoods.own([DALGARNO]).area_set == "wards-2022"
    assert neighbourhoods.from_yaml(neighbourhoods.to_yaml(found)) == found


def test_wards_and_small_areas_are_not_mixed() -> None:
    with pytest.raises(SelectionError, match="wards and LSOAs together"):
        neighbourhoods.own([DALGARNO, SMALL[0]])
