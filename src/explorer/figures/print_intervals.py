"""Beside a print map, the areas compared with their 95% intervals and what they stand beside."""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil, floor, isnan, log10

from matplotlib.patches import Circle

from explorer import registry
from explorer.figures import print_sheet
from explorer.figures.print_legend import SMALLEST_TEXT, TEXT
from explorer.figures.print_sheet import LINE, LINES, POINT, QUIET_INK, Box, Sheet
from explorer.views import palettes, selections
from explorer.views.base import MapView

TITLE = "With 95% intervals"
MOST_AREAS = 8
ROW = 2.5
"""Height of a row, in the size of its text."""
TICKS = 4


@dataclass(frozen=True)
class Row:
    """An area or comparator: its lines, its value and limits, whether it is compared."""

    name: str
    value: float
    lower: float
    upper: float
    compared: bool

    @property
    def ends(self) -> tuple[float, ...]:
        return tuple(v for v in (self.value, self.lower, self.upper) if not isnan(v))


def rows_of(view: MapView) -> list[Row]:
    """Return the areas compared as the map holds them, then the comparators of its release.

    None where no area compared has an interval, or so many are that they would fill the page.
    """
    held = view.frame.set_index("area_code")
    if not 0 < len(view.highlighted) <= MOST_AREAS:
        return []
    chosen = held.loc[list(view.highlighted)].dropna(subset=["value"])
    if chosen.empty or chosen["lower_95"].isna().all():
        return []
    beside = selections.figures(view.selection).comparators.dropna(subset=["value"])
    return [
        Row(str(name), float(value), float(lower), float(upper), compared)
        for frame, compared in ((chosen, True), (beside, False))
        for name, value, lower, upper in zip(
            *(frame[column] for column in ("area_name", "value", "lower_95", "upper_95")),
            strict=True,
        )
    ]


def draw_intervals(sheet: Sheet, room: Box, view: MapView, scale: float) -> Box:
    """Draw the rows at the top of a box, where they have room; return what is left beneath."""
    rows = rows_of(view)
    size = max(SMALLEST_TEXT, 0.88 * TEXT * scale)
    unit = size * POINT
    names = [print_sheet.wrap(row.name, size, 0.46 * room.width, bold=row.compared) for row in rows]
    heights = [(ROW + (len(lines) - 1) * LINE) * unit for lines in names]
    height = sum(heights) + 9 * unit
    if not rows or height > room.height:
        return room
    layer = sheet.layer("intervals")
    top = room.top - 3.2 * unit
    sheet.write(layer, room.x, top, TITLE, TEXT * 1.1 * size / (0.88 * TEXT), bold=True)
    widest = max(
        print_sheet.width_of(line, size, row.compared)
        for row, lines in zip(rows, names, strict=True)
        for line in lines
    )
    left, right = room.x + widest + 1.4 * unit, room.right - 1.4 * unit
    ticks = round_ticks([end for row in rows for end in row.ends])
    low = min(ticks[0], *(end for row in rows for end in row.ends))
    high = max(ticks[-1], *(end for row in rows for end in row.ends))

    def across(value: float) -> float:
        return left + (value - low) / (high - low) * (right - left)

    top -= 1.0 * unit
    foot = top - sum(heights)
    for tick in ticks:
        sheet.rectangle(layer, Box(across(tick), foot, 0.0, top - foot), "none", LINES, 0.5)
        sheet.write(
            layer, across(tick), foot - 1.25 * unit, f"{tick:,g}", 0.9 * size,
            colour=QUIET_INK, align="center",
        )  # fmt: skip
    decimals = registry.indicator(view.selection.indicator).decimals
    middle = top
    for row, lines, height in zip(rows, names, heights, strict=True):
        centre = middle - height / 2 - 0.25 * unit
        middle -= height
        colour = palettes.HIGHLIGHT if row.compared else palettes.HEADING
        first = centre + (len(lines) - 1) * LINE * unit / 2 - 0.36 * unit
        for index, line in enumerate(lines):
            sheet.write(
                layer, left - 1.4 * unit, first - index * LINE * unit, line, size,
                bold=row.compared, align="right",
            )  # fmt: skip
        if not isnan(row.lower):
            start, end = across(row.lower), across(row.upper)
            span = Box(start, centre - 0.09 * unit, end - start, 0.18 * unit)
            sheet.rectangle(layer, span, palettes.HEADING)
        place = (across(row.value), centre)
        sheet.put(layer, Circle(place, 0.42 * unit, facecolor=colour, linewidth=0.0))
        sheet.write(
            layer, place[0], centre + 0.65 * unit, f"{row.value:,.{decimals}f}", 0.85 * size,
            align="center", halo=palettes.PAPER,
        )  # fmt: skip
    return Box(room.x, room.y, room.width, max(0.0, foot - 3 * unit - room.y))


def round_ticks(values: list[float]) -> list[float]:
    """Return a few round numbers that reach from the least value to the greatest."""
    low, high = min(values), max(values)
    span = (high - low) or abs(high) or 1.0
    unit = 10 ** floor(log10(span / TICKS))
    step = next(unit * times for times in (1, 2, 2.5, 5, 10) if span / (unit * times) <= TICKS)
    first, last = ceil(low / step), floor(high / step)
    return [round(step * index, 10) for index in range(first, max(last, first) + 1)]
