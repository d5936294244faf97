from __future__ import annotations

import io
import json
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as Xml

import pyogrio
import pytest
import shapely
from tests.unit.exports import names

from explorer import areas
from explorer.errors import ExportError
from explorer.exports import geographic, qgis
from explorer.exports.base import Format
from explorer.model import Selection
from explorer.views import maps, selections
from explorer.views.base import MapView, Swatch
from explorer.views.layout import Layout

WARDS = Selection("life-expectancy")
LAYOUT = Layout(headline="Men live longest in the south", permalink="http://localhost:8501/x?a=b")
# One selection an area set, and one whose areas are hatched against a benchmark.
OF_EACH_SET = {
    "wards": WARDS,
    "neighbourhoods": Selection("life-expectancy", area_set="msoa-2021"),
    "benchmark": WARDS.changed(layer=selections.BENCHMARK),
    "practices": Selection("cervical-coverage", area_set="practices-2024"),
    "points withheld": Selection("cervical-coverage", area_set="practices-2017"),
}


def geojson(view: MapView, layout: Layout = LAYOUT) -> dict[str, Any]:
    content: dict[str, Any] = json.loads(geographic.write(view, Format.GEOJSON, layout))
    return content


def saved(view: MapView, folder: Path, layout: Layout = LAYOUT) -> Path:
    file = folder / "map.gpkg"
    file.write_bytes(geographic.write(view, Format.GPKG, layout))
    return file


@contextmanager
def opened(file: Path) -> Iterator[sqlite3.Connection]:
    database = sqlite3.connect(file)
    yield database
    database.close()


def styled(file: Path) -> Xml.Element:
    with opened(file) as database:
        ((text,),) = database.execute("SELECT styleQML FROM layer_styles").fetchall()
    return Xml.fromstring(text)


def ring_directions(shape: shapely.Geometry) -> tuple[set[bool], set[bool]]:
    """Return whether outer rings run anticlockwise, and whether holes do."""
    polygons = [shape] if shape.geom_type == "Polygon" else list(shape.geoms)
    return (
        {polygon.exterior.is_ccw for polygon in polygons},
        {hole.is_ccw for polygon in polygons for hole in polygon.interiors},
    )


def test_geojson_is_as_the_standard_has_it() -> None:
    view = maps.map_view(WARDS)
    content = geojson(view)
    assert content["type"] == "FeatureCollection"
    assert "crs" not in content
    shapes = [shapely.geometry.shape(feature["geometry"]) for feature in content["features"]]
    assert len(shapes) == view.area_set.feature_count
    assert {ring_directions(shape)[0] == {True} for shape in shapes} == {True}
    assert content["bbox"] == pytest.approx(shapely.total_bounds(shapes).tolist())
    west, south, east, north = content["bbox"]
    assert -0.3 < west < east < -0.1
    assert 51.4 < south < north < 51.6
    for _, decimals in (str(c).split(".") for shape in shapes for c in shape.bounds):
        assert len(decimals) <= 7


def test_rings_are_turned_the_right_way_and_numbers_shortened() -> None:
    view = maps.map_view(WARDS)
    clockwise = shapely.Polygon(
        [(0, 0), (0, 1.123456789), (1, 1), (1, 0)], [[(0.2, 0.2), (0.8, 0.2), (0.8, 0.8)]]
    )
    frame = view.frame.set_geometry([clockwise] * len(view.frame), crs=view.frame.crs)
    shape = shapely.geometry.shape(geojson(replace(view, frame=frame))["features"][0]["geometry"])
    assert ring_directions(shape) == ({True}, {False})
    assert shape.bounds[3] == 1.1234568


def test_geojson_says_of_itself_what_a_reader_needs() -> None:
    view = maps.map_view(WARDS)
    told = geojson(view)["metadata"]
    assert told["title"] == LAYOUT.headline
    assert told["source"] == view.provenance.source
    assert told["licence"] == view.provenance.licence
    assert told["boundary_credit"] == view.provenance.boundary_credit
    assert told["permalink"] == LAYOUT.permalink
    assert (told["period"], told["standing"]) == ("2010–14", "published")
    assert told["in_force"] == "2 May 2002 to 21 May 2014"
    assert [entry["label"] for entry in told["legend"]] == [entry.label for entry in view.legend]


