"""The outcomes page: the finding, each measure, what is not known, and the Better Care Fund."""

from __future__ import annotations

import math

import pandas as pd

from explorer import registry
from explorer.keeping import kept
from explorer.model import Polarity, Standing
from explorer.views import words
from explorer.views.base import (
    ChartKind,
    ChartView,
    Column,
    Passage,
    Provenance,
    ReferenceLine,
    TableView,
)
from explorer.views.evidence.statements import documents
from explorer.views.outcomes.framework import FRAMEWORK, Agreement, Comparison, Metric, metrics

GAPS = "outcomes-framework-gaps"
CARE_FUND = "better-care-fund"
SHARES = "%"
NO_INTERVALS = (
    "The framework prints no intervals, so from its figures alone nobody can tell which of these "
    "differences chance could explain. Where it calls different figures similar, that judgement "
    "rests on intervals that are not printed: it may be right, but it cannot be followed."
)


@kept(maxsize=1)
def headline() -> str:
    """Say how many printed comparisons follow from the printed figures."""
    printed = [
        c for m in metrics() for c in m.comparisons if c.agreement is not Agreement.NOT_PRINTED
    ]
    follow = sum(c.agreement is Agreement.FOLLOWS for c in printed)
    region = registry.places().region.name
    return (
        f"Of {len(printed)} comparisons with {region} that the outcomes framework prints, "
        f"{follow} follow from its own figures"
    )


@kept(maxsize=1)
def subtitle() -> str:
    """Say how the other comparisons fare."""
    every = [c.agreement for m in metrics() for c in m.comparisons]
    region = registry.places().region.name
    parts = {
        Agreement.UNSEEN: "call different figures similar, on intervals that are not printed",
        Agreement.NO_FIGURE: f"stand beside no figure of {region} in the same unit",
        Agreement.CONTRADICTS: "go against the figures",
    }
    said = [f"{every.count(what)} {how}" for what, how in parts.items() if what in every]
    gaps = len(unknown())
    return (
        f"{'; '.join(said)}. {gaps} more measures are named without any "
        f"figure. All as printed in {documents()[_document()]}."
    )


@kept(maxsize=8)
def chart(borough: str) -> ChartView:
    """Build the chart of how far a borough stands from the region in each share."""
    region = registry.places().region.name
    rows = [
        {"label": metric.short, "value": comparison.difference, "highlight": False}
        for metric in metrics()
        for comparison in metric.comparisons
        if comparison.borough == borough
        and metric.unit == SHARES
        and not math.isnan(comparison.difference)
    ]
    frame = pd.DataFrame(rows).sort_values("value", ascending=False, kind="stable")
    highest, lowest = frame.iloc[0], frame.iloc[-1]
    title = (
        f"{borough} stands furthest above {region} in “{highest['label']}”, "
        f"furthest below in “{lowest['label']}”"
    )
    return ChartView(
        kind=ChartKind.BARS,
        title=title,
        subtitle=f"Shares as printed, in percentage points above or below {region}. Above is not "
        "always better: each measure's table says which way is.",
        frame=frame.reset_index(drop=True),
        value_label=f"Percentage points above {region}",
        label_heading="Measure",
        decimals=1,
        reference_lines=(ReferenceLine(region, 0),),
        text_alternative=(
            f"{title}: {words.signed(highest['value'], 1)} and "
            f"{words.signed(lowest['value'], 1)} percentage points, of {len(frame)} measures."
        ),
        provenance=provenance(),
        zero_based=True,
    )


@kept(maxsize=64)
def metric_table(metric: Metric) -> TableView:
    """Build the table of one measure: every figure printed, and what comparing them gives."""
    compared = {c.borough: c for c in metric.comparisons}
    rows = [
        {
            "place": name,
            "figure": _written(value, unit),
            "printed": _printed(compared.get(name)),
            "region": _apart(compared[name].difference, unit) if name in compared else "",
            "country": _apart(compared[name].from_country, unit) if name in compared else "",
        }
        for name, value, unit in metric.figures
    ]
    region, country = registry.places().region.name, registry.places().country.name
    better = {
        Polarity.HIGH_IS_BETTER: "Higher is better.",
        Polarity.LOW_IS_BETTER: "Lower is better.",
        Polarity.NEUTRAL: "",
    }[metric.better]
    about = f"Ambition {metric.ambition}. {metric.source}. {better}".strip()
    return TableView(
        caption=f"{metric.name}, {metric.period}",
        columns=(
            Column("place", "Place"),
            Column("figure", "Figure"),
            Column("printed", f"Against {region}, as printed"),
            Column("region", f"Minus {region}"),
            Column("country", f"Minus {country}"),
        ),
        frame=pd.DataFrame(rows),
        provenance=provenance(),
        notes=tuple(text for text in (about, metric.remark) if text),
    )


