"""The boundaries, postcodes and web shapes that are shipped."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import geopandas as gpd
import pandas as pd
import pytest
import shapely

from explorer import areas, store
from explorer.areas import places, sets
from explorer.errors import AreaJoinError, UnknownAreaError
from explorer.model import AreaKind, AreaSet

BOROUGHS = {"E09000020": 12.12, "E09000033": 21.49}
ALL = list(areas.area_sets().values())
POLYGONS = [one for one in ALL if one.kind is AreaKind.POLYGON]
WARDS = ("wards-2002", "wards-2014", "wards-2022")
MAPPED = (*WARDS, "lsoa-2021", "msoa-2021", "boroughs", "practices-2017", "practices-2024")
CODE_STYLES = {
    "ward": r"E05\d{6}",
    "lsoa": r"E01\d{6}",
    "msoa": r"E02\d{6}",
    "borough": r"E09\d{6}",
    "practice": r"[A-Z]\d{5}",
}


def test_nothing_is_wrong() -> None:
    assert areas.check() == []


@pytest.mark.parametrize(
    ("area_set", "count"),
    [
        ("wards-2002", 38),
        ("wards-2014", 38),
        ("wards-2022", 36),
        ("lsoa-2021", 224),
        ("msoa-2021", 45),
        ("boroughs", 2),
        ("practices-2017", 91),
        ("practices-2024", 69),
    ],
)
def test_each_set_has_all_its_areas(area_set: str, count: int) -> None:
    assert len(areas.codes(area_set)) == areas.area_set(area_set).feature_count == count


@pytest.mark.parametrize(
    ("area_set", "square_kilometres"),
    [
        ("kensington-and-chelsea-wards-2002", 12.13),
        ("kensington-and-chelsea-wards-2014", 12.15),
        ("westminster-wards-2002", 21.46),
        ("westminster-wards-2022", 21.45),
    ],
)
def test_borough_wards_have_the_size_they_were_published_with(
    area_set: str, square_kilometres: float
) -> None:
    assert areas.measured_area_km2(area_set).sum() == pytest.approx(square_kilometres, abs=0.005)


@pytest.mark.parametrize("of", POLYGONS, ids=lambda of: of.id)
def test_areas_lie_side_by_side(of: AreaSet) -> None:
    shapes = areas.load(of.id).geometry.to_numpy()
    assert shapely.is_valid(shapes).all()
    assert shapely.coverage_is_valid(shapes)
    assert not shapely.get_num_interior_rings(shapely.union_all(shapes))


@pytest.mark.parametrize("area_set", [*WARDS, "lsoa-2021", "msoa-2021", "boroughs"])
def test_each_borough_has_its_official_size_within_half_a_percent(area_set: str) -> None:
    boroughs = areas.load(area_set).set_index("area_code")["borough_code"]
    sizes = areas.measured_area_km2(area_set).groupby(boroughs).sum()
    assert sizes.to_dict() == pytest.approx(BOROUGHS, rel=0.005)


@pytest.mark.parametrize("of", [one for one in ALL if one.level in CODE_STYLES], ids=lambda o: o.id)
def test_codes_are_of_the_official_style(of: AreaSet) -> None:
    layer = areas.load(of.id)
    assert layer["area_code"].str.fullmatch(CODE_STYLES[of.level]).all()
    assert layer["area_code"].is_monotonic_increasing
    assert layer["area_name"].is_unique
    assert set(layer["borough_code"]) <= {*BOROUGHS, ""}
    if of.kind is AreaKind.POLYGON:
        assert (layer["borough_code"] != "").all()


@pytest.mark.parametrize("of", ALL, ids=lambda of: of.id)
def test_every_set_says_where_it_comes_from(of: AreaSet) -> None:
    assert of.source
    assert of.licence.startswith("Open Government Licence v3.0")
    assert "Crown copyright and database right" in of.credit
    assert of.vintage


def test_ward_sets_follow_one_another_without_a_day_between() -> None:
    old, middle, new = (areas.area_set(name) for name in WARDS)
    assert (old.valid_from, old.valid_to) == (date(2002, 5, 2), date(2014, 5, 21))
    assert (middle.valid_from, middle.valid_to) == (date(2014, 5, 22), date(2022, 5, 4))
    assert (new.valid_from, new.valid_to) == (date(2022, 5, 5), None)


def test_neighbourhoods_have_the_names_people_know() -> None:
    assert areas.name_of("E02000969") == "Westbourne"
    assert areas.name_of("E02000978") == "Knightsbridge, Belgravia & Hyde Park"


@pytest.mark.parametrize(
    ("name", "area_set", "code"),
    [
        ("St James's", "wards-2022", "E05013806"),
        ("St. James", "msoa-2021", None),
        ("Queens Gate", "wards-2014", "E05009401"),
        ("St Helens", "wards-2022", "E05009404"),
        ("Knightsbridge and Belgravia", "wards-2022", "E05013797"),
        ("Bryanston & Dorset Square", "wards-2014", "E05000632"),
        ("Cremorne", "wards-2022", "E05009391"),
        ("Notting Barns", "wards-2022", None),
        ("knightsbridge belgravia and hyde park", "msoa-2021", "E02000978"),
    ],
)
def test_names_of_real_areas(name: str, area_set: str, code: str | None) -> None:
    if code is None:
        with pytest.raises(UnknownAreaError, match="nearest names"):
            areas.resolve(name, area_set)
    else:
        assert areas.resolve(name, area_set) == code


def test_the_wrong_wards_are_refused_in_these_words() -> None:
    with pytest.raises(AreaJoinError) as caught:
        areas.join(pd.DataFrame({"area_code": ["E05000393"], "value": [1.0]}), "wards-2022")
    assert (
        "E05000393 Notting Barns belongs to wards-2002, in force to 21 May 2014; "
        "this map uses wards-2022"
    ) in str(caught.value)


# Postcodes and crosswalks -----------------------------------------------------------------------


def test_nearly_every_postcode_lies_within_its_official_ward() -> None:
    table = places.postcode_table()
    points = gpd.GeoDataFrame(
        geometry=gpd.GeoSeries.from_xy(table["easting"], table["northing"], crs=27700)
    )
    located = areas.locate(points, "wards-2022")["located_code"]
    assert (located == table["ward_2022"]).mean() > 0.98


def test_a_practice_near_an_edge_takes_its_official_ward() -> None:
    assert areas.ward_of_postcode("W10 6NX") == "E05009404"
    practices = areas.locate(areas.load("practices-2024"), "wards-2022")
    assert practices["located_code"].equals(practices["ward_code"])
    assert set(practices["located_by"]) == {"postcode"}


@pytest.mark.parametrize("pair", list(places._crosswalks()), ids="-to-".join)
def test_crosswalk_weights_sum_to_one(pair: tuple[str, str]) -> None:
    walk = areas.crosswalk(*pair)
    assert walk["weight"].between(0, 1).all()
    assert walk.groupby("from_code")["weight"].sum().to_numpy() == pytest.approx(1)
    if pair[0] in areas.area_sets():
        assert set(walk["from_code"]) == set(areas.codes(pair[0]))


# Web shapes -------------------------------------------------------------------------------------


def web(name: str) -> dict[str, Any]:
    text = store.read_bytes(f"geo/web/{name}.js").decode()
    opening, _, content = text.partition(" = ")
    assert opening == f'(window.explorerGeometry ??= {{}})["{name}"]'
    found: dict[str, Any] = json.loads(content.rstrip().removesuffix(";"))
    return found


@pytest.mark.parametrize("area_set", MAPPED)
def test_web_shapes_are_the_areas_of_the_set(area_set: str) -> None:
    layer = gpd.GeoDataFrame.from_features(web(area_set)["features"], crs="EPSG:4326")
    assert tuple(layer["code"]) == areas.codes(area_set)
    assert list(layer["name"]) == list(areas.load(area_set)["area_name"])
    labels = gpd.GeoSeries.from_xy(layer["x"], layer["y"], crs=layer.crs)
    if areas.area_set(area_set).kind is AreaKind.POLYGON:
        assert labels.within(layer.geometry).all()
        assert shapely.coverage_is_valid(layer.geometry.to_numpy())
        assert layer.geometry.is_valid.all()


@pytest.mark.parametrize("area_set", WARDS)
def test_wards_on_the_web_map_are_light(area_set: str) -> None:
    layer = gpd.GeoDataFrame.from_features(web(area_set)["features"])
    assert layer.geometry.count_coordinates().max() <= 100


def test_the_base_map_is_whole_and_light() -> None:
    context = web("context")
    assert list(context) == ["thames", "parks", "neighbours", "boroughs", "bounds"]
    assert len((store.root() / "geo/web/context.js").read_bytes()) < 100_000
    own = areas.load("boroughs").union_all()
    for name in ("thames", "neighbours"):
        around = gpd.GeoDataFrame.from_features(context[name]["features"])
        assert around.geometry.is_valid.all()
        assert around.intersection(own).area.sum() < own.area * 1e-3
    (south, west), (north, east) = context["bounds"]
    assert own.bounds == pytest.approx((west, south, east, north), abs=1e-4)


def test_every_file_of_the_folder_is_declared() -> None:
    content = sets.declared()
    entries = [
        *content["area_sets"].values(),
        content["postcodes"],
        *content["crosswalks"],
        *content["web"].values(),
    ]
    folder = store.root() / "geo"
    held = {
        path.relative_to(store.root()).as_posix()
        for path in Path(folder).rglob("*.*")
        if path.suffix in {".geojson", ".csv", ".js"}
    }
    assert held == {entry["file"] for entry in entries}
