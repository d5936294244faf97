"""Services: sites in their official wards, distances weighted by residents, dots on every layer."""

import io

import openpyxl
import pandas as pd
import pytest

from explorer import areas, exports
from explorer.errors import SelectionError
from explorer.figures import web_map
from explorer.model import Selection
from explorer.views import of_selection
from explorer.views.base import Swatch
from explorer.views.services import reach, screen, sites

HOLLAND = "E05009397"


@pytest.mark.parametrize(
    ("kind", "said"),
    [
        ("pharmacy", "Of 36 wards only Holland has no pharmacy"),
        ("gp", "Of 36 wards 2 have no GP site: Pimlico South and Stanley"),
        ("hospital", "27 of 36 wards have no hospital"),
    ],
)
def test_headline_says_which_wards_have_none(kind: str, said: str) -> None:
    assert screen.headline(kind) == said


def test_headline_where_every_ward_has_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(screen, "wards_without", lambda _: ())
    assert (
        screen.headline.__wrapped__("pharmacy") == "Each of the 36 wards has at least one pharmacy"
    )


def test_page_shows_both_ways_of_placing_and_why_they_differ() -> None:
    official, located, why = sites.placing("pharmacy")
    assert official.endswith("1 ward has none: Holland.")
    assert located.endswith("3 wards have none: Holland, Queen's Gate and St. Helen's.")
    assert "is in Queen's Gate, and on the simplified boundaries in Abingdon" in why
    assert sites.placing("gp")[2] == "Both ways put every site into the same ward."


def test_many_wards_without_are_counted_not_listed() -> None:
    assert sites.placing("hospital")[0].endswith("27 wards have none.")


def test_residents_are_weighted_and_a_limit_itself_is_not_beyond() -> None:
    held = pd.DataFrame({"residents": [100, 300, 600], "metres": [400, 500, 900]})
    assert reach.summary(held) == {
        "residents": 1_000,
        "metres": pytest.approx(0.1 * 400 + 0.3 * 500 + 0.6 * 900),
        "beyond_near": pytest.approx(90),
        "beyond_far": pytest.approx(60),
    }


def test_borough_means_are_those_of_the_released_indicator() -> None:
    table = reach.passage("pharmacy").tables[0].frame.set_index("who")["metres"]
    assert table.round().loc[["Kensington and Chelsea", "Westminster"]].tolist() == [298, 263]


def test_fifths_hold_equal_numbers_of_small_areas() -> None:
    said = reach.passage("pharmacy").notes[-1]
    assert said.startswith("Fifths are of the 224 small areas, 45 in each")


@pytest.mark.parametrize("kind", sites.kinds())
@pytest.mark.parametrize("layer", screen.layers())
def test_each_layer_carries_the_sites(kind: str, layer: str) -> None:
    view = screen.map_view(kind, screen.beneath(layer, kind))
    assert sum(site.name.count("; ") + 1 for site in view.sites) == len(sites.listed(kind))
    assert {site.area_code for site in view.sites} <= set(view.frame["area_code"])
    entry = view.legend[-1]
    assert entry.swatch is Swatch.POINT
    assert str(len(sites.listed(kind))) in entry.label
    assert len(web_map.layer(view).drawing) < 28_000


def test_map_takes_its_list_of_sites_along() -> None:
    wards, listed = screen.map_view("pharmacy", screen.first()).tables
    assert len(wards.frame) == 36
    assert len(listed.frame) == 119
    assert [column.key for column in listed.columns] == [
        *("name", "address", "postcode", "ward", "code"),
    ]
    assert [column.key for column in reach.list_of_sites("dentist").columns] == [
        *("name", "postcode", "ward"),
    ]


def test_map_credits_both_what_is_beneath_and_the_sites() -> None:
    view = screen.map_view("gp", screen.beneath("public-transport-access lsoa-2021", "gp"))
    assert "Transport for London" in view.provenance.source
    assert "NHS England, Organisation Data Service" in view.provenance.source
    assert "Transport for London" in view.provenance.licence


def test_workbook_lists_every_pharmacy() -> None:
    content = exports.export_map(screen.map_view("pharmacy", screen.first()), "xlsx").content
    book = openpyxl.load_workbook(io.BytesIO(content))
    cells = {cell.value for row in book["Table 3"].iter_rows() for cell in row}
    assert set(sites.listed("pharmacy")["name"]) <= cells


def test_ward_without_any_stands_first_in_the_table() -> None:
    first = reach.table_view("pharmacy").frame.iloc[0]
    assert (first["area_name"], first["number"], first["rate"]) == ("Holland", 0, 0)


def test_chosen_ward_stands_beside_the_map_and_a_small_area_does_not() -> None:
    assert screen.beside("pharmacy", (HOLLAND,)).frame.iloc[0].tolist() == ["Holland", 0, 0]
    small = areas.codes(sites.SMALL_AREAS)[0]
    assert len(screen.beside("pharmacy", (small,)).frame) == 2


def test_selection_that_names_its_kind_has_the_same_map_everywhere() -> None:
    view = of_selection.map_view(sites.of_kind(sites.DISTANCE, "gp", sites.SMALL_AREAS))
    assert view.headline == screen.headline("gp")
    assert len(view.sites) > 60


def test_kind_and_layer_that_are_not_held() -> None:
    with pytest.raises(SelectionError, match="pharmacy, gp, dentist, hospital"):
        sites.kind_of({"service": "bakery"})
    assert screen.layer_of(Selection("pm25", "wards-2022")) == "services-rate wards-2022"
