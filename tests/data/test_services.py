"""The sites that are shipped: all of them, each in the official ward of its postcode."""

import geopandas as gpd
import pytest

from explorer import areas, registry

SITES = registry.extra("services")
NAMES = areas.sets.names("wards-2022")


@pytest.mark.parametrize(
    ("kind", "number", "without"),
    [
        ("pharmacy", 119, {"Holland"}),
        ("gp", 69, {"Stanley", "Pimlico South"}),
        ("dentist", 150, {"Courtfield", "Notting Dale", "Queen's Gate", "St. Helen's"}),
    ],
)
def test_sites_and_the_wards_without_one(kind: str, number: int, without: set[str]) -> None:
    held = SITES[SITES["kind"] == kind]
    assert len(held) == number
    assert {NAMES[code] for code in set(NAMES) - set(held["ward_code"])} == without
    figures = registry.figures("services", "wards-2022", "2026", (("service", kind),)).areas
    assert figures["value"].sum() == number
    assert set(figures.loc[figures["value"] == 0, "area_name"]) == without


def test_seventeen_hospitals_all_with_whole_postcodes() -> None:
    assert (SITES["kind"] == "hospital").sum() == 17
    assert SITES["postcode"].str.fullmatch(r"[A-Z\d]{2,4} \d[A-Z]{2}").all()


def test_each_stands_in_the_official_ward_and_small_area_of_its_postcode() -> None:
    for column, area_set in (("ward_code", "wards-2022"), ("lsoa_code", "lsoa-2021")):
        official = [areas.ward_of_postcode(code, area_set) for code in SITES["postcode"]]
        assert official == SITES[column].tolist()


def test_two_more_wards_seem_to_have_no_pharmacy_on_the_simplified_boundaries() -> None:
    held = SITES[SITES["kind"] == "pharmacy"].drop(columns="postcode")
    points = gpd.points_from_xy(held["longitude"], held["latitude"], crs=4326)
    located = areas.locate(gpd.GeoDataFrame(held, geometry=points), "wards-2022")
    without = {NAMES[code] for code in set(NAMES) - set(located["located_code"])}
    assert without == {"Holland", "Queen's Gate", "St. Helen's"}


def test_rates_are_numbers_over_residents_of_mid_2022() -> None:
    by = (("service", "pharmacy"),)
    number = registry.figures("services", "wards-2022", "2026", by).areas
    rate = registry.figures("services-rate", "wards-2022", "2026", by).areas
    residents = registry.figures("population", "wards-2022", "2022").areas
    expected = 10_000 * number["value"] / residents["value"]
    assert rate["value"].to_numpy() == pytest.approx(expected.to_numpy(), abs=1e-3)
