"""How the air changed by one model, and what another model gives beside it."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from explorer import registry
from explorer.keeping import kept
from explorer.model import Period, Selection, Series
from explorer.views import maps, selections, words
from explorer.views.air_quality.levels import (
    NATIONAL,
    NATIONAL_NAME,
    SMALL_AREAS,
    guidelines,
    inventory_name,
    levels,
    lines,
    name_of,
    place,
    pollutant_of,
    selection_of,
)
from explorer.views.air_quality.residents import people_above
from explorer.views.base import ChartKind, ChartView, Column, Passage, TableView

PUBLISHED_BY_BOROUGH = {"pm25": "pm25-defra"}
"""Indicators in which Defra itself gives the boroughs' levels, weighted by residents."""
BOROUGHS = "boroughs"
NOT_HELD = "not held"


def one_model() -> str:
    """Say why the years of one model can be set against each other, and how far."""
    return (
        f"All years here are the {inventory_name()}'s, so they can be set against each other. "
        "Weather makes one year's air differ from the next, and three years are few for a trend."
    )


@kept(maxsize=512)
def inventory(selection: Selection) -> Selection:
    """Return a selection's pollutant, areas and choices in the latest year of the inventory."""
    latest = selection_of(pollutant_of(selection), area_set=selection.area_set)
    return latest.changed(highlighted=selection.highlighted)


@kept(maxsize=512)
def national(pollutant: str) -> Selection:
    """Return a pollutant's small areas in the latest year of the national model."""
    year = registry.indicator(NATIONAL).periods(SMALL_AREAS)[-1].id
    return selection_of(pollutant, year, SMALL_AREAS)


@kept(maxsize=512)
def through_years(selection: Selection) -> pd.DataFrame:
    """Return the inventory's levels of the chosen area and the boroughs.

    Returns
    -------
    pandas.DataFrame
        One row an area, named, the chosen one first; one column a year (label), oldest first.
    """
    latest = inventory(selections.complete(selection))
    by_year = {
        period.label: _levels_and_boroughs(latest.changed(period=period.id))
        for period in registry.indicator(latest.indicator).periods(latest.area_set)
    }
    boroughs = [borough.code for borough in registry.places().boroughs]
    held = pd.DataFrame(by_year).loc[[*latest.highlighted, *boroughs]]
    return held.set_axis([place(code) for code in held.index])


@kept(maxsize=512)
def change_table(selection: Selection) -> TableView:
    """Build the table of each year's level and the change from the first year to the last."""
    held = through_years(selection)
    first, last = held.columns[0], held.columns[-1]
    latest = inventory(selections.complete(selection))
    indicator = registry.indicator(latest.indicator)
    change = held[last] - held[first]
    rows = held.assign(change=change, percent=100 * change / held[first])
    return TableView(
        caption=f"{indicator.short_name} ({indicator.unit}) by the {inventory_name()}",
        columns=(
            Column("area", "Area"),
            *(Column(year, year, indicator.decimals) for year in held.columns),
            Column("change", "Change", indicator.decimals),
            Column("percent", "Change (%)", 0),
        ),
        frame=rows.rename_axis("area").reset_index(),
        provenance=maps.provenance(latest),
    )


@kept(maxsize=512)
def change_chart(selection: Selection) -> ChartView:
    """Build the chart of the inventory's years, with guidelines and targets as lines."""
    held = through_years(selection)
    latest = inventory(selections.complete(selection))
    indicator = registry.indicator(latest.indicator)
    frame = (
        held[::-1]  # boroughs first, so that they keep their colours whichever area is chosen
        .rename_axis("group")
        .reset_index()
        .melt(id_vars="group", var_name="period", value_name="value")
        .assign(
            order=lambda rows: rows["period"].map({y: i for i, y in enumerate(held.columns)}),
            segment=latest.indicator,
            lower_95=float("nan"),
            upper_95=float("nan"),
            filled=True,
        )
    )
    return ChartView(
        kind=ChartKind.LINES,
        title=change_sentence(selection),
        subtitle=one_model(),
        frame=frame,
        value_label=f"{indicator.short_name} ({indicator.unit})",
        decimals=indicator.decimals,
        reference_lines=lines(latest.indicator),
        text_alternative=f"Line chart. {change_sentence(selection)}. The table gives every year.",
        provenance=maps.provenance(latest),
        zero_based=True,
    )


