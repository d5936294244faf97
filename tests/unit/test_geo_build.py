"""The build of `geo/`: seams closed, bytes the same, practices placed and named."""

import json
from pathlib import Path

import geopandas as gpd
import pandas as pd
import pytest
import shapely
from geo.build import boundaries, context, postcodes, practices, web
from geo.build.writing import BRITISH_GRID, WGS84, feature_collection
from hypothesis import given
from hypothesis import strategies as st
from shapely import Point, box

CENTRE = (527_000.0, 180_000.0)


def square(x: float, y: float, width: float, height: float) -> shapely.Polygon:
    """Return a rectangle by its place, in metres, in the middle of the two boroughs."""
    left, bottom = CENTRE
    return box(left + x, bottom + y, left + x + width, bottom + y + height)


def wards(*shapes: shapely.Polygon, borough: str, first: int) -> gpd.GeoDataFrame:
    codes = [f"E0500000{first + index}" for index in range(len(shapes))]
    return gpd.GeoDataFrame(
        {"area_code": codes, "area_name": codes, "borough_code": borough},
        geometry=list(shapes),
        crs=BRITISH_GRID,
    )


def test_a_seam_between_boroughs_is_closed_and_nothing_else_moves() -> None:
    bent = [(0, 0), (1000, 0), (985, 400), (1000, 700), (1010, 1000), (1000, 2000), (0, 2000)]
    west = wards(
        shapely.Polygon([(CENTRE[0] + x, CENTRE[1] + y) for x, y in bent]), borough="A", first=1
    )
    east = wards(square(1000, 0, 1000, 2000), borough="B", first=2)
    whole = boundaries.joined(west, east)
    assert shapely.coverage_is_valid(whole.geometry.to_numpy())
    assert whole.union_all().equals(square(0, 0, 2000, 2000))
    assert whole.area.to_numpy() == pytest.approx([2e6, 2e6], rel=0.01)


def test_areas_that_fit_are_left_as_they_are() -> None:
    west = wards(square(0, 0, 1000, 2000), borough="A", first=1)
    east = wards(square(1000, 0, 1000, 2000), borough="B", first=2)
    whole = boundaries.joined(west, east)
    assert all(
        a.equals(b) for a, b in zip(whole.geometry, [*west.geometry, *east.geometry], strict=True)
    )


def test_borough_outlines_are_the_edges_of_their_wards() -> None:
    layer = wards(square(0, 0, 500, 500), square(500, 0, 500, 500), borough="A", first=1)
    outlines = boundaries.outlines(layer, {"A": "Anytown"})
    assert outlines.loc[0, "area_name"] == "Anytown"
    assert outlines.geometry[0].equals(square(0, 0, 1000, 500))


def test_gaps_go_to_the_layer_they_border_most() -> None:
    land, river = square(0, 0, 100, 90), square(0, 100, 60, 20)
    filled = context._filled([land, river], square(0, 0, 100, 120))
    assert filled[0].area == pytest.approx(12_000 - river.area)
    assert filled[1].area == pytest.approx(river.area)


def test_a_garden_within_a_park_is_left_out() -> None:
    parks = wards(square(0, 0, 500, 500), square(10, 10, 50, 50), borough="", first=1)
    assert context._mostly_in_another(parks) == [False, True]


def test_a_layer_is_written_short_and_always_the_same() -> None:
    layer = wards(square(0, 0, 1000, 1000), square(1000, 0, 500, 1000), borough="A", first=1)
    text = feature_collection(layer, decimals=5)
    assert text == feature_collection(layer.copy(), decimals=5)
    features = json.loads(text)["features"]
    assert [feature["properties"]["area_code"][-1] for feature in features] == ["1", "2"]
    numbers = [n for xy in features[0]["geometry"]["coordinates"][0] for n in xy]
    assert all(round(number, 5) == number for number in numbers)
    read = gpd.GeoDataFrame.from_features(features)
    assert shapely.coverage_is_valid(read.geometry.to_numpy())
    assert read.geometry.exterior.is_ccw.all()


@given(st.floats(50, 5000), st.floats(50, 5000))
def test_label_points_are_well_inside(width: float, height: float) -> None:
    shape = gpd.GeoSeries([square(0, 0, width, height)], crs=BRITISH_GRID)
    point = web.label_points(shape)[0]
    assert shape[0].boundary.distance(point) >= min(width, height) / 2 - 1.0