@kept(maxsize=1)
def unknown() -> tuple[str, ...]:
    """Return the measures that the framework names without any figure."""
    return tuple(sorted(registry.extra(GAPS)["metric"].astype(str)))


@kept(maxsize=1)
def care_fund() -> Passage:
    """Build the passage on the Better Care Fund's measures."""
    held = registry.extra(CARE_FUND)
    boroughs = [place.name for place in registry.places().boroughs]
    rows = [
        {
            "metric": name,
            **{
                str(row["area_name"]): _written(float(row["value"]), str(row["unit"]))
                for _, row in figures.iterrows()
            },
        }
        for name, figures in held.groupby("metric", sort=True)
    ]
    table = TableView(
        caption=f"Better Care Fund, {', '.join(dict.fromkeys(held['period']))}",
        columns=(
            Column("metric", "Measure"),
            *(Column(borough, borough) for borough in boroughs),
        ),
        frame=pd.DataFrame(rows),
        provenance=provenance(),
    )
    return Passage(
        "Better Care Fund",
        (table,),
        (
            f"Stated in {documents()[str(held['document'].iloc[0])]}, without figures of other "
            "places and without intervals, so nothing can be said of how the two compare.",
        ),
    )


@kept(maxsize=1)
def table() -> TableView:
    """Build the table of every printed figure, to sort, search and download."""
    rows = []
    for metric in metrics():
        compared = {c.borough: c for c in metric.comparisons}
        for name, value, unit in metric.figures:
            found = compared.get(name)
            rows.append(
                {
                    "ambition": str(metric.ambition),
                    "metric": metric.name,
                    "place": name,
                    "value": value,
                    "unit": unit,
                    "period": metric.period,
                    "source": metric.source,
                    "printed": found.printed if found else "",
                    "trend": found.trend if found else "",
                    "difference": found.difference if found else math.nan,
                    "from_country": found.from_country if found else math.nan,
                    "agreement": found.agreement.value if found else "",
                    "remark": metric.remark,
                }
            )
    region = registry.places().region.name
    labels = {
        "metric": "Measure",
        "printed": f"Against {region}, as printed",
        "trend": "Trend, as printed",
        "difference": f"Minus {region}",
        "from_country": f"Minus {registry.places().country.name}",
        "agreement": "Printed comparison",
    }
    frame = pd.DataFrame(rows)
    return TableView(
        caption="The outcomes framework as printed, and what its figures give",
        columns=tuple(
            Column(
                key,
                labels.get(key, words.upper_first(key)),
                1 if key in ("value", "difference", "from_country") else None,
            )
            for key in frame.columns
        ),
        frame=frame,
        provenance=provenance(),
    )


@kept(maxsize=1)
def provenance() -> Provenance:
    """Say which document the figures are printed in."""
    held = registry.extra("documents").set_index("document").loc[_document()]
    return Provenance(
        measure="Outcomes framework",
        period=str(held["published"]),
        areas=registry.places().title,
        source=f"{held['title']} ({held['publisher']})",
        licence="Figures as printed; the wording of the measures is this project's",
        boundary_credit="",
        standing=Standing.STATED,
        notes=(NO_INTERVALS,),
    )


def _document() -> str:
    return str(registry.extra(FRAMEWORK)["document"].iloc[0])


def _printed(found: Comparison | None) -> str:
    if found is None:
        return ""
    parts = [found.printed] if found.printed else []
    if found.agreement is not Agreement.FOLLOWS and found.printed:
        parts = [f"{found.printed} ({found.agreement})"]
    if found.trend:
        parts.append(f"trend {found.trend.lower()}")
    return "; ".join(parts) or "not printed"


def _apart(difference: float, unit: str) -> str:
    """Write a difference with its sign; percentages differ by points."""
    if math.isnan(difference):
        return "no figure"
    said = words.signed(difference, 1)
    return f"{said} points" if unit == SHARES else f"{said} {unit}".strip()


def _written(value: float, unit: str) -> str:
    return words.with_unit(value, _decimals(value), unit)


def _decimals(value: float) -> int:
    return 0 if value.is_integer() else 1
