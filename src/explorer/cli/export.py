"""Finished files from the command line: a map, a chart, or a pack of both from a spec file."""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from explorer.cli import documents
from explorer.cli.asking import (
    AreaSetOption,
    ByOption,
    IndicatorArgument,
    PeriodOption,
    link_of,
    selection_of,
)
from explorer.cli.writing import (
    AddressOption,
    FormatOption,
    OutOption,
    form_of,
    report,
    write,
)
from explorer.errors import ExportError, Problem, SelectionError
from explorer.model import Selection
from explorer.views.asked import drawn
from explorer.views.layout import SIZES, Labels, Layout, LegendPlace

if TYPE_CHECKING:
    from explorer.views.base import MapSet
    from explorer.views.map_sets.asked import Panels

app = typer.Typer(
    help="Write a finished figure, table or document.",
    no_args_is_help=True,
    add_completion=False,
)
for command in (documents.page, documents.story, documents.evidence, documents.outcomes):
    app.command()(command)

ClassifyOption = Annotated[
    str,
    typer.Option(
        "--classify",
        help="quantiles, natural-breaks, equal-interval, round-numbers, breaks of your own such "
        "as own:10,20,30, or benchmark.",
    ),
]
PaletteOption = Annotated[
    str, typer.Option("--palette", help="diverging, colour-blind, grey or without-red-and-green.")
]
BenchmarkOption = Annotated[
    str, typer.Option("--benchmark", help="Code or name of a borough, the region or the country.")
]
HighlightOption = Annotated[
    list[str] | None,
    typer.Option("--highlight", help="An area to outline, by code or name; may be repeated."),
]
SizeOption = Annotated[
    str, typer.Option("--size", help=f"{', '.join(SIZES)}, or millimetres such as 180x120.")
]
HeadlineOption = Annotated[str, typer.Option(help="In place of the finding.")]
SubtitleOption = Annotated[str, typer.Option(help="In place of measure, areas and period.")]
NoteOption = Annotated[str, typer.Option(help="A sentence of your own beneath the notes.")]
DpiOption = Annotated[int, typer.Option(help="Dots an inch of pictures.")]


OverOption = Annotated[
    str,
    typer.Option(
        "--over",
        help="A map of each: period, areas, or a breakdown such as sex; one legend for all.",
    ),
]
BesideOption = Annotated[
    list[str] | None,
    typer.Option(
        "--beside",
        help="Another map beside it, by its period, group, indicator or area set, such as "
        "2003-07, female, no2 or lsoa-2021; may be repeated, for maps that differ in one thing.",
    ),
]


@app.command("map")
def write_map(
    indicator: IndicatorArgument,
    form: FormatOption = None,
    out: OutOption = None,
    area_set: AreaSetOption = "",
    period: PeriodOption = "",
    by: ByOption = None,
    classify: ClassifyOption = "",
    palette: PaletteOption = "",
    benchmark: BenchmarkOption = "",
    highlight: HighlightOption = None,
    over: OverOption = "",
    beside: BesideOption = None,
    size: SizeOption = "a4-landscape",
    headline: HeadlineOption = "",
    subtitle: SubtitleOption = "",
    note: NoteOption = "",
    labels: Annotated[Labels, typer.Option(help="What is written on the areas.")] = Labels.NAMES,
    legend: Annotated[LegendPlace, typer.Option(help="Where it stands.")] = LegendPlace.RIGHT,
    scale_bar: bool = True,
    north_arrow: bool = True,
    context: Annotated[bool, typer.Option(help="River, parks and boroughs around.")] = True,
    inset: Annotated[bool, typer.Option(help="A small map of where this is.")] = False,
    notes: Annotated[bool, typer.Option(help="The caveats under the figure.")] = True,
    dpi: DpiOption = 300,
    address: AddressOption = "",
) -> None:
    """Write the map of an indicator: picture, boundaries, table, document or slide.

    With --over or --beside, several maps in the same classes, as one figure.
    """
    from explorer import exports
    from explorer.views.map_sets.asked import asked as panels_asked

    form = form_of(form, out)
    layout = Layout(
        size, headline, subtitle, note, labels, legend, scale_bar, north_arrow, context, inset,
        notes, dpi,
    )  # fmt: skip
    asked = selection_of(indicator, area_set, period, by)
    selection = drawn(
        asked, highlight=highlight or (), classify=classify, palette=palette, benchmark=benchmark
    )
    panels = panels_asked(selection, over, beside or ())
    layout = _linked(layout, selection, address, panels)
    write(lambda: exports.export_map(_drawn_of(selection, panels), form, layout), out)