def test_every_feature_says_what_it_is_and_where_it_comes_from() -> None:
    view = maps.map_view(OF_EACH_SET["neighbourhoods"])
    features = geojson(view)["features"]
    assert [feature["id"] for feature in features] == view.frame["area_code"].tolist()
    withheld = [f["properties"] for f in features if f["properties"]["class"] == "withheld"]
    assert len(withheld) == 2
    assert {row["value"] for row in withheld} == {None}
    assert all(row["note"] for row in withheld)
    for feature in features:
        row = feature["properties"]
        assert row["source"] == view.provenance.source
        assert (row["area_set"], row["period"], row["unit"]) == ("msoa-2021", "2019–23", "years")
        assert row["standing"] == "published"
        assert row["vintage"]


@pytest.mark.parametrize("selection", OF_EACH_SET.values(), ids=OF_EACH_SET)
def test_geopackage_is_on_the_british_grid_and_opens_anywhere(
    selection: Selection, tmp_path: Path
) -> None:
    view = maps.map_view(selection)
    file = saved(view, tmp_path)
    name, kind = pyogrio.list_layers(file)[0]
    assert kind in ("MultiPolygon", "Point")
    about = pyogrio.read_info(file, layer=name)
    assert (about["crs"], about["features"]) == ("EPSG:27700", len(view.frame))
    layer = pyogrio.read_dataframe(file, layer=name)
    assert layer.geometry.is_valid.all()
    assert layer["area_code"].tolist() == view.frame["area_code"].tolist()
    back = layer.to_crs("EPSG:4326").geometry
    assert (shapely.hausdorff_distance(back.array, view.frame.geometry.array) < 1e-6).all()


def test_areas_on_the_grid_have_the_size_that_is_measured_elsewhere(tmp_path: Path) -> None:
    view = maps.map_view(WARDS)
    file = saved(view, tmp_path)
    layer = pyogrio.read_dataframe(file, layer=pyogrio.list_layers(file)[0][0])
    assert (layer.area / 1e6).tolist() == pytest.approx(
        areas.measured_area_km2(view.area_set.id).tolist(), rel=1e-4
    )


def test_geopackage_says_of_itself_what_a_reader_needs(tmp_path: Path) -> None:
    view = maps.map_view(WARDS)
    file = saved(view, tmp_path)
    told = pyogrio.read_info(file, layer=pyogrio.list_layers(file)[0][0])["layer_metadata"]
    assert told["IDENTIFIER"] == LAYOUT.headline
    assert told["source"] == view.provenance.source
    assert told["boundary_credit"] == view.provenance.boundary_credit
    for part in (view.provenance.licence, "2 May 2002 to 21 May 2014", "published", "metres"):
        assert part in told["DESCRIPTION"]


@pytest.mark.parametrize("selection", OF_EACH_SET.values(), ids=OF_EACH_SET)
def test_qgis_finds_a_default_style_with_the_colours_and_hatches_of_the_legend(
    selection: Selection, tmp_path: Path
) -> None:
    view = maps.map_view(selection)
    file = saved(view, tmp_path)
    root = styled(file)
    legend = [entry for entry in view.legend if entry.swatch is not Swatch.OUTLINE]
    renderer = root.find("renderer-v2")
    assert renderer is not None
    assert (renderer.get("type"), renderer.get("attr")) == ("categorizedSymbol", "class")
    categories = renderer.findall("categories/category")
    assert [(c.get("value"), c.get("label")) for c in categories] == [
        (entry.key, entry.label) for entry in legend
    ]
    symbols = {symbol.get("name"): symbol for symbol in renderer.findall("symbols/symbol")}
    for category, entry in zip(categories, legend, strict=True):
        symbol = symbols[category.get("symbol")]
        fill = symbol.find(".//layer[@class='SimpleFill']/Option/Option[@name='color']")
        assert fill is not None
        red, green, blue, opaque = map(int, (fill.get("value") or "").split(","))
        assert f"#{red:02X}{green:02X}{blue:02X}" == entry.colour
        assert opaque == 255
        lines = symbol.findall(".//layer[@class='LinePatternFill']")
        assert len(lines) == {Swatch.HATCH: 1, Swatch.POINT_HOLLOW: 2}.get(entry.swatch, 0)
    drawn = set(pyogrio.read_dataframe(file, layer=pyogrio.list_layers(file)[0][0])["class"])
    assert drawn <= {category.get("value") for category in categories}


