"""A pack: chosen figures in chosen formats, with what is needed to use, cite and check them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from pathlib import PurePosixPath

from explorer import exports, registry, store
from explorer.errors import ExplorerError, Problem, SelectionError
from explorer.exports import citations
from explorer.exports.base import (
    LINK,
    Export,
    Format,
    data_version,
    file_name,
    made_at,
    name_of,
    slug,
    stamp,
)
from explorer.exports.office import AUTHOR, zipped
from explorer.exports.pack_spec import Figure, Kind, Spec
from explorer.model import Selection, Source
from explorer.views import charts, of_selection, words
from explorer.views.base import ChartView, MapSet, MapView
from explorer.views.layout import Layout
from explorer.views.map_sets.asked import selections_of

WORKERS = 2
"""Files made at once; more would wait for one another, since drawing itself takes turns."""
MEDIA_TYPE = "application/zip"
LAID_OUT = (Format.PNG, Format.SVG, Format.PDF, Format.DOCX)
"""Formats that look different in each layout; the others are written once."""
README, CITATION, BIBTEX, CHECKSUMS = (
    "README.txt",
    "citation.txt",
    "citation.bib",
    "checksums.sha256",
)
Progress = Callable[[int, int, str], None]
"""Told how many files are made, of how many, and the name of the one made last."""


@dataclass(frozen=True)
class Piece:
    """One file to be made for a pack."""

    path: str
    figure: Figure
    form: Format
    layout: Layout


def write(spec: Spec, progress: Progress | None = None) -> Export:
    """Make every file of a pack and put them into one ZIP file.

    Parameters
    ----------
    spec : Spec
        Checked; see `pack_spec.read`.
    progress : callable, optional
        Called after each file.

    Returns
    -------
    Export
        A folder an indicator, README.txt, citation.txt, citation.bib and checksums.sha256; the
        same bytes each time where `SOURCE_DATE_EPOCH` is set.

    Raises
    ------
    ExplorerError
        When a file cannot be made; names every entry of which that is so.
    """
    wanted = pieces(spec)
    files: dict[str, bytes] = {}
    problems: list[Problem] = []
    with ThreadPoolExecutor(WORKERS) as workers:
        results = zip(wanted, workers.map(_attempt, wanted), strict=True)
        for number, (piece, result) in enumerate(results, start=1):
            if isinstance(result, bytes):
                files[piece.path] = result
            else:
                problems += result
            if progress:
                progress(number, len(wanted), piece.path)
    if problems:
        raise SelectionError(problems)
    made = made_at()
    sources = _sources(spec)
    files = {
        README: _readme(spec, wanted).encode(),
        CITATION: citations.as_text(sources, made).encode(),
        BIBTEX: citations.as_bibtex(sources, made).encode(),
        **dict(sorted(files.items())),
    }
    files[CHECKSUMS] = checksums(files).encode()
    return Export(f"{slug(spec.title)}.zip", MEDIA_TYPE, zipped(files, made))


def pieces(spec: Spec) -> tuple[Piece, ...]:
    """Return the files of a pack in order, each under a path of its own."""
    taken: set[str] = set()
    found = []
    for figure in spec.figures:
        for form, name, layout in _variants(figure):
            stem = PurePosixPath(_file_name(figure, form)).stem
            path = f"{figure.selection.indicator}/{stem}{f'-{slug(name)}' if name else ''}"
            number, free = 1, f"{path}.{form}"
            while free in taken:
                number += 1
                free = f"{path}-{number}.{form}"
            taken.add(free)
            found.append(Piece(free, figure, form, layout))
    return tuple(found)


def _variants(figure: Figure) -> Iterator[tuple[Format, str, Layout]]:
    named = figure.layouts if len(figure.layouts) > 1 else (("", figure.layouts[0][1]),)
    for form in figure.formats:
        if form in LAID_OUT:
            yield from ((form, name, layout) for name, layout in named)
        else:
            yield form, "", named[0][1]


def _attempt(piece: Piece) -> bytes | list[Problem]:
    """Make a file, or say of its entry what stands in the way."""
    try:
        return _content(piece)
    except ExplorerError as error:
        where = piece.figure.where
        return [replace(problem, where=f"{where}, {problem.where}") for problem in error.problems]


def _content(piece: Piece) -> bytes:
    figure = piece.figure
    if figure.kind is Kind.MAP and figure.panels is None:
        return exports.export_map(figure.selection, piece.form, piece.layout).content
    view = _view(figure)
    if isinstance(view, ChartView):
        return exports.export_chart(view, piece.form, piece.layout).content
    return exports.export_map(view, piece.form, piece.layout).content


def _view(figure: Figure) -> MapView | MapSet | ChartView:
    if figure.kind is Kind.CHART:
        return charts.ranked(figure.selection)
    return of_selection.map_or_maps(figure.selection, figure.panels)


def _file_name(figure: Figure, form: Format) -> str:
    view = _view(figure)
    if isinstance(view, MapSet):
        return name_of(view, form)
    return file_name(figure.selection, form, figure.kind)


def _sources(spec: Spec) -> tuple[Source, ...]:
    keys = {
        registry.indicator(selection.indicator)
        .series_for(selection.area_set, selection.period)
        .source
        for figure in spec.figures
        for selection in _selections(figure)
    }
    return tuple(registry.sources()[key] for key in sorted(keys))


def _selections(figure: Figure) -> tuple[Selection, ...]:
    if figure.panels is None:
        return (figure.selection,)
    return selections_of(figure.selection, figure.panels)


def _readme(spec: Spec, wanted: tuple[Piece, ...]) -> str:
    made = made_at()
    lines = [
        spec.title,
        "=" * len(spec.title),
        "",
        f"Made on {made.day} {made:%B %Y} with {AUTHOR}, data {data_version()}.",
        f"{words.count_of(len(wanted), 'file', 'files')} in folders named after their indicators.",
        "",
        f"{CITATION}, {BIBTEX}: how to cite the figures.",
        f"{CHECKSUMS}: whether a file is still as it was made (sha256sum -c {CHECKSUMS}).",
        "",
    ]
    paths: dict[Figure, list[str]] = {}
    for piece in wanted:
        paths.setdefault(piece.figure, []).append(piece.path)
    for figure, held in paths.items():
        lines += _described(figure, held)
    return "\n".join(lines)


def _described(figure: Figure, held: list[str]) -> list[str]:
    """Say of a figure what each of its files says of itself."""
    from explorer.exports import picture

    view, layout = _view(figure), figure.layouts[0][1]
    said = stamp(view, layout) if isinstance(view, ChartView) else picture.stamp_of(view, layout)
    left_out = ("Title", "Made on", "Made with", LINK)
    beginning = "" if "://" in said.permalink else " (after the app's address)"
    return [
        said.title,
        "-" * min(len(said.title), 78),
        *(f"{label}: {text}" for label, text in said.lines if label not in left_out),
        f"{LINK}: {said.permalink}{beginning}",
        *(f"File: {path}" for path in held),
        "",
    ]


def checksums(files: Mapping[str, bytes]) -> str:
    """List every file's SHA-256 as `sha256sum -c` reads it."""
    return "".join(f"{store.digest(content)}  {path}\n" for path, content in files.items())