def _drawn_of(selection: Selection, panels: Panels | None) -> Selection | MapSet:
    from explorer.views.map_sets import made

    return made.map_set(selection, panels) if panels else selection


@app.command("studio")
def write_studio(
    link: Annotated[str, typer.Argument(help="In quotes, the link that the map studio gives.")],
    form: FormatOption = None,
    out: OutOption = None,
    dpi: DpiOption = 300,
) -> None:
    """Write the figure that a link of the map studio shows, as it was composed there."""
    from explorer import exports
    from explorer.exports.pack_spec import PAGE
    from explorer.views import selections
    from explorer.views.map_sets.asked import Panels

    form = form_of(form, out)
    asked = link_of(link)
    if asked.page != PAGE:
        fix = "Take the link from the map studio, or write another page by 'explorer export page'."
        raise SelectionError(Problem("link", f"'{link}'", f"{PAGE}?indicator=…", fix))
    query = asked.query
    selection = selections.complete(Selection.from_query(query))
    panels = Panels.from_query(query)
    layout = replace(Layout.from_query(query), permalink=link, dpi=dpi)
    write(lambda: exports.export_map(_drawn_of(selection, panels), form, layout), out)


@app.command("chart")
def write_chart(
    indicator: IndicatorArgument,
    form: FormatOption = None,
    out: OutOption = None,
    area_set: AreaSetOption = "",
    period: PeriodOption = "",
    by: ByOption = None,
    highlight: HighlightOption = None,
    size: SizeOption = "a4-portrait",
    headline: HeadlineOption = "",
    subtitle: SubtitleOption = "",
    note: NoteOption = "",
    dpi: DpiOption = 300,
    address: AddressOption = "",
) -> None:
    """Write the chart of every area in order, with its interval."""
    from explorer import exports
    from explorer.exports.base import file_name
    from explorer.views import charts

    form = form_of(form, out)
    layout = Layout(size, headline, subtitle, note, dpi=dpi)
    asked = selection_of(indicator, area_set, period, by)
    selection = drawn(asked, highlight=highlight or ())
    layout = _linked(layout, selection, address)
    name = Path(file_name(selection, form, "chart")).stem
    write(lambda: exports.export_chart(charts.ranked(selection), form, layout, name), out)


@app.command("pack")
def write_pack(
    spec: Annotated[Path, typer.Option(help="A YAML file that lists figures and formats.")],
    out: OutOption = None,
) -> None:
    """Write a ZIP file of many figures, with a README, citations and checksums."""
    from explorer.exports import pack, pack_spec
    from explorer.exports.saving import save

    wanted = pack_spec.read(_read(spec), spec.name)
    files = len(pack.pieces(wanted))
    with typer.progressbar(length=files, label="Drawing", file=sys.stderr) as bar:
        made = pack.write(wanted, lambda *_: bar.update(1))
    report(save(made, out or Path(made.name)))


def _read(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        found = getattr(error, "strerror", None) or "something other than text in UTF-8"
        raise ExportError(
            Problem(
                str(file),
                found.lower(),
                "a YAML file",
                "Correct the name; docs/packs.md shows one.",
            )
        ) from error


def _linked(
    layout: Layout, selection: Selection, address: str, panels: Panels | None = None
) -> Layout:
    from explorer.exports.pack_spec import permalink

    return replace(layout, permalink=permalink(selection, address, panels))
