"""GP practices as points: a screening programme's coverage of the patients each has registered.

A practice's figure describes its patients, who may live anywhere; its ward is where its building
stands. So nothing here is ever added up to a ward.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from explorer import areas, registry, stats
from explorer.keeping import kept
from explorer.model import AreaSet, Indicator, Period, Selection
from explorer.views import maps, painting, selections, words
from explorer.views.base import (
    ChartKind,
    ChartView,
    Column,
    MapView,
    ReferenceLine,
    TableView,
)
from explorer.views.cancer_screening import funnel
from explorer.views.cancer_screening.programmes import ELIGIBLE, OUTSIDE, point_sets

LABELS = {painting.WITHHELD: "Withheld: few people", painting.NO_DATA: "No figure"}
WHERE_PATIENTS_LIVE = (
    "A practice stands where its building is, but its patients may live in other wards or other "
    "boroughs. So its figure is not its ward's, and practices are never added up to a ward."
)
ATTRIBUTES = "practices"
SCORED = "2023-24"
"""Period of the practice profiles from which the deprivation scores come."""


SCORE_NOTE = (
    "The deprivation score is the one in each practice's profile of 2023/24, which does not say "
    "from which Index of Multiple Deprivation it comes."
)


@dataclass(frozen=True)
class Spread:
    """How coverage lies among the boroughs' practices that have a figure."""

    practices: int
    lowest: float
    median: float
    highest: float


def area_sets() -> list[str]:
    """Return the sets of practices for which any programme is held."""
    return sorted({s for i in ELIGIBLE for s in point_sets(registry.indicator(i))})


def newest(identifier: str) -> Selection:
    """Return the latest selection of a programme by practice, without a group."""
    area_set, period = max(_held(Selection(identifier)), key=lambda held: held[1].end)
    return Selection(identifier, area_set, period.id)


@kept(maxsize=64)
def periods(programme: Selection) -> dict[str, str]:
    """Return the periods for which a programme is held by practice, latest first: id to label."""
    held = [period for _, period in _held(programme)]
    return {p.id: p.label for p in sorted(held, key=lambda p: p.end, reverse=True)}


@kept(maxsize=64)
def selection_of(programme: Selection, period: str) -> Selection:
    """Return the selection of a programme's practices in one of its periods."""
    area_set = next(area_set for area_set, held in _held(programme) if held.id == period)
    return selections.complete(programme.changed(area_set=area_set, period=period))


@kept(maxsize=512)
def spread(selection: Selection) -> Spread:
    """Return lowest, median and highest coverage of the practices that stand in the boroughs.

    Each practice counts once, however many patients it has.
    """
    held = _located(selection)
    values = held.loc[held["borough_code"] != "", "value"].dropna()
    return Spread(len(values), float(values.min()), float(values.median()), float(values.max()))


def wards() -> AreaSet:
    """Return today's wards, which are drawn beneath the practices."""
    return areas.area_set(areas.current("ward"))


@kept(maxsize=512)
def map_view(selection: Selection) -> MapView:
    """Build the map of practices; one without a figure is hollow, and crossed where withheld."""
    selection = selections.complete(selection)
    view = maps.map_view(selection, headline(selection), maps.describe(selection))
    beneath = wards()
    return replace(
        view,
        legend=tuple(replace(e, label=LABELS.get(e.key, e.label)) for e in view.legend),
        provenance=replace(
            view.provenance,
            areas=f"{view.area_set.vintage}. Beneath them: {beneath.title}: {beneath.vintage}",
            notes=(*view.provenance.notes, *(() if _scores(selection).empty else (SCORE_NOTE,))),
        ),
    )


@kept(maxsize=512)
def headline(selection: Selection) -> str:
    """Say how far apart practices stand and where their middle lies."""
    found, indicator = spread(selection), registry.indicator(selection.indicator)
    low, high = (indicator.with_unit(value) for value in (found.lowest, found.highest))
    noun = areas.area_set(selection.area_set).nouns
    return (
        f"Among {found.practices} {noun} in {selections.period_of(selection).label}, coverage "
        f"runs from {low} to {high}; half are above {indicator.with_unit(found.median)}"
    )


@kept(maxsize=512)
def beside(selection: Selection) -> TableView:
    """Build the small table beside the map: the practice chosen, then the spread of all."""
    selection = selections.complete(selection)
    indicator, found = registry.indicator(selection.indicator), spread(selection)
    held = _located(selection)
    certain = held["lower_95"].notna().any()
    chosen = (held[held["area_code"] == code].iloc[0] for code in selection.highlighted)
    rows = [{"area_name": row["area_name"], **_against(row, found, indicator)} for row in chosen]
    ends = (("Lowest", found.lowest), ("Median", found.median), ("Highest", found.highest))
    rows += [
        {
            "area_name": f"{name} of {found.practices}",
            "coverage": indicator.with_unit(value),
            "points": words.signed(value - found.median, indicator.decimals),
        }
        for name, value in ends
    ]
    return TableView(
        caption=f"{maps.describe(selection)} Points are percentage points from the median.",
        columns=(
            Column("area_name", "Practice"),
            Column("coverage", "Coverage"),
            Column("points", "Points from median"),
        ),
        frame=pd.DataFrame(rows),
        provenance=maps.provenance(selection),
        notes=() if certain else (maps.caveat_text("percentages-without-counts"),),
    )


