"""The `data/` folder of a new project: the indicators that can be fetched, and their figures."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import yaml

from explorer import areas, registry, store
from explorer.model import Place, Places, Series
from explorer.sources.borough_geography import FILE as SERVICES
from explorer.sources.borough_geography import Geography
from explorer.sources.releases import Obtained
from explorer.switching import write_atomically
from explorer.upkeep import changes, declared, freshness, tables
from explorer.upkeep.declared import AnySource, BoundarySource
from explorer.upkeep.replacing import Release

if TYPE_CHECKING:
    import pandas as pd

HEADER = "# Written by explorer new-borough.\n"
NEIGHBOURHOODS = f"""{HEADER}# A working definition: every borough as one neighbourhood.
# Edit it, then run 'explorer check'.
"""
PAGES = (
    *("overview", "life-expectancy", "global-majority", "neighbourhood", "story", "compare"),
    *("map-studio", "your-data", "methods"),
)
"""Pages whose figures come from the sources that are fetched."""


def write(
    folder: Path,
    geography: Geography,
    obtained: Mapping[str, Obtained],
    ward_set: str,
    day: date,
) -> None:
    """Write `data/` into a project folder.

    Parameters
    ----------
    folder : Path
    geography : Geography
    obtained : mapping of str to Obtained
        What was fetched, by source id of this project's data/refresh.yaml.
    ward_set : str
        Id of the new project's wards.
    day : datetime.date
    """
    rename = {here(): ward_set}
    releases = [release for one in obtained.values() for release in one.releases]
    notes = _notes(releases, registry.places())
    _write_tables(folder, releases, geography)
    for identifier in dict.fromkeys(release.indicator for release in releases):
        own = [release for release in releases if release.indicator == identifier]
        _yaml(folder, f"{registry.INDICATORS}/{identifier}.yaml", _indicator(own, rename, notes))
    _yaml(folder, "data/sources.yaml", _sources(obtained, day))
    _yaml(folder, "data/notes.yaml", notes)
    _yaml(folder, "data/places.yaml", _places(geography.places))
    _yaml(folder, "data/refresh.yaml", _refresh(obtained, rename))
    _yaml(folder, "data/neighbourhoods.yaml", _neighbourhoods(geography, ward_set), NEIGHBOURHOODS)
    _write_what_is_empty(folder)


def here() -> str:
    """Return the id of this project's wards, for which the new project's stand in."""
    return areas.current("ward")


def _write_tables(folder: Path, releases: Iterable[Release], geography: Geography) -> None:
    import pandas as pd

    names = {place.code: place.name for place in geography.places.comparators}
    for layer in geography.layers.values():
        names |= dict(zip(layer["area_code"], layer["area_name"], strict=True))
    parts: dict[str, list[pd.DataFrame]] = {}
    for release in releases:
        rows = release.rows.assign(area_name=release.rows["area_code"].map(names))
        parts.setdefault(_series(release).table, []).append(rows)
    files = {
        f"data/tables/{name}": tables.to_csv(tables.in_order(pd.concat(some, ignore_index=True)))
        for name, some in sorted(parts.items())
    }
    for file, content in files.items():
        write_atomically(folder / file, content)
    entries = {file: store.manifest_entry(content) for file, content in files.items()}
    entries |= _empty_extras(folder)
    write_atomically(folder / store.MANIFEST, store.manifest_bytes(entries))
    _json(folder, "data/datapackage.json", _package(geography.places, files))


def _empty_extras(folder: Path) -> dict[str, dict[str, Any]]:
    """Write the tables of documents and services with their headings alone."""
    entries = {}
    for path in sorted((store.root() / "data/extras").glob("*.csv")):
        heading = path.read_bytes().split(b"\n", 1)[0] + b"\n"
        file = f"data/extras/{path.name}"
        write_atomically(folder / file, heading)
        entries[file] = store.manifest_entry(heading)
    return entries


def _indicator(
    releases: list[Release], rename: Mapping[str, str], notes: Mapping[str, str]
) -> dict[str, Any]:
    content = dict(store.read_yaml(f"{registry.INDICATORS}/{releases[0].indicator}.yaml"))
    if "caveats" in content:
        content["caveats"] = [key for key in content["caveats"] if key in notes]
    content["series"] = [_entry(release, rename, notes) for release in releases]
    return content


def _entry(release: Release, rename: Mapping[str, str], notes: Mapping[str, str]) -> dict[str, Any]:
    series = _series(release)
    settled = {*release.resolved}
    periods = sorted(release.periods, key=lambda period: (period.start, period.end))
    title = series.label.split(",")[0]
    span = periods[0].label if len(periods) == 1 else f"{periods[0].label} to {periods[-1].label}"
    return {
        "id": rename.get(series.id, series.id),
        "label": f"{title}, {span}",
        "area_set": rename.get(series.area_set, series.area_set),
        "table": series.table,
        "source": series.source,
        "standing": release.standing or series.standing.value,
        "has_intervals": bool(release.rows["lower_95"].notna().any()),
        "interval_method": series.interval_method,
        "caveats": [key for key in series.caveats if key in notes and key not in settled],
        "periods": [asdict(period) for period in periods],
    }


def _notes(releases: Iterable[Release], places: Places) -> dict[str, str]:
    """Return the notes that the figures need, but for those about the places of this project."""
    used = {"suppressed", "not-published"}
    for release in releases:
        used |= {*registry.declared()[release.indicator].caveats, *_series(release).caveats}
    own = [place.name for place in (*places.boroughs, places.region)]
    return {
        key: text
        for key, text in registry.notes().items()
        if key in used and not any(name in text for name in own)
    }


def _sources(obtained: Mapping[str, Obtained], day: date) -> dict[str, Any]:
    found = {}
    for name, one in obtained.items():
        source = registry.declared_sources()[declared.held()[name].source]
        words = asdict(
            replace(
                source, obtained_from=one.origin, accessed=day.isoformat(), published=one.published
            )
        )
        found[words.pop("id")] = words
    return found


def _places(places: Places) -> dict[str, Any]:
    return {
        "title": places.title,
        "boroughs": [_place(place) for place in places.boroughs],
        "region": _place(places.region),
        "country": _place(places.country),
        "pages": list(PAGES),
    }


def _place(place: Place) -> dict[str, str]:
    return asdict(place)


def _refresh(obtained: Mapping[str, Obtained], rename: Mapping[str, str]) -> dict[str, Any]:
    found = {}
    for name, source in declared.held().items():
        if name in obtained or isinstance(source, BoundarySource):
            found[name] = _renamed(source, rename)
    return found


def _renamed(source: AnySource, rename: Mapping[str, str]) -> dict[str, Any]:
    content = source.model_dump(mode="json", exclude_defaults=True)
    for figures in content.get("figures", ()):
        figures["series"] = rename.get(figures["series"], figures["series"])
    if "area_set" in content:
        content["area_set"] = rename.get(content["area_set"], content["area_set"])
    return content


def _neighbourhoods(geography: Geography, ward_set: str) -> dict[str, Any]:
    wards = geography.layers[ward_set]
    return {
        "area_set": ward_set,
        "neighbourhoods": [
            {
                "id": place.code.lower(),
                "name": place.name,
                "short_name": place.short_name,
                "areas": list(wards.loc[wards["borough_code"] == place.code, "area_code"]),
            }
            for place in geography.places.boroughs
        ],
    }


def _write_what_is_empty(folder: Path) -> None:
    """Write the files that a project fills later: the log, statements, ambitions, stories."""
    write_atomically(folder / changes.FILE, changes.render(()))
    write_atomically(folder / freshness.FILE, b"{}\n")
    for file in (SERVICES, "data/ambitions.yaml"):
        write_atomically(folder / file, store.read_bytes(file))
    _yaml(folder, "data/evidence.yaml", {})
    (folder / "data/stories").mkdir(parents=True, exist_ok=True)


def _package(places: Places, files: Mapping[str, bytes]) -> dict[str, Any]:
    return {
        "name": "neighbourhood-inequalities",
        "title": f"Neighbourhood inequalities: {places.title}",
        "resources": [
            {
                "name": Path(file).stem,
                "path": file.removeprefix("data/"),
                "format": "csv",
                "encoding": "utf-8",
                "bytes": len(content),
                "hash": f"sha256:{store.digest(content)}",
            }
            for file, content in files.items()
        ],
    }


def _series(release: Release) -> Series:
    held: Iterator[Series] = iter(registry.declared()[release.indicator].series)
    return next(series for series in held if series.id == release.series)


def _yaml(folder: Path, file: str, content: Any, header: str = HEADER) -> None:
    text = yaml.safe_dump(content, sort_keys=False, allow_unicode=True, width=100)
    write_atomically(folder / file, f"{header}{text}".encode())


def _json(folder: Path, file: str, content: Any) -> None:
    text = json.dumps(content, indent=1, ensure_ascii=False)
    write_atomically(folder / file, f"{text}\n".encode())
