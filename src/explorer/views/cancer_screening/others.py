"""The boroughs' other programmes: what is published, and apart from it what the news reports."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd

from explorer import registry
from explorer.keeping import kept
from explorer.model import Selection, Standing
from explorer.views import maps, selections, words
from explorer.views.base import Column, Provenance, TableView
from explorer.views.cancer_screening.programmes import ELIGIBLE, MAIN, by_borough

TABLE = "borough-screening"
COMBINED = "cancer-screening-attendance"
TITLE = "What is published of breast and bowel screening in the boroughs"
NEWS_TITLE = "Figures known only from the news"
NOT_HELD = "not held"


@kept(maxsize=1)
def official() -> TableView:
    """Build the table of the boroughs' official figures beside the main programme."""
    rows: list[dict[str, str]] = []
    shown = []
    for identifier in (*(i for i in ELIGIBLE if i != MAIN), COMBINED):
        indicator, boroughs = registry.indicator(identifier), by_borough(Selection(identifier))
        if boroughs is None:
            names = words.in_sentence([place.short_name for place in registry.places().boroughs])
            rows.append({"measure": indicator.short_name, "area": names, "value": NOT_HELD})
            continue
        shown.append(maps.provenance(boroughs))
        measure = f"{indicator.short_name}, {selections.period_of(boroughs).label}"
        rows += [
            {
                "measure": measure,
                "area": str(figure["area_name"]),
                "value": indicator.with_unit(figure["value"]),
            }
            for _, figure in selections.figures(boroughs).areas.iterrows()
        ]
    keys = ("no-intervals", "bowel-boroughs-not-held")
    return TableView(
        caption="Published figures of the boroughs",
        columns=(Column("measure", "Measure"), Column("area", "Area"), Column("value", "Figure")),
        frame=pd.DataFrame(rows),
        provenance=shown[0],
        notes=(
            registry.indicator(COMBINED).definition.strip(),
            *(maps.caveat_text(key) for key in keys),
        ),
    )


@kept(maxsize=1)
def provenances() -> tuple[Provenance, ...]:
    """Return where the figures of both tables come from; their remarks stand beneath them."""
    held = (by_borough(Selection(i)) for i in (*ELIGIBLE, COMBINED) if i != MAIN)
    published = (replace(maps.provenance(s), notes=()) for s in held if s is not None)
    return (*published, secondary().provenance)


@kept(maxsize=1)
def secondary() -> TableView:
    """Build the table of figures known only from the news, each row marked as secondary."""
    held = _held(Standing.SECONDARY)
    return TableView(
        caption="Known only from news reports: not to be set beside published figures",
        columns=(
            Column("measure", "Measure"),
            Column("area_name", "Area"),
            Column("value", "Figure"),
            Column("standing", "Standing"),
        ),
        frame=pd.DataFrame(
            {
                "measure": [
                    f"{words.upper_first(row['programme'])} coverage, {_when(row['period'])}"
                    for _, row in held.iterrows()
                ],
                "area_name": held["area_name"],
                "value": [f"{value:g}%" for value in held["value"]],
                "standing": held["standing"],
            }
        ),
        provenance=_news(held),
    )


@kept(maxsize=1)
def place_words() -> str:
    """Say where the boroughs stand for breast coverage among the region's boroughs."""
    held = _held(Standing.PUBLISHED)
    ranks = sorted(int(rank) for rank in held["london_rank_from_lowest"])
    region, count = registry.places().region.name, int(held["london_boroughs"].iloc[0])
    if ranks == [1, 2]:
        return f"the two lowest among {region}'s {count} boroughs"
    places = words.in_sentence([str(rank) for rank in ranks])
    return f"places {places} from the lowest among {region}'s {count} boroughs"


@kept(maxsize=1)
def placed() -> Selection:
    """Return the programme for which the boroughs' places in the region are held."""
    return Selection(f"{_held(Standing.PUBLISHED)['programme'].iloc[0]}-coverage")


def _held(standing: Standing) -> pd.DataFrame:
    held = registry.extra("borough-screening")
    return held[held["standing"] == standing.value]


def _when(period: str) -> str:
    """Write a period of the table in words: '2024', 'March 2016'."""
    return f"{pd.Timestamp(period):%B %Y}" if "-" in period else period


def _news(held: pd.DataFrame) -> Provenance:
    periods = sorted(held["period"].astype(str).unique())
    return Provenance(
        measure="Breast and bowel screening coverage, by borough",
        period=words.in_sentence(periods),
        areas="Boroughs, region and country",
        source=words.in_sentence(sorted(held["source"].unique())),
        licence="Figures quoted",
        boundary_credit="",
        standing=Standing.SECONDARY,
        notes=tuple(f"News report: {url}" for url in held["url"].unique()),
    )
