"""The sheet a print map is drawn on: millimetres from its lower left corner, named layers, text.

Everything is drawn with matplotlib's artists on a `Figure` of its own, never through pyplot, so
that any number of sheets can be drawn at once.
"""

from __future__ import annotations

from collections.abc import Mapping
from copy import copy
from dataclasses import dataclass
from typing import Any, Literal

import matplotlib
from matplotlib.artist import Artist
from matplotlib.backend_bases import RendererBase
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties
from matplotlib.patches import PathPatch, Rectangle
from matplotlib.text import Text
from matplotlib.textpath import TextPath, text_to_path
from matplotlib.transforms import Affine2D, Transform

from explorer.keeping import kept
from explorer.views import palettes

# Read when a file is written; constants, so that files written at once cannot disturb each other.
matplotlib.rcParams.update(
    {
        "svg.fonttype": "none",
        "svg.hashsalt": "explorer",
        "pdf.fonttype": 42,
        "hatch.linewidth": 0.7,
        "path.simplify": False,
        # Letters as wide at every resolution as they are measured.
        "text.hinting": "none",
    }
)

FONT = "DejaVu Sans"
"""Comes with matplotlib, so that a sheet looks the same on every machine."""
MILLIMETRES_AN_INCH = 25.4
POINT = MILLIMETRES_AN_INCH / 72
LINE = 1.28
"""Height of a line of text, in its size."""
QUIET_INK = "#4A4A4A"
LAND, WATER, GREEN, LINES = "#EFEEE9", "#D3E2EC", "#DFE7D2", "#CFCBC2"

Align = Literal["left", "center", "right"]


@dataclass(frozen=True)
class Box:
    """A rectangle of the sheet, in millimetres from its lower left corner."""

    x: float
    y: float
    width: float
    height: float

    @property
    def right(self) -> float:
        return self.x + self.width

    @property
    def top(self) -> float:
        return self.y + self.height

    @property
    def bounds(self) -> tuple[float, float, float, float]:
        return self.x, self.y, self.right, self.top


@dataclass(frozen=True)
class Block:
    """Lines of text of one size; a paragraph of the foot begins with a bold word."""

    lines: tuple[str, ...]
    size: float
    lead: str = ""

    @property
    def height(self) -> float:
        return len(self.lines) * self.size * LINE * POINT


class Layer(Artist):
    """Artists drawn one after the other, as a named group where the format knows groups."""

    def __init__(self, name: str, order: int) -> None:
        super().__init__()
        self.set_gid(name)
        self.set_zorder(order)
        self.children: list[Artist] = []

    def get_children(self) -> list[Artist]:
        """Return what the layer holds, in the order in which it is drawn."""
        return self.children

    def draw(self, renderer: RendererBase) -> None:
        """Draw the layer's artists between the marks of a group."""
        renderer.open_group("layer", gid=self.get_gid())
        for child in self.children:
            child.draw(renderer)
        renderer.close_group("layer")


