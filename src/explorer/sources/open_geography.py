"""Boundaries and look-ups from the ONS Open Geography Portal, an ArcGIS feature service."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from explorer.errors import Problem, SourceError
from explorer.sources import reading
from explorer.sources.fetching import JSON, Fetcher

if TYPE_CHECKING:
    import geopandas as gpd
    import pandas as pd

HOST = "services1.arcgis.com"
QUERY = f"https://{HOST}/ESMARspQHYMw9BZ9/arcgis/rest/services/{{service}}/FeatureServer/0/query"
PAGE = 1000
MOST_PAGES = 400


def boundaries(
    fetcher: Fetcher, service: str, field: str, codes: Sequence[str], columns: Sequence[str]
) -> gpd.GeoDataFrame:
    """Fetch the areas whose `field` is one of `codes`.

    Parameters
    ----------
    fetcher : Fetcher
    service : str
        Such as 'WD_MAY_2025_UK_BGC_V2'.
    field : str
        Such as 'LAD25CD'.
    codes : sequence of str
    columns : sequence of str
        Fields to return; the first gives the order.

    Returns
    -------
    geopandas.GeoDataFrame
        `columns` and the geometry, WGS 84.

    Raises
    ------
    SourceError
        When the service fails, lacks a field, or sends another number of areas than it counts.
    """
    import geopandas as gpd

    features = _features(fetcher, service, any_of(field, codes), columns, geometry=True)
    if any(feature.get("geometry") is None for feature in features):
        raise SourceError(
            Problem(f"ONS {service}", "areas without a boundary", "one for each", reading.CHANGED)
        )
    try:
        frame = gpd.GeoDataFrame.from_features(features, crs="EPSG:4326")
    except (ValueError, TypeError, KeyError) as error:
        raise SourceError(
            Problem(f"ONS {service}", str(error), "boundaries as GeoJSON", reading.CHANGED)
        ) from error
    return frame[[*columns, "geometry"]]


def lookup(fetcher: Fetcher, service: str, where: str, columns: Sequence[str]) -> pd.DataFrame:
    """Fetch rows without boundaries, such as postcodes; arguments and errors as `boundaries`."""
    import pandas as pd

    features = _features(fetcher, service, where, columns, geometry=False)
    return pd.DataFrame([feature["properties"] for feature in features], columns=list(columns))


def any_of(field: str, codes: Sequence[str]) -> str:
    """Write the condition that a field is one of some codes."""
    listed = ", ".join(f"'{code}'" for code in codes)
    return f"{field} IN ({listed})"


def _features(
    fetcher: Fetcher, service: str, where: str, columns: Sequence[str], *, geometry: bool
) -> list[dict[str, Any]]:
    url = QUERY.format(service=service)
    total = _ask(fetcher, url, service, {"where": where, "returnCountOnly": "true", "f": "json"})
    expected = total.get("count")
    found = [
        feature
        for page in _pages(fetcher, url, service, where, columns, geometry=geometry)
        for feature in page
    ]
    if not isinstance(expected, int) or len(found) != expected or not found:
        raise SourceError(
            Problem(
                f"ONS {service}",
                f"{len(found)} areas where the service counts {expected}",
                "all of them, and at least one",
                "Nothing was changed. Try again later; if it stays so, the service or its fields "
                "have been renamed.",
            )
        )
    absent = [column for column in columns if column not in found[0].get("properties", {})]
    if absent:
        raise SourceError(
            Problem(
                f"ONS {service}",
                f"no field {', '.join(absent)}",
                ", ".join(columns),
                reading.CHANGED,
            )
        )
    return found


def _pages(
    fetcher: Fetcher, url: str, service: str, where: str, columns: Sequence[str], *, geometry: bool
) -> Iterator[list[dict[str, Any]]]:
    offset = 0
    for _ in range(MOST_PAGES):
        query: dict[str, str | int] = {
            "where": where,
            "outFields": ",".join(columns),
            "orderByFields": columns[0],
            "returnGeometry": "true" if geometry else "false",
            "outSR": 4326,
            "resultOffset": offset,
            "resultRecordCount": PAGE,
            "f": "geojson",
        }
        answer = _ask(fetcher, url, service, query)
        features = answer.get("features")
        if not isinstance(features, list):
            raise SourceError(
                Problem(f"ONS {service}", "no features", "a list of them", reading.CHANGED)
            )
        yield features
        offset += len(features)
        # As JSON it stands at the top, as GeoJSON under properties.
        more = answer.get("exceededTransferLimit") or (answer.get("properties") or {}).get(
            "exceededTransferLimit"
        )
        if not more or not features:
            return


def _ask(fetcher: Fetcher, url: str, service: str, query: dict[str, str | int]) -> dict[str, Any]:
    answer = fetcher.get(url, query, types=JSON)
    try:
        content = json.loads(answer.content)
    except ValueError as error:
        raise SourceError(
            Problem(
                f"ONS {service}", "an answer that is cut off or no JSON", "JSON", reading.CHANGED
            )
        ) from error
    if not isinstance(content, dict):
        raise SourceError(Problem(f"ONS {service}", "no object", "an object", reading.CHANGED))
    if "error" in content:
        # The service says so with status 200.
        said = content["error"] if isinstance(content["error"], dict) else {}
        raise SourceError(
            Problem(
                f"ONS {service}",
                f"error {said.get('code', '')}: {said.get('message', 'without a message')}",
                "areas",
                "Nothing was changed. Check the service's name and fields on the Open Geography "
                "Portal: it renames them with each edition.",
            )
        )
    return content
