"""What changed in the figures since an earlier story, read from the log that a refresh writes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable
from datetime import date
from itertools import groupby

from explorer import areas, registry
from explorer.model import Indicator
from explorer.upkeep import changes
from explorer.upkeep.changes import Change, ChangeKind
from explorer.views import words
from explorer.views.document import Section
from explorer.views.story.places import Told, own


def days() -> tuple[date, ...]:
    """Return the days on which a refresh changed anything, latest first."""
    return tuple(sorted({change.date for change in changes.held()}, reverse=True))


def section(told: Told, themes: Collection[str], since: date) -> Section:
    """List what changed on a day or later in the figures of a story's themes and areas.

    Parameters
    ----------
    told : Told
    themes : collection of str
        Themes of the registry.
    since : datetime.date
        The day of the earlier story.
    """
    found = [
        change
        for change in changes.since(since)
        if _theme(change) in themes and _is_here(told, change)
    ]
    title = f"What changed since {_day(since)}"
    if not found:
        return Section(title, (f"Nothing has changed in these figures since {_day(since)}.",))
    ordered = sorted(found, key=_key)
    sentences = tuple(_sentence(list(group)) for _, group in groupby(ordered, key=_key))
    return Section(title, sentences, listed=True)


def _key(change: Change) -> tuple[date, str]:
    return change.date, change.indicator


def _theme(change: Change) -> str:
    indicator = registry.indicators().get(change.indicator)
    return indicator.theme if indicator else ""


def _is_here(told: Told, change: Change) -> bool:
    """Whether a change is about the areas told of, or about all areas at once."""
    if not change.area_code:
        return True
    indicator = registry.indicator(change.indicator)
    elsewhere = {
        code
        for area_set in indicator.area_sets
        for code in set(areas.codes(area_set)) - set(own(told, area_set))
    }
    return change.area_code not in elsewhere


def _sentence(found: list[Change]) -> str:
    """Say what one refresh changed in one indicator: each kind counted, and the largest move."""
    first = found[0]
    indicator = registry.indicator(first.indicator)
    kinds = Counter(change.kind for change in found)
    counted = [_counted(kind, count) for kind, count in kinds.items()]
    parts = [
        f"{_day(first.date)}: {indicator.name}: {words.in_sentence(counted)}",
        *_new_periods(found, indicator),
        *_largest(found, indicator),
    ]
    return f"{'; '.join(parts)}."


def _counted(kind: ChangeKind, count: int) -> str:
    return words.count_of(count, kind.value, f"{kind.value}s")


def _new_periods(found: Iterable[Change], indicator: Indicator) -> list[str]:
    new = (change.period for change in found if change.kind is ChangeKind.NEW_PERIOD)
    periods = dict.fromkeys(_period(indicator, period) for period in new)
    return [f"now held for {words.in_sentence(list(periods))}"] if periods else []


def _period(indicator: Indicator, identifier: str) -> str:
    labels = {p.id: p.label for series in indicator.series for p in series.periods}
    return labels.get(identifier, identifier)


def _group(indicator: Indicator, detail: str) -> str:
    """Write a group such as 'sex=male' as its indicator calls it; anything else as it stands."""
    known = {
        f"{breakdown.id}={group}": words.lower_first(label)
        for breakdown in indicator.breakdowns
        for group, label in breakdown.groups
    }
    return ", ".join(known.get(part, part) for part in detail.split(";") if part)


def _largest(found: Iterable[Change], indicator: Indicator) -> list[str]:
    moved = [change for change in found if change.size]
    if not moved:
        return []
    most = max(moved, key=lambda change: abs(change.size or 0))
    name = areas.name_of(most.area_code) if most.area_code else "all areas"
    before, after = (indicator.with_unit(float(text)) for text in (most.before, most.after))
    parts = (_period(indicator, most.period), _group(indicator, most.detail))
    which = ", ".join(filter(None, parts))
    return [f"the largest move is in {name} ({which}), from {before} to {after}"]


def _day(when: date) -> str:
    return f"{when.day} {when:%B %Y}"
