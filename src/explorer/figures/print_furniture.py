"""What stands round the areas of a print map: headline, scale, arrow, inset, foot."""

from __future__ import annotations

from collections.abc import Sequence

import shapely
from matplotlib.patches import PathPatch, Polygon
from shapely.geometry.base import BaseGeometry

from explorer import registry
from explorer.areas.sets import BRITISH_GRID
from explorer.figures import print_areas, print_sheet
from explorer.figures.print_areas import BOROUGHS, REGION, Ground
from explorer.figures.print_frame import Frame
from explorer.figures.print_legend import SMALLEST_TEXT
from explorer.figures.print_sheet import LAND, LINES, POINT, QUIET_INK, Box, Layer, Sheet
from explorer.views import palettes

ROUND_LENGTHS = (50, 100, 200, 250, 500, 1_000, 2_000, 2_500, 5_000, 10_000, 20_000, 50_000)
"""Metres a scale bar may be long."""
SCALE_BAR_SHARE = 0.17
INSET_TITLE = "Where this is in"
BETWEEN_BOROUGHS = "#A9A59B"
SUBTITLE_INK = "#26292B"


def draw_headline(sheet: Sheet, frame: Frame) -> None:
    """Write the finding, and under it measure, areas and period."""
    layer = sheet.layer("headline")
    x, top = frame.margin, frame.height - frame.margin
    y = sheet.write_block(layer, frame.title, x, top, colour=palettes.HEADING, bold=True)
    sheet.write_block(layer, frame.subtitle, x, y - 1.2 * frame.scale, colour=SUBTITLE_INK)


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
            y = sheet.write_block(layer, block, box.x + index * step, y, colour=QUIET_INK)


def draw_scale_bar(sheet: Sheet, layer: Layer, ground: Ground, place: Box, scale: float) -> None:
    """Draw a bar of a round number of metres, half dark and half light."""
    metres = bar_metres(ground)
    length = metres * ground.scale
    size = max(SMALLEST_TEXT, 7 * scale)
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
    box, size = ground.box, max(SMALLEST_TEXT, 7 * scale)
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
    """Draw a small map of the region at the top left of a box, what the map shows outlined."""
    layer = sheet.layer("inset")
    size = max(4.4, 5.8 * scale)
    pad, heading = 0.6 * size * POINT, 1.3 * size * POINT
    region = print_areas.on_grid(REGION)
    west, south, east, north = region.total_bounds
    shape = (east - west) / (north - south)
    width = min(box.width - 2 * pad, shape * (box.height - 2 * pad - heading))
    height = width / shape
    whole = height + heading + 2 * pad
    frame = Box(box.x, box.top - whole, width + 2 * pad, whole)
    ground = Ground(
        Box(frame.x + pad, frame.y + pad, width, height), west, south, width / (east - west)
    )
    at = ground.transform + sheet.millimetres
    sheet.rectangle(layer, frame, palettes.PAPER, LINES, 0.5)
    for name, parts, fill, edge in (
        ("boroughs", list(region.geometry), LAND, BETWEEN_BOROUGHS),
        ("place", list(shapes), palettes.HEADING, palettes.HEADING),
    ):
        path = print_areas.compound(parts)
        patch = PathPatch(path, facecolor=fill, edgecolor=edge, linewidth=0.4, joinstyle="round")
        sheet.put(layer, patch, at, name=f"inset-{name}")
    corner = ground.on_sheet([shapely.Point(shown.west, shown.south)])[0]
    ratio = ground.scale / shown.scale
    view = Box(corner.x, corner.y, shown.box.width * ratio, shown.box.height * ratio)
    sheet.rectangle(layer, view, "none", palettes.INK, 0.6)
    title = f"{INSET_TITLE} {registry.places().region.name}"
    foot = frame.top - pad - 0.7 * size * POINT
    sheet.write(layer, frame.x + pad, foot, title, size, colour=QUIET_INK)


def borough_shapes() -> list[BaseGeometry]:
    """Return the boroughs that the project maps, on the British National Grid."""
    return list(print_areas.on_grid(BOROUGHS).to_crs(BRITISH_GRID).geometry)
