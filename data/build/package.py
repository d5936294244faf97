"""`datapackage.json`: every table, its columns and sources, in the frictionless standard."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from data.build.schemas import EXTRAS, Field

from explorer import registry
from explorer.model import Indicator, Series
from explorer.validate import TABLE_TYPES

OPEN_GOVERNMENT = {
    "name": "OGL-UK-3.0",
    "path": "https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/",
    "title": "Open Government Licence v3.0",
}
MEANINGS = {
    "indicator": "Key of the indicator: the file of that name in data/indicators",
    "area_code": "National code of the area, or of the practice",
    "area_name": "Official name",
    "breakdown": "Group, such as sex=male or age=25-49; blank for everyone",
    "period": "Key of the period, as the indicator's file declares it",
    "value": "The figure, in the indicator's unit; blank where note says why",
    "lower_95": "Lower limit of the published 95% interval",
    "upper_95": "Upper limit of the published 95% interval",
    "numerator": "Count above the line, where there is one",
    "denominator": "Count below the line, where there is one",
    "note": "Key of data/notes.yaml",
}
REQUIRED = ("indicator", "area_code", "area_name", "period")


def write(data: Path) -> None:
    """Write `datapackage.json` from the tables on disk and what the indicators declare."""
    resources = [*_tables(data), *_extras(data)]
    package = {
        "name": "neighbourhood-inequalities",
        "title": f"Neighbourhood inequalities: {registry.places().title}",
        "description": "Figures by ward, neighbourhood, small area, borough and practice.",
        "licenses": [OPEN_GOVERNMENT],
        "sources": list(_sources(registry.sources())),
        "resources": resources,
    }
    text = json.dumps(package, indent=1, ensure_ascii=False) + "\n"
    (data / "datapackage.json").write_text(text, encoding="utf-8")


def _tables(data: Path) -> Iterator[dict[str, Any]]:
    fields = {
        name: Field("number" if kind == "float64" else "string", MEANINGS[name])
        for name, kind in TABLE_TYPES.items()
    }
    for path in sorted((data / "tables").glob("*.csv")):
        used = list(_used_by(path.name))
        names = dict.fromkeys(indicator.name for indicator, _ in used)
        sources = dict.fromkeys(series.source for _, series in used)
        yield {
            **_resource(data, path, "; ".join(names), fields),
            "sources": list(_sources(sources)),
        }


def _used_by(table: str) -> Iterator[tuple[Indicator, Series]]:
    for indicator in registry.indicators().values():
        for series in indicator.series:
            if series.table == table:
                yield indicator, series


def _extras(data: Path) -> Iterator[dict[str, Any]]:
    for name, extra in sorted(EXTRAS.items()):
        yield _resource(data, data / "extras" / f"{name}.csv", extra.title, extra.fields)


def _resource(data: Path, path: Path, title: str, fields: dict[str, Field]) -> dict[str, Any]:
    content = path.read_bytes()
    return {
        "name": path.stem,
        "path": path.relative_to(data).as_posix(),
        "title": title,
        "profile": "tabular-data-resource",
        "scheme": "file",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": len(content),
        "hash": f"sha256:{hashlib.sha256(content).hexdigest()}",
        "schema": {
            "fields": [_field(name, field) for name, field in fields.items()],
            "missingValues": [""],
        },
    }


def _field(name: str, field: Field) -> dict[str, Any]:
    described: dict[str, Any] = {"name": name, "type": field.kind, "description": field.description}
    if field.kind == "boolean":
        described |= {"trueValues": ["True"], "falseValues": ["False"]}
    if name in REQUIRED and field.description == MEANINGS[name]:
        described["constraints"] = {"required": True}
    return described


def _sources(names: Iterable[str]) -> Iterator[dict[str, str]]:
    for name in names:
        source = registry.sources()[name]
        yield {"title": f"{source.publisher}: {source.title}", "path": source.url}
