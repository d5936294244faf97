"""What stands round the areas of a print map: headline, legend, scale, arrow, inset, foot."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from math import ceil

import shapely
from matplotlib.patches import Circle, PathPatch, Polygon
from shapely.geometry.base import BaseGeometry

from explorer.areas.sets import BRITISH_GRID
from explorer.figures import print_areas, print_labels, print_sheet
from explorer.figures.print_areas import BOROUGHS, NEIGHBOURS, RIVER, Ground
from explorer.figures.print_frame import SMALLEST_LEGEND, Block, Frame
from explorer.figures.print_labels import Wanted
from explorer.figures.print_sheet import LINE, LINES, POINT, QUIET_INK, WATER, Box, Layer, Sheet
from explorer.model import AreaKind
from explorer.views import palettes
from explorer.views.base import LegendEntry, MapView, Swatch

ROUND_LENGTHS = (50, 100, 200, 250, 500, 1_000, 2_000, 2_500, 5_000, 10_000, 20_000, 50_000)
"""Metres a scale bar may be long."""
SCALE_BAR_SHARE = 0.17
INSET_TITLE = "Where this is"


def draw_headline(sheet: Sheet, frame: Frame) -> None:
    """Write the finding, and under it measure, areas and period."""
    layer = sheet.layer("headline")
    y = _write_block(
        sheet, layer, frame.title, frame.margin, frame.height - frame.margin, palettes.HEADING, True
    )
    _write_block(sheet, layer, frame.subtitle, frame.margin, y - 1.2 * frame.scale, "#26292B")


def draw_foot(sheet: Sheet, frame: Frame) -> None:
    """Write source, licence, areas, standing and notes, where the figure is to say them itself."""
    if not frame.foot:
        return
    layer = sheet.layer("source")
    box = frame.foot_box
    step = (box.width + 4 * frame.foot[0][0].size * POINT) / 2
    for index, column in enumerate(frame.foot):
        y = box.top
        for block in column:
            y = _write_block(sheet, layer, block, box.x + index * step, y, QUIET_INK)


def draw_legend(sheet: Sheet, frame: Frame, view: MapView) -> Box:
    """Draw the legend at the top of its side; return what is left of it beneath."""
    layer = sheet.layer("legend")
    plan, side = frame.legend, frame.side
    size = plan.size
    title_width = plan.width if plan.columns == 1 else side.width
    title = Block(
        tuple(print_sheet.wrap(plan.title, size * 1.1, title_width, bold=True)), size * 1.1
    )
    top = _write_block(sheet, layer, title, side.x, side.top, palettes.INK, True)
    top -= 0.7 * size * POINT
    rows = ceil(len(view.legend) / plan.columns)
    lowest = top
    for column in range(plan.columns):
        y = top
        x = side.x + column * (plan.column_width + 3 * size * POINT)
        for index in range(column * rows, min((column + 1) * rows, len(view.legend))):
            height = plan.row_height(index)
            _legend_line(sheet, layer, frame, view, index, x, y - height / 2)
            y -= height
        lowest = min(lowest, y)
    return Box(side.x, side.y, side.width, max(0.0, lowest - side.y))


def _legend_line(
    sheet: Sheet, layer: Layer, frame: Frame, view: MapView, index: int, x: float, middle: float
) -> None:
    """Draw a swatch, its label and how many areas are drawn so."""
    plan, entry = frame.legend, view.legend[index]
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
    else:
        fill = print_areas.fill_of(entry)
        sheet.rectangle(
            layer, swatch, fill["facecolor"], fill["edgecolor"], 0.0, hatch=fill.get("hatch", "")
        )
        sheet.rectangle(layer, swatch, "none", QUIET_INK, 0.06 * size)
    lines = plan.labels[index]
    foot = middle + (len(lines) - 1) * LINE * unit / 2 - 0.36 * unit
    for step, line in enumerate(lines):
        sheet.write(layer, x + 3.4 * unit, foot - step * LINE * unit, line, size)
    sheet.write(
        layer,
        x + plan.column_width,
        foot,
        plan.counts[index],
        size,
        colour=QUIET_INK,
        align="right",
    )


def _point_swatch(
    sheet: Sheet, layer: Layer, centre: tuple[float, float], radius: float, entry: LegendEntry
) -> None:
    if entry.swatch is Swatch.OUTLINE:
        sheet.put(layer, Circle(centre, 1.5 * radius, facecolor=entry.colour, linewidth=0.0))
        sheet.put(layer, Circle(centre, 0.9 * radius, facecolor=palettes.PAPER, linewidth=0.0))
        return
    print_areas.draw_dot(sheet, layer, centre, radius, entry)


def draw_scale_bar(sheet: Sheet, layer: Layer, ground: Ground, place: Box, scale: float) -> None:
    """Draw a bar of a round number of metres, half dark and half light."""
    metres = bar_metres(ground)
    length = metres * ground.scale
    size = max(SMALLEST_LEGEND, 7 * scale)
    thick = 0.38 * size * POINT
    box = Box(place.x, place.y, length, thick)
    half = Box(place.x, place.y, length / 2, thick)
    sheet.rectangle(layer, box, palettes.PAPER, palettes.INK, 0.6)
    sheet.rectangle(layer, half, palettes.INK, palettes.INK, 0.6)
    foot = box.top + 0.4 * size * POINT
    halo = print_sheet.LAND
    sheet.write(layer, box.x, foot, "0", size, align="center", halo=halo)
    sheet.write(layer, box.right, foot, distance_words(metres), size, align="center", halo=halo)


def bar_metres(ground: Ground) -> int:
    """Return the greatest round length that takes no more than a sixth of the map."""
    room = SCALE_BAR_SHARE * ground.box.width / ground.scale
    return max((metres for metres in ROUND_LENGTHS if metres <= room), default=ROUND_LENGTHS[0])


def distance_words(metres: int) -> str:
    """Write a distance: '500 m', '2.5 km'."""
    return f"{metres / 1000:g} km" if metres >= 1000 else f"{metres} m"


def furniture_boxes(ground: Ground, scale: float, *, bar: bool, arrow: bool) -> dict[str, Box]:
    """Return where scale bar and north arrow stand: the lower corners of the map."""
    box, size = ground.box, max(SMALLEST_LEGEND, 7 * scale)
    unit = size * POINT
    boxes = {}
    if bar:
        length = bar_metres(ground) * ground.scale
        boxes["scale bar"] = Box(box.x + 1.8 * unit, box.y + 1.6 * unit, length, 2 * unit)
    if arrow:
        boxes["north arrow"] = Box(box.right - 3 * unit, box.y + 1.4 * unit, 1.6 * unit, 5 * unit)
    return boxes


def draw_north_arrow(sheet: Sheet, layer: Layer, box: Box) -> None:
    """Draw an arrow to grid north, with its letter beneath."""
    size = box.width / 1.6 / POINT
    middle, foot = box.x + box.width / 2, box.y + 1.15 * size * POINT
    wing = 0.62 * size * POINT
    for turn, fill in ((-1, palettes.INK), (1, palettes.PAPER)):
        corners = [
            (middle, box.top),
            (middle + turn * wing, foot),
            (middle, foot + 0.75 * size * POINT),
        ]
        shape = Polygon(corners, facecolor=fill, edgecolor=palettes.INK, linewidth=0.5)
        shape.set_joinstyle("miter")
        sheet.put(layer, shape)
    halo = print_sheet.LAND
    sheet.write(layer, middle, box.y, "N", size, align="center", bold=True, halo=halo)


def draw_inset(
    sheet: Sheet, box: Box, shapes: Sequence[BaseGeometry], shown: Ground, scale: float
) -> None:
    """Draw a small map of the boroughs round about, the place mapped filled, its frame outlined."""
    layer = sheet.layer("inset")
    size = max(4.4, 5 * scale)
    neighbours = print_areas.on_grid(NEIGHBOURS)
    ground = print_areas.fit(tuple(neighbours.total_bounds), box, inside_context=False)
    whole = shapely.box(*print_areas.context_bounds())
    # Against the left of its box, in line with the legend.
    left = ground.on_sheet([whole])[0].bounds[0] - box.x
    ground = replace(ground, box=replace(ground.box, x=ground.box.x - left))
    held = ground.on_sheet([whole])[0].bounds
    frame = Box(held[0], held[1], held[2] - held[0], held[3] - held[1])
    at = ground.transform + sheet.millimetres
    sheet.rectangle(layer, frame, print_sheet.LAND)
    for name, parts, fill, edge in (
        ("boroughs", list(neighbours.geometry), "none", LINES),
        ("water", list(print_areas.on_grid(RIVER).geometry), WATER, "none"),
        ("place", list(shapes), palettes.HEADING, palettes.HEADING),
    ):
        path = print_areas.compound(parts)
        patch = PathPatch(path, facecolor=fill, edgecolor=edge, linewidth=0.4)
        sheet.put(layer, patch, at, frame, f"inset-{name}")
    seen = shapely.box(*frame.bounds)
    wanted = [
        Wanted(name, name, shape.intersection(seen))
        for name, shape in zip(
            neighbours["area_name"], ground.on_sheet(neighbours.geometry), strict=True
        )
    ]
    for label in print_labels.in_areas(wanted, 0.9 * size, frame, overhang=False):
        for line, foot in label.feet:
            sheet.write(layer, label.x, foot, line, label.size, colour=QUIET_INK, align="center")
    width, height = shown.box.width / shown.scale, shown.box.height / shown.scale
    corner = ground.on_sheet([shapely.Point(shown.west, shown.south)])[0]
    view = Box(corner.x, corner.y, width * ground.scale, height * ground.scale)
    sheet.rectangle(layer, view, "none", palettes.INK, 0.6)
    sheet.rectangle(layer, frame, "none", QUIET_INK, 0.4)
    sheet.write(
        layer, frame.x, frame.top + 0.5 * size * POINT, INSET_TITLE, size * 1.15, colour=QUIET_INK
    )


def borough_shapes() -> list[BaseGeometry]:
    """Return the boroughs that the project maps, on the British National Grid."""
    return list(print_areas.on_grid(BOROUGHS).to_crs(BRITISH_GRID).geometry)


def _write_block(
    sheet: Sheet,
    layer: Layer,
    block: Block,
    x: float,
    top: float,
    colour: str,
    bold: bool = False,
) -> float:
    """Write a block's lines downwards from `top`; return where it ends."""
    step = block.size * LINE * POINT
    foot = top - 0.98 * block.size * POINT
    indent = print_sheet.width_of(f"{block.lead}  ", block.size, bold=True) if block.lead else 0.0
    if block.lead:
        sheet.write(layer, x, foot, block.lead, block.size, colour=palettes.INK, bold=True)
    for index, line in enumerate(block.lines):
        start = x + indent if index == 0 else x
        sheet.write(layer, start, foot - index * step, line, block.size, colour=colour, bold=bold)
    return top - block.height
