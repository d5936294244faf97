"""The look of the slides: a 16:9 master with layouts for a map, a chart and words."""

from __future__ import annotations

from copy import deepcopy
from dataclasses import dataclass
from typing import Any

from pptx import Presentation
from pptx.opc.constants import RELATIONSHIP_TYPE
from pptx.opc.oxml import serialize_part_xml
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls, qn
from pptx.presentation import Presentation as Slides
from pptx.slide import SlideLayout
from pptx.util import Mm

from explorer.exports.office import FONT, LANGUAGE
from explorer.views import palettes

WIDTH, HEIGHT, MARGIN = 338.67, 190.5, 14.0
"""Millimetres: a 16:9 slide and the room left at its sides."""
QUIET = "505A5F"
MAP_LAYOUT, CHART_LAYOUT, WORDS_LAYOUT = "Map", "Chart", "Words"
TITLE, BODY, SUBTITLE, SOURCE = 0, 1, 2, 13
"""Indices of the placeholders that all layouts have."""
_LAYOUTS = {
    "Picture with Caption": MAP_LAYOUT,
    "Content with Caption": CHART_LAYOUT,
    "Two Content": WORDS_LAYOUT,
}
_THEME_COLOURS = {
    "dk1": palettes.INK,
    "lt1": palettes.PAPER,
    "dk2": palettes.HEADING,
    "lt2": "#F3F2F1",
    **{f"accent{i}": colour for i, colour in enumerate(palettes.categorical(6), start=1)},
    "hlink": palettes.HEADING,
    "folHlink": "#4C2C92",
}


@dataclass(frozen=True)
class Box:
    """A placeholder: its place in millimetres, and how its text is set."""

    name: str
    top: float
    height: float
    points: float
    colour: str = palettes.INK
    bold: bool = False
    anchor: str = "t"

    @property
    def left(self) -> float:
        return MARGIN

    @property
    def width(self) -> float:
        return WIDTH - 2 * MARGIN


BOXES = {
    TITLE: Box("Title", 10, 22, 26, palettes.HEADING, bold=True, anchor="b"),
    SUBTITLE: Box("Subtitle", 33, 13, 13, f"#{QUIET}"),
    BODY: Box("Figure", 47, 125, 14),
    SOURCE: Box("Source", 173, 12, 9, f"#{QUIET}", anchor="b"),
}


def blank_slides() -> Slides:
    """Return a presentation without slides: 16:9, the project's font and colours, in English."""
    slides = Presentation()
    slides.slide_width, slides.slide_height = Mm(WIDTH), Mm(HEIGHT)
    package = slides.part.package
    for rel_id, relation in list(package._rels.items()):
        if relation.reltype == RELATIONSHIP_TYPE.THUMBNAIL:
            package.drop_rel(rel_id)
    master = slides.slide_master
    for layout in list(master.slide_layouts):
        if layout.name in _LAYOUTS:
            _arrange(layout)
        else:
            master.slide_layouts.remove(layout)
    for shape in list(master.placeholders):
        index = shape.placeholder_format.idx
        if index in (TITLE, BODY):
            _place(shape, BOXES[index])
        else:
            shape._element.getparent().remove(shape._element)
    _set_theme(slides)
    for part in (slides.part, master.part, *(layout.part for layout in master.slide_layouts)):
        set_language(part._element)
    return slides


def layout_of(slides: Slides, name: str) -> SlideLayout:
    """Return a layout by its name."""
    return next(layout for layout in slides.slide_layouts if layout.name == name)


def set_language(element: Any) -> None:
    """Mark all text under an XML element as British English."""
    for tag in ("a:rPr", "a:defRPr", "a:endParaRPr"):
        for properties in element.iter(qn(tag)):
            properties.set("lang", LANGUAGE)


def _arrange(layout: SlideLayout) -> None:
    """Turn one of the library's layouts into ours: title, subtitle, figure, source."""
    kind = _LAYOUTS[layout.name]
    placeholders: Any = layout.placeholders
    layout._element.cSld.set("name", kind)
    for shape in list(placeholders):
        if shape.placeholder_format.idx not in BOXES:
            shape._element.getparent().remove(shape._element)
    held: dict[int, Any] = {shape.placeholder_format.idx: shape._element for shape in placeholders}
    if kind == CHART_LAYOUT:
        held[BODY].ph.set("type", "chart")
    if kind == WORDS_LAYOUT:
        for index in (BODY, SUBTITLE):
            held[index].ph.set("type", "body")
            held[index].ph.attrib.pop("sz", None)
    source: Any = deepcopy(held[SUBTITLE])
    source.nvSpPr.cNvPr.set("id", "20")
    source.ph.set("idx", str(SOURCE))
    held[SUBTITLE].getparent().append(source)
    # Read in this order: title, subtitle, figure, source.
    held[BODY].addprevious(held[SUBTITLE])
    # Neither fits a type of layout that PowerPoint knows any more.
    layout._element.attrib.pop("type", None)
    for shape in placeholders:
        _place(shape, BOXES[shape.placeholder_format.idx])


def _place(shape: Any, box: Box) -> None:
    shape.name = f"{box.name} placeholder"
    shape.left, shape.top = Mm(box.left), Mm(box.top)
    shape.width, shape.height = Mm(box.width), Mm(box.height)
    body = shape._element.txBody.find(qn("a:bodyPr"))
    for side in ("lIns", "rIns", "tIns", "bIns"):
        body.set(side, "0")
    body.set("anchor", box.anchor)
    for fit in list(body):
        body.remove(fit)
    body.append(parse_xml(f"<a:normAutofit {nsdecls('a')}/>"))
    styles = shape._element.txBody.find(qn("a:lstStyle"))
    for level in list(styles):
        styles.remove(level)
    styles.append(
        parse_xml(
            f'<a:lvl1pPr {nsdecls("a")} marL="0" indent="0" algn="l"><a:spcBef>'
            '<a:spcPts val="0"/></a:spcBef><a:buNone/>'
            f'<a:defRPr lang="{LANGUAGE}" sz="{round(100 * box.points)}" b="{int(box.bold)}">'
            f'<a:solidFill><a:srgbClr val="{box.colour[1:]}"/></a:solidFill></a:defRPr>'
            "</a:lvl1pPr>"
        )
    )


def _set_theme(slides: Slides) -> None:
    part = slides.slide_master.part.part_related_by(RELATIONSHIP_TYPE.THEME)
    theme = parse_xml(part.blob)
    theme.set("name", "Neighbourhood inequalities explorer")
    for name, colour in _THEME_COLOURS.items():
        for entry in theme.iter(qn(f"a:{name}")):
            for old in list(entry):
                entry.remove(old)
            entry.append(parse_xml(f'<a:srgbClr {nsdecls("a")} val="{colour[1:]}"/>'))
    for font in ("a:majorFont", "a:minorFont"):
        for entry in theme.iter(qn(font)):
            entry.find(qn("a:latin")).set("typeface", FONT)
    part.blob = serialize_part_xml(theme)
