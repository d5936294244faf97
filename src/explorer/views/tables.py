"""The table twin of a map: the same rows, sortable, with interval and reason for every gap."""

from __future__ import annotations

import pandas as pd

from explorer import registry
from explorer.keeping import kept
from explorer.model import Selection
from explorer.views import selections, words
from explorer.views.base import Column, TableView
from explorer.views.maps import describe, map_view

INTERVAL_HELP = "If the figures could be collected again, 95 of 100 such intervals would hold."


@kept(maxsize=512)
def table_view(selection: Selection) -> TableView:
    """Build the table of a selection: every area in the order of its value, then comparators."""
    view = map_view(selection)
    indicator = registry.indicator(view.selection.indicator)
    held = selections.figures(view.selection)
    ordered = view.frame.sort_values("value", kind="stable", na_position="last")
    comparators = held.comparators.assign(
        note=[registry.notes().get(key, "") for key in held.comparators["note"]]
    )
    columns = [
        Column("area_name", words.upper_first(view.area_set.noun)),
        Column("value", indicator.short_name, indicator.decimals, indicator.unit),
    ]
    rows = pd.concat([pd.DataFrame(ordered.drop(columns="geometry")), comparators])
    if rows["lower_95"].notna().any():
        columns += [
            Column("lower_95", "Lower 95% limit", indicator.decimals, help=INTERVAL_HELP),
            Column("upper_95", "Upper 95% limit", indicator.decimals, help=INTERVAL_HELP),
        ]
    if rows["numerator"].notna().any():
        columns.append(Column("numerator", indicator.numerator or "Number", 0))
    if rows["denominator"].notna().any():
        columns.append(Column("denominator", indicator.denominator or "Out of", 0))
    columns.append(Column("area_code", "Code"))
    if (rows["note"] != "").any():
        columns.append(Column("note", "Note"))
    return TableView(
        caption=describe(view.selection),
        columns=tuple(columns),
        frame=rows[[column.key for column in columns]].reset_index(drop=True),
        provenance=view.provenance,
    )
