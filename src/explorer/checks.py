"""One look over everything held: tables, metadata, boundaries, and whether they fit together."""

from __future__ import annotations

from explorer import areas, neighbourhoods, registry, store
from explorer.errors import ExplorerError, Problem
from explorer.upkeep import changes, declared, freshness
from explorer.validate import check_references, check_series, check_table
from explorer.views.evidence import declared as evidence
from explorer.views.stories import reading as stories


def everything() -> list[Problem]:
    """Return every problem found in `data/` and `geo/`; none means that all is well."""
    problems = [*areas.check(), *_sealed(), *neighbourhoods.check()]
    problems += [*changes.check(), *declared.check(), *freshness.check()]
    try:
        indicators = registry.indicators()
        notes = registry.notes()
        problems += check_references(indicators, registry.sources(), notes, areas.area_sets())
        registry.places()
        problems += [*stories.check(), *evidence.check()]
    except ExplorerError as error:
        return [*problems, *error.problems]
    for name in sorted({s.table for i in indicators.values() for s in i.series}):
        problems += _table(name)
    problems += _unused({s.table for i in indicators.values() for s in i.series})
    return problems


def _table(name: str) -> list[Problem]:
    try:
        table = registry.table(name)
        problems = check_table(table, f"data/tables/{name}", registry.notes())
        comparators = registry.comparator_codes()
        for indicator in registry.indicators().values():
            rows = table[table["indicator"] == indicator.id]
            for series in indicator.series:
                if series.table == name:
                    codes = areas.codes(series.area_set)
                    problems += check_series(rows, indicator, series, codes, comparators)
    except ExplorerError as error:
        return list(error.problems)
    return problems


def _sealed() -> list[Problem]:
    problems: list[Problem] = []
    for name in store.manifest():
        try:
            store.read_bytes(name)
        except ExplorerError as error:
            problems += error.problems
    held = {
        path.relative_to(store.root()).as_posix()
        for folder in ("data/tables", "data/extras")
        for path in (store.root() / folder).glob("*.csv")
    }
    problems += [
        Problem(
            name,
            "a file that is not sealed",
            "an entry in data/manifest.json",
            "Check the file, then run 'explorer seal'.",
        )
        for name in sorted(held - set(store.manifest()))
    ]
    return problems


def _unused(used: set[str]) -> list[Problem]:
    return [
        Problem(
            f"data/tables/{path.name}",
            "a table that no indicator draws on",
            "an indicator in data/indicators that names it",
            "Declare an indicator for it or delete it.",
        )
        for path in sorted((store.root() / "data/tables").glob("*.csv"))
        if path.name not in used
    ]
