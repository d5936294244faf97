"""The brief of a ward as a document, before it is written."""

import pytest

from explorer.model import Standing
from explorer.views.base import Swatch
from explorer.views.ward import boundaries, brief, facts, found
from explorer.views.ward.found import Ward

WARDS = tuple(found.wards().values())


@pytest.mark.parametrize("ward", WARDS, ids=lambda ward: ward.name)
def test_every_brief_has_its_lists_its_places_its_map_and_its_sources(ward: Ward) -> None:
    document = brief.document(ward)
    titles = [section.title for section in document.sections]
    assert titles == [
        facts.KNOW,
        "Where it is, and how its borders changed",
        facts.UNCERTAIN,
        facts.WELL,
    ]
    assert [len(section.sentences) for section in document.sections] == [5, 1, 2, 2]
    told = [text for section in document.sections for text in section.sentences]
    assert boundaries.sentence(ward).text in told
    assert document.one_page
    assert document.permalink == f"ward?ward={ward.code}"
    assert f"{ward.name}, {ward.borough.name}" in document.subtitle


def test_the_table_of_places_is_narrow_enough_for_half_a_page() -> None:
    (table,) = brief.document(found.ward("Westbourne")).sections[0].tables
    assert [column.label for column in table.columns] == [
        *("Measure", "Westbourne (95% interval)", "Both boroughs", "Place of 36 or 38"),
    ]
    rows = table.frame.set_index("measure")["rank"]
    assert rows["Deprivation overall (score 2025)"] == "2nd highest"
    assert rows["Life expectancy, men (2010–14)"] == "36th to 38th highest"


def test_the_map_shows_deprivation_with_old_borders_dashed_over_it() -> None:
    ward = found.ward("Campden")
    (view,) = brief.document(ward).sections[1].maps
    assert view.selection.indicator == "imd-2025"
    assert (view.over, view.near) == (found.before(), (ward.code,))
    assert view.legend[-1].swatch is Swatch.DASHED


def test_every_source_is_given_and_what_is_shared_out_stands_as_an_estimate() -> None:
    document = brief.document(found.ward("Westbourne"))
    standings = {origin.measure: origin.standing for origin in document.provenances}
    loose = facts.sentences(found.ward("Westbourne"))[facts.UNCERTAIN][1]
    (estimate,) = [key for key, value in standings.items() if value is Standing.ESTIMATE]
    assert loose.text.startswith(estimate)
    sources = {origin.source for origin in document.provenances}
    assert any("Life expectancy at birth by ward" in source for source in sources)
    assert any("Code-Point Open" in source for source in sources)
    assert len({origin.boundary_credit for origin in document.provenances}) == 1
