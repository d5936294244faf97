"""A map as rows: what GeoJSON, GeoPackage, CSV and XLSX all hold, read from the view alone."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import TYPE_CHECKING

import pandas as pd

from explorer import registry
from explorer.exports.base import Stamp
from explorer.registry import NUMBERS
from explorer.views import selections, words
from explorer.views.base import Column, MapSet, MapView, TableView

if TYPE_CHECKING:
    import geopandas as gpd

COMPARATOR = "Comparator"


def of(view: MapView) -> gpd.GeoDataFrame:
    """Return the areas of a map as they are drawn.

    Returns
    -------
    geopandas.GeoDataFrame
        One row an area, in the view's order, WGS 84: `area_code`, `area_name`, the figures of
        `registry.NUMBERS` as held (missing as NaN), `note`, `class`, `class_label` and `colour` as
        in the legend, `measure`, `unit`, `period`, `area_set`, `vintage`, `standing`, `source`,
        `geometry`.
    """
    labels = {entry.key: entry.label for entry in view.legend}
    drawn = view.frame[["area_code", "area_name", *NUMBERS, "note", "class_key", "colour"]]
    told = view.provenance
    return view.frame[["geometry"]].assign(
        **drawn.rename(columns={"class_key": "class"}),
        class_label=[labels[key] for key in drawn["class_key"]],
        measure=told.measure,
        unit=registry.indicator(view.selection.indicator).unit,
        period=told.period,
        area_set=view.area_set.id,
        vintage=view.area_set.vintage,
        standing=told.standing.value,
        source=told.source,
    )[[*_FIELDS, "geometry"]]


def with_comparators(view: MapView) -> pd.DataFrame:
    """Return the areas of a map, then the boroughs, region and country of the same release.

    Returns
    -------
    pandas.DataFrame
        Columns of `of` without shapes, and first `level`: 'Ward' or another noun, 'Comparator'
        for rows that no map draws; those have neither class nor area set.
    """
    areas = pd.DataFrame(of(view).drop(columns="geometry"))
    areas.insert(0, "level", words.upper_first(view.area_set.noun))
    held = selections.figures(view.selection).comparators
    others = held[["area_code", "area_name", *NUMBERS]].assign(
        level=COMPARATOR,
        note=[registry.notes().get(key, "") for key in held["note"]],
        **{key: areas[key].iloc[0] for key in _OF_ALL},
    )
    rows = pd.concat([areas, others], ignore_index=True)
    texts = [column for column in rows.columns if column not in NUMBERS]
    rows[texts] = rows[texts].fillna("")
    return rows


def table(view: MapView) -> TableView:
    """Return a map as one table: every area with its class, then the comparators.

    What holds for every row, such as the source, stands in the file's cover and not here.
    """
    indicator = registry.indicator(view.selection.indicator)
    rows = with_comparators(view)
    held = [column for column in NUMBERS if rows[column].notna().any() or column == "value"]
    named = {
        "value": Column("value", indicator.short_name, indicator.decimals, indicator.unit),
        "lower_95": Column("lower_95", "Lower 95% limit", indicator.decimals),
        "upper_95": Column("upper_95", "Upper 95% limit", indicator.decimals),
        "numerator": Column("numerator", indicator.numerator or "Number", 0),
        "denominator": Column("denominator", indicator.denominator or "Out of", 0),
    }
    columns = (
        Column("area_name", "Area"),
        Column("area_code", "Code"),
        Column("level", "Kind of area"),
        *(named[column] for column in held),
        Column("class_label", "Class on the map"),
        Column("note", "Note"),
        Column("class", "Key of the class"),
        Column("colour", "Colour on the map"),
    )
    return TableView(
        caption=view.subtitle,
        columns=columns,
        frame=rows[[column.key for column in columns]],
        provenance=view.provenance,
    )


def as_json(view: MapView | MapSet) -> str:
    """Return the areas of a map, or of several, as JSON: what is drawn of each, and why.

    One object an area: `area_code`, `area_name`, `value` (null where there is none), `class`,
    `class_label`, `colour`, `note`; of several maps first `map`, the title of the area's own.
    """
    maps = [("", view)] if isinstance(view, MapView) else [(p.title, p.view) for p in view.panels]
    return json.dumps(
        [{"map": title, **row} if title else row for title, one in maps for row in _drawn(one)],
        ensure_ascii=False,
        separators=(",", ":"),
    )


def _drawn(view: MapView) -> Iterator[dict[str, object]]:
    labels = {entry.key: entry.label for entry in view.legend}
    columns = ("area_code", "area_name", "value", "class_key", "colour", "note")
    for code, name, value, key, colour, note in zip(
        *(view.frame[column] for column in columns), strict=True
    ):
        yield {
            "area_code": code,
            "area_name": name,
            "value": None if pd.isna(value) else float(value),
            "class": key,
            "class_label": labels[key],
            "colour": colour,
            "note": note,
        }


def told(stamp: Stamp) -> dict[str, str]:
    """Return what a file says of itself by names that programs can read, in reading order."""
    pairs = {
        "title": stamp.title,
        "subtitle": stamp.subtitle,
        "measure": stamp.measure,
        "period": stamp.period,
        "areas": stamp.areas,
        "in_force": stamp.in_force,
        "standing": stamp.standing.lower(),
        "source": stamp.source,
        "licence": stamp.licence,
        "boundary_credit": stamp.boundary_credit,
        "caveats": " ".join(stamp.notes),
        "made_on": stamp.made.date().isoformat(),
        "made_with": stamp.version,
        "data_version": stamp.data_version,
        "permalink": stamp.permalink,
    }
    return {key: text for key, text in pairs.items() if text}


_OF_ALL = ("measure", "unit", "period", "standing", "source")
_FIELDS = (
    "area_code",
    "area_name",
    *NUMBERS,
    "note",
    "class",
    "class_label",
    "colour",
    *_OF_ALL[:3],
    "area_set",
    "vintage",
    *_OF_ALL[3:],
)
