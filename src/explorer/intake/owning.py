"""Worked-out figures as an indicator of the reader's own, marked as user supplied throughout."""

from __future__ import annotations

import re
import secrets
from collections.abc import Iterable, Mapping

import pandas as pd

from explorer import areas, registry
from explorer.intake import sexes
from explorer.intake.model import PREFIX, THEME, Details, OwnFigures
from explorer.model import Aggregation, Breakdown, Indicator, Period, Series, Source, Standing
from explorer.validate import TABLE_COLUMNS, TABLE_TYPES

MOVED = "moved-to-other-areas"
LABELS = {"sex": "Sex", "age": "Age", "group": "Group"}
LONGEST_SHORT_NAME = 40


def own_figures(
    figures: pd.DataFrame,
    by_id: Mapping[str, Period],
    details: Details,
    area_set: str,
    how: Aggregation,
    is_moved: bool,
) -> OwnFigures:
    """Make an indicator of figures, with a series, a source and a table of its own.

    Parameters
    ----------
    figures : pandas.DataFrame
        As `taking_in.work_out` gives them.
    by_id : mapping
        Their periods by id.
    how : Aggregation
        How several areas become one.
    is_moved : bool
        Whether the figures were moved to these areas, which the series then says.
    """
    name = details.name.strip()
    title = details.title.strip() or name
    slug = _slug(name)[:LONGEST_SHORT_NAME] or "figures"
    identifier = f"{PREFIX}{slug}-{secrets.token_hex(3)}"
    series = Series(
        id=area_set,
        label=areas.area_set(area_set).title,
        area_set=area_set,
        table=identifier,
        source=identifier,
        periods=tuple(sorted(by_id.values(), key=lambda one: (one.start, one.end))),
        standing=Standing.USER_SUPPLIED,
        has_intervals=bool(figures["lower_95"].notna().any()),
        caveats=(MOVED,) if is_moved else (),
    )
    indicator = Indicator(
        id=identifier,
        name=name,
        short_name=name[:LONGEST_SHORT_NAME],
        definition=f"{title}: figures that the reader supplied.",
        theme=THEME,
        unit=details.unit.strip(),
        decimals=details.decimals,
        polarity=details.polarity,
        series=(series,),
        breakdowns=tuple(_breakdowns(figures)),
        disclosure_threshold=details.disclosure_threshold,
        aggregation=how,
    )
    source = Source(
        id=identifier,
        publisher=details.publisher.strip(),
        title=title,
        licence=details.licence.strip(),
        credit=f"{details.publisher.strip()}: {title}",
        obtained_from="a file of the reader's own",
    )
    return OwnFigures(indicator, source, _table(figures, identifier))


def _breakdowns(figures: pd.DataFrame) -> Iterable[Breakdown]:
    for key, label in LABELS.items():
        held = [word for word in figures[key].unique() if word]
        if held:
            groups = {_slug(word): sexes.LABELS.get(word, word) for word in held}
            yield Breakdown(key, label, tuple(groups.items()))


def _slug(word: str) -> str:
    return re.sub(r"[^\w+-]+", "-", word.casefold()).strip("-")


def _table(figures: pd.DataFrame, identifier: str) -> pd.DataFrame:
    """Write figures in the project's table schema, with the types that `store.read_table` gives."""
    names = {place.code: place.name for place in registry.places().comparators}
    groups = [
        ";".join(f"{key}={_slug(row[key])}" for key in sorted(LABELS) if row[key])
        for _, row in figures[list(LABELS)].iterrows()
    ]
    named = [names.get(c) or areas.name_of(c) for c in figures["area_code"]]
    table = figures.assign(indicator=identifier, area_name=named, breakdown=groups)
    ordered = table.sort_values(["indicator", "period", "breakdown", "area_code"])
    return ordered[list(TABLE_COLUMNS)].astype(TABLE_TYPES).reset_index(drop=True)
