"""Which figures are kept fresh, from where and how: `data/refresh.yaml`, read and checked."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter

from explorer import areas, registry, store
from explorer.errors import ExplorerError, Problem
from explorer.keeping import shared

FILE = "data/refresh.yaml"


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class SeriesFigures(_Strict):
    """A declared series that a source keeps fresh, and the caveats that its figures settle."""

    indicator: str
    series: str
    resolves: tuple[str, ...] = ()
    standing: str = ""


class FingertipsFigures(SeriesFigures):
    """An indicator's number, and how its sexes and ages are our groups.

    `groups` gives the breakdown for each sex; without it the publisher must give one sex only.
    `age` must be named where the publisher gives several; `plus` is added to every group.
    """

    number: int
    groups: dict[str, str] = {}
    age: str = ""
    plus: str = ""


class CensusFigures(SeriesFigures):
    """Groups as sums of numbered categories, or as all categories by their names.

    `named` is the breakdown whose groups are the categories' names written as identifiers. They are
    shares of the category `total`, in per cent, or counts where they are `counted`.
    """

    groups: dict[str, tuple[int, ...]] = {}
    named: str = ""
    total: int = 0
    counted: bool = False


class MeasureFigures(SeriesFigures):
    """A column of the file, its group, and what turns it into the unit that is shown."""

    heading: str
    breakdown: str = ""
    times: float = 1


class Source(_Strict):
    """What every kind of source declares.

    `source` is a key of data/sources.yaml, '' for boundaries, which geo/geographies.yaml credits;
    `expected` the day by which something newer should be out, None where nothing newer will come.
    """

    title: str
    source: str = ""
    expected: date | None = None
    figures: tuple[SeriesFigures, ...] = ()


class FingertipsSource(Source):
    """Indicators of OHID Fingertips, for areas of one type below parent areas."""

    client: Literal["fingertips"]
    area_type: int
    parent_type: int
    parents: Literal["boroughs", "region"]
    since: int = 0
    figures: tuple[FingertipsFigures, ...]


class NomisSource(Source):
    """A census table on Nomis."""

    client: Literal["nomis"]
    dataset: str
    dimension: str
    figures: tuple[CensusFigures, ...]


class DeprivationSource(Source):
    """A file of the Indices of Deprivation."""

    client: Literal["deprivation"]
    url: str
    code: str
    figures: tuple[MeasureFigures, ...]


class BoundarySource(Source):
    """Boundaries that are watched, for a change of areas makes figures belong elsewhere."""

    client: Literal["boundaries"]
    service: str
    within: str
    code: str
    name: str
    area_set: str


AnySource = FingertipsSource | NomisSource | DeprivationSource | BoundarySource
_BY_CLIENT = Annotated[AnySource, Field(discriminator="client")]


@shared
def held() -> dict[str, AnySource]:
    """Return every source that can be refreshed by its id, in the file's order.

    Raises
    ------
    DataFileError
        When the file breaks its schema; every fault at once.
    """
    schema: TypeAdapter[dict[str, AnySource]] = TypeAdapter(dict[str, _BY_CLIENT])
    return store.conform(schema, store.read_yaml(FILE) or {}, FILE)


def check() -> list[Problem]:
    """Return every problem of the file; none means that all is well."""
    try:
        return [problem for name, one in held().items() for problem in _check(name, one)]
    except ExplorerError as error:
        return list(error.problems)


def _check(name: str, one: Source) -> Iterator[Problem]:
    where = f"{FILE}, {name}"
    if isinstance(one, BoundarySource):
        if one.area_set not in areas.area_sets():
            yield _unknown(where, "area set", one.area_set, "geo/geographies.yaml")
    elif one.source not in registry.declared_sources():
        yield _unknown(where, "source", one.source, "data/sources.yaml")
    for figures in one.figures:
        indicator = registry.declared().get(figures.indicator)
        if indicator is None:
            yield _unknown(where, "indicator", figures.indicator, registry.INDICATORS)
        elif figures.series not in {series.id for series in indicator.series}:
            file = f"{registry.INDICATORS}/{indicator.id}.yaml"
            yield _unknown(where, "series", figures.series, file)


def _unknown(where: str, kind: str, name: str, home: str) -> Problem:
    return Problem(where, f"{kind} '{name}'", f"one of {home}", "Correct the name.")
