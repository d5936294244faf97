"""The legend of a print map, or of several maps that share it: planned, then drawn."""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil

from matplotlib.patches import Circle

from explorer.figures import print_areas, print_over, print_sheet
from explorer.figures.print_sheet import LINE, POINT, QUIET_INK, Block, Box, Layer, Sheet
from explorer.model import AreaKind
from explorer.views import palettes
from explorer.views.base import LegendEntry, MapSet, MapView, Swatch

TEXT, SMALLEST_TEXT = 8.2, 5.6
"""Sizes of text in points, on an A4 page and at the least."""
SHARE = 0.33
"""Most of the page's width that a legend on the right takes."""
SWATCH, GAP, ROW = 3.4, 1.8, 2.05
"""In the size of its text: room of a swatch, before a count, and of a line."""
HAIR = 0.01
"""Millimetres that sums of widths may be out by."""
MOST_COUNTED = 3
"""Of more maps than this, a legend cannot say how many areas each has of a class."""


@dataclass(frozen=True)
class LegendPlan:
    """How the legend stands: its size of text, columns, and the width and height it takes.

    Attributes
    ----------
    labels : tuple of tuple of str
        The lines of each entry's label.
    counts : tuple of str
        How many areas, '' where an entry has no count.
    title : str
        Measure and unit; what the counts are of, where they do not say it.
    """

    size: float
    columns: int
    column_width: float
    labels: tuple[tuple[str, ...], ...]
    counts: tuple[str, ...]
    width: float
    height: float
    title: str

    @property
    def row(self) -> float:
        return self.size * POINT * ROW

    def row_height(self, index: int) -> float:
        return self.row + (len(self.labels[index]) - 1) * self.size * LINE * POINT


def plan_right(view: MapView | MapSet, scale: float, across: float) -> LegendPlan:
    """Set the legend in one column; counts lose their noun before labels are broken."""
    size = max(SMALLEST_TEXT, TEXT * scale)
    widest = SHARE * across
    for points, bare in ((size, False), (0.9 * size, False), (size, True)):
        if _natural_width(view, points, bare=bare) <= widest:
            break
    natural = _natural_width(view, points, bare=bare)
    width = min(widest, max(natural, 0.2 * across))
    return _plan(view, points, 1, width, bare=bare)


