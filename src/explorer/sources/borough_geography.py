"""Boundaries, postcodes and names of any English boroughs, from the ONS Open Geography Portal."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from pydantic import BaseModel, ConfigDict, TypeAdapter

from explorer import store
from explorer.areas import fitting
from explorer.areas.writing import BRITISH_GRID, WGS84
from explorer.errors import Problem, SourceError
from explorer.model import Place, Places
from explorer.sources import open_geography
from explorer.sources.fetching import Fetcher

if TYPE_CHECKING:
    import geopandas as gpd
    import pandas as pd

FILE = "data/new-borough.yaml"
BOROUGHS, LSOAS, MSOAS = "boroughs", "lsoa-2021", "msoa-2021"
NEIGHBOURS, REGION = "neighbouring-boroughs", "region-boroughs"
MARGIN_DEGREES = 0.05
"""How far around the boroughs their neighbours are drawn."""
DETAIL_METRES, REGION_DETAIL_METRES = 12.0, 200.0
CODES_A_QUERY = 150
CHECK = f"Check {FILE} against the Open Geography Portal: services are renamed with each edition."


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Service(_Strict):
    """A feature service and its fields; `within` holds the code of the borough."""

    service: str
    code: str
    name: str
    within: str = ""


class PostcodeService(_Strict):
    """The ONS Postcode Directory and its fields; `ended` is blank while a postcode is in use."""

    service: str
    postcode: str
    ended: str
    latitude: str
    longitude: str
    borough: str
    ward: str
    lsoa: str
    msoa: str


class Declared(_Strict):
    """What `data/new-borough.yaml` declares; `ward_set` is the id that the wards get."""

    edition: str
    in_force: date
    ward_set: str
    boroughs: Service
    wards: Service
    lsoas: Service
    msoas: Service
    regions: Service
    postcodes: PostcodeService
    country: Place


@dataclass(frozen=True, eq=False)
class Geography:
    """Everything about where the boroughs are.

    Attributes
    ----------
    places : Places
    layers : dict of str to GeoDataFrame
        Area sets by id, British National Grid: `area_code`, `area_name`, `borough_code`.
    neighbours : GeoDataFrame
        The other boroughs of the region, cut to the frame.
    region : GeoDataFrame
        Every borough of the region with little detail, for a small map of it all.
    postcodes : DataFrame
        `postcode`, `easting`, `northing`, `lsoa`, `msoa`, `ward`.
    """

    places: Places
    layers: dict[str, gpd.GeoDataFrame]
    neighbours: gpd.GeoDataFrame
    region: gpd.GeoDataFrame
    postcodes: pd.DataFrame


def declared() -> Declared:
    """Return the services and fields that are asked.

    Raises
    ------
    DataFileError
        When the file breaks its schema; every fault at once.
    """
    return store.conform(TypeAdapter(Declared), store.read_yaml(FILE), FILE)


def fetch(fetcher: Fetcher, codes: Sequence[str], of: Declared) -> Geography:
    """Fetch boundaries and postcodes of some boroughs of one region.

    Raises
    ------
    SourceError
        When a borough is not known, the boroughs lie in several regions, or a service fails.
    """
    region = _region(fetcher, codes, of)
    around = _layer(fetcher, of.boroughs, of.boroughs.code, _of_region(fetcher, region, of))
    wards = _layer(fetcher, of.wards, of.wards.within, codes)
    wards["borough_code"] = wards[of.wards.within]
    postcodes = _postcodes(fetcher, codes, of)
    fitted = fitting.joined(*(wards[wards["borough_code"] == code] for code in codes))
    names = dict(zip(around["area_code"], around["area_name"], strict=True))
    layers = {
        of.ward_set: fitted[fitting.COLUMNS],
        LSOAS: _census(fetcher, of.lsoas, postcodes, "lsoa"),
        MSOAS: _census(fetcher, of.msoas, postcodes, "msoa"),
        BOROUGHS: fitting.outlines(fitted, names),
    }
    boroughs = tuple(Place(code, names[code], names[code]) for code in codes)
    title = " and ".join(place.name for place in boroughs)
    return Geography(
        Places(title, boroughs, region, of.country),
        layers,
        _neighbours(around, layers[BOROUGHS]),
        _simplified(around, REGION_DETAIL_METRES).assign(borough_code="")[fitting.COLUMNS],
        postcodes.drop(columns="borough_code"),
    )


def _region(fetcher: Fetcher, codes: Sequence[str], of: Declared) -> Place:
    columns = [of.regions.within, of.regions.code, of.regions.name]
    where = open_geography.any_of(of.regions.within, codes)
    table = open_geography.lookup(fetcher, of.regions.service, where, columns)
    unknown = sorted(set(codes) - set(table[of.regions.within]))
    found = table[[of.regions.code, of.regions.name]].drop_duplicates()
    if unknown or len(found) != 1:
        raise SourceError(
            Problem(
                "boroughs",
                f"unknown codes {', '.join(unknown)}" if unknown else f"{len(found)} regions",
                "codes of English local authorities of one region, such as E09000001",
                "Look the codes up on the Open Geography Portal.",
            )
        )
    code, name = found.iloc[0]
    return Place(code, name, name)


def _of_region(fetcher: Fetcher, region: Place, of: Declared) -> list[str]:
    where = open_geography.any_of(of.regions.code, [region.code])
    table = open_geography.lookup(fetcher, of.regions.service, where, [of.regions.within])
    return sorted(table[of.regions.within])


def _layer(fetcher: Fetcher, of: Service, field: str, codes: Sequence[str]) -> gpd.GeoDataFrame:
    import pandas as pd

    columns = [of.code, of.name, *([of.within] if of.within else [])]
    parts = [
        open_geography.boundaries(fetcher, of.service, field, some, columns)
        for some in _some(codes)
    ]
    layer = pd.concat(parts, ignore_index=True).to_crs(BRITISH_GRID)
    layer = layer.rename(columns={of.code: "area_code", of.name: "area_name"})
    return layer.sort_values("area_code", ignore_index=True)


def _census(
    fetcher: Fetcher, of: Service, postcodes: pd.DataFrame, column: str
) -> gpd.GeoDataFrame:
    # Neither boundaries nor names of census areas say their borough: their postcodes do.
    borough = postcodes.groupby(column)["borough_code"].agg(lambda codes: codes.mode().iloc[0])
    layer = _layer(fetcher, of, of.code, sorted(borough.index))
    layer["borough_code"] = layer["area_code"].map(borough)
    return layer[fitting.COLUMNS]


def _postcodes(fetcher: Fetcher, codes: Sequence[str], of: Declared) -> pd.DataFrame:
    import geopandas as gpd

    fields = of.postcodes
    columns = {
        fields.postcode: "postcode",
        fields.latitude: "latitude",
        fields.longitude: "longitude",
        fields.borough: "borough_code",
        fields.ward: "ward",
        fields.lsoa: "lsoa",
        fields.msoa: "msoa",
    }
    where = f"{open_geography.any_of(fields.borough, codes)} AND {fields.ended} IS NULL"
    table = open_geography.lookup(fetcher, fields.service, where, list(columns))
    table = table.rename(columns=columns)
    if table.isna().any(axis=None):
        raise SourceError(
            Problem(f"ONS {fields.service}", "postcodes without a place or an area", "both", CHECK)
        )
    points = gpd.GeoSeries.from_xy(table["longitude"], table["latitude"], crs=WGS84)
    grid = points.to_crs(BRITISH_GRID)
    table["easting"], table["northing"] = grid.x.round().astype(int), grid.y.round().astype(int)
    return table[
        ["postcode", "easting", "northing", "lsoa", "msoa", "ward", "borough_code"]
    ].sort_values("postcode", ignore_index=True)


def _neighbours(around: gpd.GeoDataFrame, boroughs: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    import geopandas as gpd
    import shapely

    west, south, east, north = boroughs.to_crs(WGS84).total_bounds
    margin = MARGIN_DEGREES
    box = shapely.box(west - margin, south - margin, east + margin, north + margin)
    frame = gpd.GeoSeries([box], crs=WGS84).to_crs(BRITISH_GRID).iloc[0]
    shapes = _simplified(around, DETAIL_METRES)
    others = shapes[~shapes["area_code"].isin(boroughs["area_code"]) & shapes.intersects(frame)]
    whole = boroughs.geometry.union_all()
    shapes_left = others.intersection(frame).difference(whole).buffer(0)
    cut = others.assign(geometry=shapes_left, borough_code="")
    return cut.loc[~cut.is_empty, fitting.COLUMNS].reset_index(drop=True)


def _simplified(layer: gpd.GeoDataFrame, metres: float) -> gpd.GeoDataFrame:
    import geopandas as gpd
    import shapely

    simple = shapely.coverage_simplify(layer.geometry.to_numpy(), metres)
    return layer.set_geometry(gpd.GeoSeries(simple, crs=layer.crs))


def _some(codes: Sequence[str]) -> Iterator[Sequence[str]]:
    for start in range(0, len(codes), CODES_A_QUERY):
        yield codes[start : start + CODES_A_QUERY]
