"""An area has one value, class, colour and note, on the screen and in every file.

A format joins by a function in `READERS`: it writes the view, reads the file back without our code
and gives, by area code, what the file holds of these, the class by its key and in words.
"""

from __future__ import annotations

import csv
import io
import json
import sqlite3
from collections.abc import Callable, Mapping
from typing import Any
from unittest import mock

import numpy as np
import openpyxl
import pytest
import shapely
from docx import Document
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from matplotlib.colors import to_hex
from matplotlib.figure import Figure
from matplotlib.patches import Circle, Patch
from numpy.typing import NDArray
from PIL import Image

from explorer import registry
from explorer.exports import geographic, picture, records, table, word, workbook
from explorer.exports.base import Format, stamp
from explorer.figures import print_map, web_map
from explorer.model import Selection
from explorer.views import of_selection, selections, tables
from explorer.views.base import MapView
from explorer.views.layout import Labels, Layout

Held = Mapping[str, Mapping[str, object]]
LAYOUT = Layout()
PICTURE = Layout(dpi=60, labels=Labels.NONE, context=False)
DEEP = 3.0
"""Pixels from an area's middle to its border, where no border colours the pixel."""
SELECTIONS = [
    Selection(indicator.id, area_set=area_set)
    for indicator in registry.indicators().values()
    for area_set in indicator.area_sets
]
COMPARED = [
    Selection("life-expectancy", layer=selections.BENCHMARK),
    Selection("life-expectancy", by=(("sex", "female"),), layer=selections.BENCHMARK),
]


def in_view(view: MapView) -> Held:
    labels = {entry.key: entry.label for entry in view.legend}
    rows = view.frame[["area_code", "value", "note", "class_key", "colour"]]
    return {
        code: {
            "value": number(value),
            "note": note,
            "class": key,
            "class_label": labels[key],
            "colour": colour,
        }
        for code, value, note, key, colour in rows.itertuples(index=False)
    }


def on_the_web_map(view: MapView) -> Held:
    drawn = json.loads(web_map.layer(view).drawing)
    colours = [colour for colour, *_ in drawn["classes"]]
    return {code: {"colour": colours[place]} for code, (place, _) in drawn["areas"].items()}


def in_the_table_beside_it(view: MapView) -> Held:
    frame = tables.table_view(view.selection).frame
    if "note" not in frame:
        frame = frame.assign(note="")
    frame = frame[frame["area_code"].isin(view.frame["area_code"])]
    rows = frame[["area_code", "value", "note"]].itertuples(index=False)
    return {code: {"value": number(value), "note": note} for code, value, note in rows}


def in_csv(view: MapView) -> Held:
    text = table.write_map(view, stamp(view, LAYOUT)).decode()
    return {
        row["area_code"]: {**row, "value": number(row["value"])}
        for row in csv.DictReader(io.StringIO(text, newline=""))
        if row["level"] != records.COMPARATOR
    }


def in_geojson(view: MapView) -> Held:
    features = json.loads(geographic.write(view, Format.GEOJSON, LAYOUT))["features"]
    return {feature["id"]: feature["properties"] for feature in features}


def in_geopackage(view: MapView) -> Held:
    database = sqlite3.connect(":memory:")
    database.deserialize(geographic.write(view, Format.GPKG, LAYOUT))
    database.row_factory = sqlite3.Row
    ((name,),) = database.execute("SELECT table_name FROM gpkg_geometry_columns").fetchall()
    rows = database.execute(f'SELECT * FROM "{name}"').fetchall()
    database.close()
    return {row["area_code"]: dict(row) for row in rows}


def in_xlsx(view: MapView) -> Held:
    content = workbook.write([records.table(view)], stamp(view, LAYOUT))
    book = openpyxl.load_workbook(io.BytesIO(content), read_only=True)
    header, *rows = list(book["Table 1"].iter_rows(values_only=True))[3:]
    place = {str(heading): number for number, heading in enumerate(header)}
    value = place["Kind of area"] + 1
    return {
        str(row[place["Code"]]): {
            "value": None if isinstance(row[value], str) else row[value],
            "note": row[place["Note"]] or "",
            "class": row[place["Key of the class"]],
            "class_label": row[place["Class on the map"]],
            "colour": row[place["Colour on the map"]],
        }
        for row in rows
        if row[place["Kind of area"]] != records.COMPARATOR
    }


def in_png(view: MapView) -> Held:
    """Read the figures inside a picture; class and colour of each area as they are painted."""
    image, drawn = _painted(view)
    key_of = {
        _fill(artist): name.removeprefix("legend-")
        for name, artist in drawn.items()
        if name.startswith("legend-")
    }
    found = {}
    for row in json.loads(image.text["Figures"]):
        area = drawn[f"area-{row['area_code']}"]
        painted = {"class": key_of[_fill(area)], "colour": _fill(area)[0]}
        assert {key: row[key] for key in painted} == painted
        found[row["area_code"]] = {**row, **painted}
    return found


def in_the_pixels(view: MapView) -> Held:
    """Read the colours of a picture where nothing but an area's class colours them."""
    image, drawn = _painted(view)
    pixels = np.asarray(image)
    seen = {code: _pixel_in(drawn[f"area-{code}"], pixels) for code in view.frame["area_code"]}
    return {code: {"colour": colour} for code, colour in seen.items() if colour}


