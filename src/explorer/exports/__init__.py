"""Finished files of views: one writer a format, none of which works anything out again."""

from __future__ import annotations

from collections.abc import Sequence

from explorer.errors import Problem, SelectionError
from explorer.exports.base import MEDIA_TYPES, Export, Format, name_of, stamp
from explorer.model import Selection
from explorer.views.base import ChartView, MapSet, MapView
from explorer.views.chart_tables import of_chart
from explorer.views.layout import Layout

__all__ = [
    "CHART_FORMATS",
    "DOCUMENTS",
    "SET_FORMATS",
    "Export",
    "Format",
    "export_chart",
    "export_map",
    "format_of",
    "formats_of",
]

CHART_FORMATS = tuple(form for form in Format if form not in (Format.GEOJSON, Format.GPKG))
DOCUMENTS = (Format.DOCX, Format.PPTX)
"""Formats in which charts stand after a map."""
SET_FORMATS = CHART_FORMATS
"""Of several maps under one legend: files of boundaries hold one map each."""
_DEFAULT = Layout()


def formats_of(view: MapView | MapSet) -> tuple[Format, ...]:
    """Return the formats that can hold a map, or several."""
    return tuple(Format) if isinstance(view, MapView) else SET_FORMATS


def export_map(
    view: MapView | MapSet | Selection,
    form: Format | str,
    layout: Layout = _DEFAULT,
    charts: Sequence[ChartView] = (),
) -> Export:
    """Write a map, or several that share a legend, in any format.

    Parameters
    ----------
    view : MapView, MapSet or Selection
        The map as a page shows it, or a selection, which gets its theme's own map and charts.
    form : Format
    layout : Layout
    charts : sequence of ChartView
        Further figures of a document or presentation of one map.

    Raises
    ------
    SelectionError, AreaJoinError, DataFileError
        When the selection is not held or its files do not belong together; when several maps are
        to be written as boundaries.
    """
    form = format_of(form)
    if isinstance(view, Selection):
        from explorer.views import of_selection

        if form in DOCUMENTS:
            charts = charts or of_selection.charts_of(view)
        view = of_selection.map_view(view)
    if isinstance(view, MapSet):
        content = _set_bytes(view, form, layout)
    else:
        content = _map_bytes(view, form, layout, charts)
    return Export(name_of(view, form), MEDIA_TYPES[form], content)


def export_chart(
    view: ChartView, form: Format | str, layout: Layout = _DEFAULT, name: str = "chart"
) -> Export:
    """Write a chart in any format that can hold one; `name` is its file's, without the ending.

    Raises
    ------
    SelectionError
        When the format holds boundaries alone.
    """
    form = format_of(form)
    _refuse_boundaries(form, "a chart, which has no boundaries")
    return Export(f"{name}.{form}", MEDIA_TYPES[form], _chart_bytes(view, form, layout))


def format_of(form: Format | str) -> Format:
    """Return a format by its name, 'png' as well as `Format.PNG`.

    Raises
    ------
    SelectionError
        When there is no such format.
    """
    try:
        return Format(form)
    except ValueError as error:
        raise SelectionError(
            Problem("format", f"'{form}'", f"one of {', '.join(Format)}", "Choose one of these.")
        ) from error


def _refuse_boundaries(form: Format, of: str) -> None:
    if form not in CHART_FORMATS:
        raise SelectionError(
            Problem(
                "format",
                f"'{form}' for {of}",
                f"one of {', '.join(CHART_FORMATS)}",
                "Choose one of these, or export each map by itself.",
            )
        )


# Writers are imported when they are asked for: matplotlib, Word and the rest take a second each.


def _map_bytes(view: MapView, form: Format, layout: Layout, charts: Sequence[ChartView]) -> bytes:
    match form:
        case Format.PNG | Format.SVG | Format.PDF:
            from explorer.exports import picture

            return picture.write_map(view, form, layout)
        case Format.GEOJSON | Format.GPKG:
            from explorer.exports import geographic

            return geographic.write(view, form, layout)
        case Format.CSV:
            from explorer.exports import table

            return table.write_map(view, stamp(view, layout))
        case Format.XLSX:
            from explorer.exports import records, workbook

            return workbook.write([records.table(view), *view.tables], stamp(view, layout))
        case Format.DOCX:
            from explorer.exports import word
            from explorer.views import tables

            # A map's own table comes first: it may hold more than its selection's.
            table_view = view.tables[0] if view.tables else tables.table_view(view.selection)
            return word.write(view, table_view, layout, charts)
        case Format.PPTX:
            from explorer.exports import slides

            return slides.write(view, layout, charts)


def _set_bytes(view: MapSet, form: Format, layout: Layout) -> bytes:
    _refuse_boundaries(form, "several maps, which are not one layer of boundaries")
    match form:
        case Format.CSV:
            from explorer.exports import table
            from explorer.views.map_sets import tables

            return table.write_csv(tables.table(view), stamp(view, layout))
        case Format.XLSX:
            from explorer.exports import workbook
            from explorer.views.map_sets import tables

            held = [tables.table(view), tables.counts_table(view)]
            return workbook.write(held, stamp(view, layout))
        case Format.DOCX:
            from explorer.exports import word

            return word.write_set(view, layout)
        case Format.PPTX:
            from explorer.exports import slides

            return slides.write(view, layout)
        case _:
            from explorer.exports import picture

            return picture.write_map(view, form, layout)


def _chart_bytes(view: ChartView, form: Format, layout: Layout) -> bytes:
    match form:
        case Format.CSV:
            from explorer.exports import table

            return table.write_csv(of_chart(view), stamp(view, layout))
        case Format.XLSX:
            from explorer.exports import workbook

            return workbook.write([of_chart(view)], stamp(view, layout))
        case Format.DOCX:
            from explorer.exports import word

            return word.write_chart(view, layout)
        case Format.PPTX:
            from explorer.exports import slides

            return slides.write_chart(view, layout)
        case _:
            from explorer.exports import picture

            return picture.write_chart(view, form, layout)
