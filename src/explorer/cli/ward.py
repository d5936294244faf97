"""A ward from the command line: its figures, its brief, or the briefs of all wards as one pack."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated, Any

import typer

from explorer.cli.asking import JsonOption
from explorer.cli.figures import plain, print_json
from explorer.cli.places import figure_record
from explorer.cli.writing import AddressOption, FormatOption, OutOption, form_of, report, write
from explorer.errors import Problem, SelectionError
from explorer.exports.base import Format
from explorer.views.neighbourhood import made, measures
from explorer.views.ward import boundaries, facts, found, ranked
from explorer.views.ward.found import Ward
from explorer.views.ward.ranked import Place

ZIP = ".zip"


def ward(
    which: Annotated[
        str,
        typer.Argument(
            metavar="CODE|NAME|POSTCODE",
            help="A ward, or a whole postcode in it, which is not kept, logged or printed.",
        ),
    ] = "",
    as_json: JsonOption = False,
    every: Annotated[
        bool, typer.Option("--all", help="Write the briefs of all wards as one ZIP file.")
    ] = False,
    form: FormatOption = None,
    out: OutOption = None,
    address: AddressOption = "",
) -> None:
    """Print what to know of a ward, or write its brief, or the briefs of all wards."""
    if every == bool(which):
        given = "both a ward and --all" if which else "neither a ward nor --all"
        raise SelectionError(
            Problem("ward", given, "one of the two", "Name a ward, or give --all.")
        )
    if every:
        _write_all(form or Format.PDF, out, address)
        return
    of = found.find(which)
    if out or form:
        from explorer.exports.documents import export_document
        from explorer.views.ward import brief

        form = form_of(form, out, Format.PDF)
        write(lambda: export_document(brief.document(of), form, address), out)
    elif as_json:
        print_json(_record(of))
    else:
        _print(of)


def _write_all(form: Format, out: Path | None, address: str) -> None:
    from explorer.exports import briefs
    from explorer.exports.saving import save

    if out and out.suffix.lower() != ZIP and not out.is_dir():
        raise SelectionError(
            Problem("--out", f"'{out}'", f"a folder, or a file that ends in {ZIP}", "Rename it.")
        )
    with typer.progressbar(length=len(found.wards()), label="Drawing", file=sys.stderr) as bar:
        pack = briefs.write(form, address, lambda _done, _of, _name: bar.update(1))
    report(save(pack, out or Path(pack.name)))


def _print(of: Ward) -> None:
    typer.echo(f"{facts.headline(of)}. {facts.subtitle(of)}")
    for heading, sentences in facts.sentences(of).items():
        typer.echo(f"\n{heading}")
        for sentence in sentences:
            typer.echo(f"  {sentence}")
    typer.echo("\nAmong all wards")
    for _, row in ranked.table(of).frame.iterrows():
        typer.echo(f"  {row['measure']}: {row['here']}, {row['place']}")
    typer.echo(f"\n{boundaries.sentence(of)}")


def _record(of: Ward) -> dict[str, Any]:
    return {
        "code": of.code,
        "name": of.name,
        "area_set": found.today().id,
        "borough": {"code": of.borough.code, "name": of.borough.name},
        "residents": plain(made.residents((of.code,))),
        "headline": str(facts.headline(of)),
        "sentences": {
            heading: [
                {
                    "rule": str(one.rule),
                    "text": one.text,
                    "numbers": {name: plain(number) for name, number in one.numbers},
                }
                for one in sentences
            ]
            for heading, sentences in facts.sentences(of).items()
        },
        "places": [_place(one) for one in ranked.themes(of)],
        "made_of": [
            {
                "code": one.code,
                "name": one.name,
                "area_set": found.before().id,
                "share": plain(one.share),
                "share_of_old": plain(one.given),
                "postcodes": one.postcodes,
            }
            for one in boundaries.origins(of)
        ],
        "figures": [
            figure_record(measure, made.figure(measure.selection, (of.code,)))
            for measure in measures.all_measures(found.today().id)
        ],
    }


def _place(one: Place) -> dict[str, Any]:
    return {
        "indicator": one.selection.indicator,
        "by": dict(one.selection.by),
        "period": one.selection.period,
        "area_set": one.selection.area_set,
        "code": one.code,
        **{name: plain(getattr(one, name)) for name in ("value", "lower", "upper", "against")},
        "first": one.first,
        "last": one.last,
        "count": one.count,
    }
