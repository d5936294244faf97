"""Files as people bring them, made for tests: text, workbooks, layers."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Iterable, Sequence
from typing import Any

import geopandas as gpd
import openpyxl
import pandas as pd

from explorer import areas
from explorer.intake import Details
from explorer.model import Polarity

WARDS = areas.codes("wards-2022")
OLDER = areas.codes("wards-2014")
OLDEST = areas.codes("wards-2002")
LSOAS = areas.codes("lsoa-2021")
MSOAS = areas.codes("msoa-2021")
DETAILS = Details(
    name="Households in fuel poverty",
    unit="%",
    polarity=Polarity.LOW_IS_BETTER,
    publisher="The council",
    title="Survey of 2023",
    licence="Internal use",
    period="2023",
)
ODS_TYPE = "application/vnd.oasis.opendocument.spreadsheet"
ODS_SPACES = " ".join(
    f'xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for short, name in (("office", "office"), ("table", "table"), ("text", "text"))
)


def csv(rows: Iterable[Sequence[object]], delimiter: str = ",") -> bytes:
    """Write rows as CSV; cells must not hold the delimiter."""
    return "".join(delimiter.join(map(str, row)) + "\n" for row in rows).encode()


def by_area(codes: Iterable[str], heading: str = "area_code") -> bytes:
    """Write a value for each area: 1, 2, 3 ..."""
    return csv([(heading, "value"), *((code, n) for n, code in enumerate(codes, 1))])


def xlsx(
    rows: Iterable[Sequence[object]], change: Callable[[Any, Any], None] | None = None
) -> bytes:
    """Write rows as a workbook; `change` may alter it and its sheet before it is saved."""
    book = openpyxl.Workbook()
    sheet = book.active
    for row in rows:
        sheet.append(row)
    if change:
        change(book, sheet)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def ods(rows: Iterable[str], before: str = "") -> bytes:
    """Write rows of `table:table-row` elements as an OpenDocument workbook."""
    content = (
        f'<?xml version="1.0" encoding="UTF-8"?>{before}<office:document-content {ODS_SPACES}>'
        f'<office:body><office:spreadsheet><table:table table:name="Data">{"".join(rows)}'
        "</table:table></office:spreadsheet></office:body></office:document-content>"
    )
    manifest = (
        '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
        f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{ODS_TYPE}"/>'
        "</manifest:manifest>"
    )
    return zipped({"mimetype": ODS_TYPE, "META-INF/manifest.xml": manifest, "content.xml": content})


def ods_row(*cells: object, row: str = "", cell: str = "") -> str:
    """Write one row; `row` and `cell` are attributes of all its elements."""
    made = "".join(
        f'<table:table-cell office:value-type="float" office:value="{one}" {cell}/>'
        if isinstance(one, int | float)
        else f'<table:table-cell office:value-type="string" {cell}><text:p>{one}</text:p>'
        "</table:table-cell>"
        for one in cells
    )
    return f"<table:table-row {row}>{made}</table:table-row>"


def zipped(parts: dict[str, str | bytes]) -> bytes:
    """Pack parts into an archive, the first one as it is."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for number, (name, content) in enumerate(parts.items()):
            kind = zipfile.ZIP_DEFLATED if number else zipfile.ZIP_STORED
            archive.writestr(name, content, compress_type=kind)
    return out.getvalue()


def changed(archive: bytes, part: str, change: Callable[[bytes], bytes]) -> bytes:
    """Change one part of an archive."""
    with zipfile.ZipFile(io.BytesIO(archive)) as old:
        return zipped(
            {n: change(old.read(n)) if n.endswith(part) else old.read(n) for n in old.namelist()}
        )


def layer(codes: Iterable[str] = WARDS, area_set: str = "wards-2022") -> gpd.GeoDataFrame:
    """Return areas with a value each."""
    shapes = areas.load(area_set)
    chosen = shapes[shapes["area_code"].isin(list(codes))]
    return chosen[["area_code", "geometry"]].assign(value=range(1, len(chosen) + 1))


def geojson(of: gpd.GeoDataFrame) -> bytes:
    return str(of.to_json()).encode()


def geopackage(of: gpd.GeoDataFrame) -> bytes:
    out = io.BytesIO()
    of.to_file(out, driver="GPKG")
    return out.getvalue()


def parquet(frame: pd.DataFrame) -> bytes:
    out = io.BytesIO()
    frame.to_parquet(out)
    return out.getvalue()
