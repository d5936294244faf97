"""Areas of a small made-up town: two boroughs, one of which redrew its wards."""

import hashlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import geopandas as gpd
import pandas as pd
import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from shapely import Point, Polygon, box

from explorer import areas, store
from explorer.areas import checking, joining, naming, places, sets
from explorer.errors import AreaJoinError, DataFileError, UnknownAreaError

EAST, WEST = "B1", "B2"
OLD_EAST = [("W1", "St. Helen's", box(0, 0, 1, 1)), ("W2", "Mill & Moor", box(1, 0, 2, 1))]
NEW_EAST = [("W3", "Riverside", box(0, 0, 1, 1)), ("W4", "Mill", box(1, 0, 2, 1))]
ALL_WEST = [("W5", "Queen's Gate", box(2, 0, 3, 1)), ("W6", "Holland", box(3, 0, 4, 1))]
SETS: dict[str, tuple[str, list[tuple[str, str, Polygon]], dict[str, Any]]] = {
    "east-2000": (EAST, OLD_EAST, {"valid_from": "2000-05-04", "valid_to": "2014-05-21"}),
    "east-2014": (EAST, NEW_EAST, {"valid_from": "2014-05-22"}),
    "west-2000": (WEST, ALL_WEST, {"valid_from": "2000-05-04"}),
    "old": ("", [*OLD_EAST, *ALL_WEST], {"parts": ["east-2000", "west-2000"]}),
    "new": ("", [*NEW_EAST, *ALL_WEST], {"parts": ["east-2014", "west-2000"]}),
    "boroughs": ("", [(EAST, "East", box(0, 0, 2, 1)), (WEST, "West", box(2, 0, 4, 1))], {}),
}
POSTCODES = [("AB1 1AA", "W1", "W3"), ("AB1 1AB", "W1", "W3"), ("AB1 1AC", "W2", "W4")]
POSTCODES += [("AB1 1AD", "W2", "W3"), ("CD2 2XY", "W5", "W5"), ("CD2 2XZ", "W6", "W6")]
WALKS = {
    ("old", "new"): "W1,W3,99\nW1,W4,1\nW2,W3,10\nW2,W4,10\nW5,W5,1\nW6,W6,1\n",
    ("new", "old"): "W3,W1,99\nW3,W2,10\nW4,W1,1\nW4,W2,10\nW5,W5,1\nW6,W6,1\n",
}


