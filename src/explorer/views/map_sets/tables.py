"""The tables of several maps: every area of every map, counts of the classes, maps side by side."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from explorer import registry
from explorer.model import Indicator
from explorer.views import words
from explorer.views.base import Column, MapSet, Panel, TableView


def table(view: MapSet) -> TableView:
    """Return every area of every map as one table, a row for each area of each map."""
    first = view.panels[0].view
    indicator = registry.indicator(first.selection.indicator)
    rows = pd.concat([_rows(panel) for panel in view.panels], ignore_index=True)
    limits = [
        Column("lower_95", "Lower 95% limit", indicator.decimals),
        Column("upper_95", "Upper 95% limit", indicator.decimals),
    ]
    columns = (
        Column("map", "Map"),
        Column("area_name", "Area"),
        Column("area_code", "Code"),
        Column("value", "Figure", indicator.decimals, indicator.unit),
        *(limits if rows["lower_95"].notna().any() else ()),
        *_counted(rows, indicator),
        Column("class_label", "Class on the map"),
        Column("colour", "Colour on the map"),
        Column("note", "Note"),
        Column("period", "Period"),
        Column("area_set", "Areas"),
        Column("standing", "Standing"),
    )
    keys = [column.key for column in columns]
    return TableView(view.subtitle, columns, rows[keys], view.provenance)


def counts_table(view: MapSet) -> TableView:
    """Return how many areas of each map are drawn as each entry of the legend says."""
    entries = [entry for entry in view.legend if view.counts(entry)]
    columns = {f"map-{i}": panel.title for i, panel in enumerate(view.panels)}
    counts = zip(*(view.counts(entry) for entry in entries), strict=True)
    frame = pd.DataFrame({"class_label": [entry.label for entry in entries]}).assign(
        **dict(zip(columns, counts, strict=True))
    )
    return TableView(
        f"Number of {view.area_set.nouns} in each class of each map",
        (
            Column("class_label", view.legend_title),
            *(Column(key, title, 0) for key, title in columns.items()),
        ),
        frame,
        view.provenance,
    )


def side_by_side(view: MapSet) -> tuple[TableView, ...]:
    """Return for each set of areas a table with a column for each of its maps."""
    return tuple(
        _across([panel for panel in view.panels if panel.view.area_set == area_set])
        for area_set in view.area_sets
    )


def _across(held: Sequence[Panel]) -> TableView:
    first = held[0].view
    indicator = registry.indicator(first.selection.indicator)
    frame = pd.DataFrame(first.frame[["area_name", "area_code"]])
    columns = []
    for number, panel in enumerate(held):
        values = panel.view.frame.set_index("area_code")["value"]
        frame[f"map-{number}"] = frame["area_code"].map(values)
        columns.append(Column(f"map-{number}", panel.title, indicator.decimals, indicator.unit))
    titles = words.in_sentence([words.lower_first(panel.title) for panel in held])
    caption = f"{indicator.name}, by {first.area_set.noun}: {titles}. {first.area_set.title}"
    named = Column("area_name", words.upper_first(first.area_set.noun))
    return TableView(
        caption, (named, *columns, Column("area_code", "Code")), frame, first.provenance
    )


def _rows(panel: Panel) -> pd.DataFrame:
    view = panel.view
    labels = {entry.key: entry.label for entry in view.legend}
    return pd.DataFrame(view.frame.drop(columns="geometry")).assign(
        map=panel.title,
        class_label=[labels[key] for key in view.frame["class_key"]],
        period=view.provenance.period,
        area_set=view.provenance.areas,
        standing=view.provenance.standing.value,
    )


def _counted(rows: pd.DataFrame, indicator: Indicator) -> tuple[Column, ...]:
    columns = (
        Column("numerator", indicator.numerator or "Number", 0),
        Column("denominator", indicator.denominator or "Out of", 0),
    )
    return tuple(column for column in columns if rows[column.key].notna().any())