class Sheet:
    """A page of an exact size with layers on it.

    Parameters
    ----------
    width, height : float
        Millimetres.
    dpi : int
        Dots an inch.
    """

    def __init__(self, width: float, height: float, dpi: int) -> None:
        self.width, self.height = width, height
        self.figure = Figure(
            figsize=(width / MILLIMETRES_AN_INCH, height / MILLIMETRES_AN_INCH),
            dpi=dpi,
            facecolor=palettes.PAPER,
        )
        self.millimetres: Transform = (
            Affine2D().scale(1 / MILLIMETRES_AN_INCH) + self.figure.dpi_scale_trans
        )
        self.prefix = ""

    def part(self, prefix: str) -> Sheet:
        """Return the same sheet, on which all names begin so: no two of a file may be the same."""
        part = copy(self)
        part.prefix = prefix
        return part

    def layer(self, name: str) -> Layer:
        """Add a layer above those there are."""
        layer = Layer(f"{self.prefix}{name}", order=len(self.figure.artists))
        self.figure.add_artist(layer)
        return layer

    def put(
        self,
        layer: Layer,
        artist: Artist,
        transform: Transform | None = None,
        within: Box | None = None,
        name: str = "",
    ) -> None:
        """Put an artist on a layer, in millimetres unless told, cut off at a box if given."""
        artist.set_figure(self.figure)
        if not isinstance(artist, Text):
            artist.set_transform(transform or self.millimetres)
        if within:
            edge = Rectangle((within.x, within.y), within.width, within.height)
            edge.set_transform(self.millimetres)
            artist.set_clip_path(edge)
        if name:
            artist.set_gid(f"{self.prefix}{name}")
        layer.children.append(artist)

    def rectangle(
        self,
        layer: Layer,
        box: Box,
        fill: str,
        edge: str = "none",
        line: float = 0.0,
        hatch: str = "",
    ) -> None:
        """Draw a rectangle; `line` in points."""
        shape = Rectangle(
            (box.x, box.y),
            box.width,
            box.height,
            facecolor=fill,
            edgecolor=edge,
            linewidth=line,
            hatch=hatch or None,
        )
        self.put(layer, shape)

    def fill(self, layer: Layer, box: Box, style: Mapping[str, Any], name: str) -> None:
        """Fill a rectangle as an area of the map is filled, under a name."""
        shape = Rectangle((box.x, box.y), box.width, box.height, **style, linewidth=0.0)
        self.put(layer, shape, name=name)

    def write_block(
        self,
        layer: Layer,
        block: Block,
        x: float,
        top: float,
        *,
        colour: str = palettes.INK,
        bold: bool = False,
    ) -> float:
        """Write a block's lines downwards from `top`; return where it ends."""
        step = block.size * LINE * POINT
        foot = top - 0.98 * block.size * POINT
        indent = width_of(f"{block.lead}  ", block.size, bold=True) if block.lead else 0.0
        if block.lead:
            self.write(layer, x, foot, block.lead, block.size, bold=True)
        for index, line in enumerate(block.lines):
            start = x + indent if index == 0 else x
            self.write(
                layer, start, foot - index * step, line, block.size, colour=colour, bold=bold
            )
        return top - block.height

    def write(
        self,
        layer: Layer,
        x: float,
        y: float,
        text: str,
        size: float,
        *,
        colour: str = palettes.INK,
        bold: bool = False,
        align: Align = "left",
        halo: str = "",
    ) -> None:
        """Write one line with its foot at `y`; dollar signs and markup are plain characters.

        The halo is drawn apart from the letters, which so stay text in every format.
        """
        if halo:
            # A path knows no plain dollar sign but an escaped one.
            outline = TextPath((0, 0), text.replace("$", r"\$"), size=size, prop=font(bold))
            shift = {"left": 0.0, "center": 0.5, "right": 1.0}[align]
            at = Affine2D().scale(POINT).translate(x - shift * width_of(text, size, bold), y)
            shape = PathPatch(
                outline, facecolor="none", edgecolor=halo, linewidth=0.3 * size, joinstyle="round"
            )
            self.put(layer, shape, at + self.millimetres)
        words = Text(
            x,
            y,
            text,
            fontproperties=font(bold),
            fontsize=size,
            color=colour,
            horizontalalignment=align,
            verticalalignment="baseline",
            parse_math=False,
        )
        words.set_transform(self.millimetres)
        self.put(layer, words)


@kept(maxsize=2)
def font(bold: bool) -> FontProperties:
    """Return the one typeface, ordinary or bold; shared, never changed."""
    return FontProperties(family=FONT, weight="bold" if bold else "normal")


def width_of(text: str, size: float, bold: bool = False) -> float:
    """Return how wide a line of text is, in millimetres."""
    return _width_at_100(text, bold) * size / 100 * POINT


def wrap(
    text: str, size: float, width: float, *, bold: bool = False, indent: float = 0.0
) -> list[str]:
    """Break a text into lines no wider than `width` millimetres, the first by `indent` less.

    A word wider than the line, such as an address, is cut where the line ends.
    """
    lines: list[str] = []
    line, room = "", width - indent
    for word in text.split():
        longer = f"{line} {word}" if line else word
        if width_of(longer, size, bold) <= room:
            line = longer
            continue
        if line or not lines:
            lines, line, room = [*lines, line], "", width
        while width_of(word, size, bold) > room and len(word) > 1:
            cut = max(1, _letters_in(word, size, room, bold))
            lines, word = [*lines, word[:cut]], word[cut:]
        line = word
    return [*lines, line] if line or not lines else lines


def _letters_in(word: str, size: float, room: float, bold: bool) -> int:
    fitting = (n for n in range(len(word), 0, -1) if width_of(word[:n], size, bold) <= room)
    return next(fitting, 1)


@kept(maxsize=8192)
def _width_at_100(text: str, bold: bool) -> float:
    properties = font(bold).copy()
    properties.set_size(100)
    width: float = text_to_path.get_text_width_height_descent(text, properties, ismath=False)[0]
    return width
