"""Finished files of views: one writer a format, none of which works anything out again."""

from __future__ import annotations

from explorer.errors import Problem, SelectionError
from explorer.exports.base import MEDIA_TYPES, Export, Format, file_name, stamp
from explorer.model import Selection
from explorer.views.base import ChartView, MapView
from explorer.views.chart_tables import of_chart
from explorer.views.layout import Layout

__all__ = ["CHART_FORMATS", "Export", "Format", "export_chart", "export_map", "format_of"]

CHART_FORMATS = tuple(form for form in Format if form not in (Format.GEOJSON, Format.GPKG))
_DEFAULT = Layout()


def export_map(view: MapView | Selection, form: Format | str, layout: Layout = _DEFAULT) -> Export:
    """Write a map in any format.

    Parameters
    ----------
    view : MapView or Selection
        The map as a page shows it, or a selection, which gets its theme's own map.
    form : Format
    layout : Layout

    Raises
    ------
    SelectionError, AreaJoinError, DataFileError
        When the selection is not held or its files do not belong together.
    """
    if isinstance(view, Selection):
        from explorer.views import of_selection

        view = of_selection.map_view(view)
    form = format_of(form)
    content = _map_bytes(view, form, layout)
    return Export(file_name(view.selection, form), MEDIA_TYPES[form], content)


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
    if form not in CHART_FORMATS:
        raise SelectionError(
            Problem(
                "format",
                f"'{form}' for a chart, which has no boundaries",
                f"one of {', '.join(CHART_FORMATS)}",
                "Choose one of these, or export the map.",
            )
        )
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


# Writers are imported when they are asked for: matplotlib, Word and the rest take a second each.


def _map_bytes(view: MapView, form: Format, layout: Layout) -> bytes:
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
            return word.write(view, table_view, layout)
        case Format.PPTX:
            from explorer.exports import slides

            return slides.write(view, layout)


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
