"""The `explorer` command: the same figures and views without a browser."""

from __future__ import annotations

import json
import math
import sys
from collections.abc import Iterable
from typing import Annotated, Any

import typer

from explorer import areas, checks, registry, store
from explorer.errors import ExplorerError, Problem, SelectionError
from explorer.model import Selection
from explorer.views import disclosure, gaps, selections, words
from explorer.views.gaps import AreaFigure, Gap

app = typer.Typer(
    help="Neighbourhood inequalities, with the certainty each figure allows.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)

IndicatorArgument = Annotated[str, typer.Argument(help="Such as life-expectancy.")]
AreaSetOption = Annotated[str, typer.Option("--area-set", help="Such as wards-2022.")]
PeriodOption = Annotated[str, typer.Option("--period", help="Such as 2010-14; the latest if left.")]
ByOption = Annotated[
    list[str] | None, typer.Option("--by", help="A group, such as sex=male; may be repeated.")
]
JsonOption = Annotated[bool, typer.Option("--json", help="Print JSON.")]


@app.command()
def indicators(as_json: JsonOption = False) -> None:
    """List the indicators, their area sets and periods."""
    held = registry.indicators().values()
    if as_json:
        _print_json(
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


@app.command()
def values(
    indicator: IndicatorArgument,
    area_set: AreaSetOption = "",
    period: PeriodOption = "",
    by: ByOption = None,
    as_json: JsonOption = False,
) -> None:
    """Print an indicator's figure for every area of a set."""
    selection = selections.complete(_selection(indicator, area_set, period, by))
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
        _print_json(_figure(figure) for figure in figures)
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


@app.command()
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
    selection = selections.complete(_selection(indicator, area_set, period, by))
    found = _gap(selection, borough, between)
    if as_json:
        _print_json(
            {
                "low": _figure(found.low),
                "high": _figure(found.high),
                "gap": _plain(found.gap),
                "lower": _plain(found.lower),
                "upper": _plain(found.upper),
            }
        )
        return
    typer.echo(_heading(selection))
    typer.echo(f"{found.low.name} to {found.high.name}.")
    typer.echo(f"{gaps.gap_words(found, selection)}. {gaps.verdict(found)}")
    if found.chosen_after_looking:
        typer.echo(gaps.AFTER_LOOKING)


@app.command()
def check() -> None:
    """Check every table, boundary and reference; exit 1 with a list if anything is wrong."""
    problems = checks.everything()
    for problem in problems:
        typer.echo(str(problem), err=True)
    if problems:
        typer.echo(f"{words.count_of(len(problems), 'problem', 'problems')}.", err=True)
        raise typer.Exit(1)
    held = registry.indicators()
    typer.echo(
        f"{words.count_of(len(held), 'indicator', 'indicators')} and "
        f"{words.count_of(len(areas.area_sets()), 'area set', 'area sets')}: nothing wrong."
    )


@app.command()
def seal() -> None:
    """Record the checksums of data/tables and data/extras after a deliberate change."""
    typer.echo(f"{words.count_of(store.seal(), 'file', 'files')} sealed in {store.MANIFEST}.")


def main() -> None:
    """Run the command; every known error becomes a message and exit code 2."""
    try:
        app()
    except ExplorerError as error:
        for problem in error.problems:
            typer.echo(str(problem), err=True)
        sys.exit(2)


def _selection(indicator: str, area_set: str, period: str, by: Iterable[str] | None) -> Selection:
    pairs = []
    for text in by or ():
        key, sign, value = text.partition("=")
        if not (key and sign and value):
            raise SelectionError(
                Problem("--by", f"'{text}'", "breakdown=group", "Write it as in --by sex=male.")
            )
        pairs.append((key, value))
    return Selection(indicator, area_set, period, tuple(pairs))


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
    from explorer.views import maps

    origin = maps.provenance(selection)
    return f"{maps.describe(selection)} {origin.areas}. {origin.source_line}"


def _figure(figure: AreaFigure) -> dict[str, Any]:
    return {
        "code": figure.code,
        "name": figure.name,
        "value": _plain(figure.value),
        "lower": _plain(figure.lower),
        "upper": _plain(figure.upper),
    }


def _plain(value: float) -> float | None:
    """Return a number as JSON can hold it: float noise rounded away, missing as null."""
    return None if math.isnan(value) else round(float(value), 6)


def _print_json(content: Any) -> None:
    whole = content if isinstance(content, dict) else list(content)
    typer.echo(json.dumps(whole, ensure_ascii=False, indent=2, allow_nan=False))
