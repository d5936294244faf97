"""The style in which QGIS opens a GeoPackage: classes, colours and hatches of the view's legend.

QGIS looks for a table `layer_styles` and applies the one marked as default. It reads that table
only where `gpkg_contents` names it.

References
----------
QGIS User Guide, QML, the QGIS Style File Format.
OGC, GeoPackage Encoding Standard, table 'gpkg_contents'.
"""

from __future__ import annotations

import sqlite3
from xml.etree import ElementTree as Xml

from explorer.exports import safe
from explorer.model import AreaKind
from explorer.views import palettes
from explorer.views.base import LegendEntry, MapView, Swatch

GEOMETRY = "geom"
STYLES = "layer_styles"
STYLE_NAME = "As in the explorer"
OUTLINE = palettes.PAPER
_DOCTYPE = "<!DOCTYPE qgis PUBLIC 'http://mrcc.com/qgis.dtd' 'SYSTEM'>\n"
_VERSION = "3.28.0"
_LINES = (Swatch.OUTLINE, Swatch.DASHED)
_HATCHED = {Swatch.HATCH: ("45",), Swatch.POINT_HOLLOW: ("45", "135")}
_CREATE = f"""
CREATE TABLE {STYLES} (
  id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
  f_table_catalog TEXT(256), f_table_schema TEXT(256), f_table_name TEXT(256),
  f_geometry_column TEXT(256), styleName TEXT(30), styleQML TEXT, styleSLD TEXT,
  useAsDefault BOOLEAN, description TEXT, owner TEXT(30), ui TEXT(30), update_time DATETIME
)"""


def add_style(database: sqlite3.Connection, layer: str, view: MapView, moment: str) -> None:
    """Put the view's style into an open GeoPackage as the default of a layer.

    Parameters
    ----------
    database : sqlite3.Connection
        A GeoPackage; the caller commits.
    layer : str
        Name of the layer.
    view : MapView
    moment : str
        When it is made, as GeoPackage writes it: '2026-01-31T12:00:00.000Z'.
    """
    database.execute(_CREATE)
    database.execute(
        "INSERT INTO gpkg_contents (table_name, data_type, identifier, description, last_change, "
        "srs_id) VALUES (?, 'attributes', ?, 'Styles that QGIS applies to the layers', ?, 0)",
        (STYLES, STYLES, moment),
    )
    database.execute("INSERT INTO gpkg_ogr_contents VALUES (?, 1)", (STYLES,))
    database.execute(
        f"INSERT INTO {STYLES} (f_table_catalog, f_table_schema, f_table_name, f_geometry_column, "
        "styleName, styleQML, styleSLD, useAsDefault, description, owner, ui, update_time) "
        "VALUES ('', '', ?, ?, ?, ?, '', 1, ?, '', NULL, ?)",
        (layer, GEOMETRY, STYLE_NAME, style(view), safe.text(view.legend_title), moment),
    )


def style(view: MapView) -> str:
    """Return the view's legend as a QGIS style: one category a class, in the legend's order."""
    is_point = view.area_set.kind is AreaKind.POINT
    root = Xml.Element("qgis", version=_VERSION, styleCategories="Symbology|MapTips")
    renderer = Xml.SubElement(
        root,
        "renderer-v2",
        {"type": "categorizedSymbol", "attr": "class", "forceraster": "0", "symbollevels": "0",
         "enableorderby": "0"},
    )  # fmt: skip
    categories = Xml.SubElement(renderer, "categories")
    symbols = Xml.SubElement(renderer, "symbols")
    drawn = [entry for entry in view.legend if entry.swatch not in _LINES]
    for number, entry in enumerate(drawn):
        Xml.SubElement(
            categories,
            "category",
            {"type": "string", "value": entry.key, "label": safe.text(entry.label),
             "symbol": str(number), "render": "true"},
        )  # fmt: skip
        symbols.append(_marker(str(number), entry) if is_point else _fill(str(number), entry))
    Xml.SubElement(root, "previewExpression").text = '"area_name"'
    Xml.SubElement(root, "layerGeometryType").text = "0" if is_point else "2"
    Xml.indent(root)
    return _DOCTYPE + Xml.tostring(root, encoding="unicode")


def _marker(name: str, entry: LegendEntry) -> Xml.Element:
    """Return a circle filled as an area of the class would be."""
    symbol = _symbol(name, "marker")
    layer = _layer(symbol, "FilledMarker", name="circle", size="3.6", size_unit="MM")
    layer.append(_fill(f"@{name}@0", entry, outline=palettes.INK))
    return symbol


def _fill(name: str, entry: LegendEntry, outline: str = OUTLINE) -> Xml.Element:
    symbol = _symbol(name, "fill")
    _layer(
        symbol,
        "SimpleFill",
        color=_colour(entry.colour),
        style="solid",
        outline_color=_colour(outline if entry.swatch is Swatch.FILL else palettes.NO_DATA_HATCH),
        outline_style="solid",
        outline_width="0.26",
        outline_width_unit="MM",
        joinstyle="round",
    )
    for number, angle in enumerate(_HATCHED.get(entry.swatch, ()), start=1):
        hatch = _layer(symbol, "LinePatternFill", angle=angle, distance="1.4", distance_unit="MM")
        line = _symbol(f"@{name}@{number}", "line")
        _layer(
            line,
            "SimpleLine",
            line_color=_colour(palettes.NO_DATA_HATCH),
            line_style="solid",
            line_width="0.4",
            line_width_unit="MM",
        )
        hatch.append(line)
    return symbol


def _symbol(name: str, kind: str) -> Xml.Element:
    return Xml.Element("symbol", {"type": kind, "name": name, "alpha": "1", "clip_to_extent": "1"})


def _layer(symbol: Xml.Element, of_class: str, **options: str) -> Xml.Element:
    layer = Xml.SubElement(
        symbol, "layer", {"class": of_class, "enabled": "1", "locked": "0", "pass": "0"}
    )
    held = Xml.SubElement(layer, "Option", type="Map")
    for key, value in options.items():
        Xml.SubElement(held, "Option", {"name": key, "type": "QString", "value": value})
    return layer


def _colour(code: str) -> str:
    """Write a hex colour as QGIS does: '18,67,109,255'."""
    return ",".join(str(int(code[i : i + 2], 16)) for i in (1, 3, 5)) + ",255"