def plan_below(view: MapView | MapSet, scale: float, across: float) -> LegendPlan:
    """Set the legend in as many columns as stand beside each other."""
    size = max(SMALLEST_TEXT, TEXT * scale)
    gap = 3 * size * POINT
    most = max(1, int((across + gap) // (_natural_width(view, size) + gap)))
    rows = ceil(len(view.legend) / min(most, len(view.legend)))
    columns = ceil(len(view.legend) / rows)
    return _plan(view, size, columns, (across + gap) / columns - gap)


def count_words(entry: LegendEntry, view: MapView | MapSet, *, bare: bool = False) -> str:
    """Write how many areas an entry draws: '1 ward', '11 wards'; the number alone where bare.

    Of a few maps the numbers in their order, '4, 11'; of many nothing.
    """
    if isinstance(view, MapSet):
        few = len(view.panels) <= MOST_COUNTED
        return ", ".join(str(count) for count in view.counts(entry)) if few else ""
    if entry.count is None:
        return ""
    if bare:
        return f"{entry.count}"
    return f"{entry.count} {view.area_set.noun if entry.count == 1 else view.area_set.nouns}"


def _title(view: MapView | MapSet, *, bare: bool) -> str:
    """Return measure and unit, and what the counts are of where they do not say it."""
    if isinstance(view, MapSet):
        if len(view.panels) > MOST_COUNTED:
            return view.legend_title
        nouns = " or ".join(dict.fromkeys(one.nouns for one in view.area_sets))
        return f"{view.legend_title}, and number of {nouns} on each map"
    return view.legend_title + (f", and number of {view.area_set.nouns}" if bare else "")


def _natural_width(view: MapView | MapSet, size: float, *, bare: bool = False) -> float:
    return max(
        (SWATCH + GAP) * size * POINT
        + print_sheet.width_of(entry.label, size)
        + print_sheet.width_of(count_words(entry, view, bare=bare), size)
        for entry in view.legend
    )


def _plan(
    view: MapView | MapSet, size: float, columns: int, width: float, *, bare: bool = False
) -> LegendPlan:
    """Break labels so that they and their counts stand side by side in columns of a width."""
    counts = tuple(count_words(entry, view, bare=bare) for entry in view.legend)
    labels = []
    for entry, count in zip(view.legend, counts, strict=True):
        taken = print_sheet.width_of(count, size) + GAP * size * POINT if count else 0.0
        room = width - SWATCH * size * POINT - taken + HAIR
        labels.append(tuple(print_sheet.wrap(entry.label, size, room)))
    title = _title(view, bare=bare)
    whole = width if columns == 1 else columns * (width + 3 * size * POINT)
    heading = print_sheet.wrap(title, size * 1.1, whole, bold=True)
    rows = ceil(len(labels) / columns)
    sizes = [size * POINT * (ROW + (len(lines) - 1) * LINE) for lines in labels]
    tallest = max(sum(sizes[i : i + rows]) for i in range(0, len(sizes), rows))
    return LegendPlan(
        size=size,
        columns=columns,
        column_width=width,
        labels=tuple(labels),
        counts=counts,
        width=whole,
        height=(len(heading) * 1.1 * LINE + 0.7) * size * POINT + tallest,
        title=title,
    )


def draw(sheet: Sheet, plan: LegendPlan, side: Box, view: MapView | MapSet) -> Box:
    """Draw the legend at the top of its side; return what is left of it beneath."""
    layer = sheet.layer("legend")
    size = plan.size
    title_width = plan.width if plan.columns == 1 else side.width
    lines = print_sheet.wrap(plan.title, size * 1.1, title_width, bold=True)
    title = Block(tuple(lines), size * 1.1)
    top = sheet.write_block(layer, title, side.x, side.top, bold=True)
    top -= 0.7 * size * POINT
    rows = ceil(len(view.legend) / plan.columns)
    lowest = top
    for column in range(plan.columns):
        y = top
        x = side.x + column * (plan.column_width + 3 * size * POINT)
        for index in range(column * rows, min((column + 1) * rows, len(view.legend))):
            height = plan.row_height(index)
            _draw_line(sheet, layer, plan, view, index, x, y - height / 2)
            y -= height
        lowest = min(lowest, y)
    return Box(side.x, side.y, side.width, max(0.0, lowest - side.y))


def _draw_line(
    sheet: Sheet,
    layer: Layer,
    plan: LegendPlan,
    view: MapView | MapSet,
    index: int,
    x: float,
    middle: float,
) -> None:
    """Draw a swatch, its label and how many areas are drawn so."""
    entry = view.legend[index]
    size = plan.size
    unit = size * POINT
    swatch = Box(x, middle - 0.72 * unit, 2.6 * unit, 1.44 * unit)
    centre = (swatch.x + swatch.width / 2, middle)
    if entry.swatch is Swatch.POINT:
        print_areas.draw_site(sheet, layer, centre, 0.42 * unit)
    elif view.area_set.kind is AreaKind.POINT:
        _point_swatch(sheet, layer, centre, 0.62 * unit, entry)
    elif entry.swatch is Swatch.OUTLINE:
        inner = Box(swatch.x + 0.15 * unit, swatch.y + 0.15 * unit, 2.3 * unit, 1.14 * unit)
        sheet.rectangle(layer, inner, palettes.PAPER, entry.colour, 0.24 * size)
    elif entry.swatch is Swatch.DASHED:
        print_over.draw_swatch(sheet, layer, swatch, entry.colour, 0.14 * size)
    else:
        sheet.fill(layer, swatch, print_areas.fill_of(entry), f"legend-{entry.key}")
        sheet.rectangle(layer, swatch, "none", QUIET_INK, 0.06 * size)
    lines = plan.labels[index]
    foot = middle + (len(lines) - 1) * LINE * unit / 2 - 0.36 * unit
    for step, line in enumerate(lines):
        sheet.write(layer, x + SWATCH * unit, foot - step * LINE * unit, line, size)
    end = x + plan.column_width
    sheet.write(layer, end, foot, plan.counts[index], size, colour=QUIET_INK, align="right")


def _point_swatch(
    sheet: Sheet, layer: Layer, centre: tuple[float, float], radius: float, entry: LegendEntry
) -> None:
    if entry.swatch is Swatch.OUTLINE:
        sheet.put(layer, Circle(centre, 1.5 * radius, facecolor=entry.colour, linewidth=0.0))
        sheet.put(layer, Circle(centre, 0.9 * radius, facecolor=palettes.PAPER, linewidth=0.0))
        return
    print_areas.draw_dot(sheet, layer, centre, radius, entry, f"legend-{entry.key}")
