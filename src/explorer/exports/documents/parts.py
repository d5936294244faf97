"""What the writers of documents share: what a file says of itself, and figures to size."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from explorer import __version__
from explorer.exports import picture
from explorer.exports.base import LINK, Format, Stamp, caption_of, data_version, made_at
from explorer.exports.office import AUTHOR
from explorer.figures import charts, print_map
from explorer.model import AreaKind
from explorer.views import words
from explorer.views.base import ChartKind, ChartView, MapView, Provenance, TableView
from explorer.views.document import Document, Section
from explorer.views.layout import Labels, Layout, LegendPlace

LETTERING = 1.6
"""Of a figure in a page, so that its text is hardly smaller than that around it."""
PIXEL = 0.18
"""Millimetres that a pixel of a chart's rows takes in a page."""
AROUND_ROWS = 22.0
"""Millimetres of axis and legend around them."""
LOWEST, TALLEST, TALLEST_NARROW = 32.0, 205.0, 120.0
"""Millimetres that a chart is high, so that it fits its page, or its share of one."""
MAP_SHAPE, UPRIGHT_MAP, PLOT_SHAPE = 0.5, 0.78, 0.5
"""Height by width: of a map with its legend beside it, or below it, and of a plot."""
UPRIGHT_PLOT = 0.66
NARROW = 120.0
"""Millimetres; on less, a map's legend stands below it."""


@dataclass(frozen=True)
class Used:
    """A source, and what was taken from it: measure, period and standing, in order of use."""

    source_line: str
    taken: tuple[str, ...]


def stamp_of(document: Document, address: str) -> Stamp:
    """Gather what a document's files say of themselves, each thing once."""
    origins = document.provenances
    return Stamp(
        title=document.title,
        subtitle=document.subtitle,
        measure=_joined(origin.measure for origin in origins),
        period=_joined(origin.period for origin in origins),
        areas=document.areas,
        in_force="",
        standing=_joined(origin.standing.value.capitalize() for origin in origins),
        source=_joined(origin.source for origin in origins),
        licence=_joined(origin.licence for origin in origins),
        boundary_credit=boundary_credit(document),
        notes=(),
        made=made_at(),
        version=f"{AUTHOR} {__version__}",
        data_version=data_version(),
        permalink=_link(document.permalink, address),
    )


def boundary_credit(document: Document) -> str:
    """Credit the owners of all boundaries used, and of what is drawn round them on its maps."""
    drawn = (
        print_map.boundary_credit(view, Layout())
        for section in document.sections
        for view in section.maps
    )
    return words.sentences_once(
        (*(origin.boundary_credit for origin in document.provenances), *drawn)
    )


def about(said: Stamp) -> list[tuple[str, str]]:
    """Return what stands at a document's end, as label and text, after its list of sources."""
    kept = ("Areas", "Standing", "Boundaries", "Made on", "Made with", LINK)
    return [(label, text) for label, text in said.lines if label in kept]


def sources(document: Document) -> tuple[Used, ...]:
    """Return every source once, in order of use, with what was taken from it."""
    taken: dict[str, dict[str, None]] = {}
    for origin in document.provenances:
        said = f"{', '.join(filter(None, (origin.measure, origin.period)))} ({origin.standing})"
        taken.setdefault(origin.source_line, {})[said] = None
    return tuple(Used(line, tuple(said)) for line, said in taken.items())


def caveats(document: Document) -> tuple[str, ...]:
    """Return what must be known of the figures, once each, after the measures that it is of.

    What a section says itself is left out.
    """
    said = {note for section in document.sections for note in section.notes}
    of: dict[str, dict[str, None]] = {}
    for origin in document.provenances:
        for note in origin.notes:
            of.setdefault(note, {})[origin.measure] = None
    every = len({origin.measure for origin in document.provenances})
    return tuple(
        note if len(measures) == every else f"{'; '.join(measures)}: {note}"
        for note, measures in of.items()
        if note not in said
    )


def figures(section: Section) -> Iterator[MapView | ChartView]:
    """Return the maps of a section, then its charts."""
    yield from section.maps
    yield from section.charts


def caption(view: MapView | ChartView) -> str:
    """Caption a figure by its measure, period and areas; a chart by what it is of, first."""
    said = caption_of(view.provenance)
    return said if isinstance(view, MapView) else f"{view.title.rstrip('.')}. {said}"


def remarks(view: MapView | ChartView | TableView, *, sourced: bool) -> tuple[str, ...]:
    """Return what stands under a figure or table: how it is to be read, and its source.

    The source is left to the list at the end where all is on one page.
    """
    notes = view.notes if isinstance(view, TableView) else ()
    said = view.subtitle if isinstance(view, ChartView) else ""
    return tuple(filter(None, (said, *notes, credit(view.provenance) if sourced else "")))


def credit(origin: Provenance) -> str:
    """Say under a figure where it comes from, and what it is where it is not simply published."""
    standing = "" if origin.standing.is_official else f" {origin.standing.value.capitalize()}."
    return f"{origin.source_line}{standing}"


def draw(view: MapView | ChartView, form: Format, width: float, *, dpi: int = 300) -> bytes:
    """Draw a figure as wide as its place in a page, in millimetres."""
    layout = Layout(
        size=f"{width:.0f}x{_height(view, width):.0f}",
        labels=labels_on(view),
        legend=LegendPlace.BELOW if width < NARROW else LegendPlace.RIGHT,
        standalone=False,
        notes=False,
        lettering=LETTERING,
        dpi=dpi,
    )
    if isinstance(view, MapView):
        return picture.write_map(view, form, layout)
    return picture.write_chart(view, form, layout)


def labels_on(view: MapView | ChartView) -> Labels:
    """Return what is written on a figure; points have no room for their names."""
    is_of_points = isinstance(view, MapView) and view.area_set.kind is AreaKind.POINT
    return Labels.NONE if is_of_points else Labels.NAMES


def groups(sections: Sequence[Section]) -> list[list[Section]]:
    """Return each section with those that stand beside it."""
    found: list[list[Section]] = []
    for section in sections:
        if section.beside and found:
            found[-1].append(section)
        else:
            found.append([section])
    return found


def _height(view: MapView | ChartView, width: float) -> float:
    if isinstance(view, MapView):
        return width * (UPRIGHT_MAP if width < NARROW else MAP_SHAPE)
    if view.kind not in charts.BY_ROWS:
        return width * (UPRIGHT_PLOT if width < NARROW else PLOT_SHAPE)
    around = AROUND_ROWS * (1.5 if view.kind is ChartKind.SPINE else 1)
    return min(
        max(charts.height(view) * PIXEL + around, LOWEST),
        TALLEST if width > NARROW else TALLEST_NARROW,
    )


def _link(permalink: str, address: str) -> str:
    return f"{address.rstrip('/')}/{permalink}" if address and permalink else permalink


def _joined(texts: Iterable[str]) -> str:
    return "; ".join(dict.fromkeys(filter(None, texts)))
