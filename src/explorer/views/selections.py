"""From what was asked to what is held: fills gaps in a selection and fetches its figures."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd

from explorer import areas, registry, stats
from explorer.errors import Problem, SelectionError
from explorer.keeping import kept
from explorer.model import Indicator, Period, Selection
from explorer.registry import Figures, Group
from explorer.views import disclosure
from explorer.views.classes import check_scheme

BENCHMARK = "benchmark"
"""The `Selection.layer` that paints by comparison with `Selection.benchmark`."""
WITHOUT_RED_AND_GREEN = "without-red-and-green"
"""The `Selection.palette` in which better is blue and worse is orange."""
DIVERGING = "diverging"
"""The `Selection.palette` with two hues, for values below and above `Selection.benchmark`."""
ALLOWED = {
    "layer": ("", BENCHMARK),
    "palette": ("", WITHOUT_RED_AND_GREEN, DIVERGING, "colour-blind", "grey"),
}


@kept(maxsize=512)
def complete(selection: Selection) -> Selection:
    """Fill what a selection leaves open with what is held, and refuse what is not.

    The first area set that has the period and areas named, its latest period and its first group
    stand in for an empty choice.

    Raises
    ------
    SelectionError, UnknownAreaError
        When an indicator, area set, period, group or area is named that is not held.
    """
    indicator = registry.indicator(selection.indicator)
    area_set = selection.area_set or _first_area_set(indicator, selection)
    periods = indicator.periods(area_set)
    if not periods:
        indicator.series_for(area_set, selection.period)
    period = selection.period or periods[-1].id
    indicator.series_for(area_set, period)
    known = {place.code for place in registry.places().comparators}
    if selection.benchmark and selection.benchmark not in known:
        raise SelectionError(
            Problem(
                "comparison",
                f"'{selection.benchmark}'",
                f"one of {', '.join(sorted(known))}",
                "Choose a borough, the region or the country.",
            )
        )
    if selection.classification:
        check_scheme(selection.classification)
    for field, allowed in ALLOWED.items():
        if getattr(selection, field) not in allowed:
            raise SelectionError(
                Problem(
                    field,
                    f"'{getattr(selection, field)}'",
                    " or ".join(f"'{word}'" for word in allowed),
                    "Choose one of these.",
                )
            )
    held = set(areas.codes(area_set))
    for code in selection.highlighted:
        if code not in held:
            raise SelectionError(
                Problem(
                    "areas compared",
                    f"'{code}'",
                    f"a code of {area_set}",
                    "Choose an area of the set that is mapped.",
                )
            )
    return selection.changed(
        area_set=area_set, period=period, by=_group(indicator, area_set, period, selection.by)
    )


def _first_area_set(indicator: Indicator, selection: Selection) -> str:
    """Return the first area set with the period and the areas that a selection names."""
    for area_set in indicator.area_sets:
        periods = {period.id for period in indicator.periods(area_set)}
        if selection.period and selection.period not in periods:
            continue
        if set(selection.highlighted) <= set(areas.codes(area_set)):
            return area_set
    return indicator.area_sets[0]


def figures(selection: Selection) -> Figures:
    """Return the figures of a complete selection, small numbers withheld.

    Everything that is shown, exported or printed comes through here, so what the disclosure
    threshold withholds is withheld everywhere. Where the series says that its intervals are made
    here from its counts, they are.
    """
    return _figures(selection.indicator, selection.area_set, selection.period, selection.by)


@kept(maxsize=512)
def _figures(indicator: str, area_set: str, period: str, by: Group) -> Figures:
    held = disclosure.figures(indicator, area_set, period, by)
    if held.series.interval_method != "wilson":
        return held
    return replace(held, areas=_with_wilson(held.areas), comparators=_with_wilson(held.comparators))


def through_time(selection: Selection) -> pd.DataFrame:
    """Return the figures of every period of a complete selection's release, for its group.

    The rows are those of the release's table, comparators included, small numbers withheld.
    """
    indicator = registry.indicator(selection.indicator)
    series = indicator.series_for(selection.area_set, selection.period)
    held = disclosure.rows(indicator.id, series.id)
    group = ";".join(f"{key}={value}" for key, value in selection.by)
    held = held[held["breakdown"] == group].reset_index(drop=True)
    return _with_wilson(held) if series.interval_method == "wilson" else held


def _with_wilson(rows: pd.DataFrame) -> pd.DataFrame:
    found = stats.wilson_interval(rows["numerator"].to_numpy(), rows["denominator"].to_numpy())
    return rows.assign(
        lower_95=rows["lower_95"].fillna(pd.Series(100 * found.lower, rows.index)),
        upper_95=rows["upper_95"].fillna(pd.Series(100 * found.upper, rows.index)),
    )


def period_of(selection: Selection) -> Period:
    """Return the period of a complete selection."""
    periods = registry.indicator(selection.indicator).periods(selection.area_set)
    return next(period for period in periods if period.id == selection.period)


def group_words(selection: Selection) -> str:
    """Return the chosen groups in words: 'men', 'women aged 25 to 49'; '' where there are none."""
    labels = {b.id: b for b in registry.indicator(selection.indicator).breakdowns}
    return ", ".join(labels[key].label_of(value) for key, value in selection.by)


def row_of(figures: Figures, code: str) -> pd.Series:
    """Return the row of an area or comparator.

    Raises
    ------
    SelectionError
        When the release gives no figure for that code.
    """
    for frame in (figures.areas, figures.comparators):
        match = frame[frame["area_code"] == code]
        if len(match):
            return match.iloc[0]
    raise SelectionError(
        Problem(
            figures.series.label,
            f"no figure for {code}",
            "an area or comparator of this release",
            "Choose another area or period.",
        )
    )


def _group(indicator: Indicator, area_set: str, period: str, by: Group) -> Group:
    held = registry.groups_held(indicator.id, area_set, period)
    asked = dict(by)
    order = [
        tuple(sorted(zip([b.id for b in indicator.breakdowns], combination, strict=True)))
        for combination in _combinations(indicator)
    ]
    ranked = sorted(held, key=lambda group: order.index(group) if group in order else len(order))
    for group in ranked:
        if asked.items() <= dict(group).items():
            return group
    raise SelectionError(
        Problem(
            f"{indicator.name}, {area_set}, {period}",
            ", ".join(f"{key}={value}" for key, value in by),
            "; ".join(", ".join(f"{k}={v}" for k, v in group) or "all" for group in ranked),
            "Choose a group that is held.",
        )
    )


def _combinations(indicator: Indicator) -> list[tuple[str, ...]]:
    from itertools import product

    return list(product(*([group for group, _ in b.groups] for b in indicator.breakdowns)))