@kept(maxsize=512)
def change_sentence(selection: Selection) -> str:
    """Say how far the boroughs' levels moved from the inventory's first year to its last."""
    held = through_years(selection)
    first, last = held.columns[0], held.columns[-1]
    name = name_of(selection)
    boroughs = [borough.name for borough in registry.places().boroughs]
    moved = 100 * (held.loc[boroughs, last] / held.loc[boroughs, first] - 1)
    lead = f"From {first} to {last} modelled {name}"
    if (moved < 0).all() or (moved > 0).all():
        verb = "fell" if (moved < 0).all() else "rose"
        steps = [f"{abs(step):.0f}% in {borough}" for borough, step in moved.items()]
        return f"{lead} {verb} by {words.in_sentence(steps)}"
    steps = [f"{words.number(step)}% in {borough}" for borough, step in moved.items()]
    return f"{lead} changed by {words.in_sentence(steps)}"


@kept(maxsize=512)
def models_passage(selection: Selection) -> Passage:
    """Say what the other model gives, why it is no trend, with the table of both."""
    reason = maps.caveat_text("two-air-models")
    return Passage(models_sentence(selection), (models_table(selection),), (reason,))


@kept(maxsize=512)
def models_table(selection: Selection) -> TableView:
    """Build the table of both models side by side: boroughs, and small areas above the WHO line."""
    pollutant = pollutant_of(selection)
    latest = selection_of(pollutant, area_set=SMALL_AREAS)
    models = [_model(latest, inventory_name()), *_national_models(pollutant)]
    indicator = registry.indicator(pollutant)
    limit = guidelines(pollutant)[-1].value
    rows = [
        (
            place.short_name,
            *(words.number(m.boroughs[place.code], indicator.decimals) for m in models),
        )
        for place in registry.places().boroughs
    ]
    rows.append((f"Small areas above {limit:g}", *(model.above for model in models)))
    return TableView(
        caption=f"{indicator.short_name} ({indicator.unit}) by two models, which are not a trend",
        columns=(Column("where", "Area"), *(Column(m.name, m.name) for m in models)),
        frame=pd.DataFrame(rows, columns=["where", *(model.name for model in models)]),
        provenance=maps.provenance(national(pollutant)),
    )


@kept(maxsize=512)
def models_sentence(selection: Selection) -> str:
    """Say what the national model gives against the WHO line that the inventory is set against."""
    pollutant = pollutant_of(selection)
    latest = national(pollutant)
    line = guidelines(pollutant)[-1]
    held = levels(latest)
    above = int((held > line.value).sum())
    count = people_above(latest, line.value)
    lived = f", where about {words.number(round(count, -2))} people live" if count else ""
    year = selections.period_of(latest).label
    return (
        f"By Defra's {NATIONAL_NAME} for {year}, {above or 'none'} of {len(held)} small areas "
        f"were above the {line.label} of {line.value:g}{lived}"
    )


def _levels_and_boroughs(selection: Selection) -> pd.Series[float]:
    held = selections.figures(selection)
    return pd.concat([held.areas, held.comparators]).set_index("area_code")["value"]


@dataclass(frozen=True)
class _Model:
    """One year of one model: boroughs' levels by code, and small areas above the WHO line."""

    name: str
    boroughs: dict[str, float]
    above: str


def _model(selection: Selection, name: str) -> _Model:
    held = selections.figures(selection)
    return _Model(
        name=_model_name(name, selections.period_of(selection), held.series),
        boroughs=_by_borough(held.comparators),
        above=_above(selection),
    )


def _national_models(pollutant: str) -> list[_Model]:
    """Return the boroughs as the publisher gives them, or from small areas where it does not."""
    latest = national(pollutant)
    name = f"Defra {NATIONAL_NAME}"
    if pollutant not in PUBLISHED_BY_BOROUGH:
        return [_model(latest, name)]
    published = registry.indicator(PUBLISHED_BY_BOROUGH[pollutant])
    found = []
    for period in published.periods(BOROUGHS):
        held = selections.figures(Selection(published.id, BOROUGHS, period.id))
        above = _above(latest) if period.id == latest.period else NOT_HELD
        found.append(_Model(_model_name(name, period, held.series), _by_borough(held.areas), above))
    return found


def _model_name(model: str, period: Period, series: Series) -> str:
    return f"{model}, {period.label} ({series.standing})"


def _above(selection: Selection) -> str:
    held = levels(selection)
    limit = guidelines(pollutant_of(selection))[-1].value
    return f"{int((held > limit).sum())} of {len(held)}"


def _by_borough(rows: pd.DataFrame) -> dict[str, float]:
    held = rows.set_index("area_code")["value"]
    return {place.code: float(held[place.code]) for place in registry.places().boroughs}
