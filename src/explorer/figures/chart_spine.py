"""The spine: measures of any unit on one scale, worse to the left, over their areas' spread."""

from __future__ import annotations

import altair as alt
import pandas as pd

from explorer.figures import chart_parts as parts
from explorer.figures.chart_parts import LEAST, MOST, Shape
from explorer.views.base import BESIDE, ChartView

SHAPES = ("circle", "diamond", "triangle-up", "triangle-down", "square", "cross")
"""Marks of the groups in order, so that colour never stands alone."""
WHOLE = 1000
"""How far from the middle the best and the worst stand in the table that is drawn."""
_SPREAD = ("least", "most", "band_low", "band_high")


def spine_table(_view: ChartView, frame: pd.DataFrame) -> pd.DataFrame:
    """Return one row a mark; the first of each label carries the spread of its areas.

    Places are written in whole thousandths, which weigh half as much and are finer than a dot.
    """
    table = parts.chosen(frame, ["label", "group", "value", LEAST, MOST, *_SPREAD, "said"])
    places = table.select_dtypes("float").columns
    table[places] = (WHOLE * table[places].astype(float)).round()
    kinds = dict.fromkeys(places, "Int16") | {"label": "category", "group": "category"}
    return table.astype(kinds)


def spine(shape: Shape) -> alt.LayerChart:
    """Draw each measure's marks over the band of its middle half, within the reach of all areas."""
    names = [name for name, _ in shape.groups]
    legend = parts.legend()
    legend.columns, legend.labelLimit = parts.by_width(1, 2), parts.by_width(220, 400)
    given = {BESIDE: shape.ink.mark}
    inks = [given.get(colour, shape.ink.quiet) for _, colour in shape.groups]
    inks[0] = shape.ink.accent
    quiet = alt.value(shape.ink.quiet)
    reach = alt.Chart().mark_rule(strokeWidth=1, opacity=0.6)
    band = alt.Chart().mark_bar(height={"band": 0.72}, opacity=0.28)
    middle = (
        alt.Chart()
        .mark_rule(strokeDash=[4, 3])
        .encode(x=alt.XDatum(0), y=alt.value(0), y2=alt.value("height"), color=quiet)
    )
    point = (
        alt.Chart()
        .mark_point(filled=True, size=alt.ExprRef(f"datum.group === {names[0]!r} ? 90 : 46"))
        .encode(
            x="value:Q",
            shape=alt.Shape(
                "group:N",
                title=None,
                legend=legend,
                scale=alt.Scale(domain=names, range=list(SHAPES[: len(names)])),
            ),
            color=alt.Color(
                "group:N",
                title=None,
                legend=legend,
                scale=alt.Scale(domain=names, range=inks),
            ),
            opacity=alt.value(1),
        )
    )
    layers = [
        middle,
        reach.encode(x=_worse_to_better(shape), x2="most:Q", color=quiet),
        band.encode(x="band_low:Q", x2="band_high:Q", color=quiet),
        point,
    ]
    if shape.has_intervals:
        interval = alt.Chart().mark_rule(strokeWidth=2.5).encode(x=f"{LEAST}:Q", x2=f"{MOST}:Q")
        layers.insert(3, interval.encode(color=alt.value(shape.ink.accent)))
    return alt.layer(*layers).encode(
        y=alt.Y(
            "label:N",
            sort=None,
            title=None,
            axis=alt.Axis(labelLimit=parts.by_width(190, 320), labelOverlap=False, grid=True),
        ),
        tooltip=[alt.Tooltip("label:N", title="title"), alt.Tooltip("said:N", title="Figure")],
    )


def _worse_to_better(shape: Shape) -> alt.X:
    return alt.X(
        "least:Q",
        title=shape.value_label,
        scale=alt.Scale(domain=[-WHOLE, WHOLE], nice=False),
        axis=alt.Axis(
            values=[-WHOLE, 0, WHOLE],
            grid=False,
            orient="top",
            labelExpr="datum.value < 0 ? 'worse' : datum.value > 0 ? 'better' : 'same'",
        ),
    )
