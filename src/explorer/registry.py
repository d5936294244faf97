"""The indicators, their sources and notes: what `data/` declares, and own figures of a session."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, Any, TypeVar

from pydantic import TypeAdapter
from rapidfuzz import process

from explorer import keeping, store
from explorer.errors import DataFileError, Problem, SelectionError
from explorer.keeping import OwnFigures, kept, shared
from explorer.model import Aggregation, Breakdown, Indicator, Pair, Places, Series, Source
from explorer.validate import parse_breakdown

if TYPE_CHECKING:
    import pandas as pd

T = TypeVar("T")
Group = tuple[tuple[str, str], ...]
INDICATORS = "data/indicators"
NUMBERS = ("value", "lower_95", "upper_95", "numerator", "denominator")
NOT_HERE = Problem(
    "indicator",
    "figures that a reader gave in another session",
    "figures published here, or given in this session",
    "Own figures are never stored and live only in the session they were given in, so no link "
    "leads to them. Ask for an exported file instead, or give the figures again on 'Your data'.",
)


@dataclass(frozen=True)
class Figures:
    """Rows of one indicator for one area set, period and group.

    Attributes
    ----------
    series : Series
        The release they belong to.
    areas : pandas.DataFrame
        Rows of the areas of the set: `area_code`, `area_name`, `value`, `lower_95`, `upper_95`,
        `numerator`, `denominator`, `note`.
    comparators : pandas.DataFrame
        Rows of boroughs, region and country that the same release gives, same columns.
    """

    series: Series
    areas: pd.DataFrame
    comparators: pd.DataFrame


class _Shelf(Mapping[str, T]):
    """What is declared, and after it what the session at hand has of its own.

    Only what is asked of it by an own id, or all of it, differs from session to session.
    """

    def __init__(
        self, declared: Callable[[], dict[str, T]], own: Callable[[OwnFigures], tuple[str, T]]
    ) -> None:
        self._declared, self._own_entry = declared, own

    def __getitem__(self, key: str) -> T:
        declared = self._declared()
        if key in declared or not key.startswith(keeping.PREFIX):
            return declared[key]
        return self._own()[key]

    def __iter__(self) -> Iterator[str]:
        return iter({**self._declared(), **self._own()})

    def __len__(self) -> int:
        return len(self._declared()) + len(self._own())

    def _own(self) -> dict[str, T]:
        keeping.differs_by_session()
        return dict(map(self._own_entry, keeping.current().figures.values()))


def indicators() -> Mapping[str, Indicator]:
    """Return every indicator by id: those declared in the order of their ids, then own ones."""
    return _INDICATORS


@shared
def declared() -> dict[str, Indicator]:
    """Return every indicator that `data/` declares by id, in the order of their ids."""
    folder = store.root() / INDICATORS
    files = sorted(folder.glob("*.yaml"))
    if not files:
        raise DataFileError(
            Problem(
                INDICATORS,
                "no indicator",
                "one YAML file an indicator",
                "Restore the folder from version control.",
            )
        )
    found = (_indicator(f"{INDICATORS}/{path.name}") for path in files)
    return {indicator.id: indicator for indicator in found}


def indicator(identifier: str) -> Indicator:
    """Return one indicator.

    Raises
    ------
    SelectionError
        When there is none of that id; names the nearest.
    """
    known = indicators()
    with suppress(KeyError):
        return known[identifier]
    if identifier.startswith(keeping.PREFIX):
        raise SelectionError(NOT_HERE)
    nearest = [name for name, _, _ in process.extract(identifier, list(known), limit=3)]
    raise SelectionError(
        Problem(
            "indicator",
            f"'{identifier}'",
            f"one of {len(known)} indicators, such as {', '.join(nearest)}",
            "Run 'explorer indicators' for the whole list.",
        )
    )


def sources() -> Mapping[str, Source]:
    """Return every source by id, those of own figures among them."""
    return _SOURCES


@shared
def declared_sources() -> dict[str, Source]:
    """Return every source that `data/` declares by id."""
    return _mapping("data/sources.yaml", Source)


@shared
def notes() -> dict[str, str]:
    """Return every note and caveat by key, one wording each."""
    return {str(key): str(text).strip() for key, text in store.read_yaml("data/notes.yaml").items()}


@shared
def places() -> Places:
    """Return the boroughs, comparators and named pairs of this installation."""
    file = "data/places.yaml"
    content = dict(store.read_yaml(file))
    pairs = [
        {
            **pair,
            "areas": tuple((k, tuple(v)) for k, v in pair["areas"].items()),
            "remarks": tuple(pair.get("remarks", {}).items()),
        }
        for pair in content.get("pairs", ())
    ]
    return _build(Places, {**content, "pairs": pairs}, file)


def table(name: str) -> pd.DataFrame:
    """Return one table of `data/tables/`, or own figures; shared, so never changed in place."""
    if name.startswith(keeping.PREFIX):
        keeping.differs_by_session()
        return keeping.current().figures[name].table
    return _declared_table(name)


@shared
def _declared_table(name: str) -> pd.DataFrame:
    return store.read_table(f"data/tables/{name}")


@shared
def extra(name: str) -> pd.DataFrame:
    """Return one table of `data/extras/`, which has a schema of its own in datapackage.json."""
    return store.read_csv(f"data/extras/{name}.csv")


@kept
def rows(identifier: str, series_id: str) -> pd.DataFrame:
    """Return a series' rows of all periods and groups, comparators included."""
    series = next(s for s in indicator(identifier).series if s.id == series_id)
    whole = table(series.table)
    wanted = whole["indicator"].eq(identifier) & whole["period"].isin(
        [period.id for period in series.periods]
    )
    return whole[wanted].reset_index(drop=True)


