"""The print map: a view drawn for paper, finished, with everything a reader needs on the sheet.

The sheet's parts stand in `print_frame`, its areas are drawn by `print_areas`, labels are placed
by `print_labels`, and what stands round the map is drawn by `print_furniture`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import geopandas as gpd
import numpy as np
import shapely
from matplotlib.figure import Figure
from shapely.geometry.base import BaseGeometry

from explorer import areas, registry
from explorer.areas.sets import BRITISH_GRID
from explorer.figures import (
    print_areas,
    print_frame,
    print_furniture,
    print_intervals,
    print_key,
    print_labels,
    print_legend,
    print_over,
    print_panels,
)
from explorer.figures.print_areas import Ground
from explorer.figures.print_frame import LABEL, Frame
from explorer.figures.print_labels import Label, Wanted
from explorer.figures.print_panels import Place
from explorer.figures.print_sheet import Box, Sheet
from explorer.model import AreaKind, AreaSet
from explorer.views import painting, palettes, words
from explorer.views.base import MapSet, MapView, Panel, Swatch
from explorer.views.layout import Labels, Layout, LegendPlace

WARD = "ward"
INSET_SHARE = 0.3
ROOM_ROUND_NEAR = 0.35
"""Ground shown round the areas that a map is about, as a share of their width."""


def draw(view: MapView | MapSet, layout: Layout, lines: Sequence[tuple[str, str]]) -> Figure:
    """Draw a map, or several that share a legend, for print.

    Parameters
    ----------
    view : MapView or MapSet
    layout : Layout
    lines : sequence of (str, str)
        Label and text of everything that a file says of itself, as `exports.base.Stamp.lines`
        gives it; 'Note' as often as there are notes.

    Returns
    -------
    matplotlib.figure.Figure
        Of the layout's exact size, with a named layer for each part; those of several maps begin
        with 'map-1-', 'map-2-' and so on. Drawing touches nothing that is shared, so sheets can be
        drawn in several threads at once.

    Raises
    ------
    SelectionError
        When the page has no room for the map and its words, or for the key of its numbers.
    """
    panels = print_panels.panels_of(view)
    beneath = _beneath(view)
    bounds = _bounds(panels, beneath)
    context = layout.context and print_areas.within_context(bounds)
    credits = credit_lines(lines)
    notes = [text for label, text in lines if label == "Note"]
    frame = print_frame.plan(view, layout, credits, notes)
    sheet = Sheet(frame.width, frame.height, layout.dpi)
    drawn = []
    for number, place in enumerate(
        print_panels.places(panels, frame.map_box, bounds, frame.scale), start=1
    ):
        print_frame.check_room(layout, place.box.width, place.box.height)
        ground = print_areas.fit(bounds, place.box, inside_context=context)
        drawn.append(ground)
        part = sheet.part(panel_prefix(number, len(panels)))
        # All maps are to one scale, so the first's bar and arrow serve them all.
        _draw_map(part, place, ground, layout, beneath, context=context, furnished=number == 1)
        print_panels.draw_head(part, place, ground.box)
    print_furniture.draw_headline(sheet, frame)
    _sides(sheet, frame, view, layout, drawn)
    print_furniture.draw_foot(sheet, frame)
    return sheet.figure


def boundary_credit(view: MapView | MapSet, layout: Layout) -> str:
    """Credit the owners of all that is drawn: the areas, and what lies beneath and round them."""
    beneath = _beneath(view)
    drawn = [beneath] if beneath else []
    if layout.context and print_areas.within_context(
        _bounds(print_panels.panels_of(view), beneath)
    ):
        drawn += areas.surroundings()
    if layout.inset:
        drawn.append(areas.area_set(print_areas.REGION))
    return words.sentences_once([view.provenance.boundary_credit, *(one.credit for one in drawn)])


def panel_prefix(number: int, of: int) -> str:
    """Return how the names of the parts of a map begin, of as many on one sheet."""
    return f"map-{number}-" if of > 1 else ""


def _beneath(view: MapView | MapSet) -> AreaSet | None:
    """Return the areas that are drawn quietly under points."""
    return ward_layer() if view.area_set.kind is AreaKind.POINT else None


def _bounds(panels: Sequence[Panel], beneath: AreaSet | None) -> tuple[float, float, float, float]:
    """Return the ground that every map of a sheet shows, in metres of the British National Grid."""
    if beneath:
        shapes = [print_areas.on_grid(beneath.id)]
    else:
        shapes = [_about(panel.view).geometry.to_crs(BRITISH_GRID) for panel in panels]
    west, south, east, north = zip(*(one.total_bounds for one in shapes), strict=True)
    room = ROOM_ROUND_NEAR * (max(east) - min(west)) if panels[0].view.near else 0.0
    return min(west) - room, min(south) - room, max(east) + room, max(north) + room


def _about(view: MapView) -> gpd.GeoDataFrame:
    """Return the areas that a map is fitted to."""
    return view.frame[view.frame["area_code"].isin(view.near)] if view.near else view.frame


def _draw_map(
    sheet: Sheet,
    place: Place,
    ground: Ground,
    layout: Layout,
    beneath: AreaSet | None,
    *,
    context: bool,
    furnished: bool,
) -> None:
    """Draw ground, areas, borders, outlines, sites and labels of one map."""
    view, scale = place.view, place.scale
    if layout.labels is Labels.NAMES and not place.named:
        layout = replace(layout, labels=Labels.NONE)
    boxes = print_furniture.furniture_boxes(
        ground, scale, bar=furnished and layout.scale_bar, arrow=furnished and layout.north_arrow
    )
    taken = tuple(boxes.values())
    print_areas.draw_ground(sheet, sheet.layer("context"), ground, context=context)
    green = shapely.Polygon()
    if beneath:
        print_areas.draw_quiet(sheet, sheet.layer("wards"), ground, beneath)
        print_areas.draw_borders(sheet, sheet.layer("borders"), ground, view, scale)
        places = print_areas.draw_points(sheet, sheet.layer("areas"), ground, view, scale)
        wanted = _wanted(view, layout, print_areas.as_points(places))
        radius = print_areas.DOT * max(scale, 0.6)
        labels = print_labels.beside_points(wanted, LABEL * scale, radius, ground.box, taken)
    else:
        shapes = view.frame.geometry.to_crs(BRITISH_GRID)
        if view.near:
            # Of areas cut off at the map's edge, trees and labels keep to what is seen.
            shapes = shapes.intersection(ground.extent)
        print_areas.draw_areas(sheet, sheet.layer("areas"), ground, view)
        if context:
            green = print_areas.draw_trees(sheet, sheet.layer("trees"), ground, shapes, scale)
        print_areas.draw_borders(sheet, sheet.layer("borders"), ground, view, scale)
        if view.over:
            dashed = print_over.draw_over(sheet, sheet.layer("over"), ground, view.over, scale)
            green = shapely.union(green, dashed)
        print_areas.draw_highlights(sheet, sheet.layer("highlighted"), ground, view, scale)
        labels = _in_areas(view, layout, ground.box, ground.on_sheet(shapes), taken, scale)
    if view.sites:
        dots = print_areas.draw_sites(sheet, sheet.layer("sites"), ground, view, scale)
        green = shapely.union(green, dots)
    _write_labels(sheet, labels, view, green)
    _furnish(sheet, ground, boxes, scale)


def credit_lines(lines: Sequence[tuple[str, str]]) -> list[tuple[str, str]]:
    """Gather what must stand at the foot into few paragraphs, each under one bold word.

    A link that lacks the app's own address serves no reader of paper, and is left to the file.
    """
    said = dict(lines)
    link = said.get("Link to this view", "")

    def joined(*labels: str) -> str:
        return " ".join(f"{said[label].rstrip('.')}." for label in labels if said.get(label))

    areas_words = ", in force together ".join(
        said[label] for label in ("Areas", "In force") if said.get(label)
    )
    paragraphs = (
        ("Source", joined("Source", "Licence")),
        ("Shown", ", ".join(said[k] for k in ("Measure", "Period") if said.get(k))),
        ("Areas", areas_words),
        ("Boundaries", joined("Boundaries")),
        ("Standing", joined("Standing")),
        ("Made", joined("Made on", "Made with")),
        ("Link", link if "://" in link else ""),
    )
    return [(label, text) for label, text in paragraphs if text]


def ward_layer() -> AreaSet:
    """Return the wards in force today, which stand quietly under points."""
    whole = {part for one in areas.area_sets().values() for part in one.parts}
    wards = [one for one in areas.area_sets().values() if one.level == WARD and one.id not in whole]
    return max(wards, key=lambda one: one.valid_from or date.min)


def _in_areas(
    view: MapView,
    layout: Layout,
    within: Box,
    shapes: Sequence[BaseGeometry],
    taken: Sequence[Box],
    scale: float,
) -> list[Label]:
    """Place labels, and the symbol of its verdict alone on an area that has room for no more."""
    largest = LABEL * scale * (0.8 if len(shapes) > print_labels.MANY else 1.0)
    wanted = [label for label in _wanted(view, layout, shapes) if not label.shape.is_empty]
    labels = print_labels.in_areas(wanted, largest, within, taken)
    held = {label.key for label in labels}
    rows = zip(view.frame["area_code"], view.frame["class_key"], shapes, strict=True)
    symbols = [
        Wanted(code, painting.SYMBOLS[key], shape)
        for code, key, shape in rows
        if key in painting.SYMBOLS and code not in held and not shape.is_empty
    ]
    placed = [Box(x, y, right - x, top - y) for x, y, right, top in (one.box for one in labels)]
    return [*labels, *print_labels.in_areas(symbols, largest, within, (*taken, *placed))]


def _wanted(view: MapView, layout: Layout, shapes: Sequence[object]) -> list[Wanted]:
    """Say what is to be written on which area; areas compared are always named."""
    symbols = painting.SYMBOLS
    wanted = []
    rows = zip(
        view.frame["area_code"],
        _texts(view, layout.labels),
        view.frame["area_name"],
        view.frame["class_key"],
        shapes,
        strict=True,
    )
    for code, text, name, key, shape in rows:
        strong = code in view.highlighted
        if strong and layout.labels is Labels.NONE:
            continue
        words = name if strong and layout.labels is Labels.NAMES else text
        if words and key in symbols:
            words = f"{symbols[key]} {words}"
        if words:
            wanted.append(Wanted(code, words, shape, strong))
    return wanted


def _texts(view: MapView, labels: Labels) -> list[str]:
    if labels is Labels.NONE:
        return [""] * len(view.frame)
    if labels is Labels.NUMBERS:
        return [str(index + 1) for index in range(len(view.frame))]
    if labels is Labels.NAMES:
        return [str(name) for name in view.frame["area_name"]]
    decimals = registry.indicator(view.selection.indicator).decimals
    return ["" if np.isnan(value) else f"{value:,.{decimals}f}" for value in view.frame["value"]]


def _write_labels(
    sheet: Sheet, labels: Sequence[Label], view: MapView, crossed: BaseGeometry
) -> None:
    """Write labels in the ink that reads on their class.

    Where borders, hatching, parks or sites run through one, it has a halo of the class's colour.
    """
    layer = sheet.layer("labels")
    fills = dict(zip(view.frame["area_code"], view.frame["colour"], strict=True))
    keys = dict(zip(view.frame["area_code"], view.frame["class_key"], strict=True))
    hatched = {entry.key for entry in view.legend if entry.swatch is Swatch.HATCH}
    on_areas = view.area_set.kind is AreaKind.POLYGON
    for label in labels:
        fill = fills[label.key] if on_areas else palettes.PAPER
        even = label.inside and keys[label.key] not in hatched
        clear = even and not crossed.intersects(shapely.box(*label.box))
        for line, foot in label.feet:
            sheet.write(
                layer,
                label.x,
                foot,
                line,
                label.size,
                colour=palettes.ink_on(fill),
                bold=label.strong,
                align="center",
                halo="" if clear else fill,
            )


def _furnish(sheet: Sheet, ground: Ground, boxes: dict[str, Box], scale: float) -> None:
    if not boxes:
        return
    layer = sheet.layer("scale")
    if "scale bar" in boxes:
        print_furniture.draw_scale_bar(sheet, layer, ground, boxes["scale bar"], scale)
    if "north arrow" in boxes:
        print_furniture.draw_north_arrow(sheet, layer, boxes["north arrow"])


def _sides(
    sheet: Sheet, frame: Frame, view: MapView | MapSet, layout: Layout, drawn: Sequence[Ground]
) -> None:
    """Draw the legend and, in the room it leaves, the key and the inset."""
    on_right = layout.legend is LegendPlace.RIGHT
    if on_right:
        frame = print_frame.beside(frame, _around([ground.box for ground in drawn], frame))
    else:
        frame = print_frame.beneath(frame, min(ground.box.y for ground in drawn))
    room = print_legend.draw(sheet, frame.legend, frame.side, view)
    if layout.labels is Labels.NUMBERS:
        names = print_key.names_of(view)
        room = print_key.draw(sheet, room, names, print_frame.key_size(frame.scale))
    if on_right and isinstance(view, MapView):
        room = print_intervals.draw_intervals(sheet, room, view, frame.scale)
    if layout.inset:
        first = drawn[0]
        shapes = print_furniture.borough_shapes()
        if on_right and room.height > 18 * frame.scale:
            box = Box(room.x, room.y, room.width, min(room.height - 6 * frame.scale, room.width))
        else:
            side = INSET_SHARE * min(first.box.width, first.box.height)
            box = Box(first.box.right - side, first.box.top - side, side, side)
        print_furniture.draw_inset(sheet, box, shapes, first, frame.scale)


def _around(boxes: Sequence[Box], frame: Frame) -> Box:
    """Return what the legend stands beside: a map, or all maps and what is beneath them."""
    if len(boxes) == 1:
        return boxes[0]
    left, foot = min(box.x for box in boxes), frame.map_box.y
    right, top = max(box.right for box in boxes), max(box.top for box in boxes)
    return Box(left, foot, right - left, top - foot)