def test_the_style_is_where_qgis_looks_for_it(tmp_path: Path) -> None:
    file = saved(maps.map_view(WARDS), tmp_path)
    name = pyogrio.list_layers(file)[0][0]
    about = pyogrio.read_info(file, layer=name)
    with opened(file) as database:
        found = database.execute(
            "SELECT f_table_name, f_geometry_column, useAsDefault, f_table_catalog, f_table_schema "
            "FROM layer_styles"
        ).fetchall()
        contents = dict(database.execute("SELECT table_name, data_type FROM gpkg_contents"))
        names_held = database.execute("SELECT styleName, owner FROM layer_styles").fetchall()
    assert found == [(name, about["geometry_name"], 1, "", "")]
    assert contents == {name: "features", "layer_styles": "attributes"}
    assert all(len(style) <= 30 and len(owner) <= 30 for style, owner in names_held)
    assert styled(file).findtext("layerGeometryType") == "2"


def test_points_are_styled_as_points(tmp_path: Path) -> None:
    root = styled(saved(maps.map_view(OF_EACH_SET["practices"]), tmp_path))
    assert root.findtext("layerGeometryType") == "0"
    assert {s.get("type") for s in root.findall("renderer-v2/symbols/symbol")} == {"marker"}


def test_the_file_is_whole(tmp_path: Path) -> None:
    with opened(saved(maps.map_view(WARDS), tmp_path)) as database:
        assert database.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert database.execute("PRAGMA foreign_key_check").fetchall() == []
        assert database.execute("PRAGMA application_id").fetchone() == (0x47504B47,)


@pytest.mark.parametrize("form", [Format.GEOJSON, Format.GPKG])
def test_the_same_moment_gives_the_same_bytes(
    form: Format, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    view = maps.map_view(WARDS)
    first = geographic.write(view, form, LAYOUT)
    assert first == geographic.write(replace(view), form, LAYOUT)
    assert b"2023-11-14" in first


def test_names_that_are_hard_to_write_come_back(tmp_path: Path) -> None:
    view = names.hostile()
    file = saved(view, tmp_path, Layout())
    layer = pyogrio.read_dataframe(file, layer=pyogrio.list_layers(file)[0][0])
    assert tuple(layer["area_name"][: len(names.PLAIN)]) == names.PLAIN
    features = geojson(view, Layout())["features"]
    written = [feature["properties"]["area_name"] for feature in features]
    assert tuple(written[: len(names.PLAIN)]) == names.PLAIN
    assert styled(file).tag == "qgis"


def test_labels_with_markup_are_text_in_the_style() -> None:
    view = maps.map_view(WARDS)
    legend = tuple(replace(e, label=f"<b>{e.label}</b> & \x07 more") for e in view.legend)
    text = qgis.style(replace(view, legend=legend))
    assert text.startswith("<!DOCTYPE qgis")
    labels = [c.get("label") for c in Xml.parse(io.StringIO(text)).iter("category")]
    assert labels == [f"<b>{entry.label}</b> &  more" for entry in view.legend]


def test_other_formats_are_refused() -> None:
    with pytest.raises(ExportError, match="geojson or gpkg"):
        geographic.write(maps.map_view(WARDS), Format.PNG, LAYOUT)