@kept(maxsize=512)
def table_view(selection: Selection) -> TableView:
    """Build the table twin of map and chart: every practice, its ward, and its place."""
    selection = selections.complete(selection)
    indicator, found = registry.indicator(selection.indicator), spread(selection)
    held = _located(selection).sort_values("value", kind="stable", na_position="last")
    frame = pd.DataFrame(
        {
            "area_name": held["area_name"],
            "ward": [areas.name_of(code) if code else OUTSIDE for code in held["ward_code"]],
            "value": held["value"].round(indicator.decimals),
            "points": (held["value"] - found.median).round(indicator.decimals),
            "lower_95": held["lower_95"].round(indicator.decimals),
            "upper_95": held["upper_95"].round(indicator.decimals),
            "place": funnel.positions(held),
            "note": [registry.notes().get(key, "") for key in held["note"]],
        }
    )
    ward = wards()
    columns = [
        Column("area_name", "Practice"),
        Column("ward", "Ward of the building", help=f"{ward.title}: {ward.vintage}"),
        Column("value", "Coverage (%)", indicator.decimals),
        Column("points", "Points from median", indicator.decimals),
    ]
    if frame["lower_95"].notna().any():
        columns.insert(3, Column("place", "Place in the funnel", help=funnel.PLACE_HELP))
        columns += [
            Column("lower_95", "Lower 95% limit", indicator.decimals),
            Column("upper_95", "Upper 95% limit", indicator.decimals),
        ]
    if (frame["note"] != "").any():
        columns.append(Column("note", "Note"))
    return TableView(
        caption=maps.describe(selection),
        columns=tuple(columns),
        # Words that repeat are sent to the browser once.
        frame=frame[[column.key for column in columns]]
        .reset_index(drop=True)
        .astype({c.key: "category" for c in columns if c.key in ("ward", "place", "note")}),
        provenance=maps.provenance(selection),
    )


@kept(maxsize=512)
def chart(selection: Selection) -> ChartView | None:
    """Build the chart of all practices together, by what is held of them.

    Across it stands the deprivation of their patients, where a score of that time is held;
    otherwise the number of people eligible, in a funnel, where counts are. None without either.
    """
    return deprivation(selection) or funnel.chart(selection, _located(selection))


@kept(maxsize=512)
def deprivation(selection: Selection) -> ChartView | None:
    """Build the chart of coverage against deprivation of a practice's patients.

    None for practices of another time than the deprivation scores. The title is the finding, made
    by rule from Spearman's rank correlation and its interval.
    """
    selection = selections.complete(selection)
    indicator = registry.indicator(selection.indicator)
    held = _located(selection).merge(_scores(selection), on="area_code").dropna(subset=["value"])
    if held.empty:
        return None
    found = stats.spearman(held["deprivation_score"].to_numpy(), held["value"].to_numpy())
    span = words.interval(found.lower, found.upper, 2)
    return ChartView(
        kind=ChartKind.SCATTER,
        title=_gradient_words(found, indicator),
        subtitle=(
            f"Spearman's rank correlation of coverage with deprivation is "
            f"{words.number(found.rho, 2)} (95% interval {span}) over {found.pairs} practices; "
            "1 would mean that coverage rises at every step, 0 that there is no order. It says "
            "nothing of single patients, nor of causes."
        ),
        frame=pd.DataFrame(
            {
                "x": held["deprivation_score"].round(1),
                "y": held["value"].round(indicator.decimals),
                "label": held["area_name"],
                "highlight": held["area_code"].isin(selection.highlighted),
            }
        ),
        x_label="Deprivation score of the practice's patients (higher is more deprived)",
        value_label=maps.legend_title(indicator),
        decimals=indicator.decimals,
        reference_lines=(ReferenceLine("Median", spread(selection).median),),
        text_alternative=f"{_gradient_words(found, indicator)}. Correlation "
        f"{words.number(found.rho, 2)}, 95% interval {span}.",
        provenance=maps.provenance(selection),
    )


def _held(programme: Selection) -> list[tuple[str, Period]]:
    indicator = registry.indicator(programme.indicator)
    sets = point_sets(indicator)
    return [(area_set, period) for area_set in sets for period in indicator.periods(area_set)]


def _gradient_words(found: stats.Correlation, indicator: Indicator) -> str:
    """Say which way coverage runs with deprivation, and no more than the interval allows."""
    measure = indicator.short_name
    if not found.chance_excluded:
        return f"{measure} neither rises nor falls with deprivation beyond what chance can explain"
    if found.rho > 0:
        return f"{measure} is higher, not lower, where a practice's patients are more deprived"
    return f"{measure} is lower where a practice's patients are more deprived"


def _scores(selection: Selection) -> pd.DataFrame:
    """Return the deprivation scores of the practices of the time at which they were made."""
    periods = registry.indicator(selection.indicator).periods(selection.area_set)
    if SCORED not in {period.id for period in periods}:
        return pd.DataFrame({"area_code": [], "deprivation_score": []})
    held = registry.extra(ATTRIBUTES).rename(columns={"practice_code": "area_code"})
    return held[["area_code", "deprivation_score"]].dropna()


@kept(maxsize=512)
def _located(selection: Selection) -> pd.DataFrame:
    """Return the figures of a selection with the practice's ward and borough."""
    selection = selections.complete(selection)
    layer = areas.load(selection.area_set)
    places = pd.DataFrame(layer[["area_code", "area_name", "ward_code", "borough_code"]])
    held = selections.figures(selection).areas.drop(columns="area_name")
    return places.merge(held, on="area_code", how="left").fillna(
        {"note": "", "ward_code": "", "borough_code": ""}
    )


def _against(row: pd.Series, found: Spread, indicator: Indicator) -> dict[str, str]:
    if np.isnan(row["value"]):
        return {"coverage": registry.notes()[row["note"]], "points": ""}
    text = indicator.with_unit(float(row["value"]))
    span = words.interval(row["lower_95"], row["upper_95"], indicator.decimals)
    return {
        "coverage": f"{text} ({span})" if span else text,
        "points": words.signed(float(row["value"]) - found.median, indicator.decimals),
    }
