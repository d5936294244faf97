"""How fresh the figures are: what was last asked for when, what is due, and what has changed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import pandas as pd

from explorer import areas, registry
from explorer.upkeep import changes, declared, freshness
from explorer.upkeep.changes import Change
from explorer.upkeep.declared import AnySource, BoundarySource
from explorer.upkeep.freshness import Attempt, State
from explorer.views import words
from explorer.views.base import Column, Passage, TableView
from explorer.views.methods.held import OWN_FILES

EVER = "ever"
MOST_CHANGES = 200
SAID = {
    State.FINAL: "final: nothing newer will come",
    State.FRESH: "fresh",
    State.DUE: "due: something newer should be out",
    State.FAILING: "could not be checked",
    State.NEVER: "not yet checked by this installation",
}
HOW = (
    "'explorer refresh' asks the publishers, shows what they have changed, and takes it over whole "
    "or not at all. Where a publisher cannot be reached, the figures held stay in use."
)
WHY_EACH = "A value is listed with what it was before; new periods with how many figures they have."


def sources(today: date) -> Passage:
    """Say of each source that can be refreshed how fresh it is on a day."""
    attempts = freshness.held()
    rows = [
        {
            "source": f"{one.title} ({_publisher(one)})",
            "newest": _newest(one),
            "state": SAID[freshness.state(name, today)],
            "checked": _checked(attempts.get(name)),
            "expected": words.day(one.expected) if one.expected else "nothing newer",
        }
        for name, one in declared.held().items()
    ]
    columns = (
        Column("source", "Figures"),
        Column("newest", "Newest held"),
        Column("state", "State"),
        Column("checked", "Last checked"),
        Column("expected", "Newer expected by"),
    )
    caption = f"How fresh each source is on {words.day(today)}"
    table = TableView(caption, columns, pd.DataFrame(rows), OWN_FILES)
    return Passage("How fresh the figures are", (table,), (*_failures(attempts), HOW, _others()))


def days() -> dict[str, str]:
    """Return the days on which figures changed, the last first, and a word for all of them."""
    found = sorted({change.date for change in changes.held()}, reverse=True)
    return {EVER: "the beginning", **{day.isoformat(): words.day(day) for day in found}}


def changed(since: str) -> Passage:
    """List what was changed on a day and after, the last first."""
    held = changes.held() if since == EVER else changes.since(date.fromisoformat(since))
    title = "What has changed"
    if not held:
        return Passage(title, (), ("No figure has been changed by a refresh or an import.",))
    latest = list(reversed(held))[:MOST_CHANGES]
    columns = (
        Column("day", "Taken over"),
        Column("what", "What"),
        Column("figure", "Figure"),
        Column("before", "Before"),
        Column("after", "After"),
    )
    frame = pd.DataFrame([_row(change) for change in latest])
    count = words.count_of(len(held), "change", "changes")
    caption = f"{count} since {days()[since]}"
    cut = (f"The last {MOST_CHANGES} of them; data/changes.csv has all.",)
    notes = (WHY_EACH, *(cut if len(held) > MOST_CHANGES else ()))
    return Passage(title, (TableView(caption, columns, frame, OWN_FILES),), notes)


def _row(change: Change) -> dict[str, str]:
    indicator = registry.declared().get(change.indicator)
    name = indicator.short_name if indicator else change.indicator
    parts = (name, change.period, change.area_code, _group(change))
    return {
        "day": words.day(change.date),
        "what": change.kind.value,
        "figure": ", ".join(part for part in parts if part),
        "before": change.before or "none",
        "after": change.after or "none",
    }


def _group(change: Change) -> str:
    return change.detail.replace("=", ": ").replace(";", ", ")


def _checked(attempt: Attempt | None) -> str:
    if attempt is None or attempt.succeeded is None:
        return "never"
    return words.day(attempt.succeeded)


def _failures(attempts: dict[str, Attempt]) -> Sequence[str]:
    titles = declared.held()
    return [
        f"{titles[name].title}: could not be checked since {words.day(one.failing_since)}. "
        f"{' '.join(one.reasons)}"
        for name, one in attempts.items()
        if one.failing_since and name in titles
    ]


def _newest(one: AnySource) -> str:
    if isinstance(one, BoundarySource):
        return areas.area_set(one.area_set).vintage
    held = registry.declared()
    periods = [
        series.periods[-1]
        for figures in one.figures
        for series in held[figures.indicator].series
        if series.id == figures.series
    ]
    return max(periods, key=lambda period: period.end).label


def _others() -> str:
    asked = {one.source for one in declared.held().values()}
    others = len(set(registry.declared_sources()) - asked)
    return (
        f"{words.count_of(others, 'further source is', 'further sources are')} not asked: their "
        "publishers offer no such address. “Indicators” says of each when it was obtained."
    )


def _publisher(one: AnySource) -> str:
    if isinstance(one, BoundarySource):
        return areas.area_set(one.area_set).source.partition(",")[0]
    return registry.declared_sources()[one.source].publisher
