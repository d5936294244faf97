"""Figures for areas of one's own making: a neighbourhood, or an indicator on another area set."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from explorer import areas, neighbourhoods, registry
from explorer.cli.asking import ByOption, IndicatorArgument, JsonOption, PeriodOption, selection_of
from explorer.cli.figures import plain, print_json
from explorer.views import rebased, selections
from explorer.views.neighbourhood import glance, made, measures
from explorer.views.neighbourhood.made import Figure
from explorer.views.neighbourhood.measures import Measure


def neighbourhood(
    which: Annotated[
        str, typer.Argument(metavar="NAME|CODE,CODE,...", help="Such as north, or two wards.")
    ],
    as_json: JsonOption = False,
) -> None:
    """Print the figures of a neighbourhood, each counted, weighted, estimated or a range."""
    of = neighbourhoods.find(which)
    held = measures.all_measures(of.area_set)
    found = [(each, made.figure(each.selection, of.codes)) for each in held]
    if as_json:
        print_json(
            {
                "id": of.id,
                "name": of.name,
                "area_set": of.area_set,
                "areas": [{"code": code, "name": areas.name_of(code)} for code in of.codes],
                "working_definition": not of.is_own,
                "residents": plain(made.residents(of.codes)),
                "sentences": glance.sentences(of),
                "figures": [figure_record(measure, figure) for measure, figure in found],
            }
        )
        return
    typer.echo(f"{glance.headline(of)}. {glance.subtitle(of)}")
    for heading, texts in glance.sentences(of).items():
        typer.echo(f"\n{heading}")
        for text in texts:
            typer.echo(f"  {text}")
    typer.echo("\nEvery measure")
    for measure, figure in found:
        typer.echo(f"  {measure.title}: {glance.figure_words(measure, figure)}")


def rebase(
    indicator: IndicatorArgument,
    to: Annotated[str, typer.Option("--to", help="The area set to move to: wards-2022.")],
    area_set: Annotated[
        str, typer.Option("--area-set", help="The area set to move from; the finest if left.")
    ] = "",
    period: PeriodOption = "",
    by: ByOption = None,
    as_json: JsonOption = False,
) -> None:
    """Move an indicator's figures to another area set by where postcodes lie: an estimate."""
    areas.area_set(to)
    asked = selection_of(indicator, area_set, period, by)
    if not area_set:
        finest = rebased.finest(registry.indicator(indicator), to)
        asked = asked.changed(area_set=finest.area_set)
    found = rebased.moved(selections.complete(asked), to)
    rows = found.figures.frame
    if as_json:
        print_json(
            {
                "indicator": indicator,
                "from": found.source.area_set,
                "to": to,
                "period": found.source.period,
                "by": dict(found.source.by),
                "standing": str(found.standing),
                "how": str(found.figures.how),
                "weights": found.weights,
                "areas_split": found.figures.split,
                "there_and_back": {
                    "mean_difference": plain(found.there_and_back.mean_difference),
                    "largest_difference": plain(found.there_and_back.largest_difference),
                },
                "figures": [
                    {
                        "code": row["area_code"],
                        "name": row["area_name"],
                        **{
                            name: plain(row[name]) for name in ("value", "numerator", "denominator")
                        },
                    }
                    for _, row in rows.iterrows()
                ],
            }
        )
        return
    typer.echo(rebased.sentence(found))
    chosen = registry.indicator(indicator)
    for _, row in rows.iterrows():
        value = "no figure" if row["value"] != row["value"] else chosen.with_unit(row["value"])
        typer.echo(f"{row['area_code']}  {row['area_name']}: {value} ({found.standing})")


def figure_record(measure: Measure, figure: Figure) -> dict[str, Any]:
    """Write a figure as plain data: how it was made, of what, and its ends."""
    return {
        "indicator": measure.selection.indicator,
        "by": dict(measure.selection.by),
        "period": measure.selection.period,
        "area_set": measure.selection.area_set,
        "made": str(figure.made),
        **{
            name: plain(getattr(figure, name))
            for name in ("value", "lower", "upper", "numerator", "denominator", "split", "covered")
        },
        "lowest": _end(figure.lowest),
        "highest": _end(figure.highest),
    }


def _end(area: tuple[str, float]) -> dict[str, Any] | None:
    return {"name": area[0], "value": plain(area[1])} if area[0] else None
