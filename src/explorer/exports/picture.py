"""Maps and charts as pictures: PNG, SVG and PDF, each saying what it shows and whose it is."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO
from pathlib import Path

import matplotlib
import numpy as np
import vl_convert
from matplotlib.figure import Figure
from numpy.typing import NDArray
from PIL import Image
from PIL.PngImagePlugin import PngInfo

from explorer.errors import Problem, SelectionError
from explorer.exports import drawing, records
from explorer.exports.base import Format, Stamp, stamp
from explorer.figures import print_chart, print_map, print_panels
from explorer.figures.print_sheet import MILLIMETRES_AN_INCH
from explorer.keeping import kept
from explorer.views.base import ChartView, MapSet, MapView
from explorer.views.layout import Layout

FORMATS = (Format.PNG, Format.SVG, Format.PDF)
COMPRESSION = 3
"""Of PNG: half as slow as the usual 6, and hardly larger on flat colours."""

POINTS_AN_INCH = 72


def stamp_of(view: MapView | MapSet, layout: Layout) -> Stamp:
    """Gather what a picture says of itself, and whose is all else that is drawn on it."""
    return replace(stamp(view, layout), boundary_credit=print_map.boundary_credit(view, layout))


def write_map(view: MapView | MapSet, form: Format, layout: Layout) -> bytes:
    """Write a map, or several that share a legend, as a picture.

    Parameters
    ----------
    view : MapView or MapSet
    form : Format
        PNG at the layout's dots an inch, SVG with text and named layers, or PDF of one page with
        embedded TrueType.
    layout : Layout

    Raises
    ------
    SelectionError
        When the format is not a picture's, or the page has no room for the map and its words.
    """
    _check(form)
    about = stamp_of(view, layout)
    figure = print_map.draw(view, layout, about.lines)
    if form is Format.PNG:
        info = drawing.png_info(about, view.text_alternative, records.as_json(view))
        return _png(pixels(figure, layout), layout, info)
    if form is Format.PDF:
        return drawing.described_pdf(_pdf(figure), about, view.text_alternative)
    panels = print_panels.panels_of(view)
    parts = {
        f"{print_map.panel_prefix(number, len(panels))}area-{code}": str(text)
        for number, panel in enumerate(panels, start=1)
        for code, text in zip(panel.view.frame["area_code"], panel.view.frame["text"], strict=True)
    }
    return drawing.described_svg(
        _svg(figure), layout.millimetres, about, view.text_alternative, parts
    )


def write_chart(view: ChartView, form: Format, layout: Layout) -> bytes:
    """Write a chart as a picture, with headline, subtitle, source and notes round it.

    Raises
    ------
    SelectionError
        When the format is not a picture's, or the page has no room for the chart and its words.
    """
    _check(form)
    about = stamp(view, layout)
    _register_fonts()
    svg = print_chart.draw(view, layout, about.lines)
    if form is Format.SVG:
        return drawing.described_svg(svg, layout.millimetres, about, view.text_alternative, {})
    if form is Format.PDF:
        return drawing.described_pdf(vl_convert.svg_to_pdf(svg), about, view.text_alternative)
    drawn = Image.open(BytesIO(vl_convert.svg_to_png(svg, scale=layout.dpi / POINTS_AN_INCH)))
    page = Image.new("RGB", _dots(layout), "white")
    page.paste(drawn.convert("RGB"))
    return _png(np.asarray(page), layout, drawing.png_info(about, view.text_alternative))


def _check(form: Format) -> None:
    if form not in FORMATS:
        raise SelectionError(
            Problem("format", f"'{form}'", ", ".join(FORMATS), "Choose a picture's format.")
        )


def _dots(layout: Layout) -> tuple[int, int]:
    """Return a picture's size in dots: 3,508 by 2,480 for an A4 page at 300 an inch."""
    width, height = (side / MILLIMETRES_AN_INCH * layout.dpi for side in layout.millimetres)
    return round(width), round(height)


def pixels(figure: Figure, layout: Layout) -> NDArray[np.uint8]:
    """Draw a figure on whole dots."""
    across, down = _dots(layout)
    figure.set_size_inches((across + 0.01) / layout.dpi, (down + 0.01) / layout.dpi)
    content = BytesIO()
    figure.savefig(content, format="rgba", dpi=layout.dpi)
    drawn = np.frombuffer(content.getbuffer(), dtype=np.uint8)
    return drawn.reshape(down, across, 4)[:, :, :3]


def _png(pixels: NDArray[np.uint8], layout: Layout, info: PngInfo) -> bytes:
    content = BytesIO()
    Image.fromarray(np.ascontiguousarray(pixels)).save(
        content,
        format="png",
        dpi=(layout.dpi, layout.dpi),
        compress_level=COMPRESSION,
        pnginfo=info,
    )
    return content.getvalue()


def _svg(figure: Figure) -> bytes:
    content = BytesIO()
    figure.savefig(content, format="svg", metadata={"Date": None, "Creator": None})
    return content.getvalue()


def _pdf(figure: Figure) -> bytes:
    content = BytesIO()
    bare = {"CreationDate": None, "Creator": None, "Producer": None}
    figure.savefig(content, format="pdf", metadata=bare)
    return content.getvalue()


@kept
def _register_fonts() -> None:
    """Let charts be written in the typeface of the maps."""
    vl_convert.register_font_directory(str(Path(matplotlib.get_data_path()) / "fonts" / "ttf"))