@pytest.fixture(scope="module", autouse=True)
def town(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    folder = tmp_path_factory.mktemp("town")
    (folder / "geo").mkdir()
    (folder / "data").mkdir()
    (folder / "data/manifest.json").write_text('{"files": {}}')
    content = {
        "area_sets": {name: _layer(folder, name, *SETS[name]) for name in SETS},
        "postcodes": {
            **_file(
                folder,
                "postcodes.csv",
                "postcode,easting,northing,old,new\n"
                + "".join(f"{code},1,1,{old},{new}\n" for code, old, new in POSTCODES),
            ),
            "columns": {"old": "old", "new": "new"},
        },
        "crosswalks": [
            {
                "from": old,
                "to": new,
                **_file(folder, f"{old}-{new}.csv", f"from_code,to_code,postcodes\n{rows}"),
            }
            for (old, new), rows in WALKS.items()
        ],
        "web": {"new": _file(folder, "new.js", "{}")},
    }
    (folder / "geo/geographies.yaml").write_text(yaml.safe_dump(content, sort_keys=False))
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("EXPLORER_HOME", str(folder))
        forget()
        yield folder
    forget()


def forget() -> None:
    """Forget every file read so far."""
    for module in (store, sets, places, naming):
        for one in vars(module).values():
            if hasattr(one, "cache_clear"):
                one.cache_clear()


def _layer(
    folder: Path,
    name: str,
    borough: str,
    shapes: list[tuple[str, str, Polygon]],
    more: dict[str, Any],
) -> dict[str, Any]:
    codes, names, geometry = zip(*shapes, strict=True)
    of_west = {code for code, _, _ in ALL_WEST}
    layer = gpd.GeoDataFrame(
        {
            "code": codes,
            "label": names,
            "borough_code": [borough or (WEST if code in of_west else EAST) for code in codes],
        },
        geometry=list(geometry),
        crs="EPSG:4326",
    )
    return {
        "title": name,
        "level": "ward",
        "kind": "polygon",
        "noun": "ward",
        "nouns": "wards",
        "vintage": name,
        "code_field": "code",
        "name_field": "label",
        "crs": "OGC:CRS84",
        "feature_count": len(shapes),
        "source": "made up",
        "licence": "none",
        "credit": "nobody",
        **_file(folder, f"{name}.geojson", layer.to_json(drop_id=True)),
        **more,
    }


def _file(folder: Path, name: str, text: str) -> dict[str, str]:
    (folder / "geo" / name).write_text(text)
    return {"file": f"geo/{name}", "checksum": hashlib.sha256(text.encode()).hexdigest()}


def table(**values: float) -> pd.DataFrame:
    return pd.DataFrame({"area_code": list(values), "value": list(values.values())})


# Sets -------------------------------------------------------------------------------------------


def test_layer_has_the_projects_own_columns_in_the_sets_order() -> None:
    layer = areas.load("new")
    assert list(layer.columns) == ["area_code", "area_name", "borough_code", "geometry"]
    assert tuple(layer["area_code"]) == areas.codes("new") == ("W3", "W4", "W5", "W6")
    assert list(layer.index) == [0, 1, 2, 3]
    assert layer.crs == "EPSG:4326"


def test_changing_a_loaded_layer_changes_nothing_for_the_next_reader() -> None:
    mine = areas.load("new")
    mine.loc[0, "area_name"] = "Mine"
    mine.loc[0, "geometry"] = Point(0, 0)
    again = areas.load("new")
    assert again.loc[0, "area_name"] == "Riverside"
    assert again.geom_type.eq("Polygon").all()


def test_unknown_set_lists_those_there_are() -> None:
    with pytest.raises(UnknownAreaError, match=r"'older'; expected one of .*old, new, boroughs"):
        areas.load("older")


def test_a_code_knows_its_composed_sets_oldest_first() -> None:
    assert areas.sets_of("W5") == ("old", "new")
    assert areas.sets_of("W1") == ("old",)
    assert areas.sets_of("W9") == ()
    assert areas.name_of("W1") == "St. Helen's"
    with pytest.raises(UnknownAreaError, match="'W9'"):
        areas.name_of("W9")


def test_incomplete_declaration_is_a_message() -> None:
    entry = dict(sets.declared()["area_sets"]["new"])
    del entry["title"], entry["crs"]
    with pytest.raises(DataFileError, match=r"geographies\.yaml, new: found title: .*; crs: "):
        sets._area_set("new", entry)


# Join -------------------------------------------------------------------------------------------


def test_join_keeps_every_area_of_the_set_in_order() -> None:
    joined = areas.join(table(W6=6.0, W3=3.0), "new")
    assert joined.frame["value"].fillna(-1).tolist() == [3.0, -1, -1, 6.0]
    assert isinstance(joined.frame, gpd.GeoDataFrame)
    assert joined.report.matched == 2
    assert joined.report.missing == (("W4", "Mill"), ("W5", "Queen's Gate"))
    assert str(joined.report) == "2 of 4 wards have a row; not Mill, Queen's Gate."


def test_join_of_a_whole_table_says_so() -> None:
    report = areas.join(table(W3=1, W4=1, W5=1, W6=1), "new").report
    assert str(report) == "All 4 wards have a row."


def test_the_sets_names_win_over_the_tables() -> None:
    given = table(W3=1.0).assign(area_name="riverside ward")
    assert areas.join(given, "new").frame["area_name"].tolist()[0] == "Riverside"


@given(st.sets(st.sampled_from(["W3", "W4", "W5", "W6"])), st.randoms())
def test_join_is_one_to_one_whatever_the_order(chosen: set[str], random: Any) -> None:
    order = sorted(chosen)
    random.shuffle(order)
    joined = areas.join(table(**{code: float(code[1]) for code in order}), "new")
    assert tuple(joined.frame["area_code"]) == areas.codes("new")
    assert joined.report.matched + len(joined.report.missing) == 4
    held = joined.frame.dropna(subset=["value"])
    assert held["area_code"].tolist() == sorted(chosen)
    assert held["value"].tolist() == [float(code[1]) for code in sorted(chosen)]


@pytest.mark.parametrize(
    ("given", "area_set", "message"),
    [
        (
            ["W1"],
            "new",
            "W1 St. Helen's belongs to old, in force to 21 May 2014; this map uses new",
        ),
        (
            ["W3"],
            "old",
            "W3 Riverside belongs to new, in force from 22 May 2014; this map uses old",
        ),
        (["W1", "W2"], "new", "W1 St. Helen's, W2 Mill & Moor belong to old, in force to"),
        (["B1"], "new", "B1 East belongs to boroughs; this map uses new"),
        (["W3", "W4", "W3"], "new", "more than one row for W3 Riverside"),
        (["W3", "X1", "X2"], "new", "X1, X2, known to no area set"),
        (["W3", None], "new", "1 rows without an area code"),
    ],
)
def test_what_does_not_belong_together_is_an_error(
    given: list[str | None], area_set: str, message: str
) -> None:
    with pytest.raises(AreaJoinError) as caught:
        areas.join(pd.DataFrame({"area_code": given, "value": 1.0}), area_set)
    assert message in str(caught.value)


def test_every_fault_of_a_table_is_reported_at_once() -> None:
    with pytest.raises(AreaJoinError) as caught:
        areas.join(pd.DataFrame({"area_code": ["W1", "W3", "W3", "X1"]}), "new")
    assert len(caught.value.problems) == 3


def test_a_table_without_codes_is_an_error() -> None:
    with pytest.raises(AreaJoinError, match="a column area_code"):
        areas.join(pd.DataFrame({"ward": ["W1"]}), "new")


def test_long_lists_are_cut() -> None:
    assert joining.listed("abcde") == "a, b, c, d, e"
    assert joining.listed("abcdefg") == "a, b, c, d, e and 2 more"


# Names ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "area_set", "code"),
    [
        ("w5", "new", "W5"),
        ("Queens Gate", "new", "W5"),
        ("QUEEN’S GATE", "new", "W5"),
        ("saint helens", "old", "W1"),
        ("Mill and Moor", "old", "W2"),
        ("St Helen's", "new", "W3"),
        ("Riverside", "old", "W1"),
    ],
)
def test_names_resolve_as_people_write_them(name: str, area_set: str, code: str) -> None:
    assert areas.resolve(name, area_set) == code