@kept
def figures(
    identifier: str,
    area_set: str,
    period: str,
    by: tuple[tuple[str, str], ...] = (),
) -> Figures:
    """Return an indicator's figures for one area set, period and group.

    Raises
    ------
    SelectionError
        When the indicator is not held so; says what is.
    """
    chosen = indicator(identifier)
    series = chosen.series_for(area_set, period)
    held = rows(identifier, series.id)
    wanted = ";".join(f"{key}={value}" for key, value in sorted(by))
    match = held[(held["period"] == period) & (held["breakdown"] == wanted)]
    if match.empty:
        groups = sorted(held.loc[held["period"] == period, "breakdown"].unique())
        raise SelectionError(
            Problem(
                f"{chosen.name}, {area_set}, {period}",
                f"group '{wanted or 'all'}'",
                f"one of {', '.join(group or 'all' for group in groups)}",
                "Choose a group that is held.",
            )
        )
    is_comparator = match["area_code"].isin(comparator_codes() - _own_codes(area_set))
    return Figures(
        series=series,
        areas=match[~is_comparator].reset_index(drop=True),
        comparators=match[is_comparator].reset_index(drop=True),
    )


@kept
def aggregation(identifier: str, series_id: str) -> Aggregation:
    """Return how figures of several areas of a series become one: by counts wherever it has them.

    Without counts it is what the indicator declares, none where it declares nothing.
    """
    held = rows(identifier, series_id)
    area_set = next(s.area_set for s in indicator(identifier).series if s.id == series_id)
    others = comparator_codes() - _own_codes(area_set)
    with_value = held[held["value"].notna() & ~held["area_code"].isin(others)]
    if len(with_value) and with_value[["numerator", "denominator"]].notna().all(axis=None):
        return Aggregation.COUNTS
    return indicator(identifier).aggregation


def groups_held(
    identifier: str, area_set: str, period: str
) -> tuple[tuple[tuple[str, str], ...], ...]:
    """Return the groups held for an area set and period, as a tuple of `by` tuples."""
    series = indicator(identifier).series_for(area_set, period)
    held = rows(identifier, series.id)
    texts = held.loc[held["period"] == period, "breakdown"].unique()
    return tuple(parse_breakdown(text) for text in texts)


def first_pair() -> Pair:
    """Return the first named pair of areas.

    Raises
    ------
    SelectionError
        When no pair is named.
    """
    named = places().pairs
    if not named:
        raise SelectionError(
            Problem(
                "data/places.yaml",
                "no named pair of areas",
                "one under 'pairs'",
                "Name two areas of a document, or choose any two on the page of life expectancy.",
            )
        )
    return named[0]


@shared
def comparator_codes() -> frozenset[str]:
    """Return the codes of boroughs, region and country."""
    return frozenset(place.code for place in places().comparators)


def forget() -> None:
    """Have everything read anew: files have been replaced."""
    keeping.begin_anew()


def keep_up() -> None:
    """Have everything read anew if another process has replaced files; a look at one of them.

    Raises
    ------
    DataFileError
        When a change of files that was cut off cannot be finished.
    """
    if store.is_replaced():
        forget()


def _own_codes(area_set: str) -> frozenset[str]:
    # On the borough set the boroughs are the areas, not their own comparators.
    boroughs = frozenset(place.code for place in places().boroughs)
    return boroughs if area_set == "boroughs" else frozenset()


def _indicator(file: str) -> Indicator:
    content = dict(store.read_yaml(file))
    content["breakdowns"] = tuple(
        _breakdown(key, value, file) for key, value in (content.get("breakdowns") or {}).items()
    )
    content["lines"] = tuple((content.get("lines") or {}).items())
    content["series"] = [_series(entry, file) for entry in content.get("series", ())]
    return _build(Indicator, content, file)


def _breakdown(key: str, value: Mapping[str, Any], file: str) -> Breakdown:
    groups, in_words = value["groups"], value.get("in_words") or {}
    if in_words and set(in_words) != set(groups):
        raise DataFileError(
            Problem(
                f"{file}, in_words of {key}",
                ", ".join(in_words),
                ", ".join(groups),
                "Give words for every group, or for none.",
            )
        )
    return Breakdown(key, value["label"], tuple(groups.items()), tuple(in_words.items()))


def _series(entry: Mapping[str, Any], file: str) -> dict[str, Any]:
    _refuse_unknown(Series, entry, file)
    # YAML reads a period such as 2021 as a number.
    periods = [
        {**period, "id": str(period["id"]), "label": str(period["label"])}
        for period in entry["periods"]
    ]
    return {**entry, "periods": periods}


def _build(kind: type[T], content: Mapping[str, Any], file: str) -> T:
    _refuse_unknown(kind, content, file)
    return store.conform(_schema(kind), content, file)


@shared
def _schema(kind: type[T]) -> TypeAdapter[T]:
    """Return the schema of a kind, which takes longer to make than a file to read."""
    return TypeAdapter(kind)


def _mapping(file: str, kind: type[T]) -> dict[str, T]:
    content = store.read_yaml(file)
    return {key: _build(kind, {"id": key, **entry}, file) for key, entry in content.items()}


def _refuse_unknown(kind: type[Any], content: Mapping[str, Any], file: str) -> None:
    known = [field.name for field in fields(kind)]
    unknown = [key for key in content if key not in known]
    if unknown:
        raise DataFileError(
            Problem(file, f"unknown key {', '.join(unknown)}", ", ".join(known), "Correct the key.")
        )


_INDICATORS = _Shelf(declared, lambda own: (own.indicator.id, own.indicator))
_SOURCES = _Shelf(declared_sources, lambda own: (own.source.id, own.source))