def test_each_stretch_of_border_is_drawn_once() -> None:
    layer = wards(square(0, 0, 1000, 1000), borough="A", first=1)
    other = wards(square(1000, 0, 1000, 1000), borough="B", first=2)
    edges = web.borough_edges(boundaries.joined(layer, other))
    metres = gpd.GeoSeries([edges], crs=WGS84).to_crs(BRITISH_GRID).length[0]
    assert metres == pytest.approx(7000, rel=0.001)


@pytest.mark.parametrize(
    ("supplied", "written"),
    [
        ("THE REDCLIFFE SURGERY", "The Redcliffe Surgery"),
        ("PIMLICO HEALTH AT THE MARVEN SURGERY", "Pimlico Health at the Marven Surgery"),
        ("EMPEROR'S GATE CENTRE FOR HEALTH", "Emperor's Gate Centre for Health"),
        ("DR O'RAWE(MGD)", "Dr O'Rawe (MGD)"),
        ("DR MCKEOWN (MD)", "Dr McKeown (MD)"),
        ("DR EVANS(TIMOTHY)", "Dr Evans (Timothy)"),
        ("A T MEDICS", "A T Medics"),
        ("131 HARLEY STREET", "131 Harley Street"),
        ("The Golborne Medical Centre_E87024", "The Golborne Medical Centre (E87024)"),
        ("Soho Centre For Health and Care", "Soho Centre for Health and Care"),
    ],
)
def test_practices_are_named_as_people_write_them(supplied: str, written: str) -> None:
    assert practices.title_case(supplied) == written


def test_a_practice_far_from_its_postcode_stands_at_its_postcode() -> None:
    left, bottom = CENTRE
    layer = wards(square(0, 0, 1000, 1000), square(1000, 0, 1000, 1000), borough="A", first=1)
    at = gpd.GeoSeries(
        [
            Point(left + 900, bottom + 500),
            Point(left + 9000, bottom + 500),
            Point(left + 10, bottom - 900),
        ],
        crs=BRITISH_GRID,
    ).to_crs(WGS84)
    table = pd.DataFrame(
        {
            "practice_code": ["Y00001", "Y00002", "Y00003"],
            "practice_name": ["ONE", "TWO", "THREE"],
            "postcode": ["AB1 1AA", "AB1 1AA", "ZZ1 1ZZ"],
            "lon": at.x,
            "lat": at.y,
        }
    )
    lookup = pd.DataFrame(
        {
            "postcode": ["AB1 1AA"],
            "easting": [left + 1010],
            "northing": [bottom + 500],
            "ward_2022": ["E05000002"],
        }
    )
    placed = practices._placed(table, lookup, layer)
    assert placed["ward_code"].tolist() == ["E05000002", "E05000002", ""]
    assert placed["borough_code"].tolist() == ["A", "A", ""]
    assert (placed.geometry.x - left).round().tolist() == [900, 1010, 10]


def test_overlaps_are_counted_in_postcodes() -> None:
    counted = postcodes._counted(pd.Series(["A", "A", "B", "A"]), pd.Series(["X", "Y", "Y", "X"]))
    assert counted.to_numpy().tolist() == [["A", "X", 2], ["A", "Y", 1], ["B", "Y", 1]]


def test_the_region_s_boroughs_still_fit_one_another_with_less_detail(tmp_path: Path) -> None:
    wavy = [(x, 3000 + (40 if x % 200 else -40)) for x in range(100, 6000, 100)]
    border = [(0, 3000), *wavy, (6000, 3000)]
    north = shapely.Polygon([*border, (6000, 6000), (0, 6000)])
    south = shapely.Polygon([*border, (6000, 0), (0, 0)])
    supplied = gpd.GeoDataFrame(
        {"GSS_CODE": ["E2", "E1"], "NAME": ["North", "South"]},
        geometry=[shapely.affinity.translate(shape, *CENTRE) for shape in (north, south)],
        crs=BRITISH_GRID,
    )
    (tmp_path / "geo").mkdir()
    supplied.to_crs(WGS84).to_file(tmp_path / "geo/london_boroughs.geojson", driver="GeoJSON")
    layer = context.region(tmp_path)
    assert list(layer["area_name"]) == ["South", "North"]
    assert shapely.coverage_is_valid(layer.geometry.to_numpy())
    assert shapely.get_num_coordinates(layer.geometry).sum() < 60
    assert layer.area.sum() == pytest.approx(36e6, rel=0.001)
