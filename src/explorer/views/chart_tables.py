"""The table twin of a chart: the figures that it draws, under the words of its axes."""

from __future__ import annotations

from explorer.views.base import ChartView, Column, TableView


def of_chart(view: ChartView) -> TableView:
    """Build the table of a chart: a row a mark, without what only says how marks are drawn."""
    headings = {
        "label": Column("label", view.label_heading or "Area"),
        "group": Column("group", "Group"),
        "period": Column("period", "Period"),
        "x": Column("x", view.x_label or "Across", view.decimals),
        "value": Column("value", view.value_label, view.decimals),
        "lower_95": Column("lower_95", "Lower 95% limit", view.decimals),
        "upper_95": Column("upper_95", "Upper 95% limit", view.decimals),
        "said": Column("said", "Figure"),
    }
    figures = view.frame.dropna(subset=["value"]) if "value" in view.frame else view.frame
    columns = tuple(
        column for key, column in headings.items() if key in figures and figures[key].notna().any()
    )
    return TableView(
        caption=view.title,
        columns=columns,
        frame=figures[[column.key for column in columns]].reset_index(drop=True),
        provenance=view.provenance,
        notes=(view.subtitle,) if view.subtitle else (),
    )
