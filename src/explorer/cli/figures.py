"""Figures in the terminal: what is held, the values of a set of areas, and gaps."""

from __future__ import annotations

import json
import math
from typing import Annotated, Any

import typer

from explorer import areas, registry
from explorer.cli.asking import (
    AreaSetOption,
    ByOption,
    IndicatorArgument,
    JsonOption,
    PeriodOption,
    selection_of,
)
from explorer.errors import Problem, SelectionError
from explorer.model import Selection
from explorer.views import disclosure, gaps, maps, selections, words
from explorer.views.gaps import AreaFigure, Gap


def indicators(as_json: JsonOption = False) -> None:
    """List the indicators, their area sets and periods."""
    held = registry.indicators().values()
    if as_json:
        print_json(
            {
                "id": i.id,
                "name": i.name,
                "unit": i.unit,
                "areas": {a: [p.id for p in i.periods(a)] for a in i.area_sets},
            }
            for i in held
        )
        return
    for i in held:
        typer.echo(f"{i.id}: {i.name} ({i.unit}); {', '.join(i.area_sets)}")


def values(
    indicator: IndicatorArgument,
    area_set: AreaSetOption = "",
    period: PeriodOption = "",
    by: ByOption = None,
    as_json: JsonOption = False,
) -> None:
    """Print an indicator's figure for every area of a set."""
    selection = selections.complete(selection_of(indicator, area_set, period, by))
    held = selections.figures(selection)
    names = {code: areas.name_of(code) for code in areas.codes(selection.area_set)}
    rows = held.areas.set_index("area_code")
    figures = [
        AreaFigure(code, name, *map(float, rows.loc[code, ["value", "lower_95", "upper_95"]]))
        if code in rows.index
        else AreaFigure(code, name, math.nan)
        for code, name in names.items()
    ]
    if as_json:
        print_json(_figure(figure) for figure in figures)
        return
    withheld = set(rows.index[rows["note"].map(disclosure.is_withheld)])
    chosen = registry.indicator(selection.indicator)
    typer.echo(_heading(selection))
    for figure in figures:
        span = words.interval(figure.lower, figure.upper, chosen.decimals)
        value = words.with_unit(figure.value, chosen.decimals, chosen.unit)
        if math.isnan(figure.value):
            value = "withheld" if figure.code in withheld else "no figure"
        typer.echo(f"{figure.code}  {figure.name}: {value}{f' ({span})' if span else ''}")


def gap(
    indicator: IndicatorArgument,
    borough: Annotated[
        str, typer.Option(help="Borough code or name: the gap between its lowest and highest area.")
    ] = "",
    between: Annotated[
        tuple[str, str] | None, typer.Option(help="Two areas, by code or name.")
    ] = None,
    area_set: AreaSetOption = "",
    period: PeriodOption = "",
    by: ByOption = None,
    as_json: JsonOption = False,
) -> None:
    """Print the gap between two areas, or between the lowest and highest of a borough."""
    asked = selection_of(indicator, area_set, period, by)
    if between and not area_set and all(areas.sets_of(code) for code in between):
        # Two codes say which area set is meant.
        asked = asked.changed(highlighted=between)
    selection = selections.complete(asked)
    found = _gap(selection, borough, between)
    if as_json:
        print_json(
            {
                "low": _figure(found.low),
                "high": _figure(found.high),
                "gap": plain(found.gap),
                "lower": plain(found.lower),
                "upper": plain(found.upper),
            }
        )
        return
    typer.echo(_heading(selection))
    typer.echo(f"{found.low.name} to {found.high.name}.")
    typer.echo(f"{gaps.gap_words(found, selection)}. {gaps.verdict(found)}")
    if found.chosen_after_looking:
        typer.echo(gaps.AFTER_LOOKING)


def _gap(selection: Selection, borough: str, between: tuple[str, str] | None) -> Gap:
    if between is None:
        return gaps.widest(selection, _borough(borough))
    codes = [areas.resolve(name, selection.area_set) for name in between]
    found = gaps.between(selection, *codes)
    if found is None:
        raise SelectionError(
            Problem(
                "--between",
                "an area without a figure",
                "two areas that have one",
                "Choose another area or period.",
            )
        )
    return found


def _borough(text: str) -> str:
    if not text:
        return ""
    for place in registry.places().boroughs:
        if text.casefold() in (place.code.casefold(), place.name.casefold()):
            return place.code
    raise SelectionError(
        Problem(
            "--borough",
            f"'{text}'",
            " or ".join(f"{p.code} ({p.name})" for p in registry.places().boroughs),
            "Give a code or name.",
        )
    )


def _heading(selection: Selection) -> str:
    origin = maps.provenance(selection)
    return f"{maps.describe(selection)} {origin.areas}. {origin.source_line}"


def _figure(figure: AreaFigure) -> dict[str, Any]:
    return {
        "code": figure.code,
        "name": figure.name,
        "value": plain(figure.value),
        "lower": plain(figure.lower),
        "upper": plain(figure.upper),
    }


def plain(value: float) -> float | None:
    """Return a number as JSON can hold it: float noise rounded away, missing as null."""
    return None if math.isnan(value) else round(float(value), 6)


def print_json(content: Any) -> None:
    """Print an object, or a list of what is iterated, as JSON."""
    whole = content if isinstance(content, dict) else list(content)
    typer.echo(json.dumps(whole, ensure_ascii=False, indent=2, allow_nan=False))