def _painted(view: MapView) -> tuple[Image.Image, dict[str, Patch]]:
    """Return a map's PNG, and by name what was painted on it."""
    sheets: list[Figure] = []

    def draw(*given: Any) -> Figure:
        sheets.append(print_map.draw(*given))
        return sheets[-1]

    with mock.patch.object(picture, "print_map", mock.Mock(wraps=print_map, draw=draw)):
        image = Image.open(io.BytesIO(picture.write_map(view, Format.PNG, PICTURE)))
    return image, {
        str(artist.get_gid()): artist
        for layer in sheets[0].artists
        for artist in getattr(layer, "children", ())
        if isinstance(artist, Patch)
    }


def _fill(patch: Patch) -> tuple[str, bool]:
    return to_hex(patch.get_facecolor()).upper(), bool(patch.get_hatch())


def _pixel_in(patch: Patch, pixels: NDArray[np.uint8]) -> str:
    """Return the commonest colour deep in an area, symbols aside; '' where hatching may be."""
    if patch.get_hatch() or isinstance(patch, Circle):
        return ""
    outline = patch.get_transform().transform_path(patch.get_path())
    rings = [ring for ring in outline.to_polygons() if len(ring) > 3]
    circle = shapely.maximum_inscribed_circle(shapely.Polygon(max(rings, key=len)), 0.25)
    if circle.length < DEEP or len(rings) > 1:
        return ""
    x, y = circle.coords[0]
    reach, row = int(circle.length / 2), int(len(pixels) - y)
    deep = pixels[row - reach : row + reach + 1, int(x) - reach : int(x) + reach + 1]
    colours, counts = np.unique(deep.reshape(-1, deep.shape[-1]), axis=0, return_counts=True)
    return to_hex(colours[counts.argmax()] / 255).upper()


def in_word(view: MapView) -> Held:
    """Read the table of a Word document, where numbers are written as a reader sees them."""
    picture = io.BytesIO()
    Image.new("1", (1, 1)).save(picture, "PNG")
    with mock.patch.object(word.picture, "write_map", return_value=picture.getvalue()):
        content = word.write(view, tables.table_view(view.selection), LAYOUT)
    decimals = registry.indicator(view.selection.indicator).decimals
    values = {code: held["value"] for code, held in in_view(view).items()}
    header, *rows = Document(io.BytesIO(content)).tables[0]._tbl.tr_lst
    place = {text_of(cell): number for number, cell in enumerate(header.tc_lst)}
    found = {}
    for cells in (row.tc_lst for row in rows):
        code = text_of(cells[place["Code"]])
        if code not in values:
            continue
        drawn = cells[place["Class on the map"]]
        shown = text_of(cells[1]).replace(",", "").replace("−", "-")
        value = values[code]
        if value is None:
            is_same = shown in ("withheld", "no figure")
        else:
            is_same = float(shown) == pytest.approx(value, abs=0.5000001 * 10**-decimals)
        found[code] = {
            "value": value if is_same else shown,
            "class_label": text_of(drawn),
            "colour": f"#{drawn.tcPr.find(qn('w:shd')).get(qn('w:fill'))}",
            "note": text_of(cells[place["Note"]]) if "Note" in place else "",
        }
    return found


def text_of(element: BaseOxmlElement) -> str:
    return "".join(text.text or "" for text in element.iter(qn("w:t")))


READERS: dict[str, Callable[[MapView], Held]] = {
    "web map": on_the_web_map,
    "png": in_png,
    "table": in_the_table_beside_it,
    "csv": in_csv,
    "geojson": in_geojson,
    "geopackage": in_geopackage,
    "xlsx": in_xlsx,
    "word": in_word,
}
# gptables speaks to pandas in ways that a later pandas will not understand.
pytestmark = [
    pytest.mark.filterwarnings("error::UserWarning"),
    pytest.mark.filterwarnings("ignore::pandas.errors.Pandas4Warning"),
]
FIELDS = ("value", "class", "class_label", "colour", "note")


def number(value: object) -> float | None:
    """Return a figure read back as a number, or None where there is none."""
    given = float(str(value)) if str(value) else np.nan
    return None if np.isnan(given) else given


def name_of(selection: Selection) -> str:
    groups = (group for _, group in selection.by)
    parts = (selection.indicator, selection.area_set, *groups, selection.layer)
    return ", ".join(part for part in parts if part)


@pytest.mark.parametrize("selection", [*SELECTIONS, *COMPARED], ids=name_of)
def test_value_class_colour_and_note_are_the_same_on_screen_and_in_every_file(
    selection: Selection,
) -> None:
    view = of_selection.map_view(selection)
    wanted = in_view(view)
    for form, read in READERS.items():
        found = read(view)
        assert set(found) == set(wanted), form
        for code, held in found.items():
            same = {field: held[field] for field in FIELDS if field in held}
            assert same, form
            assert same == {field: wanted[code][field] for field in same}, f"{form}, {code}"


def test_every_indicator_and_area_set_is_read() -> None:
    assert {selection.indicator for selection in SELECTIONS} == set(registry.indicators())
    assert len(SELECTIONS) >= len(registry.indicators())


@pytest.mark.parametrize(
    "selection",
    [*COMPARED, Selection("life-expectancy"), Selection("pm25", palette="grey")],
    ids=name_of,
)
def test_a_picture_has_the_very_colours_of_its_legend(selection: Selection) -> None:
    view = of_selection.map_view(selection)
    wanted = in_view(view)
    seen = in_the_pixels(view)
    assert len(seen) >= 15
    assert {code: held["colour"] for code, held in seen.items()} == {
        code: wanted[code]["colour"] for code in seen
    }
