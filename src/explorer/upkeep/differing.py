"""What a new release of figures changes in those that are held."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from explorer.upkeep.changes import Change, ChangeKind
from explorer.upkeep.tables import number
from explorer.validate import KEYS

if TYPE_CHECKING:
    import pandas as pd

LOSSES = (ChangeKind.VANISHED_VALUE, ChangeKind.VANISHED_AREA, ChangeKind.VANISHED_PERIOD)


@dataclass(frozen=True)
class _Row:
    indicator: str
    area_code: str
    breakdown: str
    period: str
    name: str
    value: str
    interval: str
    count: str


def difference(held: pd.DataFrame, new: pd.DataFrame, source: str, day: date) -> tuple[Change, ...]:
    """List what `new` changes in `held`, both in the project's own table schema.

    Periods that `new` has and `held` has not are one change each; so are areas that are gone or
    come in within a period. Numbers are compared as they are written, to four decimals.
    """
    before, after = _rows(held), _rows(new)
    periods = {(row.indicator, row.period) for row in before.values()}
    areas = {(row.indicator, row.area_code) for row in before.values()}
    found = [
        *_new_periods(periods, after.values(), source, day),
        *_vanished(before, after, source, day),
    ]
    for key, row in after.items():
        if (row.indicator, row.period) in periods:
            was = before.get(key)
            is_known = (row.indicator, row.area_code) in areas
            found += _row_changes(was, row, source, day, is_known)
    return tuple(found)


def losses(changes: Iterable[Change]) -> tuple[Change, ...]:
    """Return the changes by which something is no longer held."""
    return tuple(change for change in changes if change.kind in LOSSES)


def summary(changes: Sequence[Change]) -> tuple[str, ...]:
    """Say in a few lines what changed: how many of each kind, and how far values moved."""
    lines = [
        f"{kind.value}: {count}"
        for kind, count in Counter(change.kind for change in changes).items()
    ]
    sizes = [(abs(change.size), change) for change in changes if change.size is not None]
    if sizes:
        size, change = max(sizes, key=lambda pair: pair[0])
        lines.append(
            f"largest change of a value: {number(change.size or 0)} ({change.indicator}, "
            f"{change.area_code}, {change.period}{f', {change.detail}' if change.detail else ''}: "
            f"{change.before} to {change.after})"
            if size
            else "no value moved"
        )
    return tuple(lines)


def _rows(table: pd.DataFrame) -> dict[tuple[Any, ...], _Row]:
    found = {}
    for row in table.to_dict("records"):
        low, high = number(row["lower_95"]), number(row["upper_95"])
        top, bottom = number(row["numerator"]), number(row["denominator"])
        found[tuple(row[key] for key in KEYS)] = _Row(
            **{key: str(row[key]) for key in KEYS},
            name=str(row["area_name"]),
            value=number(row["value"]),
            interval=f"{low} to {high}" if low or high else "",
            count=f"{top} of {bottom}" if top or bottom else "",
        )
    return found


def _new_periods(
    known: set[tuple[str, str]], rows: Iterable[_Row], source: str, day: date
) -> Iterator[Change]:
    counts = Counter((row.indicator, row.period) for row in rows)
    for (indicator, period), count in counts.items():
        if (indicator, period) not in known:
            yield Change(day, source, indicator, ChangeKind.NEW_PERIOD, period, after=str(count))


def _vanished(
    before: dict[tuple[Any, ...], _Row], after: dict[tuple[Any, ...], _Row], source: str, day: date
) -> Iterator[Change]:
    areas_after = {(row.indicator, row.period, row.area_code) for row in after.values()}
    seen = set()
    for key, row in before.items():
        if key in after:
            continue
        area = (row.indicator, row.period, row.area_code)
        if area in areas_after:
            yield _change(ChangeKind.VANISHED_VALUE, row, source, day, before=row.value)
        elif area not in seen:
            seen.add(area)
            yield Change(
                day,
                source,
                row.indicator,
                ChangeKind.VANISHED_AREA,
                row.period,
                row.area_code,
                detail=row.name,
            )


def _row_changes(
    was: _Row | None, row: _Row, source: str, day: date, area_is_known: bool
) -> Iterator[Change]:
    if was is None:
        kind = ChangeKind.NEW_VALUE if area_is_known else ChangeKind.NEW_AREA
        yield _change(kind, row, source, day, after=row.value)
        return
    if was.value != row.value:
        kind = ChangeKind.CHANGED_VALUE
        if not was.value:
            kind = ChangeKind.NEW_VALUE
        elif not row.value:
            kind = ChangeKind.VANISHED_VALUE
        yield _change(kind, row, source, day, was.value, row.value)
    if was.interval != row.interval:
        yield _change(ChangeKind.CHANGED_INTERVAL, row, source, day, was.interval, row.interval)
    if was.count != row.count:
        yield _change(ChangeKind.CHANGED_COUNT, row, source, day, was.count, row.count)
    if was.name != row.name:
        yield _change(ChangeKind.RENAMED_AREA, row, source, day, was.name, row.name)


def _change(
    kind: ChangeKind, row: _Row, source: str, day: date, before: str = "", after: str = ""
) -> Change:
    return Change(
        day, source, row.indicator, kind, row.period, row.area_code, before, after, row.breakdown
    )