@given(st.sampled_from(["W1", "W2", "W5", "W6"]), st.data())
def test_case_and_punctuation_never_matter(code: str, data: st.DataObject) -> None:
    name = areas.name_of(code)
    written = "".join(
        data.draw(st.sampled_from([one.upper(), one.lower()]))
        for one in name
        if one not in "'." or data.draw(st.booleans())
    )
    assert areas.resolve(f" {written} ", "old") == code


@given(st.text())
def test_plain_names_are_plain_already(name: str) -> None:
    assert naming.plain(naming.plain(name)) == naming.plain(name)


@pytest.mark.parametrize(
    ("name", "area_set", "message"),
    [
        ("Hollnd", "new", "The nearest names are Holland (W6)"),
        ("Mill & Moor", "new", "in old a ward with other boundaries (50% of its postcodes lie in"),
        ("W1", "new", "W1 St. Helen's belongs to old, in force to 21 May 2014; this map uses new"),
        ("East", "new", "'East', in boroughs a ward"),
    ],
)
def test_unknown_names_are_errors_that_help(name: str, area_set: str, message: str) -> None:
    with pytest.raises(UnknownAreaError) as caught:
        areas.resolve(name, area_set)
    assert message in str(caught.value)


def test_a_name_of_two_areas_asks_for_the_code(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(naming, "_codes_by_name", lambda _: {"holland": ("W5", "W6")})
    with pytest.raises(UnknownAreaError, match="stands for W5 Queen's Gate, W6 Holland"):
        areas.resolve("Holland", "new")


# Postcodes, points, crosswalks ------------------------------------------------------------------


@pytest.mark.parametrize("written", ["AB1 1AD", "ab11ad", " Ab1  1aD "])
def test_postcodes_are_found_however_written(written: str) -> None:
    assert areas.ward_of_postcode(written, "new") == "W3"
    assert areas.ward_of_postcode(written, "old") == "W2"


@pytest.mark.parametrize(
    ("written", "area_set", "message"),
    [
        ("AB1", "new", "Give all of it"),
        ("", "new", "a whole postcode"),
        ("", "new", "choose a name instead"),
        ("AB1 1ZZ", "new", "a whole postcode in use in East or West"),
        ("AB9", "new", "No postcode in East or West begins like that"),
        ("AB1 1AA", "boroughs", "one of old, new"),
    ],
)
def test_other_postcodes_are_errors_that_help(written: str, area_set: str, message: str) -> None:
    with pytest.raises(UnknownAreaError, match=message):
        areas.ward_of_postcode(written, area_set)


@pytest.mark.parametrize("written", ["AB1", "AB1 1ZZ", "somewhere AB1"])
def test_a_message_about_a_postcode_never_repeats_it(written: str) -> None:
    with pytest.raises(UnknownAreaError) as caught:
        areas.ward_of_postcode(written, "new")
    assert "AB1" not in str(caught.value)
    assert "1ZZ" not in str(caught.value)


def test_crosswalk_weights_share_out_each_area() -> None:
    walk = areas.crosswalk("old", "new")
    assert walk.groupby("from_code")["weight"].sum().tolist() == pytest.approx([1, 1, 1, 1])
    assert walk.loc[walk["from_code"] == "W2", "weight"].tolist() == [0.5, 0.5]
    with pytest.raises(UnknownAreaError, match="one of old to new, new to old"):
        areas.crosswalk("old", "boroughs")


def test_the_official_postcode_wins_over_location() -> None:
    points = gpd.GeoDataFrame(
        {"postcode": ["AB1 1AD", "ZZ9 9ZZ", "ZZ9 9ZZ"]},
        geometry=[Point(1.5, 0.5), Point(2.5, 0.5), Point(9, 9)],
        crs="EPSG:4326",
        index=[7, 8, 9],
    )
    placed = areas.locate(points, "new")
    assert placed["located_code"].tolist() == ["W3", "W5", ""]
    assert placed["located_name"].tolist() == ["Riverside", "Queen's Gate", ""]
    assert placed["located_by"].tolist() == ["postcode", "location", ""]
    assert placed.index.tolist() == [7, 8, 9]
    assert areas.locate(points[["geometry"]], "new")["located_code"].tolist() == ["W4", "W5", ""]


# Check ------------------------------------------------------------------------------------------


def test_a_whole_town_has_no_problems() -> None:
    assert areas.check() == []


@pytest.mark.parametrize(
    ("change", "found"),
    [
        (lambda layer: layer.iloc[:1], "1 areas"),
        (lambda layer: layer.assign(area_code="W3"), "more than one area with the code W3"),
        (lambda layer: layer.assign(area_code=["", "W2"]), "areas without a code"),
        (lambda layer: layer.assign(area_name=["", "Mill"]), "no name for W1"),
        (lambda layer: layer.assign(geometry=layer.centroid), "shapes of another kind for W1, W2"),
        (
            lambda layer: layer.assign(geometry=[box(0, 0, 1.2, 1), box(1, 0, 2, 1)]),
            "areas that overlap",
        ),
        (
            lambda layer: layer.assign(
                geometry=[Polygon([(0, 0), (1, 1), (1, 0), (0, 1)]), box(1, 0, 2, 1)]
            ),
            "broken shapes for W1",
        ),
    ],
)
@pytest.mark.filterwarnings("ignore:Geometry is in a geographic CRS")
def test_each_fault_of_a_layer_is_found(
    change: Callable[[gpd.GeoDataFrame], gpd.GeoDataFrame], found: str
) -> None:
    layer = change(areas.load("east-2000"))
    problems = checking.check_layer(layer, areas.area_set("east-2000"))
    assert any(found in problem.found for problem in problems)
    assert all(problem.where == "geo/east-2000.geojson" for problem in problems)


@pytest.mark.parametrize("name", ["new.geojson", "postcodes.csv", "old-new.csv", "new.js"])
def test_damaged_and_missing_files_are_named_with_a_remedy(town: Path, name: str) -> None:
    file = town / "geo" / name
    whole = file.read_text()
    try:
        file.write_text(whole.replace("W", "V") + " ")
        forget()
        assert [problem.where for problem in areas.check()] == [f"geo/{name}"]
        file.unlink()
        forget()
        assert [problem.found for problem in areas.check()] == ["no such file"]
    finally:
        file.write_text(whole)
        forget()
